"""PDF files with every character where a test wants it: a font that needs no file, text, lines and pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from PIL import Image

_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    # Characters 1 to 95 of the collection are those of ASCII: half as wide.
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)
# The same without a name for its characters: a subset that some program embedded.
_UNNAMED_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Unnamed /Encoding /Identity-H /DescendantFonts [4 0 R] >>",
    _FONT[1].replace(b"STSong-Light", b"ABCDEF+Unnamed").replace(b"(GB1)", b"(Identity)"),
    _FONT[2].replace(b"STSong-Light", b"ABCDEF+Unnamed"),
)


@dataclass
class PdfPage:
    """A page of A4, or of ``width`` × ``height`` points. Places are points from the upper left corner."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    content: list[str] = field(default_factory=list)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        size: float = 16,
        *,
        red: bool = False,
        hidden: bool = False,
        matrix: str = "1 0 0 1",
    ) -> None:
        """``words`` with their baseline at ``y``."""
        codes = words.encode("utf-16-be").hex()
        colour = "0.9 0 0 rg" if red else "0 0 0 rg"
        mode = "3 Tr" if hidden else "0 Tr"
        self.content.append(
            f"BT {colour} {mode} /F1 {size} Tf {matrix} {x} {self.height - y} Tm <{codes}> Tj ET"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.content.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def rows(
        self, rows: Sequence[str], x: float = 80, y: float = 100, size: float = 16, step: float = 28
    ) -> None:
        """Rows of print below each other; a leading space in a row is an indent of one character."""
        for number, row in enumerate(rows):
            words = row.lstrip(" ")
            self.text(words, x + size * (len(row) - len(words)), y + number * step, size)

    def table(self, rows: Sequence[Sequence[str]], y: float, widths: Sequence[float], x: float = 80) -> None:
        """A ruled table with rows of 24 points."""
        edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
        for number in range(len(rows) + 1):
            self.line(edges[0], y + 24 * number, edges[-1], y + 24 * number)
        for edge in edges:
            self.line(edge, y, edge, y + 24 * len(rows))
        for number, row in enumerate(rows):
            for edge, cell in zip(edges, row, strict=False):
                if cell:
                    self.text(cell, edge + 4, y + 24 * number + 17, 12)


def pdf_file(pages: Sequence[PdfPage], *, encrypt: str = "", to_unicode: bool = True) -> bytes:
    """The file of ``pages``. ``encrypt`` is a dictionary to lock it by; without ``to_unicode`` the font's characters
    have numbers and no meaning."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    font = _FONT if to_unicode else _UNNAMED_FONT
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *font,
    ]
    for number, page in enumerate(pages):
        content = "\n".join(page.content).encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate}"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, places = b"%PDF-1.5\n", list[int]()
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {encrypt} >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    )


def pictures_of(pdf: bytes, resolution: int = 200) -> list[Image.Image]:
    """Each page as a scanner would give it."""
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=resolution / 72).to_pil().convert("RGB") for page in document]


def scan_of(pictures: Sequence[Image.Image], resolution: int = 200) -> bytes:
    """A PDF of nothing but pictures."""
    stream = io.BytesIO()
    # Pillow keeps on a picture what it was last saved with.
    first, *rest = (picture.copy() for picture in pictures)
    first.save(stream, "PDF", save_all=True, append_images=rest, resolution=resolution, quality=75)
    return stream.getvalue()
