"""Errors as problem bodies: status, language, and nothing of the inside."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import httpx
import pytest

from ingest.errors import (
    ModelError,
    NotFoundError,
    NoticeError,
    QuestionError,
    SettingsError,
    StoreBusyError,
    StoreError,
    StoreMismatchError,
    YaodianError,
)
from ingest.intake.pipeline import Skipped
from rag.build import Workspace
from tests.ui.support import ScriptedAssistant, Service, serving
from ui.app import create_app
from ui.problems import NothingTakenError, status_of
from ui.settings import UiSettings

QUESTION = {"question": "机密问题"}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QuestionError("empty-question", zh="", en=""), 422),
        (NotFoundError("not-found", zh="", en=""), 404),
        (NoticeError("a.txt", "empty-file", zh="", en=""), 422),
        (StoreBusyError("store-busy", zh="", en=""), 503),
        (StoreMismatchError("store-mismatch", zh="", en=""), 503),
        (StoreError("store-damaged", zh="", en=""), 503),
        (ModelError("model-down", zh="", en=""), 503),
        (SettingsError("invalid-setting", zh="", en=""), 500),
        (NothingTakenError([Skipped("a", "too-large", "", "")]), 413),
        (NothingTakenError([Skipped("a", "unknown-type", "", "")]), 415),
        (NothingTakenError([Skipped("a", "unknown-type", "", ""), Skipped("b", "too-large", "", "")]), 422),
    ],
)
def test_every_error_of_ours_has_a_status(error: YaodianError, status: int) -> None:
    assert status_of(error) == status


@pytest.mark.parametrize(
    ("accept", "chinese"),
    [
        (None, True),
        ("en", False),
        ("en-GB,en;q=0.9", False),
        ("zh-CN,zh;q=0.9,en;q=0.8", True),
        ("en;q=0.5, zh;q=0.9", True),
        ("fr", True),
        ("fr, en;q=0.3", False),
        ("en;q=oops", True),
        ("*", True),
    ],
)
def test_language_follows_the_caller(client: httpx.Client, accept: str | None, chinese: bool) -> None:
    # httpx adds no Accept-Language of its own.
    response = client.post("/v1/answer", json={}, headers={"accept-language": accept} if accept else {})
    problem = response.json()
    assert problem["title"] == ("内容无法处理" if chinese else "Content cannot be processed")
    assert "Accept-Language" in response.headers["vary"]


def test_wrong_fields_are_named(client: httpx.Client) -> None:
    problem = client.post("/v1/answer", json={"filters": {"years": ["x"]}, "more": 1}).json()
    assert {field["pointer"] for field in problem["errors"]} == {"#/question", "#/filters/years/0", "#/more"}
    assert problem["code"] == "invalid-request"


def test_error_of_the_store_says_to_come_back(scripted: tuple[Service, ScriptedAssistant]) -> None:
    service, assistant = scripted
    assistant.error = StoreBusyError("store-busy", zh="请稍候", en="wait")
    response = service.client.post("/v1/answer", json=QUESTION)
    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert response.json()["detail"] == "请稍候"


def test_unforeseen_error_is_an_incident_and_the_question_stays_out_of_the_log(
    scripted: tuple[Service, ScriptedAssistant], caplog: pytest.LogCaptureFixture
) -> None:
    service, assistant = scripted
    assistant.error = RuntimeError("机密问题 sk-key")
    with caplog.at_level(logging.DEBUG):
        response = service.client.post("/v1/answer", json=QUESTION)
    assert response.status_code == 500
    problem = response.json()
    incident = problem["instance"].rpartition(":")[2]
    assert incident in problem["detail"]
    logged = [record.getMessage() for record in caplog.records if incident in record.getMessage()]
    assert len(logged) == 1
    assert "RuntimeError" in logged[0]
    assert "机密" not in caplog.text
    assert "sk-key" not in caplog.text
    assert "Traceback" not in response.text


def test_unknown_address_and_method_are_problems(client: httpx.Client) -> None:
    unknown = client.get("/v1/nothing")
    assert (unknown.status_code, unknown.headers["content-type"]) == (404, "application/problem+json")
    method = client.get("/v1/answer")
    assert (method.status_code, method.headers["content-type"]) == (405, "application/problem+json")
    assert method.headers["allow"] == "POST"
    assert client.put("/v1/documents").headers["allow"] == "GET, POST"
    assert client.post("/v1/documents/none").headers["allow"] == "DELETE, GET"


@pytest.fixture(scope="module")
def with_page(workspace: Workspace, settings: UiSettings) -> Iterator[httpx.Client]:
    """The whole application, the page at its root."""
    with serving(create_app(workspace, settings)) as service:
        yield service.client


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/gradio_api/nothing", 404),
        ("DELETE", "/assets/nothing.js", 405),
        ("GET", "/docs/nothing", 404),
        ("POST", "/", 405),
        ("PUT", "/config", 405),
    ],
)
def test_beside_the_service_they_are_problems_too(
    with_page: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = with_page.request(method, path, headers={"accept-language": "en"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["instance"] == path
    assert answer.json()["title"] == {404: "Not found", 405: "Method not allowed"}[status]
    assert ("allow" in answer.headers) == (status == 405)
    assert "x-content-type-options" in answer.headers


def test_the_page_itself_is_answered_as_before(with_page: httpx.Client) -> None:
    assert with_page.get("/").headers["content-type"].startswith("text/html")
    assert with_page.get("/config").json()["components"]
