"""Every encoding that offices use comes back as the same characters; binary data is refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.errors import NoticeError
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings

SETTINGS = IngestSettings()
SHORT = "关于印发年度工作要点的通知"
LONG = "一、总体要求\n到2030年底，居民健康素养水平达到38.5%以上（牵头科室：宣传科）。\n" * 400
BOMS = {
    "utf-8-sig": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}
REAL_NOTICES = Path(__file__).resolve().parents[3].parent / "shared" / "notices"


def text_of(data: bytes, name: str = "notice.txt") -> str:
    return "\n".join(line.text for line in read_bytes(name, data, SETTINGS).lines)


def common_characters() -> list[str]:
    """The first level of GB 2312: the 3755 characters of everyday Chinese."""
    pairs = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return [text for pair in pairs if (text := pair.decode("gb2312", "ignore"))]


common_text = st.text(st.sampled_from(common_characters()), min_size=20, max_size=200)


@pytest.mark.parametrize("text", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"])
def test_unmarked_encodings_are_found(encoding: str, text: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["通知", SHORT, LONG], ids=["tiny", "short", "long"])
@pytest.mark.parametrize("encoding", BOMS)
def test_a_byte_order_mark_decides_and_is_dropped(encoding: str, text: str) -> None:
    assert text_of(BOMS[encoding] + text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["联通", "通知", "工作要点", "4月26日", "（一）"])
def test_even_a_few_characters_of_gb_are_read_as_gb(text: str) -> None:
    assert text_of(text.encode("gb18030")) == text


def test_rare_characters_of_names_and_places_survive_gb18030() -> None:
    text = "请䶮水镇、㙍上村和𠮷田卫生院的负责同志参加会议，按时报到。"
    assert text_of(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    "text", ["關於印發衛生健康工作要點的通知", "各縣市衛生局：請依計畫辦理，並於月底前報核。\n" * 50]
)
def test_big5_is_read_and_said_to_be_a_guess(text: str) -> None:
    document = read_bytes("notice.txt", text.encode("big5"), SETTINGS)
    assert "\n".join(line.text for line in document.lines) == text
    assert any("Big5" in warning for warning in document.warnings)


def test_plain_ascii_and_latin_utf8_are_not_taken_for_chinese() -> None:
    assert text_of(b"he is a good man") == "he is a good man"
    assert text_of("Café résumé naïve".encode()) == "Café résumé naïve"


@hypothesis_settings(deadline=None)
@given(common_text, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"]))
def test_what_was_encoded_is_decoded(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@hypothesis_settings(deadline=None)
@given(common_text, st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_unmarked_utf16_of_sentences_is_decoded(words: str, encoding: str) -> None:
    text = f"{words}。\n"
    assert text_of(text.encode(encoding)) == text


# Four bytes each in GB18030, two units each in UTF-16 from the third on.
RARE = "㙍䶮䴙𠮷𬭁𫚉"
rare_text = st.lists(st.one_of(common_text, st.sampled_from(RARE)), min_size=1, max_size=8).map("".join)


@hypothesis_settings(deadline=None)
@given(common_text, rare_text, st.sampled_from(["gb18030", "utf-16-le", "utf-16-be", "utf-8"]))
def test_characters_of_four_bytes_are_decoded_anywhere(words: str, rare: str, encoding: str) -> None:
    text = f"{words}。\n{rare}"
    assert text_of(text.encode(encoding)) == text


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@hypothesis_settings(deadline=None)
@given(st.lists(st.tuples(common_text, st.booleans()), min_size=2, max_size=8))
def test_a_file_put_together_from_two_encodings_is_read_line_by_line(parts: list[tuple[str, bool]]) -> None:
    # 一一一 in GB 18030 is also һһһ in UTF-8: nothing tells which is meant.
    assume(not any(is_gb and is_utf8(text.encode("gb18030")) for text, is_gb in parts))
    data = b"\n".join(text.encode("gb18030" if is_gb else "utf-8") for text, is_gb in parts)
    document = read_bytes("notice.txt", data, SETTINGS)
    assert [line.text for line in document.lines] == [text for text, _ in parts]
    mixed = len({is_gb for _, is_gb in parts}) == 2
    assert any("混用" in warning for warning in document.warnings) == mixed


@hypothesis_settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.htm", "a.docx"]))
def test_random_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    code = ""
    try:
        read_bytes(name, data, SETTINGS)
    except NoticeError as error:
        code = error.code
    # Bytes may begin as those of an old format do, which LibreOffice reads where it is installed.
    assert code in {"", "empty-file", "not-text", "broken-file", "no-text", "no-converter"}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_cut_last_character_costs_one_character_and_a_warning(encoding: str) -> None:
    document = read_bytes("notice.txt", LONG.strip().encode(encoding)[:-1], SETTINGS)
    text = "\n".join(line.text for line in document.lines)
    assert text.startswith(LONG[:1000])
    assert any("无法识别" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
        b"\x00" * 100,
        "正文".encode() + b"\x00" + "正文".encode(),
        b"\x01\x02\x03\x04\x05",
        "正文".encode() + b"\xff" * 200,
    ],
    ids=["all-bytes", "png", "zeros", "one-zero", "controls", "unreadable"],
)
def test_a_binary_renamed_txt_is_not_text(data: bytes) -> None:
    with pytest.raises(NoticeError) as caught:
        read_bytes("renamed.txt", data, SETTINGS)
    assert caught.value.code == "not-text"


def test_the_real_notices_are_read_exactly() -> None:
    if not REAL_NOTICES.is_dir():
        pytest.skip("the real notices (../shared/notices, beside the repository) are not on this machine")
    files = sorted(REAL_NOTICES.glob("*.txt"))
    assert files
    for file in files:
        assert text_of(file.read_bytes()) == file.read_bytes().decode("utf-8"), file.name
        for encoding in ("gb18030", "utf-16-le"):
            text = file.read_text(encoding="utf-8")
            assert text_of(text.encode(encoding)) == text, (file.name, encoding)
