"""The ledger over HTTP and on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from tests.ui.support import Service
from ui.targets.command import app
from ui.targets.schemas import TargetRow
from ui.targets.table import figure, target_csv


@pytest.fixture(scope="module")
def every(service: Service) -> list[dict[str, Any]]:
    """All targets of the two notices."""
    targets: list[dict[str, Any]] = service.client.get("/v1/targets").json()["targets"]
    return targets


def _beds(every: list[dict[str, Any]]) -> dict[str, Any]:
    return next(row for row in every if row["value"] == 4.6)


def test_targets_say_what_the_notices_say(client: httpx.Client, every: list[dict[str, Any]]) -> None:
    beds = _beds(every)
    assert (beds["unit"], beds["deadline"], beds["clause"]) == ("个", "2024-12-31", "一、（一）")
    assert (beds["value_text"], beds["masked"]) == ("4.6个", False)
    assert beds["lead_units"] == ["人口家庭科"]
    assert "托位数" in beds["indicator"]
    texts = {d["id"]: d for d in (client.get(f"/v1/documents/{row['document_id']}").json() for row in every)}
    for row in every:
        assert texts[row["document_id"]]["text"][row["start"] : row["end"]] == row["text"]
        assert row["title"] == texts[row["document_id"]]["title"]


@pytest.mark.parametrize(
    ("asked", "sources"),
    [
        ({"region": "青禾"}, {"青禾市健康.md"}),
        ({"region": ["青禾市", "云溪"]}, {"青禾市健康.md", "云溪县托育.txt"}),
        ({"region": "无此市"}, set()),
        ({"year": 2023}, {"青禾市健康.md"}),
        ({"indicator": "健康素养"}, {"青禾市健康.md"}),
        ({"department": "综合监督科"}, {"云溪县托育.txt"}),
        ({"masked": True}, set()),
    ],
)
def test_filters(client: httpx.Client, asked: dict[str, Any], sources: set[str]) -> None:
    found = client.get("/v1/targets", params=asked).json()
    assert {row["source"] for row in found["targets"]} == sources
    assert found["total"] == len(found["targets"])


def test_one_notice_of_several(client: httpx.Client, every: list[dict[str, Any]]) -> None:
    wanted = _beds(every)["document_id"]
    found = client.get("/v1/targets", params={"document_id": wanted}).json()["targets"]
    assert {row["document_id"] for row in found} == {wanted}


def test_pages_make_up_the_whole(client: httpx.Client, every: list[dict[str, Any]]) -> None:
    pages = [
        client.get("/v1/targets", params={"limit": 2, "offset": offset}).json()
        for offset in range(0, len(every) + 2, 2)
    ]
    assert [row for page in pages for row in page["targets"]] == every
    assert {page["total"] for page in pages} == {len(every)}


@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": 10_000}, {"offset": -1}, {"year": "x"}])
def test_wrong_pages_are_named(client: httpx.Client, asked: dict[str, Any]) -> None:
    answer = client.get("/v1/targets", params=asked)
    assert answer.status_code == 422
    assert [field["pointer"].strip("#/").split("/")[0] for field in answer.json()["errors"]] == list(asked)


def test_a_misspelt_name_is_refused_and_does_not_ask_for_all(client: httpx.Client) -> None:
    answer = client.get("/v1/targets", params={"regoin": "青禾", "year": 2023})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert [field["pointer"] for field in answer.json()["errors"]] == ["#/regoin"]


def _run(filled_dir: Path, *arguments: str, **environment: str) -> Result:
    env = {"YAODIAN_DATA_DIR": str(filled_dir), "COLUMNS": "160", **environment}
    done = CliRunner().invoke(app, list(arguments), env=env)
    assert done.exit_code == 0, done.output
    return done


def test_command_prints_a_table(filled_dir: Path, every: list[dict[str, Any]]) -> None:
    shown = _run(filled_dir).stdout
    assert "指标" in shown
    assert "4.6个" in shown
    assert f"共 {len(every)} 条" in shown
    assert "Indicator" in _run(filled_dir, YAODIAN_LANG="en").stdout


def test_command_prints_what_the_service_says(filled_dir: Path, every: list[dict[str, Any]]) -> None:
    assert json.loads(_run(filled_dir, "--json").stdout)["targets"] == every
    found = json.loads(
        _run(filled_dir, "--json", "--region", "青禾", "--year", "2023", "--limit", "1").stdout
    )
    assert [row["source"] for row in found["targets"]] == ["青禾市健康.md"]


def test_csv_is_taken_for_utf8_by_excel(filled_dir: Path, every: list[dict[str, Any]]) -> None:
    chinese = _run(filled_dir, "--csv").stdout_bytes
    assert chinese.startswith("\ufeff文件编号,文件,来源,地区,条款,指标,".encode())
    data = _run(filled_dir, "--csv", "--lang", "en").stdout_bytes
    assert data.count(b"\r\n") == chinese.count(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["indicator"] for row in rows] == [row["indicator"] for row in every]
    assert [row["text"] for row in rows] == [row["text"] for row in every]


def test_csv_in_chinese_holds_no_code(filled_dir: Path, every: list[dict[str, Any]]) -> None:
    data = _run(filled_dir, "--csv").stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    names = {"sentence": "本句", "clause": "本条", "document": "全文", "": ""}
    assert [row["时限出处"] for row in rows] == [names[row["deadline_from"]] for row in every]
    assert {row["脱敏"] for row in rows} == {"否"}


def _row(every: list[dict[str, Any]], **changed: Any) -> TargetRow:
    return TargetRow(**{**every[0], **changed})


def test_cells_of_a_notice_are_no_formulas(every: list[dict[str, Any]]) -> None:
    row = _row(every, indicator='=HYPERLINK("http://x")', value=-3.0, lead_units=["@SUM(1)", "甲"])
    cells = next(csv.DictReader(io.StringIO(target_csv([row], "en").lstrip("\ufeff"))))
    assert cells["indicator"].startswith("'=")
    assert cells["lead_units"] == "'@SUM(1)、甲"
    assert cells["value"] == "-3.0"


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ({"comparator": ">=", "value_text": "97%", "unit": "%"}, "≥97%"),
        ({"comparator": "<=", "value_text": "12", "unit": "分钟"}, "≤12分钟"),
        ({"comparator": "", "value_text": "xx%", "unit": "%"}, "xx%"),
        ({"comparator": "", "value_text": "", "unit": ""}, ""),
    ],
)
def test_figures_read_as_people_write_them(
    every: list[dict[str, Any]], target: dict[str, str], shown: str
) -> None:
    assert figure(_row(every, **target)) == shown
