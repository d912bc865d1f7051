"""A converter's bold is told from the mask of a name, and masks are counted."""

from __future__ import annotations

import pytest

from ingest.anatomy.masks import bold_is_noise, drop_bold, find_masks
from ingest.anatomy.traced import TracedLine, traced
from ingest.readers.lines import Line


def lines(*texts: str) -> list[TracedLine]:
    return traced([Line(text) for text in texts])


@pytest.mark.parametrize(
    ("line", "noise"),
    [
        ("到**2024**年底，覆盖率达到**65%**。", True),
        ("**一、总体要求**", True),
        ("**（一）指导思想。**坚持人民至上。", True),
        ("推进**市中医医院建设", False),
        ("推进**市中医医院和**县人民医院建设", False),
        ("推进健康**行动", False),
        ("没有星号", False),
    ],
)
def test_bold_is_told_from_a_mask(line: str, noise: bool) -> None:
    assert bold_is_noise(lines(line)) is noise


def test_dropping_bold_leaves_the_words() -> None:
    assert [line.text for line in drop_bold(lines("到**2024**年底"))] == ["到2024年底"]


@pytest.mark.parametrize(
    ("text", "masks"),
    [
        ("xx%", 1),
        ("xxx年", 1),
        ("健康XX建设", 1),
        ("**市中医医院", 1),
        ("___人", 1),
        ("推进健康x建设", 1),
        ("xx县、**市、___元", 3),
        ("x光机", 1),  # a lone x before a Chinese word cannot be told from a mask
        ("taxi和Excel", 0),
        ("到2024年底达到65%", 0),
    ],
)
def test_masks_are_counted(text: str, masks: int) -> None:
    assert len(find_masks(text)) == masks
