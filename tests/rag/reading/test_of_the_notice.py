"""What is asked of a notice itself: whom to turn to, who explains or signed it, who stands in its head, whether it still holds."""

from __future__ import annotations

import pytest

from tests.rag.conftest import Ask, Asking

NOTICES = {
    "棠溪县.txt": """棠溪县民政局 棠溪县财政局
关于印发《棠溪县高龄津贴发放办法》的通知
棠民发〔2022〕9号
各乡镇人民政府，县社会福利中心：
经县人民政府同意，现将《棠溪县高龄津贴发放办法》印发给你们，请遵照执行。
棠溪县民政局 棠溪县财政局
2022年5月6日
棠溪县高龄津贴发放办法
第一条 年满80周岁的老年人每人每月发放津贴60元。
第二条 申请由本人提出，村里核实后报乡镇人民政府批准。
第三条 政策咨询：县民政局养老股0×××－35××21；投诉举报：派驻纪检监察组0×××－35××77。
第四条 联系人：福利股 许青禾，传真0×××－35××90。
第五条 本办法由局长陶野舟签发，由县民政局会同县财政局解释，自2022年7月1日起施行，有效期至2099年6月30日。《棠溪县百岁老人慰问暂行规定》同时废止。
抄送：县委办公室，县纪委监委。
""",
    "柏川州.txt": """柏川州教育局 柏川州公安局
关于开展校园周边整治的通知
各县（市）教育局、公安局：
现就有关事项通知如下。
一、整治范围。校门两侧200米以内。
二、工作要求。每月报送进展。
柏川州教育局 柏川州公安局
2022年3月1日
""",
    "柏川区.txt": """柏川区教育局关于做好课后服务的通知
柏教〔2022〕3号
各中小学校：
现就有关事项通知如下。
一、服务时间。每周开展5天。
二、联系方式。联系电话：0×××－66××01。
柏川区教育局
2022年4月1日
""",
}


@pytest.fixture(scope="module")
def ask_heads(asking: Asking) -> Ask:
    """A question by itself to an assistant with those notices."""
    return asking(NOTICES)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("棠溪县高龄津贴办法的联系人叫什么，传真多少", ("许青禾", "35××90"), "35××77"),
        ("棠溪县高龄津贴的事想投诉打哪个电话", ("35××77",), "35××21"),
        ("棠溪县高龄津贴政策上拿不准打哪个电话", ("35××21",), "35××77"),
        ("棠溪县高龄津贴办法谁有权解释", ("县民政局会同县财政局解释",), "0×××"),
        ("棠溪县高龄津贴办法是哪位领导签的字", ("陶野舟",), "同意"),
        ("棠溪县高龄津贴的通知是哪两家一起发的", ("棠溪县民政局、棠溪县财政局",), "签发"),
        ("棠溪县高龄津贴办法是谁同意之后才印发的", ("经县人民政府同意",), "签发"),
        ("柏川州校园周边整治的通知是几家联合印发的", ("柏川州教育局、柏川州公安局",), "柏川区"),
    ],
)
def test_what_it_says_of_itself(ask_heads: Ask, question: str, said: tuple[str, ...], unsaid: str) -> None:
    answer = ask_heads(question).answer
    assert all(words in answer for words in said)
    assert unsaid not in answer


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("棠溪县高龄津贴的通知抄送名单里有没有县纪委", "是。抄送"),
        ("棠溪县高龄津贴的通知抄送名单里有没有县法院", "否。抄送"),
        ("棠溪县高龄津贴的通知发没发给县社会福利中心", "是。主送"),
        ("棠溪县高龄津贴的通知财政局算不算发文单位？", "是。发文机关"),
        ("棠溪县高龄津贴办法，县政府点过头没有", "是。批准情况"),
        ("棠溪县高龄津贴发放办法2050年还有效吗", "是。"),
        ("棠溪县高龄津贴发放办法作废了吗", "否。"),
        ("《棠溪县百岁老人慰问暂行规定》还有效没", "否。《棠溪县百岁老人慰问暂行规定》已由"),
    ],
)
def test_what_is_put_forward_of_it(ask_heads: Ask, question: str, verdict: str) -> None:
    assert ask_heads(question).answer.startswith(verdict)


@pytest.mark.parametrize(
    "question",
    [
        "柏川区课后服务的通知是谁签发的",
        "柏川区课后服务的通知由谁解释",
        "柏川区课后服务的通知废止了哪个旧文件",
        "柏川区课后服务投诉电话是多少",
    ],
)
def test_what_it_does_not_say_is_not_made_up(ask_heads: Ask, question: str) -> None:
    assert ask_heads(question).abstained


@pytest.mark.parametrize("question", ["棠溪县百岁老人过期药品怎么处理", "棠溪县津贴发得有没有效果由谁评"])
def test_what_is_past_its_date_is_not_the_notice(ask_heads: Ask, question: str) -> None:
    assert "现行有效" not in ask_heads(question).answer


def test_an_earlier_notice_is_not_said_to_hold_as_the_later_does(ask_heads: Ask) -> None:
    assert "现行有效" not in ask_heads("棠溪县高龄津贴的老办法有效期到哪天").answer


def test_who_approves_what_the_rules_are_about_is_another_question(ask_heads: Ask) -> None:
    assert "批准情况" not in ask_heads("棠溪县高龄津贴申请要村里同意吗").answer
