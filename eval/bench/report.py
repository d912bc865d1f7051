"""A run of the benchmark as a table for people and as JSON for later comparison."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter
from rich.table import Table

from eval.bench.asking import Asked, Times
from eval.bench.filling import Filled
from eval.bench.intake import Intake
from eval.errors import EvalError
from ingest.errors import Lang

_MIB = 1024 * 1024
_STAGES = ("understand", "retrieve", "read", "compose", "answer")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: the size of the store, how it was embedded, what filling it took (``None`` for a store that was there),
    seconds until it was ready the first time, what asking it took at the next start, and what taking files in took with
    and without processes, where that was measured."""

    passages: int
    notices: int
    synthetic_vectors: bool
    cores: int
    machine: str
    filled: Filled | None
    first_ready_s: float
    asked: Asked
    intake: Intake | None = None


_RUNS = TypeAdapter(list[Run])


def table_of(run: Run, lang: Lang) -> Table:
    """What a person reads."""
    zh = lang == "zh"
    size = f"{run.passages:,} {'段' if zh else 'passages'}, {run.notices:,} {'份' if zh else 'notices'}"
    table = Table(title=size, title_justify="left")
    for name in ("", "p50 ms", "p95 ms", "p99 ms", "n"):
        table.add_column(name, justify="right" if name else "left")
    for stage in _STAGES:
        if stage in run.asked.stages:
            table.add_row(stage, *_cells(run.asked.stages[stage]), end_section=stage == _STAGES[-1])
    for kind, times in run.asked.kinds.items():
        table.add_row(kind, *_cells(times))
    table.caption = "\n".join(_facts(run, zh))
    table.caption_justify = "left"
    return table


def keep(run: Run, path: Path) -> list[Run]:
    """Add the run to a JSON file of runs. Gives back all of them. Raises EvalError where that cannot be done."""
    runs = [*read_runs(path), run] if path.exists() else [run]
    try:
        path.write_bytes(_RUNS.dump_json(runs, indent=1) + b"\n")
    except OSError as error:
        raise _unusable(path, error.strerror or "") from error
    return runs


def read_runs(path: Path) -> list[Run]:
    """The runs of such a file. Raises EvalError where it holds something else."""
    try:
        return _RUNS.validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _unusable(path, str(error)) from error


def machine() -> str:
    """The processor and the system, as far as they are known."""
    return f"{platform.machine()} {platform.system()}, Python {platform.python_version()}"


def _cells(times: Times) -> tuple[str, ...]:
    return (*(f"{seconds * 1000:.1f}" for seconds in (times.p50, times.p95, times.p99)), str(times.count))


def _facts(run: Run, zh: bool) -> list[str]:
    asked, filled = run.asked, run.filled
    facts = [
        f"{'就绪' if zh else 'ready'}: {asked.ready_s:.1f} s "
        f"({'初次' if zh else 'the first time'} {run.first_ready_s:.1f}), "
        f"{'内存' if zh else 'memory'}: {asked.memory / _MIB:,.0f} MiB "
        f"({'最高' if zh else 'peak'} {asked.peak_memory / _MIB:,.0f})"
    ]
    if filled:
        rate = filled.passages / filled.seconds
        facts.append(
            f"{'录入' if zh else 'ingest'}: {filled.seconds:.1f} s, {rate:,.0f} {'段/秒' if zh else 'passages/s'}, "
            f"{'内存最高' if zh else 'peak memory'} {filled.peak_memory / _MIB:,.0f} MiB, "
            f"{'磁盘' if zh else 'disk'} {filled.disk / _MIB:,.0f} MiB"
        )
    if taken := run.intake:
        facts.append(
            f"{taken.files:,} {'份文件' if zh else 'files'}, {taken.passages:,} {'段' if zh else 'passages'}: "
            f"{'线程解析' if zh else 'parsed in a thread'} {taken.thread_s:.1f} s, "
            f"{'进程解析' if zh else 'in processes'} {taken.processes_s:.1f} s "
            f"({taken.gain:.2f} {'倍' if zh else 'times as fast'})"
        )
    if run.synthetic_vectors:
        facts.append("向量是合成的" if zh else "the vectors are synthetic")
    return facts


def _unusable(path: Path, reason: str) -> EvalError:
    return EvalError(
        "bench-file",
        zh=f"{path}：不能用来存放测量结果（{reason}）。请换一个文件。",
        en=f"{path}: cannot be used to keep measurements ({reason}). Choose another file.",
    )
