"""The line that a run's files go down: parsed ahead, embedded ahead, written some together.

How far ahead is bounded, so memory does not grow with the number of files.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from ingest.embedding.ahead import EmbeddingAhead, Piece
from ingest.embedding.embedding_cache import CachedEmbeddings
from ingest.errors import NoticeError, StoreError
from ingest.intake.parser import Parser
from ingest.intake.run import Ready, Run, Settled
from ingest.intake.steps import Parsing, Refused, Step, Steps, Unpacked
from ingest.models import Passage

if TYPE_CHECKING:
    from ingest.intake.parsed import Parsed

# Written in one step: so many passages or files. Of these two steps are embedded ahead, that one never waits for the other.
_PASSAGES: Final = 512
_STEPS: Final = 256
# Parsed ahead: so many files, or bytes of them.
_FILES_AHEAD: Final = 64
_BYTES_AHEAD: Final = 32 * 1024 * 1024


class Line:
    """Takes a run's files in. Whatever ends it early, what is embedded by then is written."""

    def __init__(self, run: Run, processes: bool | None = None) -> None:
        """``processes``: whether files are parsed in some, by default where there is much to parse."""
        self._run = run
        self._parser = Parser(run.settings, processes)
        self._ahead = EmbeddingAhead(run.embeddings)
        self.steps = Steps(run.settings, run.held.whole_file, self._parse)
        self._parsing: deque[Step] = deque()
        self._waiting: deque[Settled] = deque()
        self._vectors: dict[str, tuple[Piece, int]] = {}  # of passages, by id: in which piece, at which place
        self._to_write = 0  # passages of all that waits

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._parser.close()
        self._ahead.close()
        if kind is not None and not issubclass(kind, StoreError):
            self._run.progress = lambda _: None  # who listens may be what ended it
            whole = next((n for n, step in enumerate(self._waiting) if not self._is_embedded(step)), None)
            self._write(len(self._waiting) if whole is None else whole)

    def take(self, steps: Iterator[Step]) -> None:
        """Take in everything that ``steps`` tells of."""
        while self._read_on(steps):
            step = self._parsing.popleft()
            self._waiting.append(self._ready(step) if isinstance(step, Parsing) else step)
            self._note_what_is_next()
            while self._to_write >= 2 * _PASSAGES or len(self._waiting) >= 2 * _STEPS:
                self._write_some()
        while self._waiting:
            self._write_some()

    def _read_on(self, steps: Iterator[Step]) -> bool:
        """Have files parsed, as far ahead as may be; whether any is left to take."""
        while len(self._parsing) < _FILES_AHEAD and self._size_ahead() < _BYTES_AHEAD:
            step = next(steps, None)
            if step is None:
                break
            self._parsing.append(step)
        return bool(self._parsing)

    def _size_ahead(self) -> int:
        return sum(step.size for step in self._parsing if isinstance(step, Parsing))

    def _parse(self, source: str, digest: str, data: bytes, before: int, left: int) -> Future[list[Parsed]]:
        # While the first new file is parsed; where nothing is new, no model is needed.
        embeddings = self._run.embeddings
        if isinstance(embeddings, CachedEmbeddings):
            embeddings.load_soon()
        return self._parser.begin(source, digest, data, before, left)

    def _ready(self, step: Parsing) -> Settled:
        """The file when it is parsed, its passages being embedded. What waits is written where there is time for it."""
        while not step.parsed.done():
            to_come = next((piece for piece, _ in reversed(self._vectors.values())), None)
            if to_come and not to_come.vectors.done():
                first: list[Future[Any]] = [step.parsed, to_come.vectors]
                wait(first, return_when=FIRST_COMPLETED)
            elif self._waiting:
                self._write_some()
            else:
                wait([step.parsed])
        try:
            found = step.parsed.result()
        except NoticeError as error:
            return Refused(error)
        for parsed in found:
            self._embed(parsed.notice.id, parsed.passages)
        ready = Ready(
            step.source,
            step.origin,
            [parsed.notice for parsed in found],
            {parsed.notice.id: parsed.passages for parsed in reversed(found)},
        )
        self._to_write += _passages_of(ready)
        return ready

    def _embed(self, notice_id: str, passages: Sequence[Passage]) -> None:
        """Unless the notice is held, or comes with a file that waits."""
        if notice_id in self._run.held.notices or any(p.id in self._vectors for p in passages[:1]):
            return
        pieces = self._ahead.begin([passage.embedded_text for passage in passages])
        places = ((piece, place) for piece in pieces for place in range(len(piece.texts)))
        self._vectors |= {passage.id: where for passage, where in zip(passages, places, strict=True)}

    def _is_embedded(self, step: Settled) -> bool:
        if not isinstance(step, Ready):
            return True
        found = [self._vectors.get(p.id) for passages in step.passages.values() for p in passages]
        pieces = {id(piece): piece for piece, _ in filter(None, found)}.values()
        return all(
            p.vectors.done() and not p.vectors.cancelled() and not p.vectors.exception() for p in pieces
        )

    def _note_what_is_next(self) -> None:
        """What touches nothing that is held needs no writing, once it is its turn."""
        while self._waiting:
            step = self._waiting[0]
            if isinstance(step, Ready | Unpacked):
                return
            self._run.note(step)
            self._waiting.popleft()

    def _write_some(self) -> None:
        """As much of what waits as makes a step of the store."""
        passages = 0
        for count, step in enumerate(self._waiting):
            if passages >= _PASSAGES or count >= _STEPS:
                self._write(count)
                return
            passages += _passages_of(step)
        self._write(len(self._waiting))

    def _write(self, count: int) -> None:
        if not count:
            return
        before = list(self._waiting)
        self._run.write(self._waiting, count, self._embedded)
        self._to_write = sum(map(_passages_of, self._waiting))
        for step in before[: len(before) - len(self._waiting)]:
            if isinstance(step, Ready):
                for key in (p.id for passages in step.passages.values() for p in passages):
                    self._vectors.pop(key, None)
        self._note_what_is_next()

    def _embedded(self, passages: Sequence[Passage]) -> list[list[float]]:
        """The vectors of passages, as they come; of notices that were held, and are no more, they are made now."""
        known = [self._vectors.get(passage.id) for passage in passages]
        texts = [p.embedded_text for p, where in zip(passages, known, strict=True) if where is None]
        made = iter(self._run.embeddings.embed_documents(texts) if texts else ())
        return [where[0].vectors.result()[where[1]] if where else next(made) for where in known]


def _passages_of(step: Settled) -> int:
    return sum(map(len, step.passages.values())) if isinstance(step, Ready) else 0
