"""The pages of a fixed-layout file as they are read, and the document that they make with all that must be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ingest.readers import fixed_refusals, ocr, refusals
from ingest.readers.layout.document import document_of
from ingest.readers.layout.page import PrintedPage
from ingest.readers.lines import RawDocument
from ingest.readers.patience import more_time
from ingest.settings import IngestSettings


@dataclass(slots=True)
class FixedReading:
    """Pages read so far, and the numbers of those that a person must be told of."""

    settings: IngestSettings
    pages: list[PrintedPage] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)  # scans with a recognised layer of their own
    left_out: list[int] = field(default_factory=list)  # pictures, and nothing installed to read them
    unread: list[int] = field(default_factory=list)  # pictures on which nothing was recognised
    damaged: list[int] = field(default_factory=list)
    slanted: str = ""

    def add_text(self, page: PrintedPage, hidden: bool = False) -> None:
        """A page whose characters the file itself gives."""
        self.pages.append(page)
        if hidden and page.glyphs:
            self.hidden.append(page.number)

    def add_picture(
        self, number: int, width: float, height: float, picture: Callable[[], ocr.Picture | None]
    ) -> None:
        """A page, ``width`` × ``height`` points, to be recognised. ``picture`` gives None when it cannot be drawn."""
        if not ocr.is_installed():
            self.left_out.append(number)
            return
        more_time(self.settings.max_page_seconds)
        drawn = picture()
        if drawn is None:
            self.unread.append(number)
            return
        page = ocr.recognise(drawn, number, width, height)
        self.pages.append(page)
        (self.recognised if page.glyphs else self.unread).append(number)

    def document(self, name: str, kind: str) -> RawDocument:
        """What was read. NoticeError ``broken-file``, ``needs-ocr`` or ``no-text`` when that is nothing."""
        if not any(page.glyphs for page in self.pages):
            if self.left_out:
                raise fixed_refusals.needs_ocr(name)
            raise fixed_refusals.damaged(name, kind) if self.damaged else refusals.no_text(name)
        document = document_of(self.pages)
        slanted = (self.slanted,) if self.slanted else ()
        return replace(
            document,
            warnings=(*self._warnings(), *document.warnings),
            dropped=(*document.dropped, *slanted),
        )

    def _warnings(self) -> list[str]:
        told = (
            (self.recognised, fixed_refusals.pages_recognised),
            (self.hidden, fixed_refusals.pages_hidden_layer),
            (self.left_out, fixed_refusals.pages_left_out),
            (self.unread, fixed_refusals.pages_unread),
            (self.damaged, fixed_refusals.pages_damaged),
        )
        sentences = [say(numbers) for numbers, say in told if numbers]
        return [*sentences, fixed_refusals.slanted_left_out(self.slanted)] if self.slanted else sentences
