"""How long a notice is in parts and items, counted from its clause tree: 共几条, 分几个部分, 最后一条是第几条."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Clause, Notice
from ingest.numerals import number_of
from rag.question.query import Query
from rag.reading.draft import Draft, Line
from rag.reading.notice.itself import of_itself, says_which
from rag.reading.notice.numbered import ARTICLE, head_of, labelled, layers_of, number_of_clause, runs_on
from rag.reading.table.tables import called

_MANY = r"(?:多少|几|第几|哪几)(?:个)?"
_ITEMS = re.compile(
    rf"{_MANY}(?:小|大)?(?:条目?|项|款|点(?![钟半])|事项)(?:任务|措施|工作|内容|意见|要求|规定)?"
    r"|(?:编号|序号|标号|号码)[^，。？?]{0,5}?(?:多少|几|哪)(?:号)?|[编排标数列写](?:号)?到(?:了)?(?:第)?(?:多少|几|哪)(?:[号条项]|儿|里)?"
    r"|最[后末](?:面)?(?:的)?(?:一)?[条项](?:的)?(?:编号|序号|是第?(?:几|多少)|[是写讲说提]*(?:的|了)?(?:是)?(?:什么|啥)(?:内容)?)|总(?:条|项)数|[条项]数|条目数"
)
_PARTS = re.compile(
    rf"(?:{_MANY}|哪(?:[二两三四五六七八九]|十[一二三]?|\d{{1,2}})个?)大?的?(?:块|部分|章节?|篇章|[板版]块|大类|大项|大条|大?标题|层次?)"
    r"|(?:分|分成|分为)(?:了)?(?:几|多少)(?:块|层|章|节)|(?:讲|写|说|分|列)(?:成|为|了|到|的)*(?:是)?(?:哪?几|哪[二两三四五六七八九])(?:个|大)?方面"
    r"|从(?:哪?几|哪[二两三四五六七八九])(?:个|大)?方面(?:来|去)?(?:展开|部署|安排|写|讲|说|入手|着手)|(?:大|一级|章节?的?)标题(?:都|分别)*(?=有|是|叫|$)"
    r"|分(?:成|为|了|作)*(?:[二两三四五六七八九]|十[一二三]?)(?:个|大)*(?:块|部分|章|[板版]块)"
)
_EACH = re.compile(
    "(?:各|都|分别)[是叫有为]?|哪[些几]|每[个一]?[部分章块条项]*|叫(?:什么|啥)|列|是(?:什么|啥)|名[称字]?|标题"
)
_PART = "(?:部分|章节?|[版板]?块|大类|大项|篇章|方面)"
_BY_NUMBER = re.compile(f"第([一二三四五六七八九十]{{1,3}}|\\d{{1,2}})(?:个|大)?{_PART}(?:里面?|中)?")
_THAT_PART = re.compile(f"(?P<about>[\u4e00-\u9fff]{{2,12}}?)的?[那这]一?(?:个|大)?{_PART}(?:里面?|中)?")
_NAMED = 4  # characters: a shorter heading is as likely a phrase of the question
_MOST_NOTICES = 12


def asks_extent(query: Query) -> bool:
    """Whether it may ask how many items or parts there are; :func:`read_extent` makes sure."""
    if query.deadline:
        return False  # 2025年底的任务一共几条 counts what is due
    return bool(_ITEMS.search(query.text) or _PARTS.search(query.text))


def read_extent(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """How many parts and items each notice has, or the clause of it that is named, with the last of each as it stands and
    the parts where they are asked for; ``None`` where the question asks for something else, or it is open which notice."""
    if not says_which(query, notices) or len(notices) > _MOST_NOTICES:
        return None
    parts, items = bool(_PARTS.search(query.text)), bool(_ITEMS.search(query.text))
    asked = (_ITEMS, _PARTS)
    lines: list[Line] = []
    for notice in notices:
        clause = _named_clause(notice, query.text)
        named = (re.compile(re.escape(clause.heading.strip())), _BY_NUMBER, _THAT_PART) if clause else ()
        if not of_itself(query, (*named, *asked, _EACH), notices):
            return None
        each = clause is not None and (parts or bool(_EACH.search(query.text)))
        lines += _extent(notice, clause, parts=parts, items=items, each=each)
    return Draft(tuple(lines), 1.0) if lines else None


def _named_clause(notice: Notice, question: str) -> Clause | None:
    """The one clause that the question names by its heading, by its number among the parts, or by words of its heading
    (中医药那一章); ``None`` where it names none, or the heading is a word of the notice's own title."""
    named = [
        clause
        for clause in labelled(notice)
        if len(heading := clause.heading.strip()) >= _NAMED
        and heading in question
        and heading not in notice.title
    ]
    longest = max((len(clause.heading) for clause in named), default=0)
    chosen = [clause for clause in named if len(clause.heading) == longest]
    if not chosen:
        chosen = _numbered_part(notice, question) or _part_about(notice, question)
    return chosen[0] if len(chosen) == 1 else None


def _numbered_part(notice: Notice, question: str) -> list[Clause]:
    match = _BY_NUMBER.search(question)
    parts = layers_of(labelled(notice))[:1] if match else []
    return [c for part in parts for c in part if match and number_of_clause(c) == number_of(match[1])]


def _part_about(notice: Notice, question: str) -> list[Clause]:
    """The parts whose headings hold the longest end of what 那部分 and the like stands behind."""
    match = _THAT_PART.search(question)
    parts = layers_of(labelled(notice))[:1] if match else []
    for start in range(match.start("about"), match.end("about") - 1) if match else ():
        words = question[start : match.end("about")] if match else ""
        if found := [clause for part in parts for clause in part if words in clause.heading]:
            return found
    return []


def _extent(notice: Notice, within: Clause | None, *, parts: bool, items: bool, each: bool) -> list[Line]:
    chapters, counted = _layers(notice, within)
    if not chapters and not counted:
        return []
    last = [series[-1] for series in (chapters, counted) if series]
    said = [f"{len(chapters)} {_kind(chapters, '章', '个部分')}"] if chapters else []
    if not chapters and not items:
        said = [f"{len(counted)} {_kind(counted, '条', '个部分')}"]
    if counted and items:
        alone = not chapters or runs_on(counted)
        said.append(f"{len(counted)} {_kind(counted, '条', '项')}{'' if alone else '（各部分另行编号）'}")
    name = called(notice) + (f"“{within.heading.strip()}”" if within else "")
    lines = [
        Line(
            f"{name}{'共' if items else '分'} {'、'.join(said)}：",
            tuple(head_of(notice, clause) for clause in last),
        )
    ]
    listed = chapters or counted if parts or each or (within and chapters) else []
    lines += [_line(notice, clause, "- ") for clause in listed]
    if chapters and not listed:
        lines.append(_line(notice, chapters[-1], "最后一个部分："))
    if counted and items and listed is not counted:
        lines.append(_line(notice, counted[-1], "最后一项："))
    return lines


def _layers(notice: Notice, within: Clause | None) -> tuple[list[Clause], list[Clause]]:
    """The parts and the items: articles (第…条), else the first layer below the parts whose numbers run on through them,
    else the layer right below. Where there is one layer alone its clauses are the items."""
    clauses = [c for c in labelled(notice) if within is None or within.start < c.start < within.end]
    articles = [clause for clause in clauses if ARTICLE.match(clause.label)]
    layers = layers_of(clauses)
    if articles:
        above = [layer for layer in layers if layer[0].depth < min(a.depth for a in articles)]
        return (above[0] if above else []), articles
    if len(layers) < 2:
        return [], (layers[0] if layers else [])
    below = layers[1:]
    through = (layer for layer in below if runs_on(layer) and len({clause.parent for clause in layer}) > 1)
    return layers[0], next(through, below[0])


def _kind(clauses: Sequence[Clause], own: str, otherwise: str) -> str:
    return own if all(own in clause.label for clause in clauses) else otherwise


def _line(notice: Notice, clause: Clause, before: str) -> Line:
    quote = head_of(notice, clause)
    return Line(f"{before}{' '.join(notice.text[quote.start : quote.end].split())}", (quote,))
