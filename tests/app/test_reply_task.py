"""有哪些举措: a whole clause, one sentence, several clauses, several documents."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question, QuestionKind
from tests.app.small_corpus import DOGS, GRAIN, WATER, ask, assistant_over


def quotes(answer) -> list[str]:
    """Return the quotations in the order in which they are cited."""
    return [one.quote for one in answer.citations]


def test_a_question_for_a_clause_gets_all_its_measures():
    """Asked what a task comprises, every sentence of it is given, verbatim."""
    answer = ask("更新老化渠道有哪些举措？", WATER)
    assert answer.kind is QuestionKind.TASK
    assert {
        "全面排查渠道渗漏情况，对渗漏严重的渠段进行防渗衬砌。",
        "推广管道输水，减少输水损失。",
        "到2027年，更新老化渠道400公里。",
    } <= set(quotes(answer))


def test_a_question_for_one_measure_gets_its_sentence():
    """A single matter is answered by the sentence that speaks of it."""
    answer = ask("节水专项资金能不能挪用？")
    assert quotes(answer) == ["严禁挪用节水专项资金。"]
    assert answer.answer == f"《{WATER}》三（一）“加大资金支持”写明：\n严禁挪用节水专项资金。"


def test_what_is_asked_about_comes_first():
    """The sentence that speaks of the question is before the rest of its clause."""
    assert quotes(ask("携犬可以进学校吗？"))[0] == "禁止携犬进入学校、医院。"


def test_two_documents_asked_about_are_both_answered():
    """Each document gives its own clause, named."""
    answer = ask("两个方案对宣传培训分别有什么要求？")
    assert {one.document_title for one in answer.citations} == {WATER, GRAIN}
    assert "普及节水知识" in answer.answer
    assert "培训保管员5000人次" in answer.answer
    assert all("写明：" in one.text for one in answer.statements)


def test_the_document_that_says_nothing_is_said_to_say_nothing():
    """Asked of two documents by name, the silent one is named."""
    answer = ask("江西粮食方案和泉州农业节水方案分别对烘干中心有什么要求？")
    assert answer.status is AnswerStatus.ANSWERED
    assert f"《{WATER}》没有写明。" in answer.answer
    assert {one.document_title for one in answer.citations} == {GRAIN}


def test_a_clause_in_several_documents_names_each():
    """Where clauses of several documents say as much, each is given under its name."""
    answer = ask("加大资金支持有什么要求？")
    assert {one.document_title for one in answer.citations} == {WATER, GRAIN}


def test_a_statute_answers_by_its_articles():
    """An article is named as such."""
    answer = ask("对违反规定的养犬人怎么处罚？", DOGS)
    assert "第六条" in answer.answer
    assert "处二百元罚款" in answer.answer


def test_principles_are_not_taken_for_measures():
    """Where a task says it, the guiding thought that also says it does not lead."""
    assert ask("怎样推广节水灌溉？", WATER).citations[0].clause_id.startswith(f"{WATER}/二/")


WEEK = """关于开展节水宣传周活动的通知

为开展节水宣传，现通知如下。

一、活动时间

宣传周从三月二十二日开始。

二、宣传重点

各级水利部门要公布用水定额。组织开放供水厂。编写节水手册。

各级学校要开展节水课堂。组织学生参观水厂。评选节水小标兵。发放节水读本。

各级商会要动员企业节水。
"""


def test_several_measures_are_those_of_the_paragraph_asked_about(tmp_path):
    """What one of several kinds of unit has to do is its paragraph, whole, and none of the others."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "关于开展节水宣传周活动的通知.txt").write_text(WEEK, encoding="utf-8")
    answer = assistant_over(folder).ask(Question(text="节水宣传周学校应开展哪些宣传活动？"))
    assert quotes(answer) == [
        "各级学校要开展节水课堂。",
        "组织学生参观水厂。",
        "评选节水小标兵。",
        "发放节水读本。",
    ]


POINTS = """某市农业农村污染防治规划

一、现状
（一）农膜污染防治稳步推进。一是建立农膜回收网点，覆盖所有产粮大县。二是推广加厚地膜，减少残留。三是开展农膜污染监测，掌握底数。四是宣传农膜回收政策，培训种粮大户。
（二）养殖污染防治成效明显。一是建设粪污处理设施。二是推广种养结合。

二、任务
（一）加强监管。落实属地责任。
"""


def test_points_that_are_counted_stay_in_their_order_and_are_all_given(tmp_path):
    """Whatever the question speaks of most, 一是 comes before 三是, and none is left out."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "某市农业农村污染防治规划.txt").write_text(POINTS, encoding="utf-8")
    answer = assistant_over(folder).ask(Question(text="农膜污染防治在开展监测等方面有哪些举措？"))
    assert [one[:2] for one in quotes(answer)] == ["一是", "二是", "三是", "四是"]


SHOPS = """青禾市商业绿色发展行动方案

一、重点任务

（一）倡导节约用餐。推广小份菜和半份菜。引导婚庆宴席理性点单。对浪费严重的食堂开展约谈。支持饭店设置余菜打包台。

（二）繁荣夜间集市。延长步行街照明时段。增设临时摊点。开行末班接驳客车。组织灯会和书市。发放夜市折扣券。培训摊主食品安全知识。评选特色摊位。

（三）做强特色小吃。甜食：推广糖水和米糕。咸食：推广鱼丸和锅边。凉茶：推广草药茶。

二、办理

摊点申请由街道受理，受理之日起十日内办结。跨街道的摊点申请，受理之日起二十日内办结。

摊主应当遵守下列规定：
（一）按时收摊；
（二）清扫场地；
（三）明码标价。
但节庆灯会期间收摊时间另行公布。
"""


@pytest.fixture(scope="module")
def shops(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shops") / "documents"
    folder.mkdir()
    (folder / "青禾市商业绿色发展行动方案.txt").write_text(SHOPS, encoding="utf-8")
    assistant = assistant_over(folder)
    return lambda text: assistant.ask(Question(text=text))


@pytest.mark.parametrize(
    "question",
    ["青禾市怎么减少饭店食堂的浪费？", "节约用餐有哪些举措？", "青禾市在吃饭节约上打算怎么引导？"],
)
def test_a_short_task_asked_about_in_other_words_is_given_whole(shops, question):
    """Which of its measures have a word of the question says little, so none is left out."""
    assert set(quotes(shops(question))) == {
        "推广小份菜和半份菜。",
        "引导婚庆宴席理性点单。",
        "对浪费严重的食堂开展约谈。",
        "支持饭店设置余菜打包台。",
    }


def test_the_part_asked_about_is_given_alone(shops):
    """A sentence that has what the question says beside the heading is what it asks for."""
    assert quotes(shops("青禾市怎么引导婚庆宴席？")) == ["引导婚庆宴席理性点单。"]


def test_sentences_with_labels_are_of_several_matters(shops):
    """Asked for what one label names, the others are not given."""
    assert quotes(shops("青禾市的咸食推广什么？")) == ["咸食：推广鱼丸和锅边。"]


def test_a_long_task_is_cut_to_its_nearest_measures(shops):
    """Of more than a few measures those are given that say most of the question."""
    given = quotes(shops("夜市和摊位怎么搞？"))
    assert len(given) == 6
    assert {"发放夜市折扣券。", "评选特色摊位。"} <= set(given)


def test_the_next_case_of_a_length_of_time_is_given_with_the_plain_one(shops):
    """A rule for the plain case is half the answer where the next sentence grades it."""
    answer = shops("摊点申请受理后多久能办结？")
    assert "十日内办结" in answer.answer
    assert "跨街道的摊点申请，受理之日起二十日内办结" in answer.answer


def test_a_proviso_behind_a_list_is_given_with_it(shops):
    """What a 但书 takes from all items belongs to each of them."""
    assert quotes(shops("摊主应当遵守哪些规定？"))[-1] == "但节庆灯会期间收摊时间另行公布。"


def test_an_answer_that_its_place_would_make_long_goes_without(tmp_path):
    """A sentence for one fact is given without the place, which the citation names, where both are long."""
    folder = tmp_path / "documents"
    folder.mkdir()
    sentence = f"夜间集市由街道办事处会同商会{'、'.join('甲乙丙丁戊己庚辛')}等八个片区共同管理，{'按月轮值，' * 12}不另设机构。"
    title = "青禾市人民政府办公室关于进一步促进夜间集市健康有序发展若干措施的通知"
    text = f"{title}\n\n一、管理办法\n\n{sentence}\n\n二、宣传\n\n广泛宣传。\n"
    (folder / f"{title}.txt").write_text(text, encoding="utf-8")
    answer = assistant_over(folder).ask(Question(text="夜间集市是不是另设机构管理？"))
    assert answer.answer == sentence
