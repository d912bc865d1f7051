"""The one way data becomes HTML: escaped. Everything the page shows of a notice or an answer passes here."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from itertools import pairwise

_ICONS = {
    "warning": '<path d="M12 4 2.8 19.5h18.4L12 4Z"/><path d="M12 10v4.5"/><path d="M12 17.2v.1"/>',
    "absent": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/><path d="M8.5 11h5"/>',
    "error": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5v5.5"/><path d="M12 16.2v.1"/>',
    "done": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "copy": '<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h8"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "document": '<path d="M7 3h7l4 4v14H7z"/><path d="M14 3v4h4"/><path d="M10 12h5M10 16h5"/>',
    "scope": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
}


def escape(text: object) -> str:
    """``text`` as HTML that shows exactly these characters, in an element or in a quoted attribute."""
    return html.escape(str(text), quote=True)


def attributes(**values: object) -> str:
    """Attributes with escaped values; ``data_marker`` becomes ``data-marker``, ``class_`` ``class``."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in values.items()
    )


def icon(name: str) -> str:
    """A line icon, hidden from screen readers: the words beside it say the same."""
    return (
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{_ICONS[name]}</svg>'
    )


def paint(text: str, start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> str:
    """``text[start:end]`` escaped, with every (from, to, class) of ``spans`` marked where it falls inside.

    Spans may overlap and may reach beyond the stretch, as a citation does that runs over several lines.
    """
    cuts = {start, end}
    for low, high, _ in spans:
        cuts.update(position for position in (low, high) if start < position < end)
    pieces: list[str] = []
    ordered = sorted(cuts)
    for low, high in pairwise(ordered):
        classes = [name for first, last, name in spans if first <= low and high <= last]
        words = escape(text[low:high])
        pieces.append(_wrapped(words, classes))
    return "".join(pieces)


def _wrapped(words: str, classes: Iterable[str]) -> str:
    names = list(dict.fromkeys(classes))
    if not names:
        return words
    tag = "mark" if any(name.startswith("cited") for name in names) else "span"
    return f'<{tag} class="{escape(" ".join(names))}">{words}</{tag}>'
