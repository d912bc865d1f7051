"""Every word of the tabs beside the talk, Chinese beside English."""

from __future__ import annotations

from ingest.anatomy.standing import Standing
from ui.page.wording import Phrase

# Tables and forms in general
ALL = Phrase("全部", "All")
FILTER = Phrase("筛选", "Filter")
NOTHING_FITS = Phrase("没有符合条件的内容，请放宽筛选。", "Nothing fits. Ask for less.")
NOTHING_HELD = Phrase(
    "还没有文件。先在“文件”栏添加，再来这里。", "No notices yet. Add some under “Notices” first."
)
SORT_UP = Phrase("按{name}升序", "Sort by {name}, ascending")
SORT_DOWN = Phrase("按{name}降序", "Sort by {name}, descending")
PAGER = Phrase("翻页", "Pages")
EARLIER = Phrase("上一页", "Earlier")
LATER = Phrase("下一页", "Later")
PAGE_OF = Phrase("第 {page} / {pages} 页", "Page {page} of {pages}")
OPEN_AT = Phrase("查看原文：{title} {clause}", "Read: {title} {clause}")
CLEAR_FILTERS = Phrase("清除筛选", "Clear")

# 指标
LEDGER_TITLE = Phrase("指标台账", "Target ledger")
LEDGER_LEAD = Phrase(
    "各份文件承诺达到的数字和期限，逐条附原文；点击一行打开文件，定位到原话。",
    "What the notices commit to, figure by figure. A row opens the notice at the very words.",
)
LEDGER_COUNT = Phrase("{count} 条指标，来自 {notices} 份文件", "{count} targets from {notices} notices")
REGION = Phrase("地区", "Region")
YEAR = Phrase("年份", "Year")
INDICATOR = Phrase("指标词", "Indicator")
DEPARTMENT = Phrase("责任部门", "Unit")
MASKED = Phrase("含遮盖", "Masked")
MASKED_ONLY = Phrase("只看被遮盖的", "Masked only")
MASKED_NONE = Phrase("不看被遮盖的", "Without masked")
INDICATOR_COLUMN = Phrase("指标", "Indicator")
FIGURE_COLUMN = Phrase("目标", "Target")
DUE_COLUMN = Phrase("时限", "Due")
UNITS_COLUMN = Phrase("责任单位", "Units")
NOTICE_COLUMN = Phrase("文件与条款", "Notice and clause")
DATED_TASK = Phrase("按期完成", "by the date")
MASK_NOTE = Phrase("原文被遮盖", "masked in the notice")
OF_DOCUMENT = Phrase("据文件年度", "year of the notice")
CHART = Phrase("同一指标比较", "One indicator compared")
CHART_PICK = Phrase("指标", "Indicator")
CHART_COUNT = Phrase("{name}（{count}）", "{name} ({count})")
CHART_TITLE = Phrase("{name}（{unit}）", "{name} ({unit})")
CHART_OTHER = Phrase(
    "另有 {count} 条单位不同或没有数值，未画出。",
    "{count} more have another unit or no figure and are not drawn.",
)
CHART_MOST = Phrase(
    "只画前 {count} 条，请用筛选缩小范围。", "Only the first {count} are drawn: filter for less."
)
DOWNLOAD_CSV = Phrase("下载 CSV", "CSV")
DOWNLOAD_XLSX = Phrase("下载 Excel", "Excel")
LEDGER_FILE = Phrase("指标台账", "targets")

# Columns of the downloads
COLUMN_REGION = Phrase("地区", "Region")
COLUMN_INDICATOR = Phrase("指标", "Indicator")
COLUMN_COMPARATOR = Phrase("比较", "Comparator")
COLUMN_VALUE = Phrase("数值", "Value")
COLUMN_HIGH = Phrase("数值上限", "Upper value")
COLUMN_WRITTEN = Phrase("原文数值", "As written")
COLUMN_UNIT = Phrase("单位", "Unit")
COLUMN_DEADLINE = Phrase("时限", "Deadline")
COLUMN_DEADLINE_WRITTEN = Phrase("原文时限", "Deadline as written")
COLUMN_SCOPE = Phrase("范围", "Scope")
COLUMN_FIRMNESS = Phrase("力度", "Firmness")
COLUMN_LEAD = Phrase("牵头单位", "Lead units")
COLUMN_OTHER = Phrase("责任和配合单位", "Other units")
COLUMN_MASKED = Phrase("遮盖", "Masked")
COLUMN_TITLE = Phrase("文件", "Notice")
COLUMN_NUMBER = Phrase("文号", "Number")
COLUMN_CLAUSE = Phrase("条款", "Clause")
COLUMN_TEXT = Phrase("原文", "Text")
YES = Phrase("是", "yes")

# 文件
FILES_TITLE = Phrase("文件", "Notices")
FILES_LEAD = Phrase(
    "库中的文件，连同来源可信度、效力和解析检查；文件只保存在本机。",
    "The notices held, how far each can be trusted, and what parsing found. They stay on this machine.",
)
FILES_COUNT = Phrase("{count} 份文件", "{count} notices")
FILES_SEARCH = Phrase("标题、文号或机关", "Title, number or issuer")
READ = Phrase("阅读", "Read")
DELETE = Phrase("删除", "Delete")
DELETE_NAMED = Phrase("删除：{title}", "Delete: {title}")
READ_NAMED = Phrase("阅读：{title}", "Read: {title}")
ASK_NAMED = Phrase("只问这份：{title}", "Ask only this one: {title}")
DELETE_SURE = Phrase(
    "确定删除这份文件吗？此后不再引用，需要时可重新添加。",
    "Delete this notice? It is never cited again; it can be added anew.",
)
DELETE_YES = Phrase("确定删除", "Delete it")
DELETED = Phrase("已删除：{title}", "Deleted: {title}")
MAY_NOT = Phrase(
    "当前密钥只能查看和提问，不能添加或删除文件。", "Your key reads and asks; it may not add or delete."
)
TARGETS_HELD = Phrase("{count} 条指标", "{count} targets")
CLAUSES_HELD = Phrase("{count} 个条款", "{count} clauses")
CHECKS = Phrase("解析检查", "Checks")
CHECKS_NONE = Phrase("未发现问题", "nothing found")
REASONS = Phrase("依据", "Reasons")
GAPS = Phrase("编号不连续 {count} 处", "{count} gaps in numbering")
MASKS = Phrase("遮盖 {count} 处", "{count} masks")
DROPPED = Phrase("略去 {count} 行", "{count} lines left out")
TABLES_LOST = Phrase("表格 {lost} 个未读全", "{lost} tables not read whole")
UNREADABLE = Phrase("乱码 {share}", "{share} unreadable")
DROPPED_LINES = Phrase("略去的行（页眉、网页导航等）", "Lines left out (page headers, web furniture)")
WARNINGS = Phrase("提示", "Notes")
SUCCESSOR = Phrase("由《{title}》取代", "replaced by {title}")
IN_FORCE_BETWEEN = Phrase("{since} 至 {until}", "{since} to {until}")
PLANNED = Phrase("规划期 ", "planned for ")
OPEN_END = Phrase("未定", "open")

STANDING: dict[Standing, Phrase] = {
    Standing.IN_FORCE: Phrase("现行", "In force"),
    Standing.EXPIRED: Phrase("已过期", "Expired"),
    Standing.NOT_YET: Phrase("尚未施行", "Not yet in force"),
    Standing.SUPERSEDED: Phrase("被取代", "Superseded"),
    Standing.UNKNOWN: Phrase("效力未写明", "Validity not stated"),
}

# 任务
TASKS_TITLE = Phrase("任务分工", "Tasks by unit")
TASKS_LEAD = Phrase(
    "写明了牵头或责任单位的条款；点击一行打开原文。",
    "Clauses that name who leads and who takes part. A row opens the clause.",
)
TASKS_COUNT = Phrase("{count} 项任务，涉及 {units} 个单位", "{count} tasks, {units} units")
UNIT = Phrase("单位", "Unit")
ROLE = Phrase("角色", "Role")
ROLE_LEAD = Phrase("只看牵头", "Leading only")
NOTICE = Phrase("文件", "Notice")
DUE_YEAR = Phrase("到期年份", "Due in")
TASK_COLUMN = Phrase("任务", "Task")
LEAD_COLUMN = Phrase("牵头", "Lead")
OTHER_COLUMN = Phrase("责任与配合", "With")
NO_UNIT = Phrase("未写明", "not stated")

# 评测
RUNS_TITLE = Phrase("评测结果", "Test scores")
RUNS_LEAD = Phrase(
    "在带标准答案的题集上最近几次测得的成绩（1 为满分）。",
    "The latest runs over question sets with known answers (1 is best).",
)
RUNS_NONE = Phrase(
    "还没有评测记录。用命令 yaodian eval run 测一次，结果会列在这里。",
    "No runs yet. The command yaodian eval run makes one; it is listed here.",
)
RUN_NAME = Phrase("题集", "Set")
RUN_AT = Phrase("时间", "When")
RUN_CASES = Phrase("题数", "Cases")
RUN_MODEL = Phrase("模型", "Model")
RUN_NO_MODEL = Phrase("不用模型", "none")
