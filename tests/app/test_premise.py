"""What a question takes for granted and the text denies is put right before it is answered."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question, QuestionKind
from app.claimed_words import other_means
from tests.app.small_corpus import WATER, ask, assistant_over


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        ("听说泉州要更新老化渠道600公里，归哪些部门管？", "600公里", "400公里"),
        ("泉州2030年要更新老化渠道400公里，由谁负责？", "2030年", "2027年"),
        ("泉州是不是强制种植大户采用水肥一体化技术？", "强制", "鼓励种植大户采用水肥一体化技术"),
        ("泉州新增喷灌滴灌面积80万亩，这事谁负责？", "80万亩", "8万亩"),
    ],
)
def test_a_false_premise_is_put_right_first(question, asked, found):
    """The claim, what the text says instead, and the words of the text that say so."""
    answer = ask(question, WATER)
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.premise is not None
    assert (answer.premise.asked, answer.premise.found) == (asked, found)
    assert answer.statements[0].text.startswith(f"不是{asked}，文件写的是{found}：")
    assert found in answer.citations[0].quote


def test_what_was_asked_is_answered_behind_the_correction():
    """A wrong figure in a question for units does not cost the units."""
    answer = ask("听说泉州要更新老化渠道600公里，归哪些部门管？", WATER)
    assert "市水利局" in answer.answer
    assert "市财政局" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "泉州要更新老化渠道400公里，归哪些部门管？",
        "泉州2027年要更新老化渠道400公里，由谁负责？",
        "我们镇有600公里渠道，更新老化渠道由谁负责？",
        "泉州鼓励种植大户采用水肥一体化技术吗？",
        "更新老化渠道是必须做还是鼓励做？",
    ],
)
def test_what_the_text_bears_out_or_the_asker_says_of_himself_is_not_corrected(question):
    """No correction where the figure is the text's, the circumstance the asker's, or both are named."""
    assert ask(question, WATER).premise is None


def test_a_question_for_every_goal_claims_nothing():
    """Lists have to be complete and are left alone."""
    answer = ask("2027年有哪些量化目标？", WATER)
    assert answer.premise is None
    assert answer.total


def test_a_unit_that_is_in_no_list_is_a_premise():
    """Whether a unit is responsible: no, and who is."""
    answer = ask("更新老化渠道是不是市教育局负责？", WATER)
    assert answer.premise is not None
    assert answer.premise.asked == "市教育局"
    assert answer.premise.found.startswith("市水利局")


RULES = """泉州市节水奖补办法
第一条 灌区应当建立三级巡查制度。
第二条 用水台账应当至少保存五年。
第三条 市水利局预留年度补助资金的百分之二作为应急资金。
第四条 对申请结果有异议的，可以自收到结果之日起七个工作日内申请复核，市水利局应当自收到申请之日起十个工作日内作出决定。
第五条 用水单位虚报用水数据的，由市水利局责令改正，处二万元以上五万元以下罚款。
第六条 到2027年，建设1-2家节水示范园区。
第七条 鼓励用水大户编制节水报告。
第八条 市水利局对水权交易实施统一监督管理。
"""
PLAN = """泉州市节水行动方案
一、主要任务
（一）更新老化渠道。更新老化渠道400公里。（市水利局牵头，市财政局、市发改委配合）
（二）推广水肥一体化。推广水肥一体化技术。（责任单位：市农业农村局、市水利局）
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """Return an assistant over a rule with counts in words and a plan with a leading unit."""
    folder = tmp_path_factory.mktemp("rules") / "documents"
    folder.mkdir()
    (folder / "泉州市节水奖补办法.txt").write_text(RULES, encoding="utf-8")
    (folder / "泉州市节水行动方案.txt").write_text(PLAN, encoding="utf-8")
    assistant = assistant_over(folder)
    return lambda text: assistant.ask(Question(text=text))


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        ("泉州灌区建立的是四级巡查制度吧？", "四级", "三级"),
        ("泉州用水台账要保存三年吧？", "三年", "五年"),
        ("泉州应急资金是年度补助资金的百分之五，谁来预留？", "百分之五", "百分之二"),
        (
            "泉州对申请结果有异议，可以在十五个工作日内申请复核，对吗？",
            "十五个工作日",
            "七个工作日",
        ),
        ("泉州用水单位虚报用水数据要罚一百万以上吧？", "一百万", "二万元以上五万元以下"),
        ("泉州到2027年要建三家节水示范园区，对吧？", "三家", "1-2家"),
        ("为什么泉州强制用水大户编制节水报告？", "强制", "鼓励用水大户编制节水报告"),
        ("泉州是市财政局对水权交易实施统一监督管理吧？", "市财政局", "市水利局"),
    ],
)
def test_small_counts_terms_shares_and_units_are_put_right(rules, question, asked, found):
    """A claim is held against the words that speak of it: counts in words, years, shares, ranges, who."""
    answer = rules(question)
    assert answer.premise is not None, answer.answer
    assert answer.premise.asked.startswith(asked)
    assert answer.premise.found.startswith(found)


@pytest.mark.parametrize(
    "question",
    [
        "泉州灌区建立的是三级巡查制度吧？",
        "泉州用水台账要保存5年吧？",
        "泉州应急资金是年度补助资金的2%，谁来预留？",
        "泉州对申请结果有异议，可以在七个工作日内申请复核，对吗？",
        "泉州对申请要在十个工作日内作出决定，对吗？",
        "泉州用水单位虚报用水数据要罚三万元，对吗？",
        "泉州到2027年要建一家节水示范园区，对吧？",
        "为什么泉州鼓励用水大户编制节水报告？",
        "泉州是市水利局对水权交易实施统一监督管理吧？",
    ],
)
def test_what_is_true_in_other_words_is_not_corrected(rules, question):
    """The same amount in figures or words, within the range, or of the other of two terms."""
    assert rules(question).premise is None


def test_a_unit_that_only_helps_does_not_lead(rules):
    """牵头 is said of the unit the text says it of; the list follows."""
    answer = rules("更新老化渠道是不是市财政局牵头？")
    assert answer.answer.startswith("否，市财政局不是牵头单位")
    assert answer.premise is not None
    assert answer.premise.found == "市水利局"
    assert rules("更新老化渠道是不是市水利局牵头？").premise is None


def test_a_unit_listed_first_is_not_said_to_lead(rules):
    """Where the text names no leading unit the first one is 首列单位."""
    answer = rules("推广水肥一体化是不是市农业农村局牵头？")
    assert answer.answer.startswith("是，首列单位是市农业农村局（文件未明确牵头单位）。")


SPOKEN = """泉州市取水管理办法
第一条 用水单位应当于每年1月1日至3月31日报送年度用水报告。年度用水报告的更正应当在每年4月30日之前完成。
第二条 被列入重点监管名单的用水单位，三年内不得申请新增取水指标；自列入名单之日起满五年未再违规的，移出名单。
第三条 对实习的高校学生，给予每人每月2000元生活补助，补助期限不超过六个月；对连续就业满1年的技术人员，给予每人每月1200元住房补助，补助期限最长为2年。
第四条 对省级、市级、县级节水企业，分别给予20万元、10万元、5万元一次性奖励。
第五条 取水户发生下列情形之一的，认定为“重大事故”：
（一）造成死亡一人以上，或者重伤三人以上的；
（二）造成直接经济损失一百万元以上的。
第六条 巡查机构应当每季度至少巡查一次取水口。
第七条 全面停止新建地下水取水工程，稳慎推进在建工程。采用先进计量技术的已建工程，鼓励升级改造。
第八条 用水单位自行编制用水报告，也可以委托第三方编制。水行政主管部门不得指定第三方机构。
第九条 对未完成节水任务的单位，依法依规实行通报批评和约谈问责。
第十条 举报内容经查证属实的，应当按照规定给予举报人奖励。
第十一条 市水利局对取水口实施统一监督管理；市农业农村局负责灌溉用水的监督管理。
第十二条 取水许可的技术规范由省水利厅另行制定。
第十三条 直接在湖塘洗涤用水，不适用本办法。
第十四条 服务协议有效期可为1年、2年或3年。
第十五条 本办法由市人民法院依法监督，当事人同意的，市人民法院可以当即公开审理水事案件。
"""


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """Return an assistant over a rule whose articles hold several amounts, bans and permissions each."""
    folder = tmp_path_factory.mktemp("spoken") / "documents"
    folder.mkdir()
    (folder / "泉州市取水管理办法.txt").write_text(SPOKEN, encoding="utf-8")
    assistant = assistant_over(folder)
    return lambda text: assistant.ask(Question(text=text))


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        (
            "被列入重点监管名单的单位五年内都不能再申请取水指标，没错吧？",
            "五年内",
            "三年内不得申请",
        ),
        ("实习的高校学生每个月能领3000块生活补助，对吧？", "3000块", "每月2000元"),
        ("连续就业满1年的技术人员每月住房补助两千块，没记错吧？", "两千块", "每月1200元"),
        ("实习学生的生活补助最长领一年，是吗？", "一年", "不超过六个月"),
        ("县级节水企业能拿十万块奖励，对吗？", "十万块", "5万元"),
        ("死三个人以上才算重大事故，对不对？", "三个人以上", "一人以上"),
        ("直接经济损失五十万以上就算重大事故，对吗？", "五十万以上", "一百万元以上"),
        ("用水报告的更正每年6月30号之前完成就行，是吧？", "6月30号之前", "每年4月30日之前"),
        ("巡查机构每个月至少要巡查一次取水口，是吗？", "每个月", "每季度"),
    ],
)
def test_an_amount_is_held_against_what_is_spoken_of_like_it(spoken, question, asked, found):
    """Of several amounts of a kind in an article the one of the same thing counts, in whatever words."""
    answer = spoken(question)
    assert answer.premise is not None, answer.answer
    assert answer.premise.asked == asked
    assert answer.premise.found.startswith(found)
    assert answer.statements[0].text.startswith(f"不是{asked}，文件写的是")


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        (
            "听说用上先进计量技术还是可以新建地下水取水工程，是这样吗？",
            "可以新建地下水取水工程",
            "全面停止新建地下水取水工程",
        ),
        (
            "水行政主管部门可以指定第三方机构吧？",
            "可以指定第三方机构",
            "水行政主管部门不得指定第三方机构",
        ),
        (
            "用水单位不能委托第三方编制用水报告，对吧？",
            "不能委托第三方编制用水报告",
            "也可以委托第三方编制",
        ),
        (
            "没完成节水任务的单位也不会被追究，对不对？",
            "不会被追究",
            "依法依规实行通报批评和约谈问责",
        ),
        ("举报查实以后不用给举报人奖励，是吧？", "不用给举报人奖励", "应当按照规定给予举报人奖励"),
        ("直接在湖塘洗涤用水也适用这个办法，对吗？", "适用这个办法", "不适用本办法"),
    ],
)
def test_an_act_under_the_opposite_word_denies_a_claim(spoken, question, asked, found):
    """What may be done and must not, need not and must, has no consequence and has one."""
    answer = spoken(question)
    assert answer.premise is not None, answer.answer
    assert answer.premise.asked == asked
    assert answer.premise.found == found
    assert found in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        ("灌溉用水的监督管理是市水利局负责的吧？", "市水利局", "市农业农村局"),
        ("取水许可的技术规范由市政府制定，对吧？", "市政府", "省水利厅"),
    ],
)
def test_who_does_something_is_put_right_in_prose(spoken, question, asked, found):
    """The unit that the sentence about the matter names, item by item."""
    answer = spoken(question)
    assert answer.premise is not None, answer.answer
    assert (answer.premise.asked, answer.premise.found) == (asked, found)


@pytest.mark.parametrize(
    "question",
    [
        "被列入重点监管名单的单位三年内不能再申请取水指标，没错吧？",
        "列入名单以后满五年没再违规就能移出来，对吧？",
        "实习的高校学生每个月能领两千块生活补助，对吧？",
        "连续就业满一年的技术人员每月住房补助1200块，没记错吧？",
        "实习学生的生活补助最长领半年，是吗？",
        "县级节水企业能拿五万块奖励，对吗？",
        "省级节水企业能拿二十万奖励，对吗？",
        "死一个人就算重大事故，对不对？",
        "重伤三个人以上也算重大事故，对不对？",
        "用水报告的更正每年4月30号之前完成就行，是吧？",
        "巡查机构每季度至少巡查一次取水口，是吗？",
        "地下水取水工程不能新建了，是吧？",
        "水行政主管部门不能指定第三方机构吧？",
        "用水单位可以自己编用水报告，对吧？",
        "没完成节水任务的单位会被约谈问责，对不对？",
        "举报查实以后要给举报人奖励，是吧？",
        "直接在湖塘洗涤用水不适用这个办法，对吗？",
        "灌溉用水的监督管理是市农业农村局负责的吧？",
        "取水许可的技术规范由省水利厅制定，对吧？",
        "服务协议有效期可以签3年，对吗？",
        "可以新建地下水取水工程吗？",
        "能不能委托第三方编制用水报告？",
        "我们公司成立两年了，能领住房补助吗？",
    ],
)
def test_what_is_so_or_openly_asked_is_not_denied(spoken, question):
    """True twins of every claim above, questions that claim nothing, and what the asker says of himself."""
    assert spoken(question).premise is None, spoken(question).answer


def test_whether_a_unit_may_do_something_is_no_question_for_who_is_responsible(spoken):
    """法院可以…吗 asks what it may do."""
    answer = spoken("市人民法院可以当即公开审理水事案件，对吧？")
    assert answer.kind is not QuestionKind.AGENCY
    assert "可以当即公开审理" in answer.answer


def test_who_wants_a_yes_is_given_the_sentence_that_says_so(spoken):
    """A claim that holds is answered with the words that bear it out."""
    assert "每人每月1200元住房补助" in spoken("技术人员住房补助每月1200元，是吗？").answer


COUNTED = """泉州市节水规划
一、总体要求
规划包括总体要求、重点任务与组织实施3个部分。节水工作一方面带来新挑战，另一方面带来新机遇。
到2025年，渠系改造技术广泛应用。到2030年，再生水直接利用技术取得突破应用。
二、重点任务
改造老旧管网。
三、组织实施
各县（区）抓好落实。
"""


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        ("泉州市节水规划一共分六大部分，是吧？", "六大部分", "3个部分"),
        ("泉州再生水直接利用技术在2025年取得突破应用，对吗？", "2025年", "2030年"),
    ],
)
def test_what_is_counted_or_dated_is_put_right(tmp_path, question, asked, found):
    """Parts are held against a count of parts, a year against that of the goal."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "泉州市节水规划.txt").write_text(COUNTED, encoding="utf-8")
    answer = assistant_over(folder).ask(Question(text=question))
    assert answer.premise is not None, answer.answer
    assert (answer.premise.asked, answer.premise.found[: len(found)]) == (asked, found)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("市水利局是拿身份证号当唯一标识的吧?", ("身份证号", "取水许可证编号")),
        ("市水利局是用取水许可证编号作唯一标识的吧?", None),
        ("市水利局是拿身份证号当报名条件的吧?", None),
    ],
)
def test_a_means_is_held_against_what_serves_as_the_same(question, stated):
    """拿…当… against 以…为…, where both are for the same."""
    sentence = "市水利局以取水许可证编号为唯一标识,记录用水户信用。"
    assert other_means(question, sentence, sentence) == stated


INDUSTRY = """石门市建材行业降碳方案
一、发展基础
“十三五”以来，平板玻璃产能从90万吨压减到40万吨，陶瓷产量从2015年的12万吨增加到2020年的20万吨。
二、主要目标
到2026年，培育绿色工厂20家。到2028年，培育绿色工厂45家。到2026年，数据中心电能利用效率降到1.25以下，水泥单位能耗下降14%，力争下降14.5%。
三、主要任务
（一）优化产能。防范陶瓷产能无序扩张，适度扩大石墨产能。
（二）严格管理。对瞒报产能的，处一万元以上三万元以下罚款。不得以试点名义随意下放审批权限。发放消费券1120万元。
"""


@pytest.fixture(scope="module")
def industry(tmp_path_factory):
    """A plan made for the purpose."""
    folder = tmp_path_factory.mktemp("industry") / "documents"
    folder.mkdir()
    (folder / "石门市建材行业降碳方案.txt").write_text(INDUSTRY, encoding="utf-8")
    return assistant_over(folder)


@pytest.mark.parametrize(
    ("question", "asked", "stated"),
    [
        ("石门平板玻璃产能扩大了，对不对？", "扩大", "压减到40万吨"),
        ("石门为什么要压减石墨产能？", "压减", "适度扩大石墨产能"),
        ("听说石门不准再扩大石墨产能，对吗？", "不准再扩大", "适度扩大石墨产能"),
        ("石门到2028年培育绿色工厂20家，对吧？", "20家", "45家"),
        ("石门数据中心电能利用效率要降到1.4以下，对吧？", "1.4以下", "1.25以下"),
        ("石门瞒报产能罚三万到五万，对吗？", "三万到五万", "一万元以上三万元以下"),
        ("石门发放消费券2000多万，是真的吗？", "2000多万", "1120万元"),
    ],
)
def test_a_way_a_range_and_a_year_are_put_right(industry, question, asked, stated):
    """The other way, a range that neither holds the other, and what is set for another year."""
    answer = industry.ask(Question(text=question))
    assert answer.premise is not None
    assert answer.premise.asked == asked
    assert stated in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "石门平板玻璃产能压减到40万吨，对不对？",
        "石门陶瓷产量是增加的，对吧？",
        "石门适度扩大石墨产能，是不是？",
        "石门到2026年培育绿色工厂20家，对吧？",
        "石门培育绿色工厂45家，对吧？",
        "石门水泥单位能耗下降14.5%，对吗？",
        "石门数据中心电能利用效率要降到1.25以下，对吧？",
        "石门瞒报产能罚一万到三万，对吗？",
        "石门发放消费券一千多万，是真的吗？",
    ],
)
def test_a_way_a_range_and_a_year_that_are_so_are_not_denied(industry, question):
    """Both ends of a change, each year's goal, and what is striven for are all said."""
    assert industry.ask(Question(text=question)).premise is None


def test_what_is_asked_behind_a_claim_is_answered_as_well(industry):
    """The correction first, then what was asked because of the claim."""
    answer = industry.ask(
        Question(text="既然石门水泥单位能耗要下降20%，那数据中心电能利用效率要降到多少？")
    )
    assert answer.premise is not None
    assert "1.25以下" in answer.answer


@pytest.mark.parametrize(
    "wording",
    [
        "{}，是这个数吧？",
        "我印象里{}，请核对这一数字有无差错。",
        "有人说{}，有没有这事？",
        "稿子里写{}，我们想确认下，是这样吗？",
        "{}，真有这回事？",
        "{}，数字对得上吗",
        "{}，是真的假的",
        "{}，材料里这么写有问题没",
    ],
)
def test_a_claim_is_read_in_every_wording(wording):
    """What is wrong is put right, what is right is not, however a yes is asked for."""
    wrong = ask(wording.format("泉州2027年更新老化渠道600公里"), WATER)
    assert wrong.premise is not None
    assert wrong.premise.found == "400公里"
    assert ask(wording.format("泉州2027年更新老化渠道400公里"), WATER).premise is None


MILLS = """临江市榨糖业转型方案

一、现状

榨糖能力从9万吨压减到4.5万吨，糖蜜产量五年累计增长61.3%。新设榨线经营期不得超过12年。

二、目标

到2026年，新购榨机中节能榨机占比达到70%以上。到2031年，膜法制糖实现规模化应用。
"""


@pytest.fixture(scope="module")
def mills(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mills") / "documents"
    folder.mkdir()
    (folder / "临江市榨糖业转型方案.txt").write_text(MILLS, encoding="utf-8")
    return assistant_over(folder)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("临江榨糖能力压减到6万吨，对吗？", "4.5万吨"),
        ("临江新购的榨机，十台里至少九台得是节能榨机，对吗？", "70%以上"),
        ("临江糖蜜产量五年翻番，对吗？", "61.3%"),
        ("临江新设榨线经营期最多30年，对吗？", "不得超过12年"),
        ("临江膜法制糖26年就大规模用了？", "2031年"),
    ],
)
def test_the_right_value_is_told(mills, question, found):
    """Where a change ends, shares in words, a most there may be with its 不得, a year by two figures."""
    answer = mills.ask(Question(text=question))
    assert answer.premise is not None
    assert answer.premise.found == found


@pytest.mark.parametrize(
    "question",
    [
        "临江榨糖能力压减到4.5万吨，对吗？",
        "临江榨糖能力从9万吨压到4.5万吨，对吗？",
        "临江糖蜜产量五年增长六成，对吗？",
        "临江新购榨机里节能榨机占七成以上，对吗？",
        "2030临江 膜法制糖 应用",
        "临江榨糖能力 15到20年 压减多少",
    ],
)
def test_what_is_right_or_no_claim_is_not_corrected(mills, question):
    """Tenths are said of what they come near to; words that one searches for claim nothing."""
    assert mills.ask(Question(text=question)).premise is None
