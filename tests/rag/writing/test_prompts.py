"""Prompts are checked when they are loaded, not when a model has already been asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import SettingsError
from rag.writing.prompts import REFUSAL, VARIABLES, load

GOOD = "<!-- version: 1 -->\n<!-- variables: question -->\n# system\n规则\n\n# user\n{question}\n"


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_every_prompt_that_code_knows_loads(name: str) -> None:
    prompt = load(name)
    assert prompt.variables == VARIABLES[name]
    assert len(prompt.version) == 8


def test_values_with_braces_are_inserted_as_they_are() -> None:
    system, user = load("answer.zh").messages(
        evidence="{question} {x}", question="{evidence}", refusal=REFUSAL
    )
    assert REFUSAL in str(system.content)
    assert "{question} {x}" in str(user.content)
    assert str(user.content).endswith("{evidence}")


@pytest.mark.parametrize(
    "values", [{}, {"evidence": "", "question": ""}, {"evidence": "", "question": "", "refusal": "", "x": ""}]
)
def test_missing_or_extra_values_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        load("answer.zh").messages(**values)


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("{question}", "{question} {more}"),
        GOOD.replace("{question}", "问题"),
        GOOD.replace("variables: question", "variables: question, more"),
        GOOD.replace("{question}", "{question"),
        GOOD.replace("# system", "# sistem"),
        "",
    ],
    ids=["undeclared", "unused", "declared too much", "open brace", "no system part", "empty"],
)
def test_a_wrong_prompt_fails_at_load(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.md").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        load("mine", tmp_path)
    assert "mine" in raised.value.zh


def test_the_variables_code_fills_are_the_ones_declared(tmp_path: Path) -> None:
    (tmp_path / "answer.zh.md").write_text(GOOD, encoding="utf-8")
    with pytest.raises(SettingsError):
        load("answer.zh", tmp_path)


def test_a_missing_prompt_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load("none", tmp_path)
    assert "none" in raised.value.en


def test_the_version_changes_with_the_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.md").write_text(GOOD.replace("规则", "规矩"), encoding="utf-8")
    assert load("a", tmp_path).version == load("a", tmp_path).version != load("b", tmp_path).version
