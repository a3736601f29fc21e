"""Finding the gold of a case in the parsed documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.facts import ParsedDocument
from corpus.model import Span
from eval.cases import Gold
from eval.errors import CaseFormatError
from eval.gold import LONGEST, GoldPlace, Shelf
from tests.fakes import parsed_document


def test_a_quote_names_the_clause_that_holds_it(shelf, make_case):
    """The gold clause is the whole clause, not only the quoted words."""
    (place,) = shelf.locate(make_case("target", "绿色工厂200家以上"))
    clause = shelf.find("海州市绿色行动方案").clauses[0]
    assert place.spans == (clause.span,)
    assert place.support.agencies == ("市工信局", "市生态环境局")
    assert place.support.numbers == ("2030",)


def test_a_label_names_its_clause(shelf, make_case):
    """Gold may be given as officials write it: 一2."""
    case = make_case("clause", gold=(Gold(document="《海州市绿色行动方案》", label="一2"),))
    (place,) = shelf.locate(case)
    assert place.spans == (shelf.find("海州市绿色行动方案").clauses[1].span,)


def test_a_name_that_opens_with_a_title_mark_is_found():
    """A file called by the titles of both its documents keeps its marks in its id."""
    parsed = parsed_document("《甲措施》《乙方案》", [("一、任务", "建设灯塔。")])
    assert Shelf([parsed]).find(parsed.document.id) is parsed


def test_a_box_counts_together_with_the_clause_it_hangs_on(shelf, make_case):
    """The agencies of a box stand in its host, so both places and both texts are gold."""
    (place,) = shelf.locate(make_case("agency", "推广双面组件"))
    _, host, box = shelf.find("海州市绿色行动方案").clauses
    assert place.spans == (box.span, host.span)
    assert place.support.agencies == ("市发改委", "市商务局")


def test_a_host_does_not_count_as_its_box(shelf, make_case):
    """Inheritance goes one way: what the task says is not found in its box."""
    (place,) = shelf.locate(make_case("target", "清洁能源占比达到40%"))
    assert len(place.spans) == 1


def test_a_quoted_heading_names_everything_under_it(shelf, make_case):
    """An outline is proven by the heading or by any of its clauses."""
    (place,) = shelf.locate(make_case("outline", "一、重点任务"))
    parsed = shelf.find("海州市绿色行动方案")
    assert set(place.spans) == {parsed.heads[0].span, *(one.span for one in parsed.clauses)}


def test_holding_means_overlapping_in_the_same_document(shelf, make_case):
    """Spans that only touch do not overlap; the same offsets in another document are nothing."""
    (place,) = shelf.locate(make_case("target", "绿色工厂200家以上"))
    (span,) = place.spans
    assert place.holds(place.document_id, Span(start=span.start, end=span.start + 1))
    assert not place.holds(place.document_id, Span(start=span.end, end=span.end + 5))
    assert not place.holds("另一份文件", span)


@pytest.mark.parametrize(
    ("gold", "words"),
    [
        (Gold(document="无名方案", quote="绿色工厂"), "没有这份文件：无名方案"),
        (
            Gold(document="海州市绿色行动方案", quote="三百家"),
            "引文“三百家”在《海州市绿色行动方案》中没有找到",
        ),
        (Gold(document="海州市绿色行动方案", quote="责任单位"), "出现了 2 次，应只出现一次"),
        (
            Gold(document="海州市绿色行动方案", label="九9"),
            "条款 九9在《海州市绿色行动方案》中没有找到",
        ),
    ],
)
def test_gold_that_is_not_there_once_is_refused(shelf, make_case, gold, words):
    """The line of the case is named, for it is the case that has to be mended."""
    case = make_case("target", gold=(gold,), line=7)
    with pytest.raises(CaseFormatError) as caught:
        shelf.locate(case)
    assert "cases.jsonl 第 7 行" in caught.value.message
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("一、重点任务1.绿色工厂", "一、重点任务\n1.绿色工厂"),
        ("专栏1　示范——光伏行业：\n推广", "专栏1 示范\n——光伏行业：推广"),
        ("到２０３０年，累计", "到2030年，累计"),
        ("（责任单位：市发改委、商务局）", "（责任单位:市发改委、商务局）"),
        ("(责任单位:市发改委、商务局)", "（责任单位:市发改委、商务局）"),
        ("清洁能源 占比\n达到４０％", "清洁能源占比达到40%"),
    ],
)
def test_a_quote_matches_across_line_breaks_blanks_and_widths(shelf, quote, words):
    """How a line is broken and how wide a digit is say nothing about what is quoted."""
    parsed = shelf.find("海州市绿色行动方案")
    (span,) = shelf.find_quote(parsed, quote)
    assert span.of(parsed.document.text) == words


def test_a_quote_of_blanks_is_nowhere_and_one_may_overlap_itself(shelf):
    """Every place is found, or a quote that is not unique would pass."""
    parsed = parsed_document("叠字方案", [("一、叠", "和和和气气")])
    assert shelf.find_quote(parsed, " \n") == []
    assert len(shelf.find_quote(parsed, "和和")) == 2


def test_a_scope_is_given_by_id_and_an_unknown_one_is_named(shelf, make_case):
    """The program is asked by ids; the message names the document, the file and the line."""
    case = make_case(documents=("《海州市绿色行动方案》",))
    assert shelf.question(case).documents == ("海州市绿色行动方案",)
    with pytest.raises(CaseFormatError) as caught:
        shelf.question(make_case(documents=("海州市绿色行动方案", "无名方案"), line=4))
    assert "cases.jsonl 第 4 行：没有这份文件：无名方案" in caught.value.message


def test_a_set_calls_a_document_by_its_content(plan, make_case):
    """A title that the reader makes out otherwise is no obstacle."""
    named = Shelf([plan], {plan.document.content_hash: "海州行动方案（附件）"})
    gold = (Gold(document="《海州行动方案（附件）》", quote="清洁能源占比达到40%"),)
    (place,) = named.locate(make_case("target", gold=gold))
    assert place.document_id == plan.document.id


LINE = "本市加强工作，落实各项措施，做好各方面的保障。"


def long_document(*, lines: bool) -> ParsedDocument:
    """Return a document whose first clause is far longer than 3,000 characters, its quote inside."""
    joint = "\n" if lines else ""
    filler = joint.join([LINE] * 150)
    body = f"{filler}{joint}建设海水淡化厂7座。{joint}{filler}"
    return parsed_document(
        "长文方案", [("一、总则", body), ("二、附则", "本方案自公布之日起施行。")]
    )


def place_in(parsed: ParsedDocument, make_case, quote: str) -> GoldPlace:
    gold = (Gold(document=parsed.document.id, quote=quote),)
    (place,) = Shelf([parsed]).locate(make_case("target", gold=gold))
    return place


def test_a_clause_of_3000_characters_counts_whole(make_case):
    """Only one that is longer is narrowed."""
    for size, whole in ((LONGEST, True), (LONGEST + 1, False)):
        body = "建设海水淡化厂7座。".ljust(size, "水")
        parsed = parsed_document("长文方案", [("一、总则", body)])
        (span,) = place_in(parsed, make_case, "海水淡化厂7座").spans
        assert (span == parsed.clauses[0].span) is whole


def test_of_a_longer_clause_the_lines_round_the_quote_count(make_case):
    """A parser that cuts coarsely gains nothing: a citation far from the quote is wrong."""
    parsed = long_document(lines=True)
    clause, text = parsed.clauses[0], parsed.document.text
    place = place_in(parsed, make_case, "建设海水淡化厂7座")
    (span,) = place.spans
    assert clause.span.contains(span)
    assert LONGEST - 2 * len(LINE) - 20 < span.end - span.start <= LONGEST
    assert text[span.start - 1] == text[span.end] == "\n"
    assert "建设海水淡化厂7座" in span.of(text)
    assert span.of(text) in place.support.texts
    far = Span(start=clause.span.start, end=clause.span.start + 20)
    assert not place.holds(parsed.document.id, far)


def test_a_single_line_longer_than_that_is_cut(make_case):
    """A text without line ends is no way round it."""
    parsed = long_document(lines=False)
    (span,) = place_in(parsed, make_case, "建设海水淡化厂7座").spans
    assert parsed.clauses[0].span.contains(span)
    assert span.end - span.start <= LONGEST
    assert "建设海水淡化厂7座" in span.of(parsed.document.text)


def test_a_quote_longer_than_that_is_never_cut(make_case):
    """Whatever is quoted counts."""
    parsed = long_document(lines=True)
    quote = "".join(parsed.clauses[0].span.of(parsed.document.text).split())[:4000]
    (span,) = place_in(parsed, make_case, quote).spans
    assert len("".join(span.of(parsed.document.text).split())) == 4000


def test_a_long_clause_that_the_quote_stands_beside_counts_at_the_nearer_end(make_case):
    """Under a quoted heading it begins with its own first lines, not with the heading's."""
    parsed = long_document(lines=True)
    clause = parsed.clauses[0]
    place = place_in(parsed, make_case, "一、总则")
    assert place.spans[0].start == clause.span.start
    assert place.spans[0].end - place.spans[0].start <= LONGEST
    boxed = replace(parsed.clauses[1], host_id=clause.id)
    hosted = replace(parsed, clauses=(clause, boxed))
    box, host = place_in(hosted, make_case, "自公布之日起施行").spans
    assert box == boxed.span
    assert host.end == clause.span.end
    assert clause.span.contains(host)
    assert host.end - host.start <= LONGEST
