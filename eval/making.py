"""From sets to a run on the disk: what ``run``, ``gate`` and ``sweep`` have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.judge import Judge, judged
from eval.questions import Case, QuestionSet, default_name, load_sets
from eval.result import RunInfo, RunResult
from eval.runfile import finish, new_path, open_run, unfinished
from eval.runner import Progress, Workspace, describe, run_cases
from eval.throwaway import Material, choose_material


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be asked, over what."""

    sets: tuple[QuestionSet, ...]
    material: Material | None
    name: str

    @classmethod
    def of(cls, sets: Sequence[Path], corpus: Sequence[Path], name: str = "") -> Plan:
        """Read and check the sets. Raises EvalError."""
        loaded = load_sets(sets)
        return cls(loaded, choose_material(loaded, corpus), name or default_name(sets))

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(case for each in self.sets for case in each.cases)

    @property
    def file_name(self) -> str:
        """The name, as far as it can be a part of a file's."""
        return default_name([Path(self.name)])


def make_run(
    plan: Plan,
    workspace: Workspace,
    path: Path,
    *,
    info: RunInfo | None = None,
    progress: Progress | None = None,
    jobs: int = 1,
    judge: Judge | None = None,
) -> RunResult:
    """Ask everything and keep it at ``path``, going on from what an interrupted run left there. Raises EvalError."""
    info = info or describe(plan.cases, workspace, plan.name)
    with open_run(path, info) as file:
        result = run_cases(
            plan.cases, workspace, info, done=file.rows, keep=file.keep, progress=progress, jobs=jobs
        )
    if judge:
        result = judged(result, judge)
    finish(path, result)
    return result


def path_of_run(plan: Plan, info: RunInfo, folder: Path, resume: bool) -> Path:
    """Where the run goes: with ``resume`` to the interrupted one of the same fingerprint, if there is one."""
    found = unfinished(folder, info, plan.file_name) if resume else None
    return found or new_path(folder, plan.file_name)
