"""A Chroma server that asks for a key: the key goes along, is never told, and names the database where none is named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from ingest.errors import StoreError
from ingest.settings import IngestSettings
from ingest.store.chroma import Database
from ingest.store.store import NoticeStore
from tests.chroma_server import ChromaServer
from tests.fakes import RecordingEmbeddings

KEY = "ck-" + "k" * 24
EMBEDDINGS = RecordingEmbeddings()


class Doorkeeper:
    """Refuses everybody, and keeps the keys that it was shown."""

    def __init__(self) -> None:
        self.shown: set[str | None] = set()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        keeper = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                keeper.shown.add(self.headers["x-chroma-token"])
                self.send_response(403)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def doorkeeper() -> Iterator[Doorkeeper]:
    running = Doorkeeper()
    yield running
    running.close()


def _settings(data_dir: Path, url: str, **named: Any) -> IngestSettings:
    return IngestSettings(data_dir=data_dir, chroma_url=url, **named)


def test_a_refused_key_is_shown_to_the_server_and_told_to_nobody(
    tmp_path: Path, doorkeeper: Doorkeeper, caplog: pytest.LogCaptureFixture
) -> None:
    settings = _settings(tmp_path, doorkeeper.url, chroma_api_key=SecretStr(KEY))
    with caplog.at_level(0), pytest.raises(StoreError) as refused:
        NoticeStore.open(settings, EMBEDDINGS)
    assert doorkeeper.shown == {KEY}
    assert refused.value.code == "store-server"
    assert KEY not in refused.value.zh + refused.value.en + repr(settings) + caplog.text


def test_tenant_and_database_are_the_keys_own_or_those_named(tmp_path: Path, server: ChromaServer) -> None:
    own = Database(_settings(tmp_path, server.url, chroma_api_key=SecretStr(KEY))).open()[1]
    assert (own.tenant, own.database) == ("default_tenant", "default_database")
    named = _settings(tmp_path, server.url, chroma_tenant="default_tenant", chroma_database="nobody's")
    with pytest.raises(StoreError):
        NoticeStore.open(named, EMBEDDINGS)


def test_a_store_behind_a_key_holds_notices(tmp_path: Path, server: ChromaServer) -> None:
    store = NoticeStore.open(_settings(tmp_path, server.url, chroma_api_key=SecretStr(KEY)), EMBEDDINGS)
    assert store.notices() == []
