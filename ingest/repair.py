"""Mending what converters, web pages and page breaks did to a notice, without touching its words.

Every rule is about form, never about content, and each works on any notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.headings import heading_marker
from ingest.readers.lines import Line
from ingest.text import tidy_line

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
    r"来源[：:]\s*网络|作者[：:].{0,20}(?:更新|发布)时间|(?:相关文章|相关阅读|上一篇|下一篇)|精选范文|[（(]最[终新]\d+篇"
)
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")

_BOLD_PAIR = re.compile(r"\*\*(.+?)\*\*")
# What a converter sets in bold inside a Chinese sentence: figures, Latin words, a whole bracket or labelled phrase.
_BOLD_FIGURE = re.compile(r"^[≥≤><=~～\-–—+＋.,，、/\d\w%％‰]*[\dA-Za-z%％‰][≥≤\d\w%％‰.\-]*$", re.ASCII)
# What follows a censored name: `**市`, `**医院`, `健康**行动`.
_MASK_TAIL = re.compile(r"^[省市县区州镇乡村街路院校局委站所新系行建光地中健]")

_MASK = re.compile(
    r"(?<![A-Za-z])[xX×]{2,}(?![A-Za-z])|\*{2,}|_{2,}|[○〇]{3,}|(?<![A-Za-z0-9])x(?=[\u4e00-\u9fff])"
)

_TERMINAL = "。！？；：…!?;:"
_CLOSER = "）)》”」』】〕]"
_CONTINUES = re.compile(r"^[，,、。；;：:）)》”的和与及等并或]")
_BODY_MARK = re.compile(r"[，。；,;、：]")
_ORGAN_LINE = re.compile(r"^.{2,40}(?:委员会|人民政府|办公室|局|厅|部|院|中心|委|处|会)(?:文件)?$")
_DATE_LINE = re.compile(r"^.{0,30}(?:\d{4}|[二一][〇零○九一二三四五六七八]{3})年.{1,3}月.{1,3}日$")
_FLAT_BREAK = re.compile(r"(?<=[。！？；：”）])\s+|\s*\u3000\u3000+|\s{2,}")
_FLAT_TITLE = re.compile(r"^([^\s。，]{6,60}(?: [^\s。，]{2,30})?) (\S.*)$")
_INDENT_INSIDE = re.compile(r"(?<=\S)\u3000{2,}(?=\S{12})")


def clean_lines(lines: Sequence[Line]) -> list[Line]:
    """Tidied lines without blanks' noise: flattened text is cut at its paragraph marks, blank lines stay as breaks."""
    out: list[Line] = []
    flat = _is_flattened(lines)
    for line in lines:
        text = _BOOKMARK.sub("", line.text).removeprefix("> ")
        pieces = _flat_pieces(text) if flat else _INDENT_INSIDE.split(text)
        out += [Line(tidy_line(piece), line.heading, line.whole) for piece in pieces]
    return out


def _is_flattened(lines: Sequence[Line]) -> bool:
    """A document whose paragraphs were run together into one or two lines (text copied out of a web page)."""
    full = [line for line in lines if line.text.strip()]
    return 0 < len(full) <= 2 and max(len(line.text) for line in full) > 200


def _flat_pieces(text: str) -> list[str]:
    pieces = [piece for piece in _FLAT_BREAK.split(text.strip()) if piece]
    title = _FLAT_TITLE.match(pieces[0]) if pieces else None
    if title:
        pieces[:1] = [title.group(1), title.group(2)]
    return pieces


def is_furniture(line: str) -> bool:
    """Whether a line is part of a web page or a printed page and not of the notice."""
    return bool(_FURNITURE.match(line))


def has_web_marks(text: str) -> bool:
    """Whether the text carries the marks of a page on the web (source line, related articles, model-essay title)."""
    return bool(_WEB_MARK.search(text))


def bold_is_noise(lines: Sequence[Line]) -> bool:
    """Whether ``**`` in this document is a converter's bold; otherwise it masks a name and is meaning.

    Bold encloses figures or whole phrases; a mask stands in front of what it hides the name of. Each pair votes.
    """
    bold = mask = 0
    for line in lines:
        if line.text.count("**") % 2:
            mask += 1
        for match in _BOLD_PAIR.finditer(line.text):
            inner, after = match.group(1), line.text[match.end() :]
            if _BOLD_FIGURE.match(inner) or match.span() == (0, len(line.text)):
                bold += 1
            elif _MASK_TAIL.match(inner) or _MASK_TAIL.match(after):
                mask += 1
            else:
                bold += 1
    return bold > mask


def drop_bold(lines: Sequence[Line]) -> list[Line]:
    """The lines without the ``**`` of a converter."""
    return [Line(line.text.replace("**", ""), line.heading, line.whole) for line in lines]


def count_masks(text: str) -> int:
    """How many masked names or figures (``xx``, ``**``, ``___``) the text holds."""
    return len(_MASK.findall(text))


def join_lines(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Paragraphs out of lines: a sentence that a page or line break cut is put together again.

    Returns the paragraphs (no blank ones) and how many joins were made. A line goes on when it ends in the middle of
    a sentence and the next one does not begin a clause, a title or a signature.
    """
    out: list[Line] = []
    joins = 0
    in_body = False
    for line in lines:
        if not line.text:
            continue
        if out and not line.whole and not line.heading and _goes_on(out[-1], line.text, in_body):
            last = out[-1]
            out[-1] = Line(last.text + line.text, last.heading, last.whole)
            joins += 1
        else:
            out.append(line)
        in_body = in_body or "。" in line.text
    return out, joins


def _goes_on(before: Line, after: str, in_body: bool) -> bool:
    text = before.text
    if before.whole or before.heading or heading_marker(after):
        return False
    if _DATE_LINE.match(after) or re.match(r"^附\s*件", after):
        return False
    if text[-1] in _TERMINAL:
        return False
    if text[-1] in _CLOSER:
        return bool(_CONTINUES.match(after))
    if text[-1] in "，,、":
        return True
    if heading_marker(text) and "。" not in text and len(text) <= 40:
        return False
    if _DATE_LINE.match(text) or _ORGAN_LINE.match(text):
        return False
    if _BODY_MARK.search(text) and "。" in text:
        return True
    return in_body and (bool(_BODY_MARK.search(text)) or len(text) >= 25)
