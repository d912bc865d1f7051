"""The log: lines for people or for machines, each with the id of its request, none with notices, questions or keys."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from asgi_correlation_id import CorrelationIdFilter

if TYPE_CHECKING:
    from ui.settings import UiSettings

_TEXT = "%(asctime)s %(levelname)s %(name)s %(correlation_id)s %(message)s"
_JSON = "%(asctime)s %(levelname)s %(name)s %(correlation_id)s %(message)s"

questions = logging.getLogger("yaodian.questions")


def set_up_logging(settings: UiSettings) -> None:
    """Send everybody's lines to standard error in one form: ours from INFO on, libraries' from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_ours_or_serious)  # a library may set a lower level for itself
    handler.addFilter(CorrelationIdFilter(default_value="-"))
    handler.setFormatter(_formatter(settings))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("yaodian").setLevel(logging.INFO)


def note_question(question: str, settings: UiSettings) -> None:
    """Log a question, where the settings ask for it."""
    if settings.log_content:
        questions.info("question", extra={"question": question})


def _ours_or_serious(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.startswith("yaodian")


def _formatter(settings: UiSettings) -> logging.Formatter:
    if settings.log_format == "text":
        return _TextFormatter(_TEXT)
    from pythonjsonlogger.json import JsonFormatter

    return JsonFormatter(
        _JSON,
        rename_fields={"asctime": "time", "levelname": "level", "correlation_id": "request_id"},
        json_ensure_ascii=False,
    )


class _TextFormatter(logging.Formatter):
    """Appends the fields that a line carries beside its message."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        fields = {name: value for name, value in vars(record).items() if name not in _USUAL}
        return " ".join([line, *(f"{name}={value}" for name, value in fields.items())])


_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "correlation_id", "taskName"}
