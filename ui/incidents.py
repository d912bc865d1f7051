"""Errors that nobody foresaw: logged under an id that the caller can name."""

from __future__ import annotations

import logging
import secrets
import traceback

_FRAMES = 8  # from the error outwards: what lies beyond is the server's own way in

log = logging.getLogger("yaodian.service")


def log_incident(error: Exception) -> str:
    """Log an unforeseen error under a fresh id and return the id.

    Kind and place only: the message of an exception may quote the question or the notice.
    """
    incident = secrets.token_hex(6)
    cause = error.__cause__ or error.__context__
    chain = [error, cause] if cause else [error]
    places = [
        f"{type(link).__qualname__} at "
        + " < ".join(
            f"{f.filename}:{f.lineno} {f.name}"
            for f in reversed(traceback.extract_tb(link.__traceback__, limit=-_FRAMES))
        )
        for link in chain
    ]
    log.error("incident %s: %s", incident, "; from ".join(places))
    return incident
