"""Writes the encoder as an ONNX graph: once exactly, to calibrate with, and once with int8 weights, to run.

What onnxruntime's CPU provider does well decides the shape of the graph:

* One text a run, so no padding, no mask, and a vector that does not depend on the texts beside it. Texts are
  run side by side, a thread each.
* ``Add`` and ``LayerNormalization`` stay apart: the fused ``SkipLayerNormalization`` is eight times slower.
* The word table stays at 4 bit (``GatherBlockQuantized``), mapped from the file and never unpacked.
* The inner layer's outputs hold a few channels that reach ten times beyond all others at the first and last
  token, and would take the int8 range from the rest. They are left out of the int8 product and go through a
  small float product of their own, which leaves a third of the quantisation error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from ingest.embedding.e5.packed import BLOCK, FloatArray, PackedModel

IDS, EMBEDDING = "ids", "embedding"
_FUSED = "com.microsoft"
_OPSETS = {"": 18, _FUSED: 1}
_IR_VERSION = 10
_INT8 = 127


def exact_graph(model: PackedModel) -> onnx.ModelProto:
    """The encoder in float32. Outputs: the embedding, then the inner activations of every layer, in order."""
    return _Encoder(model, outliers=None).build()


def fast_graph(model: PackedModel, outliers: Sequence[NDArray[np.intp]]) -> onnx.ModelProto:
    """The encoder with int8 weights; ``outliers``: for every layer, the inner channels kept in float32."""
    return _Encoder(model, outliers).build()


class _Encoder:
    def __init__(self, model: PackedModel, outliers: Sequence[NDArray[np.intp]] | None) -> None:
        self._model = model
        self._shape = model.shape
        self._outliers = outliers
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def build(self) -> onnx.ModelProto:
        hidden = self._embedded_tokens()
        inner = []
        for layer in range(self._shape.layers):
            hidden = self._attention(f"l{layer}.", hidden)
            hidden, activations = self._feed_forward(layer, hidden)
            inner.append(activations)
        self._node("ReduceMean", [hidden, self._constant("token_axis", np.array([1]))], EMBEDDING, keepdims=0)
        outputs = [EMBEDDING] if self._outliers else [EMBEDDING, *inner]
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(IDS, TensorProto.INT64, [1, "tokens"])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            self._constants,
        )
        opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS.items()]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def _embedded_tokens(self) -> str:
        width = self._shape.hidden
        weights, scales = self._model.blocks("emb.word", width)
        weights = weights.reshape(len(weights), width)
        table = self._constant("word", weights[:, 0::2] | (weights[:, 1::2] << 4))
        words = self._node(
            "GatherBlockQuantized",
            [table, IDS, self._constant("word.scale", scales)],
            "words",
            domain=_FUSED,
            bits=4,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        # Every token is of type 0, so its vector is part of the position's.
        positions = self._model.floats("emb.pos").reshape(-1, width) + self._model.floats("emb.type")[:width]
        length = self._node("Shape", [IDS], "length", start=1, end=2)
        bounds = [self._constant("zero", np.array([0])), length]
        places = self._node("Slice", [self._constant("position", positions), *bounds], "positions")
        return self._normalised(self._sum(words, places, "tokens"), "emb.ln")

    def _attention(self, layer: str, hidden: str) -> str:
        width = self._shape.hidden
        projected = self._projections([layer + name for name in "qkv"], hidden)
        context = self._node(
            "MultiHeadAttention", projected, layer + "context", domain=_FUSED, num_heads=self._shape.heads
        )
        name = layer + "ao"
        weights = self._model.matrix(name + ".w", width)
        attended = self._product(name, context, weights, self._model.floats(name + ".b"))
        return self._normalised(self._sum(hidden, attended, name + ".sum"), layer + "aln")

    def _projections(self, names: list[str], source: str) -> list[str]:
        width = self._shape.hidden
        weights = [self._model.matrix(name + ".w", width) for name in names]
        biases = [self._model.floats(name + ".b") for name in names]
        triples = zip(names, weights, biases, strict=True)
        if self._outliers is None:
            return [self._product(name, source, weight, bias) for name, weight, bias in triples]
        quantised = [f"{source}.{part}" for part in ("int8", "scale", "zero")]
        self._nodes.append(helper.make_node("DynamicQuantizeLinear", [source], quantised))
        products = []
        for name, weight, bias in triples:
            kernel, scale, zero = self._quantised(name, weight)
            operands = [quantised[0], kernel, quantised[1], scale, quantised[2], zero]
            operands.append(self._constant(name + ".b", bias))
            products.append(self._node("MatMulIntegerToFloat", operands, name, domain=_FUSED))
        return products

    def _feed_forward(self, layer: int, hidden: str) -> tuple[str, str]:
        up, down = f"l{layer}.fi", f"l{layer}.fo"
        up_weights = self._model.matrix(up + ".w", self._shape.hidden)
        up_bias = self._model.floats(up + ".b")
        down_weights = self._model.matrix(down + ".w", self._shape.inner)
        residual = hidden
        if self._outliers is not None:
            kept = self._outliers[layer]
            parts = (up_weights[:, kept], up_bias[kept], down_weights[kept])
            apart = self._kept_apart(f"l{layer}.kept", hidden, *parts)
            residual = self._sum(hidden, apart, f"l{layer}.residual")
            up_weights, up_bias, down_weights = up_weights.copy(), up_bias.copy(), down_weights.copy()
            # GELU leaves zero at zero: such a channel neither widens the range nor adds anything.
            up_weights[:, kept], up_bias[kept], down_weights[kept] = 0, 0, 0
        inner = self._product(up, hidden, up_weights, up_bias)
        activations = self._node("Gelu", [inner], up + ".gelu", domain=_FUSED)
        result = self._product(down, activations, down_weights, self._model.floats(down + ".b"))
        return self._normalised(self._sum(residual, result, down + ".sum"), f"l{layer}.oln"), activations

    def _kept_apart(self, name: str, hidden: str, up: FloatArray, bias: FloatArray, down: FloatArray) -> str:
        inner = self._exact_product(name + ".up", hidden, up, bias)
        activations = self._node("Gelu", [inner], name + ".gelu", domain=_FUSED)
        return self._node("MatMul", [activations, self._constant(name + ".down", down)], name)

    def _product(self, name: str, source: str, weights: FloatArray, bias: FloatArray) -> str:
        if self._outliers is None:
            return self._exact_product(name, source, weights, bias)
        operands = [source, *self._quantised(name, weights), self._constant(name + ".b", bias)]
        return self._node("DynamicQuantizeMatMul", operands, name, domain=_FUSED)

    def _exact_product(self, name: str, source: str, weights: FloatArray, bias: FloatArray) -> str:
        product = self._node("MatMul", [source, self._constant(name + ".w", weights)], name + ".product")
        return self._sum(product, self._constant(name + ".b", bias), name)

    def _quantised(self, name: str, weights: FloatArray) -> tuple[str, str, str]:
        """Weights as int8, symmetric, with a scale for every output; their scales; their zero points."""
        scales = np.maximum(np.abs(weights).max(axis=0), np.finfo(np.float32).tiny) / _INT8
        kernel = np.round(weights / scales).astype(np.int8)
        return (
            self._constant(name + ".w", kernel),
            self._constant(name + ".w.scale", scales.astype(np.float32)),
            self._constant(name + ".w.zero", np.zeros(len(scales), np.int8)),
        )

    def _normalised(self, source: str, name: str) -> str:
        gain, shift = (self._constant(part, self._model.floats(part)) for part in (name + ".w", name + ".b"))
        return self._node(
            "LayerNormalization", [source, gain, shift], name, axis=-1, epsilon=self._shape.epsilon
        )

    def _sum(self, one: str, other: str, name: str) -> str:
        return self._node("Add", [one, other], name)

    def _node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name
