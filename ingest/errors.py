"""What can go wrong, drawn once.

::

    YaodianError                anything we raise on purpose; carries its text in Chinese and English
    ├── NoticeError             one file cannot be taken; the other files of the run go on
    ├── StoreError              the store cannot be used as it is; nothing was changed
    │   ├── StoreMismatchError  made with another embedding model or schema: run `yaodian rebuild`
    │   └── StoreBusyError      another ingest holds the store: wait for it
    ├── NotFoundError           no notice of that id
    ├── QuestionError           a question, history or filter that cannot be answered as it stands
    ├── ModelError              the language model failed; the answer is composed without it
    └── SettingsError           a setting is missing or contradicts another
"""

from __future__ import annotations

from typing import Literal

Lang = Literal["zh", "en"]


class YaodianError(Exception):
    """Root of our errors. ``code`` is stable and short; ``text(lang)`` says what happened and what to do."""

    def __init__(self, code: str, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en

    def text(self, lang: Lang = "zh") -> str:
        """The message for a person, in Chinese (default) or English."""
        return self.zh if lang == "zh" else self.en


class NoticeError(YaodianError):
    """One file cannot be taken. Consequence: it is reported as skipped, every other file goes on."""

    def __init__(self, path: str, code: str, *, zh: str, en: str) -> None:
        super().__init__(code, zh=f"{path}：{zh}", en=f"{path}: {en}")
        self.path = path
        self.reason_zh = zh
        self.reason_en = en


class StoreError(YaodianError):
    """The store cannot be used as it is. Consequence: nothing was read or changed."""


class StoreMismatchError(StoreError):
    """The store was made with another embedding model or schema version."""


class StoreBusyError(StoreError):
    """Another process is writing to the store."""


class NotFoundError(YaodianError):
    """No notice has the given id."""


class QuestionError(YaodianError):
    """The question, history or filters cannot be taken as they stand."""


class ModelError(YaodianError):
    """The language model failed. Consequence: the answer is composed without it, and says so."""


class SettingsError(YaodianError):
    """A setting is missing, malformed or contradicts another."""
