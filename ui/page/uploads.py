"""Taking in what a person uploads, with its progress; independent of Gradio."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from ingest.errors import Lang, YaodianError
from ingest.intake.pipeline import IngestReport, Progress
from ui.page import wording

logger = logging.getLogger(__name__)

# Name, content and a callback for progress in; what came of it out.
Ingest = Callable[[str, bytes, Callable[[Progress], None]], IngestReport]


@dataclass(frozen=True, slots=True)
class Underway:
    """Something to show while a file goes in."""

    words: str
    share: float


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The end of an upload: a report for each file taken, a sentence for each that could not be."""

    reports: tuple[IngestReport, ...]
    refused: tuple[str, ...]


def take_in(paths: Sequence[Path], ingest: Ingest, lang: Lang) -> Iterator[Underway | Uploaded]:
    """Ingest uploaded files one by one; they are deleted afterwards, for the store keeps the text."""
    reports: list[IngestReport] = []
    refused: list[str] = []
    for path in paths:
        yield Underway(wording.READING.text(lang, name=path.name), 0)
        try:
            reports.append((yield from _ingested(path, ingest, lang)))
        except YaodianError as error:
            refused.append(error.text(lang))
        except Exception:
            # Whatever breaks in one file, the person is told calmly, and the other files go in.
            logger.exception("An upload failed")
            refused.append(wording.UPLOAD_FAILED.text(lang, name=path.name))
        finally:
            path.unlink(missing_ok=True)
    yield Uploaded(tuple(reports), tuple(refused))


def _ingested(path: Path, ingest: Ingest, lang: Lang) -> Generator[Underway, None, IngestReport]:
    """Run ``ingest`` in a thread and hand its progress out as it comes."""
    news: SimpleQueue[Progress | IngestReport | Exception] = SimpleQueue()

    def work() -> None:
        try:
            news.put(ingest(path.name, path.read_bytes(), news.put))
        except Exception as error:  # handed over and raised again below, in the caller's thread
            news.put(error)

    Thread(target=work, daemon=True).start()
    while True:
        latest = news.get()
        if isinstance(latest, Progress):
            yield _underway(latest, lang)
        elif isinstance(latest, Exception):
            raise latest
        else:
            return latest


def _underway(progress: Progress, lang: Lang) -> Underway:
    if progress.stage == "read":
        return Underway(wording.READING.text(lang, name=progress.name), 0)
    words = wording.EMBEDDING.text(lang, done=progress.done, total=progress.total)
    return Underway(words, progress.done / max(progress.total, 1))
