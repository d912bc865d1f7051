"""What the server keeps of one open page: its language, talk, scope, the notice that is read, and each tab's view."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.errors import Lang
from rag.types import Filters
from ui.page.conversation import Conversation
from ui.page.opened import Opened
from ui.page.tabs.files import FilesView
from ui.page.tabs.ledger import LedgerView
from ui.page.tabs.tasks import TasksView


@dataclass
class Session:
    """One page in one browser. ``seen`` names the tabs that were opened: only those are drawn again. ``keepings`` counts
    how often the talk was given to the browser to keep."""

    lang: Lang = "zh"
    conversation: Conversation = field(default_factory=Conversation)
    filters: Filters = field(default_factory=Filters)
    opened: Opened | None = None
    seen: set[str] = field(default_factory=set)
    keepings: int = 0
    ledger: LedgerView = field(default_factory=LedgerView)
    files: FilesView = field(default_factory=FilesView)
    tasks: TasksView = field(default_factory=TasksView)
