"""The shipped reader: whole or not at all, points inside the passages, and tells which passage answers."""

from __future__ import annotations

import shutil

import pytest

from rag.reader.span_reader import MODEL, SpanReader

needs_model = pytest.mark.skipif(not MODEL.exists(), reason="the reader's model is not in this checkout")

_TASKS = "3.建设标准化发热门诊。2026年9月底前完成全部改造任务。（牵头单位：医政科；责任单位：市财政局、各县卫生健康局）"
_FIGURES = (
    "到2026年底，全市居民健康素养水平达到31%，重点人群家庭医生签约服务率达到78%，每千人口托位数达到4.6个。"
)
_ELSEWHERE = "各单位要加强组织领导，压实工作责任，把各项任务落到实处，确保取得实效，并做好宣传引导工作。"


@pytest.fixture(scope="module")
def reader() -> SpanReader:
    found = SpanReader.load()
    assert found is not None
    return found


@needs_model
@pytest.mark.parametrize(
    ("question", "passage", "wanted"),
    [
        ("居民健康素养水平要达到多少？", _FIGURES, "31%"),
        ("重点人群家庭医生签约服务率是多少？", _FIGURES, "78%"),
        ("发热门诊改造什么时候完成？", _TASKS, "2026年9月底前"),
        ("建设标准化发热门诊由谁牵头？", _TASKS, "医政科"),
    ],
)
def test_it_points_at_the_words_that_answer(reader, question, passage, wanted):
    (reading,) = reader.read(question, [passage])
    said = passage[reading.start : reading.end]
    assert wanted in said
    assert len(said) < len(passage) / 2


@needs_model
def test_the_passage_that_answers_scores_above_one_that_does_not(reader):
    away, there = reader.read("每千人口托位数要达到多少？", [_ELSEWHERE, _FIGURES])
    assert there.score > away.score
    assert there.no_answer < away.no_answer
    assert 0 <= there.no_answer <= 1


@needs_model
def test_spans_lie_inside_their_passage_likeliest_first(reader):
    for reading, passage in zip(
        reader.read("由谁负责？", [_TASKS, _ELSEWHERE]), (_TASKS, _ELSEWHERE), strict=True
    ):
        assert reading.candidates
        assert (reading.start, reading.end) in {(span.start, span.end) for span in reading.candidates}
        assert all(0 <= span.start < span.end <= len(passage) for span in reading.candidates)
        scores = [span.score for span in reading.candidates]
        assert scores == sorted(scores, reverse=True)


@needs_model
def test_a_reading_does_not_depend_on_the_passages_beside_it(reader):
    alone = reader.read("由谁牵头？", [_TASKS])[0]
    among = reader.read("由谁牵头？", [_ELSEWHERE, _TASKS * 3, _TASKS])[2]
    assert among == alone


@needs_model
def test_what_stands_above_is_read_and_never_pointed_into(reader):
    (with_title,) = reader.read("云溪市的托位数是多少？", [_FIGURES], ["云溪市2026年托育服务工作要点"])
    (without,) = reader.read("云溪市的托位数是多少？", [_FIGURES])
    assert with_title.score != without.score
    assert 0 <= with_title.start < with_title.end <= len(_FIGURES)


@needs_model
def test_nothing_to_read_and_more_than_can_be_read(reader):
    empty, blank, long = reader.read("由谁牵头？", ["", "\n ", _TASKS * 40])
    assert (empty.no_answer, empty.candidates) == (1.0, ())
    assert (blank.start, blank.end) == (0, 0)
    assert long.candidates
    assert reader.read("由谁牵头？", []) == []


def test_without_a_file_there_is_no_reader(tmp_path):
    assert SpanReader.load(tmp_path / "model.onnx") is None


@needs_model
def test_a_damaged_file_is_refused_with_a_word_in_the_log(tmp_path, caplog):
    damaged = tmp_path / MODEL.name
    content = bytearray(MODEL.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    shutil.copy(MODEL.with_suffix(".sha256"), damaged.with_suffix(".sha256"))
    assert SpanReader.load(damaged) is None
    assert "SHA-256" in caplog.text


@needs_model
def test_a_file_without_its_hash_is_refused(tmp_path, caplog):
    shutil.copy(MODEL, tmp_path / MODEL.name)
    assert SpanReader.load(tmp_path / MODEL.name) is None
    assert "cannot be used" in caplog.text


@needs_model
def test_what_was_read_before_is_read_no_differently(reader):
    question = "每千人口托位数要达到多少？"
    first = reader.read(question, [_FIGURES, _ELSEWHERE])
    assert reader.read(question, [_ELSEWHERE, _FIGURES, _TASKS])[:2] == first[::-1]
    assert reader.read("由谁负责？", [_FIGURES]) != first[:1]
    assert reader.read(question, [_FIGURES], ["霜桥县卫生健康工作要点"]) != first[:1]
