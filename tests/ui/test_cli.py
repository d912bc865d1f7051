"""The command line over a real store; where the process itself matters, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from ingest.intake.holdings import Holdings
from ui.cli import app

QUESTION = "云溪县2024年每千人口托位数要达到多少？"
ENTRY = [sys.executable, "-c", "from ui.cli import main; main()"]
# What is started in the background of a shell that has no jobs is born deaf to Ctrl+C, and so is all that it starts.
HEARING = [
    sys.executable,
    "-c",
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from ui.cli import main; main()",
]
HEAVY = ("chromadb", "gradio", "langchain_core", "fastapi", "onnxruntime", "pandas")


def yaodian(*arguments: str | Path, data_dir: Path, **environment: str) -> Result:
    """Run a command over the store in ``data_dir``, in this process: imports take seconds."""
    env = {"YAODIAN_DATA_DIR": str(data_dir), **environment}
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=env)


def process(*arguments: str, data_dir: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as people do, in a process of its own."""
    return subprocess.run(
        [*ENTRY, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=_environment(data_dir, **environment),
        timeout=240,
        check=False,
    )


def _environment(data_dir: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("YAODIAN_")}
    return {**clean, "YAODIAN_DATA_DIR": str(data_dir), "PYTHONIOENCODING": "utf-8", **more}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, notices_folder: Path) -> Path:
    """A data folder with the two notices, made by the command itself."""
    data_dir = tmp_path_factory.mktemp("held")
    done = yaodian("ingest", notices_folder, data_dir=data_dir)
    assert done.exit_code == 0, done.stderr
    assert "新录入 2 份" in done.stdout
    assert "云卫发〔2024〕12号" in done.stdout
    return data_dir


def test_help_is_quick_and_names_every_command(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom ui.cli import main\n"
        f"try: main()\nfinally: sys.stderr.write(str([m for m in {HEAVY} if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"],
        capture_output=True,
        text=True,
        env=_environment(tmp_path),
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == "[]"
    for name in ("ingest", "ask", "search", "documents", "rebuild", "serve", "eval"):
        assert name in done.stdout


def test_version(tmp_path: Path) -> None:
    done = yaodian("--version", data_dir=tmp_path)
    assert (done.exit_code, done.stdout.split()[0]) == (0, "yaodian")


def test_same_files_again_add_nothing(held: Path, notices_folder: Path) -> None:
    done = yaodian("ingest", notices_folder, "--json", data_dir=held)
    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert (len(report["added"]), len(report["unchanged"]), report["passages"]) == (0, 2, 0)


def test_bad_file_among_good_ones_is_skipped(held: Path, notices_folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "空.txt"
    bad.write_bytes(b"")
    done = yaodian("ingest", notices_folder, bad, tmp_path / "没有.txt", data_dir=held)
    assert done.exit_code == 1
    assert "空.txt：" in done.stdout
    assert "没有.txt：" in done.stdout


def test_path_without_permission_is_skipped_and_the_others_go_in(
    held: Path, notices_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut, opened, access = tmp_path / "锁.txt", Path.open, os.access
    shut.write_text("一、锁", encoding="utf-8")

    def guarded(path: Path, *more: Any, **how: Any) -> Any:
        if path == shut:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *more, **how)

    # Said, and not set on the disk: permissions bind no test that runs as root.
    monkeypatch.setattr(Path, "open", guarded)
    monkeypatch.setattr(
        os, "access", lambda path, *more, **how: path != str(shut) and access(path, *more, **how)
    )
    done = yaodian("ingest", shut, notices_folder, data_dir=held)
    assert done.exit_code == 1, done.stderr
    assert "锁.txt：" in done.stdout
    assert "未变 2 份" in done.stdout
    served = yaodian("serve", "--port", "0", "--notices", shut, data_dir=held)
    assert (served.exit_code, "锁.txt：" in served.stderr) == (2, True)


@pytest.mark.parametrize("name", ["表.xlsx", "没有"])
def test_serve_does_not_begin_when_none_of_its_notices_could_be_taken(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "表.xlsx").write_bytes(b"PK\x03\x04")
    monkeypatch.setattr("ui.server.run", lambda *_: pytest.fail("it was served"))
    done = yaodian("serve", "--port", "0", "--notices", tmp_path / name, data_dir=tmp_path / "data")
    assert done.exit_code == 2, done.stderr
    assert f"{name}：" in done.stderr


def test_serve_says_when_its_folder_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = yaodian("serve", "--port", "0", "--notices", tmp_path / "空", data_dir=tmp_path / "data")
    assert (done.exit_code, "没有找到可录入的文件" in done.stderr) == (2, True)


def test_damaged_store_fails_with_advice(held: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(held, copy)
    (copy / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)
    done = yaodian("documents", "list", data_dir=copy)
    assert (done.exit_code, "移走" in done.stderr) == (1, True)


def test_nothing_that_can_be_taken(held: Path, tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(b"PK\x03\x04")
    assert yaodian("ingest", tmp_path / "表.xlsx", data_dir=held).exit_code == 2
    (tmp_path / "空").mkdir()
    empty = yaodian("ingest", tmp_path / "空", data_dir=held)
    assert (empty.exit_code, bool(empty.stderr.strip())) == (2, True)
    assert yaodian("ingest", data_dir=held).exit_code == 2


def test_answer_with_numbered_citations(held: Path) -> None:
    done = yaodian("ask", QUESTION, data_dir=held)
    assert done.exit_code == 0, done.stderr
    answer, _, sources = done.stdout.partition("出处")
    assert "4.6" in answer
    assert "[1] 《" in sources
    assert "（云卫发〔2024〕12号）" in sources


def test_answer_as_json_is_the_service_s(held: Path) -> None:
    done = yaodian("ask", QUESTION, "--year", "2024", "--json", data_dir=held)
    body = json.loads(done.stdout)
    assert {"answer", "abstained", "citations", "warnings"} <= set(body)
    assert "4.6" in body["answer"]


def test_abstaining_is_no_failure(held: Path) -> None:
    done = yaodian("ask", "火星基地2050年的氧气产量目标是多少？", "--json", data_dir=held)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["abstained"]


@pytest.mark.parametrize("question", ["", "   ", "问" * 30_000])
def test_bad_question(held: Path, question: str) -> None:
    done = yaodian("ask", question, data_dir=held)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_scope_without_notices_holds_no_answer(held: Path) -> None:
    done = yaodian("ask", QUESTION, "--region", "无此市", "--json", data_dir=held)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["abstained"]


def test_empty_store_says_what_to_do(tmp_path: Path) -> None:
    done = yaodian("ask", QUESTION, data_dir=tmp_path)
    assert "yaodian ingest" in done.stderr
    assert done.exit_code == 0
    listed = yaodian("--lang", "en", "documents", "list", data_dir=tmp_path)
    assert "First run" in listed.stderr


def test_search(held: Path) -> None:
    done = yaodian("search", "居民健康素养水平", "-k", "1", data_dir=held)
    assert done.exit_code == 0
    assert "31%" in done.stdout
    found = json.loads(yaodian("search", "居民健康素养水平", "-k", "1", "--json", data_dir=held).stdout)
    assert len(found["passages"]) == 1


def test_the_beginning_of_an_id_is_enough_where_it_is_one_notices(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for place in range(17):  # one more than there are first characters: two notices share theirs
        text = f"甲县2021年通知\n一、第{place}项完成率达到90%。"
        (tmp_path / "in" / f"{place}.txt").write_text(text, encoding="utf-8")
    data_dir = tmp_path / "data"
    assert yaodian("ingest", tmp_path / "in", data_dir=data_dir).exit_code == 0
    listed = json.loads(yaodian("documents", "list", "--json", data_dir=data_dir).stdout)["documents"]
    ids = sorted(document["id"] for document in listed)
    one, other = next(pair for pair in pairwise(ids) if pair[0][0] == pair[1][0])
    refused = yaodian("--lang", "en", "documents", "show", one[0], data_dir=data_dir)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert one in refused.stderr
    assert other in refused.stderr
    beginnings = (one[:length] for length in range(1, len(one)))
    own = next(begin for begin in beginnings if sum(each.startswith(begin) for each in ids) == 1)
    shown = yaodian("--lang", "zh", "documents", "show", own, data_dir=data_dir).stdout
    assert f"编号: {one}" in shown
    assert "性质: 无文头" in shown
    assert "headless" not in shown


def test_documents(held: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(held, copy)
    listed = json.loads(yaodian("documents", "list", "--json", data_dir=copy).stdout)["documents"]
    document_id = next(d["id"] for d in listed if d["document_number"] == "青健办〔2023〕7号")
    shown = yaodian("documents", "show", document_id, data_dir=copy)
    assert "青健办〔2023〕7号" in shown.stdout
    assert "居民健康素养水平达到31%" in shown.stdout
    assert yaodian("documents", "delete", document_id, data_dir=copy).exit_code == 0
    gone = yaodian("documents", "show", document_id, data_dir=copy)
    assert (gone.exit_code, gone.stdout, bool(gone.stderr)) == (2, "", True)


# The life of a corpus


@pytest.fixture
def folder(notices_folder: Path, tmp_path: Path) -> Path:
    """A copy of the two notices to change."""
    return Path(shutil.copytree(notices_folder, tmp_path / "notices"))


def test_prune_and_what_it_would_do(folder: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    yaodian("ingest", folder, data_dir=data_dir)
    (folder / "云溪县托育.txt").unlink()
    planned = yaodian("ingest", folder, "--prune", "--dry-run", data_dir=data_dir)
    assert planned.exit_code == 0
    assert "将清除 1 份，未作改动" in planned.stdout
    assert "云溪县托育.txt" in planned.stdout
    body = json.loads(yaodian("ingest", folder, "--dry-run", "--json", data_dir=data_dir).stdout)
    assert [notice["source"] for notice in body["pruned"]] == ["云溪县托育.txt"]
    done = yaodian("ingest", folder, "--prune", data_dir=data_dir)
    assert (done.exit_code, "清除 1 份" in done.stdout) == (0, True)
    listed = json.loads(yaodian("documents", "list", "--json", data_dir=data_dir).stdout)["documents"]
    assert [notice["source"] for notice in listed] == ["青禾市健康.md"]
    for path in folder.iterdir():
        path.unlink()
    for options in (["--prune"], ["--prune", "--dry-run"]):
        refused = yaodian("ingest", folder, *options, data_dir=data_dir)
        assert refused.exit_code in (1, 2)
        assert "没有据此删除" in refused.stdout


def test_other_files_with_the_same_words_are_shown(folder: Path, tmp_path: Path) -> None:
    (folder / "抄件.txt").write_bytes((folder / "云溪县托育.txt").read_bytes())
    done = yaodian("ingest", folder, "--json", data_dir=tmp_path / "data")
    document_id = next(n["id"] for n in json.loads(done.stdout)["added"] if n["source"] == "云溪县托育.txt")
    shown = yaodian("documents", "show", document_id, data_dir=tmp_path / "data")
    assert "另见于: 抄件.txt" in shown.stdout
    detail = yaodian("documents", "show", document_id, "--json", data_dir=tmp_path / "data")
    assert json.loads(detail.stdout)["also"] == ["抄件.txt"]


def test_rebuild(folder: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    yaodian("ingest", folder, data_dir=data_dir)
    (folder / "云溪县托育.txt").unlink()
    environment = {
        "YAODIAN_EMBEDDING": "openai",
        "YAODIAN_EMBEDDING_MODEL": "m",
        "YAODIAN_EMBEDDING_BASE_URL": "http://x",
    }
    refused = yaodian("documents", "list", data_dir=data_dir, **environment)
    assert (refused.exit_code, "yaodian rebuild" in refused.stderr) == (1, True)
    done = yaodian("rebuild", data_dir=data_dir)
    assert done.exit_code == 0
    assert "重新读取 1 份，保留已存文本 1 份" in done.stdout
    body = json.loads(yaodian("rebuild", "--json", data_dir=data_dir).stdout)
    assert [notice["source"] for notice in body["kept"]] == ["云溪县托育.txt"]
    assert "4.6" in yaodian("ask", QUESTION, data_dir=data_dir).stdout


def test_ctrl_c_leaves_a_report(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_step = Holdings.in_step

    def stopping(held: Holdings) -> None:
        in_step(held)
        if held.notices:
            raise KeyboardInterrupt

    monkeypatch.setattr(Holdings, "in_step", stopping)
    done = yaodian("ingest", folder, data_dir=tmp_path / "data")
    assert done.exit_code == 130
    assert "已停止" in done.stderr
    assert "新录入" in done.stdout
    assert "新录入 0 份" not in done.stdout


def test_watch_follows_the_folder_until_ctrl_c(folder: Path, tmp_path: Path) -> None:
    watcher = subprocess.Popen(
        [*HEARING, "ingest", str(folder), "--watch", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=_environment(tmp_path / "data"),
    )
    try:
        assert watcher.stdout is not None
        assert len(json.loads(watcher.stdout.readline())["added"]) == 2
        (folder / "青禾市健康.md").unlink()
        assert len(json.loads(watcher.stdout.readline())["pruned"]) == 1
        watcher.send_signal(signal.SIGINT)
        rest, remarks = watcher.communicate(timeout=60)
        assert (watcher.returncode, rest) == (0, "")
        assert "已停止跟踪" in remarks
    finally:
        watcher.kill()


def test_watching_a_file_is_refused(folder: Path, tmp_path: Path) -> None:
    done = yaodian("ingest", folder / "青禾市健康.md", "--watch", data_dir=tmp_path / "data")
    assert (done.exit_code, "给出文件所在的文件夹" in done.stderr) == (2, True)


def test_data_dir_may_be_given_before_the_command(held: Path, tmp_path: Path) -> None:
    done = yaodian("--data-dir", held, "documents", "list", data_dir=tmp_path)
    assert "青健办〔2023〕7号" in done.stdout


def test_wrong_setting_is_named(tmp_path: Path) -> None:
    done = yaodian("serve", data_dir=tmp_path, YAODIAN_PORT="many")
    assert done.exit_code == 2
    assert "YAODIAN_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_taken_port_ends_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = yaodian("serve", "--port", str(port), data_dir=tmp_path)
    assert done.exit_code == 1
    assert f"端口 {port} 已被占用" in done.stderr
    assert not any(tmp_path.iterdir())  # nothing was opened before the port was known to be free


def test_command_that_cannot_be_loaded_is_reported(tmp_path: Path) -> None:
    info = tmp_path / "broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[yaodian.commands]\nbroken = no_such_module.cli:app\n")
    done = process("--help", data_dir=tmp_path, PYTHONPATH=str(tmp_path))
    assert (done.returncode, "broken" in done.stdout) == (0, True)
    ran = process("broken", data_dir=tmp_path, PYTHONPATH=str(tmp_path))
    assert ran.returncode == 1
    assert "no_such_module" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.slow
def test_serve_answers_over_the_page_s_own_port(held: Path) -> None:
    server = subprocess.Popen(
        [*ENTRY, "serve", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=_environment(held),
    )
    try:
        assert server.stderr is not None
        ready = next(line for line in server.stderr if "http://" in line)
        url = ready[ready.index("http://") : ready.index("（接口")]
        with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
            assert client.get("/healthz").json()["status"] == "ok"
            assert "4.6" in client.post("/v1/answer", json={"question": QUESTION}).json()["answer"]
            page = client.get("/")
            assert page.headers["content-type"].startswith("text/html")
            assert "default-src 'self'" in page.headers["content-security-policy"]
            assert client.get("/v1/none").headers["content-type"] == "application/problem+json"
            assert client.get("/v1/answer").status_code == 405
    finally:
        server.terminate()
        assert server.wait(30) in (0, -15)
