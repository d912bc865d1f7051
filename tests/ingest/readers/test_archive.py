"""The files of a .zip as if they lay in a folder, whoever packed it; what cannot be taken costs none of the others."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.errors import NoticeError
from ingest.readers.archive import Member, unpack
from ingest.settings import IngestSettings

SETTINGS = IngestSettings(max_file_bytes=1 << 20)
NOTICE = "各单位：现将工作要点印发给你们。".encode()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def named_in(encoding: str, name: str) -> bytes:
    """An archive whose one member's name is written in ``encoding`` without saying so, as old systems do."""
    raw = name.encode(encoding)
    head = struct.pack(
        "<HHHHHIIIHH", 20, 0, 0, 0, 0, zipfile.crc32(NOTICE), len(NOTICE), len(NOTICE), len(raw), 0
    )
    entry = b"PK\x03\x04" + head + raw + NOTICE
    directory = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    return (
        entry + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), len(entry), 0)
    )


def members(data: bytes, settings: IngestSettings = SETTINGS) -> dict[str, bytes]:
    return {item.name: item.data for item in unpack("包.zip", data, settings) if isinstance(item, Member)}


def refusals(data: bytes, settings: IngestSettings = SETTINGS) -> list[tuple[str, str]]:
    return [
        (item.path, item.code) for item in unpack("包.zip", data, settings) if isinstance(item, NoticeError)
    ]


def test_members_are_named_by_where_they_lie() -> None:
    data = packed({"一.txt": NOTICE, "文件/二.docx": b"x", "文件/": b""})
    assert members(data) == {"包.zip/一.txt": NOTICE, "包.zip/文件/二.docx": b"x"}
    assert refusals(data) == []


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "ascii"])
def test_names_are_read_as_they_were_meant(encoding: str) -> None:
    name = "notice.txt" if encoding == "ascii" else "关于印发工作要点的通知.txt"
    assert list(members(named_in(encoding, name))) == [f"包.zip/{name}"]


def test_a_name_never_leads_out_of_the_archive() -> None:
    data = packed(
        {"../../etc/一.txt": NOTICE, "/二.txt": NOTICE, "C:\\三.txt": NOTICE, "./a/../四.txt": NOTICE}
    )
    assert list(members(data)) == ["包.zip/etc/一.txt", "包.zip/二.txt", "包.zip/三.txt", "包.zip/a/四.txt"]


def test_what_systems_add_is_left_out() -> None:
    junk = ("__MACOSX/._一.txt", ".DS_Store", "a/.hidden.txt", "~$一.docx", "Thumbs.db", "a/desktop.ini")
    data = packed({**dict.fromkeys(junk, b"x"), "一.txt": NOTICE})
    assert list(members(data)) == ["包.zip/一.txt"]
    assert refusals(data) == []


def test_archives_within_archives_down_to_a_depth() -> None:
    data = packed({"深.txt": NOTICE})
    for name in ("c.zip", "b.zip"):
        data = packed({name: data, f"{name}.txt": NOTICE})
    assert list(members(data)) == ["包.zip/b.zip/c.zip/深.txt", "包.zip/b.zip/c.zip.txt", "包.zip/b.zip.txt"]
    shallow = IngestSettings(max_archive_depth=2)
    assert refusals(data, shallow) == [("包.zip/b.zip/c.zip", "too-large")]
    assert list(members(data, shallow)) == ["包.zip/b.zip/c.zip.txt", "包.zip/b.zip.txt"]


def test_a_bad_member_costs_none_of_the_others() -> None:
    data = bytearray(packed({"坏.txt": b"a" * 100, "好.txt": NOTICE}, zipfile.ZIP_STORED))
    data[data.find(b"aaaa")] ^= 0xFF
    assert list(members(bytes(data))) == ["包.zip/好.txt"]
    assert refusals(bytes(data)) == [("包.zip/坏.txt", "broken-file")]


def test_types_that_are_not_read_are_told_like_those_in_a_folder() -> None:
    data = packed({"照片.jpg": b"x", "一.txt": NOTICE, "没有扩展名": b"x"})
    assert refusals(data) == [("包.zip/照片.jpg", "unknown-type"), ("包.zip/没有扩展名", "unknown-type")]
    assert list(members(data)) == ["包.zip/一.txt"]


def test_an_encrypted_member_is_named() -> None:
    data = bytearray(packed({"一.txt": NOTICE, "二.txt": NOTICE}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    (error,) = (item for item in unpack("包.zip", bytes(data), SETTINGS) if isinstance(item, NoticeError))
    assert (error.path, error.code) == ("包.zip/一.txt", "broken-file")
    assert "密码" in error.text("zh")
    assert list(members(bytes(data))) == ["包.zip/二.txt"]


def test_a_member_that_swells_is_refused_and_the_rest_is_read() -> None:
    data = packed({"弹.txt": b"\0" * (32 << 20), "大.txt": bytes(range(256)) * 8192, "一.txt": NOTICE})
    large = IngestSettings(max_file_bytes=64 << 20)
    assert refusals(data, large) == [("包.zip/弹.txt", "too-large")]
    assert refusals(data) == [("包.zip/弹.txt", "too-large"), ("包.zip/大.txt", "too-large")]
    assert list(members(data)) == ["包.zip/一.txt"]


def test_the_limits_hold_for_all_archives_together() -> None:
    inner = packed({f"{n}.txt": NOTICE for n in range(10)})
    data = packed({f"{n}.zip": inner for n in range(10)})
    few = IngestSettings(max_archive_files=25)
    assert len(members(data, few)) == 22
    assert refusals(data, few) == [("包.zip", "too-large")]
    small = IngestSettings(max_archive_bytes=1024)
    large = packed({f"{n}.txt": bytes(range(256)) for n in range(10)})
    assert len(members(large, small)) == 4
    assert refusals(large, small) == [("包.zip", "too-large")]


def test_a_directory_that_lies_about_sizes_is_bounded() -> None:
    data = bytearray(packed({"一.txt": b"\0" * (4 << 20)}))
    entry = data.find(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)
    assert members(bytes(data)) == {} or len(members(bytes(data))["包.zip/一.txt"]) <= 100


def test_members_of_the_same_bytes_over_and_over_are_bounded() -> None:
    data = packed({"一.txt": bytes(1 << 20)})
    entry, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    many = 5000
    directory = data[entry:end] * many
    tail = struct.pack("<HHHHIIH", 0, 0, many, many, len(directory), entry, 0)
    bomb = data[:entry] + directory + b"PK\x05\x06" + tail
    settings = IngestSettings(max_archive_bytes=10 << 20)
    assert len([item for item in unpack("包.zip", bomb, settings) if isinstance(item, Member)]) <= 10


@pytest.mark.parametrize(
    "data", [b"", b"no zip", NOTICE, packed({"一.txt": NOTICE})[:-10], b"PK\x01\x02" * 60_000]
)
def test_what_is_no_archive_is_said_to_be_broken(data: bytes) -> None:
    assert refusals(data) == [("包.zip", "broken-file")]


def test_an_archive_without_files_is_empty() -> None:
    assert refusals(packed({})) == [("包.zip", "empty-file")]
    assert refusals(packed({"文件/": b"", "__MACOSX/a": b""})) == [("包.zip", "empty-file")]


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    members(packed({"一.txt": NOTICE, "a/二.txt": NOTICE}))
    assert list(tmp_path.rglob("*")) == []


SOUND = packed({"一.txt": NOTICE, "二/三.docx": bytes(range(256)), "b.zip": packed({"四.md": NOTICE})})


@hypothesis_settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_archive_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SOUND)
    for position, byte in changes:
        data[position] = byte
    for item in unpack("包.zip", bytes(data), SETTINGS):
        if isinstance(item, NoticeError):
            assert item.code in {"broken-file", "too-large", "unknown-type", "empty-file"}
        else:
            assert item.name.startswith("包.zip/")
            assert len(item.data) <= SETTINGS.max_file_bytes
