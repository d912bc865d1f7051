"""Teaches the encoder to point at answers: one pass over a list of examples, resumable, seeds fixed."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

from rag.reader.tokens import Pair, PairTokenizer
from rag.reader.training.encoder import Encoder, masked, scores
from rag.reader.training.mixture import Example

logger = logging.getLogger(__name__)

_LOGGED = 10  # steps between entries of the loss curve
_POOL = 64  # batches sorted by length together: little padding, and still in random order


@dataclass(frozen=True, slots=True)
class Plan:
    """How to learn. ``decay`` is the learning rate's factor from a layer to the one below; ``averaging`` that of the
    running mean of the weights, which is what is kept. A pass goes from step ``first`` to
    step ``last_step`` (0: its end) of all its steps."""

    rate: float = 1.6e-4
    decay: float = 0.93
    weight_decay: float = 0.01
    batch_tokens: int = 3072
    warm_up: float = 0.05
    last: float = 0.0  # share of the learning rate that is left at the end
    averaging: float = 0.99
    checkpoint_s: float = 180.0
    seed: int = 1
    first: int = 0
    last_step: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An example in tokens. ``spans`` are first and last token of each answer; (0, 0) where there is none."""

    ids: list[int]
    first: int
    spans: list[tuple[int, int]]


def to_items(examples: Sequence[Example], tokenizer: PairTokenizer) -> list[Item]:
    """Examples whose answer lies beyond the model's reach are left out."""
    items = []
    for example in examples:
        pair = tokenizer.pair(example.question, example.passage, example.context)
        spans = [span for answer in example.answers if (span := _tokens_of(pair, *answer))]
        if spans or not example.answers:
            items.append(Item(pair.ids, pair.first, spans or [(0, 0)]))
    return items


def _tokens_of(pair: Pair, start: int, end: int) -> tuple[int, int] | None:
    starts, ends = pair.passage.starts, pair.passage.ends
    inside = [i for i in range(len(starts)) if starts[i] < end and start < ends[i]]
    if not inside or (ends[inside[-1]] < end and len(inside) < 2):
        return None
    return pair.first + inside[0], pair.first + inside[-1]


def learn(encoder: Encoder, items: Sequence[Item], plan: Plan, folder: Path) -> dict[str, Any]:
    """One pass over ``items``; the averaged weights. Goes on from the folder's checkpoint where there is one."""
    folder.mkdir(parents=True, exist_ok=True)
    batches = list(_batches(items, plan))
    optimizer = _optimizer(encoder, plan)
    mean = {name: weight.detach().clone() for name, weight in encoder.learnt().items()}
    end = plan.last_step or len(batches)
    saved = began = time.monotonic()
    losses: list[float] = []
    for step in range(max(_resume(folder, encoder, optimizer, mean), plan.first), end):
        rate = _rate(step, len(batches), plan)
        losses.append(_step(encoder, optimizer, batches[step], rate))
        _average(mean, encoder.learnt(), min(plan.averaging, (step + 1) / (step + 10)))
        last = step + 1 == end
        if last or (step + 1) % _LOGGED == 0:
            _log(folder, step + 1, len(batches), losses[-_LOGGED:], rate, time.monotonic() - began)
        if last or time.monotonic() - saved > plan.checkpoint_s:
            _save(folder, step + 1, encoder, optimizer, mean)
            saved = time.monotonic()
    return mean


def _step(encoder: Encoder, optimizer: Any, batch: Sequence[Item], rate: float) -> float:
    for group in optimizer.param_groups:
        group["lr"] = group["scale"] * rate
    loss = _loss(encoder, batch)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(list(encoder.learnt().values()), 1.0)
    optimizer.step()
    return float(loss.detach())


def _batches(items: Sequence[Item], plan: Plan) -> Iterator[list[Item]]:
    pooled = sum(len(item.ids) for item in items) // plan.batch_tokens // _POOL + 1
    size = len(items) // pooled + 1
    rng = random.Random(plan.seed)
    for at in range(0, len(items), size):
        batches: list[list[Item]] = [[]]
        for item in sorted(items[at : at + size], key=lambda item: len(item.ids)):
            if batches[-1] and (len(batches[-1]) + 1) * len(item.ids) > plan.batch_tokens:
                batches.append([])
            batches[-1].append(item)
        rng.shuffle(batches)
        yield from batches


def _loss(encoder: Encoder, batch: Sequence[Item]) -> Any:
    ids, mask, allowed = padded(batch)
    found = scores(encoder, ids, mask)
    likely = functional.log_softmax(masked(found, allowed), dim=1)
    parts = []
    for row, item in enumerate(batch):
        # Any of the answers will do: the likelihood of all of them together.
        each = [likely[row, start, 0] + likely[row, end, 1] for start, end in item.spans]
        parts.append(-torch.logsumexp(torch.stack(each), 0) / 2)
    return torch.stack(parts).mean()


def padded(batch: Sequence[Item]) -> tuple[Any, Any, Any]:
    """Ids, where there is a token, and where an answer may begin or end: at the first mark (none) or in the passage."""
    longest = max(len(item.ids) for item in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    allowed = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, item in enumerate(batch):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        mask[row, : len(item.ids)] = True
        allowed[row, 0] = True
        allowed[row, item.first : len(item.ids) - 1] = True
    return ids, mask, allowed


def _optimizer(encoder: Encoder, plan: Plan) -> Any:
    groups = []
    for name, weight in encoder.learnt().items():
        scale = plan.decay ** (encoder.shape.layers - encoder.layer_of(name))
        shrunk = plan.weight_decay if weight.ndim > 1 else 0.0
        groups.append({"params": [weight], "scale": scale, "weight_decay": shrunk, "lr": 0.0})
    return torch.optim.AdamW(groups, fused=True)


def _rate(step: int, steps: int, plan: Plan) -> float:
    warmed = min(1.0, (step - plan.first + 1) / (plan.warm_up * steps))
    left = 1 - step / steps
    return plan.rate * warmed * (plan.last + (1 - plan.last) * left)


def _average(mean: dict[str, Any], weights: dict[str, Any], keep: float) -> None:
    with torch.no_grad():
        for name, weight in weights.items():
            mean[name].lerp_(weight, 1 - keep)


def _resume(folder: Path, encoder: Encoder, optimizer: Any, mean: dict[str, Any]) -> int:
    path = folder / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    with torch.no_grad():
        for name, weight in encoder.learnt().items():
            weight.copy_(state["weights"][name])
            mean[name].copy_(state["mean"][name])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])


def _save(folder: Path, step: int, encoder: Encoder, optimizer: Any, mean: dict[str, Any]) -> None:
    weights = {name: weight.detach() for name, weight in encoder.learnt().items()}
    state = {"step": step, "weights": weights, "mean": mean, "optimizer": optimizer.state_dict()}
    draft = folder / "checkpoint.part"
    torch.save(state, draft)
    draft.replace(folder / "checkpoint.pt")


def _log(folder: Path, step: int, steps: int, losses: Sequence[float], rate: float, seconds: float) -> None:
    entry = {"step": step, "steps": steps, "loss": round(sum(losses) / len(losses), 4)}
    entry |= {"rate": round(rate, 7), "seconds": round(seconds)}
    with (folder / "curve.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")
    logger.info("step %(step)d of %(steps)d, loss %(loss).3f, %(seconds)d s", entry)
