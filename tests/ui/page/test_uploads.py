"""Files go in one by one: progress comes out, a failure stops nothing, and no copy is left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.entry import Entry
from ingest.errors import StoreBusyError
from ingest.intake.pipeline import IngestReport, Progress, Skipped
from ingest.models import Notice
from ui.page.library import View
from ui.page.panels import progress_html, report_html
from ui.page.uploads import Underway, Uploaded, take_in


def ingest(name: str, data: bytes, progress: Callable[[Progress], None]) -> IngestReport:
    """Takes any file but those that are named after what befalls them."""
    if name == "busy.txt":
        raise StoreBusyError("busy", zh="正在写入，请稍候。", en="Busy, please wait.")
    if name == "broken.txt":
        raise RuntimeError("secret")
    progress(Progress("embed", 1, 4, name))
    return IngestReport(passages=len(data))


def files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(b"1234")
    return paths


def test_progress_comes_before_the_report_and_the_copy_goes(tmp_path: Path) -> None:
    paths = files(tmp_path, "a.txt")
    news = list(take_in(paths, ingest, "zh"))
    assert Underway("正在建立索引：1 / 4", 0.25) in news
    assert news[-1] == Uploaded((IngestReport(passages=4),), ())
    assert not paths[0].exists()


def test_one_failure_does_not_stop_the_others(tmp_path: Path) -> None:
    paths = files(tmp_path, "busy.txt", "broken.txt", "a.txt")
    end = list(take_in(paths, ingest, "zh"))[-1]
    assert isinstance(end, Uploaded)
    assert end.reports == (IngestReport(passages=4),)
    assert end.refused == ("正在写入，请稍候。", "broken.txt：没有读成，请检查文件后再试。")
    assert not any(path.exists() for path in paths)


def test_a_report_names_what_was_refused_and_escapes_it() -> None:
    skipped = Skipped("<b>.txt", "empty", zh="文件是空的。", en="Empty.")
    html = report_html([IngestReport(skipped=(skipped,))], [], View(), "zh")
    assert "&lt;b&gt;.txt：文件是空的。" in html
    assert "<b>" not in html


def test_a_report_counts_what_went_in_and_warns(notices: tuple[Notice, Notice]) -> None:
    added = tuple(map(Entry.of, notices))
    html = report_html([IngestReport(added=added, passages=7)], [], View(notices), "zh")
    assert "已添加 · 7 个段落 · 4 条指标" in html
    assert "有数字被遮盖" in html


def test_progress_stays_within_its_bar() -> None:
    assert "width:100%" in progress_html("x", 3)
    assert "width:25%" in progress_html("x", 0.25)
