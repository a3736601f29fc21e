"""Beds of ranked lists: what counts as gold, what is left out, what is searched, and the numbers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.reader import from_text
from corpus.structure import parse_document
from eval.bed_gold import LeftOut, gold_of, names_document
from eval.bed_lists import (
    BIGRAM_BM25,
    CHAIN,
    ENCODER,
    SEARCH,
    WORD_BM25,
    Bed,
    Row,
    bed_table,
    bed_to_dict,
)
from eval.bed_parts import LEFT_OUT, gain_of
from eval.beds import others_bed, plan_bed, reading_bed, statute_bed
from eval.cases import Gold
from eval.errors import CaseFormatError, EvaluationError
from eval.statistics import Mean, Rate

HAIZHOU = "海州市绿色行动方案"
YUNLING = "云岭省节能降碳计划"
HAIZHOU_TEXT = f"""{HAIZHOU}

一、重点任务

1.绿色工厂。到2030年，累计创建绿色工厂200家以上。
2.清洁能源。支持企业建设能源管理中心。
3.再生资源。布局废旧物资回收网点，鼓励企业参与。
4.资金保障。加大财政资金投入力度。
"""
# The second clause says the same as Haizhou's, in other widths and with other blanks.
YUNLING_TEXT = f"""{YUNLING}

一、主要任务

1.评价。每年评价一次工厂的用能水平，结果向社会公布，并作为安排补助的依据。
2.管理。支持企业　建设 能源管理中心。
"""


def parse(title, text):
    document = from_text(text, path=Path(f"{title}.txt"), content_hash=title)
    return parse_document(document)


@pytest.fixture(scope="module")
def parsed():
    return parse(HAIZHOU, HAIZHOU_TEXT), parse(YUNLING, YUNLING_TEXT)


@pytest.fixture
def shared_case(make_case):
    """Return a maker of cases about the words that stand in both documents."""

    def make(question="能源管理中心由谁建？", **fields):
        gold = (Gold(document=HAIZHOU, quote="支持企业建设能源管理中心"),)
        return make_case("task", gold=gold, answerable=True, question=question, **fields)

    return make


def only_gold(case, parsed):
    (query,), left_out = gold_of([case], parsed, {})
    assert left_out == ()
    return query.gold


@pytest.mark.parametrize(
    ("question", "title", "named"),
    [
        ("福州怎么做？", "福州市工业领域碳达峰实施方案", True),
        ("福州", "《福州市工业领域碳达峰实施方案》", True),
        ("工业领域怎么做？", "福州市工业领域碳达峰实施方案", True),
        ("工业怎么做，达峰呢？", "福州市工业领域碳达峰实施方案", False),
        ("罗源怎么做？", "罗源市节能方案", True),
        ("宁夏怎么做？", "关于印发宁夏回族自治区节能方案的通知", True),
        ("2030年的目标是什么？", "节能计划（2021—2030年）", False),
    ],
)
def test_a_question_names_a_document_by_title_or_region(question, title, named):
    """Four characters of the title in a run, or its region without 省 or 市; no year does."""
    assert names_document(question, title) is named


def test_the_same_words_in_another_document_answer_alike(shared_case, parsed):
    """Whoever asks without a document may be answered from either; blanks and width are nothing."""
    assert only_gold(shared_case(), parsed) == (frozenset({f"{HAIZHOU}/一/2", f"{YUNLING}/一/2"}),)


@pytest.mark.parametrize(
    "fields",
    [
        {"question": "海州的能源管理中心由谁建？"},
        {"question": "绿色行动里的能源管理中心由谁建？"},
        {"history": ("海州有什么举措？",)},
        {"documents": (HAIZHOU,)},
    ],
    ids=["region", "title", "history", "scope"],
)
def test_a_question_about_one_document_is_answered_from_that_one(shared_case, parsed, fields):
    """Named in the question or before it, or limited to it: the other does not count."""
    assert only_gold(shared_case(**fields), parsed) == (frozenset({f"{HAIZHOU}/一/2"}),)


def test_the_name_of_the_other_document_does_not_make_the_gold_strict(shared_case, parsed):
    """What matters is whether the question names the document that the gold stands in."""
    (entry,) = only_gold(shared_case(question="云岭的能源管理中心由谁建？"), parsed)
    assert entry == {f"{HAIZHOU}/一/2", f"{YUNLING}/一/2"}


def test_entries_in_one_clause_count_once(make_case, parsed):
    """Two quotations of one clause are found together, so a list cannot find half of them."""
    quotes = ("布局废旧物资回收网点", "回收网点，鼓励企业参与")
    gold = tuple(Gold(document=HAIZHOU, quote=quote) for quote in quotes)
    assert only_gold(make_case("task", gold=gold), parsed) == (frozenset({f"{HAIZHOU}/一/3"}),)


def test_a_label_is_gold_in_its_own_document_alone(make_case, parsed):
    """Without a quotation there are no words that others could share."""
    case = make_case("clause", gold=(Gold(document=HAIZHOU, label="一2"),), question="这条讲什么？")
    assert only_gold(case, parsed) == (frozenset({f"{HAIZHOU}/一/2"}),)


QUOTE_7, QUOTE_8 = "财政资金投入力", "财政资金投入力度"


@pytest.mark.parametrize(
    ("kind", "quotes", "reason"),
    [
        ("task", [QUOTE_7], "引文不足 8 字"),
        ("task", ["布局废旧物资回收网点", QUOTE_7], "引文不足 8 字"),
        ("task", [QUOTE_8], None),
        ("list", [QUOTE_8] * 8, None),
        ("list", [QUOTE_8] * 9, "出处超过 8 处"),
        ("compare", [QUOTE_8] * 9, "出处超过 8 处"),
        ("outline", [QUOTE_8] * 9, "出处超过 8 处"),
        ("task", [QUOTE_8] * 9, None),
        ("basis", [HAIZHOU], "出处不在任何条款里"),
    ],
)
def test_a_case_that_lists_cannot_be_judged_by_is_left_out(make_case, parsed, kind, quotes, reason):
    """Short quotations, long lists and gold outside the clauses; the reason goes with the id."""
    gold = tuple(Gold(document=HAIZHOU, quote=quote) for quote in quotes)
    case = make_case(kind, gold=gold, answerable=True, id="c7")
    queries, left_out = gold_of([case], parsed, {})
    assert left_out == (() if reason is None else (LeftOut(id="c7", reason=reason),))
    assert len(queries) == (reason is None)


def test_a_follow_up_is_searched_with_the_question_before_it(make_case, parsed):
    """Of the history the last question alone."""
    history = ("第一问？", "绿色工厂要建多少家？")
    case = make_case("target", gold=(Gold(document=HAIZHOU, quote=QUOTE_8),), history=history)
    (query,), _ = gold_of([case], parsed, {})
    assert query.text == f"绿色工厂要建多少家？；{case.question}"


def test_gold_that_is_not_there_is_refused(make_case, parsed):
    """A bed over the wrong documents is no measurement."""
    case = make_case("task", gold=(Gold(document=HAIZHOU, quote="没有写过的一句话"),))
    with pytest.raises(CaseFormatError, match="没有找到"):
        gold_of([case], parsed, {})


def write_lines(path, rows):
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for title, text in ((HAIZHOU, HAIZHOU_TEXT), (YUNLING, YUNLING_TEXT)):
        (folder / f"{title}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def write_set(tmp_path, case_line):
    """Return a writer of sets: for each case its question, its gold as (document, quote), more."""

    def write(*cases):
        rows = [
            case_line(
                id=f"c{number}",
                question=question,
                kind="task",
                keys=["要点"] if gold else [],
                gold=[{"document": document, "quote": quote} for document, quote in gold],
                **fields,
            )
            for number, (question, gold, fields) in enumerate(cases)
        ]
        return write_lines(tmp_path / "cases.jsonl", rows)

    return write


FACTORY = ("累计创建绿色工厂多少家？", [(HAIZHOU, "累计创建绿色工厂200家以上")], {})
# The words are those of another clause; one gold clause shares 企业 with it, one shares nothing.
ENERGY = (
    "企业建设能源管理中心",
    [(HAIZHOU, "布局废旧物资回收网点"), (HAIZHOU, "加大财政资金投入力度")],
    {},
)


def rows_of(bed):
    return {row.system: row for row in bed.rows}


def test_a_small_bed_gives_the_numbers_worked_by_hand(documents, write_set):
    """Bigrams: the first question has its clause first; the second one of two clauses third.

    Before that clause stand the two that hold the words asked for. So reciprocal ranks are 1 and
    1/3, recall 1 and 1/2, nDCG 1 and (1/log2 4) / (1/log2 2 + 1/log2 3) = 0.5 / 1.630930 = 0.306574.
    """
    short = ("？", [(HAIZHOU, QUOTE_7)], {})
    unseen = (FACTORY[0], FACTORY[1], {"split": "test"})
    none = ("？", [], {"answerable": False, "status": "not_found"})
    cases = write_set(FACTORY, ENERGY, short, unseen, none)
    bed = plan_bed(cases, split="develop", documents=[documents])
    assert (bed.name, bed.documents, bed.passages, bed.queries) == ("两份方案", 2, 6, 2)
    assert bed.left_out == (LeftOut(id="c2", reason="引文不足 8 字"),)
    assert bed.left_out_share == pytest.approx(1 / 3)
    assert [row.system for row in bed.rows] == [BIGRAM_BM25, WORD_BM25, ENCODER, SEARCH, CHAIN]
    assert {row.n for row in bed.rows} == {2}
    assert [gain.part for gain in bed.gains] == list(LEFT_OUT)
    assert {gain.hit_at_1.n for gain in bed.gains} == {2}
    row = rows_of(bed)[BIGRAM_BM25]
    assert (row.hit_at_1, row.hit_at_5) == (Rate(hits=1, n=2), Rate(hits=2, n=2))
    assert row.recall_at_5.value == pytest.approx(0.75)
    assert row.recall_at_20.value == pytest.approx(0.75)
    assert row.recall_at_100 is None
    assert row.mrr_at_10.value == pytest.approx(2 / 3)
    assert row.ndcg_at_10.value == pytest.approx((1 + 0.306574) / 2, abs=1e-6)
    assert (row.mrr_at_10.low, row.mrr_at_10.high) == pytest.approx((1 / 3, 1))


def test_a_case_limited_to_documents_is_searched_in_them_alone(documents, write_set):
    """Haizhou's clause has more of the words, so Yunling's is second; limited to Yunling, first."""
    gold = [(YUNLING, "每年评价一次工厂的用能水平")]
    cases = write_set(("绿色工厂", gold, {}), ("绿色工厂", gold, {"documents": [YUNLING]}))
    bed = plan_bed(cases, split="all", documents=[documents])
    rows = rows_of(bed)
    for system in (BIGRAM_BM25, WORD_BM25, SEARCH, CHAIN):
        assert rows[system].hit_at_1 == Rate(hits=1, n=2), system
        assert rows[system].mrr_at_10.value == pytest.approx((1 / 2 + 1) / 2), system
    ((first, beyond_five),) = bed.faults.values()
    assert (first, beyond_five) == (1, 0)
    assert bed.told == ()  # two documents: every word of theirs tells


def test_copies_of_the_plans_are_not_set_beside_them(documents, write_set, tmp_path):
    """Known by title, by content or by words; what is left takes part in the search and is counted."""
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "另一个名字.txt").write_bytes((documents / f"{HAIZHOU}.txt").read_bytes())
    rows = [
        {"title": YUNLING, "text": "一、别的文字。"},
        {"title": "转发的方案", "text": HAIZHOU_TEXT.replace("\n", "\n\n")},
        {"title": "南浦市工厂办法", "text": "一、创建。累计创建绿色工厂。"},
    ]
    write_lines(beside / "others.jsonl", rows)
    bed = plan_bed(write_set(FACTORY), split="all", documents=[documents], beside=beside)
    assert (bed.name, bed.documents, bed.passages) == ("两份方案＋1 份", 3, 7)


def test_nothing_beside_but_copies_is_an_error(documents, write_set):
    """A bed of that name would be the bed of the plans alone."""
    with pytest.raises(EvaluationError, match="没有别的文件"):
        plan_bed(write_set(FACTORY), split="all", documents=[documents], beside=documents)


def test_a_set_that_names_its_documents_is_measured_over_those(documents, write_set, tmp_path):
    """The folder holds two documents, the set is about one, by a title of its own."""
    cases = write_set(("绿色工厂", [("海州的方案", "累计创建绿色工厂200家以上")], {}))
    digest = hashlib.sha256((documents / f"{HAIZHOU}.txt").read_bytes()).hexdigest()
    write_lines(tmp_path / "cases.documents.tsv", [f"{digest}\t海州的方案"])
    bed = others_bed(cases, [documents], split="all")
    assert (bed.name, bed.documents, bed.passages) == ("其他文件", 1, 4)
    assert rows_of(bed)[CHAIN].hit_at_1 == Rate(hits=1, n=1)


def test_a_half_that_there_is_not_is_refused(write_set):
    """The message names the halves there are."""
    with pytest.raises(EvaluationError) as caught:
        plan_bed(write_set(FACTORY), split="practice")
    assert caught.value.hint == "可选：develop、test、all。"


STATUTE_PASSAGES = [
    {"id": "s:1", "name": "养殖法第一条", "text": "养鸡应当登记。"},
    {"id": "s:2", "name": "养殖法第二条", "text": "养鸭应当申报。"},
    {"id": "s:3", "name": "河道法第九条", "text": "河里不得倒垃圾。"},
]


def test_statutes_are_found_by_the_questions_kept_for_measuring(tmp_path):
    """Each article is an entry of its own, and there is recall@100; one named that is not there is none."""
    write_lines(tmp_path / "stard_passages.jsonl", STATUTE_PASSAGES)
    queries = [
        {"id": 0, "question": "养鸡登记？", "passage_ids": ["s:1", "s:3"]},
        {"id": 1, "question": "往河里倒垃圾？", "passage_ids": ["s:3", "s:9"]},
        {"id": 2, "question": "没有法条的问题", "passage_ids": []},
    ]
    write_lines(tmp_path / "stard_train_queries.jsonl", queries)
    bed = statute_bed(tmp_path)
    assert (bed.name, bed.passages, bed.queries) == ("法律咨询（STARD）", 3, 2)
    assert [row.system for row in bed.rows] == [BIGRAM_BM25, WORD_BM25, ENCODER, SEARCH]
    row = rows_of(bed)[BIGRAM_BM25]
    assert row.hit_at_1 == Rate(hits=2, n=2)
    assert row.recall_at_5.value == pytest.approx((1 / 2 + 1) / 2)
    assert row.recall_at_100 == row.recall_at_5


def test_reading_draws_questions_by_hash_over_distinct_passages(tmp_path, monkeypatch):
    """The question of the smallest hash is drawn, the only one here whose passage has its words.

    A passage asked about twice stands there once.
    """
    monkeypatch.setattr("eval.beds.READING_QUESTIONS", 1)
    questions = ("鲸吃什么？", "鸡住哪里？", "猫怕哪种水？")
    first, *others = sorted(questions, key=lambda text: hashlib.sha256(text.encode()).digest())
    rows = [{"question": text, "passage": "无关的段落。"} for text in others]
    rows.append({"question": first, "passage": f"有人问：{first}"})
    write_lines(tmp_path / "cmrc2018_train.jsonl", rows)
    bed = reading_bed(tmp_path)
    assert (bed.name, bed.passages, bed.queries) == ("阅读理解（cmrc2018）", 2, 1)
    assert "编码器" in bed.note
    assert rows_of(bed)[BIGRAM_BM25].hit_at_1 == Rate(hits=1, n=1)


def test_pairs_that_are_not_there_or_damaged_are_named(tmp_path):
    """The file, or the line of it, that has to be mended."""
    with pytest.raises(ReadError, match="stard_passages"):
        statute_bed(tmp_path)
    write_lines(tmp_path / "cmrc2018_train.jsonl", ['{"question": "？", "passage": "。"}', "坏的"])
    with pytest.raises(EvaluationError, match=r"cmrc2018_train.jsonl 第 2 行"):
        reading_bed(tmp_path)


def made_bed(*, deep):
    mean = Mean(value=0.5, low=0.25, high=0.75, n=8)
    row = Row(
        system=SEARCH,
        hit_at_1=Rate(hits=4, n=8),
        hit_at_5=Rate(hits=8, n=8),
        recall_at_5=mean,
        recall_at_20=mean,
        recall_at_100=mean if deep else None,
        mrr_at_10=mean,
        ndcg_at_10=mean,
    )
    left_out = (LeftOut(id="c9", reason="引文不足 8 字"),)
    gain = gain_of("去掉某部件", [[{0}]], [[set()]], ["甲"])
    return Bed(
        name="床", documents=2, passages=9, queries=8, rows=(row,), left_out=left_out, gains=(gain,)
    )


@pytest.mark.parametrize(("deep", "extra"), [(False, ()), (True, ("召回@100",))])
def test_the_table_has_a_column_for_each_measure(deep, extra):
    """Recall@100 only where lists are that long; every row is as wide as the header."""
    header, (row,) = bed_table(made_bed(deep=deep))
    measures = ("首位检中", "前五检中", "召回@5", "召回@20", *extra, "MRR@10", "nDCG@10")
    assert header == ("系统", "题数", *measures)
    assert row[:3] == ("问策检索", "8", "0.50 (4/8, 0.22–0.78)")
    assert row[4:] == ("0.50 (0.25–0.75)",) * (len(header) - 4)


def test_the_json_object_carries_counts_and_intervals():
    """It goes through JSON unchanged."""
    found = bed_to_dict(made_bed(deep=False))
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert found["left_out"] == [{"id": "c9", "reason": "引文不足 8 字"}]
    (row,) = found["systems"]
    assert row["hit_at_1"]["hits"] == 4
    assert row["hit_at_1"]["value"] == 0.5
    assert row["recall_at_100"] is None
    assert found["parts"][0]["part"] == "去掉某部件"
    assert found["parts"][0]["first"]["value"] == 1
    assert row["ndcg_at_10"] == {"n": 8, "value": 0.5, "interval": [0.25, 0.75]}
