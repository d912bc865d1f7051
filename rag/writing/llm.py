"""The language model behind a small door: messages in, text out piece by piece, or a ModelError.

Any OpenAI-compatible server, through langchain-openai. One limit holds for the whole wait, tries included: a
server that sends a byte a second, or comments for ever, is as silent as one that sends nothing.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from typing import Any, Protocol

import openai
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from langsmith.run_helpers import tracing_context
from pydantic import SecretStr

from ingest.errors import ModelError
from rag.settings import RagSettings
from rag.writing.leaving import Departure, departure_of_asker, pause

_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_TRANSIENT = frozenset(
    {"model-busy", "model-unreachable", "model-timeout", "model-cut-off", "model-empty", "model-unreadable"}
)
_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 8.0
_MOST_BYTES = 32 * 1024 * 1024
_SYSTEM_ROLE = re.compile(r"system|\brole", re.I)
# What langchain-openai and openai let through when a server answers with something that is not the protocol.
_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError)

Waiter = Callable[[float], None]


class ChatModel(Protocol):
    """What answering needs of a model."""

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """The answer's text as it comes; ModelError, at any point, when it cannot be finished."""
        ...


def open_model(settings: RagSettings, wait: Waiter = pause) -> OpenAIModel:
    """The model that the settings name. ``wait`` is called between tries."""
    client = _BoundedClient(follow_redirects=False)
    chat = ChatOpenAI(
        model=settings.llm_model,
        base_url=settings.llm_base_url,
        api_key=SecretStr(settings.llm_api_key.get_secret_value() or "none"),
        organization="",
        openai_proxy="",
        http_client=client,
        temperature=0,
        max_tokens=settings.llm_max_tokens,
        max_retries=0,  # tries are counted here, where the whole wait is bounded
        stream_usage=False,
    )
    return OpenAIModel(chat, settings.llm_timeout_s, settings.llm_retries, wait)


class OpenAIModel:
    """A model at an OpenAI-compatible server."""

    def __init__(self, chat: ChatOpenAI, timeout_s: float, retries: int, wait: Waiter = pause) -> None:
        self._chat = chat
        self._timeout_s = timeout_s
        self._retries = retries
        self._wait = wait
        self._no_system_role = False

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """The answer's text without any thoughts. Tried again only while nothing was let out."""
        deadline = time.monotonic() + self._timeout_s
        for attempt in range(self._retries + 1):
            begun = False
            try:
                with closing(self._attempt(messages, deadline)) as pieces:
                    for piece in pieces:
                        begun = True
                        yield piece
                return
            except _Failure as failure:
                wait = failure.retry_after or min(_FIRST_WAIT_S * 2**attempt, _LONGEST_WAIT_S)
                last = attempt == self._retries or time.monotonic() + wait >= deadline
                if begun or last or failure.error.code not in _TRANSIENT:
                    unreachable = failure.error.code == "model-unreachable"
                    raise (_cut_off() if begun and unreachable else failure.error) from failure.__cause__
                self._wait(wait)
                if _nobody_waits():
                    raise failure.error from failure.__cause__

    def _attempt(self, messages: Sequence[BaseMessage], deadline: float) -> Generator[str, None, None]:
        try:
            yield from self._whole(messages, deadline)
        except openai.APIStatusError as error:
            if self._no_system_role or not _rejects_system(error, messages):
                raise _Failure(_of_status(error.status_code), _retry_after(error)) from error
        except _Failure:
            raise
        except (openai.APITimeoutError, TimeoutError) as error:
            raise _Failure(_timeout()) from error
        except openai.APIConnectionError as error:
            raise _Failure(_unreachable()) from error
        except (openai.OpenAIError, OSError) as error:
            raise _Failure(_cut_off()) from error
        except _UNREADABLE as error:
            raise _Failure(_unreadable()) from error
        except Exception as error:
            if type(error).__module__.partition(".")[0] not in ("httpx", "httpx2", "httpcore", "httpcore2"):
                raise
            raise _Failure(_timeout() if "Timeout" in type(error).__name__ else _cut_off()) from error
        else:
            return
        self._no_system_role = True
        yield from self._attempt(messages, deadline)

    def _whole(self, messages: Sequence[BaseMessage], deadline: float) -> Iterator[str]:
        """One request; its end is looked at, for a stream that just stops looks like a short answer."""
        thoughts, finish, empty = _ThoughtFilter(), "", True
        for chunk in self._chunks(_folded(messages) if self._no_system_role else messages, deadline):
            finish = str(chunk.response_metadata.get("finish_reason") or finish)
            text = thoughts.feed(chunk.content if isinstance(chunk.content, str) else str(chunk.text))
            if text:
                empty = empty and not text.strip()
                yield text
        if rest := thoughts.rest():
            empty = empty and not rest.strip()
            yield rest
        if not finish:
            raise _Failure(_cut_off())
        if finish == "length":
            raise _Failure(_too_long())
        if empty:
            raise _Failure(_empty())

    def _chunks(self, messages: Sequence[BaseMessage], deadline: float) -> Iterator[AIMessageChunk]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        # LangSmith would send the question away if the environment says so. It is switched off where the run
        # is set up, not around the whole stream, so that nothing leaks into the caller's context.
        stream = self._chat.stream(list(messages), timeout=left)
        try:
            with tracing_context(enabled=False):
                first = next(stream, None)
            if isinstance(first, AIMessageChunk):
                yield first
                yield from (chunk for chunk in stream if isinstance(chunk, AIMessageChunk))
        finally:
            if hasattr(stream, "close"):
                stream.close()


class _BoundedClient(openai.DefaultHttpxClient):
    """An HTTP client whose timeout holds for a whole reply, which reads no reply without end, and none for nobody."""

    def send(self, request: Any, **kwargs: Any) -> Any:
        limits = request.extensions.get("timeout", {})
        deadline = time.monotonic() + (limits.get("read") or 600.0)
        departure = departure_of_asker()
        if departure is not None:
            request.extensions = {**request.extensions, "trace": _cut_at(departure)}
        # One connection for each request: one that was kept could not be told apart from another's.
        request.headers["connection"] = "close"
        response = super().send(request, **kwargs)
        setattr(response, "iter_raw", _bounded(response.iter_raw, deadline))  # noqa: B010  (a method, for mypy)
        return response


def _nobody_waits() -> bool:
    departure = departure_of_asker()
    return departure is not None and departure.happened


def _cut_at(departure: Departure) -> Callable[[str, dict[str, Any]], None]:
    """What hears of the steps of a request, and cuts its connection when whoever asked leaves: the thread that reads from
    it cannot be told, but its waiting ends. A connection that becomes a TLS one is another socket."""

    def heard(step: str, told: dict[str, Any]) -> None:
        if step in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            departure.closes(partial(_cut, told["return_value"].get_extra_info("socket")))

    return heard


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):  # it has ended by itself
        # The plain socket's own: that of a TLS one takes away what the other thread is reading with.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


def _bounded(iter_raw: Callable[..., Iterator[bytes]], deadline: float) -> Callable[..., Iterator[bytes]]:
    def bounded(*args: Any, **kwargs: Any) -> Iterator[bytes]:
        size = 0
        for data in iter_raw(*args, **kwargs):
            size += len(data)
            if time.monotonic() > deadline or size > _MOST_BYTES:
                raise TimeoutError
            yield data

    return bounded


class _ThoughtFilter:
    """Takes ``<think>…</think>`` out of a text that comes in pieces cut anywhere."""

    _OPEN = re.compile(r"<(think|thinking|thought|reasoning)>", re.I)
    _CLOSE = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.I)
    _PARTIAL = re.compile(r"</?[a-z]{0,9}$", re.I)

    def __init__(self) -> None:
        self._held = ""
        self._inside = False

    def feed(self, piece: str) -> str:
        self._held += piece
        out: list[str] = []
        while match := (self._CLOSE if self._inside else self._OPEN).search(self._held):
            if not self._inside:
                out.append(self._held[: match.start()])
            self._held = self._held[match.end() :]
            self._inside = not self._inside
        partial = self._PARTIAL.search(self._held)
        keep = partial.start() if partial else len(self._held)
        if not self._inside:
            out.append(self._held[:keep])
        self._held = self._held[keep:]
        # Some servers swallow the opening tag: what stood before a lone closing tag was thought, not answer.
        return self._CLOSE.sub("\n", "".join(out))

    def rest(self) -> str:
        """What was held back in case a tag began there."""
        rest, self._held = "" if self._inside else self._held, ""
        return rest


class _Failure(Exception):  # noqa: N818  (an inner signal: what went wrong, and how long the server asks to wait)
    def __init__(self, error: ModelError, retry_after: float = 0.0) -> None:
        super().__init__(error.code)
        self.error = error
        self.retry_after = retry_after


def _folded(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """The system text at the head of the first user message, for models that know no system role."""
    system = "\n\n".join(str(m.content) for m in messages if isinstance(m, SystemMessage))
    rest = [m for m in messages if not isinstance(m, SystemMessage)]
    if not system or not rest:
        return list(messages)
    return [HumanMessage(f"{system}\n\n{rest[0].content}"), *rest[1:]]


def _rejects_system(error: openai.APIStatusError, messages: Sequence[BaseMessage]) -> bool:
    """Whether the server says that it takes no system message (llama.cpp with 500, others with 400)."""
    if error.status_code not in (400, 422, 500) or not any(isinstance(m, SystemMessage) for m in messages):
        return False
    return bool(_SYSTEM_ROLE.search(f"{error.message} {error.body}"))


def _retry_after(error: openai.APIStatusError) -> float:
    """The seconds a busy server asks to wait, as far as we are willing to."""
    headers = error.response.headers
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        if re.fullmatch(r"\d{1,6}(\.\d+)?", value := headers.get(name, "")):
            return float(min(float(value) * scale, _LONGEST_WAIT_S))
    return 0.0


# A server's own words are left out of messages: they may quote the key, and nobody vouches for them.
def _of_status(status: int) -> ModelError:
    if status in (401, 403):
        return _error(
            "model-key",
            "模型服务不接受密钥，请检查 YAODIAN_LLM_API_KEY",
            "The model server refuses the key: check YAODIAN_LLM_API_KEY",
        )
    if status == 404:
        return _error(
            "model-unknown",
            "模型服务没有这个地址或模型，请检查 YAODIAN_LLM_BASE_URL 和 YAODIAN_LLM_MODEL",
            "The server knows no such address or model: check YAODIAN_LLM_BASE_URL and YAODIAN_LLM_MODEL",
        )
    if status in _BUSY:
        return _error(
            "model-busy",
            f"模型服务忙或出错（HTTP {status}）",
            f"The model server is busy or broken (HTTP {status})",
        )
    return _error(
        "model-refused",
        f"模型服务拒绝了请求（HTTP {status}）",
        f"The model server refused the request (HTTP {status})",
    )


def _timeout() -> ModelError:
    return _error("model-timeout", "模型没有在限定时间内答完", "The model did not answer in time")


def _unreachable() -> ModelError:
    return _error("model-unreachable", "连不上模型服务", "The model server cannot be reached")


def _cut_off() -> ModelError:
    return _error("model-cut-off", "模型的回答中途断开", "The model's answer broke off")


def _too_long() -> ModelError:
    return _error(
        "model-too-long",
        "模型的回答超过长度上限，后面的部分没有采用",
        "The model's answer was too long; the rest was left out",
    )


def _empty() -> ModelError:
    return _error("model-empty", "模型没有给出内容", "The model answered nothing")


def _unreadable() -> ModelError:
    return _error("model-unreadable", "模型服务的回复无法识别", "The model server's reply cannot be read")


def _error(code: str, zh: str, en: str) -> ModelError:
    return ModelError(code, zh=f"{zh}。", en=f"{en}.")
