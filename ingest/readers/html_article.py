"""Where the article stands in a web page, and what of the page around it is furniture.

Nothing here knows a site. Elements and class names say what most pages mean by them; whatever would take away
much of the page's Chinese prose is never taken for furniture (older sites wrap the whole page in a form, or
hide the text until a script runs).
"""

from __future__ import annotations

import re
from typing import Final

from bs4 import BeautifulSoup, Tag

from ingest.readers.html_table import is_data
from ingest.readers.html_tree import Size, Sizes, tags

_NEVER_TEXT: Final = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "svg", "button", "select", "option",
    "input", "textarea", "audio", "video", "nav",
})  # fmt: skip
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
_ARTICLES: Final = frozenset({"div", "article", "main", "section", "td", "ucapcontent"})
_LINES: Final = frozenset({"ul", "ol", "div", "p", "td", "dl"})
_SHORT_LINE: Final = 60
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
    for tag in tags(soup):
        if tag.name in _NEVER_TEXT:
            tag.decompose()
    sizes = Sizes(soup)
    allowance = _MOST_FURNITURE * sizes.of(soup).prose
    for tag in tags(soup):
        if tag.name in ("html", "body") or not _looks_like_furniture(tag):
            continue
        # All furniture together, too: the hidden tabs of one article are each a small part of it.
        if not _holds_title(tag) and sizes.of(tag).prose <= allowance:
            allowance -= sizes.of(tag).prose
            tag.decompose()
    sizes = Sizes(soup)
    for tag in tags(soup):
        if tag.name in _LINES and (
            _is_link_list(tag, sizes.of(tag)) or _is_furniture_line(tag, sizes.of(tag))
        ):
            tag.decompose()


def find_article(soup: BeautifulSoup) -> Tag:
    """The smallest element that holds the article."""
    root: Tag = soup.body or soup
    sizes = Sizes(root, is_data)
    whole = sizes.of(root).prose
    if not whole:
        return root
    # The outermost comes first in document order, and the article's parts stand inside it.
    for tag in tags(root):
        if tag.name in _ARTICLES and _is_hinted(tag) and sizes.of(tag).prose >= _HINTED_ARTICLE * whole:
            return tag
    return _common_ancestor(root, sizes)


def is_too_deep(soup: BeautifulSoup) -> bool:
    """True for elements nested without end: a walk over such a page costs the square of its size."""
    depths = {id(soup): 0}
    for tag in tags(soup):
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


def _is_link_list(tag: Tag, size: Size) -> bool:
    if size.links < _FEWEST_LINKS or size.linked < 0.8 * size.characters:
        return False
    # A list of attachments is the notice's own.
    return "附件" not in tag.get_text()


def _is_furniture_line(tag: Tag, size: Size) -> bool:
    if size.characters > _SHORT_LINE or len(text := tag.get_text().strip()) > _SHORT_LINE:
        return False
    return _FURNITURE_LINE.fullmatch(text) is not None and tag.find(["p", "div", "table", "li"]) is None


def _is_hinted(tag: Tag) -> bool:
    return tag.name in ("article", "main", "ucapcontent") or _ARTICLE_NAME.search(_names(tag)) is not None


def _common_ancestor(root: Tag, sizes: Sizes) -> Tag:
    """Go down as long as one child holds all the prose, but for a stray sentence of the page, and all the tables."""
    node, whole = root, sizes.of(root)
    while True:
        inner = [child for child in node.children if isinstance(child, Tag)]
        best = max(inner, key=lambda child: sizes.of(child).prose, default=node)
        stray = whole.prose - sizes.of(best).prose
        if stray > _STRAY_PROSE * whole.prose or sizes.of(best).tables < whole.tables:
            return node
        if best is node or best.name not in _CONTAINERS:
            return node
        node = best


def _names(tag: Tag) -> str:
    classes: str | list[str] = tag.get("class") or []
    names = [classes] if isinstance(classes, str) else list(classes)
    return " ".join([*names, str(tag.get("id", ""))])


def _tidy(text: str) -> str:
    return " ".join(text.split()).removeprefix("Microsoft Word - ")


def _key(text: str) -> str:
    """A title's letters and figures only: pages differ in spaces, brackets and quotation marks."""
    return "".join(c for c in text if c.isalnum())
