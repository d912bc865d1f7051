"""When does an answer say a wording?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.text import normalise, says, without_markers

DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("６５％", "65%"),
        ("6 5", "6 5"),
        ("达到 65 %", "达到65%"),
        ("2024\n\n65%", "2024 65%"),
        ("①65%", "①65%"),
        ("（一） DRG\u3000付费", "(一)drg付费"),
        ("", ""),
    ],
)
def test_normal_form(written: str, compared: str) -> None:
    assert normalise(written) == compared


@given(st.text())
def test_normal_form_is_final(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("answer", "wording", "said"),
    [
        ("达到65%", "65%", True),
        ("达到65%", "5%", False),
        ("达到６５％。", "65%", True),
        ("达到65.5%", "5%", False),
        ("达到65.5%", "65", False),
        ("12.6个", "2.6", False),
        ("2.6个", "2.6", True),
        ("2.65个", "2.6", False),
        ("先12.6，后2.6", "2.6", True),  # inside a number first, then alone
        ("12,800名", "800", False),
        ("12,800名", "12", False),
        ("12,800名", "12,800", True),
        ("达到65，2025年再提高", "65", True),  # a comma of the sentence, not of the number
        ("到2024 65%", "65%", True),
        ("①65%", "65%", True),
        ("1:5", "1：5", True),
        ("由健康促进科牵头", "健康 促进科", True),
        ("由健康促进科牵头", "促进股", False),
        ("65", "", False),
        ("", "65", False),
    ],
)
def test_saying_a_wording(answer: str, wording: str, said: bool) -> None:
    assert says(answer, wording) is said


@given(before=DIGITS, number=DIGITS, after=DIGITS)
def test_a_number_is_never_found_inside_a_longer_one(before: str, number: str, after: str) -> None:
    for longer in (f"{before}{number}", f"{number}{after}", f"{before}.{number}", f"{number}.{after}"):
        assert not says(f"达到{longer}个", number)


@given(number=DIGITS, words=st.text(alphabet="达到以上的万名%。；", max_size=5))
def test_a_number_between_words_is_found(number: str, words: str) -> None:
    assert says(f"共{words}{number}{words}个", number)


def test_markers_are_no_figures() -> None:
    assert not says(without_markers("健康促进科牵头[1][12]"), "1")
    assert says(without_markers("云卫字[2024]40号[3]"), "[2024]40号")


def test_a_marker_does_not_glue_figures_together() -> None:
    assert says(without_markers("2024[1]65%"), "65%")
