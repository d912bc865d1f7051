"""One notice of a place that does not exist, longer than two pages, and the same words in every format."""

from __future__ import annotations

import html
import io
from pathlib import Path
from typing import Final

import docx

from tests.ingest.readers.ofd_writer import OfdPage, ofd_file

CHROMIUM: Final = Path("/usr/bin/chromium")
TABLE_HEAD: Final = ("指标", "单位", "2025年目标")
TARGETS: Final = (
    ("居民健康素养水平", "%", "≥32.5"),
    ("每千人口医疗卫生机构床位数", "张", "7.45"),
    ("每千人口托位数", "个", "4.6"),
    ("普惠托位占比", "%", "60"),
    ("家庭医生重点人群签约率", "%", "≥75"),
    ("婴儿死亡率", "‰", "≤4.8"),
    ("高血压患者基层规范管理服务率", "%", "≥66"),
    ("新增基层卫生人才", "名", "1280"),
)
HEAD: Final = "砚溪市卫生健康委员会文件"
NUMBER: Final = "砚卫字〔2025〕18号"
TITLE: Final = "关于印发《砚溪市2025年基层卫生健康服务能力提升工作实施方案》的通知"
RECIPIENTS: Final = "各县（市、区）卫生健康委，市高新区社会事务局，委机关各科室，市直各医疗卫生单位："
SIGNATURE: Final = ("砚溪市卫生健康委员会", "2025年4月26日")
ATTACHMENT: Final = ("附件", "砚溪市2025年基层卫生健康服务能力提升工作实施方案")
LETTER: Final = (
    "现将《砚溪市2025年基层卫生健康服务能力提升工作实施方案》印发给你们，请结合本地本单位实际，认真抓好贯彻落实。"
    "工作推进中的重要情况，请及时报市卫生健康委员会基层卫生健康科。",
)
BODY: Final = (
    "为进一步提升全市基层卫生健康服务能力，推动优质医疗资源扩容下沉和区域均衡布局，根据省卫生健康委有关工作部署，"
    "结合我市实际，制定本实施方案。",
    "一、总体要求",
    "坚持以人民健康为中心，以基层为重点，以体制机制改革为驱动，健全整合型医疗卫生服务体系。到2025年底，全市居民健康"
    "素养水平达到32.5%以上，每千人口医疗卫生机构床位数达到7.45张，县域内就诊率稳定在90%以上，居民个人卫生支出占卫生"
    "总费用的比重控制在27%以内。",
    "二、重点任务",
    "（一）健全县域医疗卫生服务体系",
    "1.推进紧密型县域医共体建设。坚持政府主导、部门协同、资源下沉、以县带乡，落实人员编制、运行管理、医保支付等配套"
    "政策，2025年底前实现全市8个县（市、区）紧密型县域医共体全覆盖，基层医疗卫生机构诊疗量占比提高到65%以上。（牵头"
    "科室：基层卫生健康科；责任科室：规划发展与信息化科、医政医管科、财务审计科）",
    "2.加强乡镇卫生院能力建设。持续开展“优质服务基层行”活动，全市85%以上的乡镇卫生院和社区卫生服务中心达到服务能力"
    "基本标准，新增达到推荐标准的机构不少于12所，每个县（市、区）至少建成1-2所县域医疗次中心。（牵头科室：基层卫生健康"
    "科；责任科室：医政医管科）",
    "3.提升村卫生室服务水平。推进乡村医疗卫生一体化管理，全市公有产权村卫生室占比达到95%，实现村卫生室医保定点和"
    "常用药品配备全覆盖，每个行政村有1名以上合格乡村医生。（牵头科室：基层卫生健康科；责任科室：药政科、市医疗保险中心）",
    "（二）壮大基层卫生人才队伍",
    "4.实施基层人才引育计划。全年新增基层卫生人才1280名，其中定向培养农村订单医学生不少于160名，招聘大学生乡村医生"
    "45名；选派300名二级以上医院医师到乡镇卫生院驻点服务，每人驻点时间不少于6个月。（牵头科室：人事科；责任科室：基层"
    "卫生健康科、科教科）",
    "5.健全激励保障机制。落实“两个允许”要求，乡镇卫生院奖励性绩效工资占比不低于40%，乡村医生养老和医疗保障政策落实率"
    "达到100%。（牵头科室：人事科；责任科室：财务审计科）",
    "三、服务提升",
    "6.做实家庭医生签约服务。常住人口家庭医生签约率达到45%，重点人群签约率不低于75%，高血压、2型糖尿病患者基层规范"
    "管理服务率分别达到66%和65%以上，65周岁及以上老年人健康管理率达到73.5%。（牵头科室：基层卫生健康科；责任科室：疾病"
    "预防控制科、老龄健康科）",
    "7.加强妇幼和托育服务。孕产妇系统管理率、3岁以下儿童系统管理率均保持在90%以上，婴儿死亡率控制在4.8‰以下；每千人口"
    "托位数达到4.6个，普惠托位占比达到60%。（牵头科室：妇幼健康科；责任科室：人口监测与家庭发展科）",
    "8.推动中医药服务下沉。所有乡镇卫生院和社区卫生服务中心设置中医馆，80%以上的村卫生室能够提供4类以上中医药服务，"
    "全市建成示范中医馆20个。（牵头科室：中医药管理科；责任科室：基层卫生健康科）",
    "四、保障措施",
    "（一）强化组织领导。各地各单位要把基层卫生健康工作摆上重要议事日程，建立一把手负总责、分管领导具体抓的工作机制，"
    "层层压实责任，确保各项任务落到实处。",
    "（二）强化投入保障。统筹安排中央、省、市各级补助资金1.26亿元，重点支持县域医疗次中心、中心乡镇卫生院和公有产权"
    "村卫生室建设，资金支付进度当年不低于80%。",
    "（三）强化督导评估。实行月调度、季通报、年评估，评估结果与资金分配、评先评优挂钩；对工作滞后的地区，由市卫生健康"
    "委员会约谈主要负责人。",
    "主要指标见下表：",
)


def as_text() -> str:
    rows = [TABLE_HEAD, *TARGETS]
    table = [" | ".join(row) for row in rows]
    return "\n\n".join(
        [
            HEAD,
            NUMBER,
            TITLE,
            RECIPIENTS,
            *LETTER,
            *SIGNATURE,
            *ATTACHMENT,
            *BODY,
            *table,
            "抄送：市政府办公室。",
        ]
    )


def as_docx() -> bytes:
    document = docx.Document()
    for text in (HEAD, NUMBER, TITLE, RECIPIENTS, *LETTER, *SIGNATURE, *ATTACHMENT, *BODY):
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=3)
    for row in (TABLE_HEAD, *TARGETS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("抄送：市政府办公室。")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


_STYLE: Final = """
@page { size: A4; margin: 3.3cm 2.6cm 3cm 2.8cm }
body { font: 16pt/29pt 'Noto Serif CJK SC'; text-align: justify; margin: 0 }
p { margin: 0; text-indent: 2em }
.head { color: #e00000; font-size: 30pt; line-height: 60pt; text-align: center; text-indent: 0; letter-spacing: 3pt }
.number { text-align: center; text-indent: 0; border-bottom: 2pt solid #e00000; padding-bottom: 8pt; margin-bottom: 30pt }
.title { font-size: 22pt; line-height: 34pt; text-align: center; text-indent: 0; margin: 14pt 0; font-weight: normal }
.flush { text-indent: 0 }
.sign { text-align: right; padding-right: 4em; text-indent: 0 }
.next { break-before: page }
table { border-collapse: collapse; width: 100% }
td { border: 0.75pt solid black; padding: 4pt 6pt; text-indent: 0; text-align: center }
"""


def as_page(style: str = "") -> str:
    """A web page that prints as an official document; ``style`` is added to its own."""

    def p(text: str, kind: str = "") -> str:
        return f'<p class="{kind}">{html.escape(text)}</p>'

    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in (TABLE_HEAD, *TARGETS)
    )
    parts = [
        p(HEAD, "head"),
        p(NUMBER, "number"),
        f'<h1 class="title">{TITLE}</h1>',
        p(RECIPIENTS, "flush"),
        *(p(text) for text in LETTER),
        *(p(text, "sign") for text in SIGNATURE),
        p(ATTACHMENT[0], "flush next"),
        f'<h1 class="title">{ATTACHMENT[1]}</h1>',
        *(p(text) for text in BODY),
        f"<table>{rows}</table>",
        p("抄送：市政府办公室。", "flush"),
    ]
    return f'<html><head><meta charset="utf-8"><style>{_STYLE}{style}</style></head><body>{"".join(parts)}</body></html>'


def as_ofd() -> bytes:
    """Set by hand as an office suite would: rows of 27 characters, an indent of two, a number at each page's foot."""
    press = _Press()
    press.row(HEAD, 10.5, at=0.5)
    press.row(NUMBER, _SIZE, at=0.5)
    press.paragraph(TITLE, 7.7, indent=0, centred=True)
    press.paragraph(RECIPIENTS, _SIZE, indent=0)
    for text in LETTER:
        press.paragraph(text, _SIZE)
    for text in SIGNATURE:
        press.row(text, _SIZE, at=0.85)
    press.turn()
    press.row(ATTACHMENT[0], _SIZE, at=0.0)
    press.paragraph(ATTACHMENT[1], 7.7, indent=0, centred=True)
    for text in BODY:
        press.paragraph(text, _SIZE)
    press.table([TABLE_HEAD, *TARGETS])
    press.row("抄送：市政府办公室。", _SIZE, at=0.0)
    press.turn()
    return ofd_file(press.pages)


_SIZE: Final = 5.64  # millimetres: 16 points
_LEFT, _WIDTH, _TOP, _FOOT, _STEP = 28.0, 27 * 5.64, 37.0, 265.0, 10.2


class _Press:
    """Sets rows of type one below the other, on as many pages as it takes."""

    def __init__(self) -> None:
        self.pages = [OfdPage()]
        self.y = _TOP

    def turn(self) -> None:
        self.pages[-1].text(f"— {len(self.pages)} —", 98, 282, 4.9)
        self.pages.append(OfdPage())
        self.y = _TOP

    def row(self, text: str, size: float, at: float) -> None:
        """``at``: 0 at the left margin, 0.5 in the middle, 1 at the right margin."""
        if self.y > _FOOT:
            self.turn()
        self.pages[-1].text(text, _LEFT + at * (_WIDTH - _wide(text) * size), self.y, size)
        self.y += max(_STEP, 1.6 * size)

    def paragraph(self, text: str, size: float, *, indent: int = 2, centred: bool = False) -> None:
        while text:
            room = _WIDTH / size - indent
            stop = next((n for n in range(1, len(text) + 1) if _wide(text[:n]) > room), len(text) + 1) - 1
            while stop < len(text) and (
                text[stop] in "，。、；：）》”%‰" or text[stop - 1 : stop + 1].isascii()
            ):
                stop -= 1
            row, text = text[:stop], text[stop:]
            shift = 0.5 if centred else indent * size / (_WIDTH - _wide(row) * size or 1)
            self.row(row, size, shift)
            indent = 0

    def table(self, rows: list[tuple[str, ...]]) -> None:
        if self.y + 8 * len(rows) > _FOOT:
            self.turn()
        edges = [_LEFT, _LEFT + 85, _LEFT + 105, _LEFT + 150]
        top, bottom = self.y - 5, self.y - 5 + 8 * len(rows)
        for number, row in enumerate(rows):
            self.pages[-1].line(edges[0], top + 8 * number, edges[-1], top + 8 * number)
            for edge, cell in zip(edges, row, strict=False):
                self.pages[-1].text(cell, edge + 2, top + 8 * number + 5.5, 4.2)
        self.pages[-1].line(edges[0], bottom, edges[-1], bottom)
        for edge in edges:
            self.pages[-1].line(edge, top, edge, bottom)
        self.y = bottom + 10


def _wide(text: str) -> float:
    """The width in characters of full width."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)
