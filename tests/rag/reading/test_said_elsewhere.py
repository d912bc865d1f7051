"""Words that another notice uses: a place whose own notice has not these words is not answered with its nearest figure."""

from __future__ import annotations

import pytest

from tests.rag.conftest import Ask, Asking

LINSHUI = """霖水市卫生健康委员会文件
霖卫发〔2024〕3号
关于印发2024年霖水市卫生健康工作要点的通知
各县区卫生健康委：
现将《2024年霖水市卫生健康工作要点》印发给你们。
霖水市卫生健康委员会
2024年3月1日
2024年霖水市卫生健康工作要点
1.做好签约服务。十类重点人群家庭医生签约覆盖率保持在71%以上。
2.提升健康素养。全市健康素养水平达到24%。
3.建设医养结合机构。新增医养结合机构1家，护理型床位不少于45张。
"""

KUANGYE = """旷野市卫生健康委员会文件
旷卫发〔2024〕8号
关于印发2024年旷野市卫生健康工作要点的通知
各县区卫生健康委：
现将《2024年旷野市卫生健康工作要点》印发给你们。
旷野市卫生健康委员会
2024年3月5日
2024年旷野市卫生健康工作要点
1.推进健康细胞建设。健康家庭建设率达到36%。
2.普及健康知识。居民健康素养水平达到27%。
3.发展老年健康服务。护理型床位占养老床位比例达到58%。
"""


@pytest.fixture(scope="module")
def ask(asking: Asking) -> Ask:
    return asking({"霖水.txt": LINSHUI, "旷野.txt": KUANGYE})


def test_the_nearest_figure_of_another_thing_is_no_answer(ask: Ask) -> None:
    assert "36%" in ask("旷野市健康家庭建设率要达到多少？").answer
    answer = ask("霖水市健康家庭建设率要达到多少？")
    assert answer.abstained
    assert "71%" not in answer.answer


def test_the_same_thing_in_fewer_words_is_one(ask: Ask) -> None:
    assert "24%" in ask("霖水市居民健康素养水平要达到多少？").answer


def test_a_share_is_not_answered_with_a_count(ask: Ask) -> None:
    assert "58%" in ask("旷野市护理型床位占养老床位比例要达到多少？").answer
    assert "45张" not in ask("霖水市护理型床位占养老床位比例要达到多少？").answer.split("原文")[0]
