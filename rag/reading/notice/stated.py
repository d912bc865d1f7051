"""是 or 否 where a question puts forward an organ that a notice's head may name: 抄送里有纪委吗, 发没发给疾控中心, 财政局也参与发的吗,
住建局点过头没有."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.models import Notice
from rag.question.query import Query
from rag.reading.draft import Draft, Line
from rag.reading.notice.itself import of_itself, says_which
from rag.reading.notice.metadata import facts_of
from rag.reading.shortened import unsaid_behind

_ORGAN = r"(?P<organ>[\u4e00-\u9fff（）()]{1,16}?)"
_NAMED_AS = "(?:局|委|办|会|院|队|所|校|中心|政府|政协|法院|部|厅|站|园|企业|公司|单位|部门|科|室|处|支队|机构|联|委员会|办公室|市|县|区|里|人大|街道|乡镇)"
_WHETHER = "(?:有没有|有无|是不是|是否|包不包括|含不含|算不算|在不在|包括|包含|是|有|算)"
_END = "(?:了|过|的|在内|在列)*(?:吗|么|吧|嘛|没有?|不|不是|呢)?[？?。！!\\s]*$"
_LIST = "(?:名单|单位|对象|机关|部门|范围|栏|一栏|那栏|人)?(?:里[面头]?|中|上|当中|里边)?(?:的)?"
# The fact, whether the words name it so that nothing else can be meant, and the words.
_FORMS: tuple[tuple[str, bool, str], ...] = (
    ("copies", True, rf"抄送?{_LIST}{_WHETHER}(?:抄送?)?(?:给|到)?(?:了)?{_ORGAN}{_END}"),
    ("copies", True, rf"(?:{_WHETHER}|抄没)抄送?(?:给|到)(?:了|过)?{_ORGAN}{_END}"),
    ("copies", True, rf"抄送?(?:给|到)(?:了|过)?{_ORGAN}(?:了|过)?(?:吗|么|没有?|吧){_END}"),
    (
        "recipients",
        True,
        rf"(?:主送|收文|发文对象|抬头|收件){_LIST}{_WHETHER}(?:写|给)?(?:给|到)?(?:了)?{_ORGAN}{_END}",
    ),
    (
        "recipients",
        False,
        rf"(?:发没发|有没有发|是不是发|是否发|下没下发|有没有下发|印没印发|要不要发|有没有印发)(?:给|到)(?:了|过)?{_ORGAN}{_END}",
    ),
    (
        "recipients",
        False,
        rf"(?:文件|通知|方案|意见|要点|办法|计划|公告|通告|函|文)(?:也|还|是|都)?(?:印?发|下发|发送)(?:给|到)(?:了|过)?{_ORGAN}(?:了|过)?(?:吗|么|没有?|吧){_END}",
    ),
    (
        "issuer",
        True,
        rf"{_ORGAN}(?:也)?(?:算不算|是不是|是否|算|是)(?:也)?(?:是|算)?(?:一家|其中|联合|共同)*(?:的)?(?:发文|印发|落款|制发|署名|联署)(?:的)?(?:单位|机关|部门)(?:之一)?{_END}",
    ),
    (
        "issuer",
        False,
        rf"(?:有没有|是不是|是否|有|是)?{_ORGAN}(?:也|有没有|是不是|是否)*(?:参与|一起|一块儿?|共同|联合|联名)(?:了|来)?(?:印发|下发|发文|发|署名|落款|盖章|签)(?:的|了)*{_END}",
    ),
    (
        "issuer",
        True,
        rf"(?:落款|署名|发文|印发|红头|盖章|抬头|联合发文)(?:的)?{_LIST}{_WHETHER}{_ORGAN}{_END}",
    ),
    (
        "approval",
        False,
        rf"(?:{_WHETHER})?(?:经|经过|得到|报)?(?:了)?{_ORGAN}(?:{_WHETHER})?(?:点过?头|同意|批准|核准|审议|审定|研究|通过|拍过?板|批|首肯)(?:通过|同意|批准)?(?:了|过|的)*(?:吗|么|没有?|吧|嘛)[？?。！!\s]*$",
    ),
)
_COMPILED = tuple((fact, surely, re.compile(form)) for fact, surely, form in _FORMS)
_OPEN = re.compile("谁|哪|什么|啥|几|多少|怎|如何|何")
_LEADS = re.compile(
    "^.*(?:号文?|文件|通知|方案|公告|通告|要点|意见|办法|计划|规划|规程|细则|措施|总结|材料|到底|究竟|当时|之?前|[的里是有经给被由份个])"
)
_NOTICE = re.compile(
    "文件|通知|方案|公告|通告|要点|意见|办法|计划|规划|规程|细则|措施|总结|材料|[这那]份|的函|号"
)
_PARTED = re.compile("[、，,；;。\\s]+")
_LONGEST_GAP = 6  # characters left out: 卫健委 for 卫生健康委员会, 县纪委 for 县纪委监委


@dataclass(frozen=True, slots=True)
class _PutForward:
    fact: str
    surely: bool  # nothing but the notice's head can be meant
    organ: str
    asked: str


def _put_forward(text: str) -> _PutForward | None:
    for fact, surely, form in _COMPILED:
        match = form.search(text)
        if match is None:
            continue
        organ = _LEADS.sub("", match["organ"])
        if organ and not _OPEN.search(organ) and re.search(f"{_NAMED_AS}$", organ):
            at = match.start("organ") + match["organ"].rindex(organ)
            return _PutForward(fact, surely, organ, text[at:])
    return None


def asks_if_stated(query: Query) -> bool:
    return _put_forward(query.text) is not None


def read_if_stated(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """Whether the notice's head names the organ where the question puts it, with the words of the head; ``None`` where the
    head has no such line, or the question is of something else."""
    claim = _put_forward(query.text)
    if claim is None or len(notices) != 1 or not says_which(query, notices):
        return None
    asked = (re.compile(re.escape(claim.asked)),)
    if not claim.surely and not (_NOTICE.search(query.text) and of_itself(query, asked, notices)):
        return None
    stated = facts_of(notices[0])[claim.fact]
    if stated is None:
        return None
    said = stated.text.split("：", 1)[-1]
    verdict = "是" if _names(claim.organ, said) else "否"
    return Draft((Line(f"{verdict}。{stated.text}", stated.quotes),), 1.0)


def _names(organ: str, said: str) -> bool:
    """Whether one of the names in a list is the organ's, or holds it with little left out."""
    for name in filter(None, _PARTED.split(said)):
        if organ in name:
            return True
        first = name.find(organ[0])
        behind = unsaid_behind(organ, name)
        spread = len(name) - max(first, 0) - len(behind or "") - len(organ)
        if behind is not None and spread <= _LONGEST_GAP and len(behind) <= 3:
            return True
    return False
