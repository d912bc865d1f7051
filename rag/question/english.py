"""Questions in English, turned to the Chinese of notices: places by their sound, the words of asking, the field's own terms.

No translation of everything: what is not in the table stays as it is, and a question of which nothing is understood is
declined like any other. Answers are verbatim, so they stay Chinese.
"""

from __future__ import annotations

import re

from ingest.anatomy.regions import short_name
from rag.corpus.corpus import Corpus
from rag.language.sounds import sounds_of
from rag.question.english_terms import TERMS

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
# Chinese words, and a document number with its brackets.
_OWN = re.compile(r"[\u4e00-\u9fff]{2,}[〔\[【（(]\d{4}[〕\]】）)]\d+号|[\u4e00-\u9fff][\u4e00-\u9fff0-9、]*")

# What is asked for: the first that fits ends the Chinese question.
_ASKING = (
    (r"(?:document|reference|what) number.*\b(?:when|date|day)\b|\b(?:when|what date|which day)\b.*(?:document|reference|what) number", "的文号和印发时间是什么"),
    (r"document number|reference number|what number", "的文号是什么"),
    (r"(?:which|what) (?:departments?|offices?|units?|bureaus?|agenc(?:y|ies)|bod(?:y|ies))|who (?:leads?|is responsible|is in charge|heads?|takes the lead)|responsible for|lead department", "由哪些部门牵头负责"),
    (r"(?:what is it|what's it|is it) called|what is the (?:title|name) of (?:the|it)|title", "的标题是什么，是谁印发的"),
    (r"when .*(?:issued?|published?|released?)\b.*(?:by whom|who)", "是什么时候印发的，是谁印发的"),
    (r"when (?:was|did) .*(?:issued?|published?|released?)\b|issue date|date of issue|what date", "是什么时候印发的"),
    (r"who issued|issued by|issuing|(?:which|what) (?:organs?|authority|organi[sz]ation) issued", "是谁印发的"),
    (r"how often|how frequently|how many times", "多久一次"),
    (r"how long", "多长时间"),
    (r"by when|\bwhen\b|what deadline|until when|deadline", "什么时候完成"),
    (r"what (?:percentage|share|proportion|rate)|how (?:high|large)|percent", "要达到多少"),
    (r"what .{0,60}\b(?:exceed|reach)|(?:cap|ceiling|limit|amount|subsidy|fee|standard|allowance|reward) (?:for|of|on|in|per)\b", "要达到多少"),
    (r"how (?:many|much)|what (?:is|are) the .{0,60}(?:target|goal|number|level|rate)|target for", "要达到多少"),
    (r"compare|difference|higher|lower|versus|\bvs\b", "各是多少"),
    (r"which (?:notices?|documents?|places?|cities|counties)", "哪些文件提到"),
    (r"what (?:measures?|steps)|how (?:does|do|will|to|is|are)", "怎么做"),
    (r"which|what (?:are|is|items|tasks)|list|name the", "有哪些"),
    (r"^(?:is|are|does|do|will|must|should|can)\b", "是否"),
)  # fmt: skip

_BY_LENGTH = sorted(TERMS, key=len, reverse=True)

# Words of English that name nothing of a notice's matter.
_PLAIN = frozenset(
    "a an the of in on at by for to from with and or as is are was were be been being do does did will would shall should must can could "
    "may might have has had it its their his her this that these those there here they he she we i you me us our my your one ones "
    "what which who whom whose when where why how much many often long high large big far year years end notice notices document documents "
    "plan plans planned policy target targets goal goals aim aims number share proportion percentage percent rate level least most more less than about under over before "
    "after during between each every per all any some other set sets mention mentions say says according get gets give given receive received reach reached achieve "
    "able provide provides provided offer offers offered need needs required require requires people person persons resident residents inhabitants permanent work works priorities "
    "priority health issue issued issues date number lead leads leading charge responsible department departments office offices unit units bureau agency body task tasks "
    "up into out not no so then also same now new please tell list name names called call come go going make made take takes taken brought part what's who's "
    "compare compares compared comparison difference differences higher lower versus targeted schoolgirls deadline due exceed exceeds below above within total average only just but if first last next january february march april may june july august september october november december".split()
)
_ACRONYM = re.compile(r"(?<![A-Za-z\d])(?=[A-Z\d.+-]*[A-Z])[A-Z][A-Z\d.+-]+(?![A-Za-z])")
_SOUNDING = 20  # characters of one sound, the most used
_LEADS_ON = re.compile(r"^\s*(?:and|or|but|also|then|what about|how about|so)\b", re.IGNORECASE)
_CATEGORY = re.compile(
    r"\b(?:category|class|grade|type|tier)[ -](?P<letter>[a-e])\b|\b(?P<before>[a-e])[ -](?:grade|category|class|tier)\b"
)


def in_chinese(question: str, corpus: Corpus) -> str:
    """An English question as a Chinese one; any other as it is. Chinese words inside it are kept."""
    letters, chinese = len(_LETTERS.findall(question)), len(_CHINESE.findall(question))
    in_english = letters > 2 * chinese + 8 or (not chinese and len(_WORD.findall(question)) > 1)
    if not in_english and not _COMPARE.match(question):
        return question
    lowered = _PER.sub(lambda match: f" per {_HEADS[match['heads']]} people ", question.lower())
    asking = next((chinese for english, chinese in _ASKING if re.search(english, lowered)), "")
    places = "和".join(_places(lowered, question, corpus))
    years = "和".join(f"{year}年" for year in dict.fromkeys(re.findall(r"(?:19|20)\d{2}(?!\D*号)", question)))
    by = f"到{years}" if years and re.search(r"\bby (?:the end of )?(?:19|20)\d{2}", lowered) else years
    known, unknown = _terms(lowered, question, corpus)
    named = dict.fromkeys(_OWN.findall(question))
    own = ("和" if _COMPARE.match(question) else " ").join(named)
    if not places and not own and any(word.capitalize() in question[1:] for word in unknown):
        return question  # it names a place or a body that no notice is of
    topic = " ".join((*known, *(unknown if len(unknown) > len(known) else ())))
    if not known:
        asking = asking.replace("牵头负责", "牵头").replace("时候完成", "时候")
    if not (known or own or not unknown or "文号" in asking or "印发" in asking):
        return question  # nothing of what it is about is understood
    leads_on = "呢" if _LEADS_ON.match(question) and not asking else ""
    return (
        f"{places}{by}{topic} {own}{asking}{leads_on}"
        if asking or topic or own or places or years
        else question
    )


def _places(lowered: str, question: str, corpus: Corpus) -> list[str]:
    """Names of the corpus's places whose sound stands in the question (Shangrao, Shang Rao); those written in Chinese stay."""
    letters = "".join(_WORD.findall(lowered))
    found: dict[str, int] = {}
    for _, full in corpus.region_names:
        sound = "".join(sounds_of(short_name(full)))
        at = letters.find(sound)
        if at >= 0 and len(sound) >= 5 and short_name(full) not in question:
            found.setdefault(full, at)
    return sorted(found, key=lambda full: found[full])


def _terms(lowered: str, question: str, corpus: Corpus) -> tuple[list[str], list[str]]:
    """The terms known, in the order they stand, with the names and letters that stay as they are (DRG, A级); and the words of
    which nothing is known."""
    at: dict[str, int] = {}
    rest = lowered
    for term in _BY_LENGTH:
        match = re.search(rf"\b{re.escape(term)}\b", rest)
        if match:
            at.setdefault(TERMS[term], match.start())
            rest = rest[: match.start()] + " " * len(term) + rest[match.end() :]
    for category in _CATEGORY.finditer(rest):
        letter = (category["letter"] or category["before"]).upper()
        form = next((form for form in "档级类" if corpus.stands(f"{letter}{form}")), "级")
        at.setdefault(f"{letter}{form}", category.start())
    rest = _CATEGORY.sub(" ", rest)
    for name in _ACRONYM.finditer(question):
        if name.group().lower() in rest and corpus.stands(name.group()):
            at.setdefault(name.group(), name.start())
            rest = rest.replace(name.group().lower(), " ")
    sounds = {"".join(sounds_of(short_name(full))) for _, full in corpus.region_names}
    unknown = [
        word for word in _WORD.findall(rest) if word.strip("'’-") not in _PLAIN and not _sounds(word, sounds)
    ]
    for word in [word for word in unknown if word.capitalize() in question]:
        if name_heard := _standing_name(word, corpus):
            at.setdefault(name_heard, lowered.find(word))
            unknown.remove(word)
    return sorted(at, key=lambda chinese: at[chinese]), unknown


def _standing_name(word: str, corpus: Corpus) -> str:
    """The name of two characters that sounds so and stands in some notice (Anting: 安亭); empty where none does, or several."""
    sounds = corpus.characters_by_sound
    found = {
        first + second
        for cut in range(1, len(word))
        if word[:cut] in sounds and word[cut:] in sounds
        for first in sounds[word[:cut]][:_SOUNDING]
        for second in sounds[word[cut:]][:_SOUNDING]
        if corpus.stands(first + second)
    }
    return found.pop() if len(found) == 1 else ""


def _sounds(word: str, sounds: set[str]) -> bool:
    """Whether a word is a place's name, or a part of one written apart."""
    bare = re.sub("[^a-z]", "", word.removesuffix("'s").removesuffix("’s"))
    return any(bare in sound for sound in sounds) if len(bare) > 1 else True
