"""What a yes-or-no question puts forward, as a statement: its words without those of asking, its amounts, what it wants to
know of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.text import fold
from rag.language.counted import written_amounts
from rag.question.wording import EACH_ONE, HALF, QUOTED, YES_NO_WORDS
from rag.reading.claim.amounts import Amount, amounts_in

_AND_ALSO = re.compile("(?<=[吗嘛])[,，](?=.{4}).*")  # …吗，超了怎么办
# Whether something is within a rule: it may be, it keeps to it, it breaks it.
_BREAKS = re.compile("(?<![没不未无])(?:超标|超限|超了|违规|违反|违法|超没超|超不超|违不违|算超)")
_KEEPS = re.compile(
    "[没不未无](?:超|违)|合规|合不合|合法|达标|符合(?!条件)|(?<![就能不])够(?:吗|不够|了|用|格)|没问题|有(?:没有)?问题"
)
# 能 where it says that something may be, and is no part of 功能, 失能, 能力 or 才能.
CAN = "(?<![才就都只功智职技性可失])能(?![力源够量耗否])"
_LEAVE = re.compile(
    f"可以|可不可以|能不能|{CAN}|可否|能否|(?:行|(?<![一二两三四五六七八九几])成)(?:吗|不|么|吧|[,，？?]|$)|允许|允不允许|准许|准不准|许不许|中不中"
)
_PERMITTED = re.compile("可以|可不可以|允许|允不允许|准许|准不准|许不许|(?<=[,，])行(?:吗|不)")
_DENIES = re.compile(
    "(?<!是)不(?!是|断|仅|但|同|少|超|违|够|到|得?低于|得?超过)|没(?!错|超|违|问题)|未|无需|免(?!费)"
)
# The words by which something is held to be a duty.
_DUTY = re.compile(
    "必须|非.{1,4}不可|一定|肯定|务必|强制|硬性|得(?=[有设配建装办交做买要达])|应当|必需|必得|都得|就得"
)
_HUNDRED_MILLIONS = re.compile("(?<=\\d)个(?=亿)")
# 一分都不, (2级): no amounts, with the character before.
_IDLE = re.compile("^.一分钱?[都也]|^\\(.+?级\\)")


def _half(match: re.Match[str]) -> str:
    return "超过50%" if "过" in match.group() and "够" not in match.group() else "50%"


def _counts_the_list(text: str, amount: Amount) -> bool:
    """Whether an amount only counts the things named right before it: 社溪镇、寺下镇两家."""
    listed = re.split("[,，]", text[: amount.start])[-1].count("、") + 1
    return amount.kind == "count" and 1 < listed == amount.size


@dataclass(frozen=True)
class Statement:
    """``text``: what is put forward, folded, without the words of asking; ``asked``: the whole question, folded; ``first``:
    the question without what is asked besides."""

    asked: str
    text: str
    first: str

    @classmethod
    def of(cls, question: str) -> Statement:
        asked = _HUNDRED_MILLIONS.sub("", fold(written_amounts(question)))
        first = _AND_ALSO.sub("", asked)
        text = fold(HALF.sub(_half, EACH_ONE.sub("都", YES_NO_WORDS.sub("", first)))).rstrip("?!。")
        return cls(asked, text, first)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        blank = QUOTED.sub(lambda m: "\x00" * len(m.group()), self.text)
        return tuple(
            each
            for each in amounts_in(blank)
            if not _counts_the_list(self.text, each) and not _IDLE.search(self.text[each.start - 1 :][:5])
        )

    @property
    def asks_breach(self) -> bool:
        """Whether it wants to know whether a rule is broken (超标了吗)."""
        return bool(_BREAKS.search(self.asked))

    @property
    def asks_leave(self) -> bool:
        """Whether it wants to know whether something may be, or keeps to a rule (可以吗, 合规吗, 没超吧)."""
        return bool(_LEAVE.search(self.asked) or _KEEPS.search(self.asked))

    @property
    def asks_permission(self) -> bool:
        """Whether it wants to know whether something is allowed, in so many words (可以吗, 允许吗)."""
        return bool(_PERMITTED.search(self.asked))

    @property
    def asks_measure(self) -> bool:
        """Whether it wants to know whether an amount is enough or inside what is set."""
        return bool(_KEEPS.search(self.asked))

    @property
    def denies(self) -> bool:
        return bool(_DENIES.search(_DUTY.sub(" ", self.text.rsplit(",", 1)[-1])))

    @property
    def duty(self) -> bool:
        """Whether it holds something to be a duty (必须, 一定, 非设不可)."""
        return bool(_DUTY.search(self.asked))
