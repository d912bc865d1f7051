"""Questions about a notice itself: its number, title, organ, date, recipients. Each is quoted from where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Notice
from ingest.numerals import FULL_DATE, find_date
from rag.question.query import Query
from rag.question.wording import APPROVED_FIRST, Asks
from rag.reading.draft import Draft, Line, Quote
from rag.reading.notice.itself import of_itself, says_which

_LINE_WITH_DATE = re.compile(r"[^\n]*[年.\-/][^\n]*")
_DATE_LINE = 40
_SPAN = re.compile(r"(?:19|20)\d{2}\s*年?\s*[-—－–~～至到]+\s*(?:19|20)\d{2}\s*年?")
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年(?:度)?")
_DATE_TOO = re.compile("(?:什么时候|何时|哪天|几号|几时|几月)")
_ASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("approval", APPROVED_FIRST),
    ("years", re.compile("哪年到哪年|起止")),
    (
        "number",
        re.compile(
            "文号|发文字号|第?(?:几|哪|多少)号(?:文(?!化)|通知|公告|令)|(?:发文?|编)(?:的|了)?(?:是)?(?:几|多少|什么|啥)号(?!召|发)|(?<!老)字号|[函字办规](?:第)?[几哪多少]+号|几号(?=[、，和跟](?:又|是|在)?(?:几时|哪[天年]|什么时候|何时|啥时候|谁|哪个?单位))|编号|号(?:码)?(?:是|为)?(?:多少|什么(?!时|日)|几(?![月号日]))"
        ),
    ),
    (
        "date",
        re.compile(
            "(?:哪|什么|(?<![函字办规])几|何|啥)(?:一)?(?:天|日|时候|时间|时|年|月|号(?!文|通知|公告|令))|日期|印发时间|时间|几月几|(?:印发?|发布?|出台|成文|发文)[得的]?(?:更|比较)?[早晚]|先(?:印|发文|出台|成文)"
        ),
    ),
    ("recipients", re.compile("发给|下发给|印发给|主送|收文|给(?:谁|哪)")),
    (
        "issuer",
        re.compile(
            "(?:哪[几一二两三四五六]?|几)(?:家|个(?:单位|部门|机关))(?:单位|部门|机关)?(?:联合|一起|共同|一块儿?|合着|联名)(?:印|下?发|出|落|署|盖)|哪些(?:单位|部门|机关)(?:联合|共同|一起|一块儿?)?(?:印|发|下发|出)|哪[一二两三四五几]*家(?:单位|部门)?(?:联合|一块儿?|一起|共同)?(?:印|发|出)|发文的?是(?:哪|谁)|是(?![去今前上昨本]年)[\u4e00-\u9fff]{2,14}(?:印发|发布|下发|出台|发)的[吧吗]|是[\u4e00-\u9fff]{2,14}(?:印发|发布|下发|出台|发)的?还是|落款是?(?:哪|什么)|谁(?:发|印|下|出)|盖(?:的)?(?:是)?(?:谁|哪[个家些])[^，。？?]{0,6}章|(?:哪|什么)(?:[一二两三几]?个|[两几]?家)?(?:单位|机关|部门|地方).{0,4}(?:发|印|出台)|(?:发文|制发|签发|下发|发布)(?:单位|机关|部门)|印发(?:单位|机关)|由谁|谁.{0,3}(?:印发|发布)"
        ),
    ),
    (
        "title",
        re.compile(
            "(?:什么|哪个|啥)(?:文件|文(?!号)|通知|名)|标题|全称|题目|(?:讲|说|管)(?:的)?(?:是)?(?:什么|啥)|关于什么|叫什么|名称"
        ),
    ),
)

# Ways of asking that a topic may use as well (胸痛中心的全称): they count where the question says nothing else.
_OF_ITSELF: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "years",
        re.compile(
            "(?:给|为)哪(?:一)?年(?:度)?(?:制?定|写|做|准备|安排)的?|(?:管|干|做|用|适用|覆盖|涵盖|针对|实施|执行|规划)?(?:的)?(?:是)?(?:从)?哪(?:几|[一二两三四五]|些)?年(?:度)?(?:到|至|[-—~～])(?:哪年|什么时候|几时|何时)(?:为止|结束)?"
            "|(?:文件|要点|方案|通知|规划|计划|办法)(?:是)?哪(?:一)?年(?:度)?的|几年到几年|(?:管|干|做|用|适用|覆盖|涵盖|针对|实施|执行|规划|是|属于)(?:的)?(?:是)?(?:从)?哪(?:几|[一二两三四五]|些)?(?:个)?年(?:度|头|份)?的?(?![^，。？?]{0,2}[印发出])"
            "|(?:管|干|做|用|适用|实施|执行|规划)到哪(?:一)?年|(?:实施|规划|适用|执行|行动|起止)(?:期限?|年限|年度|年份|周期|时间段|时段)|时间跨度|年限|几年的(?:规划|计划|方案|行动)"
        ),
    ),
    (  # 几家一块儿发的, 落了谁的款
        "issuer",
        re.compile(
            "(?:由|是|有|落|盖|署)?(?:了)?(?:哪|几|多少)[一二两三四五六七八九十几]?(?:个|家)(?:单位|部门|机关|局)?(?:来|在|都|合起来|凑)?"
            "(?:(?:联合|一起|一块儿?|共同|合着|联名)(?:制发|印发|下发|发布|[发印出下盖署落])?|制发|印发|下发|发布|的?[发印出下盖署落]|的?(?=款|公?章))(?:的|了|过)*(?:文件?|通知|公?章|[大红]印|名|款)?(?:的)?"
            "|(?:抬头|红头|末尾|底下|上面|下面|最后)?(?:落款|署名|盖章|发文|印发|联合)(?:的)?(?:单位|机关|部门)?(?:一共|总共|共|都)?(?:有|是)?(?:谁|哪[些几一二两三四五六七八九]?[个家]?|几[个家])(?:单位|部门|机关)?"
        ),
    ),
    (
        "explained",
        re.compile(
            "(?:最终|负责|来|去|做|作)*(?:的)?(?:解释|释义)(?:的)?(?:权利?|工作|任务|活儿?|事儿?|主体|责任|单位|部门|机关)?(?:都|该|应该?|是|在|归|由|找|落在|落到|属于|给)*(?:谁|哪[个一里儿些几]?(?:单位|部门|机关|科室?|处室?|股室?|局|家|级)?|什么(?:单位|部门|科室?))?(?:手[里上]|那[里儿]|家|身上|说了算)?"
            "|(?:由|归|是|找|问|该|应该?|让)*(?:谁|哪[个一里儿些几]?(?:单位|部门|机关|科室?|处室?|股室?|局|家|级)?|什么(?:单位|部门|科室?))(?:来|去|给|负责|出面|说了算|做|作|能|可以|有权)*(?:解释|答疑|释疑|说清楚|说得清)"
            "|(?:条文|执行|中|里头?|有|哪里|哪儿|地方|的|要是|如果|假如|遇到|碰到|若)*(?:说不清|不清楚|看不(?:懂|明白)|不明白|拿不准|弄不懂|弄不清|搞不懂|有疑[问义]|有不懂|歧义|没写到|未尽)(?:的)?(?:地方|之处|事宜|事项|事|问题)?[，,]?(?:该|要|得|应该?|由|归|是)*(?:[问找听]|请教|咨询|以)(?:谁|哪[个一里儿家]?(?:单位|部门|机关|科室?|处室?|局)?)(?:说的|的|问)?"
        ),
    ),
    (
        "signed",
        re.compile(
            "(?:经|由|是|让)*(?:谁|哪[位个一](?:领导|负责人|局长|主任|人)?|什么人|哪个领导)(?:来|给|最后|最终|负责|亲自)*(?:签发|签批|签的?字|签署|签的?名|签的?)(?:的|了|过)*"
            "|(?:签发|签批|签字|签署|署名)(?:的)?(?:领导|人)(?:是|叫)?(?:谁|哪位|什么)?"
        ),
    ),
    (
        "copies",
        re.compile(
            "抄送(?:给)?(?:了)?(?:的)?(?:是)?(?:谁|哪[些个几]?|什么)?(?:单位|部门|机关)?|抄给(?:了)?(?:谁|哪些?)?(?:单位|部门)?"
        ),
    ),
    (
        "recipients",
        re.compile(
            "(?:(?:[印下]?发|送|寄|交|传|写)(?:到|给)|给|面向)(?:了|的)?(?:是)?(?:(?![钱费款])[^，。？?]){0,6}?(?:谁|哪[些个几]?(?:单位|部门|地方|机关|人|局|级)?|什么(?:单位|部门|人))(?:看|收|的|执行|落实)*"
            "|(?:谁|哪[些个几]?(?:单位|部门|地方|机关|人|局)?)(?:来|在|要|该|应该?|能)?(?:接收|收到?|看)(?:的|文件|文|件)?|收件(?:人|单位)|接收(?:单位|机关|部门)|主送(?:单位|机关|给谁|谁)?|抬头(?:是|写)?(?:谁|哪些?)?"
        ),
    ),
    (
        "approval",
        re.compile(
            "(?:印发|下发|发布|出台|发文|发)?(?:之?前|时)?(?:是)?(?:经过?|由|报|让|得到?)?(?:了)?(?:谁|哪[些个几一]?(?:级|个)?(?:单位|机关|部门|领导|会议?|会|政府|人)|什么(?:会议?|单位|机关|人))(?:来|给|研究|讨论)*(?:点的?头|点过?头|批准|批的?|同意|审定|审批|审议|通过|拍的?板|点过|核准|认可|研究|讨论|定)(?:之?后|才)?(?:过|了|的|下来|印|印发|出)*"
            "|(?:批准|审批|审定|核准|审议)(?:的)?(?:单位|机关|部门|会议|人|者)|经(?:过)?(?:了)?(?:谁|哪里|哪儿|什么程序)|(?:有没有|是否)?(?:经过?|报)(?:了|过)?(?:[\u4e00-\u9fff]{0,6})?(?:批准|同意|审议|审批|审定)(?:过|了)?(?:吗|没有?|么)"
        ),
    ),
    (
        "title",
        re.compile(
            "全名|全称|全题|(?:正式|完整|官方)?(?:的)?(?:名字|名称|标题|题目|大名|文名|书名)(?![都全报列逐]|分别)(?:是|叫)?(?:什么|啥)?|叫(?:个|做)?(?:什么|啥)(?:名字?|标题|题目|名称|来着)?|(?:什么|啥)(?:名字|标题|题目|名称)"
        ),
    ),
    (
        "date",
        re.compile(
            "(?:成文|出台|印发|发布|制定|下发|落款)(?:于|在|是|的)*(?:何时|什么时候|啥时候|几时|哪[年天月日](?:哪月|几月)?|几月(?:几[号日])?|几号)"
            "|(?:哪年|几月|几号|哪天|哪一天)(?:哪月|几月|几号)?(?:制?定|签|起草|落款)(?:出来)?的"
        ),
    ),
    (
        "number",
        re.compile("(?:头上|开头|上面|抬头|红头)(?:的|那个)*号码?(?:是|为)?(?:多少|几|什么)?"),
    ),
    (
        "years",
        re.compile(
            "(?:归|属于?|算|是)(?:的)?(?:哪个?|什么)(?:年份|年度|年头)(?:的)?|(?:是)?[今去往前当][年度](?:度)?的?还是[今去往前当][年度](?:度)?的|几几年(?:到|至)几几年|跨(?:了|的)?(?:哪|几)几?(?:个)?年(?:度|头)?|年度(?=[？?。]*$)"
        ),
    ),
    (
        "issuer",
        re.compile(
            "(?:哪[个家级]|什么)(?:单位|部门|机关|政府)?(?:牵头|负责)?(?:来)?(?:印|起草|制定|下)(?:发)?的(?:文件?)?|(?:由)?谁(?:牵头|负责)?(?:制定|起草)的?"
        ),
    ),
    (
        "recipients",
        re.compile(
            "(?:下发|印发|发放|发文)(?:的)?对象(?:是|有|为)?(?:哪些|谁|什么)?|(?:要|让|叫)?(?:哪些|什么)(?:人|单位|部门|地方)(?:来|去)?(?:照着?办|照办|执行|遵照执行)"
        ),
    ),
    ("title", re.compile("(?:文件|通知|材料)?(?:名字?|名称|抬头)(?:是|叫)?(?:什么|啥)")),
)
# A contract is signed, a fair is held jointly: these are asked of a notice where one is named.
_OF_DEEDS_TOO = ("issuer", "signed")
_NOTICE = re.compile(
    "文件|通知|方案|计划|规划|办法|意见|要点|公告|通告|规程|细则|规定|措施|总结|材料|[这那]份|[的封]函|文号|号文|〔"
)
_EXPLAINED = re.compile(
    r"[^。；\n]*?(?:(?:由|归)[^。；，,\n]{2,40}?(?:负责|承担)?(?:解释|释义)|(?:负责|承担)解释|解释(?:权|工作)[^。；\n]{0,30})[^。；\n]*"
)
_SIGNED = re.compile(r"[^。；，,\n]{0,12}由[^。；，,\n]{2,20}?(?:签发|签署)")
_APPROVED = re.compile(
    r"(?:已经?|业经|(?<![未须需应])经|报(?:经)?)[^\n，。；：]{2,40}?(?:研究|讨论|审议|审定|会议)?(?:同意|通过|批准|核准|审定)(?![后的方])"
    r"|(?:19|20)\d{2}\s*年[^\n，。；]{2,40}?会议(?:审议)?(?:通过|批准|审定)"
)

_WORD = re.compile(r"\S+")


def asked_of_itself(query: Query) -> list[str]:
    """The facts that a question may ask of a notice itself; :func:`is_of_itself` makes sure."""
    named = _NOTICE.search(query.text) is not None
    return [
        name
        for name, pattern in _OF_ITSELF
        if (named or name not in _OF_DEEDS_TOO) and pattern.search(query.text)
    ]


def is_of_itself(query: Query, notices: Sequence[Notice]) -> bool:
    """Whether it asks for facts of these notices and for nothing that one of them could say something about."""
    asked = [pattern for _, pattern in (*_OF_ITSELF, *_ASKS)]
    return says_which(query, notices) and of_itself(query, asked, notices)


def read_metadata(query: Query, notices: Sequence[Notice]) -> Draft | None:
    """What the question asks of each notice; all of its header where it asks for nothing in particular."""
    wanted = _wanted(query, notices)
    if wanted is None:
        return None
    lines: list[Line] = []
    for notice in notices:
        facts = facts_of(notice)
        asked = [facts[name] for name in wanted]
        if wanted and not any(asked):
            continue
        if not wanted:
            asked = [facts[name] for name in ("number", "issuer", "date")]
        named = [facts["title"], *(line for line in asked if line is not facts["title"])]
        ordered = named if "title" in wanted or not wanted else [*named[1:], named[0]]
        lines += [line for line in ordered if line]
    return Draft(tuple(lines), 1.0) if lines else None


def _wanted(query: Query, notices: Sequence[Notice]) -> list[str] | None:
    """The facts asked for, in the order they are told; ``None`` where the years asked for are of a plan that the notice
    speaks of."""
    asked = query.ask_text.rstrip("？?。")
    wanted = [name for name, pattern in _ASKS if pattern.search(asked)] if query.asks is Asks.METADATA else []
    if is_of_itself(query, notices):
        wanted = list(dict.fromkeys((*asked_of_itself(query), *wanted)))
    elif "years" in wanted and set(wanted) <= {"years", "date"}:
        return None
    if not wanted and asked.endswith("是什么"):
        return ["title"]
    if "years" in wanted and not _DATE_TOO.search(asked):
        return ["years"]
    # 谁批准的, 谁解释 ask for no issuer, 抄送谁 for no recipient.
    if told := [name for name in wanted if name in ("explained", "signed")]:
        return told
    if "approval" in wanted or "copies" in wanted:
        return [name for name in wanted if name not in ("issuer", "recipients", "date")]
    return wanted


def facts_of(notice: Notice) -> dict[str, Line | None]:
    """The facts of a notice by their names, each a line with its quotation; ``None`` where the notice does not state it."""
    return {
        "title": _title(notice),
        "number": _as_written("文号", notice.document_number, notice),
        "issuer": _issuers(notice),
        "date": _date(notice),
        "years": _span(notice),
        "recipients": _as_written("主送", notice.recipients, notice),
        "copies": _as_written("抄送", notice.copied_to, notice),
        "approval": _approval(notice),
        "explained": _said("解释", _EXPLAINED, notice),
        "signed": _as_written("签发人", notice.signatory, notice) or _said("签发", _SIGNED, notice),
    }


def _title(notice: Notice) -> Line | None:
    quote = locate(notice, notice.title) if notice.title else None
    if quote is None:
        return None
    if "title" in notice.inferred:
        return Line(f"标题（文件没有标题，取自开头）：{notice.title}", (quote,))
    return Line(f"标题：《{notice.title}》", (quote,))


def _as_written(label: str, value: str, notice: Notice) -> Line | None:
    quote = locate(notice, value) if value else None
    return Line(f"{label}：{notice.text[quote.start : quote.end]}", (quote,)) if quote else None


def _issuers(notice: Notice) -> Line | None:
    """The organs, several where they issued it together, each quoted from where it stands."""
    quotes = [quote for organ in notice.issuer.split("、") if organ and (quote := locate(notice, organ))]
    if not quotes:
        return None
    names = "、".join(notice.text[quote.start : quote.end] for quote in quotes)
    return Line(f"发文机关：{names}", tuple(quotes))


def _date(notice: Notice) -> Line | None:
    """The date as it is written in the signature."""
    if not notice.issued_on:
        return None
    for form in (
        _LINE_WITH_DATE,
        FULL_DATE,
    ):  # in a text without line breaks the date stands among other words
        for match in form.finditer(notice.text):
            if len(match.group()) <= _DATE_LINE and find_date(match.group()) == notice.issued_on:
                line = match.group().strip()
                start = match.start() + match.group().index(line)
                return Line(f"日期：{line}", (Quote(notice.id, start, start + len(line)),))
    return None


def _approval(notice: Notice) -> Line | None:
    """Who agreed to it, by the words of its letter or of the note below its title; who signed it where no one is said to
    have agreed."""
    head = next((clause.start for clause in notice.clauses if clause.label), len(notice.text))
    match = _APPROVED.search(notice.text, 0, head)
    if match is None:
        return _as_written("签发人", notice.signatory, notice)
    return Line(f"批准情况：{match.group()}", (Quote(notice.id, match.start(), match.end()),))


def _said(label: str, form: re.Pattern[str], notice: Notice) -> Line | None:
    """What its clauses say of it, the last of them first: it stands at the end."""
    match = next(reversed(list(form.finditer(notice.text))), None)
    if match is None:
        return None
    said = match.group().strip()
    start = match.start() + match.group().index(said)
    return Line(f"{label}：{said}", (Quote(notice.id, start, start + len(said)),))


def _span(notice: Notice) -> Line | None:
    names = (notice.title, notice.subject)
    match = next((m for form in (_SPAN, _YEAR) for name in names if (m := form.search(name))), None)
    return _as_written("年份", match.group(), notice) if match else None


def locate(notice: Notice, value: str) -> Quote | None:
    """Where ``value`` stands in the notice, line breaks and spaces between its characters allowed."""
    wanted = "".join(value.split())
    at = "".join(notice.text.split()).find(wanted)
    if at < 0 or not wanted:
        return None
    return Quote(
        notice.id, _with_blanks(notice.text, at), _with_blanks(notice.text, at + len(wanted) - 1) + 1
    )


def _with_blanks(text: str, at: int) -> int:
    """Where the ``at``-th character that is no blank stands."""
    for word in _WORD.finditer(text):
        if at < len(word.group()):
            return word.start() + at
        at -= len(word.group())
    raise IndexError(at)
