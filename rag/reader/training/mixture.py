"""The examples in the order in which they are learnt, the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.reader.training.opposed import Opposites
from rag.reader.training.sources import Document, Question, Source
from rag.reader.training.windows import Distractors, Window, around

_WITH_TITLE = 0.6
_NOISY = 0.35
_LONGEST_ANSWER = 360  # characters: a longer one is taught by its beginning
_SAME_MEANING = (
    ("如何", "怎样", "怎么"),
    ("什么时候", "何时", "什么时间"),
    ("哪些", "什么"),
    ("多少", "几"),
    ("由谁", "由哪个部门", "谁"),
    ("为什么", "为何"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage, what stands above it, and the stretches of it that answer; none where it does not."""

    question: str
    context: str
    passage: str
    answers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How often each question of a source is asked: of a window with its answer, and of one without.

    ``shortest`` and ``longest`` bound the windows, in characters. ``opposed`` is how often a window with the answer is
    asked for something else as well, where the question allows it.
    """

    source: Source
    answered: float
    unanswered: float
    shortest: int
    longest: int
    opposed: float = 0.0


def examples(shares: Sequence[Share], seed: int) -> list[Example]:
    """All shares together, shuffled."""
    rng = random.Random(seed)
    made: list[Example] = []
    for share in shares:
        distractors = Distractors(share.source) if share.unanswered else None
        opposites = Opposites(q.text for q in share.source.questions) if share.opposed else None
        for question in share.source.questions:
            answered = [_answered(question, share, rng) for _ in range(_times(share.answered, rng))]
            made += answered
            if opposites and answered and rng.random() < share.opposed:
                made += _against(answered[0], opposites, rng)
            if distractors and (times := _times(share.unanswered, rng)):
                near = distractors.of(question)
                picked = rng.sample(near, min(times, len(near)))
                made += [_unanswered(question, share, window, rng) for window in picked]
    rng.shuffle(made)
    return made


def _times(rate: float, rng: random.Random) -> int:
    return int(rate) + (rng.random() < rate % 1)


def _answered(question: Question, share: Share, rng: random.Random) -> Example:
    document = share.source.documents[question.document]
    first, last = rng.choice(question.answers)
    last = min(last, first + _LONGEST_ANSWER)
    length = rng.randint(share.shortest, share.longest)
    start, end = around(document.text, (first, last), length, rng)
    end = min(end, max(last, start + 2 * share.longest))
    inside = [
        (a - start, min(b, end) - start) for a, b in {*question.answers, (first, last)} if start <= a < end
    ]
    return _example(question, document, (start, end), tuple(inside), rng)


def _against(example: Example, opposites: Opposites, rng: random.Random) -> list[Example]:
    other = opposites.of(example.question, example.context + example.passage, rng)
    return [replace(example, question=other, answers=())] if other else []


def _unanswered(question: Question, share: Share, window: Window, rng: random.Random) -> Example:
    document = share.source.documents[window.document]
    end = min(window.end, window.start + share.longest)
    return _example(question, document, (window.start, end), (), rng)


def _example(
    question: Question,
    document: Document,
    window: tuple[int, int],
    answers: tuple[tuple[int, int], ...],
    rng: random.Random,
) -> Example:
    context = document.title if rng.random() < _WITH_TITLE else ""
    asked = reworded(question.text, rng) if rng.random() < _NOISY else question.text
    return Example(asked, context, document.text[slice(*window)], answers)


def reworded(question: str, rng: random.Random) -> str:
    """The question as another person would type it: another word of asking, no mark, a lead-in."""
    for words in _SAME_MEANING:
        found = re.search("|".join(words), question)
        if found and rng.random() < 0.5:
            question = question[: found.start()] + rng.choice(words) + question[found.end() :]
            break
    if rng.random() < 0.5:
        question = question.rstrip("？?。 ")
    return "请问" + question if rng.random() < 0.1 else question
