"""Training from scratch: what is learned from, what never is, and that it works."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from corpus.errors import DocumentsError
from corpus.model import Document
from index.contrast import Recipe, first_vectors
from index.embed import DEFAULT_ENCODER, open_question_embedder
from index.heldout import RUN, HeldOut, choose_titles, load_heldout_titles, runs
from index.lexicon import mine_lexicon
from index.material import Asked, hold_out, read_material
from index.measure import bm25, ndcg, plan_benchmarks
from index.pairs import (
    MEASURED_QUESTIONS,
    document_pairs,
    measured_questions,
    question_pairs,
    read_pieces,
)
from index.tokens import Tokenizer
from index.train import train_command, train_encoder, training_pairs

SUBJECTS = ("苹果园", "养蜂场", "滑雪场", "造纸厂", "灯塔", "渡口", "茶馆", "戏台", "磨坊", "冰窖")
VERBS = ("修缮", "巡查", "登记", "扩建")

SECRET_CLAUSE = (
    "组织渔民在每年开渔以前检查缆绳、浮标和救生衣，对查出的缺损逐一登记，由船主在十日内更换完毕，"
    "并把更换的凭据交给码头管理所保存三年以备抽查。"
)
STOCK_PHRASE = "以习近平新时代中国特色社会主义思想为指导"


def _plan(title: str, subjects: tuple[str, ...] = SUBJECTS) -> str:
    lines = [
        title,
        "一、总体要求",
        f"{STOCK_PHRASE}，办好本地的事。到2027年，各项设施完好率达到九成。",
    ]
    for number, subject in enumerate(subjects, start=1):
        verb = VERBS[number % len(VERBS)]
        lines.append(
            f"（{number}）{verb}{subject}。安排熟悉{subject}的工匠，按图纸核对{subject}的每一处构件。"
            f"用两个月完成{subject}的{verb}，费用由{subject}所在的村承担。（{subject}管理局、村委会按职责负责）"
        )
    return "\n".join(lines)


def _write_lines(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path) -> Path:
    """Texts and questions as the trainer reads them, one document and one answer to be held out."""
    secret = f"渔港安全办法\n一、检查\n{SECRET_CLAUSE}\n二、附则\n本办法自发布之日起施行。"
    copy = (
        f"邻县渔港安全办法\n一、检查\n{SECRET_CLAUSE}\n二、附则\n本办法自明年起施行，由邻县解释。"
    )
    texts = [
        {"title": "甲县设施方案", "text": _plan("甲县设施方案"), "source": "a"},
        {"title": "乙县设施方案", "text": _plan("乙县设施方案", SUBJECTS[::-1]), "source": "b"},
        {"title": "渔港安全办法", "text": secret, "source": "c"},
        {"title": "邻县渔港安全办法", "text": copy, "source": "d"},
        {
            "title": "丙县港口方案",
            "text": _plan("丙县港口方案") + f"\n（11）检查渔船。{SECRET_CLAUSE}",
        },
    ]
    _write_lines(tmp_path / "data" / "text.jsonl", texts)
    passages = [
        {"id": "p1", "name": "灯塔条例第一条", "text": "灯塔由所在地的航标处看守，不得擅自熄灭。"},
        {"id": "p2", "name": "渔港办法第一条", "text": SECRET_CLAUSE},
    ]
    _write_lines(tmp_path / "data" / "passages.jsonl", passages)
    questions = [
        {"id": 1, "question": "灯塔能不能自己关掉？", "passage_ids": ["p1"]},
        {"id": 2, "question": "救生衣坏了多久换？", "passage_ids": ["p2"]},
    ]
    _write_lines(tmp_path / "data" / "asked.jsonl", questions)
    consultation = [{"question": "茶馆几点关门？", "passages": ["茶馆每日二十二时停止营业。"]}]
    _write_lines(tmp_path / "data" / "more.jsonl", consultation)
    return tmp_path / "data"


@pytest.fixture
def output(tmp_path) -> Path:
    """A folder for an encoder, with the list of what it must not see."""
    encoder = tmp_path / "encoder"
    encoder.mkdir()
    (encoder / "HELDOUT.txt").write_text("# 留出\nplan\t渔港安全办法\n", encoding="utf-8")
    return encoder


def test_no_pair_shares_words_with_a_held_out_document(folder, output):
    """The document, its copy, the clause that quotes it and the passage that is it: all dropped."""
    pairs = training_pairs([folder], output, (), seed=1)
    secret = runs(SECRET_CLAUSE)

    assert pairs
    assert [p for p in pairs if runs(p.query + p.passage) & secret] == []
    assert {p.document for p in pairs} >= {"甲县设施方案", "乙县设施方案", "丙县港口方案"}
    assert not {"渔港安全办法", "邻县渔港安全办法"} & {p.document for p in pairs}


def test_without_the_list_the_same_text_would_be_learned(folder, output):
    """The test above can fail: nothing else keeps the held-out words away."""
    (output / "HELDOUT.txt").write_text("plan\t无此文件\n", encoding="utf-8")
    pairs = training_pairs([folder], output, (), seed=1)

    assert [p for p in pairs if runs(p.passage) & runs(SECRET_CLAUSE)]


def test_a_further_folder_is_held_out_by_its_words_alone(folder, output, tmp_path):
    """A file under another title bars the text it shares."""
    (output / "HELDOUT.txt").write_text("plan\t无此文件\n", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "抄件.txt").write_text(f"抄件\n{SECRET_CLAUSE}", encoding="utf-8")
    pairs = training_pairs([folder], output, (tmp_path / "other",), seed=1)

    assert [p for p in pairs if runs(p.query + p.passage) & runs(SECRET_CLAUSE)] == []


def test_a_stock_phrase_does_not_drop_a_clause():
    """A phrase of official language shares some runs of a long clause, and the clause stays."""
    held_out = HeldOut(["留出"], [f"{STOCK_PHRASE}。"])
    clause = f"{STOCK_PHRASE}，" + "".join(
        f"安排第{subject}的工匠核对构件，用两个月完成，费用由村里承担并张榜公布；"
        for subject in SUBJECTS
    )

    assert 0 < held_out.share(clause) < 0.1
    assert not held_out.bars_text(clause)
    assert held_out.bars_text(STOCK_PHRASE)


def test_runs_are_of_thirteen_characters_without_punctuation():
    """Blanks, marks and width make no difference; a shorter text has no runs."""
    assert len(runs("一二三四五六七八九十甲乙丙丁")) == 14 - RUN + 1
    assert runs("一二三四五、六七八九十 甲乙丙") == runs("一二三四五六七八九十甲乙丙")
    assert runs("甲乙丙丁戊己庚辛壬癸子丑") == set()


def test_titles_match_in_another_spelling():
    """Quotation marks, width and the number of a repeated title are no difference."""
    held_out = HeldOut(["“十四五”工业规划(试行)"], [])

    assert held_out.has_title("十四五工业规划（试行）（2）")
    assert not held_out.has_title("十三五工业规划（试行）")


def test_choosing_by_hash_does_not_depend_on_order():
    """The same titles are chosen in whatever order they come."""
    titles = [f"第{number}号方案" for number in range(50)]

    assert choose_titles(titles, 5) == choose_titles(reversed(titles), 5)
    assert len(set(choose_titles(titles, 5))) == 5


def test_the_shipped_list_names_sixty_plans_and_twenty_statutes():
    """HELDOUT.txt is readable and complete, the shipped plans among it."""
    groups = load_heldout_titles(DEFAULT_ENCODER / "HELDOUT.txt")

    assert {group: len(titles) for group, titles in groups.items()} == {
        "plan": 60, "statute": 20, "sample": 24, "shipped": 2,
    }  # fmt: skip


def test_measured_questions_are_never_trained_on():
    """The questions to measure on are chosen by hash and leave the pairs."""
    asked = [
        Asked(source="q", question=f"第{n}个问题？", passages=("答案在此。",), names=("p",))
        for n in range(MEASURED_QUESTIONS + 12)
    ]
    measured = {question.question for question in measured_questions(asked)}
    trained = {pair.query for pair in question_pairs(asked, HeldOut([], []))}

    assert len(measured) == MEASURED_QUESTIONS
    assert len(trained) == 12
    assert not measured & trained


def _document(text: str, title: str = "甲县设施方案") -> Document:
    return Document(id=title, title=title, text=text, source="", content_hash="")


def test_a_clause_gives_headings_questions_and_halves():
    """Titles come without their numbers, bodies without their titles."""
    pairs = list(document_pairs([_document(_plan("甲县设施方案"))], HeldOut([], []), seed=1))
    headings = {pair.query: pair.passage for pair in pairs if pair.kind == "heading"}

    assert {pair.kind for pair in pairs} >= {"heading", "path", "task", "agency", "lead", "halves"}
    assert headings["巡查苹果园"].startswith("安排熟悉苹果园的工匠")
    assert all(pair.passage for pair in pairs)


def test_made_pairs_are_the_same_each_time():
    """Everything drawn comes from the seed and the document."""
    documents = [_document(_plan("甲县设施方案"))]
    first, again, other = (
        list(document_pairs(documents, HeldOut([], []), seed=seed)) for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other


def test_reading_tells_rows_by_their_keys(folder):
    """Documents, passages and questions are found in any file of the folder."""
    material = read_material([folder])

    assert len(material.documents) == 5
    assert material.passages["p1"].startswith("灯塔条例第一条\n")
    assert {a.question: a.names for a in material.asked}["灯塔能不能自己关掉？"] == ("p1",)
    assert {a.question: a.passages for a in material.asked}["茶馆几点关门？"] == (
        "茶馆每日二十二时停止营业。",
    )


def test_holding_out_keeps_the_rest(folder):
    """Only the document and its near copy go."""
    _, kept = hold_out(read_material([folder]), ["渔港安全办法"], ())

    assert [document.title for document in kept.documents] == [
        "甲县设施方案",
        "乙县设施方案",
        "丙县港口方案",
    ]


SMALL = Recipe(words=600, dimensions=16, epochs=30, batch=16, dropout=0.1, rate=0.02, seed=3)


def test_training_writes_an_encoder_that_finds_the_clause(folder, output):
    """Trained on the plans' own clauses, each question finds its clause better than by chance."""
    train_encoder([folder], output, recipe=SMALL)
    embedder = open_question_embedder(output, Tokenizer())
    pieces = read_pieces(_document(_plan("甲县设施方案")))[1:]
    questions = embedder.encode([f"怎么{piece.title}" for piece in pieces])
    found = (questions @ embedder.encode([piece.body for piece in pieces]).T).argmax(axis=1)

    assert embedder.dimensions == 16
    assert (found == np.arange(len(pieces))).mean() >= 0.8


def test_the_same_command_gives_the_same_vectors(folder, output, tmp_path):
    """Seeded throughout: two runs agree."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    files = []
    for name in ("one", "two"):
        folder_out = tmp_path / name
        folder_out.mkdir()
        (folder_out / "HELDOUT.txt").write_bytes((output / "HELDOUT.txt").read_bytes())
        train_encoder([folder], folder_out, recipe=SMALL)
        files.append((folder_out / "model.safetensors").read_bytes())
    torch.set_num_threads(threads)

    assert files[0] == files[1]


def test_nothing_to_train_on_is_a_clear_error(tmp_path, output):
    """An empty folder is named, with what to put there."""
    (tmp_path / "empty").mkdir()

    with pytest.raises(DocumentsError, match="没有可训练的文字"):
        train_encoder([tmp_path / "empty"], output)


def test_the_command_measures_an_encoder(folder, output):
    """`--measure` prints a row per benchmark, with BM25 and the untrained encoder beside it."""
    train_encoder([folder], output, recipe=SMALL)
    (output / "HELDOUT.txt").write_text("plan\t甲县设施方案\n", encoding="utf-8")
    result = CliRunner().invoke(
        train_command, [str(folder), "--output", str(output), "--measure"], catch_exceptions=False
    )
    rows = [line.split("\t") for line in result.stdout.splitlines()]

    assert rows[0][-2:] == ["BM25 词", "BM25 二元"]
    assert len(rows) == 4
    assert all(0 <= float(score) <= 1 for row in rows[1:] for score in row[3:])


def test_first_vectors_are_short_for_frequent_words():
    """The first lengths are smooth inverse frequencies; the unknown token has none."""
    table = first_vectors(np.array([0, 1, 1000]), Recipe(dimensions=64))
    unknown, rare, frequent = np.linalg.norm(table, axis=1)

    assert unknown == 0
    assert rare > 100 * frequent


def test_ndcg_agrees_with_numbers_worked_by_hand():
    """Right first: 1. Right third: 1/log2(4). Two right at 1 and 4 of two: (1 + 1/log2 5)/(1 + 1/log2 3)."""
    first = ndcg(np.array([[3, 2, 1, 0]], dtype=np.float32), [frozenset({0})])
    third = ndcg(np.array([[3, 2, 1, 0]], dtype=np.float32), [frozenset({2})])
    both = ndcg(np.array([[3, 2, 1, 0]], dtype=np.float32), [frozenset({0, 3})])

    assert first == pytest.approx(1)
    assert third == pytest.approx(0.5)
    assert both == pytest.approx((1 + 1 / math.log2(5)) / (1 + 1 / math.log2(3)))


def test_bm25_agrees_with_a_number_worked_by_hand():
    """One word in one of two passages of equal length, once: idf times 1."""
    scores = bm25([["铝"]], [["铝", "铜"], ["铁", "铜"]])

    assert scores[0].tolist() == pytest.approx([math.log(1 + 1.5 / 1.5), 0])


def test_clauses_of_one_title_are_all_right():
    """Two plans with the same heading: either clause answers it."""
    plans = [_document(_plan(t), t) for t in ("甲县设施方案", "乙县设施方案")]
    headings, questions = plan_benchmarks(plans, seed=1)
    right = dict(zip(headings.queries, headings.relevant, strict=True))

    assert {headings.passages[n][:7] for n in right["巡查苹果园"]} == {"安排熟悉苹果园"}
    assert len(right["巡查苹果园"]) == 2
    assert questions.queries


def test_the_lexicon_finds_words_that_keep_together():
    """A made-up term that jieba cuts, in varied company in many texts, becomes one entry."""
    company = "海山河林田湖草沙雪云风雨石木花鸟"
    texts = [
        f"{a}边的乌拉尔茨冶炼炉{b}色；设乌拉尔茨冶炼炉；（乌拉尔茨厅、村委会按职责负责）"
        for a in company
        for b in company[:4]
    ]
    terms = mine_lexicon(texts)

    assert "乌拉尔茨厅" in terms
    assert all(count >= 3 for count in terms.values())
    assert Tokenizer(terms).cut("乌拉尔茨厅") == ["乌拉尔茨厅"]
