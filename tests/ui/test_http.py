"""The HTTP contract over a real server, a real store and the real assistant."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.ui.support import Service

UPLOAD = """松原县卫生健康委员会文件
松卫发〔2022〕3号
关于做好2022年疫苗接种工作的通知
各乡镇卫生院：
一、提高接种率。适龄儿童接种率达到98%。（牵头科室：疾控科）
松原县卫生健康委员会
2022年2月1日
"""
QUESTION = "云溪县2024年每千人口托位数要达到多少？"


def _upload(client: httpx.Client, *files: tuple[str, bytes], **kwargs: object) -> httpx.Response:
    return client.post("/v1/documents", files=[("file", file) for file in files], **kwargs)  # type: ignore[arg-type]


@pytest.fixture
def uploaded(client: httpx.Client) -> Iterator[str]:
    """The id of a notice that was just uploaded; deleted afterwards where the test has not."""
    response = _upload(client, ("松原县.txt", UPLOAD.encode()))
    assert response.status_code == 201, response.text
    document_id = response.json()["added"][0]["id"]
    yield document_id
    client.delete(f"/v1/documents/{document_id}")


def test_answer_cites_verbatim_text(client: httpx.Client) -> None:
    response = client.post("/v1/answer", json={"question": QUESTION})
    assert response.status_code == 200
    body = response.json()
    assert {"answer", "abstained", "citations", "warnings", "confidence", "withheld", "model_error"} == set(
        body
    )
    assert "4.6" in body["answer"]
    assert not body["abstained"]
    for citation in body["citations"]:
        document = client.get(f"/v1/documents/{citation['document_id']}").json()
        assert document["text"][citation["start"] : citation["end"]] == citation["text"]
    assert any("4.6" in citation["text"] for citation in body["citations"])


def test_answer_takes_history_and_filters(client: httpx.Client) -> None:
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "4.6个 [1]"}]
    body = {"question": "由谁牵头？", "history": history, "filters": {"years": [2024]}, "stream": False}
    response = client.post("/v1/answer", json=body)
    assert response.status_code == 200
    assert all("云溪" in citation["title"] for citation in response.json()["citations"])


def test_null_history_and_filters_mean_none(client: httpx.Client) -> None:
    response = client.post("/v1/answer", json={"question": QUESTION, "history": None, "filters": None})
    assert response.status_code == 200


def test_search_returns_passages_with_offsets(client: httpx.Client) -> None:
    passages = client.post("/v1/search", json={"query": "居民健康素养水平", "k": 3}).json()["passages"]
    assert 1 <= len(passages) <= 3
    first = passages[0]
    assert set(first) == {"document_id", "source", "title", "clause", "text", "start", "end", "score"}
    assert "31%" in first["text"]
    text = client.get(f"/v1/documents/{first['document_id']}").json()["text"]
    assert text[first["start"] : first["end"]] == first["text"]


def test_documents_are_listed_with_what_is_known(client: httpx.Client) -> None:
    documents = client.get("/v1/documents").json()["documents"]
    found = {document["document_number"]: document for document in documents}
    assert found["云卫发〔2024〕12号"]["issued_on"] == "2024-03-05"
    assert found["青健办〔2023〕7号"]["source"] == "青禾市健康.md"
    assert "text" not in documents[0]


def test_document_has_text_and_clause_tree(client: httpx.Client) -> None:
    documents = client.get("/v1/documents").json()["documents"]
    held = next(d for d in documents if d["document_number"] == "云卫发〔2024〕12号")
    document = client.get(f"/v1/documents/{held['id']}").json()
    nodes = [node for root in document["clauses"] for node in (root, *root["children"])]
    added = next(node for node in nodes if "托位数" in document["text"][node["start"] : node["own_end"]])
    assert document["text"][added["start"] : added["end"]].startswith("（一）增加托位")
    for node in document["clauses"]:
        assert all(
            node["own_end"] <= child["start"] < child["end"] <= node["end"] for child in node["children"]
        )


def test_uploaded_notice_is_found_at_once_and_gone_after_deletion(
    client: httpx.Client, uploaded: str
) -> None:
    query = {"query": "适龄儿童接种率", "k": 1}
    assert client.post("/v1/search", json=query).json()["passages"][0]["document_id"] == uploaded
    assert client.delete(f"/v1/documents/{uploaded}").status_code == 204
    assert client.get(f"/v1/documents/{uploaded}").status_code == 404
    passages = client.post("/v1/search", json=query).json()["passages"]
    assert uploaded not in {passage["document_id"] for passage in passages}


def test_same_upload_again_adds_nothing(client: httpx.Client, uploaded: str) -> None:
    response = _upload(client, ("松原县.txt", UPLOAD.encode()))
    assert response.status_code == 200
    body = response.json()
    assert body["passages"] == 0
    assert [document["id"] for document in body["unchanged"]] == [uploaded]


def test_bad_file_of_several_is_reported_and_the_others_go_in(client: httpx.Client) -> None:
    response = _upload(client, ("空.txt", b""), ("表.xlsx", b"PK\x03\x04"), ("松原县.txt", UPLOAD.encode()))
    assert response.status_code == 201
    body = response.json()
    try:
        assert [document["source"] for document in body["added"]] == ["松原县.txt"]
        assert [item["file"] for item in body["skipped"]] == ["空.txt", "表.xlsx"]
        assert all(item["detail"] for item in body["skipped"])
    finally:
        client.delete(f"/v1/documents/{body['added'][0]['id']}")


@pytest.mark.parametrize("names", [("files", "files"), ("file", "files")])
def test_files_may_be_sent_under_either_name(client: httpx.Client, names: tuple[str, str]) -> None:
    sent = [
        (names[0], ("空.txt", b"")),
        (names[1], ("松原县.txt", UPLOAD.encode())),
    ]
    response = client.post("/v1/documents", files=sent)
    assert response.status_code == 201, response.text
    body = response.json()
    client.delete(f"/v1/documents/{body['added'][0]['id']}")
    assert [item["file"] for item in body["skipped"]] == ["空.txt"]


def test_file_name_is_data_and_never_a_path(client: httpx.Client) -> None:
    response = _upload(client, ("../../etc/<img src=x onerror=alert(1)>.txt", UPLOAD.encode()))
    assert response.status_code == 201
    document = response.json()["added"][0]
    client.delete(f"/v1/documents/{document['id']}")
    assert "/" not in document["source"]


def test_health(client: httpx.Client) -> None:
    assert client.get("/healthz").json()["status"] == "ok"


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("空.txt", b"", 422),
        ("假.txt", bytes(range(256)) * 40, 422),
        ("坏.docx", b"PK\x03\x04 broken", 422),
        ("表.xlsx", b"PK\x03\x04", 415),
        ("大.txt", "字".encode() * (1024 * 1024), 413),
    ],
)
def test_upload_that_cannot_be_taken(client: httpx.Client, name: str, data: bytes, status: int) -> None:
    response = _upload(client, (name, data))
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


def test_too_large_file_inside_the_request_limit_is_named(service: Service) -> None:
    limit = service.app.state.settings.max_file_bytes
    response = _upload(service.client, ("大.txt", b"a" * (limit + 1)))
    assert response.status_code == 413
    assert response.json()["skipped"][0]["file"] == "大.txt"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v1/answer", {"question": ""}, 422),
        ("/v1/answer", {"question": "  \n "}, 422),
        ("/v1/answer", {"question": "问" * 100_000}, 413),
        ("/v1/answer", {"question": "x" * 100_000}, 422),
        ("/v1/answer", {}, 422),
        ("/v1/answer", {"question": 7}, 422),
        ("/v1/answer", {"question": QUESTION, "temperature": 1}, 422),
        ("/v1/answer", {"question": QUESTION, "history": [{"role": "system", "content": "x"}]}, 422),
        ("/v1/answer", {"question": QUESTION, "history": [{"role": "user", "content": "长" * 30_000}]}, 422),
        ("/v1/answer", {"question": QUESTION, "filters": {"places": ["x"]}}, 422),
        ("/v1/answer", {"question": QUESTION, "stream": "maybe"}, 422),
        ("/v1/answer", {"question": "", "stream": True}, 422),
        ("/v1/answer", [], 422),
        ("/v1/search", {"query": ""}, 422),
        ("/v1/search", {"query": "托位", "k": 0}, 422),
        ("/v1/search", {"query": "托位", "k": 51}, 422),
    ],
)
def test_request_that_cannot_be_taken(client: httpx.Client, path: str, body: object, status: int) -> None:
    response = client.post(path, json=body)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(problem)
    assert problem["status"] == status
    assert problem["instance"] == path


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"question": "\\ud800"}', 422),
        (b'{"question": "x", "\\ud800": 1}', 422),
        (b"", 422),
    ],
)
def test_body_that_is_no_json_or_no_text(client: httpx.Client, content: bytes, status: int) -> None:
    headers = {"content-type": "application/json"}
    response = client.post("/v1/answer", content=content, headers=headers)
    assert response.status_code == status
    assert response.json()["status"] == status


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_unknown_document(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/v1/documents/0000000000000000")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_upload_without_a_file(client: httpx.Client) -> None:
    missing = client.post("/v1/documents")
    assert missing.status_code == 422
    assert [field["pointer"] for field in missing.json()["errors"]] == ["#/file"]
    assert _upload(client, headers={"content-type": "multipart/form-data; boundary=x"}).status_code == 422
    assert client.post("/v1/documents", data={"file": "no file"}).status_code in (400, 422)


def test_too_many_files(service: Service) -> None:
    many = service.app.state.settings.upload_files + 1
    response = _upload(service.client, *((f"{place}.txt", b"x") for place in range(many)))
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
