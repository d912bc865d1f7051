"""Headers on every answer, and writes from other sites' pages refused."""

from __future__ import annotations

import httpx
import pytest

BODY = {"query": "托位"}


@pytest.mark.parametrize("path", ["/healthz", "/v1/documents", "/v1/documents/none", "/docs", "/nothing"])
def test_security_headers_are_on_every_answer(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


def test_no_origin_may_read(client: httpx.Client) -> None:
    headers = {"origin": "https://example.org", "access-control-request-method": "POST"}
    response = client.options("/v1/answer", headers=headers)
    assert "access-control-allow-origin" not in response.headers
    assert "access-control-allow-origin" not in client.get("/healthz", headers=headers).headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "{self}"}, 200),
        ({"origin": "{self}", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "https://policy.example", "x-forwarded-host": "policy.example"}, 200),
        ({"origin": "https://example.org"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_only_own_pages_and_programs_may_ask(
    client: httpx.Client, headers: dict[str, str], status: int
) -> None:
    origin = str(client.base_url).rstrip("/")
    sent = {name: value.replace("{self}", origin) for name, value in headers.items()}
    assert client.post("/v1/search", json=BODY, headers=sent).status_code == status
