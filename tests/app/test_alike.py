"""Several documents that answer alike, none of them named: each is given, and it is said so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.answer import Answer, AnswerStatus, Question
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over


def plan(place: str, year: int, share: int, unit: str, *, extra: str = "") -> str:
    return (
        f"{place}雨水收集实施方案\n\n一、主要目标\n\n"
        f"到2027年，新建小区雨水收集率达到{share}%以上。{extra}\n\n"
        f"二、重点任务\n\n（一）建设蓄水池\n\n在公园绿地建设地下蓄水池。"
        f"（责任单位：{unit}、市园林局）\n\n"
        f"{place}人民政府办公室\n{year}年3月4日\n"
    )


_TEXTS = {
    "甲": plan("青禾市", 2021, 60, "市水务局"),
    "乙": plan("白苔市", 2023, 75, "市住建局", extra="屋面雨水收集池容积达到9立方米。"),
    "丙": plan("东湖市", 2022, 60, "市水务局").replace("小区雨水", "广场雨水"),
    "旧": plan("南桥市", 2019, 50, "市建设局")
    + "\n附则：本方案自2019年4月1日起施行，有效期至2020年12月31日。\n",
    "灯": "青禾市路灯管理办法\n\n第一条 运营单位应当每月巡查路灯。\n\n青禾市人民政府\n2020年1月2日\n",
    "井": "白苔市井盖管理办法\n\n第一条 运营单位应当每周巡查井盖。\n\n白苔市人民政府\n2022年1月2日\n",
}

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("alike") / "documents"
    folder.mkdir()
    for name, text in _TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assistant = assistant_over(folder, clock=lambda: date(2026, 1, 1))

    def ask_lawfully(text: str, *documents: str) -> Answer:
        answer = assistant.ask(Question(text=text, documents=documents))
        assert_lawful(answer, assistant)
        return answer

    return ask_lawfully


def sources(answer: Answer) -> list[str]:
    """Return the file that each statement is from, in order."""
    return [answer.citations[one.citations[0] - 1].source for one in answer.statements]


def is_ambiguous(answer: Answer) -> bool:
    return any(note.code == "ambiguous" for note in answer.notes)


def test_two_plans_that_set_a_goal_are_both_given_the_newer_first(ask: Ask) -> None:
    """Each under its title with its own citation; the note gives the number and how to narrow."""
    answer = ask("2027年新建小区雨水收集率要达到多少？")
    assert answer.status is AnswerStatus.ANSWERED
    first, second = answer.statements
    assert sources(answer) == ["乙.txt", "甲.txt"]
    assert "《白苔市雨水收集实施方案》" in first.text
    assert "75%" in first.text
    assert "《青禾市雨水收集实施方案》" in second.text
    assert "60%" in second.text
    (note,) = (one.text for one in answer.notes if one.code == "ambiguous")
    assert "2 份文件" in note
    assert "文件名称" in note


def test_a_plan_that_has_expired_is_not_given_beside_those_in_force(ask: Ask) -> None:
    """南桥市 set the goal too, until 2020."""
    answer = ask("2027年新建小区雨水收集率要达到多少？")
    assert "旧.txt" not in sources(answer)


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("青禾市2027年新建小区雨水收集率要达到多少？", "甲.txt"),
        ("白苔市雨水收集实施方案里新建小区雨水收集率是多少？", "乙.txt"),
        ("广场雨水收集率2027年达到多少？", "丙.txt"),
        ("屋面雨水收集池容积要达到多少？", "乙.txt"),
    ],
)
def test_a_question_that_one_document_fits_better_has_one_answer(
    ask: Ask, question: str, source: str
) -> None:
    """A place, a title, or a word that the others have not."""
    answer = ask(question)
    assert answer.status is AnswerStatus.ANSWERED
    assert set(sources(answer)) == {source}
    assert not is_ambiguous(answer)


def test_a_question_limited_to_a_document_has_one_answer(ask: Ask) -> None:
    """What is limited is named."""
    answer = ask("2027年新建小区雨水收集率要达到多少？", "甲")
    assert set(sources(answer)) == {"甲.txt"}
    assert not is_ambiguous(answer)


def test_units_of_several_plans_are_given_for_each(ask: Ask) -> None:
    """Who builds the tanks is told for every plan that names other units."""
    answer = ask("公园绿地的地下蓄水池由谁负责建设？")
    assert is_ambiguous(answer)
    assert sources(answer)[:2] == ["乙.txt", "丙.txt"]
    assert "市住建局" in answer.statements[0].text


def test_rules_that_share_a_word_do_not_answer_alike(ask: Ask) -> None:
    """Lamps are no manhole covers: the rule that speaks of both words of the question answers."""
    answer = ask("运营单位多久巡查一次井盖？")
    assert set(sources(answer)) == {"井.txt"}
    assert not is_ambiguous(answer)


def test_many_documents_are_counted_and_the_newest_shown(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Seven towns set seven goals: five are shown, the number is told."""
    folder = tmp_path_factory.mktemp("many") / "documents"
    folder.mkdir()
    for number, name in enumerate("安宁康泰和顺永"):
        text = plan(f"{name}谷市", 2018 + number, 51 + number, "市水务局")
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assistant = assistant_over(folder, clock=lambda: date(2026, 1, 1))
    answer = assistant.ask(Question(text="2027年新建小区雨水收集率要达到多少？"))
    assert_lawful(answer, assistant)
    assert sources(answer) == ["永.txt", "顺.txt", "和.txt", "泰.txt", "康.txt"]
    (note,) = (one.text for one in answer.notes if one.code == "ambiguous")
    assert "7 份文件" in note
    assert "较新的 5 份" in note


def test_a_metric_in_other_words_is_alike(tmp_path_factory: pytest.TempPathFactory) -> None:
    """能源消费总量中非化石能源的比重 and 非化石能源消费比重 are one metric; each document is given."""
    folder = tmp_path_factory.mktemp("metric") / "documents"
    folder.mkdir()
    first = "青禾市能源规划\n\n一、主要目标\n\n到2027年，非化石能源占能源消费总量比重力争达到21%。\n\n青禾市人民政府\n2021年3月4日\n"
    second = "白苔市能源规划\n\n一、发展目标\n\n坚持节约优先，到2027年，新建水厂两座，非化石能源消费比重提高到33%左右。\n\n白苔市人民政府\n2023年3月4日\n"
    (folder / "青禾市能源规划.txt").write_text(first, encoding="utf-8")
    (folder / "白苔市能源规划.txt").write_text(second, encoding="utf-8")
    assistant = assistant_over(folder, clock=lambda: date(2026, 1, 1))
    answer = assistant.ask(Question(text="2027年非化石能源消费比重要达到多少？"))
    assert "21%" in answer.answer
    assert "33%" in answer.answer
    assert answer.answer.index("33%") < answer.answer.index("21%")
    assert [one.code for one in answer.notes] == ["ambiguous"]
