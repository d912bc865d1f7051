"""The HTTP server of llama.cpp itself with a small real model, both from PyPI, in a process that a test may kill.

The model only goes on with a text, it follows no instruction. So the server's chat template, which is what a server is
told about its model, shows it two answered questions before the one that is asked.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

_FENCE = "<<<"
_TEMPLATE = """<<<材料 [1] 0f3a
标题：甲县健康县建设方案
原文：
1.扩大床位。到2030年底，每千人口床位数达到5张，力争达到6张。（牵头科室：规划科）
0f3a 材料 [1] 完>>>

问题：甲县2030年每千人口床位数要达到多少？
回答：到2030年底，每千人口床位数达到5张，力争达到6张[1]。

<<<材料 [1] 77be
标题：乙市老年健康服务通知
原文：
（三）发展安宁疗护。设置安宁疗护病区的医院不少于8家。（责任科室：老龄科）
77be 材料 [1] 完>>>

问题：乙市安宁疗护要做什么？
回答：设置安宁疗护病区的医院不少于8家[1]。

{{ messages[-1].content.split('材料：\\n\\n') | last }}
回答："""


class LlamaServer:
    """The server over a model file. ``endless``: an answer goes on until its longest length or until nobody listens."""

    def __init__(self, model: Path, *, endless: bool = False) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(model), "endless" if endless else ""],
            stdin=subprocess.PIPE,  # it ends when this process does
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url, "the server has not started"

    def written(self) -> int | None:
        """How many tokens of the answer in hand it has written; ``None`` where it has nothing in hand."""
        slot: dict[str, Any] = httpx.get(f"{self.url}/slots", timeout=60, trust_env=False).json()[0]
        return slot["next_token"][0]["n_decoded"] if slot["is_processing"] else None

    def kill(self) -> None:
        """Kill it without a word of warning."""
        self._process.kill()
        self._process.communicate()


def _serve(model: str, endless: bool) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.port = 0
    params.n_ctx = 4096
    params.n_parallel = 1
    # More threads wait for each other on a busy machine.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.chat_template = _TEMPLATE
    params.endpoint_slots = True
    if endless:
        params.sampling.ignore_eos = True
    else:
        params.antiprompt = [_FENCE]
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    _serve(sys.argv[1], sys.argv[2] == "endless")
