"""Looking through few notices instead of all: what is found is what looking through all finds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.models import Notice, Passage
from ingest.store.store import Snapshot
from ingest.text import fold
from rag.corpus.corpus import Corpus, document_number_key
from rag.corpus.index import Index

# What stands at the borders of words, passages and brackets, and characters that folding changes.
ALPHABET = "托育医保乡镇aB2０５.％%〔〕(）（ \n，ｇ"

texts = st.text(ALPHABET, min_size=1, max_size=24)
cuts = st.lists(st.integers(0, 24), max_size=4)


def notice(number: int, title: str, text: str) -> Notice:
    return Notice(f"{number:016x}", title, text, (), "", "")


def passages_of(held: Notice, at: list[int]) -> tuple[Passage, ...]:
    """The text cut in these places, without the space around each piece, as ingest leaves it."""
    edges = sorted({0, len(held.text), *(min(cut, len(held.text)) for cut in at)})
    pieces = [(a, b) for a, b in pairwise(edges) if held.text[a:b].strip()]
    found = []
    for start, end in pieces:
        start += len(held.text[start:end]) - len(held.text[start:end].lstrip())
        end = start + len(held.text[start:end].rstrip())
        key = f"{held.id}-{len(found):05d}"
        found.append(Passage(key, held.id, held.text[start:end], start, end, "", 0, ""))
    return tuple(found)


def index_of(notices: list[Notice], at: list[list[int]]) -> Index:
    by_notice = {n.id: passages_of(n, cut) for n, cut in zip(notices, at, strict=True)}
    return Index.build(Snapshot("1", tuple(notices), by_notice))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(texts, texts, cuts), min_size=1, max_size=5),
    st.one_of(st.text(ALPHABET, min_size=1, max_size=5), st.tuples(st.integers(0, 4), st.integers(0, 20))),
)
def test_nothing_that_holds_a_string_is_passed_over(
    made: list[tuple[str, str, list[int]]], sought: str | tuple[int, int]
) -> None:
    notices = [notice(number, title, text) for number, (title, text, _) in enumerate(made)]
    part = sought if isinstance(sought, str) else ""
    if not isinstance(sought, str):  # a piece of some text, so that it is there
        text = notices[sought[0] % len(notices)].text
        part = text[sought[1] % len(text) :][:4]
    told = index_of(notices, [cut for _, _, cut in made]).corpus
    plain = Corpus({n.id: n for n in notices})
    assert told.naming(part) == plain.naming(part) == {n.id for n in notices if part in n.text}
    assert told.holding(fold(part)) == plain.holding(fold(part))
    assert plain.holding(fold(part)) == {n.id for n in notices if fold(part) in fold(n.text)}
    assert told.stands(part) == any(part in n.text or part in n.title for n in notices)
    number = document_number_key(part)
    assert set(told.citing(number)) == {n.id for n in notices if number in document_number_key(n.text)}


def test_few_notices_are_named_where_few_hold_the_words() -> None:
    texts = [f"一、建设第{n}号托育中心，{'采购急救车' if n == 3 else '培训保育员'}。" for n in range(40)]
    notices = [notice(number, "工作要点", text) for number, text in enumerate(texts)]
    corpus = index_of(notices, [[] for _ in notices]).corpus
    assert list(corpus.that_may_hold("急救车")) == [notices[3].id]
    assert list(corpus.that_may_hold("37")) == [notices[37].id]
    assert list(corpus.that_may_hold("殡葬")) == []


def test_a_notice_without_passages_is_always_looked_through() -> None:
    held, empty = notice(0, "甲", "托育中心"), notice(1, "乙", "急救车")
    corpus = Index.build(Snapshot("1", (held, empty), {held.id: passages_of(held, []), empty.id: ()})).corpus
    assert corpus.naming("急救车") == {empty.id}
    assert corpus.stands("急救")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("云领市的", [("云岭市", 0)]), ("请问云领市", [("云岭市", 2)]), ("云岭市", []), ("云", [])],
)
def test_a_region_is_found_by_all_but_one_of_its_characters(
    typed: str, found: list[tuple[str, int]], corpus: Corpus
) -> None:
    assert [(name, at) for name, at in corpus.nearly_named(typed, 8) if len(name) == 3] == found
