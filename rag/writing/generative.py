"""An answer written by a model, let out sentence by sentence, each checked against its passages before."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import Lang, ModelError
from rag.language.folding import plain
from rag.settings import RagSettings
from rag.writing.cleaning import SentenceBuffer, chinese, clean_sentence
from rag.writing.evidence import Evidence, evidence_blocks, fit_evidence
from rag.writing.prompts import REFUSAL, Prompt
from rag.writing.verify import Reason, marker_groups, verify_sentence

if TYPE_CHECKING:  # langchain-openai takes seconds to import, and most answers need no model
    from rag.writing.llm import ChatModel

_LEAK = 14  # characters in a row of the instructions: no notice and no honest answer has them
_LONGEST_SENTENCE = 600
_CHARS_PER_TOKEN = 2
_POLARITY = re.compile(r"^(?:是的|不是|没有|是|否|对|不)[，,。！!：:\s]+")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that was withheld, for a person: what it was and why."""

    code: str
    zh: str
    en: str

    def text(self, lang: Lang = "zh") -> str:
        """The warning in Chinese (default) or English."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class VerifiedPiece:
    """A checked sentence with its markers as ``[n]``, or, ``text`` empty, what was withheld in its place.

    The texts joined are the answer. ``refusal`` is true where the model said that the notices do not tell, ``failure`` is
    the code of the error that broke the rest off.
    """

    text: str
    markers: tuple[int, ...] = ()
    warnings: tuple[Withheld, ...] = ()
    refusal: bool = False
    failure: str = ""


class EmptyAnswerError(ModelError):
    """Nothing of what the model wrote could be let out. ``warnings`` say what was withheld and why.

    With ``broken``, the error that ended the writing, it is that error, told with what was withheld until then.
    """

    def __init__(self, warnings: Sequence[Withheld], broken: ModelError | None = None) -> None:
        told = broken or ModelError(
            "model-nothing-left",
            zh="模型的回答没有一句能在所引条款中得到证实。",
            en="No sentence of the model's answer is borne out by the passages it cites.",
        )
        super().__init__(told.code, zh=told.zh, en=told.en)
        self.warnings = tuple(warnings)


class GenerativeWriter:
    """Writes answers with a model from given evidence. Holds no state between answers."""

    def __init__(self, model: ChatModel, prompt: Prompt, settings: RagSettings) -> None:
        self._model = model
        self._prompt = prompt
        self._settings = settings
        self._instructions = plain(prompt.system.replace("{refusal}", "\x00"))

    def write(self, question: str, evidence: Sequence[Evidence]) -> Iterator[VerifiedPiece]:
        """The answer, piece by piece.

        EmptyAnswerError if no sentence survives the check, or the model fails before one did.
        Once a sentence is out nothing is raised any more: it is true, and a warning says what is missing.
        """
        shown = fit_evidence(evidence, self._settings.llm_evidence_tokens)
        check = _Check(shown, self._instructions)
        try:
            with closing(self._sentences(question, shown)) as sentences:
                for sentence, line_end in sentences:
                    if piece := check.look_at(sentence, line_end):
                        yield piece
        except ModelError as error:
            if not check.passed:
                raise EmptyAnswerError(check.withheld, error) from error
            yield VerifiedPiece("", warnings=(_incomplete(error),), failure=error.code)
        yield from check.end()

    def _sentences(self, question: str, shown: Sequence[Evidence]) -> Generator[tuple[str, bool], None, None]:
        blocks = evidence_blocks(shown, self._settings.llm_evidence_tokens)
        messages = self._prompt.messages(evidence=blocks, question=question, refusal=REFUSAL)
        most = self._settings.llm_max_tokens * _CHARS_PER_TOKEN
        buffer, size = SentenceBuffer(), 0
        with closing(_generator(self._model.stream(messages))) as stream:
            for text in stream:
                size += len(text)
                yield from buffer.feed(text)
                if size > most or len(buffer) > _LONGEST_SENTENCE:
                    raise ModelError(
                        "model-too-long",
                        zh="模型的回答超过长度上限，后面的部分没有采用。",
                        en="The model's answer was too long; the rest was left out.",
                    )
        if rest := buffer.rest().strip():
            yield rest, False


class _Check:
    """The check of one answer: what passed, what was withheld, whether the model refused."""

    def __init__(self, evidence: Sequence[Evidence], instructions: str) -> None:
        self._texts = {item.marker: item.hit.text for item in evidence}
        self._headers = {item.marker: item.header for item in evidence}
        self._instructions = instructions
        self.withheld: list[Withheld] = []
        self._refused = False
        self._seen: set[str] = set()
        self.passed = False

    def look_at(self, raw: str, line_end: bool) -> VerifiedPiece | None:
        """The piece that comes of a sentence; ``None`` where there is nothing to say of it."""
        sentence = clean_sentence(raw)
        bare = plain(_without_markers(sentence))
        if not bare or bare in self._seen:  # a model in a loop says one sentence for ever
            return None
        self._seen.add(bare)
        if bare == plain(REFUSAL):
            self._refused = True
            return None
        sentence, opener = _without_polarity(sentence)
        verdict = verify_sentence(sentence, self._texts, self._headers)
        reasons = tuple(_foreign(sentence)) + tuple(self._leaks(bare)) + tuple(verdict.reasons)
        if reasons:
            warning = _withheld(sentence, reasons)
            self.withheld.append(warning)
            return VerifiedPiece("", warnings=(warning,))
        self.passed = True
        text = _with_plain_markers(sentence) + ("\n" if line_end else "")
        return VerifiedPiece(text, verdict.markers, (_opener(opener),) if opener else ())

    def end(self) -> Iterator[VerifiedPiece]:
        """The refusal if it was all the model said; EmptyAnswerError if nothing is left of the answer."""
        if self.passed:
            return
        if not self._refused or self.withheld:
            raise EmptyAnswerError(self.withheld)
        yield VerifiedPiece(REFUSAL, refusal=True)

    def _leaks(self, bare: str) -> Iterator[Reason]:
        if any(
            bare[i : i + _LEAK] in self._instructions
            for i in range(max(1, len(bare) - _LEAK + 1))
            if len(bare) >= _LEAK
        ):
            yield Reason("leak", "")


def _foreign(sentence: str) -> Iterator[Reason]:
    if not chinese(_without_markers(sentence)):
        yield Reason("language", "")


def _withheld(sentence: str, reasons: Sequence[Reason]) -> Withheld:
    """What was left out: the sentence is not repeated, only its unsupported pieces are named."""
    zh = "；".join(reason.text("zh") for reason in reasons)
    en = "; ".join(reason.text("en") for reason in reasons)
    start = (
        _without_markers(sentence)[:_SHOWN] if all(r.code in ("uncited", "empty") for r in reasons) else ""
    )
    shown_zh, shown_en = (f"“{start}”", f' "{start}"') if start else ("", "")
    return Withheld(
        "model-sentence-withheld",
        zh=f"模型写的一句话{shown_zh}没有采用：{zh}。",
        en=f"A sentence of the model{shown_en} was left out: it {en}.",
    )


def _incomplete(error: ModelError) -> Withheld:
    return Withheld(
        error.code,
        zh=f"{error.zh.rstrip('。')}，以上回答可能不完整。",
        en=f"{error.en.rstrip('.')}; the answer above may be incomplete.",
    )


def _opener(word: str) -> Withheld:
    return Withheld(
        "model-polarity-withheld",
        zh=f"模型开头的“{word}”无法核对，没有采用。",
        en=f'The model\'s opening "{word}" cannot be checked and was left out.',
    )


def _without_polarity(sentence: str) -> tuple[str, str]:
    """A leading 是 or 否 judges the question, which no passage bears out: the deciding words must do."""
    match = _POLARITY.match(sentence)
    if not match or not plain(_without_markers(sentence[match.end() :])):
        return sentence, ""
    return sentence[match.end() :], match.group().strip("，,。！!：: ")


def _without_markers(sentence: str) -> str:
    for start, end, _ in reversed(marker_groups(sentence)):
        sentence = sentence[:start] + sentence[end:]
    return sentence


def _with_plain_markers(sentence: str) -> str:
    """Every marker written ``[n]``, one number each."""
    for start, end, numbers in reversed(marker_groups(sentence)):
        sentence = sentence[:start].rstrip() + "".join(f"[{n}]" for n in numbers) + sentence[end:]
    return sentence


def _generator(stream: Iterator[str]) -> Generator[str, None, None]:
    """The stream as a generator, so that leaving it early closes it, and with it the model's connection."""
    try:
        yield from stream
    finally:
        close = getattr(stream, "close", None)
        if close:
            close()
