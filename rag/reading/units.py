"""Questions for who is responsible, and for what a unit is responsible for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.anatomy.duties import Responsibility
from ingest.models import Clause, Notice
from ingest.text import fold
from rag.corpus.charges import Unit, notes_of, numbered_clause
from rag.question.query import Query
from rag.reading.draft import Draft, Line, Quote
from rag.reading.sentences import Sentence, Topic

# The units said in running text: 由县人民医院牵头, 县卫健委负责.
_BY_WHOM = re.compile(
    r"由(?P<unit>[^，。；：由]{2,40}?)(?:牵头|负责(?!人)|主管|承担|统一|组织|具体|会同|直接|受理|审批|审核|批准|认定|办理|核发|发放|拨付)"
)
# A division of work in running text: 教育局负责学校，市场监管局负责餐饮.
_CHARGED = re.compile(
    r"(?P<unit>[^，,。；;：:、\s由]{1,24}?(?:局|委|委员会|部门?|办公?室?|科|处|股|厅|政府|街道|中心|站|所|院|单位|机构|公司|企业|学校|协会|队|组|镇|乡|村|社区))"
    r"(?:具体|主要|统一|分别|会同[^，,。；;]{2,24}?)?(?:负责(?!人|同志)|牵头|承担|主管|组织(?!部)|查处|核定|核发|受理|审批|督办)(?P<task>[^。；;]*)"
)
# A list of who does what: 市财政局：资金筹集、拨付和监管.
_ROLE = re.compile(
    r"\A[-—–·•*\s\d.、（(）)]*(?P<unit>[^，,。；;：:、\n]{2,24}?(?:局|委|委员会|部门?|办公?室?|科|处|股|室|厅|政府|街道|中心|站|所|院|单位|机构|公司|学校|协会|队|组|镇|乡|村|社区))"
    r"[：:](?P<task>[^。；;\n]+)"
)
_WINS = re.compile(
    "中标|中的标|承建|供应商|施工单位|哪家公司|哪个公司"
)  # a contract's party, not an office in charge
# The seat of an office: 办公室设在县卫健委.
_ASKS_SEAT = re.compile("(?:设|放|挂靠?)在(?:了)?(?:哪|谁|什么)")
_SEATED = re.compile("(?:设|挂靠)(?:在|于)(?P<unit>[^，,。；;：:\n]{2,40})")
# 科目四, 第三组: what is called by its number.
_BY_NUMBER = re.compile("[\u4e00-\u9fff]{2}[一二三四五六七八九十]{1,2}(?![一二三四五六七八九十级类档])")
_TOGETHER = re.compile("[、，,和及]")
_IN_CHARGE = 0.25
_ROLES = 40  # sentences looked through for a list of who does what, each of whose lines is a sentence
# A clause without units is passed over only for one that matches about as well: a neighbour's units are not its own.
_AS_GOOD = 0.85
_NEARLY_AS_GOOD = 0.6
# An office inside a bureau is asked for: 哪个股, 哪个科室.
_OF_OFFICE = re.compile("哪一?(?:个|几个|些)?(?P<kind>股|科|处)(?!理|置|罚|分|学|目)")


@dataclass(frozen=True, slots=True)
class Duty:
    """A clause with the units responsible for it, from all the notes in it."""

    notice: Notice
    clause: Clause
    stated: tuple[Responsibility, ...]
    offset: int  # of the text the notes were read from

    @property
    def lead(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for note in self.stated for name in note.lead))

    @property
    def other(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for note in self.stated for name in note.other))

    @property
    def notes(self) -> tuple[Quote, ...]:
        return tuple(
            Quote(self.notice.id, self.offset + note.start, self.offset + note.end) for note in self.stated
        )


def read_units(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """The units of the clause that matches best, else the unit that running text charges with what is asked about;
    ``None`` where that clause names none: a neighbour's are not its."""
    if _ASKS_SEAT.search(query.text) and (seat := _seat(topic, ranked)):
        return seat
    if called := _of_its_number(query, ranked):
        return called
    office = _OF_OFFICE.search(query.text)
    kind = office["kind"] if office else ""
    noted = list(_noted(query, ranked, kind))
    of_kind = [draft for draft, _ in noted if kind and kind in draft.lines[0].text]
    if of_kind:
        return of_kind[0]  # the office asked for, not the bureau that it belongs to
    first = next((draft for draft, good in noted if good), None)
    return first or _charged(query, topic, ranked)


def _of_its_number(query: Query, ranked: Sequence[Sentence]) -> Draft | None:
    """预防接种科负责科目一: the unit charged with the very thing that the question calls by its number."""
    for name in _BY_NUMBER.findall(query.text):
        for sentence in ranked[:_ROLES]:
            for match in _charges(sentence.text):
                if name in _TOGETHER.split(match["task"]):
                    return _told(match["unit"], sentence)
    return None


def _seat(topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """办公室设在县卫健委: of the offices that have a seat the one that the question names best."""
    found = [(s, seated) for s in ranked[:_ROLES] if (seated := _SEATED.search(s.text))]
    if not found:
        return None
    sentence, seated = max(found, key=lambda each: topic.share(each[0].text[: each[1].start()]))
    return _told(seated["unit"], sentence)


def _told(unit: str, sentence: Sentence) -> Draft:
    quote = Quote(sentence.notice.id, sentence.start, sentence.end)
    return Draft((Line(unit, (quote,)), Line(f"原文：“{sentence.text}”", (quote,))), sentence.covered)


def _noted(query: Query, ranked: Sequence[Sentence], kind: str) -> Iterator[tuple[Draft, bool]]:
    """The units of the clauses that match, best first, and whether the clause matches about as well as the best one."""
    seen: set[tuple[str, int]] = set()
    for sentence in ranked[:12]:
        good = sentence.score >= _AS_GOOD * ranked[0].score
        if sentence.score < _NEARLY_AS_GOOD * ranked[0].score:
            break
        clause_index = numbered_clause(sentence.notice, sentence.passage.clause_index)
        said = _said_in(sentence, query)
        if (sentence.notice.id, clause_index) in seen and not said:
            continue
        seen.add((sentence.notice.id, clause_index))
        duty = duty_of(sentence.notice, clause_index)
        of_kind = said is not None and kind != "" and kind in said.lines[0].text
        if said and (not duty or of_kind or ("牵头" in query.ask_text and not duty.lead)):
            yield said, good
        elif duty:
            yield Draft(_lines(duty, sentence), sentence.covered), good


def _charged(query: Query, topic: Topic, ranked: Sequence[Sentence]) -> Draft | None:
    """教育局负责学校: the unit whose task says most of the question."""
    if _WINS.search(query.text):
        return None
    found = [
        (sentence, match, topic.share(match["task"].split("，")[0].split(",")[0]))
        for sentence in ranked[:12]
        for match in _charges(sentence.text)
    ]
    roles = ((sentence, _ROLE.match(sentence.text)) for sentence in ranked[:_ROLES])
    found += [(sentence, role, topic.share(role["task"])) for sentence, role in roles if role]
    if not found:
        return None
    sentence, match, share = max(found, key=lambda each: (each[2], each[0].score))
    if share < _IN_CHARGE:
        return None
    return _told(match["unit"], sentence)


def _charges(text: str) -> Iterator[re.Match[str]]:
    """The charges of a sentence, each up to the next one."""
    at = 0
    while match := _CHARGED.search(text, at):
        yield match
        at = match.start("task")


def _lines(duty: Duty, sentence: Sentence) -> tuple[Line, ...]:
    heading = Quote(duty.notice.id, sentence.start, sentence.end)
    about = duty.clause.heading or sentence.text
    return (
        Line(units_text(duty.lead, duty.other), duty.notes),
        Line(f"事项：{_place(duty)}{about}", (heading,)),
    )


def units_text(lead: Sequence[str], other: Sequence[str]) -> str:
    """``牵头：A、B；责任：C``, or the names alone where there is one role."""
    if lead and other:
        return f"牵头：{'、'.join(lead)}；责任：{'、'.join(other)}"
    return "、".join(lead or other)


def _place(duty: Duty) -> str:
    return f"{duty.clause.path} " if duty.clause.path else ""


def _said_in(sentence: Sentence, query: Query) -> Draft | None:
    match = _BY_WHOM.search(sentence.text)
    if not match or sentence.own < 0.3:
        return None
    return _told(match.group("unit"), sentence)


def duty_of(notice: Notice, index: int) -> Duty | None:
    """The clause with its responsibility notes; ``None`` where it has none."""
    clause, notes = notice.clauses[index], notes_of(notice, index)
    return Duty(notice, clause, tuple(notes), clause.start) if notes else None


def all_duties(notices: Sequence[Notice]) -> Iterator[Duty]:
    """Every clause with units, in order of the notices."""
    for notice in notices:
        for index in range(len(notice.clauses)):
            if numbered_clause(notice, index) == index and (duty := duty_of(notice, index)):
                yield duty


def read_duties(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """Every clause that a unit named in the question leads or shares, as a list; ``None`` where no unit is named."""
    asked = fold(query.text)
    duties = list(all_duties(notices))
    # Where a notice says of some items who leads them, its other items are led by no one.
    telling = {duty.notice.id for duty in duties if duty.lead} if "牵头" in query.ask_text else set()
    found: list[Duty] = []
    for duty in duties:
        names = duty.lead if duty.notice.id in telling else (*duty.lead, *duty.other)
        if any(Unit.of(name).named_in(asked) for name in names):
            found.append(duty)
    return list_duties(found)


def list_duties(found: Sequence[Duty]) -> Draft | None:
    """The clauses of these duties, how many there are first; ``None`` where there is none."""
    if not found:
        return None
    lines = [Line(f"共 {len(found)} 项：")]
    for duty in found:
        start, matter = duty.clause.start, _matter(duty)
        head = Quote(duty.notice.id, start, start + len(duty.clause.label) + len(matter))
        lines.append(Line(f"- {_place(duty)}{matter}", (head, *duty.notes)))
    return Draft(tuple(lines), 1.0)


def _matter(duty: Duty) -> str:
    """A clause's heading, or where a long sentence or the unit's own name begins it, that sentence."""
    if duty.clause.heading and duty.clause.heading not in duty.lead:
        return duty.clause.heading
    text = duty.notice.text[duty.clause.start + len(duty.clause.label) : duty.clause.own_end]
    return re.split("[。\n]", text)[0]


def names_unit(query: Query, notices: Sequence[Notice]) -> bool:
    """Whether the question names a unit of some clause: what it does not lead it shares, and nothing else is meant."""
    asked = fold(query.text)
    return any(Unit.of(n).named_in(asked) for duty in all_duties(notices) for n in (*duty.lead, *duty.other))
