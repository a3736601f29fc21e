"""Questions understood: a table of own questions, and the rules one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.answer import QuestionKind
from app.place_asked import LAST
from app.plain_question import in_plain_words
from app.question import QuestionAnalysis, analyse
from tests.app.small_corpus import DOGS, GRAIN, WATER, small_catalogue, small_library

_ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "questions.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def understand(text: str, *titles: str) -> QuestionAnalysis:
    """Analyse a question about the invented documents."""
    catalogue = small_catalogue(*titles)
    return analyse(
        text, catalogue.documents, cut=small_library(*titles).retriever.cut, has=catalogue.has
    )


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["question"])
def test_the_table(row):
    """Kind, place, years, documents and flags are read from the question; what is not given is none."""
    analysis = understand(row["question"])
    found = {
        "kind": analysis.kind.value,
        "reference": list(analysis.reference),
        "unit": analysis.unit,
        "years": list(analysis.years),
        "box": analysis.box,
        "whether": analysis.whether,
        "first": analysis.first,
        "when": analysis.when,
        "both": analysis.both,
        "agencies": [one.office for one in analysis.agencies],
        "attributes": list(analysis.attributes),
    }
    empty = {name: type(value)() for name, value in found.items()}
    checked = {name: value for name, value in row.items() if name in found}
    assert found == empty | checked


@pytest.mark.parametrize("name", ["documents", "regions", "quantities"])
def test_names_and_amounts_of_the_table(name):
    """Documents, regions and amounts stand as the table says, where it says."""
    rows = [row for row in _ROWS if name in row]
    found = {row["question"]: set(getattr(understand(row["question"]), name)) for row in rows}
    assert found == {row["question"]: set(row[name]) for row in rows}


def test_the_table_covers_every_kind_the_program_answers():
    """The table has at least three questions of each kind, 60 together."""
    kinds = [row["kind"] for row in _ROWS]
    answered = {"agency", "target", "deadline", "task", "clause", "outline"}
    assert {kind for kind in answered if kinds.count(kind) < 3} == set()
    assert len({row["question"] for row in _ROWS}) >= 60


def test_the_subject_is_what_is_left():
    """Question words, years and document marks are no part of the subject."""
    subject = understand(
        "请问到2027年《泉州市农业节水实施方案》里老化渠道由哪些部门负责更新呢？"
    ).subject
    assert "渠道" in subject
    assert [
        word for word in ("请问", "哪些", "2027", "方案", "部门", "呢") if word in subject
    ] == []


def test_a_title_in_marks_names_its_document_alone():
    """《…》 decides over region and level."""
    assert understand(f"《{GRAIN}》里泉州怎么做").documents == (GRAIN,)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("养犬管理条例第三条怎么说", DOGS),  # without its region
        ("江西的粮食仓储绿色发展行动方案讲了什么", GRAIN),
        (f"{WATER}由谁负责", WATER),
    ],
)
def test_a_document_is_called_by_its_own_name(text, named):
    """The region at the head of a title may be left out; what is called by title is meant alone."""
    analysis = understand(text)
    assert (analysis.documents, analysis.by_title) == ((named,), True)
    assert "方案" not in analysis.subject
    assert "条例" not in analysis.subject


def test_a_region_is_no_title():
    """What leads to a document by a region lets others answer as well."""
    analysis = understand("江西怎么做")
    assert (analysis.documents, analysis.by_title) == ((GRAIN,), False)


def test_a_region_names_every_document_of_it():
    """Two documents of one city are both meant."""
    assert set(understand("泉州怎么规定").documents) == {WATER, DOGS}


def test_with_one_document_none_is_named():
    """Where there is one document, naming it would limit nothing."""
    assert understand("泉州市农业节水实施方案讲了什么", WATER).documents == ()


def test_the_last_chapter_is_marked_as_the_last():
    """最后一章 is no number of its own."""
    assert understand("最后一章讲什么").reference == (LAST,)


def test_a_measure_word_is_no_place():
    """Counted things are not read as a place of the document."""
    for text in ("三条渠道谁来修", "需要二十种设备吗", "2条措施是什么"):
        assert understand(text).reference == (), text


def test_a_long_question_is_read_by_its_asking_part():
    """The kind comes from the part that asks, not from what is told before it."""
    text = "我们局是责任单位，方案里说了要更新老化渠道，那么具体怎么更新？"
    assert understand(text).kind is QuestionKind.TASK


@pytest.mark.parametrize(
    "text", ["", " ", "？", "12345", "hello world", "（", "第条", "《》", "年"]
)
def test_fragments_are_understood_as_something(text):
    """No fragment is a fault."""
    assert understand(text).text == understand(text).text.strip()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("局长让我算笔账，渠道更新要多少公里？", ()),
        ("我是灌区的后勤科长，水价怎么收？", ()),
        ("领导小组的组长是谁？", ("组长",)),
        ("节水由哪位处长管，电话多少？", ("处长", "电话")),
    ],
)
def test_a_post_is_asked_for_only_with_who_holds_it(text, asked):
    """Who tells of his chief asks for no name."""
    assert understand(text).attributes == asked


def test_a_preposition_ahead_of_who_ends_no_word():
    """这事由哪个部门: 事由 is no word of it."""
    assert "事由" not in understand("节水这事由哪个部门统筹？").subject.split()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("泉州和江西哪个更早建成？", QuestionKind.DEADLINE),
        ("量水设施谁来验收？", QuestionKind.AGENCY),
        ("新上灌区项目谁把关？", QuestionKind.AGENCY),
    ],
)
def test_who_and_when_in_other_verbs(text, kind):
    """谁更早 asks when, 谁把关 asks who."""
    assert understand(text).kind is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("渠道更新都是哪几家出面？", QuestionKind.AGENCY),
        ("渠道更新那条，哪家唱主角？", QuestionKind.AGENCY),
        ("渠道更新，打头的是哪家？", QuestionKind.AGENCY),
        ("渠道更新有没有市水利局？", QuestionKind.AGENCY),
        ("渠道更新摊没摊到市水利局头上？", QuestionKind.AGENCY),
        ("节水标准累计要制定几项？", QuestionKind.TARGET),
        ("节水标准得攒出几项？", QuestionKind.TARGET),
        ("滴灌面积得占三成以上，真有这回事？", QuestionKind.TARGET),
        ("灌溉水利用系数 2027", QuestionKind.TARGET),
        ("方案里单独框出来的专栏，都叫啥名？", QuestionKind.OUTLINE),
        ("各章的名目给我念一遍", QuestionKind.OUTLINE),
        ("节水方案第三块讲的啥？", QuestionKind.CLAUSE),
        ("节水意见 26条", QuestionKind.CLAUSE),
        ("节水改造拿哪两个文件当尺子比着来？", QuestionKind.BASIS),
        ("节水方案根据啥编的？", QuestionKind.BASIS),
        ("解释一下“滴灌”", QuestionKind.DEFINITION),
        ("申报材料最晚拖到几月交？", QuestionKind.DEADLINE),
        ("节水项目申报截至日期", QuestionKind.DEADLINE),
        ("示范区都落在哪些县？", QuestionKind.TASK),
        ("控制用水总量怎么做？", QuestionKind.TASK),
        ("压减用水幅度有哪些具体措施？", QuestionKind.TASK),
        ("用水总量怎么控制，到2030年是多少？", QuestionKind.TARGET),
    ],
)
def test_the_kind_does_not_hang_on_how_it_is_asked(text, kind):
    """Spoken and short questions are of the kind of their usual wording."""
    assert understand(in_plain_words(text)).kind is kind
