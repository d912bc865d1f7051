"""Question in, cited answer out: understand, scope, retrieve, read, compose; or let a model write, checked.

The order of steps is the whole of this file; each step is told in the module it names.
"""

from __future__ import annotations

import datetime
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ingest.errors import ModelError, QuestionError
from ingest.store.store import NoticeStore
from rag.abstain import not_stated, nothing_asked, nothing_loaded, out_of_scope
from rag.compose import compose
from rag.corpus.index import Index
from rag.explanation import Explanation, explain
from rag.language import segmenter
from rag.question.conversation import interpretations
from rag.question.parse import parse
from rag.question.query import Query
from rag.question.several_asks import Ask, asks_in, may_be_cut, within
from rag.question.wording import Asks
from rag.reading.draft import Draft
from rag.reading.notice.holdings import asks_about_store
from rag.reading.quoted import home_of, named_in, quoted
from rag.reading.read import Reader, Whole
from rag.reading.together import Part, read_part, together
from rag.retrieval.currency import settled, with_currency
from rag.retrieval.retriever import Retriever
from rag.retrieval.scope import Scope, resolve
from rag.retrieval.superior import of_superior
from rag.settings import RagSettings
from rag.stages import stage
from rag.types import NO_FILTERS, Answer, AnswerEvent, Done, Filters, Hit, Token, Turn
from rag.writing.evidence import Evidence
from rag.writing.generative import EmptyAnswerError, GenerativeWriter
from rag.writing.written import write_answer

_STREAM_PIECE = re.compile(r"[^，。；：！？\n|]*[，。；：！？\n|]?(?:\[\d+\])*", re.DOTALL)

_BLANKS = re.compile(r"\s{2,}")
_BROKEN = re.compile("[\ud800-\udfff]")  # half a pair, or a byte that is no text: it cannot be encoded again

# Finding is computing: more of it at once than there are cores makes each slower, and each takes memory.
_AT_ONCE = 1 + (os.cpu_count() or 1)

_TAKES_UP = re.compile("[这那其该]")  # 这两块钱谁掏: what is meant was named before
_NAMES_SOME = 0.4
_BY_ITSELF = 0.08  # how much surer one of several asks must be where the whole question is not answered
_NAMES_IT = 0.5  # a follow-up's own words stand in what is quoted, for the greater part


class Assistant:
    """Answers questions over the notices of a store. Holds no conversation: the history comes with each question."""

    def __init__(
        self,
        store: NoticeStore,
        settings: RagSettings,
        writer: GenerativeWriter | None = None,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self._settings = settings
        self._today = today
        self._retriever = Retriever(store, settings)
        self._reader = Reader(self._retriever, settings, today)
        self._writer = writer
        self._turns = threading.BoundedSemaphore(_AT_ONCE)

    def warm(self) -> None:
        """Load and build what the first question would otherwise wait for."""
        self.search("目标", 1)
        segmenter.load()

    def answer(self, question: str, history: Sequence[Turn] = (), filters: Filters = NO_FILTERS) -> Answer:
        """The whole answer. Raises QuestionError where the question or history cannot be taken."""
        for event in self.stream(question, history, filters):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a stream ends with Done")

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = NO_FILTERS
    ) -> Iterator[AnswerEvent]:
        """Pieces of the answer as they are ready, then the whole. Every piece has been checked when it comes.

        Raises QuestionError before the first piece.
        """
        question, history = self._taken(question, history)
        return self._stream(question, history, filters)

    def search(self, query: str, k: int = 10, filters: Filters = NO_FILTERS) -> list[Hit]:
        """The ``k`` best passages for a query, best first. Raises QuestionError."""
        query, _ = self._taken(query, ())
        index = self._retriever.index()
        with self._turns:
            understood = parse(query, index.corpus)
            allowed = settled(filters, index.corpus, self._today())
            scope = resolve(understood, allowed, index.corpus, listing=True)
            return self._reader.search(understood, scope, index, k) if scope.weights else []

    def explain(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = NO_FILTERS, k: int = 10
    ) -> Explanation:
        """Why the answer to a question is what it is, with the ``k`` best candidates. Raises QuestionError."""
        return self.explained(question, history, filters, k)[0]

    def explained(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = NO_FILTERS, k: int = 10
    ) -> tuple[Explanation, Iterator[AnswerEvent]]:
        """What ``explain`` gives, and the answer as ``stream`` gives it, of one reading. Raises QuestionError."""
        question, history = self._taken(question, history)
        index = self._retriever.index()
        query, scope, found = self._found(question, history, filters, index)
        hits = self._retriever.search(query, scope, index).hits(k) if scope.weights else []
        told = explain(query, scope, hits, found, self._settings.abstain_below, index.corpus)
        return told, self._told(query, scope, found, index)

    def _stream(self, question: str, history: Sequence[Turn], filters: Filters) -> Iterator[AnswerEvent]:
        index = self._retriever.index()
        yield from self._told(*self._found(question, history, filters, index), index)

    def _told(self, query: Query, scope: Scope, found: Draft | None, index: Index) -> Iterator[AnswerEvent]:
        confidence = round(found.confidence, 3) if found else None
        for event in self._events(query, scope, found if self._sure(found) else None, index):
            if isinstance(event, Done):
                warnings = (*_about_place(query, event.answer, index), *event.answer.warnings)
                answer = event.answer.model_copy(update={"confidence": confidence, "warnings": warnings})
                event = Done(with_currency(answer, query, index.corpus, self._today()))
            yield event

    def _events(self, query: Query, scope: Scope, draft: Draft | None, index: Index) -> Iterator[AnswerEvent]:
        if self._writer and draft:
            yield from self._written(self._writer, query, scope, draft, index)
        else:
            with stage("compose"):
                composed = self._composed(query, scope, draft, index)
            yield from _in_pieces(composed)

    def _found(
        self, question: str, history: Sequence[Turn], filters: Filters, index: Index
    ) -> tuple[Query, Scope, Draft | None]:
        with self._turns:
            return self._find(question, history, filters, index)

    def _find(
        self, question: str, history: Sequence[Turn], filters: Filters, index: Index
    ) -> tuple[Query, Scope, Draft | None]:
        """The question as it is best meant, where it is looked for, and the best draft, however sure. Where it asks for
        several things each is read by itself as well."""
        filters = settled(filters, index.corpus, self._today())
        found = self._find_one(question, history, filters, index)
        query, scope, whole = found
        asks = asks_in(query.text) if may_be_cut(query) else ()
        if len(asks) < 2:
            return found
        sure = whole if self._sure(whole) else None
        if sure and any(line.row for line in sure.lines):
            return found  # a table tells each by itself
        parts: list[Part] = []
        for ask in asks:
            parts.append(self._part(ask, query, sure, history, filters, index, parts))
        return query, scope, together(sure, parts, index.corpus.notices) or whole

    def _find_one(
        self, question: str, history: Sequence[Turn], filters: Filters, index: Index
    ) -> tuple[Query, Scope, Draft | None]:
        with stage("understand"):
            ways = interpretations(question, history, index.corpus)
        found = self._best_of(ways, question, filters, index)
        if self._sure(found[2]):
            return found
        return self._of_superior(ways[0], filters, index) or found

    def _of_superior(
        self, query: Query, filters: Filters, index: Index
    ) -> tuple[Query, Scope, Draft | None] | None:
        """What the notices of the city around a county say of it by name, where its own do not answer."""
        put = of_superior(query, filters, index.corpus)
        if put is None:
            return None
        asked, scope, name = put
        with stage("read"):
            draft = self._read(asked, scope, filters, index)
        if draft is None or draft.unstated or not self._sure(draft):
            return None
        return (query, scope, draft) if name in quoted(draft.lines[:1], index) else None

    def _part(
        self,
        ask: Ask,
        whole: Query,
        found: Draft | None,
        history: Sequence[Turn],
        filters: Filters,
        index: Index,
        before: Sequence[Part],
    ) -> Part:
        """One of several asks with its draft, where that is sure and states what is asked: of the notice that the whole
        question was ``found`` in, if it was."""
        notice, home = home_of(found, index)
        among = Whole(whole, home)
        if ask.leans_on:
            history = (*history, Turn(role="user", content=ask.leans_on))
        with stage("understand"):
            ways = [within(whole, ask, way) for way in interpretations(ask.text, history, index.corpus)]
            ways = [replace(way, titles=way.titles or notice) for way in ways]
            alone = replace(within(whole, ask, parse(ask.own, index.corpus)), titles=whole.titles or notice)

        own = ways[0].topic if _TAKES_UP.match(ask.own) else alone.topic

        def read(queries: Sequence[Query], pointing: bool) -> Draft | None:
            draft = self._best_of(queries, ask.text, filters, index, among, pointing)[2]
            least = self._settings.abstain_below + (0.0 if found else _BY_ITSELF)
            if draft is None or draft.confidence < least or draft.unstated:
                return None
            # The clause nearest to an ask that no rule answers may be of anything else.
            taken_up = queries is ways or queries[0].asks is not Asks.EXPLAIN
            return draft if taken_up or named_in(own, draft, index) >= _NAMES_SOME else None

        return read_part(ask, ways, alone, read, before)

    def _best_of(
        self,
        ways: Sequence[Query],
        question: str,
        filters: Filters,
        index: Index,
        among: Whole | None = None,
        pointing: bool = True,
    ) -> tuple[Query, Scope, Draft | None]:
        """The first way of meaning the question, unless another one finds what it asks for and the first does not."""
        with stage("read"):
            scopes = ((query, resolve(query, filters, index.corpus)) for query in ways)
            # Each is read when it is its turn: mostly the first one will do.
            found = (
                (query, scope, self._read(query, scope, filters, index, among, pointing))
                for query, scope in scopes
            )
            first = next(found)
            if len(ways) == 1:
                return first
            asked = parse(question, index.corpus)
            # A follow-up put as a question of its own is told by what it put in.
            whole = ways[0].text != asked.text
            own = ways[0].focus if whole else asked.topic
            if self._answers(own, first[2], index):
                return first
            second = next(found)
            rest = second if whole and self._sure(first[2]) else first
            return next((way for way in chain([second], found) if self._answers(own, way[2], index)), rest)

    def _answers(self, own: str, draft: Draft | None, index: Index) -> bool:
        """Whether a draft is sure and what it quotes holds what the last question itself names."""
        if draft is None or not self._sure(draft):
            return False
        return named_in(own, draft, index) >= _NAMES_IT

    def _sure(self, draft: Draft | None) -> bool:
        return draft is not None and draft.confidence >= self._settings.abstain_below

    def _read(
        self,
        query: Query,
        scope: Scope,
        filters: Filters,
        index: Index,
        among: Whole | None = None,
        pointing: bool = True,
    ) -> Draft | None:
        """The best draft, however sure; ``None`` where nothing in scope is like the question, by words or by meaning."""
        if not scope.weights:
            return None
        if not (query.says_something(index.corpus) or asks_about_store(query)):
            return self._reader.by_meaning(query, scope, index) if pointing else None
        return self._reader.read(query, scope, filters, index, row=not pointing, among=among)

    def _composed(self, query: Query, scope: Scope, draft: Draft | None, index: Index) -> Answer:
        if not index.corpus.notices:
            return nothing_loaded()
        if not scope.weights:
            return out_of_scope(query, scope, index)
        if draft is None and not query.says_something(index.corpus):
            return nothing_asked(query)
        if draft is None:
            hits = self._retriever.search(query, scope, index).hits(3)
            return not_stated(query, scope, hits, index)
        return compose(draft, index, abstained=draft.unstated)

    def _written(
        self, writer: GenerativeWriter, query: Query, scope: Scope, draft: Draft, index: Index
    ) -> Iterator[AnswerEvent]:
        """What the model writes of the evidence; where it fails, the composed answer, and a word about it."""
        evidence = self._evidence(query, scope, draft, index)
        try:
            yield from write_answer(writer, query.text, evidence, index)
        except ModelError as error:
            composed = self._composed(query, scope, draft, index)
            withheld = error.warnings if isinstance(error, EmptyAnswerError) else ()
            said = (
                f"{error.text('zh')}以下回答直接取自原文。",
                *(warning.text("zh") for warning in withheld),
            )
            told = {"warnings": (*said, *composed.warnings), "model_error": error.code}
            yield from _in_pieces(composed.model_copy(update=told))

    def _evidence(self, query: Query, scope: Scope, draft: Draft, index: Index) -> list[Evidence]:
        """The passages the draft rests on, then the best of retrieval."""
        found = self._retriever.search(query, scope, index)
        rows = [
            index.row(p.id)
            for line in draft.lines
            for q in line.quotes
            for p in index.holding(q.document_id, q.start, q.end)
        ]
        rows += [index.row(hit.passage_id) for hit in found.hits(8)]
        hits = [found.hit(row) for row in dict.fromkeys(rows) if row is not None]
        return [_evidence(marker, hit, index) for marker, hit in enumerate(hits, start=1)]

    def _taken(self, question: str, history: Sequence[Turn]) -> tuple[str, list[Turn]]:
        """The question and what was said before it, as they are read: of an earlier question no more than a question may
        have. Raises QuestionError."""
        self._check(question, history)
        longest = self._settings.question_chars

        def read(turn: Turn) -> Turn:
            content = _evenly_spaced(turn.content)
            return turn.model_copy(update={"content": content[:longest] if turn.role == "user" else content})

        return _evenly_spaced(question), [read(turn) for turn in history]

    def _check(self, question: str, history: Sequence[Turn]) -> None:
        settings = self._settings
        if any(_BROKEN.search(text) for text in (question, *(turn.content for turn in history))):
            raise QuestionError(
                "broken-text",
                zh="问题或对话历史里有无法识别的字符（编码有误），请重新输入",
                en="the question or history holds what is no character (a wrong encoding); type it again",
            )
        if not question.strip():
            raise QuestionError(
                "empty-question",
                zh="问题是空的，请输入要查的内容",
                en="the question is empty; type what to look up",
            )
        if len(question) > settings.question_chars:
            raise QuestionError(
                "question-too-long",
                zh=f"问题有 {len(question)} 个字，超过上限 {settings.question_chars} 字，请缩短",
                en=f"the question has {len(question)} characters, more than {settings.question_chars}; shorten it",
            )
        if (
            len(history) > settings.history_turns
            or sum(len(t.content) for t in history) > settings.history_chars
        ):
            raise QuestionError(
                "history-too-long",
                zh=f"对话历史超过 {settings.history_turns} 条或 {settings.history_chars} 字，请开始新的对话",
                en=f"the history is longer than {settings.history_turns} messages or {settings.history_chars} "
                "characters; start a new conversation",
            )


def _evidence(marker: int, hit: Hit, index: Index) -> Evidence:
    notice = index.corpus.notices[hit.document_id]
    return Evidence(
        marker, hit, notice.title, notice.document_number, notice.issuer, notice.issued_on, notice.region.name
    )


def _about_place(query: Query, answer: Answer, index: Index) -> list[str]:
    """A word where a place was mistyped, or where what is cited is of another division than the one asked about."""
    typed, _, meant = query.mended.partition("→")
    said = [f"没有“{typed}”，按“{meant}”查找"] if meant else []
    if len(query.places) != 1 or answer.abstained:
        return said
    cited = dict.fromkeys(index.corpus.notices[c.document_id].region.name for c in answer.citations)
    others = [name for name in cited if name and name not in query.places]
    return [*said, *(f"所引的是{name}的文件，不是{query.places[0]}本级的" for name in others)]


def _evenly_spaced(text: str) -> str:
    """The text with each run of white space as one line break or blank: a pattern that allows for white space in several
    places tries all ways to share out a run, minutes for a thousand blanks."""
    return _BLANKS.sub(lambda run: "\n" if "\n" in run.group() else " ", text)


def _in_pieces(answer: Answer) -> Iterator[AnswerEvent]:
    for match in _STREAM_PIECE.finditer(answer.answer):
        if match.group():
            yield Token(match.group())
    yield Done(answer)
