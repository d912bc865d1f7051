"""A store that lives as long as one run, built from given notices; the user's own store is never touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.errors import EvalError
from eval.questions import QuestionSet, load_set
from ingest.intake.pipeline import IngestReport, Progress, ingest_paths
from rag.build import Workspace, open_workspace
from rag.settings import RagSettings


@dataclass(frozen=True, slots=True)
class Material:
    """What a throw-away store is built from: notices on disk, and documents that reading sets bring along."""

    paths: tuple[Path, ...]
    contexts: Mapping[str, str]


def choose_material(sets: Sequence[QuestionSet], corpus: Sequence[Path]) -> Material | None:
    """What the run is asked over; None stands for the store of the settings. Raises :class:`EvalError`."""
    if not corpus:
        reading = [each for each in sets if each.form == "reading"]
        if reading and len(reading) < len(sets):
            raise EvalError(
                "mixed-sets",
                zh="阅读题集自带文档，其他题集要问已有的通知：请分两次评测，或用 --corpus 说明问哪些文件。",
                en="A reading set brings its documents, the others ask the stored notices: "
                "run them apart, or say with --corpus what to ask.",
            )
        return Material((), _contexts(reading)) if reading else None
    for path in corpus:
        if not path.exists():
            raise EvalError(
                "no-corpus",
                zh=f"--corpus {path}：没有这个文件或文件夹。请检查路径。",
                en=f"--corpus {path}: no such file or folder. Check the path.",
            )
    named = [load_set(path) for path in corpus if path.suffix == ".jsonl"]
    for each in named:
        if not each.contexts:
            raise EvalError(
                "no-contexts",
                zh=f"--corpus {each.path}：这个题集不带文档。请给出通知的文件或文件夹。",
                en=f"--corpus {each.path}: this set brings no documents. Name notices, files or folders.",
            )
    return Material(tuple(path for path in corpus if path.suffix != ".jsonl"), _contexts(named))


@contextmanager
def throwaway_workspace(
    material: Material,
    progress: Callable[[Progress], None] | None = None,
    settings: RagSettings | None = None,
) -> Iterator[tuple[Workspace, IngestReport]]:
    """A workspace over a new store of ``material``; its folder apart, all settings are as given, or the environment's."""
    with TemporaryDirectory(prefix="yaodian-eval-", ignore_cleanup_errors=True) as folder:
        settings = (settings or RagSettings()).model_copy(
            update={"data_dir": Path(folder) / "store", "chroma_url": ""}
        )
        paths = list(material.paths)
        if material.contexts:
            paths.append(_write(material.contexts, Path(folder) / "contexts"))
        workspace = open_workspace(settings)
        report = ingest_paths(paths, workspace.store, settings, progress)
        yield workspace, report


def _contexts(sets: Sequence[QuestionSet]) -> dict[str, str]:
    contexts: dict[str, str] = {}
    for each in sets:
        for docid, text in each.contexts.items():
            if contexts.setdefault(docid, text) != text:
                raise EvalError(
                    "two-contexts",
                    zh=f"{each.path}：文档 {docid} 在另一个题集里正文不同。请分两次评测。",
                    en=f"{each.path}: {docid} has another text in another set. Run the sets apart.",
                )
    return contexts


def _write(contexts: Mapping[str, str], folder: Path) -> Path:
    folder.mkdir()
    for docid, text in contexts.items():
        (folder / f"{docid}.txt").write_text(text, encoding="utf-8")
    return folder
