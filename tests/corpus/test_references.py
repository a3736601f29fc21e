"""The documents a document names, and which of those at hand are meant."""

from __future__ import annotations

import pytest

from corpus.facts import Facts, ParsedDocument
from corpus.metadata import Origin, Status
from corpus.reference_graph import describe_documents
from corpus.references import ReferenceKind, extract_references, title_key
from corpus.structure import parse_document
from tests.corpus.factories import document_of
from tests.growth import assert_in_proportion


def parsed_of(text: str, name: str = "样本") -> ParsedDocument:
    return parse_document(document_of(text, name))


def found_in(text: str) -> list[tuple[str, str, str, str]]:
    return [
        (one.kind.value, one.word, one.title, one.number)
        for one in extract_references(parsed_of(f"节水工作通知\n各市水利局：\n{text}\n"))
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("根据《节水条例》，制定本办法。", [("依据", "根据", "节水条例", "")]),
        (
            "根据《节水条例》（国务院令第641号），制定本办法。",
            [("依据", "根据", "节水条例", "国务院令第641号")],
        ),
        (
            "为贯彻落实《节水意见》（云发〔2021〕3号），提出：",
            [("依据", "贯彻落实", "节水意见", "云发〔2021〕3号")],
        ),
        (
            "依据《水法》《节水条例》和省水利厅《关于用水的通知》（云水[2020]8号）等，制定本方案。",
            [
                ("依据", "依据", "水法", ""),
                ("依据", "依据", "节水条例", ""),
                ("依据", "依据", "关于用水的通知", "云水〔2020〕8号"),
            ],
        ),
        ("按照云发〔2021〕3号文件要求推进。", [("依据", "按照", "", "云发〔2021〕3号")]),
        (
            "《用水办法》（云水〔2010〕8号）同时废止。",
            [("废止", "同时废止", "用水办法", "云水〔2010〕8号")],
        ),
        (
            "根据某会议通过的《关于修改部分法规的决定》修正的《旧水条例》同时废止。",
            [("依据", "根据", "关于修改部分法规的决定", ""), ("废止", "同时废止", "旧水条例", "")],
        ),
        ("《用水方案》已经市政府同意，现印发给你们。", [("印发", "印发", "用水方案", "")]),
        ("现将修订后的《用水预案》印发给你们。", [("印发", "印发", "用水预案", "")]),
        ("现将贯彻《用水方案》的安排通知如下。", [("依据", "贯彻", "用水方案", "")]),
        ("本标准代替《灌溉用水标准》。", [("废止", "代替", "灌溉用水标准", "")]),
        (
            "经研究，决定废止下列文件：\n1.《用水办法》（云水〔2010〕8号）\n2.《灌溉规定》（云水〔\n2012〕9号）\n"
            "《节水条例》不在其列。",
            [
                ("废止", "废止", "用水办法", "云水〔2010〕8号"),
                ("废止", "废止", "灌溉规定", "云水〔2012〕9号"),
                ("提及", "", "节水条例", ""),
            ],
        ),
        (
            "见附件。\n附件：废止的规范性文件目录\n废止的规范性文件目录\n序号 文件名称\n1 某厅关于印发《用水办法》的通知\n"
            "二、修改的文件\n1.《节水条例》",
            [("废止", "废止", "用水办法", ""), ("提及", "", "节水条例", "")],
        ),
        ("以下文件继续有效：\n1.《用水办法》", [("提及", "", "用水办法", "")]),
        (
            "为落实《云水省水利厅印发〈关于用水的意见〉》（云水〔2010〕8号），制定本方案。",
            [("依据", "落实", "云水省水利厅印发〈关于用水的意见〉", "云水〔2010〕8号")],
        ),
        ("对《节水条例》作如下修改：", [("修订", "修改", "节水条例", "")]),
        ("加快修订《节水条例》。", [("提及", "", "节水条例", "")]),
        ("现将《节水行动方案》印发给你们。", [("印发", "印发", "节水行动方案", "")]),
        ("落实《节水意见》，参加《我爱水》征文。", [("依据", "落实", "节水意见", "")]),
        (
            "按照《国务院关于节水的意见》（以下简称《意见》）部署，落实《意见》要求。",
            [("依据", "按照", "国务院关于节水的意见", "")],
        ),
        (
            "根据《关于印发〈节水规划〉的通知》执行。",
            [("依据", "根据", "关于印发〈节水规划〉的通知", "")],
        ),
        (
            "根据《关于节水的公告》（2022年第8号）执行。",
            [("依据", "根据", "关于节水的公告", "2022年第8号")],
        ),
        ("落实《节水条例》（2022年第8号修订）。", [("依据", "落实", "节水条例", "")]),
        (
            "2014年12月22日云水部令第31号公布的《用水办法》同时废止。",
            [("废止", "同时废止", "用水办法", "云水部令第31号")],
        ),
        (
            "《用水办法》（云水〔2010〕8号）第三条、第五条停止执行，《灌溉规定》同时废止。",
            [("提及", "", "用水办法", "云水〔2010〕8号"), ("废止", "同时废止", "灌溉规定", "")],
        ),
        (
            "按照《节水条例》第五条的规定，处罚不停止执行。",
            [("依据", "按照", "节水条例", "")],
        ),
        (
            "你们《关于设立水库的请示》（云政〔2022〕5号）收悉。",
            [("提及", "", "关于设立水库的请示", "云政〔2022〕5号")],
        ),
        ("大家学习《节水条例", []),
    ],
)
def test_references_and_how_they_are_named(
    sentence: str, expected: list[tuple[str, str, str, str]]
) -> None:
    """Kind, verb, title and number, in the order of the text."""
    assert found_in(sentence) == expected


def test_a_statute_names_what_amended_it() -> None:
    """The decisions in the caption."""
    parsed = parsed_of(
        "节水条例\n（2011年3月30日通过　根据2018年7月26日《关于修改〈水土条例〉等的决定》修正）\n第一条　要节水。\n"
    )

    kinds = [(one.kind, one.title) for one in extract_references(parsed)]

    assert kinds == [(ReferenceKind.AMENDED_BY, "关于修改〈水土条例〉等的决定")]


def test_the_number_of_an_order_before_a_title_is_quoted() -> None:
    """The quote proves the number, too."""
    parsed = parsed_of("通知\n2014年12月22日云水部令第31号公布的《用水办法》同时废止。\n")

    (found,) = extract_references(parsed)

    assert found.source.quote == "云水部令第31号公布的《用水办法》"


def test_a_document_does_not_name_itself() -> None:
    """Its own title inside it is no reference."""
    assert extract_references(parsed_of("节水行动方案\n为实施《节水行动方案》，做好：\n")) == ()


def test_a_wrapped_title_is_joined_and_its_place_quoted() -> None:
    """The title has no line break; the quote is the text as it stands."""
    parsed = parsed_of("通知\n根据《云岭省\n节水条例》（云人〔2021〕3\n号）制定。\n")

    (found,) = extract_references(parsed)

    assert (found.title, found.number) == ("云岭省节水条例", "云人〔2021〕3号")
    assert found.source.quote == "《云岭省\n节水条例》（云人〔2021〕3\n号）"
    assert found.source.span.of(parsed.document.text) == found.source.quote


BASE = """云岭省人民政府关于节水的意见
云政发〔2020〕3号
各市人民政府：
要节水。
云岭省人民政府
2020年3月1日
"""
OLD = "青禾市用水管理办法\n第一条　要用水。\n第二条　本办法自2001年1月1日起施行。\n"


def targets(text: str, *others: str) -> list[str | None]:
    documents = [parsed_of(other, f"文件{at}") for at, other in enumerate(others)]
    documents.append(parsed_of(text, "本文"))
    return [one.target_id for one in describe_documents(documents)[-1][2]]


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("根据《云岭省人民政府关于节水的意见》，", "文件0"),
        ("根据《关于节水的意见》（云政发〔2020〕3号），", "文件0"),
        ("根据《关于节水的意见》，", "文件0"),
        ("按照云政发〔2020〕3号文件，", "文件0"),
        ("根据《关于节水的意见》（国发〔2019〕1号），", None),
        ("根据《国务院关于节水的意见》，", None),
        ("根据《关于用电的意见》，", None),
    ],
)
def test_documents_at_hand_are_found_by_number_or_title(sentence: str, target: str | None) -> None:
    """Another number, or another body, is another document."""
    assert targets(f"某通知\n各市：\n{sentence}要节水。\n", BASE) == [target]


def test_a_title_that_fits_two_documents_is_left_open() -> None:
    """Nothing is guessed."""
    other = BASE.replace("云岭省", "平川省").replace("云政发", "平政发")

    assert targets("某通知\n各市：\n根据《关于节水的意见》，要节水。\n", BASE, other) == [None]


def test_a_notice_is_found_by_the_title_of_its_plan() -> None:
    """关于印发X的通知 is X."""
    notice = "云岭省人民政府关于印发云岭省节水规划的通知\n云政发〔2021〕5号\n各市：\n请执行。\n"

    assert targets("某通知\n各市：\n落实《云岭省节水规划》，要节水。\n", notice) == ["文件0"]


@pytest.mark.parametrize(
    ("title", "status"),
    [("青禾市节水办法", Status.REPEALED), ("青禾市节水办法（征求意见稿）", Status.UNKNOWN)],
)
def test_a_document_that_another_one_ends_is_repealed(title: str, status: Status) -> None:
    """The words of the new document prove it; a draft ends nothing."""
    text = f"{title}\n第一条　要节水。\n第二条　《青禾市用水管理办法》同时废止。\n"

    (_, old, _), _ = describe_documents([parsed_of(OLD, "旧"), parsed_of(text, "新")])

    assert old.status.value is status
    if status is Status.REPEALED:
        assert old.status.origin is Origin.OTHER_DOCUMENT
        assert old.status.citation
        assert old.status.citation.document_id == "新"
        assert old.status.citation.quote == "《青禾市用水管理办法》"


def test_titles_are_compared_without_quotation_marks_and_blanks() -> None:
    """Marks that editors add or drop do not make another title."""
    assert title_key("“十四五”节水 规划") == title_key("十四五节水规划")


@pytest.mark.parametrize(
    "piece", ["《", "》", "《甲", "根据《节水条例》", "国发〔2021〕3号", "按照", "《甲》、"]
)
def test_adversarial_text_is_read_in_proportion(piece: str) -> None:
    """Sixty thousand characters of one beginning take about 8 times the work of an eighth."""

    def document(length: int) -> ParsedDocument:
        text = document_of(f"通知\n{piece * (length // len(piece))}")
        return ParsedDocument(document=text, heads=(), clauses=(), facts=Facts())

    assert_in_proportion(extract_references, document, 3_750)


def test_what_a_notice_issues_is_no_ground_of_it() -> None:
    """现将 and 制定了 … 现印发 end the list of grounds that stands before them."""
    text = "某市关于印发节水的通知\n各区：\n根据《某省节水办法》（省令第18号）和《某市节水意见》，现将《某市节水方案》印发给你们。"
    made = "某市关于印发节水的通知\n各区：\n根据《某省节水办法》，我们制定了《某市节水方案》，现印发给你们。"

    for one in (text, made):
        document = document_of(one)
        kinds = {ref.title: ref.kind for ref in extract_references(parse_document(document))}
        assert kinds["某省节水办法"] is ReferenceKind.GROUND
        assert kinds["某市节水方案"] is ReferenceKind.ISSUES


def test_an_order_is_the_same_by_the_short_name_of_its_maker() -> None:
    """国务院令第641号 is 中华人民共和国国务院令第641号; another count is another document."""
    order = "节水条例\n（2013年10月2日中华人民共和国国务院令第641号公布）\n第一条 为了节水。"
    same, other = (
        f"节水{name}通知\n各市水利局：\n根据《节水条例》（国务院令第{count}号），请抓好落实。"
        for name, count in (("甲", 641), ("乙", 642))
    )
    documents = [parsed_of(order, "节水条例"), parsed_of(same, "甲"), parsed_of(other, "乙")]

    linked = [references for _, _, references in describe_documents(documents)]

    assert [one.target_id for references in linked[1:] for one in references] == ["节水条例", None]


@pytest.mark.parametrize(("begin", "end"), [("«", "»"), ("＜", "＞"), ("<", ">"), ("≪", "≫")])
def test_other_signs_stand_for_those_of_titles(begin: str, end: str) -> None:
    """Fonts and converters put other signs for 《》; between them stands the title of a document."""
    sentence = f"根据{begin}某省节约能源条例{end}，制定本办法。粒径<10，x>3的标准。"

    assert found_in(sentence) == [("依据", "根据", "某省节约能源条例", "")]
