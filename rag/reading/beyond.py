"""Questions that no notice answers, whatever it says of their matter: who is to blame, what one thinks of it, what
happened today."""

from __future__ import annotations

import re

_BLAME = re.compile(
    "(?:怪|赖|怨)(?:谁|哪)|谁(?:的)?(?:错|过错|过失|锅)|谁(?:来)?(?:背锅|背这个锅)|(?:追究|处分|问责)(?:了)?谁|是谁(?:造成|导致|耽误|拖)"
)
_OPINION = re.compile(
    "你(?:个人|自己)?(?:觉得|认为|看|感觉)[^，。？?]{0,30}(?:好不好|值不值|行不行|对不对|合不合理|合理吗|靠不靠谱|靠谱吗|怎么样|咋样|够不够|有没有用|有用吗)|(?:你|您)(?:怎么看|有(?:什么|啥)看法)"
)
_NEWS = re.compile(
    "(?:今[天早晚]|昨[天晚]|刚刚|刚才|今儿|这两天|这几天)[^，。？?]{0,8}(?:新增|确诊|通报|几例|多少例|出了什么|发生了?什么|什么新闻|多少新)"
)


def is_beyond(question: str) -> bool:
    """Whether a question asks for blame, for an opinion or for the news: 该怪谁, 你觉得搞得好不好, 今天新增几例. Who is responsible for a task
    (归谁管) is told by notices and is not meant."""
    return bool(_BLAME.search(question) or _OPINION.search(question) or _NEWS.search(question))
