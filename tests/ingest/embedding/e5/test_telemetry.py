"""onnxruntime's telemetry stays off: a device id in the home folder is the trace it leaves, even with no network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ingest.settings import IngestSettings

_EMBED = """
from ingest.embedding.embeddings import make_embeddings
from ingest.settings import IngestSettings
make_embeddings(IngestSettings()).embed_query("一")
"""


def test_embedding_leaves_no_trace_of_telemetry(tmp_path: Path) -> None:
    told = ("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_OPTOUT", "DO_NOT_TRACK", "XDG_CACHE_HOME")
    environment = {name: value for name, value in os.environ.items() if name not in told}
    environment |= {"HOME": str(tmp_path), "YAODIAN_CACHE_DIR": str(IngestSettings().cache_dir)}
    subprocess.run([sys.executable, "-c", _EMBED], env=environment, check=True, timeout=120)
    assert not [path for path in tmp_path.rglob("*") if "onnxruntime" in path.name]
