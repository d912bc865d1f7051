"""Whether what a question asks about doing is what a notice rules on, in whatever words: 再挂号 and 再次挂号, 改岗位 and 更改."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")
# What goes before a verb and names no deed.
_LEADS = re.compile(
    "(?:再次?|又|重新|另外|单独|额外|自己|本人|亲自|接着|继续|两[样个种项份]|一起|一块儿?|同时|自动|马上|立即|直接|当天|先|都|也|还|去|来|跑|把|被|给|会|必须|一定|大家|我们?|他们?)"
)
_BEHIND_VERB = re.compile("(?:起来|下来|下去|回来|[上到出掉走完好了过着]|一次|一遍|一下|的)+$")
_A_VERB, _NEXT = 2, 4
# Pairs that say nothing of a deed.
_LIGHT_PAIRS = frozenset(
    "参加 进行 申请 办理 提供 人员 医院 机构 单位 部门 相关 工作 服务 规定 要求 情况 项目 管理 任何 其他".split()
)
_LIGHT = frozenset("的了吗去来再给把被要有做在自己就都也还会让叫跟和与向到能可以不人个一家我他这那些什么办用")
# Verbs as they are spoken, with those by which notices say the same.
_ALIKE: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(spoken.split()), frozenset(written.split()))
    for spoken, written in (
        ("打针", "接种"),
        ("交 交钱 缴", "缴纳 缴费 交纳 缴存 收取"),
        ("收 收钱 收费 要钱 花钱 交钱 掏钱 交费 付钱 付费", "收取任何费用 收取费用 收费 缴费 付费 收取"),
        ("续 续上 续签 签", "续签 续约 顺延 延续 续期 展期"),
        ("代 代办 替 帮 别人 家里人 家人 家属", "代办 代为 委托 他人 代领 代理"),
        ("改 换 变", "更改 变更 调整 更换"),
        ("走 调走 离开", "调出 调离 离职"),
        ("转给 转手 转包 甩给 包给 转", "转包 分包 转让"),
        ("投标 投 应标", "接受"),
        ("当", "担任 聘任"),
        ("开", "出具 提供"),
        ("带", "携带 出示 提供 提交"),
        ("买", "采购 购买 购置"),
        ("领 拿 享受 得", "领取 享受 申领 发放"),
        ("报 报名", "报名 申报"),
        ("退钱 退款 退", "退还 退款 退回 返还"),
        ("查 检查 验 做检查", "检查 检测 检验"),
        ("看病 接诊 接病人", "接诊 就诊 收治"),
        ("替考 代考 顶替", "代替 替考 代考"),
        ("补回来 补", "补发 补缴 补办"),
    )
)


class Likeness(IntEnum):
    NONE = 0
    NEAR = 1  # one character in common
    SAME = 2


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, as asked: ``text`` in full, ``core`` from its verb on."""

    text: str
    core: str

    @classmethod
    def of(cls, text: str) -> Deed:
        core = text
        while match := _LEADS.match(core):
            core = core[match.end() :]
        return cls(text, _BEHIND_VERB.sub("", core) or core)

    def likeness(self, behind: str, before: str) -> Likeness:
        """How much of it a notice says right behind a word of ruling, and of its things ``before`` that word."""
        if not behind:
            return Likeness.NONE
        if not self._is_done(behind):
            return Likeness.NONE
        whole, things = set(_PAIR.findall(behind)), set(_PAIR.findall(self.core[1:])) - _LIGHT_PAIRS
        if len(self.core) > _A_VERB:
            return Likeness.SAME if things & (whole | set(_PAIR.findall(before))) else Likeness.NONE
        return Likeness.SAME if self.core in behind or self._in_other_words(behind) else Likeness.NEAR

    def _is_done(self, behind: str) -> bool:
        """Whether its verb is said: by its first character near the ruling, or in another word."""
        verb = next((c for c in self.core if c not in _LIGHT), "")
        return (
            bool(verb and verb in behind[:_NEXT])
            or self.core[:_A_VERB] in behind
            or self._in_other_words(behind)
        )

    def is_touched_by(self, text: str) -> bool:
        """Whether a text has a character of it, or says it in another word."""
        return any(c in text for c in self.text if c not in _LIGHT) or self._in_other_words(text)

    def is_mostly_in(self, text: str) -> bool:
        """Whether a text has its first character and half of all of them, or says it in another word."""
        weighty = [c for c in self.core if c not in _LIGHT]
        most = 2 * sum(c in text for c in weighty) >= len(weighty)
        return (most and all(c in text for c in weighty[:1])) or self._in_other_words(text)

    def _in_other_words(self, behind: str) -> bool:
        return any(
            any(self.core.startswith(word) or (len(word) > 1 and word in self.text) for word in spoken)
            and any(word in behind for word in written)
            for spoken, written in _ALIKE
        )
