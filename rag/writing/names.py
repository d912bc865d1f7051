"""Places, departments and their charges as a sentence names them, and whether a text names them too.

Chinese sets no space before a name, so a name found by its ending (科, 委, 医院) may carry words that stand
before it. Support is decided by the longest ending of it that the text has, between borders on both sides:
``由老龄健康科牵头`` is not supported by ``妇幼健康科``, nor ``人民医院`` by ``第二人民医院``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.anatomy import regions
from rag.language.folding import HAN

_SHORT_FORMS = """
    卫生健康委员会 卫健委; 卫生健康委 卫健委; 卫生计生委 卫健委; 疾病预防控制 疾控; 人民政府 政府;
    妇幼保健院 妇保院; 医疗保障局 医保局; 人力资源和社会保障 人社; 人力资源社会保障 人社;
    发展和改革委员会 发改委; 发展和改革委 发改委; 发展改革委 发改委;
    教育体育局 教体局; 市场监督管理局 市监局;
    市场监管局 市监局
"""
_ALIASES = tuple(tuple(pair.split()) for pair in _SHORT_FORMS.split(";"))
# How the names of organs end, and what parts one run from the next. A pattern of the whole run would try each place of a
# long text without an ending up to its end.
_ORGAN_ENDS = re.compile(
    rf"[^{HAN}]+|(?P<ending>委员会|办公室|领导小组|工作专班|指挥部|宣传部|组织部|(?<!为)中心(?!组|城|思|工作|任务)|医院|卫生院|保健院|妇保院"
    r"|研究院|法院|检察院|卫生所|研究所|监督所|服务站|卫生站|急救站|血站|协会|学会|计生协|总工会|红十字会|联合会|政府"
    r"|支队|大队|公司|委(?!员|托|派|内|会|机关|属|直|任|屈|婉)|(?<![格布大全结开当])局(?!部|面|限|势|长)|厅(?!级|长)"
    r"|(?<![专学全本百内外儿妇产骨眼牙分])科(?!学|技|研|室|普|目|教|员|长|协|创)"
    r"|(?<![之用长好益各到远近])处(?!方|置|理|于|罚|分|长|在|境)|股(?!份|权|东|骨)"
    rf"|(?<=[{HAN}]{{2}})(?<![举主创承开联督筹兴申试托公])办(?=牵头|负责|会同|[^{HAN}]|$))"
)
_BARE = (
    "中心",
    "医院",
    "卫生院",
    "政府",
    "公司",
    "协会",
    "委员会",
    "办公室",
    "领导小组",
    "委",
    "局",
    "厅",
    "科",
    "处",
    "股",
    "办",
)
# What may stand before a name without being part of it.
_BORDER = re.compile(
    r"(?:^|[^\u3400-\u9fff]|[由为是和与及的归在到交向请让对经报将把给有设建并等以从至被其该各全本我级类型性立省市县区州旗乡镇]"
    r"|加强|推进|推动|支持|组织|明确|指定|确定|落实|协调|联系|涉及|包括|要求|根据|按照|依托|通过|深化|提升|完善|开展|加快|持续"
    r"|鼓励|引导|督促|指导|实现|设置|设立|建成|打造|创建|配合|牵头|负责|责任|协助|会同|所有|单位|科室|部门|公立|综合"
    r"|[0-9一二两三四五六七八九十][个所家])$"
)
_PLACE = re.compile(
    rf"(?:(?![和与及为是由在到对向的于将该或、])[{HAN}]){{2}}[省市县区州旗盟](?!级|直|域|区|内|外|委|政府|属|管|场|民|值)"
)
_NO_PLACE = re.compile(
    r"^[全各我本该每]|[全各我本该每跨外邻]省|[全各我本该每超上门股城都设]市|[全各我本该每千困贫板在贫区]县|[市]县|[省县区]市"
    r"|[全各我本该每社城县市地辖园小山病院牧验范行发能聚护胜新街库景灾疫特片老治示郊矿]区|[神九各]州|红旗|联盟"
)
_SCOPE = re.compile(r"全(国|省|市|县|区|州|旗|乡|镇)")
_LABEL = re.compile(r"(牵头|责任|配合|参与|主办|协办)(?:科室|单位|部门|处室)?(?:为|是|:|有|包括)")
_CHARGE = re.compile(r"牵头|负责|配合|参与|主办|协办")
_LEADING = frozenset({"牵头", "主办"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name at its place in the folded text."""

    start: int
    end: int
    text: str


def canonical(folded: str) -> str:
    """Long and short forms of one organ's name made one (卫生健康委员会 → 卫健委)."""
    for long, short in _ALIASES:
        folded = folded.replace(long, short)
    return folded


def places(folded: str) -> list[Name]:
    """Divisions the text names: those of the gazetteer, and any two characters with 市, 县, 区 … after."""
    found = [Name(m.start, m.end, m.text) for m in regions.mentions(folded) if _is_name(m, folded)]
    taken = {i for name in found for i in range(name.start, name.end)}
    for match in _PLACE.finditer(folded):
        if not taken & set(range(*match.span())) and not _NO_PLACE.search(match.group()):
            found.append(Name(match.start(), match.end(), match.group()))
    return sorted(found, key=lambda name: name.start)


def _is_name(mention: regions.Mention, folded: str) -> bool:
    """Not the 康县 of 健康县区, nor 城区: a county's name of two characters needs a border before it."""
    if len(mention.text) > 2 or mention.text[-1] not in "省市县区州旗":
        return True
    before = folded[max(0, mention.start - 4) : mention.start]
    return bool(_BORDER.search(before)) and not _NO_PLACE.search(mention.text)


def names_place(text: str, place: str) -> bool:
    """Whether a folded text names the place, in full or in short (the stem of X市, never X县 for X市)."""
    if place in text:
        return True
    short = regions.short_name(place)
    if short == place:
        return False
    return bool(re.search(re.escape(short) + r"(?![省市县区州旗盟])", text))


def part_of_address(names: list[Name], index: int) -> bool:
    """Whether the place at ``index`` only says where the next one lies (江西省 in 江西省上饶市)."""
    if index + 1 >= len(names) or names[index + 1].start != names[index].end:
        return False
    outer, inner = regions.lookup(names[index].text), regions.lookup(names[index + 1].text)
    return any(regions.covers(a, b) for a in outer for b in inner)


def scopes(folded: str) -> list[str]:
    """``市`` for 全市, ``县`` for 全县 …: how wide the sentence says it reaches."""
    return _SCOPE.findall(folded)


def organs(folded: str) -> list[Name]:
    """Runs that end in a department's or institution's name; words before the name may be part of a run."""
    found: list[Name] = []
    start = 0
    for border in _ORGAN_ENDS.finditer(folded):
        name = folded[start : border.end()]
        if border["ending"] and name not in _BARE and len(name) >= 3:
            found.append(Name(start, border.end(), name))
        start = border.end()
    return found


def supported_run(run: str, text: str) -> str:
    """The ending of ``run`` that ``text`` has as a whole name; empty where there is none."""
    if run in text:
        return run
    for start in range(1, len(run) - 2):
        name = run[start:]
        if not _BORDER.search(run[:start]) or name in _BARE:
            continue
        for match in re.finditer(re.escape(name), text):
            if _BORDER.search(text[max(0, match.start() - 4) : match.start()]):
                return name
    return ""


def charges(text: str) -> list[tuple[str, str]]:
    """``(role, list of names)`` for each （牵头科室：A、B；责任科室：C） of a folded text."""
    labels = list(re.finditer(r"(牵头|责任|配合|参与|主办|协办)(?:科室|单位|部门|处室):", text))
    found = []
    for i, label in enumerate(labels):
        end = labels[i + 1].start() if i + 1 < len(labels) else len(text)
        found.append((label.group(1), re.split(r"[;)。\n]", text[label.end() : end])[0]))
    return found


def charge_of(sentence: str, name: Name) -> str:
    """The role in which the sentence names a department: 牵头, 责任, 配合 …; empty where it names none."""
    before = [m.group(1) for m in _LABEL.finditer(sentence, 0, name.start)]
    if before:
        return before[-1]
    after = re.match(rf"[{HAN}、()\[\]]*?({_CHARGE.pattern})", sentence[name.end :])
    return after.group(1) if after else ""


def charge_contradicted(role: str, name: str, text: str) -> bool:
    """Whether the text charges the department, but with something else than ``role``."""
    held = {label for label, listed in charges(text) if name in listed}
    if not held or not role or role in held:
        return False
    if role == "负责":
        return not held & (_LEADING | {"责任"})
    return not (role in _LEADING and held & _LEADING)
