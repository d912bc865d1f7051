"""Citations against gold quotations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eval.metrics.citations import citation_precision, citation_recall, offsets_valid
from ingest.models import Notice
from rag.types import Citation

TARGET = "到2024年底，云北县居民健康素养水平达到30%"
LEAD = "由健康促进科牵头"

Cite = Callable[..., Citation]


def test_recall_is_the_share_of_the_quotations(north: Notice, make_citation: Cite) -> None:
    both = [make_citation(north, TARGET), make_citation(north, LEAD, 2)]
    assert citation_recall(both, (TARGET, LEAD)) == 2 / 2
    assert citation_recall(both[:1], (TARGET, LEAD)) == 1 / 2
    assert citation_recall([], (TARGET, LEAD)) == 0 / 2


def test_spaces_and_width_do_not_matter(north: Notice, make_citation: Cite) -> None:
    assert (
        citation_recall([make_citation(north, TARGET)], ("到2024 年底，云北县居民\n健康素养水平达到３０％",))
        == 1.0
    )


def test_neighbouring_citations_are_read_together(north: Notice, make_citation: Cite) -> None:
    halves = [
        make_citation(north, "居民健康素养水平达到30%"),
        make_citation(north, "到2024年底，云北县居民健康"),
    ]
    assert citation_recall(halves, (TARGET,)) == 1.0


def test_citations_of_two_notices_are_not_read_together(
    north: Notice, south: Notice, make_citation: Cite
) -> None:
    split = [make_citation(north, "到2024年底"), make_citation(south, "居民健康素养水平")]
    assert citation_recall(split, ("到2024年底居民健康素养水平",)) == 0.0


def test_precision_is_the_share_of_the_citations(north: Notice, south: Notice, make_citation: Cite) -> None:
    shorter, longer = make_citation(north, "达到30%"), make_citation(north, TARGET + "。", 2)
    other = make_citation(south, "云南岭县居民健康素养水平达到35%", 3)
    assert citation_precision([shorter, longer], (TARGET,)) == 2 / 2
    assert citation_precision([shorter, longer, other], (TARGET,)) == 2 / 3
    assert citation_precision([other], (TARGET,)) == 0 / 1


def test_a_citation_that_runs_on_past_the_quotation_overlaps_it(north: Notice, make_citation: Cite) -> None:
    runs_on = make_citation(north, "云北县居民健康素养水平达到30%。\n二、责任分工。")
    assert citation_precision([runs_on], (TARGET,)) == 1.0


def test_without_gold_or_citations_there_is_no_score(north: Notice, make_citation: Cite) -> None:
    assert citation_recall([make_citation(north, LEAD)], ()) is None
    assert citation_precision([make_citation(north, LEAD)], ()) is None
    assert citation_precision([], (LEAD,)) is None
    assert offsets_valid([], {}) is None


@pytest.mark.parametrize(
    "change",
    [
        {"text": "到2024年底，云北县居民健康素养水平达到31%"},
        {"start": 0},
        {"end": 9999},
        {"start": -1},
        {"document_id": "another"},
    ],
)
def test_a_citation_off_its_place_is_found_out(
    change: dict[str, object], north: Notice, make_citation: Cite
) -> None:
    texts = {north.id: north.text}
    good = make_citation(north, TARGET)
    assert offsets_valid([good], texts) == 1.0
    assert offsets_valid([good, good.model_copy(update=change)], texts) == 1 / 2


def test_offsets_shifted_by_one_are_found_out(north: Notice, make_citation: Cite) -> None:
    good = make_citation(north, TARGET)
    shifted = good.model_copy(update={"start": good.start + 1, "end": good.end + 1})
    assert offsets_valid([shifted], {north.id: north.text}) == 0.0


def test_a_citation_at_the_wrong_line_is_not_precise(north: Notice, make_citation: Cite) -> None:
    both = [make_citation(north, TARGET), make_citation(north, LEAD, 2)]
    assert citation_precision(both, (TARGET, LEAD)) == 2 / 2
    assert citation_precision(both, (TARGET, LEAD), misplaced={2}) == 1 / 2
