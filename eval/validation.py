"""What pydantic finds wrong in a row, said to the person who wrote it."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic_core import ErrorDetails

_ADVICE: dict[str, tuple[str, str]] = {
    "missing": ("缺少这个字段。请补上。", "missing. Add it."),
    "string_type": ('应为文字。请写成 "…"。', 'should be text. Write it as "…".'),
    "string_too_short": ("是空的。请填写，或删去这一项。", "empty. Fill it in, or leave it out."),
    "bool_type": ("应为 true 或 false，不加引号。", "should be true or false, without quotes."),
    "tuple_type": ("应为列表。请写成 […]。", "should be a list. Write it as […]."),
    "too_short": (
        "列表是空的。请至少写一项，或删去它。",
        "an empty list. Give at least one, or leave it out.",
    ),
    "literal_error": ("只能是 user 或 assistant。", "should be user or assistant."),
    "int_type": ("应为整数。", "should be a whole number."),
    "float_type": ("应为数字，不加引号。", "should be a number, without quotes."),
}
_FLAWS: dict[str, tuple[str, str]] = {
    "no-quote": (
        "figure 和 date 都要有 quote（原文）；没有指标的文件写 kind: none。",
        "a figure or date needs its quote; a document without any has kind: none.",
    ),
    "value-not-in-quote": (
        "quote 里没有第 value_nth 个 value_text。请照原文写。",
        "the quote does not hold value_text that often. Copy both from the text.",
    ),
    "bad-date": (
        "deadline 应为 2024-12-31 这样的日期，或空。",
        "deadline should be a date like 2024-12-31, or empty.",
    ),
    "no-gold": (
        "没有可评分的内容。请写 must、evidence、documents 或 answer；通知里没有答案的写 unanswerable: true。",
        "nothing to score by. Give must, evidence, documents or answer, or unanswerable: true.",
    ),
    "not-in-context": (
        "answer.text 不在 context 里。阅读题的答案必须是正文的原文。",
        "answer.text does not stand in context. The answer of a reading row is verbatim.",
    ),
}


def advice(problem: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and what to do about it, in Chinese and English."""
    kind = problem["type"]
    if kind == "extra_forbidden":
        known = ", ".join(model.model_fields)
        return f"没有这个字段。可用的字段：{known}。", f"no such field. Fields are: {known}."
    if kind == "string_pattern_mismatch":
        return _pattern_advice(str(problem["loc"][-1]))
    if kind == "literal_error" and problem["loc"][-1] != "role":
        wanted = str(problem["ctx"]["expected"]).replace(" or ", ", ")
        return f"只能是 {wanted}。", f"should be one of {wanted}."
    if kind == "value_error":
        return _FLAWS[str(problem["ctx"]["error"])]
    if kind == "tuple_type" and problem["loc"][:1] == ("must",) and len(problem["loc"]) == 2:
        return (
            '应为一组同义说法。请写成 ["65%", "百分之六十五"]。',
            'should be a group of alternatives. Write it as ["65%", "65 percent"].',
        )
    return _ADVICE.get(kind, (f"不合要求：{problem['msg']}。", f"{problem['msg']}."))


def _pattern_advice(field: str) -> tuple[str, str]:
    if field == "docid":
        return (
            "只能用字母、数字、汉字、点、横线和下划线，最长 120 个字符，不以点开头。",
            "may hold letters, digits, dots, dashes and underscores, at most 120, no dot first.",
        )
    return _ADVICE["string_too_short"]
