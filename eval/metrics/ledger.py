"""The ledger against labels: what it finds, what it invents, and what it gets wrong about what it finds."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from eval.labels import Label, figure_in
from ingest.models import Notice, Target

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Match:
    """A label with the target that is the same commitment, or None. ``placed``: the quotation stands in the text."""

    label: Label
    target: Target | None
    placed: bool

    @property
    def value_right(self) -> bool | None:
        """Figure, upper end and unit are those of the label; None where nothing was matched or there is no figure."""
        if self.target is None or self.label.kind != "figure":
            return None
        return _same_figure(self.label, self.target) and _plain(self.label.unit) == _plain(self.target.unit)

    @property
    def comparator_right(self) -> bool | None:
        """None where nothing was matched or there is no figure."""
        if self.target is None or self.label.kind != "figure":
            return None
        return self.label.comparator == self.target.comparator

    @property
    def deadline_right(self) -> bool | None:
        """None where nothing was matched."""
        return None if self.target is None else self.label.deadline == self.target.deadline


@dataclass(frozen=True, slots=True)
class Invented:
    """A target that no label knows, in the notice it was read from."""

    notice: Notice
    target: Target


@dataclass(frozen=True, slots=True)
class DocumentMatch:
    """The labels of one document with their targets, and the targets that are left."""

    document: str
    matches: tuple[Match, ...]
    invented: tuple[Invented, ...]

    @property
    def found(self) -> int:
        return sum(match.target is not None for match in self.matches)


@dataclass(frozen=True, slots=True)
class LedgerScore:
    """Shares of 1, None where there is nothing to take the share of. ``labels``, ``found`` and ``extracted`` are counts."""

    precision: float | None
    recall: float | None
    value: float | None
    deadline: float | None
    comparator: float | None
    labels: int
    found: int
    extracted: int


def match_document(document: str, labels: Sequence[Label], notices: Sequence[Notice]) -> DocumentMatch:
    """Pair the labels of one document with the targets of its notices, each target once.

    A figure is matched by where it stands. A dated task is matched by a target without figure whose stretch overlaps the
    quotation; of several the one that shares most with it.
    """
    left = [(notice, target) for notice in notices for target in notice.targets]
    # Figures first: where they stand leaves no choice, and a dated task must not be given what is theirs.
    ordered = sorted((each for each in labels if each.kind != "none"), key=lambda each: each.kind != "figure")
    matched: dict[int, Match] = {}
    for label in ordered:
        places = [(notice, place) for notice in notices if (place := _place(label, notice.text))]
        best = max(left, key=lambda pair: _overlap(label, places, pair), default=None)
        target = best[1] if best and _overlap(label, places, best) else None
        if best and target:
            left.remove(best)
        matched[id(label)] = Match(label, target, bool(places))
    return DocumentMatch(
        document,
        tuple(matched[id(label)] for label in labels if label.kind != "none"),
        tuple(Invented(notice, target) for notice, target in left),
    )


def score(documents: Sequence[DocumentMatch]) -> LedgerScore:
    """The scores over all commitments of the documents together."""
    matches = [match for document in documents for match in document.matches]
    found = sum(document.found for document in documents)
    extracted = found + sum(len(document.invented) for document in documents)
    return LedgerScore(
        precision=found / extracted if extracted else None,
        recall=found / len(matches) if matches else None,
        value=_share([match.value_right for match in matches]),
        deadline=_share([match.deadline_right for match in matches]),
        comparator=_share([match.comparator_right for match in matches]),
        labels=len(matches),
        found=found,
        extracted=extracted,
    )


Place = tuple[int, int]


def _place(label: Label, text: str) -> Place | None:
    """Where the label's figure stands in the text, or its whole quotation where it has none; spaces do not matter."""
    plain, offsets = _folded(text)
    quote = _folded(label.quote)[0]
    start = plain.find(quote)
    if start < 0:
        return None
    length = len(quote)
    if label.kind == "figure":
        before = label.quote[: figure_in(label.quote, label.value_text, label.value_nth)]
        start += len(_folded(before)[0])
        length = len(_folded(label.value_text)[0])
    return offsets[start], offsets[start + length - 1] + 1


def _overlap(label: Label, places: Sequence[tuple[Notice, Place]], pair: tuple[Notice, Target]) -> int:
    """Characters that the target shares with the label; 0 where it cannot be the same commitment."""
    notice, target = pair
    if (label.kind == "figure") != bool(target.value_text):
        return 0
    start, end = target.start, target.end
    if label.kind == "figure":
        start, end = target.value_start, target.value_start + len(target.value_text)
    shared = (min(end, high) - max(start, low) for at, (low, high) in places if at is notice)
    return max(0, max(shared, default=0))


def _folded(text: str) -> tuple[str, list[int]]:
    """``text`` without spaces and half-width, and where each of its characters stands."""
    plain: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        if character.isspace():
            continue
        folded = unicodedata.normalize("NFKC", character)
        plain.append(folded if len(folded) == 1 else character)
        offsets.append(at)
    return "".join(plain), offsets


def _same_figure(label: Label, target: Target) -> bool:
    return _close(label.value, target.value) and _close(label.value_high, target.value_high)


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _TOLERANCE * max(1.0, abs(one))


def _plain(unit: str) -> str:
    return "".join(unicodedata.normalize("NFKC", unit).split())


def _share(values: Sequence[bool | None]) -> float | None:
    present = [value for value in values if value is not None]
    return sum(present) / len(present) if present else None
