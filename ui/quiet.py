"""The switches that keep libraries from calling home. The one place that sets them.

Chroma's telemetry is switched off where Chroma is opened, in :mod:`ingest.store.store`.
"""

from __future__ import annotations

import os

SWITCHES = {
    "GRADIO_ANALYTICS_ENABLED": "False",  # compared with the exact word "True"
    "GRADIO_SSR_MODE": "False",  # would look for a node binary and start it
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "True",
    "DO_NOT_TRACK": "1",
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime, by whoever loads it first
    "ORT_TELEMETRY_OPTOUT": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "FASTAPI_OTEL_AUTO_CONFIGURE": "false",  # the service says itself what it records, in ui.tracing
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}


def keep_quiet() -> None:
    """Set every switch, whatever the environment said: notices and questions never leave by a side door."""
    os.environ.update(SWITCHES)
