"""Every word of the page, Chinese beside English, in one table."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.errors import Lang
from ingest.models import Provenance
from ui import words


@dataclass(frozen=True, slots=True)
class Phrase:
    """One piece of wording in both languages; ``{name}`` places are filled by ``text``."""

    zh: str
    en: str

    def text(self, lang: Lang, **values: object) -> str:
        """The phrase in ``lang``, with its places filled."""
        template = self.zh if lang == "zh" else self.en
        return template.format(**values) if values else template


# Frame
NAME = Phrase("要点", "Yaodian")
TAGLINE = Phrase("政策文件问答 · 句句有出处", "Policy notices, answered with sources")
PAGE_TITLE = Phrase("要点 · 政策文件问答", "Yaodian · answers from policy notices")
OTHER_LANGUAGE = Phrase("English", "中文")
NEW_CONVERSATION = Phrase("新对话", "New chat")
TABS = Phrase("栏目", "Sections")
CHAT_TAB = Phrase("问答", "Ask")
LEDGER_TAB = Phrase("指标", "Targets")
FILES_TAB = Phrase("文件", "Notices")
TASKS_TAB = Phrase("任务", "Tasks")
RUNS_TAB = Phrase("评测", "Scores")
CLOSE = Phrase("关闭", "Close")

# Asking
QUESTION_LABEL = Phrase("问题", "Question")
QUESTION_PLACEHOLDER = Phrase("就已载入的文件提问", "Ask about the notices, in Chinese or English")
SEND = Phrase("提问", "Ask")
STOP = Phrase("停止", "Stop")
FOOTNOTE = Phrase(
    "答案逐句摘自文件原文，点击编号核对出处；以正式印发的文件为准。",
    "Answers quote the notices word for word. Click a number to check; the issued document prevails.",
)

# Answers
YOU_ASKED = Phrase("您的问题", "Your question")
SEARCHING = Phrase("正在查找文件…", "Searching the notices…")
STOPPED_EARLY = Phrase("已停止，未生成内容。", "Stopped before anything was written.")
UNCHECKED = Phrase(
    "已停止，内容不完整，引文未经核对。", "Stopped: incomplete, and its sources were not checked."
)
ABSTAINED = Phrase("文件中没有找到答案", "The notices do not say")
WARNING = Phrase("请注意", "Please note")
FAILED = Phrase("未能回答", "Not answered")
UNEXPECTED = Phrase("出了点问题，请稍后再试。", "Something went wrong. Please try again in a moment.")
BUSY = Phrase(
    "上一个问题还在回答，请稍候或先停止。",
    "The last question is still being answered. Wait, or stop it first.",
)
TOO_OFTEN = Phrase(
    "提问过于频繁，请在 {seconds} 秒后再试。", "Too many questions. Try again in {seconds} seconds."
)
WHY = Phrase("为什么这样回答", "Why this answer")
WHY_FOUND = Phrase("找到的段落", "Passages found")
SOURCES = Phrase("出处", "Sources")
READ_SOURCE = Phrase("查看原文", "Read")
OPEN_SOURCE = Phrase("查看出处 {marker}：{title} {clause}", "Open source {marker}: {title} {clause}")
COPY = Phrase("复制", "Copy")
COPIED = Phrase("已复制", "Copied")

# Welcome
WELCOME = Phrase("想了解文件里的什么？", "What would you like to find in the notices?")
WELCOME_LEAD = Phrase(
    "用一句话提问，要点会从 {count} 份文件中找出原文作答，并标明出处。",
    "Ask in one sentence, in Chinese or English. Yaodian answers from {count}, with verbatim, cited passages.",
)
EXAMPLES = Phrase("可以这样问", "For example")
EMPTY = Phrase("还没有文件", "No notices yet")
EMPTY_LEAD = Phrase(
    "先添加政策文件，再来提问。文件只保存在本机，不会外传。",
    "Add some policy notices first, then ask. They stay on this machine.",
)
EMPTY_STEP_UPLOAD = Phrase(
    "把文件拖进页面，或在“文件”栏选择（{types}）。",
    "Drop files on the page, or pick them under “Notices” ({types}).",
)
EMPTY_STEP_FOLDER = Phrase(
    "整个文件夹可用命令导入：{command}",
    "A whole folder goes in with the command: {command}",
)
EMPTY_COMMAND = Phrase("yaodian ingest 文件夹路径", "yaodian ingest PATH/TO/FOLDER")

# Scope
SCOPE = Phrase("查找范围", "Scope")
REGION_PICK = Phrase("地区", "Region")
YEAR_PICK = Phrase("年份", "Year")
ALL_REGIONS = Phrase("全部地区", "All regions")
ALL_YEARS = Phrase("全部年份", "All years")
MORE_REGIONS = Phrase("再加地区", "Add a region")
MORE_YEARS = Phrase("再加年份", "Add a year")
YEAR = Phrase("{year}年", "{year}")
SCOPE_COUNT = Phrase("{count} 份文件", "{count}")
SCOPE_NONE = Phrase("范围内没有文件", "No notices in scope")
IN_FORCE = Phrase("现行", "In force")
IN_FORCE_HINT = Phrase(
    "只看现行文件：不看已废止、已过期限和尚未施行的；没有写明期限的文件算作现行",
    "Only notices in force: none that are superseded, past their years or yet to come; one that names no time counts as "
    "in force",
)
UNSCOPE = Phrase("不再限于 {name}", "Drop {name} from the scope")
ASKED_WITHIN = Phrase("查找范围：", "Looked in: ")
RESCOPE = Phrase("换范围再问", "Change scope")
NOTICE = Phrase("{count}", "{count} notice")
NOTICES = Phrase("{count}", "{count} notices")

# What can be done with a question and its answer
EDIT = Phrase("修改", "Edit")
RETRY = Phrase("重问", "Ask again")
EXPORT_AS = Phrase("导出对话：", "Save the chat:")
EXPORT_MARKDOWN = Phrase("Markdown", "Markdown")
EXPORT_DOCX = Phrase("Word", "Word")
EXPORT_TITLE = Phrase("要点问答记录", "Yaodian: questions and answers")
EXPORT_FILE = Phrase("要点问答记录", "yaodian-chat")
COPY_CITATION = Phrase("复制引用", "Copy citation")

# Feedback
HELPFUL = Phrase("答得对", "Right")
WRONG = Phrase("答错了", "Wrong")
WHAT_IS_WRONG = Phrase("哪里不对？", "What is wrong?")
WHAT_IS_GOOD = Phrase("好在哪里？（可不填）", "What is good? (optional)")
RIGHT_CLAUSE = Phrase("正确的条款（可不填）", "The right clause (optional)")
RIGHT_CLAUSE_HINT = Phrase(
    "输入文件名或条款编号来选，或写明在哪里", "Pick by title or number, or say where it stands"
)
SEND_FEEDBACK = Phrase("提交", "Submit")
CANCEL = Phrase("取消", "Cancel")
THANKS = Phrase("已记下，谢谢。", "Noted, thank you.")

# Upload
ADD_HINT = Phrase("把文件拖到页面任何地方，或", "Drop files anywhere on the page, or")
CHOOSE = Phrase("选择文件", "Choose files")
ADD_LIMITS = Phrase("{types}，每份不超过 {size}", "{types}, up to {size} each")
READING = Phrase("正在读取：{name}", "Reading: {name}")
EMBEDDING = Phrase("正在建立索引：{done} / {total}", "Indexing: {done} / {total}")
ADDED = Phrase("已添加", "Added")
UNCHANGED = Phrase("已在库中，未重复添加", "Already loaded; nothing was doubled")
REFUSED = Phrase("未能添加", "Not added")
REASON = Phrase("{name}：{reason}", "{name}: {reason}")
PASSAGES = Phrase("{count} 个段落", "{count} passages")
ASK_ABOUT_IT = Phrase("就它提问", "Ask about it")
TOO_LARGE = Phrase(
    "{name}：超过 {size}，请拆分后再添加。", "{name}: larger than {size}. Split it and try again."
)
UPLOAD_FAILED = Phrase(
    "{name}：没有读成，请检查文件后再试。", "{name}: could not be read. Check the file and try again."
)

# Source panel
SOURCE_PANEL = Phrase("原文出处", "Source")
NUMBER = Phrase("文号", "Number")
ISSUER = Phrase("发文机关", "Issuer")
ISSUED_ON = Phrase("印发日期", "Issued on")
REGION = Phrase("地区", "Region")
FILE = Phrase("来源文件", "File")
CLAUSE = Phrase("位置", "Clause")
VALIDITY = Phrase("效力", "Validity")
NOT_STATED = Phrase("未载明", "not stated")
INFERRED = Phrase("据正文推断", "inferred from the text")
UNITS_OF_CLAUSE = Phrase("责任单位", "Units")
LEADS = Phrase("牵头：{units}", "lead: {units}")
HELPS = Phrase("配合：{units}", "with: {units}")
BEFORE_IT = Phrase("上一条", "Previous")
AFTER_IT = Phrase("下一条", "Next")
NEIGHBOURS = Phrase("相邻条款", "Neighbouring clauses")
OUTLINE = Phrase("目录", "Outline")
FIND = Phrase("在文件中查找", "Search in this notice")
FOUND = Phrase("第 {place} 处，共 {count} 处", "{place} of {count}")
FOUND_NONE = Phrase("没有找到", "Nothing found")
FIND_BACK = Phrase("上一处", "Previous match")
FIND_ON = Phrase("下一处", "Next match")
ASK_THIS_ONE = Phrase("只问这份", "Ask only this one")
TEXT_BEFORE = Phrase("（前文略）", "(earlier text left out)")
TEXT_AFTER = Phrase("（后文略）", "(later text left out)")
NOTICE_GONE = Phrase(
    "这份文件已从库中移除，以下是回答时的引文。",
    "This notice has since been removed. This is the passage as it was cited.",
)
NOTICE_CHANGED = Phrase(
    "这份文件已更新，以下是回答时的引文。",
    "This notice has since changed. This is the passage as it was cited.",
)

PROVENANCE = {kind: Phrase(*names) for kind, names in words.PROVENANCE.items()}
PROVENANCE_HINT: dict[Provenance, Phrase] = {
    Provenance.ISSUED: Phrase("载明发文机关和文号", "States its issuer and its number"),
    Provenance.HEADLESS: Phrase(
        "没有发文机关、文号和日期，请以正式印发的文件为准",
        "States no issuer, number or date: check against the issued document",
    ),
    Provenance.WEB: Phrase(
        "网络转载或汇编，请以正式印发的文件为准",
        "Copied or compiled on the web: check against the issued document",
    ),
    Provenance.MASKED: Phrase("部分名称或数字已被遮盖", "Some names or figures are masked"),
}


def notices(count: int, lang: Lang) -> str:
    """A number of notices to stand in a sentence: bare in Chinese, whose sentences hold the counter."""
    return (NOTICE if count == 1 else NOTICES).text(lang, count=count)


def size(count: int) -> str:
    """A number of bytes for a person: ``50 MB``."""
    return f"{count / 1024 / 1024:.0f} MB" if count >= 1024 * 1024 else f"{count / 1024:.0f} KB"
