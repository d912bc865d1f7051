"""OFD files made by the standard (GB/T 33190), as small as they can be: text, ruled lines and pictures by place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

_SPACE: Final = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_WIDTH, _HEIGHT = 210.0, 297.0


@dataclass
class OfdPage:
    """One A4 page; all places in millimetres from its upper left corner."""

    objects: list[str] = field(default_factory=list)

    def text(self, words: str, x: float, y: float, size: float) -> None:
        """``words`` with their baseline at ``y``; Latin characters take half the width of Chinese ones."""
        steps = " ".join(f"{size * (0.5 if char.isascii() else 1.0):.3f}" for char in words[:-1])
        self._add(
            f'<ofd:TextObject ID="{{}}" Boundary="{x} {y - size} {size * len(words)} {size * 1.3}" Font="2" Size="{size}">'
            f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{escape(words)}</ofd:TextCode></ofd:TextObject>'
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._add(
            f'<ofd:PathObject ID="{{}}" Boundary="{x0} {y0} {x1 - x0 + 0.3} {y1 - y0 + 0.3}" LineWidth="0.25">'
            f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A filled box."""
        self._add(
            f'<ofd:PathObject ID="{{}}" Boundary="{x} {y} {width} {height}" Stroke="false" Fill="true">'
            f"<ofd:AbbreviatedData>M 0 0 L {width} 0 L {width} {height} L 0 {height} C</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def picture(self, resource: int) -> None:
        """The resource over the whole page."""
        self._add(
            f'<ofd:ImageObject ID="{{}}" Boundary="0 0 {_WIDTH} {_HEIGHT}" CTM="{_WIDTH} 0 0 {_HEIGHT} 0 0" '
            f'ResourceID="{resource}"/>'
        )

    def _add(self, element: str) -> None:
        self.objects.append(element.format(100 + len(self.objects)))

    def xml(self) -> str:
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {_SPACE}><ofd:Content><ofd:Layer ID="3" Type="Body">'
            f"{''.join(self.objects)}</ofd:Layer></ofd:Content></ofd:Page>"
        )


def ofd_file(pages: Sequence[OfdPage], pictures: dict[int, bytes] | None = None) -> bytes:
    """The file of ``pages``; ``pictures`` (PNG or JPEG) by resource id."""
    pictures = pictures or {}
    media = "".join(
        f'<ofd:MultiMedia ID="{number}" Type="Image"><ofd:MediaFile>{number}.img</ofd:MediaFile></ofd:MultiMedia>'
        for number in pictures
    )
    listed = "".join(
        f'<ofd:Page ID="{1000 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:Document {_SPACE}><ofd:CommonData>'
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 {_WIDTH} {_HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/DocumentRes.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:Res {_SPACE} BaseLoc="Res">'
        f"<ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>",
        **{f"Doc_0/Pages/Page_{n}/Content.xml": page.xml() for n, page in enumerate(pages)},
        **{f"Doc_0/Res/{number}.img": data for number, data in pictures.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()
