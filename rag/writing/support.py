"""Whether a figure of a sentence is the one a passage states: same matter, year, place, bound, commitment.

That a number stands somewhere in the passage is not enough: in 「覆盖率达65%，素养水平达25%」 both do. So
each place where the passage has the figure is compared with the sentence by the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rag.language.folding import bigrams, fold, overlap, plain, spans
from rag.language.polarity import Bound, bound_at, bounds_agree
from rag.writing import names
from rag.writing.figures import COUNTED, Date, Figure, Quantities, read_quantities

_CONTEXT = 36
_MUCH_BETTER = 0.25
_OWN_WORDS = 0.3
_STATEMENT_ENDS = "。!?\n"
_BINDING = re.compile("(?P<must>确保|务必|必须|保证)|(?P<strive>力争|争取|力求)")
_LIST = re.compile(r"[、和与及]|以及")
_RESPECTIVELY = "分别"
_LISTED = 4  # characters before 分别 by which its list is told


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of a cited notice beside the passage: supports years, places, organs, its number."""

    title: str = ""
    document_number: str = ""
    issuer: str = ""
    issued_on: str = ""
    region: str = ""


@dataclass(frozen=True)
class Source:
    """A cited passage, folded once and read once."""

    text: str
    header: Header

    @cached_property
    def quantities(self) -> Quantities:
        return read_quantities(self.text)

    @cached_property
    def words(self) -> set[str]:
        return bigrams(self.text) | bigrams(self.names) | bigrams(fold(self.header.document_number))

    @cached_property
    def plain(self) -> str:
        return plain(self.text)

    @cached_property
    def title(self) -> str:
        return fold(self.header.title)

    @cached_property
    def title_quantities(self) -> Quantities:
        return read_quantities(self.title)

    @cached_property
    def names(self) -> str:
        """Title, issuer and region: where a notice says whose it is."""
        return names.canonical(fold("\n".join((self.header.region, self.header.issuer, self.header.title))))

    @cached_property
    def statements(self) -> list[tuple[int, int]]:
        return spans(self.text, _STATEMENT_ENDS)

    def statement_at(self, position: int) -> tuple[int, int]:
        return next((span for span in self.statements if span[0] <= position < span[1]), (0, len(self.text)))


@lru_cache(maxsize=256)
def read_source(text: str, header: Header) -> Source:
    """The passage, ready to be compared; an answer's sentences cite the same few passages again and again."""
    return Source(names.canonical(fold(text)), header)


@dataclass(frozen=True)
class Claim:
    """A figure as the sentence states it. ``places``: whose figure it is said to be; empty if not said."""

    figure: Figure
    left: str
    right: str
    bound: Bound
    date: Date | None
    places: tuple[str, ...]
    binding: str
    clause: str


def read_claims(segment: str, quantities: Quantities, before: str = "") -> list[Claim]:
    """The figures of a segment, each with its surroundings. ``before``: the sentence up to the segment."""
    claims = []
    for i, figure in enumerate(quantities.figures):
        left, right = _surroundings(segment, figure, quantities)
        claims.append(
            Claim(
                figure,
                left,
                right,
                bound_at(segment, figure.start, figure.end),
                governing_date(quantities.dates, segment, figure, (0, len(segment))),
                _places_of(before, segment, figure, quantities.figures[:i], quantities.figures),
                _binding(segment, 0, figure.start),
                segment,
            )
        )
    return claims


def refusal_of(claim: Claim, sources: Sequence[Source]) -> str:
    """The code of the reason why no cited passage supports the figure; empty if one does."""
    if any(_stands_in_title(claim, source) for source in sources):
        return ""
    worst = "figure"
    for place in claim.places or ("",):
        codes = [_refusal_in(claim, place, source) for source in sources]
        if "" not in codes:
            return next((code for code in codes if code != "figure"), worst)
    return ""


def governing_date(
    dates: Sequence[Date], text: str, figure: Figure, statement: tuple[int, int]
) -> Date | None:
    """The date a figure belongs to: in brackets right after it, else the last before it, else the next."""
    inside = [d for d in dates if d.year and statement[0] <= d.start < statement[1]]
    bracket = [
        d for d in inside if 0 < d.start - figure.end <= 3 and text[figure.end : figure.end + 1] == "("
    ]
    before = [d for d in inside if d.start < figure.start]
    after = [d for d in inside if d.start >= figure.end]
    return next(iter(bracket or before[-1:] or after), None)


def _refusal_in(claim: Claim, place: str, source: Source) -> str:
    same = [f for f in source.quantities.figures if claim.figure.same(f)]
    if not same:
        return "figure"
    codes = [_mismatch(claim, place, figure, source) for figure in same]
    return "" if "" in codes else codes[0]


def _mismatch(claim: Claim, place: str, figure: Figure, source: Source) -> str:
    statement = source.statement_at(figure.start)
    if not bounds_agree(
        claim.bound, bound_at(source.text, figure.start, figure.end), _around(source, figure)
    ):
        return "bound"
    date = governing_date(source.quantities.dates, source.text, figure, statement)
    if claim.date and date and claim.date.year != date.year:
        return "figure-year"
    if not _place_agrees(claim, place, figure, source, statement):
        return "figure-place"
    binding = _binding(source.text, statement[0], figure.start)
    if claim.binding and binding and claim.binding != binding:
        return "commitment"
    same = _same_turn(claim, figure, source, statement) and _same_matter(claim, figure, source)
    return "" if same else "figure-matter"


def _same_turn(claim: Claim, figure: Figure, source: Source, statement: tuple[int, int]) -> bool:
    """Where the passage gives out figures by 分别, only the same list with the same turn says the same."""
    start = source.text.rfind(_RESPECTIVELY, statement[0], figure.start)
    if start < 0 or ";" in source.text[start : figure.start]:
        return True
    end = source.text.find(";", start, statement[1])
    turns = [f for f in source.quantities.figures if start < f.start < (end if end >= 0 else statement[1])]
    if len(turns) < 2:
        return True
    said = claim.clause.rfind(_RESPECTIVELY, 0, claim.figure.start)
    if said < 0:
        return False
    mine = [f for f in read_quantities(claim.clause).figures if said < f.start]
    listed, written = (
        claim.clause[max(0, said - _LISTED) : said],
        source.text[max(0, start - _LISTED) : start],
    )
    shorter = min(len(listed), len(written))
    same_list = shorter > 0 and listed[-shorter:] == written[-shorter:]
    return same_list and [f.start for f in turns].index(figure.start) == _index(mine, claim.figure)


def _index(figures: Sequence[Figure], figure: Figure) -> int:
    return next((i for i, other in enumerate(figures) if other.start == figure.start), -1)


def _same_matter(claim: Claim, figure: Figure, source: Source) -> bool:
    """Whether the words around the figure here are the sentence's, and no other figure's are more so."""
    words = bigrams(claim.left) | bigrams(claim.right)
    if len(words) < 2:
        return True
    here = _likeness(claim, figure, source, turned=0.85)
    if here < _OWN_WORDS:
        return False
    rivals = [f for f in source.quantities.figures if f.unit == figure.unit and not claim.figure.same(f)]
    own = _subject(figure, source)
    for rival in rivals:
        if _likeness(claim, rival, source, turned=0.0) > here + _MUCH_BETTER:
            return False
        # 4个国家卫生县和28个国家卫生乡镇: most words are common to both; those that are not decide.
        other = _subject(rival, source)
        if len(own) >= 2 and words & (other - own) and not words & (own - other) and own - other:
            return False
    return True


def _likeness(claim: Claim, figure: Figure, source: Source, turned: float) -> float:
    """The share of the claim's words on the same side of ``figure``; ``turned`` weighs either side."""
    left, right = _surroundings(source.text, figure, source.quantities)
    mine_left, mine_right = bigrams(claim.left), bigrams(claim.right)
    size = len(mine_left) + len(mine_right)
    straight = (len(mine_left & bigrams(left)) + len(mine_right & bigrams(right))) / size
    either = overlap(mine_left | mine_right, bigrams(left) | bigrams(right) | bigrams(source.names))
    return max(straight, turned * either)


def _subject(figure: Figure, source: Source) -> set[str]:
    """What the figure counts: the noun after it (4个国家卫生县), or else the words on both sides."""
    left, right = _surroundings(source.text, figure, source.quantities)
    noun = bigrams(_LIST.split(right)[0])
    return noun if figure.unit in COUNTED and len(noun) >= 2 else bigrams(left) | bigrams(right)


def _surroundings(text: str, figure: Figure, quantities: Quantities) -> tuple[str, str]:
    """The words from the last figure or full stop to this figure, and from it to the next of either.

    A figure with no words of its own takes those of the one before it: 覆盖率2023年达60%，2024年达65%.
    """
    first = max(0, figure.start - _CONTEXT)
    starts = [f.end for f in quantities.figures if first < f.end <= figure.start]
    left = ""
    for start in [*reversed(starts), first]:
        left = re.split(r"[。;!?\n]", text[start : figure.start])[-1]
        if len(bigrams(left)) >= 2:
            break
    end = min(
        [len(text), figure.end + _CONTEXT, *(f.start for f in quantities.figures if f.start >= figure.end)]
    )
    right = re.split(r"[。;!?\n，,、]", text[figure.end : end])[0]
    return left, right


def _around(source: Source, figure: Figure) -> str:
    return source.text[max(0, figure.start - 16) : figure.end + 4]


def _place_agrees(
    claim: Claim, place: str, figure: Figure, source: Source, statement: tuple[int, int]
) -> bool:
    statement_text = source.text[statement[0] : statement[1]]
    if place and not (names.names_place(source.names, place) or names.names_place(statement_text, place)):
        return False
    clause = re.split(r"[，;。\n]", source.text[statement[0] : figure.start])[-1]
    narrower = [n.text for n in names.places(clause) if not names.names_place(source.names, n.text)]
    return all(names.names_place(claim.clause, name) or name in claim.places for name in narrower)


def _stands_in_title(claim: Claim, source: Source) -> bool:
    """``三年行动`` may be told from 《…三年行动实施方案》: the numeral with the words right after it."""
    following = claim.right[:2]
    if len(following) < 2:
        return False
    title = source.title
    return any(
        claim.figure.same(f) and title[f.end : f.end + 2] == following
        for f in source.title_quantities.figures
    )


def _binding(text: str, start: int, end: int) -> str:
    found = [m.lastgroup or "" for m in _BINDING.finditer(text, start, end)]
    return found[-1] if found else ""


def _places_of(
    before: str, segment: str, figure: Figure, earlier: Sequence[Figure], figures: Sequence[Figure]
) -> tuple[str, ...]:
    """The last place, or list of places, named before the figure; the one meant where it says 分别."""
    text = before + segment[: figure.start]
    named = names.places(text)
    found = [name for i, name in enumerate(named) if not names.part_of_address(named, i)]
    if not found:
        return ()
    group = [found[-1]]
    for name in reversed(found[:-1]):
        if not _LIST.fullmatch(text[name.end : group[0].start]):
            break
        group.insert(0, name)
    tail = text[group[-1].end :]
    if _RESPECTIVELY in tail:
        first = len(before) <= group[-1].end
        since = [f for f in earlier if f.start + len(before) >= group[-1].end] if first else list(earlier)
        following = [f for f in figures if f.start + len(before) >= group[-1].end]
        if len(following) == len(group):
            return (group[len(since)].text,)
    return tuple(name.text for name in group)
