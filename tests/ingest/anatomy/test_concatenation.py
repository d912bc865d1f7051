"""Whole notices put one behind the other into one file come apart again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.anatomy.compilation import split_documents
from ingest.anatomy.repair import clean_lines
from ingest.readers.lines import Line
from ingest.readers.plain import text_lines
from tests.ingest.anatomy.headers import HEADERS
from tests.ingest.samples import ISSUED, REAL_NOTICES, SAMPLE_NOTICES

# What follows these or stands before them is told apart by organ, number or recipients.
KINDS = ["转发", "会议纪要", "函", "公告", "意见", "决定", "命令", "办法试行", "联合", "web字段", "通报"]
HEADLESS = ["003_", "001_", "疾病"]  # files without a letterhead, or of several documents
REMARK = "（虚构样例"


def _texts(lines: tuple[Line, ...]) -> list[str]:
    """The tidied lines that hold words, without the remark that the samples bear at either end."""
    return [line.text for line in clean_lines(lines) if line.text and REMARK not in line.text]


def _letters() -> dict[str, list[str]]:
    files = [path for folder in (REAL_NOTICES, SAMPLE_NOTICES) for path in sorted(folder.glob("*.txt"))]
    letters = {path.stem: _file(path) for path in files if not path.stem.startswith(tuple(HEADLESS))}
    return (
        letters
        | {kind: _texts(text_lines(HEADERS[kind])) for kind in KINDS}
        | {"样例": _texts(text_lines(ISSUED))}
    )


def _file(path: Path) -> list[str]:
    data = path.read_bytes()
    try:
        return _texts(text_lines(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return _texts(text_lines(data.decode("gb18030")))


LETTERS = _letters()


def split(texts: list[str]) -> list[list[str]]:
    return [
        [line.text for line in document.lines] for document in split_documents([Line(text) for text in texts])
    ]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(sorted(LETTERS)), min_size=2, max_size=5, unique=True))
def test_letters_in_any_order(names: list[str]) -> None:
    alone = [LETTERS[name] for name in names]
    assert split([text for letter in alone for text in letter]) == alone


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_none_comes_apart_by_itself(name: str) -> None:
    assert split(LETTERS[name]) == [LETTERS[name]]
