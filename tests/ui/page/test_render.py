"""Exchanges as HTML: chips where citations are, everything else escaped."""

import re
from html.parser import HTMLParser

import pytest

from rag.types import Answer, Citation
from ui.page.conversation import Exchange, Status
from ui.page.render import answer_text, exchange_html

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "[点击](javascript:alert(1))",
    "![](https://example.invalid/a.png)",
    "**粗体** $x^2$ `code`",
    "\"><svg onload=alert(1)>'",
    "</p></div></article><h1>",
    "${7*7} {{value}} @children `",
]


class _Seen(HTMLParser):
    """The text a browser would show, and the tags and attributes it would make."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> _Seen:
    parser = _Seen()
    parser.feed(html)
    return parser


def citation(marker: int = 1, **changes: object) -> Citation:
    facts: dict[str, object] = {
        "marker": marker,
        "document_id": "d1",
        "title": "关于健康社区的通知",
        "document_number": "青禾卫发〔2031〕12号",
        "issuer": "青禾市卫生健康委员会",
        "issued_on": "2031-05-18",
        "region": "青禾市",
        "source": "a.txt",
        "clause": "一、",
        "text": "达到45%",
        "start": 0,
        "end": 5,
    }
    return Citation.model_validate(facts | changes)


def done(text: str, *citations: Citation, abstained: bool = False, warnings: tuple[str, ...] = ()) -> str:
    answer = Answer(answer=text, abstained=abstained, citations=citations, warnings=warnings)
    return exchange_html(Exchange("问", Status.DONE, answer=answer), 3, "zh")


def test_a_marker_of_a_citation_is_a_button_that_names_it() -> None:
    html = done("45%以上[1]", citation())
    chip = re.search(r'<button class="chip"[^>]*>1</button>', html)
    assert chip
    assert 'data-act="cite" data-exchange="3" data-marker="1"' in chip[0]
    assert 'aria-label="查看出处 1：关于健康社区的通知 一、"' in chip[0]


def test_a_marker_without_a_citation_stays_text() -> None:
    assert "见[2]" in seen(done("45%以上[1]，见[2]", citation())).text
    assert "见[2]" in seen(done("没有提到，见[2]", abstained=True)).text


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_shown_and_never_interpreted(words: str) -> None:
    hostile = citation(title=words, clause=words, issuer=words, document_number=words)
    answer = Answer(answer=f"甲{words}乙[1]", abstained=False, citations=(hostile,), warnings=(words,))
    html = exchange_html(Exchange(words, Status.DONE, answer=answer), 0, "zh")
    shown = seen(html)
    assert shown.text.count(words) >= 4  # question, answer, warning, source
    assert not {"img", "script", "a", "strong", "code", "h1"} & set(shown.tags)
    assert not {name for name in shown.names if name.startswith("on") or name in ("href", "src")}
    assert shown.tags.count("article") == 1


@pytest.mark.parametrize("words", HOSTILE)
def test_an_answer_that_still_streams_is_no_less_safe(words: str) -> None:
    shown = seen(exchange_html(Exchange("问", draft=f"{words} [1"), 0, "zh"))
    assert words in shown.text
    assert "[1" not in shown.text  # half a marker waits for its other half
    assert not {"img", "script", "a", "h1"} & set(shown.tags)


def test_pipe_rows_become_a_table_with_chips_inside() -> None:
    html = done("| 地区 | 目标 |\n| --- | --- |\n| 青禾市 | 45% [1] |\n完", citation())
    shown = seen(html)
    assert (shown.tags.count("th"), shown.tags.count("td")) == (2, 2)
    assert re.search(r"<td>45% <button[^>]*>1</button></td>", html)
    assert "<p>完</p>" in html


def test_dashed_lines_become_a_list() -> None:
    html = done("共2项：\n- 甲[1]\n- 乙\n完", citation())
    assert "共2项：甲1乙完出处" in seen(html).text
    assert html.index("<p>共2项：</p>") < html.index("<ul><li>甲") < html.index("<li>乙</li></ul><p>完</p>")


def test_a_notice_cited_twice_is_listed_once_with_both_places() -> None:
    html = done("甲[1]乙[2]", citation(), citation(2, clause="二、（一）"))
    listed = html[html.index('<div class="sources">') :]
    assert listed.count("关于健康社区的通知</p>") == 1
    assert re.findall(r'<span class="number">(\d)</span>([^<]*)<', listed) == [
        ("1", "一"),
        ("2", "二、（一）"),
    ]


def test_rows_without_a_rule_are_lines() -> None:
    assert "table" not in seen(done("|甲|乙|\n|丙|丁|")).tags


def test_an_abstention_a_warning_and_a_failure_each_look_their_own_way() -> None:
    assert 'class="callout abstained"' in done("没有提到。", abstained=True)
    assert "文件中没有找到答案" in done("没有提到。", abstained=True)
    assert 'class="callout warning"' in done("45%[1]", citation(), warnings=("数字被遮盖",))
    assert "callout" not in done("45%[1]", citation())
    failed = exchange_html(Exchange("问", Status.FAILED, failure="出了点问题"), 0, "zh")
    assert 'class="callout error" role="alert"' in failed


def test_a_stopped_answer_says_that_it_is_unchecked() -> None:
    assert "未经核对" in exchange_html(Exchange("问", Status.STOPPED, draft="到2033年"), 0, "zh")
    assert "Stopped before" in exchange_html(Exchange("问", Status.STOPPED), 0, "en")


def test_the_copy_holds_the_answer_and_its_sources() -> None:
    answer = Answer(answer="45%以上[1]", abstained=False, citations=(citation(),))
    assert answer_text(answer, "zh").splitlines() == [
        "45%以上[1]",
        "",
        "出处：",
        "[1] 《关于健康社区的通知》（青禾卫发〔2031〕12号）一",
    ]
