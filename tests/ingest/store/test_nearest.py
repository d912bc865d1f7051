"""The nearest passages of a few notices are those that comparing every passage of theirs finds, however many they have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.models import Notice, Passage
from ingest.passage_ids import notice_of, number_of, passage_id
from ingest.passages import cut_passages
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import ModelDiedError, RecordingEmbeddings
from tests.ingest.samples import notice_of as parsed

# Fewer than are asked for at first, as many, one more, as many as at the second asking, and more.
SIZES = (1, 5, 48, 49, 96, 97, 200)


def notice(place: int, passages: int) -> Notice:
    lines = (f"{n}.第{place}号文第{n}项，办好{(n * 7 + place) % 31}件事。" for n in range(1, passages))
    return parsed(f"青禾县第{place}号工作要点\n" + "\n".join(lines))


def passages_of(notice: Notice) -> list[Passage]:
    return cut_passages(notice, 64)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[NoticeStore, list[Notice], list[Notice]]:
    """A store with notices of all sizes; those that it holds, and those that were deleted, replaced or never done."""
    folder = tmp_path_factory.mktemp("nearest")
    store = NoticeStore.open(IngestSettings(data_dir=folder), RecordingEmbeddings())
    held = [notice(place, size) for place, size in enumerate(SIZES)]
    deleted, interrupted = notice(90, 60), notice(91, 400)
    store.replace([(each, passages_of(each)) for each in (*held, deleted)])
    store.delete(deleted.id)
    store.embeddings = RecordingEmbeddings(limit=128)
    with pytest.raises(ModelDiedError):
        store.add(interrupted, passages_of(interrupted))
    store.embeddings = RecordingEmbeddings()
    return store, held, [deleted, interrupted]


def compared(question: str, k: int, notices: Sequence[Notice]) -> list[tuple[str, float]]:
    """What looking at every passage finds."""
    model = RecordingEmbeddings()
    asked = np.array(model.embed_query(question))
    passages = [passage for each in notices for passage in passages_of(each)]
    vectors = np.array(
        model.embed_documents([p.embedded_text for p in passages]) or np.empty((0, len(asked)))
    )
    cosines = vectors @ asked / (np.linalg.norm(vectors, axis=1) * np.linalg.norm(asked))
    found = [(passage.id, float(cosine)) for passage, cosine in zip(passages, cosines, strict=True)]
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]


@settings(max_examples=40, deadline=None)
@given(
    chosen=st.sets(st.integers(0, len(SIZES) + 1)),
    k=st.sampled_from((1, 10, 1000)),
    question=st.sampled_from(("办好3件事", "第4号文第77项", "工作要点")),
)
def test_few_notices_are_compared_whole(
    stores: tuple[NoticeStore, list[Notice], list[Notice]], chosen: set[int], k: int, question: str
) -> None:
    store, held, gone = stores
    wanted = [each for place, each in enumerate([*held, *gone]) if place in chosen]
    found = store.nearest(question, k, [each.id for each in wanted])
    expected = compared(question, k, [each for each in wanted if each not in gone])
    assert len(found) == len(expected)
    assert np.allclose([score for _, score in found], [score for _, score in expected], atol=1e-5)
    known = dict(compared(question, 1000, held))
    assert all(abs(known[key] - score) < 1e-5 for key, score in found)
    assert len({key for key, _ in found}) == len(found)


@pytest.mark.parametrize("k", [1, 10, 1000])
def test_of_each_notice_those_nearest_of_it_alone_are_found(
    stores: tuple[NoticeStore, list[Notice], list[Notice]], k: int
) -> None:
    store, held, gone = stores
    found = store.nearest_of_each("办好3件事", k, [each.id for each in (*held, *gone)])
    assert found == {each.id: store.nearest("办好3件事", k, [each.id]) for each in held}
    assert store.nearest_of_each("办好3件事", k, []) == {}


def test_a_whole_small_store_is_compared_too(
    stores: tuple[NoticeStore, list[Notice], list[Notice]],
) -> None:
    store, held, _ = stores
    found = store.nearest("办好3件事", 1000)
    assert {key for key, _ in found} == {p.id for each in held for p in passages_of(each)}


@given(key=st.text("0123456789abcdef", min_size=1), number=st.integers(0, 200_000))
def test_an_id_tells_its_notice_and_its_place(key: str, number: int) -> None:
    made = passage_id(key, number)
    assert (notice_of(made), number_of(made)) == (key, number)


@pytest.mark.parametrize("key", ["", "x", "x-", "x-a", "x-1a", "x-²"])
def test_what_is_no_passages_id_has_no_place(key: str) -> None:
    assert number_of(key) == -1


def test_what_changed_since_the_last_question_is_found(tmp_path: Path) -> None:
    store = NoticeStore.open(IngestSettings(data_dir=tmp_path), RecordingEmbeddings())
    first, second = notice(1, 5), notice(2, 7)
    store.add(first, passages_of(first))
    both = [first.id, second.id]
    assert len(store.nearest("办好3件事", 100, both)) == len(passages_of(first))
    store.add(second, passages_of(second))
    assert len(store.nearest("办好3件事", 100, both)) == len(passages_of(first)) + len(passages_of(second))
    store.delete(first.id)
    assert {notice_of(key) for key, _ in store.nearest("办好3件事", 100, both)} == {second.id}
