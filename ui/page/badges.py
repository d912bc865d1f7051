"""Small marks that say what a notice is worth: where it comes from, whether it is in force."""

from __future__ import annotations

from ingest.errors import Lang
from ingest.models import Notice
from ui.page import wording
from ui.page.library import View
from ui.page.markup import attributes, escape
from ui.page.tabs import wording as tab_wording


def provenance_badge(notice: Notice, lang: Lang) -> str:
    """Where the notice comes from."""
    label = wording.PROVENANCE[notice.provenance].text(lang)
    hint = attributes(title=wording.PROVENANCE_HINT[notice.provenance].text(lang))
    return f'<span class="badge {notice.provenance.value}"{hint}>{label}</span>'


def standing_badge(notice: Notice, view: View, today: str, lang: Lang) -> str:
    """Whether the notice is in force on ``today`` (ISO), and what has taken its place."""
    standing = view.standing(notice, today)
    label = tab_wording.STANDING[standing].text(lang)
    by = view.successor(notice)
    after = (
        f'<span lang="zh-CN">{escape(tab_wording.SUCCESSOR.text(lang, title=by.title))}</span>' if by else ""
    )
    return f'<span class="badge standing-{standing.value}">{label}</span>{_span(notice, lang)}{after}'


def _span(notice: Notice, lang: Lang) -> str:
    validity = notice.validity
    if not (validity.in_force_from or validity.in_force_until):
        return ""
    open_end = tab_wording.OPEN_END.text(lang)
    words = tab_wording.IN_FORCE_BETWEEN.text(
        lang, since=validity.in_force_from or open_end, until=validity.in_force_until or open_end
    )
    planned = tab_wording.PLANNED.text(lang) if validity.basis == "planned" else ""
    return f"<span>{planned}{escape(words)}</span>"
