"""The bytes of a file on disk, or the reason why not: in both languages, and never another path than the caller's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.errors import NoticeError
from ingest.readers.load import load
from ingest.settings import IngestSettings

SETTINGS = IngestSettings(max_file_bytes=4096)


def refusal(path: Path, name: str = "通知.txt") -> NoticeError:
    with pytest.raises(NoticeError) as caught:
        load(path, name, SETTINGS)
    return caught.value


def test_a_file_comes_back_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "通知.TXT"
    path.write_bytes(b"a\r\n\x00" + b"b" * 4092)
    assert load(path, "通知.TXT", SETTINGS) == path.read_bytes()


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(1 << 40)
    error = refusal(huge)
    assert error.code == "too-large"
    assert "4 KB" in error.text("zh")
    assert "4 KB" in error.text("en")


def test_what_cannot_be_opened_is_unreadable(tmp_path: Path) -> None:
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    dangling = tmp_path / "dangling.txt"
    dangling.symlink_to(tmp_path / "secret-target.txt")
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    missing = tmp_path / "missing.txt"
    too_long = tmp_path / f"{'长' * 300}.txt"
    for path in (folder, dangling, pipe, missing, missing / "deeper.txt", too_long, Path("\0.txt")):
        error = refusal(path)
        assert error.code == "unreadable", path
        assert error.path == "通知.txt"
        assert str(tmp_path) not in error.text("zh") + error.text("en")


def test_a_file_that_does_not_say_its_size_is_bounded() -> None:
    symbols = Path("/proc/kallsyms")  # its size is told as 0, and it has megabytes
    if not symbols.exists():
        pytest.skip("this system has no /proc/kallsyms, a file whose size is not known before it is read")
    assert refusal(symbols).code == "too-large"
