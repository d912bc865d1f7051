"""The files in a .zip, one by one, as if they lay in a folder; nothing is ever written to disk.

Names are decoded as Chinese systems write them, archives within archives are opened, what systems add is left out. A
member that cannot be taken is told of and costs none of the others; what would swell without end stops.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from ingest.errors import NoticeError
from ingest.readers import refusals
from ingest.readers.formats import SUFFIXES, suffix_of
from ingest.readers.package import BAD_ZIP, MOST_RATIO, RATIO_MATTERS_FROM, open_zip
from ingest.settings import IngestSettings

SUFFIX: Final = ".zip"
_SYSTEM_FOLDERS: Final = frozenset({"__MACOSX", "$RECYCLE.BIN", "System Volume Information"})
_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1
_UTF8_NAME: Final = 0x800
# Info-ZIP's field for a name in UTF-8: version, checksum of the plain name, name.
_UNICODE_PATH: Final = 0x7075


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive. ``name`` is ``包.zip/文件夹/文件.docx``: shown, and its suffix tells the type."""

    name: str
    data: bytes


@dataclass(slots=True)
class _Budget:
    """What may still come out, over all archives within the one that was given."""

    files: int
    bytes: int


def is_archive(name: str) -> bool:
    """True for a name that ``unpack`` takes."""
    return suffix_of(name) == SUFFIX


def unpack(name: str, data: bytes, settings: IngestSettings) -> Iterator[Member | NoticeError]:
    """The members of the archive ``data`` in its own order, and an error for each that cannot be taken.

    Never raises. A NoticeError's ``path`` is the member's name, or the archive's where it cannot be read (on) at all:
    ``broken-file``, ``too-large``, ``empty-file``, ``unknown-type``. A member is unpacked when it is asked for.
    """
    if len(data) > settings.max_file_bytes:
        yield refusals.too_large(name, settings.max_file_bytes)
        return
    found = False
    try:
        for item in _members(
            name, data, settings, _Budget(settings.max_archive_files, settings.max_archive_bytes), 1
        ):
            found = True
            yield item
    except _SpentError:
        yield _too_much(name, settings)
        return
    if not found:
        yield _empty(name)


class _SpentError(Exception):
    """The budget is spent: nothing more comes out of the whole archive."""


def _members(
    name: str, data: bytes, settings: IngestSettings, budget: _Budget, depth: int
) -> Iterator[Member | NoticeError]:
    try:
        archive = open_zip(data)
    except BAD_ZIP:
        yield _broken(name)
        return
    with archive:
        for info in archive.infolist():
            parts = _path(info)
            if info.is_dir() or not parts or _is_added_by_a_system(parts):
                continue
            if budget.files <= 0:
                raise _SpentError
            budget.files -= 1
            member = f"{name}/{'/'.join(parts)}"
            taken = _take(archive, info, member, settings, budget)
            if isinstance(taken, Member) and is_archive(member):
                yield from _inner(taken, settings, budget, depth)
            else:
                yield taken


def _inner(
    member: Member, settings: IngestSettings, budget: _Budget, depth: int
) -> Iterator[Member | NoticeError]:
    if depth >= settings.max_archive_depth:
        yield _too_deep(member.name, settings)
    else:
        yield from _members(member.name, member.data, settings, budget, depth + 1)


def _take(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: str, settings: IngestSettings, budget: _Budget
) -> Member | NoticeError:
    refusal = _refusal(info, member, settings)
    if refusal:
        return refusal
    try:
        with archive.open(info) as stream:
            # What the directory declares may be a lie.
            data = stream.read(min(settings.max_file_bytes, budget.bytes) + 1)
    except BAD_ZIP:
        return _broken_member(member)
    budget.bytes -= len(data)
    if budget.bytes < 0:
        raise _SpentError
    return Member(member, data)


def _refusal(info: zipfile.ZipInfo, member: str, settings: IngestSettings) -> NoticeError | None:
    """Why the member need not even be unpacked."""
    suffix = suffix_of(member)
    if suffix not in SUFFIXES:
        return refusals.unknown_type(member, suffix)
    if info.flag_bits & _ENCRYPTED:
        return refusals.broken_file(
            member,
            "压缩包设了密码。请用密码解压，再导入里面的文件，或不加密码重新压缩。",
            "the archive is encrypted. Unpack it with its password, or pack it again without one.",
        )
    if info.compress_type not in _METHODS:
        return refusals.broken_file(
            member,
            "压缩方式不支持。请解压后导入，或用普通方式重新压缩为 .zip。",
            "its method of compression is not supported. Unpack it, or pack it again the ordinary way.",
        )
    if info.file_size > settings.max_file_bytes:
        return refusals.too_large(member, settings.max_file_bytes)
    if info.file_size >= RATIO_MATTERS_FROM and info.file_size > MOST_RATIO * max(1, info.compress_size):
        return refusals.swollen(member)
    return None


def _path(info: zipfile.ZipInfo) -> list[str]:
    """The parts of the member's name, without any that would lead out of the archive."""
    path = _decoded(info).replace("\\", "/")
    return [
        part for part in path.split("/") if part.strip() not in ("", ".", "..") and not part.endswith(":")
    ]


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: zip knows UTF-8 and an old American code page, Chinese systems write GBK."""
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    named = _unicode_path(info.extra)
    if named:
        return named
    # Python has read the bytes in that code page, which loses none of them.
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("gb18030", "replace")


def _unicode_path(extra: bytes) -> str:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _is_added_by_a_system(parts: list[str]) -> bool:
    if any(part in _SYSTEM_FOLDERS or part.startswith((".", "~$")) for part in parts):
        return True
    return PurePosixPath(parts[-1]).name.lower() in _SYSTEM_FILES


def _broken(name: str) -> NoticeError:
    return refusals.broken_file(
        name,
        "压缩包已损坏或不是 zip 格式。请重新压缩为 .zip，或解压后导入里面的文件。",
        "the archive is damaged or no zip. Pack it again as .zip, or add the files inside.",
    )


def _broken_member(name: str) -> NoticeError:
    return refusals.broken_file(
        name,
        "压缩包里的这个文件已损坏，解不出来。请重新压缩，或单独导入原文件。",
        "it is damaged inside the archive. Pack the archive again, or add the file by itself.",
    )


def _empty(name: str) -> NoticeError:
    return NoticeError(
        refusals.shown(name),
        "empty-file",
        zh="压缩包里没有文件。请检查是否压缩完整。",
        en="the archive holds no files. Check that it was packed completely.",
    )


def _too_deep(name: str, settings: IngestSettings) -> NoticeError:
    return NoticeError(
        refusals.shown(name),
        "too-large",
        zh=f"压缩包套了 {settings.max_archive_depth} 层以上，没有再打开。请先解压，再导入里面的文件。",
        en=f"archives lie in one another more than {settings.max_archive_depth} deep. Unpack it and add the files inside.",
    )


def _too_much(name: str, settings: IngestSettings) -> NoticeError:
    size = settings.max_archive_bytes // (1024 * 1024)
    return NoticeError(
        refusals.shown(name),
        "too-large",
        zh=f"压缩包里的文件超过 {settings.max_archive_files} 个，或解压后超过 {size} MB，其余没有读取。请拆成几个压缩包，"
        "也可调高 YAODIAN_MAX_ARCHIVE_FILES 或 YAODIAN_MAX_ARCHIVE_BYTES。",
        en=f"the archive holds more than {settings.max_archive_files} files, or unpacks to more than {size} MB; the rest "
        "was not read. Split it, or raise YAODIAN_MAX_ARCHIVE_FILES or YAODIAN_MAX_ARCHIVE_BYTES.",
    )
