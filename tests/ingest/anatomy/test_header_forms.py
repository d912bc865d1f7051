"""Every kind of official document: what its header states, end to end, and nothing it does not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.ingest.anatomy.headers import HEADERS
from tests.ingest.samples import notice_of


@dataclass(frozen=True)
class Stated:
    title: str
    issuer: str = ""
    number: str = ""
    issued_on: str = ""
    recipients: str = ""
    subject: str = ""
    copied_to: str = ""
    signatory: str = ""
    attachments: tuple[str, ...] = ()


STATED = {
    "转发": Stated(
        "砚溪市人民政府办公室关于转发市卫生健康委砚溪市托育服务实施方案的通知",
        "砚溪市人民政府办公室",
        "砚府办发〔2024〕12号",
        "2024-04-26",
        "各县（区）人民政府，市政府各部门",
        "砚溪市托育服务实施方案",
        "市委各部门，市人大常委会办公室，市政协办公室",
        "李明",
        ("砚溪市托育服务实施方案", "任务分工表"),
    ),
    "会议纪要": Stated("砚溪市人民政府常务会议纪要", "砚溪市人民政府", "〔2024〕3号", "2024-05-08"),
    "函": Stated(
        "关于商请支持县级医院建设的函", "砚溪市卫生健康委员会", "砚卫函〔2024〕5号", "2024-03-01", "市财政局"
    ),
    "公告": Stated(
        "关于公布第二批托育机构名单的公告",
        "砚溪市卫生健康委员会",
        "2024年第9号",
        "2024-06-01",
        attachments=("托育机构名单",),
    ),
    "通告": Stated(
        "砚溪市人民政府关于春节期间禁止燃放烟花爆竹的通告", "砚溪市人民政府", issued_on="2024-01-20"
    ),
    "意见": Stated(
        "关于促进中医药传承创新发展的实施意见", "中共砚溪市委、砚溪市人民政府", issued_on="2024-03-05"
    ),
    "决定": Stated(
        "砚溪市人民政府关于废止部分规范性文件的决定",
        "砚溪市人民政府",
        "砚府发[2024]7号",
        "2024-07-01",
        "各县（区）人民政府",
    ),
    "命令": Stated(
        "砚溪市人民政府令", "砚溪市人民政府", "第12号", "2024-04-10", subject="砚溪市公共场所控制吸烟办法"
    ),
    "办法试行": Stated(
        "关于印发《砚溪市医疗救助办法（试行）》的通知",
        "砚溪市医疗保障局、砚溪市财政局",
        "砚医保规【2023】2号",
        "2023-09-01",
        "各县（区）医疗保障局、财政局",
        "砚溪市医疗救助办法（试行）",
    ),
    "规划": Stated("砚溪市“十四五”卫生健康发展规划"),
    "总结": Stated("砚溪市卫生健康委2023年工作总结和2024年工作打算"),
    "解读": Stated("《砚溪市托育服务实施方案》政策解读", subject="砚溪市托育服务实施方案"),
    "联合": Stated(
        "关于印发砚溪市医疗卫生服务体系建设方案的通知",
        "砚溪市卫生健康委员会、砚溪市发展和改革委员会、砚溪市财政局",
        "砚卫发（2024）第18号",
        "2024-04-26",
        "各县（市、区）卫生健康委、发展改革委、财政局",
        "砚溪市医疗卫生服务体系建设方案",
    ),
    "人大": Stated("砚溪市控制吸烟条例", issued_on="2024-03-28"),
    "web字段": Stated(
        "关于做好老年健康服务工作的通知",
        "",
        "砚卫字〔2024〕35号",
        "2024-04-26",
        "各县卫生健康委",
        attachments=("任务清单", "指标解释"),
    ),
    "通报": Stated(
        "砚溪市卫生健康委员会办公室关于2024年一季度重点工作进展情况的通报",
        "砚溪市卫生健康委员会办公室",
        "砚卫办字﹝2024﹞22号",
        "2024-04-09",
        "委机关各科室，委直属各单位",
    ),
}


@pytest.mark.parametrize("kind", HEADERS)
def test_what_each_kind_states(kind: str) -> None:
    notice = notice_of(HEADERS[kind])
    assert STATED[kind] == Stated(
        notice.title,
        notice.issuer,
        notice.document_number,
        notice.issued_on,
        notice.recipients,
        notice.subject,
        notice.copied_to,
        notice.signatory,
        notice.attachments,
    )
    assert notice.inferred == ()


def test_the_lists_of_attachments_are_no_clauses() -> None:
    assert [clause.label for clause in notice_of(HEADERS["转发"]).clauses] == ["", "", "一、"]


@pytest.mark.parametrize("kind", ["转发", "意见", "公告", "总结"])
def test_the_place_of_the_organ_or_title(kind: str) -> None:
    assert notice_of(HEADERS[kind]).region.city == "砚溪市"
