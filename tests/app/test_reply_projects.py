"""The things that a box names one after another: those of a place, those of a kind, each as it stands."""

from __future__ import annotations

import pytest

from app.answer import Question, QuestionKind
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

PLAN = """临江市清洁能源发展规划

为发展清洁能源，制定本规划。

一、重点任务

（一）发展光伏。建设光伏电站，带动就业。

	专栏1 光伏重点项目

	青山县石桥水库20兆瓦光伏项目、青山县北坡30兆瓦光伏项目、白水县柳湾、杨湾水库50兆瓦光伏项目、白水县南岗10兆瓦光伏项目。

（二）发展生物质能。建设生物质电厂，利用农林废弃物。

	专栏2 生物质重点项目

	生物质发电。新增装机9万千瓦。建成投产石桥（2万千瓦）、北坡（3万千瓦）、南岗（1万千瓦）等秸秆热电项目，建成投产柳湾环保电厂（2万千瓦）、杨湾环保电厂（1万千瓦）等垃圾焚烧项目。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """A plan made for the purpose."""
    folder = tmp_path_factory.mktemp("boxes") / "documents"
    folder.mkdir()
    (folder / "临江市清洁能源发展规划.txt").write_text(PLAN, encoding="utf-8")
    return assistant_over(folder)


def test_the_items_of_a_place_are_listed_with_their_sizes(assistant):
    """Of the things named one after another those that have the word; a name with 、 in it stays whole."""
    answer = assistant.ask(Question(text="光伏重点项目里，白水县的有哪几个，规模各多大？"))
    assert_lawful(answer, assistant)
    assert answer.kind is QuestionKind.LIST
    assert answer.total == 2
    assert [one.text for one in answer.statements] == [
        "白水县柳湾、杨湾水库50兆瓦光伏项目",
        "白水县南岗10兆瓦光伏项目",
    ]


@pytest.mark.parametrize(
    ("question", "run"),
    [
        (
            "专栏2里秸秆热电项目有哪几个，各多大？",
            "建成投产石桥（2万千瓦）、北坡（3万千瓦）、南岗（1万千瓦）等秸秆热电项目",
        ),
        (
            "生物质重点项目中垃圾焚烧项目有哪几个？",
            "建成投产柳湾环保电厂（2万千瓦）、杨湾环保电厂（1万千瓦）等垃圾焚烧项目",
        ),
    ],
)
def test_the_run_of_a_kind_is_given_whole(assistant, question, run):
    """What several things have in common stands ahead of them or behind; the run is given as it stands."""
    answer = assistant.ask(Question(text=question))
    assert_lawful(answer, assistant)
    assert [one.text for one in answer.statements] == [run]
