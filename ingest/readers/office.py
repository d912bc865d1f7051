"""Old Word, WPS, RTF and OpenDocument files, turned into .docx by LibreOffice.

Runs inside the reading worker: whoever kills the worker's process group for being late kills LibreOffice with it, and
the limits of memory hold for both. It opens no window, keeps a profile of its own, runs no macro and follows no link.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from ingest.readers import refusals
from ingest.readers.formats import Format
from ingest.readers.load import load
from ingest.settings import IngestSettings

_NAMES: Final = ("soffice", "libreoffice")
_USUAL_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
# Neither macros, nor what a document would fetch from the network, nor what it would start.
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def find_libreoffice(settings: IngestSettings) -> str:
    """The path of soffice, "" where there is none."""
    if settings.libreoffice:
        return shutil.which(settings.libreoffice) or ""
    return next((found for name in (*_NAMES, *_USUAL_PLACES) if (found := shutil.which(name))), "")


def converted(form: Format, name: str, data: bytes, settings: IngestSettings) -> bytes:
    """``data`` as a .docx. NoticeError ``no-converter`` without LibreOffice, ``broken-file`` when it gives up."""
    soffice = find_libreoffice(settings)
    if not soffice:
        raise refusals.no_libreoffice(name)
    with tempfile.TemporaryDirectory() as folder:
        document = _convert(soffice, Path(folder), form, data)
        if document.is_file():
            return load(document, name, settings)
    raise refusals.broken_file(
        name,
        "LibreOffice 打不开这个文档，可能已损坏或设了密码。请用 Word 或 WPS 打开，另存为 .docx 再导入。",
        "LibreOffice cannot open it, it may be damaged or encrypted. Open it in Word or WPS and save as .docx.",
    )


def _convert(soffice: str, folder: Path, form: Format, data: bytes) -> Path:
    """Where the .docx lies, if LibreOffice wrote one."""
    source, target = folder / f"notice.{form}", folder / "out" / "notice.docx"
    source.write_bytes(data)
    profile = _profile()
    command = [
        soffice,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(target.parent),
        str(source),
    ]
    # Where something would be fetched all the same, there is nobody to answer.
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")
    # No limit of time here: the process that waits for the worker has one, and kills the whole group.
    subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **nowhere},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        check=False,
    )
    return target


def _profile() -> Path:
    """The folder of LibreOffice's settings, one for each worker: the first start in a new one takes longer."""
    folder = Path(tempfile.gettempdir(), "libreoffice")
    user = folder / "user"
    if not user.is_dir():
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    return folder
