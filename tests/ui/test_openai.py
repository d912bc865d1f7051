"""Yaodian as a model of the official ``openai`` package, against the real server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openai
import pytest
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from rag.types import Answer, Citation, Done, Token
from tests.ui.support import ScriptedAssistant, Service

QUESTION = "云溪县2024年每千人口托位数要达到多少？"
ASKED: Any = [{"role": "user", "content": QUESTION}]


def _client(service: Service) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{service.url}/v1", api_key="none", max_retries=0)


@pytest.fixture
def model(service: Service) -> Iterator[openai.OpenAI]:
    with _client(service) as client:
        yield client


def _citations(answer: ChatCompletion | ChatCompletionChunk) -> list[Citation]:
    assert answer.model_extra is not None
    return [Citation(**citation) for citation in answer.model_extra["citations"]]


def test_models(model: openai.OpenAI) -> None:
    assert [found.id for found in model.models.list()] == ["yaodian", "yaodian-sources"]
    assert model.models.retrieve("yaodian").owned_by == "yaodian"
    with pytest.raises(openai.NotFoundError) as caught:
        model.models.retrieve("gpt-4o")
    assert (caught.value.code, "yaodian" in caught.value.message) == ("model-not-found", True)


def test_answer_is_that_of_the_service_with_its_citations(model: openai.OpenAI, service: Service) -> None:
    answer = model.chat.completions.create(model="yaodian", messages=ASKED, temperature=0.2)
    plain = service.client.post("/v1/answer", json={"question": QUESTION}).json()
    assert answer.choices[0].message.content == plain["answer"]
    assert (answer.choices[0].finish_reason, answer.object) == ("stop", "chat.completion")
    assert [citation.model_dump() for citation in _citations(answer)] == plain["citations"]
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0


def test_stream_says_what_the_whole_answer_says(model: openai.OpenAI) -> None:
    whole = model.chat.completions.create(model="yaodian", messages=ASKED)
    chunks = list(
        model.chat.completions.create(
            model="yaodian", messages=ASKED, stream=True, stream_options={"include_usage": True}
        )
    )
    *pieces, last, usage = chunks
    assert "".join(piece.choices[0].delta.content or "" for piece in pieces) == (
        whole.choices[0].message.content
    )
    assert [piece.choices[0].delta.role for piece in pieces][:2] == ["assistant", None]
    assert last.choices[0].finish_reason == "stop"
    assert _citations(last) == _citations(whole)
    assert (usage.choices, usage.usage) == ([], whole.usage)
    assert len({chunk.id for chunk in chunks}) == 1


def test_stream_helper_of_the_package_works(model: openai.OpenAI) -> None:
    with model.chat.completions.stream(model="yaodian", messages=ASKED) as stream:
        final = stream.get_final_completion()
    assert "4.6" in (final.choices[0].message.content or "")


@pytest.mark.anyio
async def test_asynchronous_client_works(service: Service) -> None:
    async with openai.AsyncOpenAI(base_url=f"{service.url}/v1", api_key="none") as client:
        stream = await client.chat.completions.create(model="yaodian", messages=ASKED, stream=True)
        text = [chunk.choices[0].delta.content or "" async for chunk in stream]
    assert "4.6" in "".join(text)


def test_sources_are_listed_for_clients_that_show_text_alone(model: openai.OpenAI) -> None:
    whole = model.chat.completions.create(model="yaodian-sources", messages=ASKED)
    content = whole.choices[0].message.content or ""
    assert "出处：" in content
    assert all(citation.text in content for citation in _citations(whole))
    pieces = model.chat.completions.create(model="yaodian-sources", messages=ASKED, stream=True)
    assert "".join(piece.choices[0].delta.content or "" for piece in pieces) == content


def test_follow_up_takes_the_conversation_along(model: openai.OpenAI) -> None:
    first = model.chat.completions.create(model="yaodian-sources", messages=ASKED)
    history: Any = [
        {"role": "system", "content": "You are a pirate."},
        *ASKED,
        {"role": "assistant", "content": first.choices[0].message.content},
        {"role": "user", "content": [{"type": "text", "text": "由谁牵头？"}]},
    ]
    answer = model.chat.completions.create(model="yaodian", messages=history)
    assert "人口家庭科" in (answer.choices[0].message.content or "")


def test_long_conversation_is_shortened_not_refused(model: openai.OpenAI) -> None:
    turns: Any = [{"role": role, "content": "说" * 900} for role in ("user", "assistant")] * 80
    answer = model.chat.completions.create(model="yaodian", messages=[*turns, *ASKED])
    assert answer.choices[0].message.content


def test_filters_are_an_extra_field(model: openai.OpenAI) -> None:
    outside = {"filters": {"regions": ["无此市"]}}
    answer = model.chat.completions.create(model="yaodian", messages=ASKED, extra_body=outside)
    assert answer.model_extra is not None
    assert answer.model_extra["abstained"]
    assert not _citations(answer)


@pytest.mark.parametrize(
    ("body", "error", "code"),
    [
        ({"model": "gpt-4o", "messages": ASKED}, openai.NotFoundError, "model-not-found"),
        ({"model": "yaodian", "messages": []}, openai.UnprocessableEntityError, "invalid-request"),
        (
            {"model": "yaodian", "messages": [{"role": "system", "content": "x"}]},
            openai.UnprocessableEntityError,
            "no-user-message",
        ),
        (
            {"model": "yaodian", "messages": [{"role": "user", "content": " "}]},
            openai.UnprocessableEntityError,
            "empty-question",
        ),
        ({"model": "yaodian", "messages": ASKED, "n": 2}, openai.UnprocessableEntityError, "invalid-request"),
        (
            {
                "model": "yaodian",
                "messages": [
                    {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:,"}}]}
                ],
            },
            openai.UnprocessableEntityError,
            "invalid-request",
        ),
    ],
)
def test_errors_have_the_form_that_clients_read(
    model: openai.OpenAI, body: dict[str, Any], error: type[openai.APIStatusError], code: str
) -> None:
    with pytest.raises(error) as caught:
        model.chat.completions.create(**body)
    assert caught.value.code == code
    assert caught.value.body is not None
    assert caught.value.body["message"]  # type: ignore[index]


def test_failure_on_the_way_is_raised_by_the_client(scripted: tuple[Service, ScriptedAssistant]) -> None:
    service, assistant = scripted
    assistant.events = [Token("一"), RuntimeError("机密")]
    with _client(service) as model:
        stream = model.chat.completions.create(model="yaodian", messages=ASKED, stream=True)
        with pytest.raises(openai.APIError) as caught:
            list(stream)
    assert caught.value.code == "internal-error"
    assert "机密" not in str(caught.value)


def test_an_abstention_says_so(scripted: tuple[Service, ScriptedAssistant]) -> None:
    service, assistant = scripted
    assistant.events = [Token("没有写"), Done(Answer(answer="没有写", abstained=True, warnings=("注意",)))]
    with _client(service) as model:
        *_, last = model.chat.completions.create(model="yaodian", messages=ASKED, stream=True)
    assert last.model_extra is not None
    assert (last.model_extra["abstained"], last.model_extra["warnings"]) == (True, ["注意"])
