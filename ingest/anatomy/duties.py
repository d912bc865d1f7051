"""Units that are responsible for something: their lists and what a unit's name looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN = "（(〔[【"
_CLOSE = "）)〕]】"
_UNIT_END = re.compile(
    r"(?:委员会|人民政府|政府|办公室|办公厅|党组|党委|纪委|纪检监察组|委办|委|局|厅|部|署|院|所|站|中心|办|处|科|室|股|队|会|社|"
    r"公司|集团|银行|学校|大学|医院|机构|单位|部门|街道|乡镇|社区|村|园区|协会|工会|妇联|团委|残联|科协|红十字会|指挥部|小组|专班|"
    r"监狱|海关|法院|检察院|医共体|医联体|企业)$"
)
_NO_UNIT = re.compile(
    r"(?:负责(?:人|同志)|同志|人员|专人|谁|工作|任务|[的了着被把在是]|通过|建立|加强|推进|根据|按照|确保|完善|开展)"
)
_LONGEST_UNIT = 40
_AND_SO_ON = re.compile("等(?:有关|相关)?(?:部门|单位|科室)?$")  # 甲局、乙局等部门


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The units of a clause, names as written. ``[start, end)`` is where its text says so, brackets included."""

    lead: tuple[str, ...]
    other: tuple[str, ...]
    start: int
    end: int


def split_units(text: str) -> list[str]:
    """Unit names of a list ``A、B[C、D]、E``; what stands in brackets belongs to its unit."""
    names: list[str] = []
    depth = 0
    name = ""
    for c in text:
        depth += (c in _OPEN) - (c in _CLOSE)
        if depth <= 0 and c in "、，,；;。\n":
            names.append(name)
            name = ""
        else:
            name += c
    names.append(name)
    return [name.strip() for name in names if name.strip()]


def is_unit(name: str) -> bool:
    """Whether words name a unit (县卫健委, 各乡（镇）人民政府, 机关党委[机关纪委]) and not something that units do."""
    plain = re.sub(r"[（(〔\[【][^（）()〔〕\[\]【】]*[）)〕\]】]", "", name).strip()
    if re.search("[（(〔\\[【）)〕\\]】]", plain):
        return False
    if not plain or len(plain) > _LONGEST_UNIT or _NO_UNIT.search(plain):
        return False
    return bool(_UNIT_END.search(plain))


def listed_units(text: str) -> list[str]:
    """The units of a labelled list, each once; 等相关科室 at the end names none."""
    names = (_AND_SO_ON.sub("", name) for name in split_units(text))
    return list(dict.fromkeys(name for name in names if name))


def known_units(words: str) -> list[str]:
    """The units of a list whose last two 和 or 与 may join; empty unless all are units."""
    names: list[str] = []
    for name in split_units(words):
        names += _parted(_AND_SO_ON.sub("", name))
    return names if names and all(is_unit(name) for name in names) else []


def _parted(name: str) -> list[str]:
    """甲局和乙局 are two; 人力资源和社会保障局 is one."""
    for match in re.finditer("[和与]|以及|及", name):
        first, second = name[: match.start()], name[match.end() :]
        if is_unit(first) and is_unit(second):
            return [*_parted(first), *_parted(second)]
    return [name]
