"""Keys and roles, rates, origins and hosts, through the real server."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import openai
import pytest

from ingest.errors import SettingsError
from rag.build import Workspace
from tests.ui.support import Service, serving
from ui.api import create_api
from ui.keys import Keys, Role
from ui.settings import UiSettings, load_settings

READER, EDITOR = "r" * 20, "e" * 20
KEYS = f"reader:{READER}, editor:{EDITOR}"
FAR = {"x-forwarded-for": "203.0.113.7"}  # what a proxy on this machine says of a caller
SEARCH = {"query": "托位"}


@contextmanager
def _service(workspace: Workspace, settings: UiSettings, **changed: Any) -> Iterator[Service]:
    changed_settings = UiSettings(**{**settings.model_dump(), **changed})
    with serving(create_api(workspace, changed_settings)) as running:
        yield running


@pytest.fixture(scope="module")
def guarded(workspace: Workspace, settings: UiSettings) -> Iterator[httpx.Client]:
    with _service(workspace, settings, api_keys=KEYS) as service:
        yield service.client


def _bearer(key: str) -> dict[str, str]:
    return {**FAR, "authorization": f"Bearer {key}"}


@pytest.mark.parametrize(
    ("method", "path", "nobody", "reader"),
    [
        ("GET", "/healthz", 200, 200),
        ("GET", "/readyz", 200, 200),
        ("GET", "/openapi.json", 200, 200),
        ("GET", "/docs", 200, 200),
        ("GET", "/metrics", 401, 200),
        ("GET", "/v1/documents", 401, 200),
        ("GET", "/v1/documents/none", 401, 404),
        ("GET", "/v1/targets", 401, 200),
        ("GET", "/v1/models", 401, 200),
        ("POST", "/v1/search", 401, 200),
        ("POST", "/v1/answer", 401, 422),
        ("POST", "/v1/chat/completions", 401, 422),
        ("POST", "/mcp", 401, 400),
        ("POST", "/v1/documents", 401, 403),
        ("DELETE", "/v1/documents/none", 401, 403),
        ("GET", "/", 401, 404),
        ("POST", "/gradio_api/upload", 401, 403),
        ("GET", "/v1/nothing", 401, 404),
    ],
)
def test_what_each_may_do(guarded: httpx.Client, method: str, path: str, nobody: int, reader: int) -> None:
    sent = {"json": SEARCH} if method == "POST" else {}
    unknown = guarded.request(method, path, headers=FAR, **sent)  # type: ignore[arg-type]
    assert unknown.status_code == nobody
    wrong = guarded.request(method, path, headers=_bearer("w" * 20), **sent)  # type: ignore[arg-type]
    assert wrong.status_code == nobody
    known = guarded.request(method, path, headers=_bearer(READER), **sent)  # type: ignore[arg-type]
    assert known.status_code == reader
    assert READER not in known.text


def test_editor_adds_and_deletes(guarded: httpx.Client) -> None:
    file = {"file": ("甲.txt", "甲县2021年通知\n一、测试。完成率达到90%。".encode())}
    added = guarded.post("/v1/documents", files=file, headers=_bearer(EDITOR))
    assert added.status_code == 201
    path = f"/v1/documents/{added.json()['added'][0]['id']}"
    assert guarded.delete(path, headers=_bearer(READER)).status_code == 403
    assert guarded.delete(path, headers=_bearer(EDITOR)).status_code == 204


def test_key_may_be_shown_in_every_usual_way(guarded: httpx.Client) -> None:
    basic = base64.b64encode(f"anybody:{READER}".encode()).decode()
    for shown in ({"x-api-key": READER}, {"authorization": f"Basic {basic}"}):
        assert guarded.get("/v1/documents", headers={**FAR, **shown}).status_code == 200
    for wrong in ("Basic !!", "Basic /w==", "Bearer", READER):
        answer = guarded.get("/v1/documents", headers={**FAR, "authorization": wrong})
        assert answer.status_code == 401


def test_browsers_are_asked_for_a_password_and_programs_are_not(guarded: httpx.Client) -> None:
    assert guarded.get("/", headers=FAR).headers["www-authenticate"].startswith("Basic")
    assert guarded.get("/v1/documents", headers=FAR).headers["www-authenticate"].startswith("Bearer")


def test_openai_clients_read_what_is_wrong_with_their_key(guarded: httpx.Client) -> None:
    client = openai.OpenAI(
        base_url=f"{guarded.base_url}/v1", api_key="w" * 20, default_headers=FAR, max_retries=0
    )
    with pytest.raises(openai.AuthenticationError) as caught:
        client.models.list()
    assert caught.value.code == "key-missing"


def test_this_machine_needs_no_key(guarded: httpx.Client) -> None:
    assert guarded.get("/v1/documents").status_code == 200
    assert guarded.get("/v1/documents", headers={"authorization": "Bearer none"}).status_code == 200
    assert guarded.delete("/v1/documents/none").status_code == 404


def test_this_machine_may_be_shut_too(workspace: Workspace, settings: UiSettings) -> None:
    with _service(workspace, settings, api_keys=KEYS, local_open=False) as service:
        assert service.client.get("/v1/documents").status_code == 401
        assert service.client.get("/v1/documents", headers=_bearer(READER)).status_code == 200


@pytest.mark.parametrize("forwarded", ["127.0.0.1", "203.0.113.7, 127.0.0.1", "::1", ""])
def test_nobody_becomes_local_by_saying_so(guarded: httpx.Client, forwarded: str) -> None:
    answer = guarded.get("/v1/documents", headers={"x-forwarded-for": forwarded})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:7860", 200),
        ("127.0.0.1", 200),
        ("[::1]:7860", 200),
        ("192.168.1.9", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example", 403),
    ],
)
def test_a_page_that_rebinds_its_name_reads_nothing(client: httpx.Client, host: str, status: int) -> None:
    answer = client.get("/v1/documents", headers={"host": host})
    assert answer.status_code == status
    assert (answer.json().get("code") == "foreign-host") is (status == 403)


def test_one_request_too_many_waits(workspace: Workspace, settings: UiSettings) -> None:
    limits = {"rate_limit": "3/hour", "upload_rate_limit": "1/hour", "api_keys": KEYS}
    with _service(workspace, settings, **limits) as service:
        client = service.client
        statuses = [client.post("/v1/search", json=SEARCH, headers=_bearer(READER)) for _ in range(4)]
        assert [answer.status_code for answer in statuses] == [200, 200, 200, 429]
        assert 0 < int(statuses[-1].headers["retry-after"]) <= 3600
        assert statuses[-1].json()["code"] == "too-many-requests"
        # Another caller, another kind of request and this machine are counted for themselves.
        assert client.post("/v1/search", json=SEARCH, headers=_bearer(EDITOR)).status_code == 200
        deletions = [client.delete("/v1/documents/none", headers=_bearer(EDITOR)) for _ in range(2)]
        assert [answer.status_code for answer in deletions] == [404, 429]
        assert {client.get("/v1/documents").status_code for _ in range(5)} == {200}
        guesses = [client.get("/v1/documents", headers=_bearer(f"{n:020}")).status_code for n in range(5)]
        assert guesses == [401, 401, 401, 429, 429]
        with (
            openai.OpenAI(
                base_url=f"{service.url}/v1", api_key=READER, default_headers=FAR, max_retries=0
            ) as model,
            pytest.raises(openai.RateLimitError),
        ):
            model.models.list()


def test_named_origins_may_call_and_others_may_not(workspace: Workspace, settings: UiSettings) -> None:
    own, other = "https://portal.example", "https://other.example"
    with _service(workspace, settings, cors_origins=own, api_keys=KEYS) as service:
        wish = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
        asked = service.client.options("/v1/answer", headers={**FAR, **wish, "origin": own})
        assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (200, own)
        sent = {**_bearer(READER), "origin": own, "sec-fetch-site": "cross-site"}
        found = service.client.post("/v1/search", json=SEARCH, headers=sent)
        assert (found.status_code, found.headers["access-control-allow-origin"]) == (200, own)
        refused = service.client.options("/v1/answer", headers={**FAR, **wish, "origin": other})
        assert "access-control-allow-origin" not in refused.headers
        assert (
            service.client.post("/v1/search", json=SEARCH, headers={**sent, "origin": other}).status_code
            == 403
        )


@pytest.mark.parametrize("keys", ["secret", "reader:short", "writer:" + "k" * 20, f"reader:{READER} x"])
def test_wrong_keys_are_named_by_place_and_never_shown(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setenv("YAODIAN_API_KEYS", keys)
    with pytest.raises(SettingsError) as caught:
        load_settings().check_access()
    assert "YAODIAN_API_KEYS" in caught.value.zh
    assert not any(part in caught.value.zh + caught.value.en for part in ("secret", "short", "k" * 20))


@pytest.mark.parametrize(
    ("name", "value"),
    [("rate_limit", "often"), ("upload_rate_limit", "1/eon"), ("cors_origins", "*"), ("cors_origins", "a.b")],
)
def test_wrong_limits_and_origins_are_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        UiSettings(**{name: value}).check_access()  # type: ignore[arg-type]
    assert f"YAODIAN_{name.upper()}" in caught.value.zh


def test_keys_do_not_show_themselves() -> None:
    keys = Keys.parse(KEYS.replace(", ", "\n"))
    assert [key.role for key in keys.keys] == [Role.READER, Role.EDITOR]
    assert READER not in repr(keys)
    assert READER not in repr(UiSettings(api_keys=KEYS))  # type: ignore[arg-type]
    assert keys.find("") is None
