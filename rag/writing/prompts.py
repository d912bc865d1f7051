"""Prompts as checked data: the files of ``prompts/``, their variables verified when they are loaded."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, NoReturn

from ingest.errors import SettingsError

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_core.prompts import ChatPromptTemplate

# What a model is told to say when the evidence does not hold the answer; prompt, code and tests share it.
REFUSAL = "所给文件没有写明这一点。"

VARIABLES: dict[str, frozenset[str]] = {"answer.zh": frozenset({"evidence", "question", "refusal"})}

_COMMENT = re.compile(r"<!--(.*?)-->\s*", re.S)
_ROLE = re.compile(r"^# (system|user)\s*$", re.M)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt ready for use. ``version`` is a short hash of the file: it changes whenever the words do."""

    name: str
    version: str
    variables: frozenset[str]
    template: ChatPromptTemplate
    system: str

    def messages(self, **values: str) -> list[BaseMessage]:
        """The messages for a model. Values are inserted as they are: braces in a notice are no variables."""
        if set(values) != self.variables:
            _fail(self.name, f"变量应为 {_listed(self.variables)}", f"takes {_listed(self.variables)}")
        return self.template.format_messages(**values)


def load(name: str, folder: Traversable | None = None) -> Prompt:
    """The prompt ``name`` (``answer.zh``); SettingsError if it is missing or has other variables."""
    file = (folder or resources.files("prompts")).joinpath(f"{name}.md")
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        _fail(name, "文件不存在或无法读取", "is missing or cannot be read")
    parts = _ROLE.split(_COMMENT.sub("", text))
    roles, bodies = parts[1::2], [body.strip() for body in parts[2::2]]
    if roles != ["system", "user"]:
        _fail(
            name, "应依次有“# system”和“# user”两段", "needs the parts '# system' and '# user', in this order"
        )
    template = _template(name, list(zip(roles, bodies, strict=True)))
    found = frozenset(template.input_variables)
    declared = _declared(text)
    wanted = VARIABLES.get(name, declared)
    if not found == declared == wanted:
        _fail(
            name,
            f"变量不符：应有 {_listed(wanted)}，声明 {_listed(declared)}，使用 {_listed(found)}",
            f"must use {_listed(wanted)}: declares {_listed(declared)}, uses {_listed(found)}",
        )
    return Prompt(name, hashlib.sha256(text.encode()).hexdigest()[:8], found, template, bodies[0])


def _template(name: str, messages: list[tuple[str, str]]) -> ChatPromptTemplate:
    from langchain_core.prompts import ChatPromptTemplate  # a second to import, for those who use a model

    try:
        return ChatPromptTemplate.from_messages(messages)
    except (ValueError, KeyError):
        _fail(name, "花括号不成对", "has unbalanced braces")


def _declared(text: str) -> frozenset[str]:
    for comment in _COMMENT.findall(text):
        key, _, value = comment.strip().partition(":")
        if key == "variables":
            return frozenset(word.strip() for word in value.split(",") if word.strip())
    return frozenset()


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "—"


def _fail(name: str, zh: str, en: str) -> NoReturn:
    raise SettingsError("prompt", zh=f"提示词 {name}：{zh}。", en=f"Prompt {name} {en}.")
