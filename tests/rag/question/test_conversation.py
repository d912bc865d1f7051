"""What a follow-up can mean, and which meaning the notices answer."""

from __future__ import annotations

import pytest

from rag.assistant import Assistant
from rag.corpus.corpus import Corpus
from rag.question.conversation import interpretations
from rag.question.parse import parse
from rag.question.wording import Asks
from rag.types import Turn

CHRONIC = Turn(role="user", content="云岭市高血压患者规范管理率是多少？")
SAID = Turn(role="assistant", content="不低于66%[1]")


def test_a_question_by_itself_has_one_meaning(corpus: Corpus) -> None:
    (only,) = interpretations("云岭市2024年托位数是多少？", (), corpus)
    assert only == parse("云岭市2024年托位数是多少？", corpus)


def test_another_thing_may_be_asked_about_in_several_ways(corpus: Corpus) -> None:
    merged, alone, in_words = interpretations("那糖尿病呢？", (CHRONIC, SAID), corpus)[-3:]
    assert in_words.asks is Asks.EXPLAIN
    assert "糖尿病" in merged.topic
    assert "规范管理率" in merged.topic
    assert alone.topic == "糖尿病"
    assert merged.places == alone.places == ("云岭市",)


def test_the_meaning_that_the_notices_answer_is_taken(assistant: Assistant) -> None:
    answer = assistant.answer("高血压有了，糖尿病呢？", (CHRONIC, SAID))
    assert "62%" in answer.answer.splitlines()[0]
    assert "66%" not in answer.answer.splitlines()[0]


def test_who_does_that_is_who_does_what_was_asked_about(assistant: Assistant) -> None:
    answer = assistant.answer("这活儿归哪个科室？", (CHRONIC, SAID))
    assert "疾控科" in answer.answer.splitlines()[0]


def test_a_correction_asks_about_what_was_meant(corpus: Corpus, assistant: Assistant) -> None:
    asked = Turn(role="user", content="云岭市每千人口托位数是多少？")
    said = Turn(role="assistant", content="4.5个[1]")
    assert assistant.answer("我问的是青禾县，不是云岭市", (asked, said)).answer.startswith("4.2个")
    assert parse("不是云岭市，是青禾县", corpus).places == parse("青禾县呢", corpus).places


def test_a_follow_up_in_english_takes_up_what_was_asked(assistant: Assistant) -> None:
    answer = assistant.answer("Who leads it?", (CHRONIC, SAID))
    assert "疾控科" in answer.answer.splitlines()[0]


def test_what_is_put_in_is_the_question_that_is_read(corpus: Corpus) -> None:
    whole, *_ = interpretations(
        "那糖尿病呢？", (Turn(role="user", content="云岭市高血压患者规范管理率2024年是多少？"),), corpus
    )
    assert "糖尿病" in whole.topic
    assert whole.years == (2024,)
    assert "years" in whole.inherited


def test_a_question_of_its_own_is_not_put_into_the_one_before(corpus: Corpus) -> None:
    asked = "青禾县每千人口托位数是多少？"
    assert interpretations(asked, (CHRONIC, SAID), corpus) == [parse(asked, corpus)]


def _turns(*said: str) -> tuple[Turn, ...]:
    """What was said in turn, the person first."""
    return tuple(Turn(role=("user", "assistant")[place % 2], content=text) for place, text in enumerate(said))


def test_what_a_correction_names_is_asked_of_what_was_asked_before(assistant: Assistant) -> None:
    answer = assistant.answer("不是，我问的是糖尿病", (CHRONIC, SAID))
    assert "62%" in answer.answer.splitlines()[0]


def test_the_unit_of_the_last_answer_is_asked_about(assistant: Assistant) -> None:
    history = _turns("云岭市隐患整改谁牵头？", "疾控科[1]\n事项：三、9 维护行业安全稳定[2]")
    lines = assistant.answer("它还牵头哪些工作", history).answer.splitlines()
    assert lines[0] == "共 2 项："
    assert "规范慢性病管理" in lines[1]


def test_of_several_units_none_is_taken_for_it(corpus: Corpus) -> None:
    history = _turns("青禾县人才培养谁负责？", "县卫生健康委、县人力资源社会保障局[1]")
    ways = interpretations("它还牵头哪些工作", history, corpus)
    assert all("县卫生健康委" not in way.text for way in ways)


def test_the_same_of_another_place_beside_the_one_before(assistant: Assistant) -> None:
    history = _turns("云岭市每千人口托位数是多少？", "4.5个[1]")
    answer = assistant.answer("跟青禾县比呢", history).answer
    assert "| 云岭市 | 4.5个" in answer
    assert "| 青禾县 | 4.2个" in answer


def test_the_two_places_asked_about_are_set_beside_each_other(assistant: Assistant) -> None:
    history = _turns("云岭市居民健康素养水平要达到多少", "28%以上[1]", "青禾县呢", "26%[1]")
    answer = assistant.answer("这两个地方谁高", history).answer
    assert "| 云岭市 | 28%" in answer
    assert "| 青禾县 |" in answer
    assert "26%" in answer


def test_another_place_is_asked_what_the_follow_up_before_came_to(assistant: Assistant) -> None:
    history = _turns(
        "云岭市居民健康素养水平要达到多少", "28%以上[1]", "每千人口托位数呢", "4.5个（到2024年底，力争）[1]"
    )
    assert "4.2个" in assistant.answer("青禾县的呢", history).answer.splitlines()[0]


@pytest.mark.parametrize("question", ["什么时候完成", "哪年要落实到位？", "分别什么时候做好"])
def test_what_only_asks_when_takes_up_what_was_asked(assistant: Assistant, question: str) -> None:
    history = _turns("云岭市每千人口托位数目标是多少", "4.5个[1]")
    assert "2024年底" in assistant.answer(question, history).answer.splitlines()[0]


def test_the_same_is_asked_of_another_notice(assistant: Assistant) -> None:
    history = _turns("云岭市2024年那份要点哪天印发的", "2024年4月26日[1]")
    assert "2023年12月27日" in assistant.answer("青禾县那份呢", history).answer


def test_when_after_who_issued_it_is_the_day_of_issue(assistant: Assistant) -> None:
    history = _turns("青禾县三年行动方案是谁印发的", "云岭市青禾县人民政府办公室[1]")
    assert "2023年12月27日" in assistant.answer("什么时候呢", history).answer


def test_of_another_thing_there_may_be_no_figure(assistant: Assistant) -> None:
    history = _turns("青禾县乡镇卫生院中医馆覆盖率要多少", "100%[1]")
    assert "胸痛、卒中、创伤三大中心" in assistant.answer("县人民医院三大中心呢", history).answer


def test_compared_with_another_place_in_other_words(assistant: Assistant) -> None:
    history = _turns("云岭市每千人口托位数目标是多少", "4.5个[1]")
    for question in ("比青禾县高多少", "跟青禾县差几个"):
        answer = assistant.answer(question, history).answer
        assert "4.5个" in answer
        assert "4.2个" in answer


def test_why_is_not_who(corpus: Corpus) -> None:
    history = _turns("云岭市慢性病管理谁牵头", "疾控科[1]")
    assert {way.asks for way in interpretations("为什么要做这个", history, corpus)} == {Asks.EXPLAIN}


@pytest.mark.parametrize(
    "question", ["我说的是糖尿病，不是高血压", "不是高血压，是糖尿病", "我问的是糖尿病不是高血压"]
)
def test_a_corrected_word_is_put_for_the_wrong_one(assistant: Assistant, question: str) -> None:
    assert "62%" in assistant.answer(question, (CHRONIC, SAID)).answer.splitlines()[0]


def test_a_word_that_was_not_said_is_not_corrected(corpus: Corpus) -> None:
    ways = interpretations("我说的是托位，不是床位", (CHRONIC, SAID), corpus)
    assert not any("患者" in way.text for way in ways)


def test_two_figures_asked_about_are_set_beside_each_other(assistant: Assistant) -> None:
    history = _turns("云岭市高血压患者规范管理率是多少", "66%[1]", "糖尿病患者呢", "62%[1]")
    answer = assistant.answer("这两个差多少？", history).answer
    assert "66%" in answer
    assert "62%" in answer


def test_when_is_asked_of_what_the_last_follow_up_named(corpus: Corpus) -> None:
    history = _turns("云岭市居民健康素养水平要达到多少", "28%以上[1]", "每千人口托位数呢", "4.5个[1]")
    first, *_ = interpretations("哪一年要达到？", history, corpus)
    assert first.asks is Asks.DATE
    assert first.topic.startswith("每千人口托位数")


def test_which_they_are_after_how_many_there_are(assistant: Assistant) -> None:
    history = _turns("青禾县三年行动方案共有几大行动", "4个[1]")
    answer = assistant.answer("分别是哪些？", history).answer
    assert "医疗服务能力提升行动" in answer
    assert "人才队伍能力提升行动" in answer


@pytest.mark.parametrize("question", ["青禾县的是不是更高？", "青禾县更低吗"])
def test_whether_it_is_more_elsewhere_is_asked_of_both(assistant: Assistant, question: str) -> None:
    history = _turns("云岭市2024年每千人口托位数要达到多少", "4.5个[1]")
    answer = assistant.answer(question, history).answer
    assert "4.5个" in answer
    assert "4.2个" in answer


def test_a_year_of_one_place_is_not_asked_of_the_other(corpus: Corpus) -> None:
    history = _turns("青禾县居民健康素养水平2025年要达到多少", "26%[1]")
    (way, *_) = interpretations("云岭市的是不是更高？", history, corpus)
    assert way.places == ("青禾县", "云岭市")
    assert way.years == ()


def test_what_one_of_the_notices_says_of_it(assistant: Assistant) -> None:
    history = _turns("哪些文件提到岚派温灸", "云岭市、青禾县的文件。[1][2]")
    answer = assistant.answer("青禾县那份是怎么说的？", history).answer
    assert "推广岚派温灸等适宜技术" in answer
    assert "编成目录" not in answer


def test_what_that_is_done_for(corpus: Corpus) -> None:
    history = _turns("青禾县怎么推广岚派温灸", "推广岚派温灸等适宜技术。[1]")
    for question in ("这样做是为了什么？", "这么做图什么", "目的是什么"):
        assert interpretations(question, history, corpus)[0].text == "青禾县推广岚派温灸是为了什么"


def test_of_how_many_people_there_is_one_of_what_was_counted(corpus: Corpus) -> None:
    history = _turns("青禾县要配多少救护车？", "20辆[1]")
    first, *_ = interpretations("县城里是几万人一辆？", history, corpus)
    assert first.text == "青禾县县城里是几万人一辆救护车"
    assert first.places == ("青禾县",)


def test_two_figures_per_head_are_told_each_by_its_own(assistant: Assistant) -> None:
    history = _turns("云岭市每千人口托位数是多少", "4.5个[1]", "居民健康素养水平呢", "28%以上[1]")
    answer = assistant.answer("这两个差多少", history).answer
    assert "| 每千人口托位数 | 28%" not in answer
    assert "| 居民健康素养水平 | 4.5" not in answer
