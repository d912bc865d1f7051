"""The reader: the very passage is marked, wherever it runs, and what the notice is stands above it."""

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.models import Notice, Provenance
from rag.types import Citation
from ui.page.library import View
from ui.page.opened import Opened
from ui.page.reader import reader_html
from ui.page.search import matches

Pair = tuple[Notice, Notice]
Cite = Callable[..., Citation]


def marked(panel: str, name: str = "cited") -> str:
    """The words inside the marks of that class, joined."""
    return "".join(
        html.unescape(words) for words in re.findall(rf'<mark class="[^"]*\b{name}">([^<]*)</mark>', panel)
    )


def shown(
    citation: Citation, notice: Notice | None, fellows: tuple[Citation, ...] = (), words: str = ""
) -> str:
    opened = Opened(
        citation.document_id, citation.start, citation.end, 0, citation, fellows or (citation,), words
    )
    return reader_html(opened, View((notice,) if notice else ()), "2032-06-01", "zh")


def test_the_passage_is_marked_where_it_stands(notices: Pair, cite: Cite) -> None:
    words = "到2033年底，健康社区覆盖率达到45%以上，居民健康素养水平达到31%。"
    panel = shown(cite(notices[0], words), notices[0])
    assert marked(panel) == words
    assert "二、重点任务" in panel  # the neighbours are there too


def test_a_passage_over_several_lines_and_a_heading_is_marked_whole(notices: Pair, cite: Cite) -> None:
    words = "31%。\n二、重点任务\n（一）完善服务网络。每个街道"
    panel = shown(cite(notices[0], words), notices[0])
    assert marked(panel) == words.replace("\n", "")


def test_the_head_says_what_the_notice_is(notices: Pair, cite: Cite) -> None:
    panel = shown(cite(notices[0], "完善服务网络"), notices[0])
    for words in ("正式文件", "青禾卫发〔2031〕12号", "青禾市卫生健康委员会", "2031-05-18", "东江省青禾市"):
        assert words in panel
    assert "二、重点任务 › （一）完善服务网络" in panel


def test_what_is_not_stated_or_inferred_says_so(notices: Pair, cite: Cite) -> None:
    panel = shown(cite(notices[1], "行动目标"), notices[1])
    assert "含脱敏" in panel
    assert "东江省青禾市云溪县（据正文推断）" in panel
    assert '<dd class="missing">未载明</dd>' in panel


@pytest.mark.parametrize("provenance", list(Provenance))
def test_every_provenance_has_its_badge(notices: Pair, cite: Cite, provenance: Provenance) -> None:
    panel = shown(cite(notices[0], "主要目标"), replace(notices[0], provenance=provenance))
    assert f'class="badge {provenance.value}"' in panel


def test_fellow_citations_are_steps_and_marked_more_softly(notices: Pair, cite: Cite) -> None:
    first, second = cite(notices[0], "主要目标"), cite(notices[0], "每个街道至少设置1所", 2)
    panel = shown(first, notices[0], (first, second))
    assert marked(panel, "cited") == "主要目标"
    assert marked(panel, "cited-too") == "每个街道至少设置1所"
    assert re.findall(r'data-marker="(\d)" aria-current="(\w+)"', panel) == [("1", "true"), ("2", "false")]


def test_the_head_tells_units_standing_and_neighbours(notices: Pair, cite: Cite) -> None:
    panel = shown(cite(notices[0], "（二）建立健康档案"), notices[0])
    assert "牵头：基层科；配合：信息科" in panel
    assert "文内写有发文机关、文号和成文日期" in panel
    assert re.search(r'class="badge standing-in-force">现行<', panel)
    assert 'aria-label="上一条 （一）完善服务网络"' in panel
    assert "下一条" not in panel
    assert 'data-copy="《关于印发青禾市健康社区建设方案的通知》（青禾卫发〔2031〕12号）二、（二）"' in panel


def test_the_outline_leads_to_every_clause(notices: Pair, cite: Cite) -> None:
    outline = shown(cite(notices[0], "主要目标"), notices[0]).partition('class="outline"')[2]
    places = [
        (int(start), int(end)) for start, end in re.findall(r'data-start="(\d+)" data-end="(\d+)"', outline)
    ]
    assert places == [(clause.start, clause.own_end) for clause in notices[0].clauses]


def test_words_are_found_across_spaces_and_the_one_to_see_stands_out(notices: Pair, cite: Cite) -> None:
    panel = shown(cite(notices[0], "主要目标"), notices[0], words="健康 社区")
    count = notices[0].text.count("健康社区")
    assert f"第 1 处，共 {count} 处" in panel
    assert marked(panel, "found-here") == "健康社区"
    assert "没有找到" in shown(cite(notices[0], "主要目标"), notices[0], words="不存在")
    assert matches("健康\n社区、健康社区", "健康社区") == [(0, 5), (6, 10)]


def test_a_notice_gone_or_changed_leaves_the_quotation(notices: Pair, cite: Cite) -> None:
    citation = cite(notices[0], "健康社区覆盖率达到45%以上")
    assert "已从库中移除" in shown(citation, None)
    assert marked(shown(citation, None)) == citation.text
    changed = shown(citation, replace(notices[0], text="改过的文字"))
    assert "已更新" in changed
    assert marked(changed) == citation.text


def test_of_a_very_long_notice_the_surroundings_are_shown(notices: Pair, cite: Cite) -> None:
    filler = "各地要结合实际抓好落实。\n" * 6000
    text = f"{filler}全市覆盖率达到45%以上。\n{filler}"
    long = replace(notices[0], text=text, clauses=())
    panel = shown(cite(long, "全市覆盖率达到45%以上。"), long)
    assert marked(panel) == "全市覆盖率达到45%以上。"
    assert "（前文略）" in panel
    assert "（后文略）" in panel
    assert len(panel) < len(text)


def test_hostile_words_stay_words(notices: Pair, cite: Cite) -> None:
    words = "<img src=x onerror=alert(1)>"
    hostile = replace(notices[0], text=f"一、{words}\n{words}", title=words, issuer=words, clauses=())
    panel = shown(cite(hostile, words), hostile)
    assert "<img" not in panel
    assert marked(panel) == words
