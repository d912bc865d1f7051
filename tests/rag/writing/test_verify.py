"""A sentence checked against its passages, by table: what stands, what is refused and for which reason."""

from __future__ import annotations

import pytest

from rag.writing.verify import Header, verify_sentence

CITY = (
    "5.健康县区建设。到2024年底，力争健康县区覆盖率达65%，居民健康素养水平达到28%以上，建成不少于一所公办托育机构的县（市、区）"
    "达60%以上，每千人口托位数力争达到4.5个，实现新增4个国家卫生县和28个国家卫生乡镇目标。不得向群众收取费用，评估是否达标。"
    "每县设1-2所示范机构，培训人员12.8万名，建成第二人民医院。（牵头科室：人口监测与家庭发展科、市计生协；责任科室：妇幼健康科）"
)
COUNTY = (
    "到2025年底，每千人口托位数达到4.2个，青禾乡艾滋病治疗比例≥97%，死亡率控制在12/10万以下。"
    "2024年6月底前开展“两癌”检查。"
)
CHAIN = "健康县区覆盖率2023年达60%，2024年达65%。预算达到xx%。市县两级分别开展健康科普巡讲20场、50场以上。"
CITED = {1: CITY, 2: COUNTY, 3: CHAIN}
HEADERS = {
    1: Header(
        "关于印发2024年全市卫生健康工作要点的通知",
        "云卫字〔2024〕40号",
        "云岭市卫生健康委员会",
        "2024-04-26",
        "云岭市",
    ),
    2: Header(
        "关于印发《青禾县卫生健康三年行动方案（2023—2025年）》的通知",
        "青府发〔2023〕29号",
        "青禾县人民政府",
        "2023-12-27",
        "青禾县",
    ),
    3: Header("2024年工作总结", "", "", "", "云岭市"),
}

STANDS = [
    "到2024年底，力争健康县区覆盖率达65%[1]。",
    "云岭市2024年健康县区覆盖率力争达到６５％［1］。",
    "云岭市健康县区覆盖率要力争达到百分之六十五【1】",
    "65%（到2024年底，力争）[1]",
    "健康县区覆盖率力争达到**65%**。[1]",
    "[1]健康县区覆盖率力争达到65%。",
    "云岭市每千人口托位数目标为4.5个[1]，青禾县为4.2个[2]。",
    "云岭市、青禾县每千人口托位数分别为4.5个、4.2个[1][2]。",
    "云岭市、青禾县每千人口托位数分别为4.5个、4.2个[1-2]。",
    "由人口监测与家庭发展科、市计生协牵头[1]。",
    "妇幼健康科为责任科室[1]。",
    "该文件文号为云卫字〔2024〕40号，2024年4月26日印发[1]。",
    "该文件文号为云卫字[2024]40号[1]。",
    "不得向群众收取费用[1]。",
    "居民健康素养水平不低于28%[1]。",
    "死亡率控制在12/10万以下[2]。",
    "死亡率控制在十万分之十二以下[2]。",
    "《关于印发2024年全市卫生健康工作要点的通知》要求，新增28个国家卫生乡镇[1]。",
    "新增国家卫生县4个、国家卫生乡镇28个[1]。",
    "新增二十八个国家卫生乡镇[1]。",
    "青禾县三年行动方案提出，每千人口托位数达到4.2个[2]。",
    "培训人员128000名[1]。",
    "每县设1至2所示范机构[1]。",
    "建成不少于1所公办托育机构的县（市、区）达60%以上[1]。",
    "2024年健康县区覆盖率达65%[3]。",
    "市县两级分别开展健康科普巡讲20场、50场以上[3]。",
    "云岭市市县两级分别开展健康科普巡讲20场、50场以上[3]。",
    "牵头科室是人口监测与家庭发展科和市计生协[1]。",
    "2024年6月底前开展“两癌”检查[2]。",
    "到2024年底，健康县区覆盖率为“力争健康县区覆盖率达65%”[1]。",
]

REFUSED = [
    ("到2024年底，力争健康县区覆盖率达75%[1]。", "figure"),
    ("健康县区覆盖率力争达到5%[1]。", "figure"),
    ("健康县区覆盖率力争达到165%[1]。", "figure"),
    ("健康县区覆盖率力争达到百分之七十五[1]。", "figure"),
    ("健康县区覆盖率力争达到６６％[1]。", "figure"),
    ("健康县区覆盖率力争达到65个[1]。", "figure"),
    ("健康县区覆盖率力争达到65‰[1]。", "figure"),
    ("每千人口托位数力争达到4.5万个[1]。", "figure"),
    ("培训人员12.8万户[1]。", "figure"),
    ("培训人员12.8亿名[1]。", "figure"),
    ("每县设2所示范机构[1]。", "figure"),
    ("每县设1-3所示范机构[1]。", "figure"),
    ("建成第三人民医院[1]。", "figure"),
    ("预算达到50%[3]。", "figure"),
    ("居民健康素养水平达到65%[1]。", "figure-matter"),
    ("新增28个国家卫生县和4个国家卫生乡镇[1]。", "figure-matter"),
    ("新增国家卫生县28个、国家卫生乡镇4个[1]。", "figure-matter"),
    ("居民满意度达到65%[1]。", "figure-matter"),
    ("市级开展健康科普巡讲50场以上[3]。", "figure-matter"),
    ("县市两级分别开展健康科普巡讲20场、50场以上[3]。", "figure-matter"),
    ("市县两级分别开展健康科普巡讲50场以上、20场[3]。", "figure-matter"),
    ("2024年健康县区覆盖率达60%[3]。", "figure-year"),
    ("到2025年底，力争健康县区覆盖率达65%[1]。", "date"),
    ("到2024年6月，力争健康县区覆盖率达65%[1]。", "date"),
    ("2024年6月以后开展“两癌”检查[2]。", "date"),
    ("2024年5月26日印发[1]。", "date"),
    ("今年健康县区覆盖率力争达65%[1]。", "word"),
    ("青禾县健康县区覆盖率力争达65%[1]。", "place"),
    ("云岭县健康县区覆盖率力争达65%[1]。", "place"),
    ("南昌健康县区覆盖率力争达65%[1]。", "place"),
    ("云岭市每千人口托位数为4.2个，青禾县为4.5个[1][2]。", "figure-place"),
    ("云岭市、青禾县每千人口托位数分别为4.2个、4.5个[1][2]。", "figure-place"),
    ("云岭市每千人口托位数为4.2个[1]，青禾县为4.5个[2]。", "figure"),
    ("全省健康县区覆盖率力争达65%[1]。", "scope"),
    ("健康县区覆盖率不超过65%[1]。", "bound"),
    ("居民健康素养水平28%以下[1]。", "bound"),
    ("死亡率为12/10万[2]。", "bound"),
    ("艾滋病治疗比例低于97%[2]。", "bound"),
    ("确保健康县区覆盖率达65%[1]。", "commitment"),
    ("由妇幼健康科牵头[1]。", "charge"),
    ("由老龄健康科牵头[1]。", "department"),
    ("由健康科牵头[1]。", "department"),
    ("由医政医管科牵头[1]。", "department"),
    ("由云岭市人民医院负责[1]。", "department"),
    ("可向群众收取费用[1]。", "negation"),
    ("向群众收取费用[1]。", "negation"),
    ("评估达标[1]。", "negation"),
    ("文号为赣卫字〔2024〕40号[1]。", "document-number"),
    ("文号为云卫字〔2024〕41号[1]。", "document-number"),
    ("“健康县区覆盖率达65%以上”[1]。", "quotation"),
    ("《健康县区建设方案》提出健康县区覆盖率力争达65%[1]。", "quotation"),
    ("全部县建成健康县区[1]。", "word"),
    ("健康县区覆盖率力争达sixty-five[1]。", "word"),
    ("按照“十五五”规划，健康县区覆盖率力争达65%[1]。", "word"),
    ("健康县区覆盖率力争达到65%，群众获得感显著增强并走在前列[1]。", "overlap"),
    ("要大力发展数字经济和人工智能产业[1]。", "overlap"),
    ("健康县区覆盖率力争达65%。", "uncited"),
    ("健康县区覆盖率力争达65%[7]。", "unknown-marker"),
    ("健康县区覆盖率力争达65%[1][9]。", "unknown-marker"),
    ("健康县区覆盖率力争达65%[0]。", "unknown-marker"),
    ("[1]", "empty"),
]


@pytest.mark.parametrize("sentence", STANDS)
def test_a_report_of_the_passage_stands(sentence: str) -> None:
    assert verify_sentence(sentence, CITED, HEADERS).reasons == ()


@pytest.mark.parametrize(("sentence", "code"), REFUSED)
def test_anything_else_is_refused_and_named(sentence: str, code: str) -> None:
    verdict = verify_sentence(sentence, CITED, HEADERS)
    assert not verdict.supported
    assert code in [reason.code for reason in verdict.reasons]
    for reason in verdict.reasons:
        assert reason.what in reason.text("zh")
        assert reason.what in reason.text("en")


def test_the_unsupported_figure_is_named_even_where_nothing_is_cited() -> None:
    verdict = verify_sentence("覆盖率达到99.5%。", CITED, HEADERS)
    assert [(reason.code, reason.what) for reason in verdict.reasons] == [
        ("uncited", ""),
        ("figure", "99.5%"),
    ]


def test_markers_come_in_order_and_once() -> None:
    verdict = verify_sentence("每千人口托位数达到4.2个[2]，健康县区覆盖率力争达65%[1][2]。", CITED, HEADERS)
    assert verdict.markers == (2, 1)


def test_without_headers_only_the_passages_speak() -> None:
    assert verify_sentence("到2024年底，力争健康县区覆盖率达65%[1]。", CITED).supported
    assert not verify_sentence("云岭市力争健康县区覆盖率达65%[1]。", CITED).supported
