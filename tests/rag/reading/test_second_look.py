"""What the bundled reader makes of drafts that are in doubt: borne out, lowered, or answered from other words."""

from __future__ import annotations

import pytest

from tests.rag.conftest import Ask, Asking

MEALS = """柏川县民政局文件
柏民〔2032〕7号
关于做好2032年老年助餐服务工作的通知
各乡镇人民政府、街道办事处：
为方便老年人就近用餐，现将有关事项通知如下。
一、布点
新建老年食堂12家，每家补助建设资金30万元，改造提升6家，覆盖全部街道。
二、补助
对自行就餐确有困难的失能老年人，由配送员送餐上门，每单补贴配送费2元。
三、收费
午餐价格每份不超过15元，菜品每周更换。
四、监管
食堂须于每日18时前将留样冷藏，保存不少于48小时。发生食物中毒的，2小时内报告县市场监管局。
五、经费
所需经费从福利彩票公益金中列支，不足部分由县财政兜底。
柏川县民政局
2032年3月2日
"""


@pytest.fixture(scope="module")
def ask_about_meals(asking: Asking) -> Ask:
    return asking({"柏川县老年助餐.txt": MEALS})


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("走不动路的老人吃饭咋解决", "送餐上门"),
        ("老人家没法出门怎么吃上饭", "送餐上门"),
    ],
)
def test_a_question_none_of_whose_words_stands_there(question: str, words: str, ask_about_meals: Ask) -> None:
    answer = ask_about_meals(question)
    assert words in answer.answer
    assert words in answer.citations[0].text


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("柏川县吃坏肚子了多久要上报", "2小时", "48小时"),
        ("柏川县一顿饭最多收多少钱", "15元", "2元"),
        ("柏川县新建一个食堂能拿多少建设的钱", "30万元", "12家"),
    ],
)
def test_of_figures_side_by_side_the_one_that_is_meant(
    question: str, said: str, not_said: str, ask_about_meals: Ask
) -> None:
    first = ask_about_meals(question).answer.splitlines()[0]
    assert said in first
    assert not_said not in first


@pytest.mark.parametrize(
    "question",
    ["柏川县失能老人护理补贴每月多少元", "柏川县食堂炊事员月薪多少元"],
)
def test_what_looks_alike_and_is_not_said_is_declined(question: str, ask_about_meals: Ask) -> None:
    assert ask_about_meals(question).abstained
