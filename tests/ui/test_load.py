"""Many callers at once: nobody is turned away, nothing fails, and no memory is kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.load import CALLERS, memory, put_under_load, questions
from tests.ui.load import service as service_of
from tests.ui.support import Service


def test_as_many_callers_as_an_office_has_meet_no_error(service: Service) -> None:
    asked = ["云溪县2024年每千人口托位数要达到多少？", "居民健康素养水平要达到多少？", "由谁负责备案？"]
    load = put_under_load(service.url, asked, 2 * CALLERS)
    assert load.statuses == {200: 2 * CALLERS}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_ten_thousand_answers_leave_no_more_in_memory_than_one_thousand(
    notices_folder: Path, tmp_path: Path
) -> None:
    with service_of(notices_folder, tmp_path) as url:
        asked = questions(url)
        first = put_under_load(url, asked, 1000)
        before = memory(url)
        rest = put_under_load(url, asked, 9000)
        assert first.statuses + rest.statuses == {200: 10_000}
        assert memory(url) < 1.1 * before
