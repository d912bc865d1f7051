"""Chinese text cut into words: jieba's cuts, its dictionary read only as far as the text at hand needs it.

jieba itself reads half a million words and beginnings of words before its first cut, half a second in every process. Here
they are kept in a file with a line for each first character, and a line is read when a word may begin with it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

logger = logging.getLogger(__name__)

_FILE = "words"


class Segmenter:
    """jieba with its dictionary kept in a folder; without one the dictionary is made anew. Safe between threads."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._tokenizer: Any = None

    def keep_in(self, folder: Path) -> None:
        """Keep the dictionary there, if it is not loaded yet."""
        self._folder = folder

    def cut(self, text: str) -> list[str]:
        """The words of a text, in order; together they are the text."""
        return list(self._loaded().cut(text))

    def load(self) -> None:
        """What the first cut would otherwise wait for."""
        self._loaded()

    def _loaded(self) -> Any:
        with self._lock:
            if self._tokenizer is None:
                self._tokenizer = self._opened()
            return self._tokenizer

    def _opened(self) -> Any:
        jieba = _jieba()
        jieba.setLogLevel(logging.WARNING)  # it announces its dictionary on stderr
        tokenizer = jieba.Tokenizer()
        path = self._folder / f"{_FILE}-{jieba.__version__}" if self._folder else None
        kept = _read(path) if path else None
        if kept is None:
            kept = _made(*tokenizer.gen_pfdict(tokenizer.get_dict_file()))
            if path:
                _write(path, kept)
        tokenizer.total, tokenizer.FREQ = int(kept[0]), Words(kept[1:])
        tokenizer.initialized = True
        return tokenizer


class Words:
    """How often each word is met, 0 for what only begins words: as much of a mapping as jieba asks for."""

    def __init__(self, lines: list[bytes]) -> None:
        """``lines``: a JSON object for each first character, which stands in front of it."""
        self._unread = {line[: line.index(b"{")].decode(): line for line in lines}
        self._read: dict[str, dict[str, int]] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._beginning_as(word)

    def __getitem__(self, word: str) -> int:
        return self._beginning_as(word)[word]

    def get(self, word: str, default: int | None = None) -> int | None:
        return self._beginning_as(word).get(word, default)

    def _beginning_as(self, word: str) -> dict[str, int]:
        first = word[:1]
        found = self._read.get(first)
        if found is None:
            line = self._unread.get(first)
            if line is None:
                return {}
            found = self._read[first] = json.loads(line[line.index(b"{") :])
        return found


def _made(frequencies: dict[str, int], total: int) -> list[bytes]:
    """The lines of the file: all words counted, then the words by their first characters."""
    beginning: dict[str, dict[str, int]] = {}
    for word, frequency in frequencies.items():
        beginning.setdefault(word[0], {})[word] = frequency
    lines = [first + json.dumps(words, ensure_ascii=False) for first, words in beginning.items()]
    return [line.encode() for line in (str(total), *lines)]


def _read(path: Path) -> list[bytes] | None:
    """The lines kept; ``None`` where there are none, or not as they were written."""
    try:
        digest, _, kept = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        logger.warning("the segmenter's dictionary %s cannot be read and is made anew: %s", path, error)
        return None
    if digest != _digest(kept):
        logger.warning("the segmenter's dictionary %s is damaged and is made anew", path)
        return None
    return kept.split(b"\n")


def _write(path: Path, lines: list[bytes]) -> None:
    kept = b"\n".join(lines)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
            fresh = Path(file.name)
            try:
                file.write(_digest(kept) + b"\n" + kept)
                file.close()
                fresh.replace(path)
            finally:
                fresh.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("the segmenter's dictionary cannot be kept in %s: %s", path, error)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _jieba() -> Any:
    # jieba opens its own files by pkg_resources where that is there, whose import takes a tenth of a second, and by
    # their paths where it is not.
    with _not_found("pkg_resources"):
        import jieba
    return jieba


@contextmanager
def _not_found(module: str) -> Iterator[None]:
    """Let an import go without a module, unless that is loaded already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # Python's way to say that there is none
    try:
        yield
    finally:
        del sys.modules[module]


segmenter = Segmenter()
