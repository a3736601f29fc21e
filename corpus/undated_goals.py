"""Figures that a plan's tasks are to reach, with no year beside them: 新建茶叶基地20个; pure.

Conventions: the tasks of a plan say what is to be built, grown or raised and by how much; where no
sentence dates it, it is due at the end of the period in the title (2023—2025年), if there is one. What a
task gives (补贴), asks of somebody (应当, 每个…) or makes a condition (…的) is no goal of the plan.
"""

from __future__ import annotations

import re

from corpus.each_goals import find_each_goal
from corpus.facts import Target
from corpus.model import Clause, ClauseRole, Document
from corpus.view import fold_width
from corpus.yearly import is_yearly_letter

_PERIOD = re.compile(r"20\d\d年?\s?[-—~～至到]{1,2}\s?(?P<end>20\d\d)年?")
_PLAN = re.compile(r"方案|规划|计划|行动|纲要|意见|措施|要点|任务")
_NO_PLAN = re.compile(
    r"报告|总结|答复|解读|申报|申请|指南|评[价审估]|公[示告]|管理办法|预案|说明|批复"
)
# Sentences on what is given, paid or asked, and on what has been.
_GIVEN = re.compile(
    r"奖|补[贴助]|补偿(?!(?:资金)?(?:试点|机制|制度|改革|协议))|罚|给予|资助|以上的|以下的|[已曾]|现有|目前|近年|去年|上年|(?:建设|主要)内容|[造理设]后"
)
# Words that bind somebody: what stands before them in a sentence may be a goal.
_BINDS = re.compile(r"应当|必须|不得")
# Words that make a rule of their own part of a sentence alone: a fee, a loan's limit, a condition.
_MONEY = re.compile(
    r"收费|费用|授信|额度|(?<!减)税(?!收|降费)|贷款(?!余额|加权|平均|利率|增速|规模|总量)"
)
# Those that may set a goal none the less, in a list of tasks for one year.
_OTHER = re.compile(
    r"按照?[^,;。]{0,30}(?:要求|标准)|(?:符合|满足|达到|具备|有)[^,;。]{0,20}(?:条件|标准(?!化)|要求)"
)
_COMPARED = re.compile(r"同比|其中|条件|(?<!高)标准(?!化|地|厂房)|要求")
# Parts of a plan on where things stand, and the words of such a part.
_REVIEW = re.compile(
    r"回顾|现状|基础|成[效绩就果]|进展|形势|问题|背景|环境(?:分析|条件)|情况|挑战|机遇|概况|总结|完成"
)
_REVIEWED = re.compile(
    r"以来|截[至止]|“?十[一二三]五|成[效绩]|[完建达形推]成了|实现了|圆满|超额|已(?:经|建|达|完|累|有|基本|全)|上级|主要做法|稳步推进|进一步(?:提升|改善)|逐步(?:提升|改善)|持续(?:好转|改善)|共(?:完成|建成|实施|投入|争取)"
)
# How a figure is told that has been reached: 累计完成, 较2015年下降, unless it is aimed at.
_TOLD = re.compile(
    r"累计|共计?|全部|[较比]“?(?:20\d\d|十|上|去)|从\d|由\d|达\d|好\d|合计|总计|全[面市省县区]完成"
)
_MOTTO = re.compile(r"“[^”]{0,60}\d|\d[^“”]{0,60}”")  # “3公里进林带”
_SIZE = re.compile(r"(?:吨|套|千?瓦时?|[GMk]Wh?|平方米|立方米)$")
_NAME = re.compile(r"倍增|[十百千万亿]{1,3}")  # of an action: 倍增计划, 百亿突破行动
_BUILT = re.compile(r"[、,:\s]{0,3}(?:新[增建改]|建[成设]|完成|改造|治理|修复|淘汰)")
# The number of an item, which stands before its words where they are no heading: 3.新建学校2所.
_NUMBER = re.compile(
    r"^[、,:\s]{0,3}(?:\d{1,2}月[底末]?之?前|(?:\d{1,2}[.、](?!\d)|\(?[\d一二三四五六七八九十]{1,3}\)|[①-⑳]|[一二三四五六七八九]是)\s{0,3})?"
)
_AIMED = re.compile(r"力争|确保|争取|计划|要|将")
_FOR_SOME = re.compile(r"[、,:\s]{0,3}(?:对|凡|符合|申报|按|每(?!年)|单[个项体]|至少|原则上|应|不)")
_ACTS = r"新[增建改扩招]|改造|改建|扩建|培育|建成|建设|完成|打造|引进|培养|培训|创建|认定|治理|修复|淘汰|实现|发展|增加(?!值)|增设|遴选|选[树育聘]|招[聘募]|组建|拆除|硬化|绿化(?!率|覆盖)|铺设|盘活|[带拉撬]动|惠及|营造|栽植|(?:城镇|农村|城乡|县域|净|累计)新增"
_DONE = re.compile(
    rf"(?:力争|确保|争取|每年|全年|年内|要|再|累计|组织|全面|推动|加快){{0,3}}(?:{_ACTS}|完善(?=[^,;:。\d]{{2}}))"
    r"|[^,;:。\d]{2,20}(?:建设|改造|培训|治理|修复)(?:任务)?\d"
    r"|\d[\d.]{0,5}%(?:以上|左右)?的?[\u4e00-\u9fff]{2,20}(?:建成|达到|达标|完成|实现)"
)
_RAISED = re.compile(
    r"增长|提高|提升|下降|降低|减少|压[减缩]|增加|新增|达到|突破|力争|确保|争取|[至到](?:…|$)"
)
# Where a level is to be reached or held, of what is measured all over: 绿地率达到40%, 用水总量控制在3亿立方米以内.
_LEVEL_OF = re.compile(
    r"(?:(?<!增长)(?<!增)率|占?比[例重]?|覆盖面|强度|指数|(?<!容)(?<!质)(?<!含)量|面积|规模|里程|产值|收入|增加值|投资|额|总?数|人口)$"
)
_RATE = re.compile(r"(?<!增长)(?<!增)(?:率|占?比[例重])$")
_YEARS_ON = re.compile(
    r"(?:力争|确保|用)?[两二三四五2-5]年内?(?:累计)?(?:实现|完成|建成|新[建增]|培[育训]|达)"
)
_CUT_TO = re.compile(r"[降缩减短][至到]")  # a time, which else is a term: 降至8天以下
_HELD = re.compile(r"(?:控制|稳定|保持|维持)在")
# How goals of yearly plans are worded: 新建绿地10公顷, 增长6%左右, 控制在3%以内.
_TO_DO = re.compile(
    rf"(?:力争|确保|争取|全年|年度|年内|计划|要|再|累计|推动|加快|启动|组织|全面){{0,3}}(?:{_ACTS}|新开|布局|实施|发放|举办|更新|组织(?=\d))"
)
_LIMITED = re.compile(
    r"增长|提高|提升|下降|降低|减少|压减|增加|新增|达到|控制在|稳定在|保持在|突破|不[低高少多超]|力争|确保|[至到]$|[至到]…"
)
# What a project is, in the words of lists of projects (项目库, 专栏) and feasibility studies: no goals of a plan.
_PROJECT = re.compile(
    r"(?:^|[。;,\s])(?:主要)?(?:建设|工程|项目)(?:主要|的)?(?:内容|规模|概况|简介|地点|性质|周期)(?:[及与和、](?:主要)?(?:建设)?(?:内容|规模))?\s?:"
)
_AIM = re.compile(r"(?:目标|指标|成效|任务)[^,。:]{0,6}:")
# What a plan or a project costs, as estimated: 规划总投资440亿元, unless it is to be spent or drawn in.
_COST = re.compile(
    r"(?:总投资|(?:[计规]划|估算|预计|概算)(?:总)?投资|投资(?:估算|概算|匡算|总额)|(?:项目|工程)投资)额?$"
)
_SPENT = re.compile(r"完成|达|超|突破|力争|确保|争取|增长|提高|新增|[拉带撬]动|吸引|引进|到位|实现")
# Units of how long, how often, how warm: what somebody keeps to.
_TERMS = frozenset(
    ("小时", "天", "岁", "度", "℃", "摄氏度", "分贝", "米", "毫米", "克", "次", "期", "倍")
)
_COUNTED = frozenset("个家所座户项村处条台套")
_IN_MONTH = re.compile(
    r"[、,:\s]{0,3}\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末])?之?前(?![^,;。]{0,6}(?:报|制定|提交|上))"
)
_NO_AMOUNT_OF_GOALS = _TERMS | {"", "万", "亿"}


def describes_project(sentence: str, *, goes_on: bool) -> bool:
    """Tell whether a sentence says what a project is: 建设内容：新建厂房5万平方米。

    So do those behind it in its paragraph (`goes_on`), until it is told what is aimed at.
    """
    return _PROJECT.search(sentence) is not None or (goes_on and _AIM.search(sentence) is None)


def is_cost(metric: str, words: str) -> bool:
    """Tell whether a figure in `words` is what something is estimated to cost, or a share of that."""
    return _COST.search(metric) is not None and _SPENT.search(words) is None


def period_end(title: str) -> int | None:
    """Return the last year of the period in a title, None for none: …方案（2023—2025年）."""
    match = _PERIOD.search(fold_width(title))
    return int(match["end"]) if match else None


def may_state_goals(document: Document, clause: Clause) -> bool:
    """Tell whether a clause is a task of a plan, whose figures are goals without a year."""
    title = document.title
    is_plan = _PLAN.search(title) is not None and _NO_PLAN.search(title) is None
    is_plan = is_plan or is_yearly_letter(title)
    if not is_plan or clause.role is not ClauseRole.TASK:
        return False
    headings = (*clause.path.headings, *clause.titles)
    is_review = any(_REVIEW.search(one) for one in headings)
    return not is_review and _REVIEWED.search(clause.span.of(document.text)) is None


def is_size(target: Target, words: str) -> bool:
    """Tell whether a figure says how big a project is, not what is to be reached: 年产10万吨钛白粉项目."""
    is_before = target.source.quote.rstrip().endswith(target.metric)
    is_name = _NAME.fullmatch(target.value + target.unit) is not None
    is_of_project = is_before and _SIZE.search(target.unit) and not _BUILT.match(words)
    is_name = is_name or (
        target.metric.endswith(("行动", "计划")) and not target.value[0].isdecimal()
    )
    return "年产" in words or "按" in target.metric or is_name or bool(is_of_project)


def _opened(words: str) -> str:
    """Return the words of an item without its number and the marks before them."""
    return _NUMBER.sub("", words, count=1)


def spans_years(words: str) -> bool:
    """Tell whether words are due some years on, not in the year of their plan: 三年实现全覆盖."""
    return _YEARS_ON.match(_opened(words)) is not None


def is_asked(sentence: str, words: str = "") -> bool:
    """Tell whether a sentence says what is given, asked of somebody or has been, in any plan.

    What stands behind `words` binds somebody to something else.
    """
    is_bound = _BINDS.search(sentence[: sentence.find(words) + len(words)] if words else sentence)
    return bool(is_bound or _GIVEN.search(sentence) or _REVIEWED.search(sentence))


def is_for_each(words: str) -> bool:
    """Tell whether words set how many of something each is to have: 每个乡镇建成1所幼儿园."""
    is_rule = _GIVEN.search(words.replace("以上的", "")) or _BINDS.search(words)
    return find_each_goal(words) is not None and not is_rule


def is_planned(target: Target, words: str, *, of_list: bool) -> bool:
    """Tell whether a figure without a deadline in a plan for one year is to be reached in it.

    `of_list`: the plan is a list of tasks (工作要点, 任务清单), not a report, so that terms are for somebody.
    """
    if _by_month(target, words):
        return True
    is_term = target.unit in _TERMS and _CUT_TO.search(target.qualifier) is None
    if of_list and (is_term or target.value == "一批" or _FOR_SOME.match(words)):
        return False
    if is_size(target, words):
        return False
    if _TO_DO.match(_opened(words)) or _reaches_all(target, words):
        return True
    is_rate = target.unit == "%" and _RATE.search(target.metric) and _closes(target, words)
    is_limited = is_rate or _LIMITED.search(target.qualifier) or _states_level(target, words)
    return bool(is_limited) and not (of_list and _MONEY.search(words))


def is_stated(target: Target, words: str, sentence: str, *, goes_on: bool) -> bool:
    """Tell whether a figure without a year in `words` of a task's `sentence` is to be reached.

    `goes_on`: the words before it in the sentence state a goal, which this one only continues.
    """
    is_bound = _BINDS.search(sentence[: sentence.find(words) + len(words)])
    if is_bound or _GIVEN.search(sentence) or _OTHER.search(sentence):
        return False
    if _FOR_SOME.match(words) or _MONEY.search(words) or _COMPARED.search(words):
        return False
    is_share = target.value.endswith("成")
    is_cut = _CUT_TO.search(target.qualifier) is not None
    if target.unit in _NO_AMOUNT_OF_GOALS and not (is_cut or is_share):
        return False
    is_told = _TOLD.search(words) and not _AIMED.search(words)
    if is_told or _MOTTO.search(words) or is_size(target, words):
        return False
    if _states_level(target, words):
        return True
    is_held = _HELD.search(target.qualifier) is not None  # 新建住宅密度控制在30%以下 is a rule
    is_done = _DONE.match(_opened(words)) is not None and not is_held
    goes_on = goes_on and _closes(target, words)
    return is_done or bool(_RAISED.search(target.qualifier)) or goes_on


def _by_month(target: Target, words: str) -> bool:
    """Tell whether so many are due in a month of the year: 9月底前12个村完成改厕."""
    return target.unit in _COUNTED and _IN_MONTH.match(words) is not None


def _states_level(target: Target, words: str) -> bool:
    """Tell whether what is measured all over is to reach, or keep to, a level."""
    level = f"(?:达到?|保持)(?:每[日天年])?{re.escape(target.value)}"
    is_level = _HELD.search(target.qualifier) or re.search(level, words)
    is_change = target.unit in {"个百分点", "百分点"}
    return bool(is_level and not is_change and _LEVEL_OF.search(target.metric))


def _reaches_all(target: Target, words: str) -> bool:
    """Tell whether something is to be everywhere, or nowhere: 实现乡镇养老机构全覆盖."""
    return target.value in {"全覆盖", "清零"} and "实现" in words


def _closes(target: Target, words: str) -> bool:
    return words.rstrip("。;! \n").endswith((target.unit or "。", "以上", "左右", "以内", "以下"))
