"""Every score of a case, and the list of them that reports go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.corpus import Corpus
from eval.metrics import answers, citations, retrieval
from eval.metrics.citations import Stretch
from eval.metrics.text import without_markers
from eval.questions import Case
from ingest.errors import Lang
from rag.types import Answer


@dataclass(frozen=True, slots=True)
class Metric:
    """A score and how it is shown. ``share`` is a share of 1; the others count something."""

    key: str
    zh: str
    en: str
    share: bool = True
    lower_is_better: bool = False

    def label(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


METRICS: tuple[Metric, ...] = (
    Metric("correct", "正确率", "correct"),
    Metric("headline", "开门见山（前 120 字）", "headline (first 120 characters)"),
    Metric("citation_recall", "引文召回", "citation recall"),
    Metric("citation_precision", "引文准确", "citation precision"),
    Metric("offsets_valid", "引文位置无误", "offsets valid"),
    Metric("abstention_recall", "应拒答而拒答", "abstention recall"),
    Metric("false_abstention", "误拒答", "false abstention", lower_is_better=True),
    Metric("recall@1", "检索召回@1", "retrieval recall@1"),
    Metric("recall@5", "检索召回@5", "retrieval recall@5"),
    Metric("recall@10", "检索召回@10", "retrieval recall@10"),
    Metric("mrr", "首个命中倒数排名", "MRR"),
    Metric("document_recall@1", "文件召回@1", "document recall@1"),
    Metric("document_recall@5", "文件召回@5", "document recall@5"),
    Metric("document_recall@10", "文件召回@10", "document recall@10"),
    Metric("rouge_l", "ROUGE-L（全文）", "ROUGE-L (whole answer)"),
    Metric("rouge_l_headline", "ROUGE-L（首行）", "ROUGE-L (first line)"),
    Metric("exact_match", "完全一致（首行）", "exact match (first line)"),
    Metric("answer_chars", "答案字数", "answer length", share=False),
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
        "answer_chars": float(len("".join(without_markers(answer.answer).split()))),
    }


def _citation_scores(case: Case, answer: Answer, corpus: Corpus) -> Scores:
    return {
        "citation_recall": citations.citation_recall(answer.citations, case.evidence),
        "citation_precision": citations.citation_precision(answer.citations, case.evidence),
        "offsets_valid": citations.offsets_valid(answer.citations, corpus.texts),
    }


def _retrieval_scores(case: Case, hits: Sequence[Stretch], corpus: Corpus) -> Scores:
    # A search sees one message. What "那第二份呢？" asks stands in the history: no query to judge by.
    evidence, documents = ((), ()) if case.history else (case.evidence, case.documents)
    scores: Scores = {f"recall@{k}": retrieval.recall_at(k, hits, evidence) for k in (1, 5, 10)}
    scores["mrr"] = retrieval.reciprocal_rank(hits[:10], evidence)
    for k in (1, 5, 10):
        scores[f"document_recall@{k}"] = retrieval.document_recall_at(k, hits, documents, corpus.names)
    return scores
