"""A corpus that changes from day to day, and processes that take it in and look at it."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from operator import attrgetter
from pathlib import Path
from typing import Any

import ingest.store.chroma
from ingest.entry import Entry
from ingest.intake.pipeline import ingest_paths
from ingest.passages import cut_passages
from ingest.settings import IngestSettings
from ingest.store.kept_register import kept_register
from ingest.store.store import NoticeStore
from tests.fakes import RecordingEmbeddings

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.ingest.intake.warm"])
_TOWNS = ("青禾", "云溪", "松岭", "白沙", "临湖", "石桥", "竹山", "银滩")


def notice_text(town: str, version: int) -> str:
    """A small notice in so many clauses that it makes a few batches of passages."""
    clauses = "".join(
        f"{n}.第{n}项任务。到{2020 + version}年底，{town}县第{n}类指标达到{version}.{n}%，由第{n}科负责落实。\n"
        for n in range(1, 31)
    )
    return f"{town}县卫生健康委员会文件\n{town}卫字〔2024〕{version}号\n{town}县工作要点\n一、主要任务\n{clauses}"


def change(folder: Path, day: int, chance: random.Random) -> None:
    """One day: a notice appears or gets new words, one gets a second name, one goes."""
    town = chance.choice(_TOWNS)
    (folder / f"{town}.txt").write_text(notice_text(town, day), encoding="utf-8")
    files = sorted(folder.glob("*.txt"))
    if chance.random() < 0.3:
        copied = chance.choice(files)
        (folder / f"抄件{chance.randrange(3)}.txt").write_bytes(copied.read_bytes())
    if len(files) > 4 and chance.random() < 0.4:
        chance.choice(files).unlink()


def settings_for(data_dir: Path) -> IngestSettings:
    return IngestSettings(data_dir=data_dir, passage_tokens=64)


def take_in(data_dir: Path, folder: Path) -> None:
    """Bring the store in step with the folder. Chroma saves its index often, as it does in a large store."""
    ingest.store.chroma.SAVE_EVERY = 40
    settings = settings_for(data_dir)
    ingest_paths([folder], NoticeStore.open(settings, RecordingEmbeddings()), settings, prune=True)


def state_of(store: NoticeStore) -> dict[str, Any]:
    """Everything that can be seen of a store. Asserts that what is seen is whole: every passage, every vector."""
    snapshot = store.snapshot()
    settings = IngestSettings(passage_tokens=64)
    due = [
        passage for notice in snapshot.notices for passage in cut_passages(notice, settings.passage_tokens)
    ]
    assert sorted(due, key=lambda passage: passage.id) == list(snapshot.passages)
    for passage in snapshot.passages[:: max(1, len(snapshot.passages) // 20)]:
        (best, score), *_ = store.nearest(passage.embedded_text, 1)
        assert score > 0.999, (passage.id, best, score)
    return {"notices": snapshot.notices, "passages": snapshot.passages}


def look(data_dir: Path) -> None:
    """Open a store, perhaps after a kill, and ask it everything. What is noted of it is what it holds."""
    ingest.store.chroma.SAVE_EVERY = 40
    noted = kept_register(settings_for(data_dir))
    held = state_of(NoticeStore.open(settings_for(data_dir), RecordingEmbeddings()))["notices"]
    if noted is not None:
        by_id = attrgetter("id")
        assert sorted(noted, key=by_id) == sorted(map(Entry.of, held), key=by_id)


def start(work: Callable[..., None], *arguments: object) -> BaseProcess:
    """Another process at ``work``, which begins at once: everything is imported already."""
    process = _FORKS.Process(target=work, args=arguments)
    process.start()
    return process


@contextmanager
def running(work: Callable[..., None], *arguments: object) -> Iterator[BaseProcess]:
    """Another process at ``work``; it has ended well when the block is left."""
    process = start(work, *arguments)
    try:
        yield process
        process.join(120)
        assert process.exitcode == 0
    finally:
        process.kill()


def run(work: Callable[..., None], *arguments: object) -> None:
    with running(work, *arguments):
        pass
