"""What is said of a thing at the end of a question (扶持, 出钱, 分开), and the words by which notices say the same."""

from __future__ import annotations

import re

# Verbs of the language of administration that say the same of a thing.
_ALIKE = tuple(
    frozenset(group.split())
    for group in (
        "扶持 支持 鼓励 扶植 帮扶 发展 壮大",
        "出钱 掏钱 买单 兜底 保障 承担 负担 补助 补贴 全额",
        "搞 做 开展 实施 推进 推行 推动 推广 组织 举办 办 启动 试点 探索 深化 落实",
        "查 检查 筛查 体检 检测 监测 抽检",
        "建 设 设立 设置 新建 建设 建成 打造 组建 成立 配备 配 装 安装 配置",
        "分开 分设 分离 分别",
        "用 用于 使用 支付",
        "评 评选 评定 评审 遴选 推选",
        "招 招聘 招录 招募 引进",
        "给 发 发放 给予 兑现 拨付",
        "打 接种",
        "取消 废止 停止 不再",
        "继续 接着 还 持续 巩固",
        "管 监管 管理 负责",
        "涨 提高 上调 增加 提升",
        "降 降低 下降 下调 减少",
        "查处 罚 处罚 罚款 处理",
        "学 培训 培养 进修",
        "考核 评价 考评",
        "公开 公示 公布 晒",
        "派 派驻 下派 选派",
        "帮 帮扶 对口支援 支援",
        "一样 一个样 同样 同等 相同 等同 一致 没区别",
        "付费 支付 报销",
        "资本 资金 力量",
        "报 报送 上报 报告",
        "退 退还 返还",
    )
)

# Characters that go with many verbs and tell none.
_LIGHT_CHARACTERS = re.compile(
    "[的了吗来去上下出里内中外有在到要可能会不没别无免停取消是人个一些这那做搞办弄给把被让用行成大小多少好看年月日自己我他]"
)


def in_other_words(word: str, text: str) -> bool:
    """Whether a text says a word in another of its kind: 扶持 for 支持."""
    return len(word) > 1 and any(
        other in text for group in _ALIKE if word in group for other in group if len(other) > 1
    )


def said_otherwise(claim: str, text: str) -> bool:
    """Whether the last word of a claim says of a thing what a text says of it in another word."""
    tail = claim.rstrip("的了")
    for group in _ALIKE:
        if any(tail.endswith(word) or tail[:-1].endswith(word) for word in group if len(word) > 1) and any(
            word in text for word in group if len(word) > 1
        ):
            return True
    return False


def shares_a_character(word: str, text: str, others: str) -> bool:
    """Whether a verb as it is spoken has a telling character of the text's (买回来 and 回购, 过关 and 通过) that the ``others``,
    the words before it, have not (反担保 of 担保贷款)."""
    return any(c in text and c not in others for c in _LIGHT_CHARACTERS.sub("", word))
