"""A model's text made plain, and cut into the same sentences however the stream is cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.writing.cleaning import SentenceBuffer, chinese, clean_sentence


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("**覆盖率**达`65%`[1]。", "覆盖率达65%[1]。"),
        ("[覆盖率](http://evil.example)达65%[1]。", "覆盖率达65%[1]。"),
        ("![图](http://evil.example/x.png)覆盖率", "图覆盖率"),
        ("<a href='http://evil.example'>覆盖率</a>达65%", "覆盖率达65%"),
        ("&lt;img src=x onerror=alert(1)&gt;覆盖率", "覆盖率"),
        ("<script>alert(1)</script>覆盖率", "覆盖率"),
        ("覆盖率<script>alert(1)", "覆盖率"),
        ("# 标题", "标题"),
        ("- 覆盖率", "覆盖率"),
        ("2. 覆盖率", "覆盖率"),
        ("2.5万人", "2.5万人"),
        ("6\u200b5%\u202e", "65%"),
    ],
)
def test_only_what_a_person_would_read_is_left(raw: str, plain: str) -> None:
    assert clean_sentence(raw) == plain


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("覆盖率达65%。", True),
        ("HPV疫苗接种率", True),
        ("The target is 65%.", False),
        ("カバー率", False),
        ("65%", True),
        ("", True),
    ],
)
def test_chinese_is_told_from_other_languages(text: str, answer: bool) -> None:
    assert chinese(text) is answer


TEXT = "甲达65%[1]。乙达4.5个。[2][3]\n\n丙要求“达标。”[1]丁？戊；己[1]！最后半句"


def sentences_of(pieces: list[str]) -> list[str]:
    buffer = SentenceBuffer()
    found = [sentence for piece in pieces for sentence, _ in buffer.feed(piece)]
    return [sentence.strip() for sentence in [*found, buffer.rest()] if sentence.strip()]


def test_markers_after_the_full_stop_stay_with_their_sentence() -> None:
    assert sentences_of([TEXT])[:4] == ["甲达65%[1]。", "乙达4.5个。[2][3]", "丙要求“达标。”[1]", "丁？"]


@given(st.lists(st.integers(0, len(TEXT)), max_size=20))
def test_the_cuts_of_the_stream_do_not_matter(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(TEXT)]
    pieces = [TEXT[a:b] for a, b in pairwise(edges)]
    assert sentences_of(pieces) == sentences_of([TEXT])
