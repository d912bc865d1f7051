"""A follow-up that names a thing by its place in an order: 下一条呢, 最后一项谁负责, 第二个要做什么.

After a clause was asked for by its number it is another clause's number; else it is an item of the list that the last answer
gave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.numerals import CHINESE_NUMBER, number_of
from rag.question.query import Query

_KINDS = "条款|条|款|项|点|章|节|部分|方面|块|任务|行动|措施"
_NUMBERED = re.compile(rf"第(?P<number>{CHINESE_NUMBER}|\d{{1,3}})(?P<kind>(?:个|大)?(?:{_KINDS}))")
_NAMED = re.compile(
    r"^(?:那么?|再|然后|还有|另外|其中|里面)*[，, ]*(?:的)?"
    rf"(?P<which>第(?:{CHINESE_NUMBER}|\d{{1,3}})|(?:最后|最末|末尾|倒数第一)(?:的)?(?:那)?一?|头一|(?:再|往)?(?:下|后|上|前)(?:面)?(?:的)?(?:那)?一)"
    rf"(?P<kind>(?:个|大)?(?:{_KINDS})|[个家所种类])(?P<rest>.*)$"
)
_ELLIPTIC = re.compile(
    r"(?:里面?|中|上)?的?(?:(?:任务|工作|内容|措施|行动)?(?:是|讲|说|写|提|规定|要求)?(?:的|了)?(?:是)?(?:什么|啥|哪个|哪项)?(?:内容|任务|工作|行动)?)(?:呢|啊|呀)?[？?。！!\s]*"
)
_MARKER = re.compile(r"\[\d+\]")
_ITEM = re.compile(
    r"^\s*(?:[-•·*]|\d{1,2}[.、．)）]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)\s*(?P<item>.+)$"
)
_LABEL = re.compile(
    r"^(?:(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．)）\s])\s*)+"
)
_HEAD = re.compile("^[^，。；：]{0,20}[：:]")
_LONGEST = 40


def by_number(question: str, before: Query) -> str:
    """The question ``before``, which asked for a clause by its number, with the number that a follow-up names (下一条呢), or
    that clause with what else is asked of it (下一条谁负责); empty where neither is so."""
    named, asked = _NAMED.match(question.strip()), _NUMBERED.search(before.text)
    if named is None or asked is None or named["kind"][-1] in "个家所种类":
        return ""
    number = _number(named["which"], number_of(asked["number"]))
    if number < 1 and not named["which"].startswith(("最", "末", "倒")):
        return ""
    which = f"第{number}{named['kind']}" if number > 0 else f"最后一{named['kind']}"
    head, tail = before.text[: asked.start()], before.text[asked.end() :]
    return f"{head}{which}{tail if _ELLIPTIC.fullmatch(named['rest']) else named['rest']}"


def of_items(question: str, said: str) -> str:
    """A question about the one item of the list ``said`` last that a follow-up names by its place; empty where it names none,
    or nothing was listed."""
    named = _NAMED.match(question.strip())
    items = listed(said) if named else []
    if named is None or len(items) < 2:
        return ""
    at = _number(named["which"], 0)
    relative = named["which"].lstrip("再往").startswith(("下", "后", "上", "前"))
    if relative or at > len(items):
        return ""
    rest = named["rest"] if not _ELLIPTIC.fullmatch(named["rest"]) else "要做什么"
    return f"{items[at - 1 if at > 0 else -1]}{rest}"


def listed(said: str) -> list[str]:
    """The items of an answer in their order: its lines that are marked as items, else what its first line names one after
    another (甲、乙、丙)."""
    lines = [_MARKER.sub("", line).strip() for line in said.splitlines()]
    marked = [_LABEL.sub("", match["item"]) for line in lines if (match := _ITEM.match(line))]
    if len(marked) > 1:
        return _short(marked)
    first = next((line for line in lines if line), "")
    return _short(re.split("、|；", _HEAD.sub("", first).rstrip("。等；")))


def _short(items: Sequence[str]) -> list[str]:
    """The items without their full stops; none where one is a sentence, which names nothing."""
    named = [re.split("[。：:]", item.strip())[0].strip(" ，") for item in items]
    return named if all(1 < len(item) <= _LONGEST for item in named) else []


def _number(which: str, asked: int) -> int:
    """The number meant: the next of ``asked`` or the one before it; 0 for the last of all, -1 where there is none."""
    if which.startswith("第"):
        return number_of(which[1:])
    if which.startswith(("最", "末", "倒")):
        return 0
    if which.startswith("头"):
        return 1
    step = 1 if which.lstrip("再往").startswith(("下", "后")) else -1
    return asked + step if asked + step > 0 else -1
