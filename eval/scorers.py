"""Every score of a case, and the list of them that reports go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.corpus import Corpus
from eval.metrics import answers, borne_out, citations, markers, retrieval
from eval.metrics.citations import Stretch
from eval.metrics.text import without_markers
from eval.questions import Case
from ingest.errors import Lang
from rag.types import Answer


@dataclass(frozen=True, slots=True)
class Metric:
    """A score, how it is shown and how the gate takes it.

    ``share`` is a share of 1; the others count something. ``gated``: a fall beyond chance fails the gate;
    ``invariant``: any fall does.
    """

    key: str
    zh: str
    en: str
    share: bool = True
    lower_is_better: bool = False
    gated: bool = True
    invariant: bool = False

    def label(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


METRICS: tuple[Metric, ...] = (
    Metric("correct", "正确率", "correct"),
    Metric("headline", "开门见山（前 120 字）", "headline (first 120 characters)"),
    Metric("citation_recall", "引文召回", "citation recall"),
    Metric("citation_precision", "引文准确", "citation precision"),
    Metric("markers_placed", "引文标号对得上", "markers in their place"),
    Metric("offsets_valid", "引文位置无误", "offsets valid", invariant=True),
    Metric("figures_borne_out", "数字、日期、名称均有所引", "figures, dates and names cited"),
    Metric("abstention_recall", "应拒答而拒答", "abstention recall"),
    Metric("false_abstention", "误拒答", "false abstention", lower_is_better=True),
    Metric("recall@1", "检索召回@1", "retrieval recall@1"),
    Metric("recall@5", "检索召回@5", "retrieval recall@5"),
    Metric("recall@10", "检索召回@10", "retrieval recall@10"),
    Metric("mrr", "首个命中倒数排名", "MRR"),
    Metric("ndcg@10", "检索 nDCG@10", "retrieval nDCG@10"),
    Metric("document_recall@1", "文件召回@1", "document recall@1"),
    Metric("document_recall@5", "文件召回@5", "document recall@5"),
    Metric("document_recall@10", "文件召回@10", "document recall@10"),
    Metric("document_ndcg@10", "文件 nDCG@10", "document nDCG@10"),
    Metric("rouge_l", "ROUGE-L（全文）", "ROUGE-L (whole answer)"),
    Metric("rouge_l_headline", "ROUGE-L（首行）", "ROUGE-L (first line)"),
    Metric("exact_match", "完全一致（首行）", "exact match (first line)"),
    Metric(
        "withheld", "核对后删去的句数", "sentences withheld", share=False, lower_is_better=True, gated=False
    ),
    Metric("answer_chars", "答案字数", "answer length", share=False, gated=False),
)

Scores = dict[str, float | None]


def score_case(case: Case, answer: Answer, hits: Sequence[Stretch], corpus: Corpus) -> Scores:
    """All scores of one case; None wherever the case has no gold for a score."""
    return (
        _answer_scores(case, answer)
        | _citation_scores(case, answer, corpus)
        | _retrieval_scores(case, hits, corpus)
    )


def _answer_scores(case: Case, answer: Answer) -> Scores:
    # Whatever a declining answer says besides, it did not give the wording that was asked for.
    wording = "" if answer.abstained else answer.answer
    return {
        "correct": answers.correct(
            answer.answer,
            abstained=answer.abstained,
            must=case.must,
            must_not=case.must_not,
            unanswerable=case.unanswerable,
        ),
        "headline": answers.headline(
            answer.answer, abstained=answer.abstained, must=case.must, unanswerable=case.unanswerable
        ),
        "abstention_recall": answers.abstention_recall(answer.abstained, unanswerable=case.unanswerable),
        "false_abstention": answers.false_abstention(answer.abstained, unanswerable=case.unanswerable),
        "rouge_l": answers.rouge_l(wording, case.answer),
        "rouge_l_headline": answers.rouge_l_headline(wording, case.answer),
        "exact_match": answers.exact_match(wording, case.answer),
        "withheld": None if answer.withheld is None else float(answer.withheld),
        "answer_chars": float(len("".join(without_markers(answer.answer).split()))),
    }


def _citation_scores(case: Case, answer: Answer, corpus: Corpus) -> Scores:
    return {
        "citation_recall": citations.citation_recall(answer.citations, case.evidence),
        "citation_precision": citations.citation_precision(
            answer.citations, case.evidence, _misplaced(answer)
        ),
        "markers_placed": markers.markers_placed(answer.answer, answer.citations, abstained=answer.abstained),
        "offsets_valid": citations.offsets_valid(answer.citations, corpus.texts),
        "figures_borne_out": borne_out.figures_borne_out(
            "\n".join((*(turn.content for turn in case.history), case.question)),
            answer.answer,
            answer.citations,
            abstained=answer.abstained,
        ),
    }


def _retrieval_scores(case: Case, hits: Sequence[Stretch], corpus: Corpus) -> Scores:
    # A search sees one message. What "那第二份呢？" asks stands in the history: no query to judge by.
    evidence, documents = ((), ()) if case.history else (case.evidence, case.documents)
    scores: Scores = {f"recall@{k}": retrieval.recall_at(k, hits, evidence) for k in (1, 5, 10)}
    scores["ndcg@10"] = retrieval.ndcg_at(10, hits, evidence)
    scores["mrr"] = retrieval.reciprocal_rank(hits[:10], evidence)
    for k in (1, 5, 10):
        scores[f"document_recall@{k}"] = retrieval.document_recall_at(k, hits, documents, corpus.names)
    scores["document_ndcg@10"] = retrieval.document_ndcg_at(10, hits, documents, corpus.names)
    return scores


def _misplaced(answer: Answer) -> frozenset[int]:
    """Places, from 1, of the citations whose markers stand at lines they do not bear out."""
    # An answer that declines names what is near: nothing is taken from it, so nothing can be at the wrong line.
    wrong = frozenset() if answer.abstained else markers.misplaced(answer.answer, answer.citations)
    return frozenset(at for at, each in enumerate(answer.citations, start=1) if each.marker in wrong)
