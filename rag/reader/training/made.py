"""Notices made up for training: invented figures, dates and departments in the turns of phrase of real ones.

Many clauses with the same shape and other figures teach to go by the indicator, the year and the matter asked for.
"""

from __future__ import annotations

import random

from rag.reader.training.sources import Document, Question, Source

_PLACES = "临川 松源 云溪 永宁 东湖 南屏 清江 石门 安阳 长岭 平川 河口 新桥 金沙 玉山 白水".split()
_KINDS = ("市", "县", "区")
_MATTERS = (
    "卫生健康", "基本公共卫生服务", "托育服务", "家庭医生签约", "中医药传承创新", "疾病预防控制", "健康城市建设", "医养结合",
    "教育发展", "就业促进", "数字政府建设", "营商环境优化", "生态环境保护", "乡村振兴", "养老服务体系建设", "消防安全",
)  # fmt: skip
_INDICATORS = (
    "居民健康素养水平", "高血压患者规范管理率", "糖尿病患者规范管理率", "适龄儿童疫苗接种率", "孕产妇系统管理率", "普惠托位占比",
    "重点人群签约服务率", "县域内就诊率", "电子病历系统应用水平达标率", "无偿献血率", "健康乡镇覆盖率", "严重精神障碍患者管理率",
    "肺结核患者成功治疗率", "学前教育毛入园率", "城乡居民医保参保率", "政务服务事项网上可办率", "农村自来水普及率",
    "空气质量优良天数比率", "生活垃圾资源化利用率", "养老机构护理型床位占比", "零就业家庭就业率", "高标准农田建成率",
)  # fmt: skip
_TASKS = (
    "建成标准化发热门诊", "完成乡镇卫生院改造", "上线电子健康档案查询系统", "印发实施方案", "完成养老机构消防改造", "建立联席会议制度",
    "开展专项督导检查", "完成村卫生室信息系统升级", "组织应急演练", "建成区域影像诊断中心", "完成年度考核", "公布权责清单",
    "建成中医馆", "完成老旧小区加装电梯试点", "开通线上申报平台", "完成水质监测点布设",
)  # fmt: skip
_UNITS = (
    "基层卫生科", "疾控科", "妇幼健康科", "医政医管科", "规划信息科", "市疾控中心", "县财政局", "市民政局", "区教育局", "市医保局",
    "人事科", "中医药科", "市发展改革委", "县人力资源社会保障局", "综合监督科", "市住房城乡建设局", "办公室", "市市场监管局",
)  # fmt: skip
_LEADS = ("坚持问题导向，", "进一步压实责任，", "按照统一部署，", "结合实际，", "", "")
_MORE = ("加强督促指导，确保任务落实到位。", "要强化统筹协调，形成工作合力。", "定期通报进展情况。", "")
_REACH = ("达到", "不低于", "提高到", "达", "稳定在")
_CLAUSES = 12


def make_notices(count: int, seed: int) -> Source:
    """``count`` notices and a question of every figure, date and department in them."""
    rng = random.Random(seed)
    documents: dict[str, Document] = {}
    questions: list[Question] = []
    for number in range(count):
        key = f"made-{number}"
        place = rng.choice(_PLACES) + rng.choice(_KINDS)
        year = rng.randint(2019, 2028)
        title = f"{place}{year}年{rng.choice(_MATTERS)}工作要点"
        text, drawn = _body(rng, year)
        documents[key] = Document(key, title, text)
        for each, (asked, span) in enumerate(drawn):
            asked = place + asked if rng.random() < 0.4 else asked
            questions.append(Question(f"{key}@{each}", asked, key, (span,), "notice"))
    return Source(documents, questions)


_Drawn = tuple[str, tuple[int, int]]


def _body(rng: random.Random, year: int) -> tuple[str, list[_Drawn]]:
    text = ""
    drawn: list[_Drawn] = []
    indicators, tasks = rng.sample(_INDICATORS, _CLAUSES), rng.sample(_TASKS, _CLAUSES)
    for number in range(_CLAUSES):
        indicator, task = indicators[number], tasks[number]
        text += f"{number + 1}.{task}。{rng.choice(_LEADS)}到{year}年底，{indicator}{rng.choice(_REACH)}"
        text, figure = _said(text, f"{rng.randint(20, 990) / 10:g}%" + rng.choice(("", "以上")))
        text, date = _said(text + "，", f"{year}年{rng.randint(3, 12)}月底前")
        text, lead = _said(f"{text}{task}。{rng.choice(_MORE)}（牵头单位：", rng.choice(_UNITS))
        text, others = _said(text + "；责任单位：", "、".join(rng.sample(_UNITS, rng.randint(1, 3))))
        text += "）\n"
        drawn += [
            (f"{indicator}{rng.choice(('要达到多少？', '是多少？', '的目标是多少？'))}", figure),
            (f"{rng.choice(('什么时候', '何时', '什么时间前要'))}{task}？", date),
            (f"{task}由{rng.choice(('谁', '哪个部门', '哪个单位'))}牵头？", lead),
            (f"{task}的{rng.choice(('责任单位有哪些？', '责任单位是谁？', '配合部门是哪些？'))}", others),
        ]
    return text, drawn


def _said(text: str, words: str) -> tuple[str, tuple[int, int]]:
    return text + words, (len(text), len(text) + len(words))
