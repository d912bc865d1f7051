"""The description at /openapi.json and the page at /docs, which needs nothing from elsewhere."""

from __future__ import annotations

import re

import httpx


def test_docs_page_loads_only_from_here(client: httpx.Client) -> None:
    page = client.get("/docs").text
    assert "://" not in page
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert client.get(f"/{address}").status_code == 200, address


def test_description_names_every_address_and_problem(client: httpx.Client) -> None:
    description = client.get("/openapi.json").json()
    operations = {
        f"{method.upper()} {path}" for path, methods in description["paths"].items() for method in methods
    }
    assert operations == {
        "POST /v1/answer",
        "POST /v1/search",
        "GET /v1/documents",
        "POST /v1/documents",
        "GET /v1/documents/{document_id}",
        "DELETE /v1/documents/{document_id}",
        "GET /v1/targets",
        "POST /v1/chat/completions",
        "GET /v1/models",
        "GET /v1/models/{model}",
        "GET /healthz",
        "GET /readyz",
        "GET /metrics",
    }
    answer = description["paths"]["/v1/answer"]["post"]
    assert "text/event-stream" in answer["responses"]["200"]["content"]
    assert set(answer["responses"]["422"]["content"]) == {"application/problem+json"}
    assert description["components"]["schemas"]["AnswerRequest"]["examples"]
    upload = description["paths"]["/v1/documents"]["post"]["requestBody"]
    assert upload["required"]
    form = upload["content"]["multipart/form-data"]["schema"]["$ref"].rpartition("/")[2]
    assert set(description["components"]["schemas"][form]["properties"]) == {"file", "files"}
    assert "HTTPValidationError" not in description["components"]["schemas"]
