"""Questions put to a store in a process of its own: how long until it is ready, how long each stage of an answer takes."""

from __future__ import annotations

import multiprocessing
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

import numpy as np

from eval.bench.memory import peak_bytes, resident_bytes
from eval.bench.vectors import SyntheticEmbeddings
from eval.errors import EvalError
from rag.build import open_workspace
from rag.settings import RagSettings
from rag.stages import listening

SYNTHETIC_MODEL = "synthetic"  # what a store of made-up vectors says of itself
_WARMING = 5  # questions before those that count


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds: the median, and what 95 and 99 of a hundred questions stay below."""

    p50: float
    p95: float
    p99: float
    count: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        p50, p95, p99 = np.percentile(seconds, (50, 95, 99)).tolist()
        return cls(p50, p95, p99, len(seconds))


@dataclass(frozen=True, slots=True)
class Asked:
    """``ready_s``: from opening the store to the end of the first search, imports left out. ``stages`` has the whole answer
    as ``answer``; ``kinds`` has whole answers by the kind of question. Memory in bytes."""

    ready_s: float
    ready_memory: int
    memory: int
    peak_memory: int
    stages: dict[str, Times]
    kinds: dict[str, Times]


def ask_all(settings: RagSettings, questions: Sequence[tuple[str, str]]) -> Asked:
    """Ask ``(kind, question)`` one after the other, in a fresh process. Raises EvalError where that ends early."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_ask, args=(settings, list(questions), theirs))
    process.start()
    theirs.close()
    try:
        found: Asked = ours.recv()
    except EOFError as error:
        raise EvalError(
            "bench-ended",
            zh="测量进程提前结束，原因见上。",
            en="the measuring process ended early; the reason stands above.",
        ) from error
    finally:
        process.join()
    return found


def _ask(settings: RagSettings, questions: list[tuple[str, str]], answer: Connection) -> None:
    began = time.perf_counter()
    synthetic = settings.embedding_model == SYNTHETIC_MODEL
    workspace = open_workspace(settings, embeddings=SyntheticEmbeddings() if synthetic else None)
    assistant = workspace.assistant
    assistant.warm()
    ready, ready_memory = time.perf_counter() - began, resident_bytes()
    for _, question in questions[:_WARMING]:
        assistant.answer(question)
    stages: defaultdict[str, list[float]] = defaultdict(list)
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    with listening(lambda stage, seconds: stages[stage].append(seconds)):
        for kind, question in questions:
            asked = time.perf_counter()
            assistant.answer(question)
            kinds[kind].append(time.perf_counter() - asked)
    stages["answer"] = [seconds for each in kinds.values() for seconds in each]
    answer.send(
        Asked(
            ready,
            ready_memory,
            resident_bytes(),
            peak_bytes(),
            {name: Times.of(found) for name, found in stages.items()},
            {name: Times.of(found) for name, found in kinds.items()},
        )
    )
    workspace.store.close()
