"""Which span is chosen, from scores that are written out."""

from __future__ import annotations

import numpy as np
import pytest

from rag.reader.spans import Span, best_spans, most_agreed

_TEXT = "覆盖率达到65%，力争70%。"
_STARTS = list(range(len(_TEXT)))
_ENDS = [at + 1 for at in _STARTS]


def _scores(**likely: float) -> np.ndarray:
    scores = np.full(len(_TEXT), -9.0)
    for place, score in likely.items():
        scores[int(place[1:])] = score
    return scores


def test_the_likeliest_span_comes_first_with_its_odds_against_no_answer():
    spans = best_spans(_scores(_5=3.0), _scores(_7=2.0), 1.0, _STARTS, _ENDS, _TEXT)
    assert spans[0] == Span(5, 8, pytest.approx(3.0 + 2.0 - 1.0))
    assert _TEXT[spans[0].start : spans[0].end] == "65%"


def test_an_end_before_its_beginning_is_no_span():
    spans = best_spans(_scores(_11=5.0, _5=1.0), _scores(_7=5.0, _13=1.0), 0.0, _STARTS, _ENDS, _TEXT)
    assert all(span.start < span.end for span in spans)
    assert (11, 8) not in {(span.start, span.end) for span in spans}


def test_marks_at_the_edges_are_left_out_and_no_span_comes_twice():
    spans = best_spans(_scores(_5=3.0), _scores(_7=2.0, _8=2.5), 0.0, _STARTS, _ENDS, _TEXT)
    assert (spans[0].start, spans[0].end) == (5, 8)
    assert len({(span.start, span.end) for span in spans}) == len(spans)


def test_no_tokens_no_spans():
    assert best_spans(np.zeros(0), np.zeros(0), 0.0, [], [], "") == []


def test_where_the_end_is_doubtful_the_span_nearest_to_all_is_chosen():
    # The likeliest is far from two that nearly agree with each other and together weigh more.
    far, one, other = Span(0, 3, 2.0), Span(5, 13, 1.8), Span(5, 12, 1.8)
    assert most_agreed([far, one, other]) in (one, other)


def test_a_sure_span_is_kept():
    assert most_agreed([Span(5, 8, 9.0), Span(0, 13, 1.0)]) == Span(5, 8, 9.0)
