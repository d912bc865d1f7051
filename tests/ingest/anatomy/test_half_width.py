"""The same notice with half-width commas, colons and brackets, as many sites save it, is read alike."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.anatomy.parse import parse_notices
from ingest.models import Notice
from ingest.readers.lines import Line, RawDocument
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings
from ingest.text import fold
from tests.ingest.anatomy.headers import HEADERS
from tests.ingest.samples import REAL_NOTICES

_HALF = str.maketrans("，；：（）", ",;:()")
_ONE_LINE = (
    "砚溪市民政局 砚溪市财政局关于发放津贴的通知 （2005年9月29日） 为做好津贴发放工作，经市政府同意，现就有关事项通知如下，请遵照执行。 "
    "一、发放标准 （一）居家老人每人每月50元，逐年提高到80元以上。（市民政局牵头，各县区负责） （二）机构老人每人每月100元；2006年6月底前发放到位。"
    "（市财政局牵头，各县区负责） 二、工作要求 （三）摸清底数，登记率达到100%，差错率控制在1%以下。（责任单位：市民政局；配合单位：各县区）"
)


def read(lines: list[str]) -> list[Notice]:
    return parse_notices(RawDocument(tuple(map(Line, lines))), "甲.txt", "0" * 64)


def gist(notice: Notice) -> dict[str, Any]:
    """What is read of a notice, with punctuation set aside."""
    header = (notice.title, notice.issuer, notice.document_number, notice.issued_on, notice.recipients)
    targets = [
        (
            t.indicator,
            t.comparator,
            t.value_text,
            t.unit,
            t.deadline,
            "牵头",
            *t.lead_units,
            "责任",
            *t.other_units,
        )
        for t in notice.targets
    ]
    return {
        "header": [fold(words.translate(_HALF)) for words in header],
        "region": notice.region,
        "years": notice.years,
        "clauses": [clause.path.translate(_HALF) for clause in notice.clauses],
        "targets": [[fold(words.translate(_HALF)) for words in target] for target in targets],
    }


def assert_alike(lines: list[str]) -> None:
    full, half = read(lines), read([line.translate(_HALF) for line in lines])
    assert [gist(notice) for notice in half] == [gist(notice) for notice in full]


@pytest.mark.parametrize("kind", HEADERS)
def test_headers(kind: str) -> None:
    assert_alike(HEADERS[kind].split("\n"))


def test_a_page_saved_as_one_line() -> None:
    (notice,) = read([_ONE_LINE])
    assert len([clause for clause in notice.clauses if clause.label]) == 5
    assert notice.issued_on == "2005-09-29"
    assert notice.targets[0].indicator == "居家老人"
    assert_alike([_ONE_LINE])


@pytest.mark.skipif(
    not REAL_NOTICES.is_dir(), reason=f"the five real files are not beside the repository ({REAL_NOTICES})"
)
def test_real_notices() -> None:
    for path in sorted(REAL_NOTICES.glob("*.txt")):
        raw = read_bytes(path.name, path.read_bytes(), IngestSettings())
        assert_alike([line.text for line in raw.lines])
