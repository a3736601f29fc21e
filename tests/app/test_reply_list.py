"""Lists come from the facts of every clause and state their total; basis and definition."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, QuestionKind
from app.follow_up import complete
from corpus.aliases import load_aliases
from tests.app.laws import assert_lawful
from tests.app.small_corpus import DOGS, GRAIN, WATER, ask, small_assistant, small_catalogue


@pytest.mark.parametrize(
    ("question", "agency"),
    [
        ("市农业农村局负责哪些任务？", "市农业农村局"),
        ("市水务局要做些什么？", "市水利局"),
        ("省财政厅承担了几项？", "省财政厅"),
    ],
)
def test_the_tasks_of_a_unit_are_all_the_clauses_that_name_it(question, agency):
    """As many rows as brackets that name the unit, counted over the parsed facts."""
    answer = ask(question)
    brackets = [
        responsibility
        for facts in small_catalogue().clauses()
        for responsibility in facts.responsibilities
        if agency in responsibility.agencies
    ]
    assert answer.kind is QuestionKind.LIST
    assert answer.total == len(answer.statements) == len(brackets) > 1
    assert f"共{len(brackets)}项" in answer.answer


def test_every_row_cites_the_bracket_that_names_the_unit():
    """The first citation of a row is the bracket it was read from."""
    answer = ask("市科技局负责哪些任务？", WATER)
    quotes = {one.number: one.quote for one in answer.citations}
    assert all("科技局" in quotes[row.citations[0]] for row in answer.statements)


def test_a_unit_that_no_bracket_names_is_declined():
    """The list of nothing is no list."""
    answer = ask("省民政厅负责哪些任务？")
    assert (answer.status, answer.citations) == (AnswerStatus.NOT_FOUND, ())
    assert "省民政厅" in answer.reason


def test_the_goals_of_a_year_are_all_of_them():
    """Each goal of the year, its words once, and none of another year."""
    answer = ask("到2027年有哪些量化目标？", WATER)
    assert answer.kind is QuestionKind.LIST
    for figure in ("0.62以上", "30万亩", "90%、75%", "400公里", "8万亩"):
        assert figure in answer.answer
    assert "2030年" not in answer.answer
    assert answer.total == len(answer.statements)


def test_a_goal_asked_for_by_its_subject_is_no_list():
    """钢铁行业有哪些目标 wants the goals of that trade, not all of them."""
    answer = ask("喷灌滴灌有哪些目标？", WATER)
    assert "8万亩" in answer.answer
    assert "0.62" not in answer.answer


def test_what_a_document_rests_on_is_read_from_its_preamble(tmp_path):
    """Nothing is found where the preamble names no document."""
    answer = ask("这个方案依据什么文件制定？", GRAIN)
    assert answer.kind is QuestionKind.BASIS
    assert answer.status is AnswerStatus.NOT_FOUND


def test_a_mention_is_no_definition():
    """什么是… is declined where the text uses the word without saying what it means."""
    answer = ask("什么是气密性？", GRAIN)
    assert answer.kind is QuestionKind.DEFINITION
    assert answer.status is AnswerStatus.NOT_FOUND
    assert answer.near


@pytest.mark.parametrize(
    "question",
    ["市水利局负责哪些任务？", "到2030年有哪些目标？", "什么是水肥一体化？", "依据什么制定？"],
)
def test_lists_obey_the_laws(question):
    """Cited or silent, verbatim, for the kinds read from facts too."""
    assert_lawful(ask(question), small_assistant())


def test_an_alias_names_the_same_office():
    """水务局 and 水利局 are one office; 教育局 is another."""
    aliases = load_aliases()
    (mention,) = aliases.mentions("市水务局")
    assert aliases.is_same(mention, "市水利局")
    assert not aliases.is_same(mention, "市教育局")


@pytest.mark.parametrize(
    ("text", "history", "completed"),
    [
        ("那由谁负责？", ("渠道衬砌有哪些要求？",), "渠道衬砌,由谁负责?"),
        ("由谁负责？", ("渠道衬砌有哪些要求？", "那目标呢？"), "渠道衬砌,由谁负责?"),
        ("喷灌滴灌由谁负责？", ("渠道衬砌有哪些要求？",), "喷灌滴灌由谁负责？"),
        ("由谁负责？", (), "由谁负责？"),
        ("喷灌滴灌呢？", ("渠道衬砌有哪些要求？",), "喷灌滴灌有哪些要求?"),
        ("喷灌滴灌由谁负责呢？", ("渠道衬砌有哪些要求？",), "喷灌滴灌由谁负责呢？"),
        ("喷灌滴灌呢？", (), "喷灌滴灌呢？"),
        ("这个有时间表吗？", ("渠道衬砌有哪些要求？",), "渠道衬砌的时间表是什么时候?"),
        ("里面说的三级是指哪三级", ("渠道衬砌有哪些要求？",), "渠道衬砌,里面说的三级是指哪三级"),
        ("里面的喷灌滴灌由谁负责？", ("渠道衬砌有哪些要求？",), "里面的喷灌滴灌由谁负责？"),
    ],
)
def test_a_follow_up_takes_the_subject_before_it(text, history, completed):
    """One without a subject, one that points back and one that asks by 呢 alone are completed."""

    def cut(run: str) -> list[str]:
        words = ("渠道衬砌", "喷灌滴灌", "由", "谁", "负责", "有", "哪些", "要求", "那", "目标")
        found: list[str] = []
        while run:
            word = next((one for one in words if run.startswith(one)), run[0])
            found.append(word)
            run = run[len(word) :]
        return found

    assert complete(text, history, cut=cut) == completed


def test_an_article_asked_for_by_what_it_forbids_is_found():
    """A statute is read like a plan: the article that answers is cited."""
    answer = ask("带狗能进医院吗？", DOGS)
    assert answer.citations[0].label.endswith("第五条")


def test_a_list_of_what_must_be_done_is_called_by_words_of_its_rows():
    """No row says 必须, so neither does the line above them."""
    assert ask("哪些是必须做的？").answer.startswith("属于应当的要求共2项：")
