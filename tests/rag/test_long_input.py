"""Text without a break, as a broken file or model may bring it: read to its end, in time that grows with it alone.

At these lengths a pattern that tries every place up to the end would not come back within the limit of a test.
"""

from __future__ import annotations

import pytest

from rag.corpus.corpus import Corpus
from rag.question.counterparts import same_form
from rag.question.serials import with_years
from rag.writing.figures import read_quantities
from rag.writing.names import organs

_LENGTH = 100_000


@pytest.mark.parametrize("piece", ["的", "县", "科学", "1、", " "])
def test_names_of_organs(piece: str) -> None:
    found = organs(piece * _LENGTH + "。由卫生健康局牵头")
    assert [name.text for name in found] == ["由卫生健康局"]


@pytest.mark.parametrize("piece", [".", "的", "、"])
def test_figures(piece: str) -> None:
    assert [figure.text for figure in read_quantities(f"{piece * _LENGTH}，达到35%").figures] == ["35%"]


@pytest.mark.parametrize("piece", ["的", "号", "第"])
def test_spoken_numbers(piece: str, corpus: Corpus) -> None:
    text = piece * _LENGTH
    assert with_years(text, corpus) == text


@pytest.mark.parametrize("piece", ["1", "一", "1.", "一1"])
def test_things_of_the_same_form(piece: str) -> None:
    found = same_form("三等奖", f"{piece * _LENGTH}的，一等奖多少？")
    assert found is not None
    assert found.text.endswith("的，三等奖多少？")
