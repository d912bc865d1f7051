"""From the data to the file that is shipped: the stages one after the other, then the export."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from ingest.embedding.e5.packed import PackedModel, packed_path
from rag.reader.tokens import PairTokenizer
from rag.reader.training.encoder import Encoder, load_encoder
from rag.reader.training.export import needed_rows, write_model
from rag.reader.training.recipe import Material, Stage, far_stage, stages
from rag.reader.training.shipped import shipped_weights
from rag.reader.training.train import Item, learn, to_items

logger = logging.getLogger(__name__)

_FROZEN = 3
_SEED = 1
_SAMPLES = 16  # sequences that show which channels stand out


def make_model(
    material: Material,
    out: Path,
    turn: int,
    *,
    onward: Path | None = None,
    numbers: torch.dtype = torch.bfloat16,
) -> str:
    """Train on ``material``, keep checkpoints and curves in ``out``, write ``out/model.onnx``; its hash.

    A stage that is done is not done again, one that was stopped goes on from its checkpoint. A stage may begin with
    the mean of the weights that all stages between it and the first end with, which reads better than any of them.
    What is written is what the last one ends with. ``onward``: a model to go on from, which the last stage alone is taught.
    """
    torch.manual_seed(_SEED)
    source = packed_path()
    packed = PackedModel(source)
    tokenizer = PairTokenizer(packed.vocabulary)
    encoder = load_encoder(packed, _FROZEN, _SEED, numbers)
    if onward:
        shipped = shipped_weights(onward, list(encoder.learnt()))
        _take(encoder, {name: torch.from_numpy(weight) for name, weight in shipped.items()})
    ends: list[dict[str, Any]] = []
    items: list[Item] = []
    for stage in _planned(material, turn, onward):
        if stage.from_mean:
            _take(encoder, _mean(ends[1:]))
        items = to_items(stage.examples, tokenizer)
        logger.info("%s: %d examples, %d without an answer", stage.name, len(items), _unanswered(items))
        ends.append(learn(encoder, items, stage.plan, out / stage.name))
        _take(encoder, ends[-1])
    weights = {name: weight.numpy() for name, weight in ends[-1].items()}
    samples = [item.ids for item in items[:_SAMPLES]]
    return write_model(out / "model.onnx", source, weights, needed_rows(packed), samples)


def _planned(material: Material, turn: int, onward: Path | None) -> Iterator[Stage]:
    if onward is None:
        yield from stages(material, turn)
    yield far_stage(material)


def _mean(ends: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: torch.stack([end[name] for end in ends]).mean(0) for name in ends[0]}


def _take(encoder: Encoder, weights: dict[str, Any]) -> None:
    with torch.no_grad():
        for name, weight in encoder.learnt().items():
            weight.copy_(weights[name])


def _unanswered(items: list[Item]) -> int:
    return sum(item.spans == [(0, 0)] for item in items)
