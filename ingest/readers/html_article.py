"""Where the article stands in a web page, and what of the page around it is furniture.

Nothing here knows a site. Elements and class names say what most pages mean by them; whatever would take away
much of the page's Chinese prose is never taken for furniture (older sites wrap the whole page in a form, or
hide the text until a script runs).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

_NEVER_TEXT: Final = [
    "script", "style", "noscript", "template", "iframe", "object", "svg", "button", "select", "option",
    "input", "textarea", "audio", "video", "nav",
]  # fmt: skip
_RARELY_TEXT: Final = ["footer", "header", "aside", "form", "menu"]
_FURNITURE_NAME: Final = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumbs?|crumbs?|location|share|bdsharebuttonbox|footer|sidebar|"
    r"related|comments?|pager|pagination|copyright|toolbar|print|qrcode|search|login|banner)(?:$|[-_ ])",
    re.IGNORECASE,
)
_ARTICLE_NAME: Final = re.compile(
    r"trs_editor|ucapcontent|view_?trs|article[-_]?(?:con|content|body|text|detail)|"
    r"(?:^|[-_ ])(?:zoom|article|content|con_text|detail|main-?text|news_?con\w*|text|zhengwen)(?:$|[-_ ])",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_PROSE_MARK: Final = re.compile(r"[，。；：,;]")
_FURNITURE_WORDS: Final = re.compile(
    r"版权所有|Copyright|ICP备|公网安备|网站标识码|建议使用.{0,30}浏览器|当前位置|您所在的?位置|您的位置|"
    r"上一[篇条]|下一[篇条]|浏览次数|点击数|分享到|打印本页|关闭窗口|扫一扫",
    re.IGNORECASE,
)
_FURNITURE_LINE: Final = re.compile(
    r"[\s【\[(（|]*(?:打印(?:本页)?|关闭(?:窗口|本页)?|收藏|分享(?:到)?|返回顶部|字体|字号|大|中|小|"
    r"上一[篇条]|下一[篇条]|当前位置|您所在的?位置|您的位置)(?:[\s】\])）|：:].*)?"
)
_CONTAINERS: Final = frozenset(
    {
        "article",
        "body",
        "center",
        "div",
        "form",
        "main",
        "section",
        "table",
        "tbody",
        "td",
        "tr",
        "ucapcontent",
    }
)
_SHORT_LINE: Final = 60
_FEWEST_HAN: Final = 8
_FEWEST_LINKS: Final = 3
_DEEPEST: Final = 200
# Shares of the page's prose.
_MOST_FURNITURE: Final = 0.3
_HINTED_ARTICLE: Final = 0.6
_STRAY_PROSE: Final = 0.02

_TITLE_JOINTS: Final = re.compile(r"[_|｜]|\s[-–—]+\s|--+|——(?=[^—]{2,20}(?:网|委员会|政府|局|厅)$)")
_LEAST_TITLE: Final = 6
_OPENING: Final = 3000


def strip_furniture(soup: BeautifulSoup) -> None:
    """Take away what is not the page's text."""
    for tag in soup.find_all(_NEVER_TEXT):
        tag.decompose()
    prose = _Prose(soup)
    allowance = _MOST_FURNITURE * prose.of(soup)
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in ("html", "body") or not _looks_like_furniture(tag):
            continue
        # All furniture together, too: the hidden tabs of one article are each a small part of it.
        if not _holds_title(tag) and prose.of(tag) <= allowance:
            allowance -= prose.of(tag)
            tag.decompose()
    links = Counter(id(parent) for link in soup.find_all("a") for parent in link.parents)
    for tag in soup.find_all(["ul", "ol", "div", "p", "td", "dl"]):
        if tag.decomposed:
            continue
        if (links[id(tag)] >= _FEWEST_LINKS and _is_link_list(tag)) or _is_furniture_line(tag):
            tag.decompose()


def find_article(soup: BeautifulSoup) -> Tag:
    """The smallest element that holds the article."""
    root: Tag = soup.body or soup
    prose = _Prose(root)
    whole = prose.of(root)
    if not whole:
        return root
    # The outermost comes first in document order, and the article's parts stand inside it.
    tag: Tag
    for tag in root.find_all(["div", "article", "main", "section", "td", "ucapcontent"]):
        if _is_hinted(tag) and prose.of(tag) >= _HINTED_ARTICLE * whole:
            return tag
    return _common_ancestor(root, prose)


def is_too_deep(soup: BeautifulSoup) -> bool:
    """True for elements nested without end: a walk over such a page costs the square of its size."""
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depth = depths[id(tag.parent)] + 1
        if depth > _DEEPEST:
            return True
        depths[id(tag)] = depth
    return False


def find_title(soup: BeautifulSoup) -> str:
    """What the page says its article is called, "" when it does not say."""
    meta = soup.find("meta", attrs={"name": re.compile("^(?:ArticleTitle|og:title)$", re.IGNORECASE)})
    if isinstance(meta, Tag) and (named := _tidy(str(meta.get("content", "")))):
        return named
    pieces = [_tidy(piece) for piece in _TITLE_JOINTS.split(soup.title.get_text() if soup.title else "")]
    headings = [_tidy(tag.get_text()) for tag in soup.find_all("h1")]
    # A heading that the page title repeats is the article's; one that it does not may be the site's logo.
    for heading in headings:
        if any(piece and (_key(piece) in _key(heading) or _key(heading) in _key(piece)) for piece in pieces):
            return heading
    best = max((*pieces, *headings), key=lambda text: len(_HAN.findall(text)), default="")
    return best if len(_HAN.findall(best)) >= _LEAST_TITLE else ""


def lacks_title(title: str, lines: list[str]) -> bool:
    """True when the article's opening does not already hold the title, in one line or broken over several."""
    return _key(title.rstrip(".…")) not in _key("".join(lines)[:_OPENING])


def _looks_like_furniture(tag: Tag) -> bool:
    if tag.name in _RARELY_TEXT or tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style", ""))):
        return True
    return _FURNITURE_NAME.search(_names(tag)) is not None


def _holds_title(tag: Tag) -> bool:
    """An article may have a header of its own, unlike the header of the page."""
    return tag.name == "header" and tag.find_parent(["article", "main"]) is not None


def _is_link_list(tag: Tag) -> bool:
    text = "".join(tag.get_text().split())
    linked = sum(len("".join(link.get_text().split())) for link in tag.find_all("a"))
    # A list of attachments is the notice's own.
    return linked >= 0.8 * len(text) and "附件" not in text


def _is_furniture_line(tag: Tag) -> bool:
    text = tag.get_text().strip()
    if len(text) > _SHORT_LINE or _FURNITURE_LINE.fullmatch(text) is None:
        return False
    return tag.find(["p", "div", "table", "li"]) is None


def _is_hinted(tag: Tag) -> bool:
    return tag.name in ("article", "main", "ucapcontent") or _ARTICLE_NAME.search(_names(tag)) is not None


def _common_ancestor(root: Tag, prose: _Prose) -> Tag:
    """Go down as long as one child holds all the prose, but for a stray sentence of the page."""
    node, whole = root, prose.of(root)
    while True:
        inner = [child for child in node.children if isinstance(child, Tag)]
        best = max(inner, key=prose.of, default=node)
        if whole - prose.of(best) > _STRAY_PROSE * whole or best is node or best.name not in _CONTAINERS:
            return node
        node = best


class _Prose:
    """How many Chinese characters of running text each element holds: in sentences, outside links."""

    def __init__(self, root: Tag) -> None:
        self._counts: Counter[int] = Counter()
        for node in root.find_all(string=True):
            han = len(_HAN.findall(node))
            if han < _FEWEST_HAN or isinstance(node, PreformattedString):
                continue
            if not _PROSE_MARK.search(node) or _FURNITURE_WORDS.search(node):
                continue
            parents = list(node.parents)
            if not any(parent.name == "a" for parent in parents):
                self._counts.update({id(parent): han for parent in parents})

    def of(self, tag: Tag) -> int:
        return self._counts[id(tag)]


def _names(tag: Tag) -> str:
    classes: str | list[str] = tag.get("class") or []
    names = [classes] if isinstance(classes, str) else list(classes)
    return " ".join([*names, str(tag.get("id", ""))])


def _tidy(text: str) -> str:
    return " ".join(text.split()).removeprefix("Microsoft Word - ")


def _key(text: str) -> str:
    """A title's letters and figures only: pages differ in spaces, brackets and quotation marks."""
    return "".join(c for c in text if c.isalnum())
