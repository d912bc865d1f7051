"""Questions in English, turned to the Chinese of notices: places by their sound, the words of asking, the field's own terms.

No translation of everything: what is not in the table stays as it is, and a question of which nothing is understood is
declined like any other. Answers are verbatim, so they stay Chinese.
"""

from __future__ import annotations

import re

from pypinyin import lazy_pinyin

from ingest.anatomy.regions import short_name
from rag.corpus import Corpus

_LETTERS = re.compile("[A-Za-z]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_HEADS = {
    "thousand": "thousand",
    "1,000": "thousand",
    "1000": "thousand",
    "10,000": "ten thousand",
    "10000": "ten thousand",
}
_PER = re.compile(
    r"(?:per|for every|each) (?:one )?(?P<heads>thousand|1,?000|10,?000)\b(?: (?:people|residents|inhabitants|persons|permanent residents))?"
)
_COMPARE = re.compile(r"\s*compare\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")

# What is asked for: the first that fits ends the Chinese question.
_ASKING = (
    (r"document number|reference number", "的文号是什么"),
    (r"(?:which|what) (?:departments?|offices?|units?|bureaus?|agenc(?:y|ies)|bod(?:y|ies))|who (?:leads?|is responsible|is in charge|heads?|takes the lead)|responsible for|lead department", "由哪些部门牵头负责"),
    (r"when was .*(?:issued|published|released)|issue date|date of issue|what date", "是什么时候印发的"),
    (r"who issued|issued by|issuing", "是谁印发的"),
    (r"by when|when |what deadline|until when|deadline", "什么时候完成"),
    (r"what (?:percentage|share|proportion|rate)|how (?:high|large)|percent", "要达到百分之多少"),
    (r"how (?:many|much)|what (?:is|are) the .{0,60}(?:target|goal|number|level|rate)|target for", "要达到多少"),
    (r"compare|difference|higher|lower|versus|\bvs\b", "各是多少"),
    (r"which (?:notices?|documents?|places?|cities|counties)", "哪些文件提到"),
    (r"what (?:measures?|steps)|how (?:does|do|will|to|is|are)", "怎么做"),
    (r"which|what (?:are|is|items|tasks)|list|name the", "有哪些"),
    (r"^(?:is|are|does|do|will|must|should|can)\b", "是否"),
)  # fmt: skip

# The field's terms, the longer before the shorter.
_TERMS = {
    "health literacy": "健康素养", "life expectancy": "人均预期寿命", "per thousand people": "每千人口", "per ten thousand people": "每万人口",
    "hospital beds": "床位", "beds": "床位", "childcare places": "托位",
    "nursery places": "托位", "childcare": "托育", "nursery": "托育", "registered nurses": "注册护士", "nurses": "护士",
    "general practitioners": "全科医生", "family doctors": "家庭医生", "family doctor": "家庭医生", "doctors": "医师", "physicians": "医师",
    "pharmacists": "药师", "ambulances": "救护车", "blood donation rate": "献血率", "blood donation": "无偿献血", "elderly care": "养老服务", "elderly health services": "老年健康服务",
    "elderly health": "老年健康", "nursing homes": "养老机构", "elderly": "老年", "older people": "老年人", "maternal mortality": "孕产妇死亡率",
    "infant mortality": "婴儿死亡率", "vaccination": "接种", "hpv": "人乳头瘤病毒", "girls": "女生", "free": "免费", "vaccine": "疫苗", "hypertension": "高血压", "diabetes": "糖尿病", "tuberculosis": "肺结核",
    "traditional chinese medicine": "中医药", "chinese medicine": "中医药", "mental health": "心理", "psychiatric hospitals": "精神专科医院",
    "village clinics": "村卫生室", "township health centers": "乡镇卫生院", "township health centres": "乡镇卫生院", "township hospitals": "乡镇卫生院",
    "community health": "社区卫生服务", "general hospitals": "综合医院", "county hospitals": "县级医院", "hospitals": "医院", "medical alliance": "医共体",
    "medical community": "医共体", "medical consortium": "医共体", "national health city": "国家卫生城市", "healthy counties": "健康县区",
    "healthy county": "健康县区", "coverage": "覆盖率", "sign-up rate": "签约率", "signing rate": "签约率", "contract rate": "签约率",
    "kindergartens": "幼儿园", "kindergarten": "幼儿园", "preschool": "学前教育", "public kindergartens": "公办幼儿园", "air quality": "空气质量",
    "good air days": "优良天数", "good-air days": "优良天数", "emissions": "排放", "employment": "就业", "jobs": "就业", "unemployment": "失业",
    "training": "培训", "subsidy": "补助", "subsidies": "补助", "reimbursement": "支付比例", "outpatient": "门诊", "inpatient": "住院", "medical insurance": "医保",
    "insurance": "医保", "deductible": "起付标准", "health work notice": "卫生健康工作", "work plan": "工作要点", "health": "健康", "ranking": "排名",
    "new": "新增", "add": "新增", "build": "建设", "province": "全省", "public health": "公共卫生", "emergency": "急救", "smoking": "控烟", "dental": "口腔",
    "cervical cancer": "宫颈癌", "screening": "筛查", "investment": "招商引资", "talent": "人才", "electronic medical records": "电子病历",
}  # fmt: skip
_BY_LENGTH = sorted(_TERMS, key=len, reverse=True)


def in_chinese(question: str, corpus: Corpus) -> str:
    """An English question as a Chinese one; any other as it is. Chinese words inside it are kept."""
    in_english = len(_LETTERS.findall(question)) > 2 * len(_CHINESE.findall(question)) + 8
    if not in_english and not _COMPARE.match(question):
        return question
    lowered = _PER.sub(lambda match: f" per {_HEADS[match['heads']]} people ", question.lower())
    asking = next((chinese for english, chinese in _ASKING if re.search(english, lowered)), "")
    places = "和".join(_places(lowered, question, corpus))
    years = "和".join(f"{year}年" for year in dict.fromkeys(re.findall(r"(?:19|20)\d{2}", question)))
    by = f"到{years}" if years and re.search(r"\bby (?:the end of )?(?:19|20)\d{2}", lowered) else years
    topic = " ".join(_terms(lowered))
    named = dict.fromkeys(re.findall("[\u4e00-\u9fff][\u4e00-\u9fff0-9、]*", question))
    own = ("和" if _COMPARE.match(question) else " ").join(named)
    return (
        f"{places}{by}{topic} {own}{asking}"
        if topic or own or "文号" in asking or "印发" in asking
        else question
    )


def _places(lowered: str, question: str, corpus: Corpus) -> list[str]:
    """Names of the corpus's places whose sound stands in the question (Shangrao, Shang Rao); those written in Chinese stay."""
    letters = "".join(_WORD.findall(lowered))
    found: dict[str, int] = {}
    for _, full in corpus.region_names:
        sound = "".join(lazy_pinyin(short_name(full)))
        at = letters.find(sound)
        if at >= 0 and len(sound) >= 5 and short_name(full) not in question:
            found.setdefault(full, at)
    return sorted(found, key=lambda full: found[full])


def _terms(lowered: str) -> list[str]:
    """The terms known, in the order they stand."""
    at: dict[str, int] = {}
    rest = lowered
    for term in _BY_LENGTH:
        match = re.search(rf"\b{re.escape(term)}\b", rest)
        if match:
            at.setdefault(_TERMS[term], match.start())
            rest = rest[: match.start()] + " " * len(term) + rest[match.end() :]
    return sorted(at, key=lambda chinese: at[chinese])
