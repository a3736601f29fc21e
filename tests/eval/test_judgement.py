"""The referee: right replies pass, and every kind of wrong one is caught for its reason."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Premise, Statement
from corpus.model import Span
from eval.gold import GoldPlace
from eval.judgement import Observed, Place, is_exact, judge
from eval.matching import Support

GOAL = "到2030年，累计创建绿色工厂200家以上"
FIRST_BRACKET = "（责任单位:市工信局、生态环境局按职责分工负责）"
SECOND_BRACKET = "（责任单位:市发改委、商务局）"
ENERGY = "到2025年，清洁能源占比达到40%"
TITLE = "海州市绿色行动方案"
BOX = "——光伏行业：推广双面组件，开发百种产品。"


@pytest.fixture
def verdict(shelf, make_answer):
    """Return a function that judges an answer (its text, then its quotes) to a case."""

    def decide(case, text, *quotes, **fields):
        answer = make_answer(text, *quotes, **fields)
        return judge(case, shelf.locate(case), answer, shelf, Observed(elapsed_ms=12.5))

    return decide


@pytest.fixture
def goal_case(make_case):
    return make_case("target", "绿色工厂200家以上", keys=("200家以上",))


@pytest.fixture
def agency_case(make_case):
    return make_case(
        "agency", "累计创建绿色工厂", question="绿色工厂归谁管？", keys=("市工信局", "市生态环境局")
    )


def test_a_right_reply_is_right_in_every_respect(verdict, goal_case):
    """The value with its qualifier, cited from its clause."""
    found = verdict(goal_case, "到2030年，累计创建绿色工厂200家以上。[1]", GOAL)
    assert found.right
    assert found.right_clause
    assert found.first_citation
    assert (found.citations, found.citations_in_gold, found.citations_exact) == (1, 1, 1)
    assert (found.gold, found.gold_cited) == (1, 1)
    assert (found.missing, found.foreign, found.fabricated) == ((), (), ())
    assert found.elapsed_ms == 12.5


def test_a_missing_qualifier_is_wrong(verdict, goal_case):
    """200家 is not 200家以上."""
    found = verdict(goal_case, "累计创建绿色工厂200家。", GOAL)
    assert found.missing == ("200家以上",)
    assert not found.right


def test_another_way_to_write_a_key_counts(verdict, make_case):
    """One of the alternatives is enough; nothing else is."""
    alternatives = {"200家以上": ("不少于200家",)}
    case = make_case(
        "target", "绿色工厂200家以上", keys=("200家以上",), key_alternatives=alternatives
    )
    assert verdict(case, "不少于200家。", GOAL).right
    assert not verdict(case, "至少200家。", GOAL).right


def test_a_wrong_number_is_wrong_even_beside_the_right_one(verdict, goal_case):
    """A number from another clause is stated from outside the gold."""
    found = verdict(goal_case, "绿色工厂200家以上，占比40%。", GOAL, ENERGY)
    assert found.foreign == ("40%",)
    assert not found.right


def test_a_number_may_come_from_the_question(verdict, make_case):
    """Saying "不是300家" to a question about 300家 states nothing new."""
    case = make_case(
        "target",
        "绿色工厂200家以上",
        question="是不是要建300家？",
        keys=("200家以上",),
        premise=Premise(asked="300家", found="200家以上"),
    )
    found = verdict(
        case, "不是300家，而是200家以上。", GOAL, premise=Premise(asked="300家", found="200家以上")
    )
    assert found.right
    assert found.premise_met
    assert verdict(case, "200家以上。", GOAL).premise_met is False


def test_agencies_count_with_their_prefixes_restored(verdict, agency_case):
    """The text writes 生态环境局 and means 市生态环境局."""
    found = verdict(
        agency_case, "由市工信局（首列单位）、市生态环境局负责，共2个单位。", FIRST_BRACKET
    )
    assert found.right
    assert (found.row_precision, found.row_recall) == (1.0, 1.0)


@pytest.mark.parametrize("extra", ["市商务局", "火星事务局", "福州海关"])
def test_an_extra_agency_is_wrong(verdict, agency_case, extra):
    """One from another clause, one nobody knows, one from another document."""
    found = verdict(agency_case, f"市工信局、市生态环境局、{extra}。", FIRST_BRACKET)
    assert extra in found.foreign
    assert not found.right
    assert found.row_precision == pytest.approx(2 / 3)


def test_a_dropped_agency_is_wrong(verdict, agency_case):
    """A list that lacks one agency lacks a key."""
    found = verdict(agency_case, "市工信局。", FIRST_BRACKET)
    assert found.missing == ("市生态环境局",)
    assert (found.row_precision, found.row_recall) == (1.0, 0.5)


def test_a_wrong_count_of_units_is_a_wrong_number(verdict, agency_case):
    """The count of the agencies named may be stated if it is right."""
    found = verdict(agency_case, "市工信局、市生态环境局，共5个单位。", FIRST_BRACKET)
    assert found.foreign == ("5",)


def test_the_wrong_clause_is_right_words_without_proof(verdict, make_case):
    """Keys that happen to stand elsewhere do not make a citation right."""
    case = make_case("target", "绿色工厂200家以上", keys=("绿色工厂",))
    found = verdict(case, "绿色工厂。", ENERGY)
    assert found.right
    assert not found.right_clause
    assert not found.first_citation
    assert (found.citations_in_gold, found.gold_cited) == (0, 0)


def test_the_first_citation_is_the_one_that_counts_first(verdict, goal_case):
    """Right clause in second place: right clause yes, first citation no."""
    found = verdict(goal_case, "绿色工厂200家以上。", ENERGY, GOAL)
    assert found.right_clause
    assert not found.first_citation
    assert (found.citations, found.citations_in_gold) == (2, 1)


def test_a_box_may_be_proven_by_its_host(verdict, make_case):
    """Agencies of a box are inherited: citing the host first is right."""
    case = make_case("agency", "推广双面组件", keys=("市发改委",))
    found = verdict(case, "市发改委、市商务局。", SECOND_BRACKET, "推广双面组件")
    assert found.right_clause
    assert found.first_citation
    assert found.gold_cited == 1


def test_a_fabricated_quote_is_caught(verdict, goal_case, make_citation):
    """Words that do not stand at their place are no citation, however right the answer."""
    moved = make_citation(1, GOAL, start=3, end=3 + len(GOAL))
    altered = make_citation(2, "到2030年，累计创建绿色工厂300家以上")
    unknown = make_citation(3, GOAL, document_id="无名方案")
    found = verdict(goal_case, "绿色工厂200家以上。", moved, altered, unknown)
    assert found.citations_exact == 0
    assert found.fabricated[:3] == ("引文1", "引文2", "引文3")


def test_a_near_clause_is_quoted_word_for_word_too(verdict, make_case, make_citation):
    """What a refusal shows beside it is a quotation like any other."""
    near = (make_citation(1, GOAL), make_citation(2, "没有这句话"))
    assert verdict(make_case("target"), "没有找到。", near=near).fabricated == ("相近引文2",)


def test_an_empty_or_outlying_span_is_not_exact(shelf, make_citation):
    """Python slices forgive; the referee does not."""
    assert not is_exact(make_citation(1, "", start=0, end=0), shelf)
    assert not is_exact(make_citation(1, "x", start=-1, end=0), shelf)
    assert is_exact(make_citation(1, GOAL), shelf)


def test_a_statement_that_no_cited_span_holds_is_fabricated(verdict, goal_case, make_case):
    """Number and agency both have to stand in what is cited, not only in the document."""
    found = verdict(goal_case, "市工信局：到2030年绿色工厂200家以上。", "绿色工厂200家以上")
    assert found.missing == found.foreign == ()
    assert found.fabricated == ("2030", "市工信局")
    assert not found.right
    cited_wholly = verdict(goal_case, "市工信局：到2030年绿色工厂200家以上。", GOAL, FIRST_BRACKET)
    assert cited_wholly.fabricated == ()


def test_a_page_is_no_answer_to_a_single_fact(verdict, goal_case, make_case):
    """120 characters for a fact; rows do not count where several things are asked."""
    padding = "认真落实各项要求" * 15
    found = verdict(goal_case, f"200家以上。{padding}", GOAL)
    assert found.too_long
    assert found.right_at_any_length
    assert not found.right
    row = f"\n- {padding}"
    assert verdict(goal_case, f"200家以上。{row}", GOAL).too_long
    several = make_case("target", "绿色工厂200家以上", keys=("200家以上", "15%左右"))
    assert not verdict(several, f"200家以上，15%左右。{row}", GOAL).too_long
    task = make_case("task", "绿色工厂200家以上", keys=("200家以上",))
    assert not verdict(task, f"200家以上。{padding}", GOAL).too_long


def test_a_long_list_of_agencies_is_not_too_long(verdict, agency_case):
    """Agency names do not count towards the 120 characters."""
    names = "市工信局、市生态环境局、" * 20
    assert not verdict(agency_case, names, FIRST_BRACKET).too_long


def test_the_form_of_an_answer_states_nothing(verdict, goal_case):
    """Citation marks, enumerators, row numbers, labels and totals are not numbers stated."""
    text = "共7条：\n1. 200家以上[1]（《海州市绿色行动方案》一1）\n| 3 | ③200家以上 |\n（4）完"
    assert verdict(goal_case, text, GOAL, total=7).foreign == ()
    assert verdict(goal_case, text, GOAL, total=6).foreign == ("7",)
    assert verdict(goal_case, "200家以上[9]", GOAL).foreign == ("9",)


def test_rows_of_a_list_are_counted_both_ways(verdict, make_case):
    """Precision over the rows given, recall over the gold entries."""
    case = make_case("list", "绿色工厂200家以上", "推广双面组件", keys=("绿色工厂", "双面组件"))
    statements = (
        Statement(text="绿色工厂", citations=(1,)),
        Statement(text="绿色工厂", citations=(1,)),
        Statement(text="清洁能源", citations=(2,)),
    )
    outside = "一、重点任务"
    found = verdict(case, "绿色工厂", GOAL, outside, statements=statements)
    assert found.row_precision == pytest.approx(2 / 3)
    assert found.row_recall == 0.5


def test_declining_what_is_answered_is_never_right(verdict, goal_case, make_case):
    """A refusal of an answerable question is false; of an unanswerable one it is wanted."""
    found = verdict(goal_case, "没有找到。")
    assert found.declined
    assert not found.right
    assert found.row_recall is None
    unanswerable = make_case("target")
    assert verdict(unanswerable, "没有找到。").declined
    answered = verdict(unanswerable, "200家以上。", GOAL)
    assert not answered.declined
    assert not answered.right


def test_a_declined_reply_out_of_scope_counts_as_declined(verdict, make_case):
    """Both ways to decline are one."""
    found = verdict(make_case("other"), "只回答政策问题。", status=AnswerStatus.OUT_OF_SCOPE)
    assert found.declined


def test_the_parts_of_an_answer_carry_its_citations(shelf, make_case, make_answer):
    """Several questions in one: the proofs of the parts are proofs of the whole."""
    part = make_answer("绿色工厂200家以上。", GOAL)
    whole = make_answer(
        "绿色工厂200家以上。",
        status=AnswerStatus.ANSWERED,
        statements=(),
        parts=(part,),
        reason=None,
    )
    case = make_case("target", "绿色工厂200家以上", keys=("200家以上",))
    found = judge(case, shelf.locate(case), whole, shelf)
    assert found.right_clause
    assert found.first_citation


def test_two_numbers_in_each_others_place_are_fabricated(verdict, make_case):
    """Every key is there and every number is in the source: only their places are wrong."""
    case = make_case("target", "绿色工厂200家以上", keys=("200家以上", "15%左右"))
    source = "累计创建绿色工厂200家以上，节水15%左右"
    right = verdict(case, "累计创建绿色工厂200家以上，节水15%左右。[1]", source)
    assert (right.fabricated, right.missing) == ((), ())
    wrong = verdict(case, "累计创建绿色工厂15家以上，节水200%左右。[1]", source)
    assert wrong.fabricated
    swapped = verdict(case, "累计创建绿色工厂15%左右，节水200家以上。[1]", source)
    assert swapped.missing == ()
    assert swapped.fabricated == ("对调：15% 与 200",)


def test_a_claim_denied_is_exchanged_with_nothing(verdict, make_case):
    """不是2035年 repeats the question; the year behind it is the text's, and a made-up one is caught."""
    question = "绿色工厂200家以上是到2035年，对吗？"
    case = make_case("target", "绿色工厂200家以上", question=question, keys=("2030年",))
    premise = Premise(asked="2035年", found="2030年")
    text = f"不是2035年，文件写的是2030年：{GOAL}。[1]"
    assert verdict(case, text, GOAL, premise=premise).fabricated == ()
    other = text.replace("是2030年：", "是2031年：")
    assert verdict(case, other, GOAL, premise=premise).fabricated == ("2031",)
    never_asked = make_case("target", "绿色工厂200家以上", keys=("2030年",))
    assert verdict(never_asked, text, GOAL, premise=premise).fabricated


def test_the_rows_of_each_document_may_be_counted(verdict, make_case):
    """共1项 of a document that has one row is no number from nowhere; another count is."""
    case = make_case("list", "绿色工厂200家以上", keys=("绿色工厂",))
    title = "《海州市绿色行动方案》"
    right = verdict(case, f"{title}共1项：绿色工厂", GOAL)
    assert right.fabricated == ()
    assert verdict(case, f"{title}共3项：绿色工厂", GOAL).fabricated == ("3",)


def test_the_ranks_of_the_gold_are_kept(shelf, make_case, make_answer):
    """The first place that lies in a gold clause counts; one that was not found is None."""
    case = make_case("list", "绿色工厂200家以上", "清洁能源占比达到40%", keys=("绿色工厂",))
    first, second = shelf.locate(case)
    elsewhere = Place(document_id="别的文件", span=first.spans[0])
    here = Place(document_id=first.document_id, span=first.spans[0])
    observed = Observed(found=(elsewhere, here), confidence=0.7)
    found = judge(case, (first, second), make_answer("绿色工厂", GOAL), shelf, observed)
    assert (found.ranks, found.confidence) == ((2, None), 0.7)
    assert judge(case, (first, second), make_answer("绿色工厂", GOAL), shelf).ranks == ()


def test_a_citation_of_everything_cites_nothing(verdict, goal_case, plan):
    """Wider than 1,000 characters and than the clause it points to nothing; so does a mere edge."""
    text, span = plan.document.text, plan.clauses[0].span
    assert not verdict(goal_case, "200家以上", text[: span.start + 3]).any_citation
    assert verdict(goal_case, "200家以上", span.of(text)).any_citation
    place = GoldPlace(
        document_id="甲",
        document="甲",
        cluster="甲/一",
        spans=(Span(start=5000, end=5200),),
        support=Support(texts=()),
    )
    assert place.is_cited("甲", Span(start=4500, end=5500))
    assert not place.is_cited("甲", Span(start=4000, end=5500))
    assert not place.is_cited("甲", Span(start=0, end=5090))


def test_a_word_that_binds_must_stand_in_the_source(verdict, make_case):
    """鼓励 turned into 严禁 is made up, whatever the keys say."""
    case = make_case("obligation", "推广双面组件", keys=("双面组件",))
    assert verdict(case, "推广双面组件", BOX).fabricated == ()
    assert verdict(case, "严禁推广双面组件", BOX).fabricated == ("语气：严禁",)
    asked = make_case("obligation", "推广双面组件", question="严禁吗？", keys=("双面组件",))
    assert verdict(asked, "不是严禁：推广双面组件", BOX).fabricated == ()


def test_a_count_is_not_met_by_a_citation_mark_or_a_label(verdict, make_case):
    """Key 1 needs the number 1 in words of the answer: not [1], not 一1, not row 1."""
    case = make_case("list", "绿色工厂200家以上", keys=("1",))
    label = f"《{TITLE}》一1"
    assert verdict(case, f"1. {label}绿色工厂[1]", GOAL).missing == ("1",)
    assert verdict(case, f"共1项：{label}绿色工厂[1]", GOAL).missing == ()


def test_a_false_premise_left_standing_is_not_right(verdict, make_case, make_premise):
    """The figure is there, but the question was taken as it came; one character corrects nothing."""
    premise = make_premise(asked="300家", found="200家以上")
    case = make_case("target", "绿色工厂200家以上", keys=("200家以上",), premise=premise)
    assert not verdict(case, "200家以上", GOAL).right
    named = verdict(case, "不是300家，是200家以上", GOAL, premise=premise)
    assert (named.premise_met, named.right) == (True, False)  # 300 is no number of the source
    asked = make_case(
        "target",
        "绿色工厂200家以上",
        question="是300家吗？",
        keys=("200家以上",),
        premise=premise,
    )
    assert verdict(asked, "不是300家，是200家以上", GOAL, premise=premise).right
    vague = make_premise(asked="300家", found="家")
    assert verdict(asked, "不是300家，是200家以上", GOAL, premise=vague).premise_met is False


def test_a_premise_of_units_is_met_by_their_full_names(verdict, make_case, make_premise):
    """市发改委、工信局 and 市发改委、市工信局 are the same units; one of two is not both."""
    premise = make_premise(asked="市教育局", found="市工信局、生态环境局")
    case = make_case("agency", "累计创建绿色工厂", question="是市教育局管吗？", premise=premise)
    full = make_premise(asked="市教育局", found="市工信局、市生态环境局")
    half = make_premise(asked="市教育局", found="市工信局")
    text = "否，责任单位中没有市教育局。责任单位：市工信局、市生态环境局。"
    assert verdict(case, text, GOAL, premise=full).premise_met is True
    assert verdict(case, text, GOAL, premise=full).foreign == ()
    assert verdict(case, text, GOAL, premise=half).premise_met is False


def test_a_sentence_beside_the_statements_is_uncited(verdict, goal_case):
    """What an answer says beyond its statements is a statement without a citation."""
    whole = "到2030年，累计创建绿色工厂200家以上。"
    honest = verdict(goal_case, whole, GOAL)
    assert (honest.statements, honest.supported) == (1, 1)
    more = verdict(
        goal_case,
        whole + "其余各项工作也都已经全部顺利完成。",
        GOAL,
        statements=(Statement(text=whole, citations=(1,)),),
    )
    assert (more.statements, more.supported) == (2, 1)


def test_the_rows_of_a_side_may_be_counted(verdict, make_case):
    """As the rows of a document are; a count that is not theirs is made up."""
    rows = tuple(
        Statement(text=f"{side}：{words}", citations=(number,))
        for number, (side, words) in enumerate(
            [("市工信局", GOAL), ("市工信局", GOAL), ("市发改委", ENERGY)], 1
        )
    )
    case = make_case("list", GOAL, ENERGY, question="两个局各负责哪些？")
    told = "\n".join(one.text for one in rows)
    quotes = (GOAL, GOAL, ENERGY)
    right = verdict(case, f"市工信局2项，市发改委1项：\n{told}", *quotes, statements=rows, total=3)
    wrong = verdict(case, f"市工信局4项，市发改委1项：\n{told}", *quotes, statements=rows, total=3)
    assert not [one for one in right.fabricated if one in {"1", "2", "3", "2项", "1项"}]
    assert [one for one in wrong.fabricated if one.startswith("4")]


def test_what_a_refused_part_shows_is_held_against_its_own_near_clauses(
    verdict, make_case, make_answer, make_citation
):
    """The place it names is no statement, and a near quotation that does not stand there is made up."""
    label = f"《{TITLE}》二（四）12"
    told = f"“多少钱？”：没有写明；最接近的内容见{label}。"
    near = make_citation(1, GOAL, label=label)

    def parts(one):
        refused = make_answer(told, status=AnswerStatus.NOT_FOUND, reason="没有写明", near=(one,))
        return (make_answer("绿色工厂200家以上。[1]", GOAL), refused)

    whole = f"绿色工厂200家以上。[1]\n{told}"
    case = make_case("target", "绿色工厂200家以上", keys=("200家以上",))
    assert verdict(case, whole, GOAL, parts=parts(near)).fabricated == ()
    moved = make_citation(2, "没有这句话", label=label)
    assert verdict(case, whole, GOAL, parts=parts(moved)).fabricated == ("相近引文2",)


def test_a_declined_reply_may_not_invent_either(verdict, make_case):
    """A refusal that states a figure is made up unless a near clause has it."""
    case = make_case("target")
    assert verdict(case, "没有写明，大约是25元。").fabricated == ("25元",) or verdict(
        case, "没有写明，大约是25元。"
    ).fabricated == ("25",)
    assert verdict(case, "没有写明2030年的数。").fabricated == ()
