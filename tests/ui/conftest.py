"""A small store of real notices, and real servers on free ports over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ingest.intake.pipeline import ingest_paths
from rag.build import Workspace, open_workspace
from tests.ui.support import ScriptedAssistant, Service, serving
from ui.api import create_api
from ui.settings import UiSettings

NOTICES = {
    "云溪县托育.txt": """云溪县卫生健康委员会文件
云卫发〔2024〕12号
关于印发云溪县2024年托育服务工作要点的通知
各乡镇卫生院，县直各医疗卫生单位：
现将《云溪县2024年托育服务工作要点》印发给你们，请认真贯彻执行。
云溪县卫生健康委员会
2024年3月5日
云溪县2024年托育服务工作要点
一、扩大托育供给
（一）增加托位。到2024年底，全县每千人口托位数达到4.6个，普惠托位占比不低于六成。（牵头科室：人口家庭科）
（二）支持用人单位办托。鼓励机关、企业为职工提供托育服务。（牵头科室：办公室）
二、保障安全
（一）落实备案制度。托育机构备案率达到100%。（牵头科室：综合监督科）
""",
    "青禾市健康.md": """# 关于印发青禾市2023年健康城市建设工作方案的通知

青健办〔2023〕7号

各县（市、区）人民政府：

现将《青禾市2023年健康城市建设工作方案》印发给你们。

青禾市卫生健康委员会

2023年5月18日

## 一、主要目标

到2023年底，居民健康素养水平达到31%，建成健康细胞120个。

## 二、重点任务

（一）开展爱国卫生运动。每月组织一次环境卫生整治。（责任单位：市爱卫办）
""",
}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine reaches a test, and none that the command line sets leaves it."""
    monkeypatch.setenv("YAODIAN_LANG", "zh")
    for name in (
        "YAODIAN_DATA_DIR",
        "YAODIAN_LLM_BASE_URL",
        "YAODIAN_LLM_MODEL",
        "YAODIAN_HOST",
        "YAODIAN_PORT",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def notices_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small notices of places that do not exist."""
    folder = tmp_path_factory.mktemp("notices")
    for name, text in NOTICES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def filled_dir(tmp_path_factory: pytest.TempPathFactory, notices_folder: Path) -> Path:
    """The data folder of :func:`workspace`."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="session")
def workspace(filled_dir: Path, notices_folder: Path) -> Workspace:
    """A real store of the two notices with the real assistant over it."""
    settings = UiSettings(data_dir=filled_dir, max_file_bytes=2 * 1024 * 1024, heartbeat_s=0.2)
    opened = open_workspace(settings)
    report = ingest_paths([notices_folder], opened.store, settings)
    assert report.ok
    return opened


@pytest.fixture(scope="session")
def settings(workspace: Workspace) -> UiSettings:
    assert isinstance(workspace.settings, UiSettings)
    return workspace.settings


@pytest.fixture(scope="session")
def service(workspace: Workspace, settings: UiSettings) -> Iterator[Service]:
    """The HTTP service over :func:`workspace`. Tests that change the store put it back."""
    with serving(create_api(workspace, settings)) as running:
        yield running


@pytest.fixture
def client(service: Service) -> httpx.Client:
    return service.client


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def scripted(workspace: Workspace, settings: UiSettings) -> Iterator[tuple[Service, ScriptedAssistant]]:
    """The service over an assistant that does what the test says."""
    assistant = ScriptedAssistant()
    fake = Workspace(settings=settings, store=workspace.store, assistant=assistant)  # type: ignore[arg-type]
    with serving(create_api(fake, settings)) as running:
        yield running, assistant
