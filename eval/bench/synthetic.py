"""Notices that are made up: the structure of real ones, places that do not exist, the same for the same seed.

What varies with the corpus's size are places, years, figures and the names of projects and villages, so that the number of
different words grows with it, as it does in real corpora.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from eval.bench.matters import MATTERS, Matter
from ingest.anatomy.regions import lookup

_CITIES, _COUNTIES = 40, 12  # divisions of a city
_HEADS = "云霜岚汐澜青赤墨银翠沐栖临听望怀映裁叠扶漱衔"
_TAILS = "岭桥禾溪屿汀浦陂垄坞岑泽渚砚笛棠蒲荻篱檐帆舷"
_WORDS = "晨曦澄碧朗润和煦丰穰芳洲锦程致远凌霄守拙含章鸣谦履霜知微行健载物崇文尚武弘毅笃行"
_NUMERALS = "一二三四五六七八九十"
_CHAPTERS = ("总体要求", "主要任务", "重点工程", "改革举措", "基础能力", "保障措施", "监督考核")


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one clause of a notice says, as it may be asked about."""

    place: str
    year: int
    matter: Matter
    value: str
    project: str


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A notice as the text of a file, and what may be asked about it."""

    name: str
    text: str
    commitments: tuple[Commitment, ...]


@lru_cache(maxsize=1)
def places() -> tuple[tuple[str, str], ...]:
    """``(city, county)``, county empty for the city itself. None of the names is a real division's."""
    names = [head + tail for tail, head in product(_TAILS, _HEADS) if not _is_real(head + tail)]
    random.Random(1).shuffle(names)
    cities, counties = names[:_CITIES], names[_CITIES:]
    found: list[tuple[str, str]] = []
    for number, city in enumerate(cities):
        found.append((f"{city}市", ""))
        own = [counties[(number * _COUNTIES + i) % len(counties)] for i in range(_COUNTIES)]
        found += [(f"{city}市", f"{county}县") for county in own]
    return tuple(found)


def notices(seed: int) -> Iterator[MadeUp]:
    """Notices without end; the ``n``-th is the same whenever it is asked for."""
    number = 0
    while True:
        yield notice(seed, number)
        number += 1


def notice(seed: int, number: int) -> MadeUp:
    """The notice of that number."""
    chance = random.Random(f"{seed}/{number}")
    city, county = chance.choice(places())
    place, year = county or city, chance.randint(2012, 2025)
    organ = f"{city}{county}人民政府办公室"
    subject = f"{place}{year}年{chance.choice(MATTERS).name}等重点工作实施方案"
    date = f"{year}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    lines = [
        f"{organ}文件",
        f"{place[0]}府办发〔{year}〕{number % 900 + 1}号",
        f"关于印发{subject}的通知",
        "各乡镇人民政府，各有关单位：",
        f"现将《{subject}》印发给你们，请结合实际抓好落实。",
        organ,
        date,
        subject,
    ]
    commitments: list[Commitment] = []
    for chapter in range(chance.randint(3, 6)):
        lines.append(f"{_NUMERALS[chapter]}、{_CHAPTERS[chapter]}")
        for item, matter in enumerate(chance.sample(MATTERS, chance.randint(3, 6))):
            commitment = _commitment(chance, place, year, matter)
            lines.append(f"（{_NUMERALS[item]}）{_clause(chance, commitment)}")
            commitments.append(commitment)
    return MadeUp(f"{number:07d}.txt", "\n".join(lines) + "\n", tuple(commitments))


def questions(seed: int, notices_held: int, count: int) -> list[tuple[str, str]]:
    """``(kind, question)`` about the first ``notices_held`` notices, every kind in turn."""
    chance = random.Random(f"questions/{seed}")
    found: list[tuple[str, str]] = []
    while len(found) < count:
        about = chance.choice(notice(seed, chance.randrange(max(notices_held, 1))).commitments)
        place, year, matter = about.place, about.year, about.matter
        found += [
            ("target", f"{place}{year}年{matter.indicator}要达到多少？"),
            ("responsible", f"{place}的{matter.name}由谁负责？"),
            ("explain", f"{place}怎么推进{matter.name}？"),
            ("named", f"{about.project}要做什么？"),
            ("topic", f"{matter.first}是怎么要求的？"),
            ("across", f"哪些文件提到{about.project}？"),
            ("unanswerable", f"{place}{year + 30}年地铁里程要达到多少公里？"),
        ]
    return found[:count]


def _commitment(chance: random.Random, place: str, year: int, matter: Matter) -> Commitment:
    whole = chance.randint(3, 98)
    value = f"{whole}.{chance.randint(1, 9)}" if chance.random() < 0.4 else str(whole)
    project = "".join(chance.sample(_WORDS, 2)) + chance.choice(("工程", "行动", "计划", "基地", "专班"))
    return Commitment(place, year, matter, value, f"“{project}”")


def _clause(chance: random.Random, about: Commitment) -> str:
    matter = about.matter
    village = "".join(chance.sample(_HEADS + _TAILS + _WORDS, 2)) + chance.choice(("镇", "乡", "村", "社区"))
    sentences = [
        f"{matter.name}。{matter.first}，{matter.second}，由点到面逐步铺开。",
        f"到{about.year}年底，{matter.indicator}{chance.choice(('达到', '不低于', '力争达到'))}{about.value}{matter.unit}。",
        f"依托{about.project}在{village}先行试点，{chance.randint(2, 11)}月底前完成{chance.randint(2, 60)}个点位的核验。",
    ]
    if chance.random() < 0.5:
        other = chance.choice(MATTERS)
        sentences.append(f"与{other.name}统筹推进，做到{other.second}。")
    return "".join(sentences) + f"（牵头科室：{matter.charge}；责任科室：各相关科室）"


def _is_real(name: str) -> bool:
    return any(lookup(name + suffix) for suffix in ("", "市", "县", "区"))
