"""The description at /openapi.json is kept: schemathesis sends what it allows and what it forbids, and judges the answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from rag.build import Workspace, open_workspace
from tests.ui.support import serving
from ui.api import create_api
from ui.settings import UiSettings

_EXAMPLES = 10  # of each address, allowed and forbidden; a run at length has found no more


@pytest.fixture(scope="module")
def description(
    workspace: Workspace, filled_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[schemathesis.BaseSchema]:
    """That of a service of its own: whatever is uploaded or deleted stays in it."""
    assert workspace.store.notices()
    data_dir = tmp_path_factory.mktemp("contract") / "data"
    shutil.copytree(filled_dir, data_dir)
    own = UiSettings(data_dir=data_dir, max_file_bytes=2 * 1024 * 1024)
    with serving(create_api(open_workspace(own), own)) as service:
        yield schemathesis.openapi.from_url(f"{service.url}/openapi.json")


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_answers_are_those_described(
    description: schemathesis.BaseSchema, mode: schemathesis.GenerationMode
) -> None:
    for found in description.get_all_operations():
        _send_examples(found.ok(), mode)


def _not_judged(case: schemathesis.Case) -> list[Any]:
    """What the description cannot say: which bytes are a notice, and which question is too long for its history. And what
    an address cannot say: of a query, one word and a list of one are written the same, so not all that is forbidden differs."""
    return [positive_data_acceptance] if case.method == "POST" else [negative_data_rejection]


def _send_examples(
    operation: schemathesis.APIOperation[Any, Any, Any, Any], mode: schemathesis.GenerationMode
) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=_EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def send(case: schemathesis.Case) -> None:
        case.call_and_validate(timeout=60, excluded_checks=_not_judged(case))

    try:
        send()
    except Unsatisfiable:  # nothing can be wrong in a request that holds nothing
        assert mode is schemathesis.GenerationMode.NEGATIVE
