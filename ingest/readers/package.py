"""Looking into the two kinds of container that office files are, without unpacking them and without trusting them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

ZIP_MAGIC: Final = b"PK\x03\x04"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Whatever a damaged or hostile archive makes zipfile raise.
BAD_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
# Beyond this a member is no document but a bomb; below that size a high ratio is only a small, very uniform file.
MOST_RATIO: Final = 200
RATIO_MATTERS_FROM: Final = 4 * 1024 * 1024
# A directory of more entries than this takes a hundred megabytes to read; no document has nearly as many.
_MOST_ENTRIES: Final = 50_000
_ENTRY_MAGIC: Final = b"PK\x01\x02"
_STREAMS: Final = ("WordDocument", "Workbook", "Book", "PowerPoint Document", "EncryptedPackage")


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive in ``data``. Raises one of ``BAD_ZIP``, also for a directory without end."""
    if data.count(_ENTRY_MAGIC) > _MOST_ENTRIES:
        raise zipfile.BadZipFile("too many entries")
    return zipfile.ZipFile(io.BytesIO(data))


def names_in_zip(data: bytes) -> frozenset[str]:
    """The members' names; of an archive that lost its directory, those of its parts that tell what it was."""
    try:
        with open_zip(data) as archive:
            return frozenset(archive.namelist())
    except BAD_ZIP:
        told = ("word/document.xml", "OFD.xml", "content.xml", "xl/workbook.xml", "ppt/presentation.xml")
        return frozenset(name for name in told if name.encode() in data)


def names_in_ole(data: bytes) -> frozenset[str]:
    """Those streams of a compound file that tell what it is; its directory holds their names in UTF-16."""
    # In a directory entry the name is closed by a zero character, and an entry starts at a multiple of 128 bytes.
    return frozenset(name for name in _STREAMS if _has_entry(data, f"{name}\0".encode("utf-16-le")))


def _has_entry(data: bytes, name: bytes) -> bool:
    position = data.find(name)
    while position >= 0:
        if position % 128 == 0:
            return True
        position = data.find(name, position + 2)
    return False
