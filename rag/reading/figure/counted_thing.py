"""What a figure counts: of 9个县100所学校 the one that 多少学校 asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures import Figure

_ASKED = re.compile(
    "(?:多少|几)(?:个|所|家|名|张|座|位|辆|台|项|种|条|支|间)?(?P<thing>[\u4e00-\u9fff]{2,6}?)(?:呢|了)?(?=[，,。？?]|$)"
)


def counts_another(question: str, text: str, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the thing asked for stands right behind another figure of the sentence, and not behind this one."""
    asked = _ASKED.search(question)
    if asked is None:
        return False
    counting = [other for other in figures if text.startswith(asked["thing"], other.end)]
    if figure in counting or text.count(asked["thing"]) > len(counting):
        return False  # 配置1辆救护车，救护车辆不少于20辆
    return bool(counting)
