"""A server for :mod:`tests.ui.test_stopping`, run as a process: its answers wait for a line on standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from rag.build import Workspace
from rag.types import Answer, AnswerEvent, Done, Token
from ui.api import create_api
from ui.logs import set_up_logging
from ui.server import open_socket, run
from ui.settings import load_settings


class Waiting:
    """An assistant that says a word, waits for leave, and says the rest."""

    def stream(self, *_: object) -> Iterator[AnswerEvent]:
        yield Token("先")
        sys.stdin.readline()
        yield Token("后")
        yield Done(Answer(answer="先后", abstained=False))


def main() -> None:
    """Serve until told to stop."""
    settings = load_settings()
    set_up_logging(settings)
    nothing: Any = None
    waiting: Any = Waiting()
    app = create_api(Workspace(settings, nothing, waiting), settings)
    run(
        app, open_socket("127.0.0.1", 0), lambda url: sys.stdout.write(f"{url}\n") and sys.stdout.flush(), 600
    )


if __name__ == "__main__":
    main()
