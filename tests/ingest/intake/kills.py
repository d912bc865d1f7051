"""Ingests killed at random moments. ``python -m tests.ingest.intake.kills 200`` kills two hundred and says what came of it."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.intake.sources import sources_of
from ingest.models import Notice
from ingest.store.store import NoticeStore
from tests.fakes import RecordingEmbeddings
from tests.ingest.intake.life import change, look, run, settings_for, start, state_of, take_in

_KILLS_A_STORE = 10


def of_any_history(state: dict[str, Any]) -> dict[str, Any]:
    """The state without the order in which files came in, which decides what file a notice goes by."""

    def neutral(notice: Notice) -> object:
        files = sorted(sources_of(notice), key=lambda source: source.name)
        return replace(
            notice, source="", source_hash="", origin="", part=1, parts=1, also=(), source_map=()
        ), files

    return {"notices": sorted(map(neutral, state["notices"]), key=str), "passages": state["passages"]}


def kill_and_compare(place: Path, kills: int, seed: int) -> int:
    """Ingest a changing folder, killed each time; gives back how many of the kills hit a run that had not ended."""
    chance = random.Random(seed)
    folder, held, fresh = place / "notices", place / "held", place / "fresh"
    folder.mkdir(parents=True)
    usual = 0.0
    for day in (1, 2):
        change(folder, day, chance)
        begun = time.monotonic()
        run(take_in, held, folder)
        usual = (
            time.monotonic() - begun
        )  # of the second: the first also starts the process they are forked from
    hits = 0
    for day in range(3, kills + 3):
        change(folder, day, chance)
        process = start(take_in, held, folder)
        process.join(chance.uniform(0, usual))
        hits += process.exitcode is None
        process.kill()
        process.join()
        run(look, held)
    run(take_in, held, folder)
    run(take_in, fresh, folder)
    states = [
        of_any_history(state_of(NoticeStore.open(settings_for(where), RecordingEmbeddings())))
        for where in (held, fresh)
    ]
    assert states[0] == states[1]
    return hits


def main(kills: int) -> None:
    """One store after another, each of its own seed; ends with the first that is not as it should be."""
    hits = 0
    for seed in range(kills // _KILLS_A_STORE):
        with tempfile.TemporaryDirectory() as place:
            hits += kill_and_compare(Path(place), _KILLS_A_STORE, seed)
        done = (seed + 1) * _KILLS_A_STORE
        sys.stdout.write(f"{done} kills, {hits} of them hit a running ingest: every store whole\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
