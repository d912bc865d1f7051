"""Training: what is stopped and started again ends where it would have ended, and the loss falls."""

from __future__ import annotations

import json

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from ingest.embedding.e5.packed import PackedModel, packed_path  # noqa: E402
from rag.reader.tokens import PairTokenizer  # noqa: E402
from rag.reader.training.encoder import load_encoder  # noqa: E402
from rag.reader.training.made import make_notices  # noqa: E402
from rag.reader.training.mixture import Share, examples  # noqa: E402
from rag.reader.training.train import Plan, learn, to_items  # noqa: E402


@pytest.fixture(scope="module")
def packed():
    torch.set_num_threads(1)
    return PackedModel(packed_path())


@pytest.fixture(scope="module")
def items(packed):
    share = Share(make_notices(1, 1), answered=0.5, unanswered=0.1, shortest=40, longest=60)
    return to_items(examples([share], 1), PairTokenizer(packed.vocabulary))


def _plan(**changed) -> Plan:
    return Plan(**{"batch_tokens": 256, "rate": 5e-4, **changed})


def test_a_stopped_pass_ends_where_it_would_have_ended(packed, items, tmp_path):
    whole = learn(load_encoder(packed, 11, 1), items, _plan(last_step=4), tmp_path / "whole")
    learn(load_encoder(packed, 11, 1), items, _plan(last_step=2), tmp_path / "parts")
    parts = learn(load_encoder(packed, 11, 1), items, _plan(last_step=4), tmp_path / "parts")
    assert whole.keys() == parts.keys()
    assert all(torch.allclose(whole[name], parts[name], atol=1e-5) for name in whole)


def test_the_loss_falls_and_is_written_down(packed, items, tmp_path):
    learn(load_encoder(packed, 10, 1), items * 3, _plan(), tmp_path)
    curve = [json.loads(line) for line in (tmp_path / "curve.jsonl").read_text("utf-8").splitlines()]
    assert curve[-1]["loss"] < curve[0]["loss"]
    assert curve[-1]["step"] == curve[-1]["steps"]


def test_frozen_layers_stay_as_they_were(packed):
    learnt = load_encoder(packed, 3, 1).learnt()
    assert not any(name.startswith(("emb.", "l0.", "l1.", "l2.")) for name in learnt)
    assert "l3.q.w" in learnt
    assert "head.w" in learnt
