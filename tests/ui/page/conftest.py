"""A workspace of two fictional notices, an assistant that says what a test laid down, one server, one browser."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from ingest.errors import NotFoundError, QuestionError
from ingest.models import Audit, Clause, Notice, Provenance, Region, Target, Validity, notice_id
from rag.explanation import Candidate, Explanation, Outcome, UnderstoodQuestion
from rag.types import Answer, AnswerEvent, Citation, Done, Filters, Token, Turn
from ui.asking import Asking
from ui.limits import RateLimits
from ui.metrics import Metrics
from ui.page import mount_page

_PATIENCE_MS = 30_000  # what comes late on a busy machine comes all the same
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

QINGHE = """青禾市卫生健康委员会文件
青禾卫发〔2031〕12号
关于印发青禾市健康社区建设方案的通知
各县（区）卫生健康委：
现将《青禾市健康社区建设方案》印发给你们，请认真执行。
一、主要目标
到2033年底，健康社区覆盖率达到45%以上，居民健康素养水平达到31%。
二、重点任务
（一）完善服务网络。每个街道至少设置1所社区卫生服务中心。
（二）建立健康档案。牵头科室：基层科；责任科室：信息科。
青禾市卫生健康委员会
2031年5月18日"""

YUNXI = """云溪县托育服务提升行动
一、行动目标
2032年，千人口托位数达到xx个，普惠托位占比不低于60%，居民健康素养水平达到27%。
二、保障措施
（一）加强组织领导。由县卫生健康局牵头，教育局配合。"""


def make_notice(text: str, title: str, headings: Sequence[tuple[str, str, int]], **facts: Any) -> Notice:
    """A notice whose clauses are the given (label, heading, depth)."""
    starts = [text.index(label + heading) for label, heading, _ in headings]
    clauses: list[Clause] = []
    for place, (label, heading, depth) in enumerate(headings):
        later = [(starts[i], headings[i][2]) for i in range(place + 1, len(headings))]
        end = next((start for start, level in later if level <= depth), len(text))
        own_end = later[0][0] if later else len(text)
        parent = next((i for i in range(place - 1, -1, -1) if headings[i][2] < depth), -1)
        path = (clauses[parent].path if parent >= 0 else "") + label
        clauses.append(Clause(path, label, heading, depth, parent, starts[place], own_end, end))
    stated = {"id": notice_id(text), "source": f"{title}.txt", "source_hash": "0"}
    return Notice(title=title, text=text, clauses=tuple(clauses), **stated, **facts)


def make_target(text: str, words: str, indicator: str, written: str, **facts: Any) -> Target:
    """A target stated by ``words``, in the first clause; ``written`` is its figure with its unit."""
    start = text.index(words)
    value = None if "x" in written else float(written.rstrip("%个"))
    stated = {"value": value, "value_text": written, "unit": written[-1], "value_start": text.index(written)}
    stated |= {"masked": value is None, "deadline_from": "sentence"}
    return Target(0, indicator, start, start + len(words), **stated, **facts)


def qinghe() -> Notice:
    return make_notice(
        QINGHE,
        "关于印发青禾市健康社区建设方案的通知",
        [
            ("一、", "主要目标", 0),
            ("二、", "重点任务", 0),
            ("（一）", "完善服务网络", 1),
            ("（二）", "建立健康档案", 1),
        ],
        issuer="青禾市卫生健康委员会",
        document_number="青禾卫发〔2031〕12号",
        issued_on="2031-05-18",
        region=Region(province="东江省", city="青禾市"),
        years=(2031, 2033),
        provenance=Provenance.ISSUED,
        provenance_reasons=("文内写有发文机关、文号和成文日期",),
        validity=Validity(in_force_until="2033-12-31", basis="planned"),
        targets=(
            make_target(
                QINGHE,
                "健康社区覆盖率达到45%以上",
                "健康社区覆盖率",
                "45%",
                comparator=">=",
                deadline="2033-12-31",
                lead_units=("基层科",),
            ),
            make_target(
                QINGHE,
                "居民健康素养水平达到31%",
                "居民健康素养水平",
                "31%",
                comparator="=",
                deadline="2033-12-31",
            ),
        ),
    )


def yunxi() -> Notice:
    return make_notice(
        YUNXI,
        "云溪县托育服务提升行动",
        [("一、", "行动目标", 0), ("二、", "保障措施", 0), ("（一）", "加强组织领导", 1)],
        region=Region(province="东江省", city="青禾市", county="云溪县", inferred=True),
        years=(2032, 2032),
        inferred=("region",),
        provenance=Provenance.MASKED,
        warnings=("有数字被遮盖",),
        provenance_reasons=("文内没有发文机关、文号",),
        audit=Audit(numbering_gaps=("二、之后缺（二）",), masks=1, dropped=("相关文章",)),
        targets=(
            make_target(
                YUNXI, "千人口托位数达到xx个", "千人口托位数", "xx个", comparator="=", deadline="2032-12-31"
            ),
            make_target(
                YUNXI,
                "居民健康素养水平达到27%",
                "居民健康素养水平",
                "27%",
                comparator="=",
                deadline="2032-12-31",
            ),
        ),
    )


def cite_words(notice: Notice, words: str, marker: int = 1) -> Citation:
    """A citation of ``words`` where they stand in ``notice``."""
    start = notice.text.index(words)
    inside = [clause for clause in notice.clauses if clause.start <= start < clause.end]
    return Citation(
        marker=marker,
        document_id=notice.id,
        title=notice.title,
        document_number=notice.document_number,
        issuer=notice.issuer,
        issued_on=notice.issued_on,
        region=notice.region.name,
        source=notice.source,
        clause=inside[-1].path if inside else "",
        text=words,
        start=start,
        end=start + len(words),
    )


class FakeStore:
    """Holds notices in memory."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        self.held = {notice.id: notice for notice in notices}
        self.failure: Exception | None = None

    def notices(self) -> list[Notice]:
        if self.failure:
            raise self.failure
        return list(self.held.values())

    def notice(self, document_id: str) -> Notice:
        if document_id not in self.held:
            raise NotFoundError("not-found", zh="没有这份文件。", en="No such notice.")
        return self.held[document_id]

    def delete(self, document_id: str) -> None:
        self.notice(document_id)
        del self.held[document_id]

    def revision(self) -> str:
        return ",".join(["at", *self.held])


@dataclass
class FakeAssistant:
    """Says what has been laid down for a question; anything else is not in the notices."""

    answers: dict[str, Answer] = field(default_factory=dict)
    heard: list[tuple[str, tuple[Turn, ...], Filters]] = field(default_factory=list)
    gate: Event | None = None  # holds the stream back after its first piece until set
    failure: Exception | None = None

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[AnswerEvent]:
        if not question.strip():
            raise QuestionError("empty-question", zh="请先写下问题。", en="Write a question first.")
        self.heard.append((question, tuple(history), filters or Filters()))
        answer = self.answers.get(question, Answer(answer="现有文件没有提到。", abstained=True))
        head, sep, tail = answer.answer.partition("\n")
        yield Token(head + sep)
        if self.failure:
            raise self.failure
        if self.gate and not self.gate.is_set():
            for word in tail:  # slowly enough to be drawn, and never to its end
                yield Token(word)
                if self.gate.wait(0.1):
                    break
            self.gate.wait(30)
        yield Token(tail)
        yield Done(answer)

    def explain(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Explanation:
        hostile = "<img src=x onerror=window.hit=1>"
        asked = UnderstoodQuestion(
            asks="figure",
            topic=hostile,
            places=("青禾市",),
            unknown_places=(),
            years=(2033,),
            deadline="",
            document_numbers=(),
            across=False,
            inherited=("topic",) if history else (),
        )
        found = Candidate(
            passage_id="p", title=hostile, clause="一", text=hostile, score=0.9, scores={"passage": 1.0}
        )
        return Explanation(
            question=asked,
            notices=2,
            scope=(),
            missing=(),
            candidates=(found,),
            confidence=0.9,
            threshold=0.35,
            outcome=Outcome.ANSWERED,
            decision="把握 0.90 不低于作答线 0.35，作答",
        )


@dataclass
class FakeWorkspace:
    store: FakeStore
    assistant: FakeAssistant
    settings: Any

    def begin(self, data_dir: Path) -> None:
        """As every test finds it."""
        first, second = qinghe(), yunxi()
        self.store.held = {first.id: first, second.id: second}
        self.store.failure = None
        words = "到2033年底，健康社区覆盖率达到45%以上，居民健康素养水平达到31%。"
        said = "45%以上[1]\n到2033年底，健康社区覆盖率达到45%以上[1]。"
        answer = Answer(answer=said, abstained=False, citations=(cite_words(first, words),))
        self.assistant.answers = {COVERAGE: answer}
        self.assistant.heard = []
        self.assistant.gate = self.assistant.failure = None
        self.settings.lang, self.settings.data_dir = "zh", data_dir


@pytest.fixture
def notices() -> tuple[Notice, Notice]:
    """One of a city, issued; one of a county, without a header and with a masked figure."""
    return qinghe(), yunxi()


@pytest.fixture
def cite() -> Callable[..., Citation]:
    """``cite(notice, words, marker=1)``."""
    return cite_words


COVERAGE = "健康社区覆盖率要达到多少？"


@pytest.fixture(scope="session")
def shared_workspace() -> FakeWorkspace:
    """The one that the server of all tests serves."""
    limits = {"max_file_bytes": 2 * 1024 * 1024, "history_turns": 20, "history_chars": 20000}
    settings = SimpleNamespace(**limits, lang="zh", data_dir=Path(), log_content=False)
    return FakeWorkspace(FakeStore([]), FakeAssistant(), settings)


@pytest.fixture
def workspace(shared_workspace: FakeWorkspace, tmp_path: Path) -> FakeWorkspace:
    """The two notices, and an answer about one of them."""
    shared_workspace.begin(tmp_path)
    return shared_workspace


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1)
    )
    up = Event()
    started = server.startup

    async def startup(*args: Any, **kwargs: Any) -> None:
        await started(*args, **kwargs)
        up.set()

    server.startup = startup  # type: ignore[method-assign]
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    assert up.wait(60), "the server did not come up"
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def server_of() -> Callable[[FastAPI], Any]:
    """``with server_of(app) as url:``"""
    return served


@pytest.fixture(scope="session")
def shared_url(shared_workspace: FakeWorkspace) -> Iterator[str]:
    asking = Asking(shared_workspace, shared_workspace.settings, Metrics())  # type: ignore[arg-type]
    with served(mount_page(FastAPI(), asking, RateLimits((), ()))) as url:
        yield url


@pytest.fixture
def page_url(shared_url: str, workspace: FakeWorkspace) -> str:
    """The address of the page over the fictional workspace, as it is at the beginning of a test."""
    return shared_url


@pytest.fixture(scope="module")  # its event loop would stand in the way of the asyncio tests of other modules
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """An open page, and every address its browser asked for."""

    page: Page
    asked: list[str]
    context: BrowserContext


Visitor = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visitor]:
    """Open the page in a browser of its own: ``visit(url, width=390, locale="en-US")``.

    Whatever a test does, its browser asks nothing of another machine.
    """
    visits: list[Visit] = []

    def opened(url: str, width: int = 1280, height: int = 860, **options: Any) -> Visit:
        options = {"locale": "zh-CN", **options}
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(_PATIENCE_MS)
        expect.set_options(timeout=_PATIENCE_MS)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        visits.append(Visit(page, asked, context))
        page.goto(url)
        page.wait_for_selector(".welcome, .exchange")
        return visits[-1]

    yield opened
    asked = {address for visit in visits for address in visit.asked}
    for each in visits:
        each.context.close()
    hosts = {urlsplit(address).hostname for address in asked if address.startswith(("http", "ws"))}
    assert hosts <= {"127.0.0.1"}
