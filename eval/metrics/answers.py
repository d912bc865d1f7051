"""Is the answer right, is it up front, and how close is its wording to the gold?"""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.text import normalise, occurrences, says, without_markers

HEADLINE_CHARS = 120

Groups = Sequence[Sequence[str]]


def correct(
    answer: str, *, abstained: bool, must: Groups, must_not: Sequence[str] = (), unanswerable: bool = False
) -> float | None:
    """1 when the answer says one of every group, nothing forbidden, and abstains exactly when it should.

    None when there is nothing to judge by: the case is answerable and names no wording.
    """
    if not must and not unanswerable:
        return None
    said = without_markers(answer)
    right = (
        abstained == unanswerable
        and all(any(says(said, wording) for wording in group) for group in must)
        and not any(says(said, wording) for wording in must_not)
    )
    return float(right)


def headline(answer: str, *, abstained: bool, must: Groups, unanswerable: bool = False) -> float | None:
    """1 when every group is answered within the first 120 characters, markers and spaces not counted."""
    if not must or unanswerable:
        return None
    said = normalise(without_markers(answer))
    return float(not abstained and all(any(_early(said, wording) for wording in group) for group in must))


def _early(said: str, wording: str) -> bool:
    # The whole answer is searched and the place checked: cutting it first could cut 165% down to 16.
    sought = normalise(wording)
    return any(at + len(sought) <= HEADLINE_CHARS for at in occurrences(said, sought))


def abstention_recall(abstained: bool, *, unanswerable: bool) -> float | None:
    """1 when a case that the notices do not answer was declined; None for every other case."""
    return float(abstained) if unanswerable else None


def false_abstention(abstained: bool, *, unanswerable: bool) -> float | None:
    """1 when a case that the notices do answer was declined (lower is better); None for every other case."""
    return None if unanswerable else float(abstained)


def rouge_l(answer: str, gold: str) -> float | None:
    """F1 of the longest common subsequence of characters, after normalising both; None without gold."""
    expected = normalise(gold)
    if not expected:
        return None
    got = normalise(without_markers(answer))
    common = common_subsequence(got, expected)
    return 2 * common / (len(got) + len(expected))


def rouge_l_headline(answer: str, gold: str) -> float | None:
    """:func:`rouge_l` of the answer's first line: the figure or span without the clause quoted below it."""
    lines = without_markers(answer).strip().splitlines()
    return rouge_l(lines[0] if lines else "", gold)


def exact_match(answer: str, gold: str) -> float | None:
    """1 when the answer's first line is the gold, end punctuation apart; None without gold."""
    expected = normalise(gold).strip("。.;；,，")
    if not expected:
        return None
    lines = without_markers(answer).strip().splitlines()
    return float(bool(lines) and normalise(lines[0]).strip("。.;；,，") == expected)


def common_subsequence(one: str, other: str) -> int:
    """Length of the longest common subsequence, exact, one row of the table held as the bits of one integer.

    A bit of ``open_columns`` is 0 where the row's length grows at that character of ``other`` (Hyyrö 2004);
    the addition carries a match to the next open column, as the textbook's maximum does cell by cell.
    """
    places: dict[str, int] = {}
    for index, character in enumerate(other):
        places[character] = places.get(character, 0) | (1 << index)
    full = (1 << len(other)) - 1
    open_columns = full
    for character in one:
        matches = open_columns & places.get(character, 0)
        open_columns = ((open_columns + matches) | (open_columns - matches)) & full
    return len(other) - open_columns.bit_count()
