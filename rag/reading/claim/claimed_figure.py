"""The figure that a notice states, held against the one that a question puts forward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.text import fold
from rag.question.query import Query
from rag.question.wording import Asks
from rag.reading.claim.amounts import Amount, amounts_in, comparable, keeps, same_size
from rag.reading.claim.parts import parts_of, spans_of
from rag.reading.claim.quantified import of_a_share
from rag.reading.claim.statement import Statement
from rag.reading.contrast import contradicts
from rag.reading.draft import Draft, Line
from rag.reading.figure.figures import read_figures
from rag.reading.sentences import Sentence, Topic
from rag.reading.tiers import tier_fit
from rag.reading.years import of_another_year, years_asked

_AMONG_THEM = re.compile("其中,?(?P<which>[\u4e00-\u9fff]{2,6}?)(?:要|须|应|力争|确保)?(?:达|不|为|占|≥|\\d)")
_THE_OTHERS = re.compile("其他|其余")
_SURE = 0.5
_UP = ("ge", "gt")


def on_figure(
    query: Query, topic: Topic, ranked: Sequence[Sentence], statement: Statement, by_ledger: bool
) -> Draft | None:
    """Whether the one figure put forward is the one that the notice states where it is asked for openly; ``None`` where it
    states none in that unit."""
    counted = [each for each in statement.amounts if each.kind != "age"]
    if len(counted) != 1 or is_condition(counted[0], fold(ranked[0].text)):
        return None
    mine, claim = counted[0], statement.text
    what = "百分之多少" if mine.kind == "share" else f"多少{mine.figure.unit}"
    openly = f"{claim[: mine.start]}{what}{claim[mine.end :]}"
    asking = replace(query, text=openly, ask_text=openly, asks=Asks.FIGURE)
    draft = read_figures(asking, topic, ranked, by_ledger)
    if draft is None or draft.unstated or draft.confidence < _SURE:
        return None
    first = draft.lines[0]
    stated = _as_written(draft)
    if not any(comparable(mine, each) for each in stated) or of_another_year(first.text, years_asked(query)):
        return None
    alike_ones = [each for each in stated if comparable(mine, each)]
    agrees = any(is_kept(mine, each) for each in alike_ones)
    if agrees:
        nearest = _nearest(statement, topic, mine, draft)
        if nearest and not all(is_kept(mine, each) for each in alike_ones):
            agrees = any(is_kept(mine, each) for each in amounts_in(nearest))
        if any(of_a_share(statement, topic, fold(words)) for words in (first.text, nearest)):
            agrees = False
    elif singled_out := _is_so_of_these(statement, mine, draft):
        return replace(draft, lines=(replace(first, text=singled_out), *draft.lines[1:])).ruled(True)
    return draft.ruled(agrees)


def _nearest(statement: Statement, topic: Topic, mine: Amount, draft: Draft) -> str:
    """Of the parts quoted that have a figure like the one put forward, the one whose words are nearest to the question; empty
    where there is none."""
    parts = [
        part
        for line in draft.lines[1:]
        for part in parts_of(_words_of(line), topic, items=True)
        if speaks_of(part.text, (mine,))
    ]
    parts = [part for part in parts if not contradicts(statement.text, part.text)] or parts
    return max(parts, key=lambda part: part.own).text if parts else ""


def _words_of(line: Line) -> str:
    """A line's words without the frame of a quotation."""
    return line.text.removeprefix("原文：“").removesuffix("”")


def is_left_to_others(mine: Amount, text: str) -> bool:
    """Whether an amount put forward is of the others that a text goes on about: 200张 where 300张以上的医院必须配备，其他医院可由会计事务所
    派驻. What holds for them is not told by the amount."""
    stated = (each for each in amounts_in(text) if each.bound and comparable(mine, each))
    return any(
        says_for_whom(each, text) and not keeps(mine, each) and _THE_OTHERS.search(text, each.end)
        for each in stated
    )


def says_for_whom(stated: Amount, text: str) -> bool:
    """Whether an amount says for whom a rule is (超过50人的企业); 不少于60%的机构 says how many."""
    return stated.kind not in ("share", "money") and text[stated.end :].startswith(("的", "以上的", "以下的"))


def _is_so_of_these(statement: Statement, mine: Amount, draft: Draft) -> str:
    """The part in which the notice states the figure put forward of some that it singles out, and that the question names
    (其中公交车达到100%); empty where there is none."""
    for line in draft.lines:
        told = _words_of(line)
        for start, end in spans_of(told):
            words = fold(told[start:end])
            named = _AMONG_THEM.match(words)
            if named and named["which"] in statement.text:
                kept = any(is_kept(mine, each) for each in amounts_in(words))
                return told[start:end].rstrip("。；;，,") if kept else ""
    return ""


def _as_written(draft: Draft) -> list[Amount]:
    """The amounts of a draft's first line, with the bounds that they have in the words quoted below it."""
    quoted = [each for line in draft.lines[1:] for each in amounts_in(fold(line.text))]
    found = []
    for each in amounts_in(fold(draft.lines[0].text)):
        same = [q for q in quoted if comparable(each, q) and q.size == each.size and q.bound]
        found.append(each if each.bound or not same else same[0])
    return found


def speaks_of(text: str, asked: Sequence[Amount]) -> bool:
    """Whether a sentence has an amount that compares with one put forward: 4小时 decides nothing about 1800个."""
    stated = amounts_in(fold(text))
    return any(comparable(mine, each) for mine in asked for each in stated) or bool(
        tier_fit(ages_of(asked), text)
    )


def ages_of(amounts: Sequence[Amount]) -> str:
    return "、".join(each.text for each in amounts if each.kind == "age")


def is_condition(mine: Amount, text: str) -> bool:
    """Whether an amount only says whom it is asked for (85岁), and the text's tier takes it in, or counts what the text
    lists (三个中心 for 三大中心)."""
    if mine.kind == "age" and tier_fit(mine.text, text) > 0:
        return True
    if mine.bound and re.search(f"{re.escape(mine.text)}的(?!比例|标准|水平|目标)", text):
        return True  # 不足300人的村, on both sides
    return bool(re.search(f"{re.escape(mine.text[:1])}[大项类方]", text)) and mine.kind == "count"


def is_kept(mine: Amount, stated: Amount) -> bool:
    """Whether the amount put forward is the one stated, or a bound put forward is kept by it."""
    if not comparable(mine, stated):
        return False
    if mine.bound and stated.bound and (mine.bound in _UP) != (stated.bound in _UP):
        return False
    if mine.bound and not stated.bound:
        kept = {
            "ge": stated.size >= mine.size,
            "gt": stated.size > mine.size,
            "le": stated.size <= mine.size,
            "lt": stated.size < mine.size,
        }
        return kept[mine.bound]
    return same_size(mine, stated)
