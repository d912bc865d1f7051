"""What was written is read back: the network of those weights says what the file says."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from ingest.embedding.e5.build import open_session  # noqa: E402
from ingest.embedding.e5.packed import PackedModel, packed_path  # noqa: E402
from rag.reader.span_reader import MODEL, SCORES, TOKENS  # noqa: E402
from rag.reader.tokens import PairTokenizer  # noqa: E402
from rag.reader.training.encoder import load_encoder, scores  # noqa: E402
from rag.reader.training.shipped import shipped_weights  # noqa: E402


def test_the_weights_read_back_score_as_the_model_does():
    torch.set_num_threads(1)
    packed = PackedModel(packed_path())
    encoder = load_encoder(packed, 3, 1, torch.float32)
    with torch.no_grad():
        for name, weight in shipped_weights(MODEL, list(encoder.learnt())).items():
            encoder.weights[name].copy_(torch.from_numpy(weight))
    pair = PairTokenizer(packed.vocabulary).pair(
        "居民健康素养要到多少？", "到2026年底，全市居民健康素养水平达到31%。"
    )
    ids = np.array([pair.ids], np.int64)
    shipped = open_session(MODEL).run([SCORES], {TOKENS: ids})[0][0]
    with torch.no_grad():
        read = scores(encoder, torch.from_numpy(ids), torch.ones(ids.shape, dtype=torch.bool))[0].numpy()
    assert np.corrcoef(shipped.ravel(), read.ravel())[0, 1] > 0.98
