"""Settings of the page, the service and the command line: everything below them, and where to listen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator

from ingest.errors import Lang, SettingsError
from rag.settings import RagSettings

if TYPE_CHECKING:
    from limits import RateLimitItem

    from ui.keys import Keys

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
    api_keys: SecretStr = Field(
        default=SecretStr(""),
        description="Who may come in: reader:KEY and editor:KEY entries, by spaces or commas. Empty: everybody.",
    )
    local_open: bool = Field(
        default=True, description="This machine itself needs no key; false: it needs one like all others."
    )
    rate_limit: str = Field(
        default="120/minute",
        description="Requests a caller may send, such as 120/minute; 5000/day; off: any number.",
    )
    upload_rate_limit: str = Field(
        default="60/minute", description="Uploads and deletions a caller may send; off: any number."
    )
    cors_origins: str = Field(
        default="", description="Origins whose pages may call the service, by commas or spaces; empty: none."
    )
    stop_timeout_s: float = Field(
        default=30, ge=0, le=600, description="Longest that running answers are waited for at the end."
    )
    log_format: Literal["text", "json"] = Field(default="text", description="Form of the log's lines.")
    log_requests: bool = Field(default=False, description="Log a line for every request.")
    log_content: bool = Field(default=False, description="Log the questions that are asked, too.")
    traces: bool = Field(
        default=False,
        description="Send OpenTelemetry traces where the OTEL_ variables say; needs the extra otel.",
    )

    @property
    def keys(self) -> Keys:
        """The keys, read."""
        from ui.keys import Keys  # brings Starlette, which the command line does without

        return Keys.parse(self.api_keys.get_secret_value())

    @property
    def asking_limits(self) -> tuple[RateLimitItem, ...]:
        """How often one caller may ask and read."""
        from ui.limits import parse_limits

        return parse_limits("rate_limit", self.rate_limit)

    @property
    def editing_limits(self) -> tuple[RateLimitItem, ...]:
        """How often one caller may add and delete."""
        from ui.limits import parse_limits

        return parse_limits("upload_rate_limit", self.upload_rate_limit)

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins whose pages may call the service."""
        return tuple(self.cors_origins.replace(",", " ").split())

    @model_validator(mode="after")
    def _origins_are_named_one_by_one(self) -> Self:
        if any(not origin.startswith(("http://", "https://")) for origin in self.origins):
            raise SettingsError(
                "cors-origins",
                zh="YAODIAN_CORS_ORIGINS 应是以 http:// 或 https:// 开头的来源，以逗号或空格隔开；不接受 *。",
                en="YAODIAN_CORS_ORIGINS must be origins that begin with http:// or https://, by commas or spaces; "
                "* is not taken.",
            )
        return self

    def check_access(self) -> None:
        """Read what only the service needs. Raises SettingsError, before anything is opened or listened on."""
        _ = self.keys, self.asking_limits, self.editing_limits

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
