"""How the service bears many callers, and whether its memory stays what it was.

``python -m tests.ui.load FOLDER`` prints throughput and times of 32 callers over the notices of a folder;
``python -m tests.ui.load FOLDER memory`` prints the memory after 1,000 and after 10,000 answers.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles

import httpx

_INGEST = "from ui.cli import main; main()"
_SERVE = "from ui.mcp.command import app; app()"
CALLERS = 32

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Load:
    """What came of a run: how many requests had which status, and their times in seconds."""

    statuses: Counter[int]
    times: Sequence[float]
    seconds: float

    @property
    def text(self) -> str:
        cuts = quantiles(self.times, n=100)
        return (
            f"{len(self.times)} requests of {CALLERS} callers, {len(self.times) / self.seconds:.1f} a second; "
            f"median {cuts[49]:.2f} s, 95 % {cuts[94]:.2f} s, 99 % {cuts[98]:.2f} s, longest {max(self.times):.2f} s; "
            f"statuses {dict(self.statuses)}"
        )


@contextmanager
def service(notices: Path, data_dir: Path) -> Iterator[str]:
    """The service without the page over the notices of a folder, in a process of its own; its address."""
    environment = {
        **os.environ,
        "YAODIAN_DATA_DIR": str(data_dir),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    subprocess.run(
        [sys.executable, "-c", _INGEST, "ingest", str(notices)],
        env=environment,
        check=False,  # a file among them may be none that can be taken
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, "--http", "--port", "0"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        yield next(line for line in process.stderr if line.startswith("http")).strip().removesuffix("/mcp")
    finally:
        process.terminate()
        process.communicate(timeout=60)


def questions(url: str) -> list[str]:
    """Questions that the notices can be asked: one for each target."""
    targets = httpx.get(f"{url}/v1/targets", params={"limit": 1000}, trust_env=False).json()["targets"]
    return [f"{target['region']}{target['indicator']}要达到多少？" for target in targets]


def put_under_load(url: str, asked: Sequence[str], requests: int) -> Load:
    """Ask as often, ``CALLERS`` at a time, each as soon as its last answer has come."""
    return asyncio.run(_ask_all(url, list(islice(cycle(asked), requests))))


async def _ask_all(url: str, asked: list[str]) -> Load:
    statuses: Counter[int] = Counter()
    times: list[float] = []
    waiting = iter(asked)
    async with httpx.AsyncClient(base_url=url, timeout=300, trust_env=False) as client:

        async def caller() -> None:
            for question in waiting:
                start = time.perf_counter()
                answer = await client.post("/v1/answer", json={"question": question})
                times.append(time.perf_counter() - start)
                statuses[answer.status_code] += 1

        start = time.perf_counter()
        await asyncio.gather(*(caller() for _ in range(CALLERS)))
        return Load(statuses, times, time.perf_counter() - start)


def memory(url: str) -> float:
    """The service's memory in MiB, as its metrics tell it."""
    found = re.search(
        r"^process_resident_memory_bytes (\S+)",
        httpx.get(f"{url}/metrics", trust_env=False).text,
        re.MULTILINE,
    )
    assert found
    return float(found.group(1)) / 1024**2


def main() -> None:
    """Run what the command line asks for and print it."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as data_dir, service(Path(sys.argv[1]), Path(data_dir)) as url:
        asked = questions(url)
        log.info("%d different questions", len(asked))
        if sys.argv[2:] != ["memory"]:
            log.info("%s", put_under_load(url, asked, 640).text)
            return
        for answers, more in ((0, 1000), (1000, 4000), (5000, 5000)):
            log.info("after %d answers %.0f MiB", answers, memory(url))
            log.info("%s", put_under_load(url, asked, more).text)
        log.info("after 10000 answers %.0f MiB", memory(url))


if __name__ == "__main__":
    main()
