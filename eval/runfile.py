"""The file of a run: JSON lines, readable while the run goes on and whole when it has ended.

::

    {"kind": "run", …}        what it was made with (RunInfo)
    {"kind": "row", …}        one a case; while the run goes on in the order they are ready, then in that of the cases
    {"kind": "summary", …}    the means, only when the run has ended

While a run goes on its file is called ``….jsonl.part``: one that was interrupted can be resumed from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from eval.errors import EvalError
from eval.result import Row, RunInfo, RunResult
from eval.summary import summarise

_PART = ".part"


def runs_folder(data_dir: Path) -> Path:
    """Where the runs of a data folder are kept, one file each."""
    return data_dir / "eval"


def new_path(folder: Path, name: str) -> Path:
    """The file of a new run, after the ones before it in the order of names."""
    return folder / f"{name}-{datetime.now():%Y%m%d-%H%M%S}.jsonl"


def make_folder(path: Path) -> None:
    """The folder of a run's file. Made before the run: an hour of answers must not end at a folder that cannot be.

    Raises EvalError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(path, error) from error


def finished(folder: Path, name: str = "") -> list[Path]:
    """The files of the runs that ended, newest last; of all names, or of one."""
    paths = folder.glob("*.jsonl")
    return sorted((path for path in paths if _is_of(path, name)), key=lambda path: path.stem[-15:])


def unfinished(folder: Path, info: RunInfo, file_name: str) -> Path | None:
    """The newest interrupted run of the same name that asks the same of the same; None where there is none."""
    for path in sorted(folder.glob(f"*.jsonl{_PART}"), reverse=True):
        final = path.with_name(path.name.removesuffix(_PART))
        if _is_of(final, file_name) and _asks_the_same(path, info):
            return final
    return None


@dataclass(frozen=True, slots=True)
class RunFile:
    """A run being written. Every row is on the disk before the next case is scored."""

    path: Path
    rows: dict[str, Row]
    _stream: IO[str]

    def keep(self, row: Row) -> None:
        """Write a row."""
        _write_line(self._stream, "row", row.model_dump(mode="json"))
        self._stream.flush()


@contextmanager
def open_run(path: Path, info: RunInfo) -> Iterator[RunFile]:
    """The file of a run at ``path``; ``rows`` are those an interrupted run left there. Raises EvalError."""
    part = _part(path)
    rows: dict[str, Row] = {}
    if part.exists():
        rows = {row.case.id: row for row in _read_lines(part, lenient=True)[1]}
    make_folder(path)
    try:
        # Written anew, so that a line cut off in the middle does not stay.
        stream = part.open("w", encoding="utf-8")
    except OSError as error:
        raise _cannot_write(path, error) from error
    with stream:
        _write_line(stream, "run", info.model_dump(mode="json"))
        file = RunFile(path, rows, stream)
        for row in rows.values():
            file.keep(row)
        yield file


def finish(path: Path, result: RunResult) -> None:
    """The whole run with its summary at ``path``; replaced as a whole or not at all."""
    part = _part(path)
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as stream:
        _write_line(stream, "run", result.info.model_dump(mode="json"))
        for row in result.rows:
            _write_line(stream, "row", row.model_dump(mode="json"))
        _write_line(stream, "summary", {"groups": [asdict(group) for group in summarise(result)]})
    beside.replace(path)
    part.unlink(missing_ok=True)


def read_run(path: Path) -> RunResult:
    """The run in the file. Raises EvalError where it is none."""
    info, rows = _read_lines(path)
    return RunResult(info=info, rows=tuple(rows))


def read_info(path: Path) -> tuple[RunInfo, dict[str, Any]]:
    """What a finished run was made with and its summary, without reading the rows into models."""
    lines = _lines(path)
    try:
        info = RunInfo.model_validate(_of_kind(json.loads(lines[0]), "run"))
        return info, _of_kind(json.loads(lines[-1]), "summary")
    except (ValueError, IndexError, KeyError) as error:
        raise _no_run(path) from error


def _asks_the_same(part: Path, info: RunInfo) -> bool:
    try:
        return _read_lines(part, lenient=True)[0].fingerprint == info.fingerprint
    except EvalError:  # cut off in its first line: there is nothing to go on from
        return False


def _read_lines(path: Path, lenient: bool = False) -> tuple[RunInfo, list[Row]]:
    """``lenient``: the last line may be cut off, as an interrupted run leaves it."""
    lines = _lines(path)
    rows: list[Row] = []
    try:
        info = RunInfo.model_validate(_of_kind(json.loads(lines[0]), "run"))
        for number, line in enumerate(lines[1:], start=2):
            try:
                content = json.loads(line)
            except ValueError:
                if lenient and number == len(lines):
                    break
                raise
            if content["kind"] == "row":
                rows.append(Row.model_validate(_of_kind(content, "row")))
    except (ValueError, IndexError, KeyError) as error:
        raise _no_run(path) from error
    return info, rows


def _lines(path: Path) -> list[str]:
    try:
        # Only line feeds end a line: str.splitlines would also break at U+2028 inside an answer.
        return [line for line in path.read_text(encoding="utf-8").split("\n") if line]
    except OSError as error:
        raise EvalError(
            "run-unreadable",
            zh=f"{path}：读不了（{error.strerror}）。请检查路径；评测结果在数据文件夹的 eval 里。",
            en=f"{path}: cannot be read ({error.strerror}). Check the path; runs are kept in eval/ of the data folder.",
        ) from error
    except UnicodeDecodeError as error:
        raise _no_run(path) from error


def _of_kind(content: dict[str, Any], kind: str) -> dict[str, Any]:
    if content.pop("kind") != kind:
        raise ValueError(kind)
    return content


def _write_line(stream: IO[str], kind: str, content: dict[str, Any]) -> None:
    stream.write(json.dumps({"kind": kind} | content, ensure_ascii=False) + "\n")


def _part(path: Path) -> Path:
    return path.with_name(path.name + _PART)


def _is_of(path: Path, name: str) -> bool:
    return not name or path.stem[:-16] == name


def _no_run(path: Path) -> EvalError:
    return EvalError(
        "no-run",
        zh=f"{path}：不是评测结果文件，或由另一个版本写成。请用 yaodian eval run 重新评测。",
        en=f"{path}: no run, or written by another version. Make it anew with yaodian eval run.",
    )


def _cannot_write(path: Path, error: OSError) -> EvalError:
    return EvalError(
        "run-folder",
        zh=f"{path}：写不了（{error.strerror}）。请用 --out 换一个位置。",
        en=f"{path}: cannot be written ({error.strerror}). Choose another place with --out.",
    )
