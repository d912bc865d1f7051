"""What is counted of answering, through a real assistant and a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.build import open_workspace
from tests.openai_server import Reply, ScriptedServer, fails
from tests.ui.support import serving
from ui.api import create_api
from ui.settings import UiSettings

_ANSWERED = {"question": "云溪县2024年每千人口托位数要达到多少？"}
_NOT_STATED = {"question": "火星基地2050年的氧气产量目标是多少？"}


@pytest.mark.usefixtures("workspace")  # it fills the folder
def test_answers_abstentions_stages_and_model_errors_are_counted(filled_dir: Path) -> None:
    with ScriptedServer() as model:
        model.script(fails(503))
        settings = UiSettings(data_dir=filled_dir, llm_base_url=model.url, llm_model="m", llm_retries=0)
        with serving(create_api(open_workspace(settings), settings)) as service:
            client = service.client
            assert not client.post("/v1/answer", json=_ANSWERED).json()["abstained"]
            assert "event: done" in client.post("/v1/answer", json={**_ANSWERED, "stream": True}).text
            assert client.post("/v1/answer", json=_NOT_STATED).json()["abstained"]
            counted = client.get("/metrics").text.splitlines()
    assert 'yaodian_answers_total{outcome="answered"} 2.0' in counted
    assert 'yaodian_answers_total{outcome="abstained"} 1.0' in counted
    assert 'yaodian_model_errors_total{code="model-busy"} 2.0' in counted
    for stage in ("understand", "read"):
        assert f'yaodian_stage_seconds_count{{stage="{stage}"}} 3.0' in counted


@pytest.mark.usefixtures("workspace")
def test_a_model_that_breaks_off_is_counted_by_what_went_wrong(filled_dir: Path) -> None:
    said = "到2024年底，全县每千人口托位数达到4.6个[1]。\n"
    with ScriptedServer() as model:
        model.script(Reply((said, "普惠托位"), finish=""))
        settings = UiSettings(data_dir=filled_dir, llm_base_url=model.url, llm_model="m", llm_retries=0)
        with serving(create_api(open_workspace(settings), settings)) as service:
            answer = service.client.post("/v1/answer", json=_ANSWERED).json()
            counted = service.client.get("/metrics").text.splitlines()
    assert answer["answer"] == said
    assert answer["model_error"] == "model-cut-off"
    assert 'yaodian_model_errors_total{code="model-cut-off"} 1.0' in counted
