"""Lines that a web page or a printed page put around a notice, and the marks that tell a web page."""

from __future__ import annotations

import re

_FURNITURE = re.compile(
    r"""^(?:
        (?:来源|信息来源|文章来源)[：:].{0,60}
      | .{0,40}(?:作者|更新时间|发布时间|发布日期|浏览次数|点击数|阅读量)[：:].{0,60}
      | (?:相关文章|相关阅读|相关推荐|相关链接|推荐阅读|热门文章|猜你喜欢|延伸阅读|友情链接)[：:]?.{0,20}
      | (?:上一篇|下一篇|上一条|下一条)[：:].{0,60}
      | (?=.*(?:打印|关闭|收藏本文|分享到|返回顶部|字号|字体))(?:[\s|｜/【】\[\]（）()：:]|打印本页|打印|关闭窗口|关闭|收藏本文|分享到|返回顶部|字号|字体|放大|缩小|[大中小])+
      | 扫一扫.{0,20}
      | (?:当前位置|您的位置|您现在的位置)[：:].{0,60}
      | (?:[^：:，。；]{0,24}[\s/|｜])?(?:www\.|https?://)[^\s\u4e00-\u9fff]+
      | [-—–－·\s]*[-—–－·]\s*\d{1,4}\s*[-—–－·][-—–－·\s]*
      | 第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?
    )$""",
    re.VERBOSE,
)
_WEB_MARK = re.compile(
    r"来源[：:]\s*网络|作者[：:].{0,20}(?:更新|发布)时间|(?:相关文章|相关阅读|上一篇|下一篇)|精选范文|[（(]最[终新]\d+篇[）)]?"
)


def is_furniture(line: str) -> bool:
    """Whether a line is part of a web page or a printed page and not of the notice."""
    return bool(_FURNITURE.match(line))


def web_marks(text: str) -> tuple[str, ...]:
    """The marks of a page on the web (source line, related articles, model-essay title), as they stand in the text."""
    return tuple(dict.fromkeys(match.group().strip() for match in _WEB_MARK.finditer(text)))
