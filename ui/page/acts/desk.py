"""What an act is given: the parts of the page, the library, and what a browser sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ui.page import panels
from ui.page.drawing import Drawing, Updates
from ui.page.layout import Parts
from ui.page.library import Library
from ui.page.session import Session

if TYPE_CHECKING:
    from ui.asking import Asking
    from ui.settings import UiSettings


@dataclass(frozen=True, slots=True)
class Press:
    """What a browser sent, as text, and whether whoever sent it may change what is held."""

    fields: Mapping[str, str]
    may_edit: bool = False

    def text(self, name: str) -> str:
        """The words of that name; empty where none came."""
        return self.fields.get(name, "")

    def number(self, name: str) -> int:
        """A whole number from 0 on; whatever else was sent is 0."""
        value = self.text(name)
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0


@dataclass
class Desk:
    """Everything an act works with. ``files`` counts the files handed out, so that each is a new one."""

    parts: Parts
    drawing: Drawing
    library: Library
    asking: Asking
    files: int = 0

    @property
    def settings(self) -> UiSettings:
        return self.asking.settings

    @property
    def data_dir(self) -> Path:
        return Path(self.settings.data_dir)

    def hand_out(self, name: str, kind: str, data: bytes) -> Updates:
        """A file for the browser to keep; ``kind`` is its media type."""
        self.files += 1
        return {self.parts.file: panels.file_html(name, kind, data, self.files)}


# Changes the session, and gives back what has to be drawn again.
Act = Callable[[Desk, Session, Press], Updates]
