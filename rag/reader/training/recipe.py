"""What is learnt, in which order: prose of all kinds first, then mostly policy and notices, the marked questions, and at
last those that are asked far from the words of the clause."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.anatomy.parse import parse_notices
from ingest.models import Notice
from ingest.readers.read import read_bytes
from ingest.settings import IngestSettings
from rag.reader.training.contrast import Rates, contrasts
from rag.reader.training.drawn import draw
from rag.reader.training.invented import kept_away, read_invented
from rag.reader.training.laid import Laid, lay, lay_drawn, policy_notices
from rag.reader.training.ledger import draw_ledger
from rag.reader.training.made import make_notices
from rag.reader.training.marked import Marked, development, read_marked
from rag.reader.training.mixture import Example, Share, examples
from rag.reader.training.retyped import Retyping
from rag.reader.training.sources import Document, Source, read_policy, read_squad, together, without
from rag.reader.training.train import Plan

_SIMPLIFIED = ("cmrc2018_dev.json", "cmrc2018_trial.json")
_TRADITIONAL = ("drcd_dev.json", "drcd_test.json")
_MADE = 25
_SEED = 1
_GENERAL = Plan(rate=2e-4, last=0.4)
_POLICY = Plan(rate=1.6e-4, averaging=0.98)
_MARKED = Plan(rate=1.2e-4, averaging=0.98)
_OF_SAMPLES = Rates(answered=0.5, beside=0.2, found=0.1, opposed=0.5, masked=0.05)
_OF_POLICY = Rates(answered=5, beside=0.0, found=0.7, opposed=0.5, masked=0.0)
_PASSES = 3  # over the marked questions, with other windows and slips each time
# Far from the words of the clause: what else stands in the notice is what has to be told apart.
_FAR = Plan(rate=1e-4, averaging=0.99)
_OF_INVENTED = Rates(answered=1, near=1.2, beside=0, within=0.8, found=0, opposed=0.3, masked=0.1)
_OF_MARKED = Rates(answered=0.8, near=1, beside=0.2, within=0.4, found=0.5, opposed=0.2, masked=0.05)
_FAR_OF_POLICY = Rates(answered=3, beside=0.0, found=3, opposed=0.5, masked=0.0)
_FAR_PASSES = 2
_FAR_EARLIER = 0.1
_EARLIER = 0.2  # of the last stage's examples are of the kind that came before, so that nothing is forgotten


@dataclass(frozen=True, slots=True)
class Material:
    """Where the data lies: a folder of SQuAD-style files, the policy questions, the list of what is held out of them
    (``documents``), and a folder of sample notices."""

    prose: Path
    policy: Path
    held_out: Path
    samples: Path


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of training: its examples in order, and how they are learnt; ``from_mean`` begins with the mean of what the
    stages before it ended with, the first left out."""

    name: str
    examples: list[Example]
    plan: Plan
    from_mean: bool = False


def stages(material: Material, turn: int) -> Iterator[Stage]:
    """General reading for ``turn`` steps, policy, the rest of general reading, policy again with other windows, and
    the marked questions.

    What is held out is in none of them.
    """
    prose = _prose(material.prose)
    policy = _policy(material)
    shares = _policy_shares(prose, policy, material)
    general = examples(_general_shares(prose, policy), _SEED)
    yield Stage("general-1", general, replace(_GENERAL, last_step=turn))
    yield Stage("policy-1", examples(shares, _SEED + 1), _POLICY)
    yield Stage("general-2", general, replace(_GENERAL, first=turn, rate=1.6e-4))
    yield Stage("policy-2", examples(shares, _SEED + 2), _POLICY)
    yield Stage(
        "marked", _marked(prose, policy, examples(shares, _SEED + 3), material), _MARKED, from_mean=True
    )


def far_stage(material: Material) -> Stage:
    """The questions over invented notices and the marked ones, in passes with other passages and slips each time."""
    prose = _prose(material.prose)
    policy = _policy(material)
    marked, asked = _laid_policy(policy, material)
    invented = [one for one in read_invented() if not kept_away(one.notice.source)]
    earlier = examples(_policy_shares(prose, policy, material), _SEED + 4)
    retyping = Retyping(one.text for one in (*marked, *invented))
    learnt: list[Example] = []
    for seed in range(_SEED, _SEED + _FAR_PASSES):
        made = [
            example
            for laid, rates in ((invented, _OF_INVENTED), (marked, _OF_MARKED), (asked, _FAR_OF_POLICY))
            for example in contrasts(laid, rates, retyping, seed)
        ]
        learnt += _with_earlier(made, earlier, _FAR_EARLIER, seed)
    return Stage("far", learnt, _FAR)


def _with_earlier(made: list[Example], earlier: Sequence[Example], share: float, seed: int) -> list[Example]:
    """``made`` and so many of the ``earlier`` kind that they are a ``share`` of all, shuffled."""
    rng = random.Random(seed)
    made = made + rng.sample(list(earlier), min(len(earlier), int(len(made) * share / (1 - share))))
    rng.shuffle(made)
    return made


def _marked(prose: Source, policy: Source, earlier: Sequence[Example], material: Material) -> list[Example]:
    """The marked questions of the policy documents and what is drawn from the ledger of samples, each with what looks
    alike; prose asked for something else; and some of the ``earlier`` kind."""
    marked, asked = _laid_policy(policy, material)
    samples = _notices(material.samples)
    drawn = lay_drawn(draw_ledger(samples, _SEED), samples)
    opposed = Share(prose, answered=0.08, unanswered=0.03, shortest=70, longest=250, opposed=0.9)
    retyping = Retyping(one.text for one in marked)
    learnt: list[Example] = []
    for seed in range(_SEED, _SEED + _PASSES):
        made = [
            example
            for laid, rates in ((marked, Rates()), (asked, _OF_POLICY), (drawn, _OF_SAMPLES))
            for example in contrasts(laid, rates, retyping, seed)
        ]
        made += examples([opposed], seed)
        learnt += _with_earlier(made, earlier, _EARLIER, seed)
    return learnt


def _laid_policy(policy: Source, material: Material) -> tuple[list[Laid], list[Laid]]:
    """The marked questions over the policy documents, and the policy questions themselves, without those of the documents
    that are kept for development."""
    taught = without(policy, development({one.question.document for one in read_marked(policy)}))
    notices = policy_notices(material.policy)
    asked = [Marked(question, "explain") for question in taught.questions]
    return lay(read_marked(taught), taught.documents, notices), lay(asked, taught.documents, notices)


def _policy(material: Material) -> Source:
    """The policy questions without those of documents that are held out."""
    held_out = json.loads(material.held_out.read_text("utf-8"))["documents"]
    return without(read_policy(material.policy), held_out)


def _prose(folder: Path) -> Source:
    simplified = [read_squad(folder / name) for name in _SIMPLIFIED]
    return together([*simplified, *(read_squad(folder / name, traditional=True) for name in _TRADITIONAL)])


def _general_shares(prose: Source, policy: Source) -> list[Share]:
    return [
        Share(prose, answered=1, unanswered=0.3, shortest=70, longest=200),
        Share(policy, answered=4, unanswered=3, shortest=120, longest=330),
    ]


def _policy_shares(prose: Source, policy: Source, material: Material) -> list[Share]:
    notices = _notices(material.samples)
    samples = [Document(n.id, n.subject or n.title, n.text) for n in notices]
    from_samples = together([draw(samples, _SEED), draw_ledger(notices, _SEED)])
    from_policy = draw(list(policy.documents.values()), _SEED)
    return [
        Share(policy, answered=5, unanswered=3, shortest=100, longest=340),
        Share(from_policy, answered=0.7, unanswered=0.3, shortest=120, longest=300),
        Share(from_samples, answered=0.4, unanswered=0.2, shortest=100, longest=300),
        Share(make_notices(_MADE, _SEED), answered=0.15, unanswered=0.05, shortest=100, longest=300),
        Share(prose, answered=0.15, unanswered=0.05, shortest=70, longest=250),
    ]


def _notices(folder: Path) -> Sequence[Notice]:
    settings = IngestSettings()
    notices: list[Notice] = []
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        notices += parse_notices(read_bytes(path.name, data, settings), path.name, digest)
    return notices
