"""A document number spoken without bracket and year is the one notice of that code and serial."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.models import Notice
from rag.corpus.corpus import Corpus
from rag.question.parse import parse

Parse = Callable[[str, str], Notice]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("青府办发29号是谁印发的？", "青府办发〔2023〕29号"),
        ("云卫字40号文哪天印发的", "云卫字〔2024〕40号"),
        ("请问云卫字第40号的全称", "云卫字〔2024〕40号"),
        ("云卫40号文讲什么", "云卫字〔2024〕40号"),
        ("青府办〔2023〕29号是谁印发的", "青府办发〔2023〕29号"),
        ("青府办2023年29号是谁印发的", "青府办发〔2023〕29号"),
    ],
)
def test_the_one_notice_is_meant(question: str, number: str, corpus: Corpus) -> None:
    assert parse(question, corpus).document_numbers == (number,)


@pytest.mark.parametrize(
    "question", ["云卫字41号是什么文件", "人民路40号楼归谁管", "青禾大道40号的医院", "云卫字40号楼在哪"]
)
def test_what_no_notice_bears_is_no_number(question: str, corpus: Corpus) -> None:
    assert parse(question, corpus).document_numbers == ()


def test_where_two_fit_none_is_chosen(parse_text: Parse) -> None:
    letters = [
        f"云岭市教育局文件\n云教字〔{year}〕8号\n关于印发{year}年校园安全要点的通知\n各学校：\n现印发给你们。\n"
        f"云岭市教育局\n{year}年3月1日\n一、检查\n每月检查一次。\n二、整改\n限期整改。\n"
        for year in (2023, 2024)
    ]
    both = {notice.id: notice for n, text in enumerate(letters) for notice in [parse_text(f"{n}.txt", text)]}
    assert parse("云教字8号是什么文件", Corpus(both)).document_numbers == ()
    first = dict(list(both.items())[:1])
    assert parse("云教字8号是什么文件", Corpus(first)).document_numbers == ("云教字〔2023〕8号",)
