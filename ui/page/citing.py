"""A citation in official form: 《标题》（文号）七、21."""

from __future__ import annotations


def official_form(title: str, document_number: str, clause: str) -> str:
    """The title in 《》 (《》 inside it become 〈〉), the number in （）, then the clause's path."""
    inner = title.replace("《", "〈").replace("》", "〉")
    number = f"（{document_number}）" if document_number else ""
    return f"《{inner}》{number}{clause.rstrip('、.．')}"
