"""A file can neither hang nor eat the machine: what exceeds a limit is refused, and the next file is read."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.errors import NoticeError
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings

SETTINGS = IngestSettings()
PAGE = "<html><body><p>各单位：现将工作要点印发给你们，请认真执行。</p></body></html>".encode()
# So many elements that no machine reads them in a moment.
ENDLESS = b"<html><body>" + b"<p>a<b>b<i>c" * 250_000
REPOSITORY = Path(__file__).parents[3]


def refusal(data: bytes, settings: IngestSettings) -> NoticeError:
    with pytest.raises(NoticeError) as caught:
        read_bytes("a.html", data, settings)
    return caught.value


def read_page(_: int = 0) -> list[str]:
    return [line.text for line in read_bytes("a.html", PAGE, SETTINGS).lines]


def workers() -> set[int]:
    """The reading processes below this one."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_bytes()
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        if b"ingest.readers.worker" in command and parent == os.getpid():
            found.add(int(place.name))
    return found


def test_what_takes_too_long_is_given_up_and_the_next_file_is_read() -> None:
    error = refusal(ENDLESS, IngestSettings(max_file_seconds=0.5))
    assert error.code == "too-slow"
    assert "YAODIAN_MAX_FILE_SECONDS" in error.text("zh")
    assert error.text("en").startswith("a.html")
    assert read_page() == ["各单位：现将工作要点印发给你们，请认真执行。"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_what_takes_too_much_memory_is_refused_and_the_next_file_is_read() -> None:
    with pytest.raises(NoticeError) as caught:
        read_bytes("a.txt", b"a\n" * 2_500_000, IngestSettings(max_file_memory=256 * 1024 * 1024))
    assert caught.value.code == "too-large"
    assert "YAODIAN_MAX_FILE_MEMORY" in caught.value.text("zh")
    assert read_page() == ["各单位：现将工作要点印发给你们，请认真执行。"]


def test_a_refusal_crosses_the_border_whole() -> None:
    error = refusal(b"<html><body><img src='scan.jpg'></body></html>", SETTINGS)
    assert (error.path, error.code) == ("a.html", "no-text")
    assert "OCR" in error.reason_zh
    assert "OCR" in error.reason_en


def test_plain_text_needs_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert [line.text for line in read_bytes("a.txt", "各单位：".encode(), SETTINGS).lines] == ["各单位："]


def test_many_threads_read_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(map(tuple, pool.map(read_page, range(40)))) == {
            ("各单位：现将工作要点印发给你们，请认真执行。",)
        }


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_a_worker_that_was_killed_is_replaced() -> None:
    # In an interpreter of its own: other tests leave workers in all states behind.
    program = """
        import os
        from tests.ingest.readers.test_isolated import read_page, workers
        read_page()
        before = workers()
        for process in before:
            os.kill(process, 9)
        again = read_page()
        print(bool(before), not workers() & before, again == read_page())
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "True", "True"]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_a_worker_is_kept_however_large_the_program_is() -> None:
    program = """
        from ingest.readers.read import read_bytes
        from ingest.settings import IngestSettings
        from tests.ingest.readers.test_isolated import PAGE, workers
        large = b"1" * (600 * 1024 * 1024)
        settings = IngestSettings(max_file_memory=1024 * 1024 * 1024)
        read_bytes("a.html", PAGE, settings)
        before = workers()
        read_bytes("a.html", PAGE, settings)
        print(len(before), workers() == before)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1", "True"]


def test_the_modules_of_the_folder_where_one_stands_are_not_loaded(tmp_path: Path) -> None:
    for name in ("ingest", "lxml", "json"):
        (tmp_path / f"{name}.py").write_text("open('loaded', 'w')", encoding="utf-8")
    (tmp_path / "page.html").write_bytes(PAGE)
    program = """
        from pathlib import Path
        from ingest.readers.read import read_bytes
        from ingest.settings import IngestSettings
        print(len(read_bytes("page.html", Path("page.html").read_bytes(), IngestSettings()).lines))
    """
    done = subprocess.run(
        [sys.executable, "-P", "-c", textwrap.dedent(program)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "1\n"
    assert not (tmp_path / "loaded").exists()


@pytest.mark.parametrize("end", ["pass", "os.kill(os.getpid(), 9)"], ids=["by itself", "killed"])
def test_nothing_is_left_behind_when_the_program_ends(tmp_path: Path, end: str) -> None:
    program = f"""
        import os, sys
        from ingest.readers.read import read_bytes
        from ingest.settings import IngestSettings
        read_bytes("page.html", sys.stdin.buffer.read(), IngestSettings())
        {end}
    """
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=REPOSITORY,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        input=PAGE,
        check=end == "pass",
    )
    until = time.monotonic() + 60  # a worker whose parent was killed has yet to notice
    while list(tmp_path.iterdir()) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(tmp_path.iterdir()) == []
