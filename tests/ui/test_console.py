"""What the terminal shows."""

from __future__ import annotations

import pytest

from ui.console import official_form, printable


@pytest.mark.parametrize(
    ("title", "number", "clause", "shown"),
    [
        (
            "关于做好某事的通知",
            "云卫发〔2024〕12号",
            "二、（一）",
            "《关于做好某事的通知》（云卫发〔2024〕12号）二、（一）",
        ),
        ("关于印发《某方案》的通知", "", "", "《关于印发〈某方案〉的通知》"),
    ],
)
def test_passage_is_named_as_an_office_names_it(title: str, number: str, clause: str, shown: str) -> None:
    assert official_form(title, number, clause) == shown


def test_escape_codes_of_a_notice_do_not_reach_the_terminal() -> None:
    assert printable("一\x1b[31m二\x07\n三\t四\x9b") == "一�[31m二�\n三\t四�"
