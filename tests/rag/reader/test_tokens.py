"""Tokens know where they stand, whatever the text holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.embedding.e5.packed import PackedModel, packed_path
from ingest.embedding.e5.tokenizer import UnigramTokenizer
from rag.reader.tokens import MOST_TOKENS, PairTokenizer

_TEXT = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("到2024年底，覆盖率达６５％。　 \n℃①㎡ａｂ（一）")),
    max_size=60,
)


@pytest.fixture(scope="module")
def vocabulary():
    return PackedModel(packed_path()).vocabulary


@pytest.fixture(scope="module")
def plain(vocabulary):
    return UnigramTokenizer(vocabulary)


@pytest.fixture(scope="module")
def tokenizer(vocabulary):
    return PairTokenizer(vocabulary)


def test_pieces_point_at_the_words_they_were_made_from(tokenizer):
    text = "到2024年底，全市　健康县区覆盖率达到６５％。"
    pieces = tokenizer.pieces(text)
    words = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    assert "".join(words).replace("　", "") == text.replace("　", "")
    assert "覆盖" in words
    assert "６５" in words


@settings(max_examples=150, deadline=None)
@given(text=_TEXT)
def test_offsets_are_in_order_and_inside_the_text(tokenizer, text):
    pieces = tokenizer.pieces(text)
    assert len(pieces.ids) == len(pieces.starts) == len(pieces.ends)
    assert pieces.starts == sorted(pieces.starts)
    assert all(0 <= a <= b <= len(text) for a, b in zip(pieces.starts, pieces.ends, strict=True))


@settings(max_examples=100, deadline=None)
@given(text=_TEXT)
def test_ids_are_those_of_the_embedding_tokenizer(tokenizer, plain, text):
    text = text.encode("utf-8", "replace").decode()
    assert tokenizer.pieces(text).ids == plain.encode(text)


def test_a_pair_is_question_context_and_passage(tokenizer, vocabulary):
    pair = tokenizer.pair("由谁牵头？", "由市民政局牵头。", "云溪市养老服务工作要点")
    assert pair.ids[0] == vocabulary.begin
    assert pair.ids.count(vocabulary.end) == 3
    assert pair.ids[pair.first : -1] == pair.passage.ids


def test_a_long_passage_is_cut_at_its_end_and_a_long_question_leaves_room_for_it(tokenizer):
    pair = tokenizer.pair("什么时候" * 200, "完成改造任务，" * 400, "工作要点" * 100)
    assert len(pair.ids) <= MOST_TOKENS
    assert len(pair.passage.ids) > MOST_TOKENS // 2
    assert pair.passage.starts[0] == 0
