"""Settings of answering, read once from the environment (prefix ``YAODIAN_``) with those of ingest."""

from __future__ import annotations

from typing import Self

from pydantic import Field, SecretStr, model_validator

from ingest.errors import SettingsError
from ingest.settings import IngestSettings


class RagSettings(IngestSettings):
    """How long a question may be, and which model, if any, writes the answer."""

    question_chars: int = Field(
        default=1000, ge=10, le=20_000, description="Longest question, in characters."
    )
    history_turns: int = Field(
        default=20, ge=0, le=200, description="Earlier messages taken along with a question."
    )
    history_chars: int = Field(
        default=20_000, ge=0, le=500_000, description="Longest history, in characters, all messages together."
    )
    weight_passage: float = Field(
        default=0.5, ge=0, le=10, description="Weight of BM25 over passages in the fusion."
    )
    weight_notice: float = Field(default=0.3, ge=0, le=10, description="Weight of BM25 over whole notices.")
    weight_dense: float = Field(default=0.3, ge=0, le=10, description="Weight of nearness in meaning.")
    dense_candidates: int = Field(
        default=200, ge=1, le=5000, description="Nearest passages taken into the fusion."
    )
    read_passages: int = Field(
        default=40, ge=1, le=500, description="Best passages that are read for an answer."
    )
    use_ledger: bool = Field(
        default=True, description="Read figures by the ledger's indicators; false: by the words around them."
    )
    span_reader: bool = Field(
        default=True,
        description="Let the bundled reader point at the words that answer; false: whole sentences.",
    )
    abstain_below: float = Field(
        default=0.32,
        ge=0,
        le=1,
        description="Least confidence to answer: the share of the question accounted for.",
    )
    neutral_similarity: float = Field(
        default=0.87, ge=-1, le=1, description="Cosine of question and passage that says neither yes nor no."
    )
    similarity_gain: float = Field(
        default=4.0,
        ge=0,
        le=100,
        description="Confidence gained for each unit of cosine above the neutral one.",
    )
    margin_gain: float = Field(
        default=0.25,
        ge=0,
        le=10,
        description="Confidence gained for each unit that the best clause is ahead.",
    )
    missing_loss: float = Field(
        default=0.2,
        ge=0,
        le=10,
        description="Confidence lost for words that notices use elsewhere and the clause does not.",
    )
    reader_gain: float = Field(
        default=0.25,
        ge=0,
        le=10,
        description="Most confidence that the bundled reader adds to a doubtful draft whose words it points at too.",
    )
    llm_base_url: str = Field(
        default="",
        description="Base URL of an OpenAI-compatible server; empty: answers are composed without a model.",
    )
    llm_model: str = Field(default="", description="Name of the model at that server.")
    llm_api_key: SecretStr = Field(
        default=SecretStr(""), description="Key of that server; empty if it asks for none."
    )
    llm_timeout_s: float = Field(
        default=60.0,
        gt=0,
        le=600,
        description="Longest wait for a model's whole answer, tries included, in seconds.",
    )
    llm_max_tokens: int = Field(
        default=1024, ge=16, le=16_384, description="Longest answer of the model, in its tokens."
    )
    llm_evidence_tokens: int = Field(
        default=3000,
        ge=200,
        le=100_000,
        description="Most evidence shown to the model, in cl100k_base tokens.",
    )
    llm_retries: int = Field(
        default=2, ge=0, le=10, description="Tries after the first when the server is busy, broken or silent."
    )

    @property
    def llm_configured(self) -> bool:
        """Whether a model writes the answer."""
        return bool(self.llm_base_url)

    @model_validator(mode="after")
    def _base_url_and_model_together(self) -> Self:
        if self.llm_base_url and not self.llm_model:
            raise SettingsError(
                "llm-model-missing",
                zh="设置了 YAODIAN_LLM_BASE_URL，还需要用 YAODIAN_LLM_MODEL 写明模型名称。",
                en="YAODIAN_LLM_BASE_URL is set; name the model in YAODIAN_LLM_MODEL too.",
            )
        if self.llm_base_url and not self.llm_base_url.startswith(("http://", "https://")):
            raise SettingsError(
                "llm-base-url",
                zh="YAODIAN_LLM_BASE_URL 应是以 http:// 或 https:// 开头的地址。",
                en="YAODIAN_LLM_BASE_URL must be an address that begins with http:// or https://.",
            )
        return self
