"""Why an answer is what it is, under the answer: a button that opens it, the question as understood, what was found."""

from __future__ import annotations

from ingest.errors import Lang
from rag.explanation import Explanation
from ui.explained import beginning, candidate_cells, candidate_heads, explanation_rows
from ui.page import wording
from ui.page.conversation import Exchange
from ui.page.markup import attributes, escape, icon


def why_button(exchange: Exchange, index: int, lang: Lang) -> str:
    """What opens it and folds it."""
    press = attributes(
        type="button",
        class_="quiet why",
        data_act="explain",
        data_exchange=index,
        aria_expanded="true" if exchange.explanation else "false",
        id=f"yd-why-{index}",
    )
    return f"<button{press}>{icon('why')}<span>{wording.WHY.text(lang)}</span></button>"


def why_html(exchange: Exchange, lang: Lang) -> str:
    """What it opens; nothing while it is folded."""
    told = exchange.explanation
    if told is None:
        return ""
    rows = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(words)}</dd></div>"
        for label, words in explanation_rows(told, lang)
    )
    return f'<div class="explained"><dl class="facts">{rows}</dl>{_candidates(told, lang)}</div>'


def _candidates(told: Explanation, lang: Lang) -> str:
    if not told.candidates:
        return ""
    names = candidate_heads(told, lang)
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = ""
    for candidate in told.candidates:
        place, *scores = candidate_cells(told, candidate)
        words = f'<strong>{escape(place)}</strong><br><span lang="zh-CN">{escape(beginning(candidate.text))}</span>'
        # On a phone each score stands under the words, after its name.
        cells = "".join(
            f"<td{attributes(class_='score', data_head=name)}>{score}</td>"
            for name, score in zip(names[1:], scores, strict=True)
        )
        rows += f"<tr><td>{words}</td>{cells}</tr>"
    label = attributes(tabindex=0, role="group", aria_label=wording.WHY_FOUND.text(lang))
    return (
        f'<div class="table"{label}><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
