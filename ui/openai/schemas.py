"""Bodies in OpenAI's form, with our additions: ``filters`` in the request, ``citations`` and the rest in the answer."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.types import Citation, Filters
from ui.schemas import RequestBody


class _Taken(RequestBody):
    # Clients send temperature, tools and much else: an answer of verbatim words has no use for it.
    model_config = ConfigDict(extra="ignore")


class TextPart(_Taken):
    """A piece of a message's text. Other kinds of pieces are not taken."""

    type: Literal["text"]
    text: str


class Message(_Taken):
    """A message of the conversation. The last one of the user is the question; instructions are left out."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or ())


class StreamOptions(_Taken):
    """How to stream."""

    include_usage: bool | None = Field(default=False, description="Send the usage in a last piece.")


class ChatRequest(_Taken):
    """``POST /v1/chat/completions``. What is not named here is taken and left out of account."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "model": "yaodian",
                    "messages": [{"role": "user", "content": "健康县区覆盖率要达到多少？"}],
                    "filters": {"regions": ["上饶市"]},
                }
            ]
        },
    )

    model: str = Field(description="yaodian, or yaodian-sources: with the sources listed under the answer.")
    messages: list[Message] = Field(min_length=1)
    stream: bool | None = Field(default=False, description="Answer as server-sent events.")
    stream_options: StreamOptions | None = None
    n: int | None = Field(default=1, ge=1, le=1, description="There is one answer.")
    filters: Filters | None = Field(default=None, description="Strict scope; empty or null: every notice.")

    @property
    def wants_usage(self) -> bool:
        return bool(self.stream_options and self.stream_options.include_usage)


class Additions(BaseModel):
    """What OpenAI's form has no place for: the same as of ``POST /v1/answer``."""

    citations: list[Citation] = Field(description="What every [n] in the text rests on.")
    abstained: bool = Field(description="The notices do not say.")
    warnings: list[str]
    confidence: float | None = Field(description="How much of the question the evidence accounts for.")
    withheld: int | None = Field(description="Sentences of a language model that checking removed.")
    model_error: str | None = Field(description="Code of what went wrong with the language model.")


class Usage(BaseModel):
    """Tokens of cl100k_base in the messages and in the answer."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class AnswerMessage(BaseModel):
    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(BaseModel):
    index: int = 0
    message: AnswerMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class ChatCompletion(Additions):
    """A whole answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage


class Delta(BaseModel):
    role: Literal["assistant"] | None = None
    content: str | None = None


class ChunkChoice(BaseModel):
    index: int = 0
    delta: Delta
    logprobs: None = None
    finish_reason: Literal["stop"] | None = None


class Chunk(BaseModel):
    """A piece of a streamed answer; the piece that ends it carries the additions, too."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: list[ChunkChoice]


class LastChunk(Chunk, Additions):
    """The piece with the ``finish_reason``."""


class UsageChunk(Chunk):
    """The piece after it, for those who ask for the usage."""

    usage: Usage


class Model(BaseModel):
    """A name that ``model`` of a request may have."""

    id: str
    object: Literal["model"] = "model"
    created: int = Field(description="Always 0: the notices change, the model does not.")
    owned_by: str = "yaodian"


class ModelList(BaseModel):
    object: Literal["list"] = "list"
    data: list[Model]
