"""The door to the model: tries, limits, thoughts, system role, and nothing sent to anybody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from ingest.errors import ModelError
from rag.settings import RagSettings
from rag.writing.llm import OpenAIModel, open_model
from tests.openai_server import Reply, ScriptedServer, fails, says

MESSAGES = [SystemMessage("规则"), HumanMessage("问题")]


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


def model_at(server: ScriptedServer, waits: list[float] | None = None, **values: object) -> OpenAIModel:
    settings = RagSettings(
        **{"llm_base_url": server.url, "llm_model": "scripted", "llm_timeout_s": 20} | values  # type: ignore[arg-type]
    )
    return open_model(settings, wait=(waits if waits is not None else []).append)


def test_the_pieces_come_as_they_are_sent(server: ScriptedServer) -> None:
    server.script(says("健康", "县区", "。"))
    assert list(model_at(server).stream(MESSAGES)) == ["健康", "县区", "。"]
    request = server.requests[0]["json"]
    assert [m["role"] for m in request["messages"]] == ["system", "user"]
    assert (request["stream"], request["temperature"], request["model"]) == (True, 0, "scripted")


@pytest.mark.parametrize("trouble", [fails(429), fails(500), fails(503), says(), Reply(finish="")])
def test_trouble_before_the_first_word_is_tried_again(server: ScriptedServer, trouble: Reply) -> None:
    server.script(trouble, trouble, says("好"))
    assert list(model_at(server, llm_retries=2).stream(MESSAGES)) == ["好"]
    assert len(server.requests) == 3


def test_tries_are_bounded(server: ScriptedServer) -> None:
    server.script(fails(503))
    with pytest.raises(ModelError):
        list(model_at(server, llm_retries=2).stream(MESSAGES))
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_cannot_get_better_is_not_tried_again(server: ScriptedServer, status: int) -> None:
    server.script(fails(status), says("好"))
    with pytest.raises(ModelError):
        list(model_at(server, llm_retries=2).stream(MESSAGES))
    assert len(server.requests) == 1


def test_nothing_is_tried_again_once_a_word_is_out(server: ScriptedServer) -> None:
    server.script(Reply(["半句"], finish=""), says("另一个回答"))
    pieces: list[str] = []
    with pytest.raises(ModelError) as raised:
        pieces.extend(model_at(server, llm_retries=2).stream(MESSAGES))
    assert raised.value.code == "model-cut-off"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "", "retry-after": "3"}, 3.0),
        ({"retry-after-ms": "9999999"}, 0.5),
    ],
)
def test_a_busy_server_may_say_how_long_to_wait(
    server: ScriptedServer, headers: dict[str, str], pause: float
) -> None:
    waits: list[float] = []
    server.script(fails(429, **headers), says("好"))
    assert list(model_at(server, waits).stream(MESSAGES)) == ["好"]
    assert waits == [pause]


def test_no_wait_goes_beyond_the_limit_of_the_whole_answer(server: ScriptedServer) -> None:
    waits: list[float] = []
    server.script(fails(429, **{"retry-after-ms": "7000"}), says("好"))
    with pytest.raises(ModelError):
        list(model_at(server, waits, llm_timeout_s=5).stream(MESSAGES))
    assert waits == []


def test_nobody_listening_is_an_error() -> None:
    settings = RagSettings(llm_base_url="http://127.0.0.1:9/v1", llm_model="m", llm_timeout_s=5)
    with pytest.raises(ModelError) as raised:
        list(open_model(settings, wait=lambda _: None).stream(MESSAGES))
    assert raised.value.code == "model-unreachable"


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["<think>想</think>答"], "答"),
        (["<th", "ink>想", "想</thi", "nk>答"], "答"),
        (["前<THINK>想</THINK>后"], "前后"),
        (["想</think>答"], "想\n答"),
        (["3<5", "，对"], "3<5，对"),
        (["尾<th"], "尾<th"),
        (["<think>一</think>甲<think>二</think>乙"], "甲乙"),
    ],
)
def test_thoughts_are_taken_out(server: ScriptedServer, pieces: list[str], text: str) -> None:
    server.script(says(*pieces))
    assert "".join(model_at(server).stream(MESSAGES)) == text


def test_reasoning_in_its_own_field_is_not_read(server: ScriptedServer) -> None:
    server.script(Reply(["答"], reasoning=["先想一想", "覆盖率70%"]))
    assert "".join(model_at(server).stream(MESSAGES)) == "答"


@pytest.mark.parametrize(
    ("status", "message"), [(400, "System role not supported"), (500, "Only user roles are allowed")]
)
def test_a_model_without_system_role_gets_one_message(
    server: ScriptedServer, status: int, message: str
) -> None:
    server.script(fails(status, message), says("好"), says("好"))
    model = model_at(server, llm_retries=0)
    assert list(model.stream(MESSAGES)) == ["好"]
    assert list(model.stream(MESSAGES)) == ["好"]
    asked = [request["json"]["messages"] for request in server.requests]
    assert [len(messages) for messages in asked] == [2, 1, 1]
    assert asked[1] == [{"role": "user", "content": "规则\n\n问题"}]


def test_the_key_goes_to_the_server_and_nowhere_else(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedServer() as elsewhere:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        for name in (
            "LANGSMITH_ENDPOINT",
            "LANGCHAIN_ENDPOINT",
            "OPENAI_BASE_URL",
            "OPENAI_API_BASE",
            "OPENAI_PROXY",
        ):
            monkeypatch.setenv(name, elsewhere.url)
        monkeypatch.setenv("LANGSMITH_API_KEY", "k")
        monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
        server.script(says("好"))
        assert list(model_at(server, llm_api_key="sk-ours").stream(MESSAGES)) == ["好"]
        assert elsewhere.requests == []
    headers = {name.lower(): value for name, value in server.requests[0]["headers"].items()}
    assert headers["authorization"] == "Bearer sk-ours"
