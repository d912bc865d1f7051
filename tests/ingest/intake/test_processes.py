"""Several processes at one store: what they see, and what they leave."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

import ingest.store.chroma
from ingest.intake.pipeline import ingest_paths
from ingest.passages import cut_passages
from ingest.settings import IngestSettings
from ingest.store.store import NoticeStore
from tests.fakes import RecordingEmbeddings
from tests.ingest.intake.life import change, look, notice_text, run, running, settings_for, state_of, take_in

TURNS = 4


def opened(settings: IngestSettings) -> NoticeStore:
    return NoticeStore.open(settings, RecordingEmbeddings())


def rewrite(data_dir: Path, folder: Path) -> None:
    """Two notices of one file, changed again and again."""
    settings = settings_for(data_dir)
    store = opened(settings)
    for version in range(2, TURNS + 2):
        (folder / "a.txt").write_text(both(version), encoding="utf-8")
        ingest_paths([folder], store, settings)


def both(version: int) -> str:
    first, second = notice_text("青禾", version), notice_text("云溪", version)
    return f"第一篇：{first.split('一、主要')[0]}一、主要{first.split('一、主要')[1]}第二篇：{second}"


def test_a_reader_never_sees_old_and_new_together(tmp_path: Path) -> None:
    """Neither a version half written, nor notices of one version beside those of another."""
    folder, settings = tmp_path / "notices", settings_for(tmp_path / "data")
    folder.mkdir()
    (folder / "a.txt").write_text(both(1), encoding="utf-8")
    store = opened(settings)
    whole = len(ingest_paths([folder], store, settings).added)
    assert whole > 1
    seen: set[frozenset[str]] = set()
    with running(rewrite, tmp_path / "data", folder) as writer:
        while writer.is_alive():
            snapshot = store.snapshot()
            versions = {notice.issued_on + notice.text.split("〔2024〕")[1][0] for notice in snapshot.notices}
            assert (len(snapshot.notices), len(versions)) == (whole, 1)
            due = [passage for notice in snapshot.notices for passage in cut_passages(notice, 64)]
            assert sorted(due, key=lambda passage: passage.id) == list(snapshot.passages)
            assert len(store.nearest("第3类指标", 5)) == 5
            seen.add(frozenset(versions))
    assert len(seen) > 1
    state_of(store)


def test_two_ingests_at_once_leave_what_one_leaves(tmp_path: Path) -> None:
    """Of folders that share some of their words, with an index that is saved often, while a reader answers."""
    chance = random.Random(1)
    folders = [tmp_path / "east", tmp_path / "west"]
    for folder in folders:
        folder.mkdir()
        for day in range(1, 7):
            change(folder, day, chance)
    shutil.copy(next(folders[0].glob("*.txt")), folders[1] / "共有.txt")
    held = tmp_path / "held"
    with running(take_in, held, folders[0]), running(take_in, held, folders[1]):
        store = opened(settings_for(held))
        state_of(store)
    run(look, held)
    for folder in folders:
        run(take_in, tmp_path / "fresh", folder)
    states = [state_of(opened(settings_for(where))) for where in (held, tmp_path / "fresh")]
    ids = [sorted(notice.id for notice in state["notices"]) for state in states]
    assert ids[0] == ids[1]
    assert states[0]["passages"] == states[1]["passages"]


def test_what_another_process_brings_is_near_at_once(tmp_path: Path) -> None:
    folder, data_dir = tmp_path / "notices", tmp_path / "data"
    folder.mkdir()
    store = opened(settings_for(data_dir))
    assert store.nearest("第3类指标", 3) == []
    (folder / "a.txt").write_text(notice_text("青禾", 1), encoding="utf-8")
    run(take_in, data_dir, folder)
    state_of(store)


def test_stores_that_write_in_turn_do_not_overwrite_each_others_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.store.chroma, "SAVE_EVERY", 40)
    settings = settings_for(tmp_path / "data")
    stores = [opened(settings), opened(settings)]
    path = tmp_path / "a.txt"
    for version in range(6):
        path = tmp_path / f"{version}.txt"
        path.write_text(notice_text("青禾", version), encoding="utf-8")
        ingest_paths([path], stores[version % 2], settings)
    for store in (*stores, opened(settings)):
        assert len(state_of(store)["notices"]) == 6


def test_an_index_that_was_being_saved_when_its_writer_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are torn, the next process has to do without them; the mark of the writer tells so."""
    monkeypatch.setattr(ingest.store.chroma, "SAVE_EVERY", 40)
    folder, settings = tmp_path / "notices", settings_for(tmp_path / "data")
    folder.mkdir()
    for version in range(3):
        (folder / f"{version}.txt").write_text(notice_text("青禾", version), encoding="utf-8")
    ingest_paths([folder], opened(settings), settings)
    before = tuple(opened(settings).notices())
    torn = list((settings.data_dir / "chroma").glob("*/data_level0.bin"))
    assert torn
    for path in torn:
        path.write_bytes(path.read_bytes()[:100])
    (settings.data_dir / "chroma-busy").touch()
    run(look, settings.data_dir)
    assert state_of(opened(settings))["notices"] == before
