"""What people say and what notices write: 小朋友 is 儿童, 能活多少岁 is 人均预期寿命, 创卫 is 创建卫生城市.

Two tables of the language of public administration, none of any one place or notice. A word of the question keeps its own
meaning too: what notices write is looked for beside it.
"""

from __future__ import annotations

import re

# A word as it is spoken: the words that notices write for it.
_WRITTEN = {
    "小孩 小孩子 小孩儿 小朋友 娃 娃娃 娃儿 孩子 宝宝 小娃": "儿童 婴幼儿",
    "小姑娘 女娃 女孩 女孩子 姑娘": "女生 女童",
    "老人 老人家 老头 老太太 上年纪": "老年人 老年",
    "老百姓 百姓 市民": "居民 群众",
    "医生 大夫": "医师",
    "药剂师": "药师",
    "病床 床铺": "床位",
    "看病 瞧病 求医": "就医 就诊 诊疗",
    "打针 打疫苗 打预防针": "接种",
    "体检": "健康体检 健康检查",
    "生孩子 生娃": "生育 分娩",
    "托儿所 托班 带娃 看娃": "托育 托位",
    "孕妇 怀孕": "孕产妇",
    "搬家 搬迁 搬走 搬": "搬迁",
    "经费 款子": "资金",
    "工资 薪水": "薪酬",
    "招人 招": "招聘 引进",
    "创卫": "卫生城市",
    "创文": "文明城市",
    "国考": "绩效考核",
    "家医": "家庭医生",
    "急救车": "救护车",
    "老鼠": "鼠",
    "蚊子": "蚊",
    "苍蝇": "蝇",
    "四害": "病媒生物 鼠",
    "抽烟 吸烟 戒烟": "控烟 无烟",
    "厕所": "改厕",
    "得病 生病": "发病 患病",
    "治好": "治疗",
    "吃药": "治疗 服药",
    "村医 乡医": "乡村医生",
    "卫生所 村卫生所": "村卫生室",
    "够得上 够上": "达到",
    "开办 开设": "设立 设置",
    "医院": "医疗机构",
    "医共体": "医疗卫生共同体",
    "医联体": "医疗联合体",
    "疾控": "疾病预防控制",
    "公卫": "公共卫生",
    "妇保院": "妇幼保健院",
    "妇幼": "妇幼保健",
    "卫健": "卫生健康",
    "网办": "网上办理",
    "养老院 敬老院": "养老机构",
    "智能": "智慧",
    "学校": "校园",
    "撤并": "调整",
    "脱贫户": "脱贫人口",
    "流感": "流行性感冒",
    "艾滋": "艾滋病",
    "乡镇医院 镇医院": "乡镇卫生院",
    "社区医院": "社区卫生服务中心",
    "人才": "人才队伍",
    "特长": "特色",
    "两癌": "宫颈癌 乳腺癌",
    "三高": "高血压 糖尿病",
    "慢病": "慢性病",
    "精神病": "严重精神障碍 精神障碍",
    "献血": "无偿献血",
    "生二胎 二胎 二孩": "两孩",
    "三胎": "三孩",
    "平台": "系统",
    "花钱 花费": "费用",
    "报销": "支付",
    "报备": "备案",
    "补贴": "补助",
    "补助": "补贴",
    "开会": "会议",
    "环保": "生态环境",
    "国家级": "国家",
    "再创 再建 新建 添": "新增 创建",
    "空气": "空气质量",
    "小学 初中": "义务教育",
}
_BY_WORD = {
    word: tuple(text for text in written.split() if text != word)
    for spoken, written in _WRITTEN.items()
    for word in spoken.split()
}

# A turn of phrase: the words that name what it asks about.
_TURNS = (
    (re.compile("(?:平均)?(?:能)?活(?:到)?(?:多少|几|多大)?(?:岁|久)|平均寿命|寿命"), "人均预期寿命"),
    (re.compile("(?:多少|几个?|有)人(?:来|去|要)?献血|多少人献"), "献血率"),
    (re.compile("懂(?:点)?健康知识|健康知识(?:掌握|知道)"), "健康素养"),
    (re.compile("一?次(?:要)?(?:待|呆|学)多长时间"), "为期"),
    (re.compile("不出县看病|县里看(?:好)?病|在县(?:里|内)看病"), "县域内就诊"),
)


def written_for(word: str) -> tuple[str, ...]:
    """The words that notices write for a spoken one; empty where it is written as it is spoken."""
    return _BY_WORD.get(word, ())


def in_written_words(text: str) -> str:
    """The question with its turns of phrase put as notices name the matter."""
    for turn, named in _TURNS:
        text = turn.sub(f" {named} ", text)
    return text
