"""Many callers at once: nobody is turned away and nothing fails."""

from __future__ import annotations

from tests.ui.load import CALLERS, put_under_load
from tests.ui.support import Service


def test_as_many_callers_as_an_office_has_meet_no_error(service: Service) -> None:
    asked = ["云溪县2024年每千人口托位数要达到多少？", "居民健康素养水平要达到多少？", "由谁负责备案？"]
    load = put_under_load(service.url, asked, 2 * CALLERS)
    assert load.statuses == {200: 2 * CALLERS}
