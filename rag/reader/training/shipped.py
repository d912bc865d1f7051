"""The weights of a model that was written, read back, so that training goes on from it.

int8 weights come back as floats with their rounding; the inner channels that were kept apart come back into the places they
were taken from, in any order: which of them stands where changes nothing.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from ingest.embedding.e5.packed import FloatArray

_QUANTISED = (".q", ".k", ".v", ".ao", ".fi", ".fo")


def shipped_weights(path: Path, wanted: list[str]) -> dict[str, FloatArray]:
    """The weights in ``path`` by the names that the encoder has for them; ``wanted`` are those asked for.

    Raises KeyError where the model holds no such weight.
    """
    held = {each.name: each for each in onnx.load(path).graph.initializer}
    found = {name: _floats(held, name) for name in wanted}
    for layer in sorted({name.partition(".")[0] for name in wanted if name.startswith("l")}):
        _put_back(held, found, layer)
    return found


def _floats(held: dict[str, onnx.TensorProto], name: str) -> FloatArray:
    values: FloatArray = numpy_helper.to_array(held[name]).astype(np.float32)
    if name.endswith(".w") and name.removesuffix(".w").endswith(_QUANTISED):
        scales: FloatArray = numpy_helper.to_array(held[name + ".scale"])
        values *= scales
    return values


def _put_back(held: dict[str, onnx.TensorProto], found: dict[str, FloatArray], layer: str) -> None:
    """The channels kept in float32 stand at zero in the int8 matrices."""
    up, bias, down = (
        numpy_helper.to_array(held[f"{layer}.kept.{part}"]) for part in ("up.w", "up.b", "down")
    )
    taken = np.flatnonzero(~found[f"{layer}.fi.w"].any(axis=0))[: up.shape[1]]
    found[f"{layer}.fi.w"][:, taken] = up
    found[f"{layer}.fi.b"] = found[f"{layer}.fi.b"].copy()
    found[f"{layer}.fi.b"][taken] = bias
    found[f"{layer}.fo.w"][taken] = down
