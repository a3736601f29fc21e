"""Questions about a document itself: number, issuer, dates, whether it holds, what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.answer import Answer, AnswerStatus, Question
from app.catalogue import Catalogue
from app.document_question import Particular, asked_particulars
from app.in_force import NOT_IN_FORCE
from corpus.standing import Standing
from tests.app.small_corpus import assistant_over

TODAY = date(2026, 6, 1)
NOTICE = """云南省水利厅 云南省财政厅关于印发云南省节水管理办法的通知

云水发〔2024〕8号

各州市水利局：
现将《云南省节水管理办法》印发给你们，请认真执行。

云南省水利厅 云南省财政厅
2024年5月6日

云南省节水管理办法

第一条 为了节约用水（以下简称惜水），根据《中华人民共和国水法》，制定本办法。
第二条 省水利厅负责全省节约用水管理工作。
第三条 年用水量50万立方米以上的单位应当安装计量设施。
第四条 本办法自2024年7月1日起施行，有效期5年。《云南省节约用水暂行办法》（云水发〔2015〕3号）同时废止。
"""
OLD = """云南省节约用水暂行办法

云水发〔2015〕3号

第一条 为了节约用水，制定本办法。
第二条 省水务局负责全省节约用水管理工作。
第三条 年用水量30万立方米以上的单位应当安装计量设施。
第四条 本办法自2015年3月1日起施行。

云南省水利厅
2015年2月1日
"""
HEAT = """贵州省供热补贴办法

第一条 为了发展供热，制定本办法。
第二条 供热企业每平方米补贴10元，由省住房城乡建设厅审核发放。
第三条 本办法自2021年1月1日起施行，有效期至2023年12月31日。

贵州省人民政府
二〇二〇年十二月一日
"""
TEXTS = {"节水": NOTICE, "云南省节约用水暂行办法": OLD, "贵州省供热补贴办法": HEAT}
PARK = """苏岭市停车补助办法

第一条 为了方便停车，制定本办法。
第二条 本办法自印发之日起施行，有效期五年。
"""
WATER = "云南省节水管理办法"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return assistant_over(folder, clock=lambda: TODAY)


@pytest.fixture(scope="module")
def ask(assistant):
    def answer(text: str, *history: str) -> Answer:
        return assistant.ask(Question(text=text, history=history))

    return answer


def test_a_clause_is_shown_with_what_ended_its_document(assistant):
    """Whoever reads the original beside the answer sees that it does not hold; else nothing is said."""
    ended = assistant.clause_view("云南省节约用水暂行办法/第二条").ended
    assert ended.startswith("《云南省节约用水暂行办法》已被")
    assert "（云水发〔2024〕8号）废止" in ended
    assert "已过期" in assistant.clause_view("贵州省供热补贴办法/第二条").ended
    assert assistant.clause_view("节水/第一条").ended == ""


@pytest.mark.parametrize(
    ("question", "words", "quote"),
    [
        (f"{WATER}的文号是多少？", "云水发〔2024〕8号", "云水发〔2024〕8号"),
        (f"《{WATER}》是几号文", "云水发〔2024〕8号", "云水发〔2024〕8号"),
        (f"{WATER}是哪几个部门印发的？", "云南省水利厅、云南省财政厅", "云南省水利厅 云南省财政厅"),
        (f"{WATER}是谁发的", "云南省水利厅、云南省财政厅", "云南省水利厅 云南省财政厅"),
        (f"{WATER}什么时候印发的？", "成文日期：2024年5月6日", "2024年5月6日"),
        (f"{WATER}啥时候开始施行", "2024年7月1日", "本办法自2024年7月1日起施行"),
        ("云水发〔2024〕8号什么时候生效？", "2024年7月1日", "本办法自2024年7月1日起施行"),
        (f"{WATER}有效期到哪天？", "写明：“本办法自2024年7月1日起施行，有效期5年”", "有效期5年"),
        (f"{WATER}管到什么时候", "有效期5年", "有效期5年"),
        (
            f"{WATER}现在还有效吗？",
            "在有效期内：“本办法自2024年7月1日起施行，有效期5年”",
            "有效期5年",
        ),
        ("云南惜水管理办法还管用吗", "在有效期内", "有效期5年"),
        (
            f"{WATER}废止了哪个文件？",
            "《云南省节约用水暂行办法》（云水发〔2015〕3号）同时废止",
            "同时废止",
        ),
        (f"{WATER}依据什么文件制定的", "《中华人民共和国水法》", "根据《中华人民共和国水法》"),
        ("云南省节约用水暂行办法作废了吗", "（云水发〔2024〕8号）废止", "同时废止"),
        ("云南省节约用水暂行办法被什么文件替代了？", "（云水发〔2024〕8号）废止", "同时废止"),
        (
            "贵州省供热补贴办法过期了没有",
            "有效期至2023年12月31日，已过期",
            "有效期至2023年12月31日",
        ),
        ("贵州省供热补贴办法哪天成文的", "二〇二〇年十二月一日", "二〇二〇年十二月一日"),
    ],
)
def test_it_is_answered_in_the_words_of_the_document(ask, question, words, quote):
    """What was asked stands in the answer, and a quotation proves it."""
    found = ask(question)
    assert found.status is AnswerStatus.ANSWERED
    assert words in found.answer
    assert any(quote in " ".join(citation.quote.split()) for citation in found.citations)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("停车补助办法有效期多久？", "有效期五年”；文件没有写明起算的日期"),
        ("停车补助办法什么时候施行？", "自印发之日起施行"),
    ],
)
def test_a_term_without_its_first_day_is_quoted(tmp_path, question, words):
    """A document that lacks its 成文日期 still says how long it holds."""
    (tmp_path / "文件").mkdir()
    (tmp_path / "文件" / "停车.txt").write_text(PARK, "utf-8")
    found = assistant_over(tmp_path / "文件", clock=lambda: TODAY).ask(Question(text=question))
    assert words in found.answer
    assert "自印发之日起施行" in found.citations[0].quote


def test_numbers_of_a_reason_are_checked_too(ask, monkeypatch):
    """Only names and the reckoned day are taken on trust; another number is proven or goes."""
    right = Catalogue.standing

    def wrong(self: Catalogue, document_id: str) -> Standing:
        found = right(self, document_id)
        return replace(found, reason=found.reason.replace("已过期", "已过期7年"))

    monkeypatch.setattr(Catalogue, "standing", wrong)
    found = ask("贵州省供热补贴办法过期了没有")
    assert "7年" not in found.answer


def test_a_day_that_no_words_give_is_not_stated(ask):
    """The term and the days it counts from are quoted; nothing is reckoned for the reader."""
    found = ask(f"{WATER}有效期到哪天？").answer
    assert "2029" not in found
    assert "2024年5月6日" in found


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("贵州省供热补贴办法的文号是多少？", "《贵州省供热补贴办法》没有写明文号。"),
        ("贵州省供热补贴办法废止了什么文件", "没有写明废止或替代哪份文件"),
        ("《四川省节水条例》是谁发布的？", "已收录的文件中没有《四川省节水条例》。"),
    ],
)
def test_what_no_document_says_is_declined(ask, question, reason):
    """The refusal names what is not said, and cites nothing."""
    found = ask(question)
    assert found.status is AnswerStatus.NOT_FOUND
    assert reason in found.reason
    assert not found.citations


def test_two_documents_are_told_one_by_one(ask):
    """Each part of the question names one; none is left out."""
    found = ask("云南省惜水管理办法和贵州省供热补贴办法分别是什么时候成文的？")
    assert "2024年5月6日" in found.answer
    assert "二〇二〇年十二月一日" in found.answer


def test_which_of_several_documents_hold_is_told_of_each(ask):
    """From the terms and dates that the texts state, on the day of the question."""
    found = ask("哪份有效？")
    assert found.status is AnswerStatus.ANSWERED
    for words in ("有效期至2023年12月31日，已过期", "废止", "在有效期内"):
        assert words in found.answer + "".join(one.text for one in found.statements)


def test_which_documents_have_ended_names_those_alone(ask):
    """The one in force is left out."""
    found = ask("哪些文件已经失效或者废止了？")
    told = "".join(one.text for one in found.statements)
    assert "贵州省供热补贴办法" in told
    assert "云南省节约用水暂行办法" in told
    assert "在有效期内" not in told


def test_an_answer_from_a_document_that_has_ended_says_so(ask):
    """The note gives the reason with the words it rests on, for people and in JSON."""
    found = ask("供热企业每平方米补贴多少元？")
    (note,) = [note for note in found.notes if note.code == NOT_IN_FORCE]
    assert note.text.startswith("《贵州省供热补贴办法》有效期至2023年12月31日，已过期")
    assert "有效期至2023年12月31日。”" in note.text


def test_where_two_documents_answer_the_one_in_force_comes_first(ask):
    """The old rules say the same of another body; they are not what holds."""
    found = ask("全省节约用水管理工作由谁负责？")
    assert "省水利厅" in found.answer
    assert "省水务局" not in found.answer.split("\n", maxsplit=1)[0]


def test_a_question_to_the_old_document_is_answered_with_a_note_that_names_the_new(ask):
    """Who asks for it by name gets it, and learns what ended it."""
    found = ask("云南省节约用水暂行办法规定由谁负责管理工作？")
    assert "省水务局" in found.answer
    assert any("云水发〔2024〕8号" in note.text for note in found.notes)


@pytest.mark.parametrize(
    "question",
    [
        "全省节水管理工作由谁负责？",
        "供热补贴由谁审核发放？",
        "用水单位什么时候安装计量设施？",
        "供热企业补贴标准是多少？",
    ],
)
def test_questions_about_what_a_document_says_are_left_alone(ask, question):
    """Its clauses answer them, not its metadata."""
    assert "发文机关" not in ask(question).answer
    assert "施行日期" not in ask(question).answer


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("这份文件是谁在什么时候印发的，文号多少", {"ISSUER", "PUBLISHED", "NUMBER"}),
        ("它有没有新版本", {"REPLACED_BY"}),
        ("老办法是不是废止了", {"REPLACES"}),
        ("这个通知还能用吗", {"STATUS"}),
        ("哪年的文件", {"PUBLISHED"}),
        ("落款是谁", {"ISSUER"}),
        ("哪份有效", {"STATUS"}),
        ("现在执行的是哪一份", {"STATUS"}),
        ("目前以哪份为准", {"STATUS"}),
        ("哪个版本还有效", {"STATUS"}),
        ("哪些文件已经失效", {"STATUS"}),
        ("哪些任务要有效推进", set()),
        ("哪些企业执行阶梯水价", set()),
        ("钢铁行业有哪些任务", set()),
    ],
)
def test_everyday_words_ask_for_the_same(question, asked):
    """Colloquial questions are read as what they ask for."""
    assert {one.name for one in asked_particulars(question)[0]} == asked
    assert {one.name for one in Particular} >= asked


def test_hostile_questions_are_read_in_linear_time():
    """A long run of words that nearly match comes back at once."""
    for words in ("被哪个", "什么时候", "谁谁联合", "有没有新的", "还现在目前"):
        assert isinstance(asked_particulars(words * 3000)[0], tuple)


def test_quotations_outside_all_clauses_are_shown_with_their_document():
    """A title line is cited for the document itself, and opens from the top."""
    from tests.corpus.test_standing import parsed_of

    catalogue = Catalogue([parsed_of(OLD, "旧")])
    issuer = catalogue.register["旧"].metadata.title
    assert issuer.citation is not None
    assert catalogue.holds(issuer.citation)
    shown = catalogue.show(issuer.citation, 1)
    assert (shown.path, shown.label) == ((), "《云南省节约用水暂行办法》")
    clause = catalogue.with_heading(shown.clause_id, catalogue.at(shown.clause_id).clause)
    assert clause.span.start == 0


def test_a_number_names_its_document(ask):
    """发文字号 leads to one document; one that nothing at hand has is declined by name."""
    found = ask("云水发〔2024〕9号规定了什么？")
    assert found.status is AnswerStatus.NOT_FOUND
    assert "云水发〔2024〕9号" in found.reason


def test_what_only_the_head_of_a_web_page_says_is_told_and_proves_nothing(tmp_path):
    """The day is not in the text: the answer declines, and names it with where it comes from."""
    lines = "".join(f"<p>{line}</p>" for line in HEAT.split("\n")[:-3] if line)
    head = '<meta name="PubDate" content="2020-12-08 09:00">'
    (tmp_path / "供热.html").write_text(
        f"<html><head>{head}</head><body>{lines}</body></html>", "utf-8"
    )
    (tmp_path / "节水.txt").write_text(NOTICE, "utf-8")

    asked = Question(text="贵州省供热补贴办法是什么时候公布的？", history=())
    found = assistant_over(tmp_path, clock=lambda: TODAY).ask(asked)

    assert found.status is AnswerStatus.NOT_FOUND
    assert "原文没有写明发布日期，文件属性写的是2020年12月8日。" in found.reason
