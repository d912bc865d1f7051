"""Bodies over the limit are refused before they are read."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx

from tests.ui.support import Service

_SIXTY_MB = 60 * 1024 * 1024


def test_upload_is_refused_by_its_declared_length_alone(service: Service) -> None:
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=20)
    connection.putrequest("POST", "/v1/documents")
    connection.putheader("Content-Type", "multipart/form-data; boundary=b")
    connection.putheader("Content-Length", str(_SIXTY_MB))
    connection.endheaders()
    response = connection.getresponse()  # not a byte of the body has been sent
    assert response.status == 413
    assert response.headers["content-type"] == "application/problem+json"
    connection.close()


def test_upload_of_unknown_length_is_refused_on_the_way(service: Service) -> None:
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(_SIXTY_MB // 65536):
            sent += 65536
            yield b"a" * 65536
        yield b"\r\n--b--\r\n"

    headers = {"content-type": "multipart/form-data; boundary=b"}
    response = httpx.post(f"{service.url}/v1/documents", content=body(), headers=headers, timeout=60)
    assert response.status_code == 413


def test_question_of_many_megabytes_is_not_read(service: Service) -> None:
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=20)
    connection.putrequest("POST", "/v1/answer")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(_SIXTY_MB))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
