"""What kind of copy a notice is, and all the signs that say so."""

from __future__ import annotations

import pytest

from ingest.models import Notice, Provenance
from tests.ingest.samples import HEADLESS, ISSUED, notice_of, notices_of


def told(notice: Notice, *words: str) -> bool:
    return all(any(word in reason for reason in notice.provenance_reasons) for word in words)


def test_an_issued_original() -> None:
    notice = notice_of(ISSUED)
    assert notice.provenance is Provenance.ISSUED
    assert notice.provenance_reasons == (
        "文内写有发文机关（砚溪市卫生健康委员会）、文号（砚卫字〔2024〕18号）、成文日期（2024-04-26）",
    )


def test_a_copy_without_header() -> None:
    notice = notice_of(HEADLESS)
    assert notice.provenance is Provenance.HEADLESS
    assert notice.provenance_reasons == ("文内没有发文机关、文号、成文日期，可能是去掉文头的抄本",)


@pytest.mark.parametrize(
    ("text", "provenance", "words"),
    [
        (f"来源：网络\n{HEADLESS}", Provenance.WEB, ("网页转载", "来源：网络")),
        (f"{HEADLESS}补助xx元，**市落实。", Provenance.MASKED, ("2 处", "“xx”", "遮盖")),
        (f"来源：网络\n{HEADLESS}补助xx元。", Provenance.MASKED, ("网页转载", "1 处", "去掉文头")),
        (f"{ISSUED}补助xx元。\n相关文章", Provenance.ISSUED, ("文号", "1 处", "相关文章")),
        (
            "砚溪市卫生健康委员会\n关于做好工作的通知\n抓好落实。",
            Provenance.HEADLESS,
            ("写有发文机关", "没有文号、成文日期"),
        ),
    ],
)
def test_more_than_one_sign_may_apply(text: str, provenance: Provenance, words: tuple[str, ...]) -> None:
    notice = notice_of(text)
    assert notice.provenance is provenance
    assert told(notice, *words)


def test_a_file_of_several_says_so() -> None:
    body = "一、甲\n抓甲。\n二、乙\n抓乙。\n"
    assert all(
        told(notice, "汇集了 2 份") for notice in notices_of(f"第一篇：甲区\n{body}第二篇：乙区\n{body}丙。")
    )
