"""OpenTelemetry traces, for those who ask for them, sent where the ``OTEL_`` variables say; else none at all."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from fastapi.telemetry import TelemetryConfig

from ingest.errors import SettingsError
from ui.paths import is_public

if TYPE_CHECKING:
    from ui.settings import UiSettings

_EXPORTER = "opentelemetry.exporter.otlp.proto.http"


def telemetry(settings: UiSettings) -> TelemetryConfig:
    """What the service records of itself. Raises SettingsError where the extra ``otel`` is not installed.

    Spans carry address patterns, methods, statuses and times; bodies, and so notices and questions, stay here. Logs
    are never sent: what an exception says may quote them.
    """
    if settings.traces and find_spec(_EXPORTER) is None:
        raise SettingsError(
            "otel-missing",
            zh="YAODIAN_TRACES 需要附加组件：uv pip install 'yaodian[otel]'。",
            en="YAODIAN_TRACES needs an extra: uv pip install 'yaodian[otel]'.",
        )
    return {
        "tracing": settings.traces,
        "metrics": False,
        "logs": False,
        "auto_configure": settings.traces,
        "exclude": lambda scope: is_public(scope.get("path", "")),
    }
