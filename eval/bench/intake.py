"""The same files taken in with and without processes that parse them, in turns."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.bench.filling import write_notice
from eval.bench.vectors import SyntheticEmbeddings
from ingest.intake.pipeline import ingest_paths
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore

_TURNS = 2


@dataclass(frozen=True, slots=True)
class Intake:
    """Seconds that an ingest of ``files`` took, the quickest of some turns, with synthetic vectors: parsed in a thread, and
    in processes."""

    files: int
    passages: int
    thread_s: float
    processes_s: float

    @property
    def gain(self) -> float:
        """How many times as fast it is with processes."""
        return self.thread_s / self.processes_s


def measure_intake(settings: IngestSettings, seed: int, files: int) -> Intake:
    """Make up so many notices and take them in, each time into a new store beside that of the settings."""
    with TemporaryDirectory() as folder:
        paths = [write_notice(Path(folder), seed, number) for number in range(files)]
        taken = [_taken(paths, settings, way) for _ in range(_TURNS) for way in (False, True)]
    thread, processes = taken[::2], taken[1::2]
    return Intake(files, taken[0][1], min(thread)[0], min(processes)[0])


def _taken(paths: list[Path], settings: IngestSettings, processes: bool) -> tuple[float, int]:
    with TemporaryDirectory() as folder:
        own = settings.model_copy(update={"data_dir": Path(folder)})
        store = NoticeStore.open(own, SyntheticEmbeddings())
        began = time.perf_counter()
        report = ingest_paths(paths, store, own, processes=processes)
        seconds = time.perf_counter() - began
        store.close()
    return seconds, report.passages
