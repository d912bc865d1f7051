"""Search hits against gold quotations and documents."""

from __future__ import annotations

from collections.abc import Callable
from math import log2

import pytest

from eval.metrics.retrieval import document_ndcg_at, document_recall_at, ndcg_at, recall_at, reciprocal_rank
from ingest.models import Notice
from rag.types import Hit

TARGET = "到2024年底，云北县居民健康素养水平达到30%"
LEAD = "由健康促进科牵头"

MakeHit = Callable[[Notice, str], Hit]


def hits(north: Notice, south: Notice, make_hit: MakeHit) -> list[Hit]:
    """Rank 1: the other county; 2: the target; 3: who leads."""
    return [
        make_hit(south, south.text.split("\n")[0]),
        make_hit(north, north.text.split("\n")[0]),
        make_hit(north, north.text.split("\n")[1]),
    ]


def test_recall_counts_quotations_in_the_first_hits(north: Notice, south: Notice, make_hit: MakeHit) -> None:
    found = hits(north, south, make_hit)
    shares = [recall_at(k, found, (TARGET, LEAD)) for k in (1, 2, 3, 10)]
    assert shares == [0 / 2, 1 / 2, 2 / 2, 2 / 2]


def test_reciprocal_rank_is_that_of_the_first_hit(north: Notice, south: Notice, make_hit: MakeHit) -> None:
    found = hits(north, south, make_hit)
    assert reciprocal_rank(found, (TARGET, LEAD)) == 1 / 2
    assert reciprocal_rank(found, (LEAD,)) == 1 / 3
    assert reciprocal_rank(found, ("没有这句话",)) == 0.0
    assert reciprocal_rank(found, ()) is None
    assert recall_at(5, found, ()) is None


def test_documents_count_once_and_by_any_name(north: Notice, south: Notice, make_hit: MakeHit) -> None:
    found = hits(north, south, make_hit)
    doubled = [found[0], found[0], *found]
    names = {north.id: {north.id, "云北县.txt"}, south.id: {south.id, "云南岭县.txt"}}
    assert document_recall_at(1, doubled, ("云北县.txt",), names) == 0.0
    assert document_recall_at(2, doubled, ("云北县.txt",), names) == 1.0
    assert document_recall_at(1, doubled, (south.id, "云北县.txt"), names) == 1 / 2
    assert document_recall_at(2, doubled, ("云东县.txt", "云北县.txt"), names) == 1 / 2
    assert document_recall_at(1, doubled, (), names) is None
    assert document_recall_at(5, [], ("云北县.txt",), names) == 0.0


def test_ndcg_discounts_by_rank(north: Notice, south: Notice, make_hit: MakeHit) -> None:
    found = hits(north, south, make_hit)
    ideal = 1 / log2(2) + 1 / log2(3)
    assert ndcg_at(10, found, (TARGET, LEAD)) == pytest.approx((1 / log2(3) + 1 / log2(4)) / ideal)
    assert ndcg_at(10, found[1:], (TARGET, LEAD)) == pytest.approx(ideal / ideal)
    assert ndcg_at(2, found, (TARGET, LEAD)) == pytest.approx(1 / log2(3) / ideal)
    assert ndcg_at(10, found, ("没有这句话",)) == 0.0
    assert ndcg_at(10, [], (TARGET,)) == 0.0
    assert ndcg_at(10, found, ()) is None


def test_ndcg_credits_a_quotation_once(north: Notice, make_hit: MakeHit) -> None:
    line = make_hit(north, north.text.split("\n")[0])
    assert ndcg_at(10, [line, line, line], (TARGET,)) == 1.0
    both = make_hit(north, north.text)
    assert ndcg_at(10, [both], (TARGET, LEAD)) == 1.0


def test_document_ndcg_counts_documents_once(north: Notice, south: Notice, make_hit: MakeHit) -> None:
    found = hits(north, south, make_hit)
    names = {north.id: {north.id, "云北县.txt"}, south.id: {south.id, "云南岭县.txt"}}
    assert document_ndcg_at(10, found, ("云北县.txt",), names) == pytest.approx(1 / log2(3))
    assert document_ndcg_at(10, found, ("云南岭县.txt",), names) == 1.0
    assert document_ndcg_at(10, found, ("云北县.txt", "云南岭县.txt"), names) == pytest.approx(1.0)
    assert document_ndcg_at(10, found, (), names) is None
