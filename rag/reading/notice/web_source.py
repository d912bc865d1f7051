"""Where a copy from the web says it comes from: its line of source, author and date, which stands outside the notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.models import Notice
from rag.question.query import Query
from rag.question.wording import QUOTED
from rag.reading.draft import Draft, Line
from rag.reading.notice.itself import of_itself
from rag.reading.notice.metadata import facts_of

_ASKS = re.compile(
    r"署(?:的|了|上)*(?:是)?(?:谁|哪个人?|什么|啥)的?(?:名字?)?|(?:署的?)?(?:作者|署名)(?:的)?(?:人)?(?:名字?)?(?:叫|写|是)(?:的)?(?:什么|啥|谁)(?:名字?)?"
    r"|(?:是|由)?哪(?:一?[位个])(?:网友|作者|博主|网民|人)(?:署名|上传|整理|编写?|写|发|传|挂|贴|汇总)*(?:的|出来的)?"
    r"|(?:文章|网页|网络|文件|材料)?(?:的)?(?:出处|来源|作者|署名|撰稿人?|编辑|发布者)(?:署名|作者|网站)?(?:是|于|自)?(?:谁|哪(?:个|里|儿|家)?|什么|啥)?(?:网站|网|人|名字)?"
    r"|(?:最后|最近|上次)?更新(?:的)?(?:时间|日期)?(?:是|于|到|在)?(?:哪[天年日]|[什甚]么时[候间]|啥时[候间]|何时|几时|几号|几月几[日号]|多少)?"
    r"|(?:最后|最近)?(?:是|在)?(?:哪一?[天年日]|[什甚]么时[候间]|啥时[候间]|何时|几时|几月几[日号])(?:最后)?更新(?:过|了)?的?"
    r"|(?:哪个|什么)网站|从哪(?:个|里|儿)?(?:网站|网)?(?:上)?(?:下载|转载|抄|来|弄|扒|拷)(?:来|下来)?的?|(?:由|是)?谁(?:写|编|整理|上传|署名|汇总|[传放挂贴发](?:到|在)网上)+(?:到网上)?的?|(?:从)?网上(?:下|扒|搜|找|抄|转)(?:载|来|到)?的"
)
_SOURCE_LINE = re.compile(r"(?:来源|作者|更新时间|发布时间|编辑)\s*[：:]")
_LONGEST = 120
_MOST_NOTICES = 20


def asks_web_source(query: Query) -> bool:
    return bool(_ASKS.search(query.text))


def read_web_source(query: Query, notices: Sequence[Notice], held: Iterable[Notice]) -> Draft | None:
    """The line as the copy has it. It was told apart from the notice when it was read, so that no passage can be cited
    for it: the answer says so. ``None`` where the question asks something else, or no copy, or more than one, has such
    a line."""
    if len(notices) > _MOST_NOTICES:
        return None
    files = {notice.source for notice in notices}
    dropped = [(line, notice) for notice in held if notice.source in files for line in notice.audit.dropped]
    if not of_itself(_without_names(query, [line for line, _ in dropped]), (_ASKS,), notices):
        return None
    found = {
        line.strip(): notice
        for line, notice in dropped
        if _SOURCE_LINE.match(line.strip()) and len(line) <= _LONGEST
    }
    if len(found) != 1:
        return None
    ((line, notice),) = found.items()
    said = Line(f"文件 {notice.source} 的网页来源行（在正文之外，没有条款可引）：“{line}”")
    title = facts_of(notice)["title"]
    return Draft((said, *((title,) if title else ())), 1.0)


def _without_names(query: Query, dropped: Sequence[str]) -> Query:
    """The query without what it quotes of the lines that the page has around the notices: “最终5篇” of a collection."""
    named = [words for words in QUOTED.findall(query.text) if any(words in line for line in dropped)]
    text = query.text
    for words in named:
        text = text.replace(words, " ")
    return replace(query, text=text)
