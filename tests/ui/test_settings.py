"""Settings from the environment, and what a wrong one says."""

from __future__ import annotations

import os

import pytest

from ingest.errors import SettingsError
from ui.quiet import SWITCHES
from ui.settings import load_settings


def test_given_values_stand_above_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAODIAN_PORT", "8001")
    assert load_settings().port == 8001
    assert load_settings(port=8002, host=None).port == 8002


def test_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAODIAN_PORT", "")
    monkeypatch.setenv("YAODIAN_MAX_CHARS", "")
    assert (load_settings().port, load_settings().max_chars) == (7860, 2_000_000)


def test_wrong_setting_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YAODIAN_PORT", "sk-not-a-port")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "YAODIAN_PORT" in caught.value.zh
    assert "sk-not-a-port" not in caught.value.zh + caught.value.en


def test_libraries_are_told_not_to_call_home() -> None:
    assert {name: os.environ.get(name) for name in SWITCHES} == SWITCHES
