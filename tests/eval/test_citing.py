"""ALCE's rules, one by one: which statements their citations support, which citations help."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answer import AnswerStatus, Statement
from eval.citing import CitationScore, is_supported, score_citations
from eval.judgement import judge
from eval.matching import Support

UNHURRIED = settings(deadline=None)
GOAL = "累计创建绿色工厂200家以上"
WATER = "节水15%左右"
ENERGY = "清洁能源占比达到40%"
BOX = "推广双面组件，开发百种产品"
BRACKET = "（责任单位:市工信局、生态环境局按职责分工负责）"
KNOWN = ("市工信局", "市生态环境局", "工信局", "生态环境局", "市商务局")


def stated(*statements: tuple[str, tuple[int, ...]]) -> tuple[Statement, ...]:
    """Return statements of (text, numbers of citations)."""
    return tuple(Statement(text=text, citations=numbers) for text, numbers in statements)


def quotes_alone(citations) -> Support:
    """Hold what the quotes say and nothing more."""
    return Support(texts=tuple(one.quote for one in citations))


def score(answer) -> CitationScore:
    """Score an answer by its quotes alone, every word of a statement being its claim."""
    return score_citations(
        answer, support_of=quotes_alone, claim_of=lambda _, text: text, known=KNOWN
    )


@pytest.fixture
def score_of(make_answer):
    """Return a function that scores statements over quotes numbered from 1."""

    def decide(statements, *quotes):
        answer = make_answer("答案", *quotes)
        # Past the answer's own check: it refuses numbers that do not exist, as other systems may not.
        object.__setattr__(answer, "statements", stated(*statements))
        return score(answer)

    return decide


@pytest.fixture
def proof(shelf, make_case, make_answer):
    """Return a function that judges one statement with its citations, as a run does."""

    def decide(text, *citations, question="绿色工厂要建多少家？"):
        case = make_case("target", GOAL, question=question, keys=("200家以上",))
        statements = stated((text, tuple(range(1, len(citations) + 1))))
        answer = make_answer(text, *citations, statements=statements)
        found = judge(case, shelf.locate(case), answer, shelf)
        return found.supported, found.citations_good

    return decide


def test_a_statement_that_its_citation_holds_is_supported(score_of):
    """One statement, one citation, both good."""
    found = score_of([("绿色工厂200家以上。", (1,))], GOAL)
    assert found == CitationScore(statements=1, supported=1, citations=1, good=1)


def test_in_an_unsupported_statement_no_citation_is_good(score_of):
    """300 stands in neither: recall 0 of 1, precision 0 of 2, though [1] is about it."""
    found = score_of([("绿色工厂300家以上。", (1, 2))], GOAL, ENERGY)
    assert found == CitationScore(statements=1, supported=0, citations=2, good=0)


def test_a_statement_without_citations_is_unsupported(score_of):
    """It counts among the statements and adds no citation."""
    found = score_of([("绿色工厂200家以上。", ()), ("节水15%左右。", (2,))], GOAL, WATER)
    assert found == CitationScore(statements=2, supported=1, citations=1, good=1)


def test_a_citation_that_does_not_exist_is_a_wrong_one(score_of):
    """Number 9 is not there: the statement falls, and both its citations count as not good."""
    found = score_of([("绿色工厂200家以上。", (1, 9))], GOAL)
    assert found == CitationScore(statements=1, supported=0, citations=2, good=0)


def test_a_redundant_citation_is_not_good(score_of):
    """[2] alone does not hold it and [1] does without [2]: 1 good of 2."""
    found = score_of([("绿色工厂200家以上。", (1, 2))], GOAL, ENERGY)
    assert found == CitationScore(statements=1, supported=1, citations=2, good=1)


def test_citations_that_are_needed_together_are_both_good(score_of):
    """Neither holds 200 and 40% alone, and without either the other does not."""
    found = score_of([("绿色工厂200家以上，清洁能源40%。", (1, 2))], GOAL, ENERGY)
    assert found == CitationScore(statements=1, supported=1, citations=2, good=2)


def test_beside_two_needed_ones_a_third_is_redundant(score_of):
    """Without the third the two still hold it: 2 good of 3."""
    found = score_of([("绿色工厂200家以上，清洁能源40%。", (1, 2, 3))], GOAL, ENERGY, BOX)
    assert found == CitationScore(statements=1, supported=1, citations=3, good=2)


def test_citations_that_each_suffice_are_all_good(score_of):
    """Saying it twice is no fault: each alone supports the statement."""
    found = score_of([("绿色工厂200家以上。", (1, 2))], GOAL, f"{GOAL}，{WATER}")
    assert found == CitationScore(statements=1, supported=1, citations=2, good=2)


def test_statements_and_citations_add_up_over_the_parts(make_answer):
    """2 of 3 statements hold; the numbers of a part are its own, so its [1] is not the first's."""
    first = make_answer("一", GOAL, statements=stated(("200家以上。", (1,))))
    second = make_answer("二", ENERGY, statements=stated(("40%。", (1,)), ("200家以上。", (1,))))
    whole = make_answer("全", status=AnswerStatus.ANSWERED, parts=(first, second), reason=None)
    assert score(whole) == CitationScore(statements=3, supported=2, citations=3, good=2)


def test_a_refusal_states_nothing(make_answer):
    """There is nothing to count."""
    nothing = CitationScore(statements=0, supported=0, citations=0, good=0)
    assert score(make_answer("没有找到。")) == nothing


@pytest.mark.parametrize(
    "claim",
    [
        "到2030年，200家以上",
        "２００ 家以上",  # width and blanks are only writing
        "由市工信局负责",
        "由生态环境局负责",
        "“累计创建绿色工厂”200家以上",
        "「累计创建绿色工厂２００家以上」",
        "推广组件产品",  # 推广 广组 组件 件产 产品: 3 of 5 pairs stand there
        "推广组",  # 推广 广组: exactly half
        "。",  # claims nothing
    ],
)
def test_what_the_span_holds_is_supported(claim):
    """Every number, agency and quotation, or, of words alone, half of the pairs of characters."""
    text = f"到2030年，{GOAL}。{BOX}。{BRACKET}"
    assert is_supported(claim, Support(texts=(text,)), KNOWN)


@pytest.mark.parametrize(
    "claim",
    [
        "到2035年，200家以上",
        "到2030年，20家以上",
        "节水200%",  # 200 is not 200%
        "由市商务局负责200家",
        "由外星事务局负责",
        "推广水泥产业",  # 推广 广水 水泥 泥产 产业: 1 of 5
        "要求“全面建成绿色工厂体系”",
    ],
)
def test_what_the_span_does_not_hold_is_unsupported(claim):
    """One number, agency or quotation that is not there is enough."""
    text = f"到2030年，{GOAL}。{BOX}。{BRACKET}"
    assert not is_supported(claim, Support(texts=(text,)), KNOWN)


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("“创建绿色工厂区”", True),  # 7 characters: words; 5 of 6 pairs stand there
        ("“创建绿色工厂园区”", False),  # 8 characters: a quotation; 5 of 7 pairs do not save it
        ("“创建绿色工厂二百家”", False),
        ("“累计创建绿色工厂200家以上”", True),
        ('"累计创建绿色工厂200家以上"', True),
    ],
)
def test_a_quotation_has_eight_characters_or_more(claim, supported):
    """A shorter one may be a name or a word that is talked about."""
    assert is_supported(claim, Support(texts=(GOAL,)), KNOWN) is supported


def test_what_stands_between_two_quotations_is_none():
    """Straight marks open and close alike; they are read in pairs."""
    support = Support(texts=(GOAL,))
    assert is_supported('"绿色工厂"要建成的数目写的是"200家以上"', support, KNOWN)
    assert not is_supported('"绿色工厂"和"另一件从未有过的事"共200家', support, KNOWN)


@UNHURRIED
@given(
    st.sampled_from(
        ["200家以上", "200家，40%", "“清洁能源占比达到40%”", "推广组件", "市工信局", "。"]
    ),
    st.lists(st.sampled_from([GOAL, WATER, ENERGY, BOX, BRACKET]), max_size=4),
    st.lists(st.sampled_from([GOAL, WATER, ENERGY, BOX, BRACKET]), max_size=4),
)
def test_more_text_supports_no_less(claim, texts, more):
    """What some spans hold, they hold with others beside them, in any order."""
    some = is_supported(claim, Support(texts=tuple(texts)), KNOWN)
    assert some <= is_supported(claim, Support(texts=(*texts, *more)), KNOWN)
    assert some == is_supported(claim, Support(texts=tuple(reversed(texts))), KNOWN)


def test_agencies_count_with_their_prefix_restored(proof):
    """The bracket writes 生态环境局 after 市工信局 and means 市生态环境局; 市商务局 it does not mean."""
    assert proof("市工信局、市生态环境局负责。", BRACKET) == (1, 1)
    assert proof("市工信局、市商务局负责。", BRACKET) == (0, 0)


def test_the_prefix_is_restored_from_the_cited_span_alone(proof):
    """Another clause's bracket is no proof, whatever the document says elsewhere."""
    assert proof("市生态环境局负责。", "（责任单位:市发改委、商务局）") == (0, 0)


def test_marks_labels_and_row_numbers_claim_nothing(proof):
    """[1], the label's 1 and the enumerator 3. are no numbers that a span has to hold."""
    assert proof("3. 《海州市绿色行动方案》一1：200家以上。[1]", GOAL) == (1, 1)


def test_the_title_of_a_cited_clause_is_no_quotation(proof, make_citation):
    """It names what is cited; the same words as another clause's title would have to be proven."""
    titled = make_citation(1, GOAL, path=("一、重点任务", "1.绿色工厂梯次培育行动。"))
    assert proof("“绿色工厂梯次培育行动”：200家以上。", titled) == (1, 1)
    assert proof("“绿色工厂梯次培育行动”：200家以上。", GOAL) == (0, 0)


def test_what_the_question_says_need_not_be_proven(proof):
    """Saying "不是300家" to a question about 300家 states nothing new; unasked, it would."""
    text = "不是300家，而是200家以上。"
    assert proof(text, GOAL, question="是不是要建300家？") == (1, 1)
    assert proof(text, GOAL) == (0, 0)
