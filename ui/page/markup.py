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
    "download": '<path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 19.5h14"/>',
    "delete": '<path d="M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7"/>',
    "up": '<path d="m6 14.5 6-6 6 6"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "outline": '<path d="M4 6h2M9 6h11M4 12h2M9 12h11M4 18h2M9 18h11"/>',
    "edit": '<path d="m5 19 1-4L16.5 4.5l3 3L9 18l-4 1Z"/>',
    "retry": '<path d="M19 12a7 7 0 1 1-2.2-5.1"/><path d="M19.5 4v4h-4"/>',
    "good": '<path d="M8 11v9H4.5v-9H8Zm0 0 4-7.5c1.4 0 2.2 1 2 2.3L13.4 9.5h5.1c1 0 1.7 1 1.5 2l-1.4 7c-.2.9-.9 1.5-1.7 1.5H8"/>',
    "bad": '<path d="M8 13V4H4.5v9H8Zm0 0 4 7.5c1.4 0 2.2-1 2-2.3l-.6-3.7h5.1c1 0 1.7-1 1.5-2l-1.4-7c-.2-.9-.9-1.5-1.7-1.5H8"/>',
    "why": '<circle cx="12" cy="12" r="8.5"/><path d="M9.7 9.6a2.4 2.4 0 1 1 3.4 2.2c-.8.4-1.1.9-1.1 1.8"/><path d="M12 16.4v.1"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
}


_MARKED = ("cited", "found")  # classes of what is pointed at; the others only look different


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
    tag = "mark" if any(name.startswith(_MARKED) for name in names) else "span"
    return f'<{tag} class="{escape(" ".join(names))}">{words}</{tag}>'
