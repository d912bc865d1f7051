"""What a run was made with, so that it can be told apart from another and made again."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, SecretStr

from eval.questions import Case
from rag.writing.prompts import VARIABLES, load


def code_version() -> str:
    """The installed version, and the commit where the code runs from a checkout."""
    try:
        installed = version("yaodian")
    except PackageNotFoundError:
        installed = "unknown"
    checkout = Path(__file__).resolve().parent.parent
    if not (checkout / ".git").exists():
        return installed
    command = ["git", "-C", str(checkout), "describe", "--always", "--dirty", "--exclude", "*"]
    try:
        described = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return installed
    return f"{installed}+{described.stdout.strip()}"


def public_settings(settings: BaseModel) -> dict[str, Any]:
    """The settings without keys, without passwords in addresses, and without the places of folders."""
    secret = {name for name in type(settings).model_fields if isinstance(getattr(settings, name), SecretStr)}
    shown = settings.model_dump(mode="json", exclude=secret | {"data_dir", "cache_dir"})
    return {name: _without_password(value) for name, value in sorted(shown.items())}


def prompt_versions() -> dict[str, str]:
    """The version of every prompt, by name. Raises SettingsError where one has other variables than it should."""
    return {name: load(name).version for name in sorted(VARIABLES)}


def case_sha256(case: Case) -> str:
    """Changes whenever a case does, its note for people apart."""
    return hashlib.sha256(case.model_dump_json(exclude={"note"}).encode()).hexdigest()[:16]


def cases_sha256(cases: Sequence[Case]) -> str:
    """Changes whenever a case, or their order, does."""
    return hashlib.sha256("\n".join(case_sha256(case) for case in cases).encode()).hexdigest()


def _without_password(value: Any) -> Any:
    if not (isinstance(value, str) and "://" in value and "@" in value):
        return value
    address = urlsplit(value)
    return address._replace(netloc=address.netloc.rpartition("@")[2]).geturl()
