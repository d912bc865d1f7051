"""The bytes of a file on disk: the one place where a notice's file is opened, with every reason not to."""

from __future__ import annotations

import stat
from pathlib import Path

from ingest.errors import NoticeError
from ingest.readers import refusals
from ingest.settings import IngestSettings


def load(path: Path, shown_name: str, settings: IngestSettings) -> bytes:
    """All bytes of the regular file ``path``, at most ``settings.max_file_bytes``.

    ``shown_name`` stands in messages instead of the path. NoticeError ``unreadable`` or ``too-large``, nothing else.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device would never end
            raise _not_a_file(shown_name, status.st_mode)
        if status.st_size > settings.max_file_bytes:
            raise refusals.too_large(shown_name, settings.max_file_bytes)
        with path.open("rb") as file:
            # The file may grow between the two calls.
            data = file.read(settings.max_file_bytes + 1)
    except (OSError, ValueError) as error:
        raise unreadable(shown_name, error) from None
    if len(data) > settings.max_file_bytes:
        raise refusals.too_large(shown_name, settings.max_file_bytes)
    return data


def unreadable(shown_name: str, error: OSError | ValueError) -> NoticeError:
    """Why a file or folder cannot be opened. The system's own message is not repeated: it may name other paths."""
    if isinstance(error, PermissionError):
        return refusals.unreadable(
            shown_name,
            "没有读取权限。请修改文件或文件夹的权限，或换一个账号运行。",
            "no permission to read it. Change its permissions.",
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return refusals.unreadable(
            shown_name,
            "文件不存在，或链接指向的文件已不在。请检查路径。",
            "no such file, or a dangling link. Check the path.",
        )
    return refusals.unreadable(
        shown_name,
        "系统无法读取。请检查磁盘和文件名，或复制到本机再试。",
        "the system cannot read it. Copy it to this machine first.",
    )


def _not_a_file(name: str, mode: int) -> NoticeError:
    if stat.S_ISDIR(mode):
        return refusals.unreadable(
            name, "这是文件夹，不是文件。请指定里面的文件。", "it is a folder. Name the files inside."
        )
    return refusals.unreadable(
        name,
        "不是普通文件（是设备或管道）。请换成文件。",
        "it is a device or pipe, not a file. Name a regular file.",
    )
