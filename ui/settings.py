"""Settings of the page, the service and the command line: everything below them, and where to listen."""

from __future__ import annotations

from typing import Any

from pydantic import Field, ValidationError

from ingest.errors import Lang, SettingsError
from rag.settings import RagSettings

_MULTIPART_OVERHEAD = 256 * 1024  # boundaries, part headers and file names around the files themselves
_JSON_OVERHEAD = 64 * 1024  # filters, field names, punctuation


class UiSettings(RagSettings):
    """What the three doors need to know; :func:`load_settings` reads it from the environment."""

    host: str = Field(
        default="127.0.0.1", description="Address to listen on; loopback unless you say otherwise."
    )
    port: int = Field(default=7860, ge=0, le=65535, description="Port to listen on; 0: any free one.")
    lang: Lang = Field(
        default="zh", description="Language of messages where the caller names none: zh or en."
    )
    upload_files: int = Field(default=20, ge=1, le=200, description="Most files in one upload.")
    heartbeat_s: float = Field(
        default=15, gt=0, le=300, description="Seconds between heartbeats of a stream."
    )
    workers: int = Field(default=32, ge=1, le=200, description="Requests worked on at the same time.")

    @property
    def upload_bytes(self) -> int:
        """Largest upload request: its files together may not exceed what one file may."""
        return self.max_file_bytes + _MULTIPART_OVERHEAD

    @property
    def json_bytes(self) -> int:
        """Largest JSON request: the question and history at six bytes a character (``\\uXXXX``)."""
        return 6 * (self.question_chars + self.history_chars) + _JSON_OVERHEAD


def load_settings(**given: Any) -> UiSettings:
    """The settings from the environment, with ``given`` (those that are not None) on top.

    Raises SettingsError that names each wrong variable, never its value: it may be a key.
    """
    try:
        return UiSettings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        wrong = ["YAODIAN_" + ".".join(str(part) for part in item["loc"]).upper() for item in error.errors()]
        reasons = "; ".join(
            f"{name}: {item['msg']}" for name, item in zip(wrong, error.errors(), strict=True)
        )
        raise SettingsError(
            "invalid-setting",
            zh=f"设置有误，请改正后再运行：{'、'.join(wrong)}（{reasons}）",
            en=f"Wrong setting, correct it and run again: {reasons}",
        ) from error
