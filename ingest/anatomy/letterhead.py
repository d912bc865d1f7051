"""The lines at the head of a notice and at its foot, one by one: organ, number, title, recipients, date.

Here is only how such a line looks; what they say together is read in header.py, where a document begins in
compilation.py.
"""

from __future__ import annotations

import re

from ingest.numerals import CHINESE_NUMBER

_OPEN = "〔［\\[（(【〈﹝〖{"
_CLOSE = "〕］\\]）)】〉﹞〗}"
_YEAR = r"(?:(?:19|20)\d{2}|[二一][〇零○ＯOo0九一二三四五六七八]{3})"
DOCUMENT_NUMBER = re.compile(
    rf"(?P<organ>[\u4e00-\u9fff]{{1,14}})\s*[{_OPEN}]\s*(?P<year>{_YEAR})\s*年?\s*[{_CLOSE}]\s*"
    r"(?:第\s*)?(?P<serial>\d{1,5})\s*号"
)
# Standing alone under a red head the number needs no name of its own: 第12号, 2024年第9号, 〔2024〕3号, 第3期.
_SERIAL = re.compile(
    rf"^[{_OPEN}]?\s*(?:(?:[{_OPEN}]\s*)?{_YEAR}\s*(?:[{_CLOSE}]|年)\s*)?第\s*(?:\d{{1,5}}|{CHINESE_NUMBER})\s*[号期次]\s*[{_CLOSE}]?$"
    rf"|^[{_OPEN}]\s*{_YEAR}\s*[{_CLOSE}]\s*(?:第\s*)?\d{{1,5}}\s*号$"
)
# 砚卫字2024年第18号, and a number whose 号 is missing.
_LOOSE_NUMBER = re.compile(
    rf"^[\u4e00-\u9fff]{{1,12}}[字发办函规令通]\s*(?:{_YEAR}年?\s*第?\s*\d{{1,4}}\s*号|[{_OPEN}]\s*{_YEAR}\s*[{_CLOSE}]\s*\d{{1,5}})$"
)
_NUMBER_NAME = re.compile(r"^(?:发\s*文\s*字\s*号|文\s*件\s*编\s*号|文\s*号|编\s*号|字\s*号)\s*[：:|\s]+")
SIGNATORY = re.compile(
    r"签\s*发\s*人?\s*[：:]\s*(?P<names>[\u4e00-\u9fff·]{2,4}(?:[、，\s]+[\u4e00-\u9fff·]{2,4})*)"
)

GENRE = (
    r"(?:通知|意见|办法|方案|规划|计划|要点|决定|决议|公告|通告|公报|通报|议案|函|细则|规定|规则|守则|准则|通则|指南|指引|"
    r"手册|批复|请示|报告|纪要|条例|命令|制度|标准|规范|目录|名录|清单|汇总|总结|安排|打算|措施|预案|章程|纲要|须知|问答|"
    r"倡议书|公开信|解读|答复|通知书|责任书|任务书|承诺书|倡议)"
)
_TAIL = r"(?:[（(][^（）()]{1,20}[）)]|》|〉|>)*"
TITLE_LINE = re.compile(rf"^[^。；！？]{{2,80}}{GENRE}{_TAIL}$")

_ORGAN_END = (
    r"(?:委员会|人民政府|办公室|办公厅|卫生局|教育局|民政局|总局|分局|局|厅|部|署|中心|医院|银行|法院|检察院|大学|学院|指挥部|"
    r"领导小组|工作组|联席会议|协会|学会|联合会|总工会|管委会|办事处|党组|党委|总队|支队|政协|国务院|委)"
)
ORGAN = re.compile(rf"^[\u4e00-\u9fff、（）() ]{{2,40}}{_ORGAN_END}$")
# The red head: organs and what they issue; 公告 and 令 name the kind of document in it.
RED_HEAD = re.compile(
    r"^(?P<organ>[\u4e00-\u9fff、（）() ]{2,60}?)(?:文件|(?<!命)令|命令|公告|通告|"
    r"(?:党组|党委|常务|全体|专题|办公|局务|委务|主任办公|院长办公|工作|联席)*会议纪要)$"
)
# 某某市人民政府令(第11号): the serial on the red head's own line.
_HEAD_SERIAL = re.compile(
    rf"(?<=[令告])\s*(?P<open>[（(])?\s*(?P<serial>(?:{_YEAR}年\s*)?第\s*(?:\d{{1,5}}|{CHINESE_NUMBER})\s*号)\s*(?(open)[）)])$"
)
_RED_HEAD_KINDS = re.compile(r"(?:令|公告|通告|纪要)$")
ASIDE = re.compile(r"^[（(【][^（）()【】]*[）)】]$")  # a remark in brackets above the header
RECIPIENTS = re.compile(
    r"^(?!.*(?:如下|以下|下列|现将|特此|精神|通知|。))(?!为|根据|按照|经|关于)"
    r"(?=.*(?:各|政府|委|局|厅|部|院|办|单位|处|科室|中心|部门|公司|学校|企业|机构|军区|协会|大队|支队)).{2,400}[：:]$"
)
_DATE = (
    r"(?:(?:20|19)\d{2}年\d{1,2}月\d{1,2}日"
    r"|[二一][〇零○ＯOo0０九一二三四五六七八]{3}年(?:[一二三四五六七八九十]{1,3}|\d{1,2})月(?:[一二三四五六七八九十廿卅]{1,3}|\d{1,2})日)"
)
DATE_ONLY = re.compile(
    rf"^(?P<organ>[\u4e00-\u9fff、（）()\s]{{0,60}}?)\s*[（(]?(?:{_DATE}|(?:20|19)\d{{2}}[.\-/．]\d{{1,2}}[.\-/．]\d{{1,2}})[）)]?"
    r"\s*(?P<printed>印发|印)?$"
)
# （2024年4月26日砚溪市第十届人民代表大会常务委员会第三次会议通过）
ADOPTED = re.compile(rf"^[（(]\s*{_DATE}.{{0,80}}(?:通过|公布|发布|印发|修订|修正).{{0,80}}[）)]$")
ATTACHMENT = re.compile(rf"^附\s*[件表录]\s*(?:\d{{1,2}}|{CHINESE_NUMBER})?\s*[：:]?$")


def number_in(line: str) -> str:
    """The document number that a line states as its own, spaces out; empty where it only cites one.

    A line's own number stands there alone, or beside the signatory's name.
    """
    line = _NUMBER_NAME.sub("", line.strip())
    if "附件" in line:
        return ""
    match = DOCUMENT_NUMBER.search(line)
    if match:
        beside = SIGNATORY.sub("", line[: match.start()] + line[match.end() :]).strip()
        own = len(beside) <= 14 and not re.search("[，。；《》]", line)
        return own_number(match) if own else ""
    in_head = _HEAD_SERIAL.search(line)
    if in_head and red_head(line)[0]:
        return "".join(in_head.group("serial").split())
    alone = SIGNATORY.sub("", line).strip()
    return "".join(alone.split()) if _SERIAL.match(alone) or _LOOSE_NUMBER.match(alone) else ""


def own_number(match: re.Match[str]) -> str:
    """A number that was found, without the words of a title that run into its organ's name (…的通知砚卫字〔2024〕8号)."""
    organ = match.group("organ")
    name = re.sub(rf"^.*(?:{GENRE}|的)", "", organ) or organ
    return "".join(match.group()[len(organ) - len(name) :].split())


def is_full_number(number: str) -> bool:
    """Whether a number names its organ (砚卫字〔2024〕18号) and not only a serial (第12号)."""
    return bool(DOCUMENT_NUMBER.search(number) or _LOOSE_NUMBER.match(number))


def red_head(line: str) -> tuple[str, bool]:
    """The organs of a red head and whether it also names the kind of document (令, 公告, 会议纪要); ``("", False)``."""
    match = RED_HEAD.match(_HEAD_SERIAL.sub("", line))
    if not match or "关于" in line or not ORGAN.match(match.group("organ").strip()):
        return "", False
    return match.group("organ").strip(), bool(_RED_HEAD_KINDS.search(match.group()))
