"""Leaving parts out: every variant is asked, and a part left out makes a difference."""

import json

import pytest

from eval.ablation import OTHER_WEIGHTS, WHOLE, WITHOUT_PARTS, run_ablation
from eval.cases import load_cases

CASES = (
    ("s1", "给小微企业办的公共服务平台由那些部门负则？", "中小企业", "市经信局"),
    ("s2", "公共服务平台由哪些部门负责？", "中小企业", "市经信局"),
)
TEXT = """示例市制造业行动方案

一、重点任务

1.服务中小企业。搭建面向中小企业的公共服务平台，组织技术对接。（责任单位：市经信局、科技局）
2.推进绿色改造。到2030年，建成绿色车间120个。（责任单位：市生态环境局）
"""


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "示例市制造业行动方案.txt").write_text(TEXT, encoding="utf-8")
    return (folder,)


@pytest.fixture
def cases(tmp_path):
    path = tmp_path / "cases.jsonl"
    rows = [
        {
            "id": identity,
            "question": question,
            "history": [],
            "kind": "agency",
            "answerable": True,
            "gold": [{"document": "示例市制造业行动方案", "quote": quote + "的公共服务平台"}],
            "keys": [key],
            "key_alternatives": {},
            "documents": [],
            "status": "answered",
            "premise": None,
            "split": "develop",
            "source": "everyday",
            "note": "",
        }
        for identity, question, quote, key in CASES
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return load_cases(path)


def test_every_part_is_left_out_once_and_the_whole_is_first(cases, documents):
    """One row for the whole program, one for each part; the whole answers both cases."""
    records = run_ablation(cases, documents)
    assert list(records) == [WHOLE, *OTHER_WEIGHTS, *WITHOUT_PARTS]
    assert [one.judgement.right_clause for one in records[WHOLE]] == [True, True]


def test_without_spelling_the_typing_error_stays(cases, documents):
    """The question as it was understood keeps its error only where nothing puts it right."""
    records = run_ablation(cases[:1], documents)
    assert "负责" in records[WHOLE][0].answer.resolved_question
    assert "负则" in records["去掉错别字改正"][0].answer.resolved_question
