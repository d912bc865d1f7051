"""Whether a question asks of a notice itself and of nothing in it: what its words come to once the notice is named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.anatomy.regions import mentions, short_name
from ingest.models import Notice
from rag.question.query import Query
from rag.question.wording import FILLER, YEAR
from rag.reading.shortened import unsaid_behind

# Words that name a notice or a part of it, or only carry the question.
_NAMES_NOTHING = re.compile(
    "来[着写讲说分]|[凑拼合并攒](?:在|到|成)?一[起块]儿?|流传|标[着有明]|[把将](?=[一二两三四五六七八九十\\d])|[省市县区](?=、)|(?<=、)[省市县区](?=要点|文件|通知|方案)|从头到尾|从头|到尾|一共|总共|共计|合计|全部|所有|整个|通篇|全篇|全文|正文|文件|通知|材料|要点|方案|办法|规划|计划|意见|细则|规定|决定|公告|条例"
    "|[那这哪][个份篇些边]|里[面头]|上面|一下|请问|帮我|看看|告诉我?|报给我|到底|究竟|大概|具体|分别|各自|各[个份]?|开头|末尾|红头|官方|正式|最后|最末"
    "|第?[一二三四五六七八九十两几\\d]{1,3}[篇份]|[一二两三四五六七八九十]年|任务|措施|工作|内容|重点|主要|事项|[省市县区乡]里|地方|印发|下发|发布|出台|[之以]?前|时候|当时|原来|本来|附件|后[头面]|合集|汇编|网[上络]|下载|想知道|知道"
    "|包括|包含|涉及|安排|部署|规定|写明|标明|注明|写|列|讲|提|定|数|排|分|编|做|干|管|搞|叫|发|印|出|用|算|能|要|得|该|又|还|和|跟|与|及|也|都|共|有|是|为|在|到|给|由|经|被"
    '|没有|是不是|是否|不是|[的了着过呢啊呀吧吗么嘛那这它其我你他个份篇里中上下内外，。、；：？！?!,;:“”"《》<>（）()〔〕\\[\\]【】\\-—–~～\\s]'
)
_CHINESE = re.compile("[\u4e00-\u9fffA-Za-z]")
_MOST_NOTICES = 20  # of more no one asks at once
_MOST_LEFT = 1  # characters: one that no list of such words foresees


def left_over(query: Query, asked: Sequence[re.Pattern[str]], notices: Sequence[Notice]) -> str:
    """What is left of a question without the words of asking, the places and years it names, and the words of naming a
    notice; runs parted by a space."""
    text = query.text
    for pattern in asked:
        text = pattern.sub(" ", text)
    names = {name for notice in notices for name in (notice.title, notice.subject, notice.document_number)}
    places = {mention.text for mention in mentions(text)}
    places |= {way for place in query.places for way in (place, short_name(place))}
    for name in sorted(names | places | set(query.document_numbers), key=len, reverse=True):
        text = text.replace(name, " ") if name else text
    text = FILLER.sub(" ", YEAR.sub(" ", text))
    return " ".join(_NAMES_NOTHING.sub(" ", text).split())


def of_itself(query: Query, asked: Sequence[re.Pattern[str]], notices: Sequence[Notice]) -> bool:
    """Whether nothing is left but what the notices' own heads may be called by: their titles, organs and recipients."""
    heads = {
        head for n in notices for head in (n.title, n.subject, n.issuer, n.document_number, n.recipients)
    }
    runs = left_over(query, asked, notices).split()
    unknown = [run for run in runs if not any(unsaid_behind(run, head) is not None for head in heads)]
    return sum(len(_CHINESE.findall(run)) for run in unknown) <= _MOST_LEFT


def says_which(query: Query, notices: Sequence[Notice]) -> bool:
    """Whether it is open to no doubt which notice is meant."""
    named = query.places or query.titles or query.document_numbers or query.part or query.issued_on
    return 0 < len(notices) <= _MOST_NOTICES and (
        len(notices) == 1 or query.across or bool(named) or bool(query.years)
    )
