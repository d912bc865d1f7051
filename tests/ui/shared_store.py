"""Two services on one Chroma server that is killed and started again, and many callers at once.

``python -m tests.ui.shared_store 500`` runs it at length and prints what came of it.
"""

from __future__ import annotations

import logging
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.chroma_server import ChromaServer

log = logging.getLogger(__name__)

_SERVE = "from ui.mcp.command import app; app()"
_CALLERS = 4
_NOTICE = """云岭市卫生健康委员会文件
云卫发〔2022〕{number}号
关于做好2022年第{number}项疫苗接种工作的通知
各乡镇卫生院：
一、提高接种率。第{number}项疫苗适龄儿童接种率达到{number}人次。（牵头科室：疾控科）
云岭市卫生健康委员会
2022年2月1日
"""


@dataclass
class Outcome:
    """What became of every request. ``held`` and ``gone`` are ids that a service has acknowledged."""

    statuses: Counter[str] = field(default_factory=Counter)
    held: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)  # what a 503 has left unsaid
    cited_though_gone: set[str] = field(default_factory=set)
    lists: list[set[str]] = field(default_factory=list)  # what each service holds in the end

    @property
    def lost(self) -> set[str]:
        """Acknowledged uploads that some service does not hold."""
        wanted = self.held - self.gone - self.unsure
        return set().union(*(wanted - found for found in self.lists))

    @property
    def left(self) -> set[str]:
        """Acknowledged deletions that some service still holds."""
        return set().union(*(self.gone & found for found in self.lists))


class Process:
    """The service without the page, in a process of its own."""

    def __init__(self, chroma: ChromaServer, data_dir: Path) -> None:
        environment = {
            **os.environ,
            "YAODIAN_DATA_DIR": str(data_dir),
            "YAODIAN_CHROMA_URL": chroma.url,
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, "--http", "--port", "0"],
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
            encoding="utf-8",
        )

    def ready(self) -> str:
        """Its address, once it serves."""
        assert self._process.stderr is not None
        address = next(line for line in self._process.stderr if line.startswith("http"))
        return address.strip().removesuffix("/mcp")

    def stop(self) -> None:
        """End it and wait for its end."""
        self._process.terminate()
        said = self._process.communicate(timeout=60)[1]
        if said:
            log.info("%s", said)


class Callers:
    """Sends requests to the services by turns, and keeps the book."""

    def __init__(self, urls: list[str], chroma: ChromaServer, requests: int, restarts: int) -> None:
        self._urls = urls
        self._chroma = chroma
        self._left = requests
        self._restarts = {requests * n // (restarts + 1) for n in range(1, restarts + 1)}
        self._book = threading.Lock()
        self.outcome = Outcome()

    def run(self) -> Outcome:
        """Send them all."""
        with ThreadPoolExecutor(_CALLERS) as pool:
            for done in [pool.submit(self._call, caller) for caller in range(_CALLERS)]:
                done.result()
        for url in self._urls:
            with httpx.Client(base_url=url, timeout=120, trust_env=False) as client:
                documents = client.get("/v1/documents").raise_for_status().json()["documents"]
            self.outcome.lists.append({document["id"] for document in documents})
        return self.outcome

    def _call(self, caller: int) -> None:
        chance = random.Random(caller)
        own: list[str] = []
        number = caller * 100_000
        with httpx.Client(timeout=120, trust_env=False) as client:
            while self._next():
                url, what = chance.choice(self._urls), chance.random()
                if what < 0.4 or not own:
                    number += 1
                    self._upload(client, url, number, own)
                elif what < 0.6:
                    self._delete(client, url, own)
                else:
                    self._ask(client, url, number)

    def _next(self) -> bool:
        with self._book:
            self._left -= 1
            restart = self._left in self._restarts
        if restart:
            self._chroma.kill()
            self._chroma.start()
        return self._left >= 0

    def _upload(self, client: httpx.Client, url: str, number: int, own: list[str]) -> None:
        file = {"file": (f"{number}.txt", _NOTICE.format(number=number).encode())}
        answer = self._note("upload", client.post(f"{url}/v1/documents", files=file))
        if answer.is_success:
            taken = answer.json()
            own.append((taken["added"] or taken["unchanged"])[0]["id"])
            self.outcome.held.add(own[-1])

    def _delete(self, client: httpx.Client, url: str, own: list[str]) -> None:
        wanted = own.pop()
        answer = self._note("delete", client.delete(f"{url}/v1/documents/{wanted}"))
        (self.outcome.gone if answer.is_success else self.outcome.unsure).add(wanted)

    def _ask(self, client: httpx.Client, url: str, number: int) -> None:
        gone = set(self.outcome.gone)  # before the question was asked
        question = {"question": f"第{number}项疫苗适龄儿童接种率要达到多少？"}
        answer = self._note("ask", client.post(f"{url}/v1/answer", json=question))
        if answer.is_success:
            cited = {citation["document_id"] for citation in answer.json()["citations"]}
            self.outcome.cited_though_gone |= cited & gone

    def _note(self, kind: str, answer: httpx.Response) -> httpx.Response:
        self.outcome.statuses[f"{kind} {answer.status_code}"] += 1
        return answer


def run(requests: int, folder: Path, restarts: int = 2) -> Outcome:
    """Two services, ``requests`` of callers to either, the Chroma server killed and started again meanwhile."""
    with ExitStack() as stack:
        chroma = ChromaServer(folder / "chroma")
        chroma.start()
        stack.callback(chroma.kill)
        services = [Process(chroma, folder / name) for name in ("one", "two")]
        for service in services:
            stack.callback(service.stop)
        return Callers([service.ready() for service in services], chroma, requests, restarts).run()


def main() -> None:
    """Run at length and say what came of it."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(int(sys.argv[1]) if len(sys.argv) > 1 else 500, Path(folder))
    log.info("%s", dict(outcome.statuses))
    log.info("held %d, deleted %d", len(outcome.held), len(outcome.gone))
    log.info(
        "lost %s, left %s, cited though deleted %s", outcome.lost, outcome.left, outcome.cited_though_gone
    )


if __name__ == "__main__":
    main()
