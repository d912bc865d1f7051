"""The scores that are held to: JSON lines, one a case, so that a renewed baseline can be read in a review.

::

    {"format": 1, "sets": […], "corpus": […], "reason": "…", …}
    {"id": "t1", "type": "target", "sha256": "…", "scores": {"correct": 1.0, …}}
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.compare import Scored
from eval.errors import EvalError
from eval.provenance import code_version
from eval.scorers import METRICS

# Scores are shares of small counts: six places tell them all apart, and keep the file's lines short.
_PLACES = 6
_NOT_HELD = frozenset(metric.key for metric in METRICS if not metric.gated)


class Terms(BaseModel):
    """What a baseline was accepted for: the sets and notices it is run over, when, by which code, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    sets: tuple[str, ...]
    corpus: tuple[str, ...] = ()
    accepted_on: str
    reason: str
    code_version: str
    corpus_sha256: str


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    type: str
    sha256: str
    scores: dict[str, float | None]


class Baseline(BaseModel):
    """The terms and the scores by case id."""

    model_config = ConfigDict(frozen=True)

    terms: Terms
    cases: dict[str, Scored]


def terms_for(
    reason: str, corpus_sha256: str, sets: Sequence[Path], corpus: Sequence[Path], here: Path | None = None
) -> Terms:
    """Terms of today. Only paths below ``here`` (the working folder) are kept: others are elsewhere on other machines."""
    return Terms(
        sets=_below(here or Path.cwd(), sets),
        corpus=_below(here or Path.cwd(), corpus),
        accepted_on=f"{datetime.now(UTC):%Y-%m-%d}",
        reason=reason,
        code_version=code_version(),
        corpus_sha256=corpus_sha256,
    )


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Replaces the file as a whole. Scores that a case does not have, or that no gate looks at, are left out."""
    lines = [baseline.terms.model_dump(mode="json")]
    lines += [
        {"id": key, "type": each.kind, "sha256": each.sha256, "scores": _rounded(each.scores)}
        for key, each in baseline.cases.items()
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    beside.replace(path)


def read_baseline(path: Path) -> Baseline:
    """The baseline in the file. Raises EvalError."""
    try:
        first, *rest = [line for line in path.read_text(encoding="utf-8").split("\n") if line]
        lines = [_Line.model_validate_json(line) for line in rest]
        terms = Terms.model_validate_json(first)
    except OSError as error:
        raise EvalError(
            "baseline-unreadable",
            zh=f"{path}：读不了（{error.strerror}）。第一次请加上问题集和 --accept 理由，建立基线。",
            en=f"{path}: cannot be read ({error.strerror}). To make it, name the sets and --accept REASON.",
        ) from error
    except (ValidationError, ValueError) as error:
        raise EvalError(
            "no-baseline",
            zh=f"{path}：不是基线文件。请用 --accept 理由 重新建立。",
            en=f"{path}: no baseline. Make it anew with --accept REASON.",
        ) from error
    cases = {line.id: Scored(line.type, line.sha256, line.scores) for line in lines}
    return Baseline(terms=terms, cases=cases)


def _below(here: Path, paths: Sequence[Path]) -> tuple[str, ...]:
    root = here.resolve()
    found = [(root / path).resolve() for path in paths]
    return tuple(each.relative_to(root).as_posix() for each in found if each.is_relative_to(root))


def _rounded(scores: dict[str, float | None]) -> dict[str, float]:
    kept = {key: score for key, score in scores.items() if score is not None and key not in _NOT_HELD}
    return {key: round(score, _PLACES) for key, score in kept.items()}
