"""A model's opinion of the answers: faithfulness to the cited passages, relevance to the question.

Judges waver: the same case has been seen at .3 and at 1.0. So opinions stand beside the scores, never among them, and
nothing is decided by them. ragas is asked for here alone, and only when a person wants opinions.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Sequence
from typing import Any, Protocol

from eval.errors import EvalError
from eval.extras import needing
from eval.result import Row, RunResult
from ingest.embedding.embeddings import make_embeddings
from rag.settings import RagSettings

_LOG = logging.getLogger(__name__)
# ragas reports each use to its makers unless told not to: nothing leaves the machine but what settings name.
_DO_NOT_TRACK = "RAGAS_DO_NOT_TRACK"


class Judge(Protocol):
    """Whoever has opinions of a row: shares of 1 by name, none where it has none."""

    async def opinions(self, row: Row) -> dict[str, float]: ...


def judged(result: RunResult, judge: Judge) -> RunResult:
    """The run with opinions of every answer that rests on passages."""
    return result.model_copy(update={"rows": tuple(asyncio.run(_judge_all(result.rows, judge)))})


def open_judge(settings: RagSettings) -> Judge:
    """ragas with the model of the settings. Raises EvalError where there is no model or no ragas."""
    if not settings.llm_configured:
        raise EvalError(
            "no-judge",
            zh="--judge 需要模型：请设置 YAODIAN_LLM_BASE_URL 和 YAODIAN_LLM_MODEL。",
            en="--judge needs a model: set YAODIAN_LLM_BASE_URL and YAODIAN_LLM_MODEL.",
        )
    os.environ.setdefault(_DO_NOT_TRACK, "true")
    with needing("judge"):
        from openai import AsyncOpenAI
        from ragas.llms import llm_factory  # type: ignore[import-not-found,unused-ignore]
        from ragas.metrics.collections import AnswerRelevancy, Faithfulness  # type: ignore[import-not-found,unused-ignore]
    client = AsyncOpenAI(
        base_url=settings.llm_base_url,
        api_key=settings.llm_api_key.get_secret_value() or "none",
        timeout=settings.llm_timeout_s,
    )
    model = llm_factory(settings.llm_model, client=client)
    return _RagasJudge(Faithfulness(llm=model), AnswerRelevancy(llm=model, embeddings=_embeddings(settings)))


def _embeddings(settings: RagSettings) -> Any:
    """The embeddings of the settings, as ragas wants them."""
    from ragas.embeddings.base import BaseRagasEmbedding  # type: ignore[import-not-found,unused-ignore]

    ours = make_embeddings(settings)

    class Embedding(BaseRagasEmbedding):  # type: ignore[misc,unused-ignore]  # its base is unknown where ragas is not installed
        def embed_text(self, text: str, **_: Any) -> list[float]:
            return ours.embed_query(text)

        async def aembed_text(self, text: str, **_: Any) -> list[float]:
            return ours.embed_query(text)

    return Embedding()


class _RagasJudge:
    def __init__(self, faithfulness: Any, relevance: Any) -> None:
        self._faithfulness = faithfulness
        self._relevance = relevance

    async def opinions(self, row: Row) -> dict[str, float]:
        contexts = [citation.text for citation in row.answer.citations]
        asked: dict[str, Any] = {
            "faithfulness": self._faithfulness.ascore(
                user_input=row.case.question, response=row.answer.answer, retrieved_contexts=contexts
            ),
            "relevance": self._relevance.ascore(user_input=row.case.question, response=row.answer.answer),
        }
        return {name: float((await question).value) for name, question in asked.items()}


async def _judge_all(rows: Sequence[Row], judge: Judge) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        if row.answer.abstained or not row.answer.citations:
            found.append(row)
            continue
        try:
            opinions = await judge.opinions(row)
        except (
            Exception
        ) as error:  # whatever a judge raises: an opinion is missing, and the run is still whole
            _LOG.warning("no opinion of %s: %s", row.case.id, error)
            opinions = {}
        found.append(row.model_copy(update={"judged": opinions}))
    return found
