"""Goals told without a figure: what is to be finished, opened, done away with or of a class by a date; pure.

Conventions: the state closes the words behind what it is of (新院区9月底前投入使用, 三期工程建成通车, 危房全部消除,
断面水质达到Ⅲ类标准), or the verb opens them behind the date (2024年底前完成隐患排查). What is built stands
in the words before where they only go on (推进货场改造，2024年投入运营). Systems, mechanisms and patterns that are
to take shape (体系基本形成) are a direction, not such a goal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.facts import Target
from corpus.goal_segments import Place, Segment, goal
from corpus.metric_names import strip_metric

_HOW = r"(?:(?:全部|全面|全线|基本|如期|顺利|正式|同步|按期|尽早|力争|确保)(?:实现)?){0,2}"
_OPENED = (
    r"(?:建成(?:并?(?:投用|投产|通车|投运|投入(?:使用|运营|运行)|使用|运行|运营|启用))?|投入(?:使用|运营|运行)|投[用产运](?:使用|运营)?"
    r"|竣工(?:验收|投产|投用|通车)?|通车(?:运营)?|开工(?:建设)?|动工(?:建设)?|完工|交付(?:使用)?|并网发电|[全主]体?封顶)"
)
_DONE = r"(?:完成|消除|达标|取缔|禁用|停用|淘汰|关停|退出|整[治改]到位|清零|开工|完工|办结|销号|脱贫|建成)"
_NOUN = r"[^,;:。!?《》|\t]{2,40}?"
_STATE = re.compile(
    rf"(?P<metric>(?!全部|全面|基本|建成|竣工|投入|正式|顺利|如期|按期|同步|通车){_NOUN})?(?P<value>{_HOW}{_OPENED})"
)
_ALL = re.compile(
    rf"(?P<metric>{_NOUN})(?P<value>(?:全部|全面|基本|动态)(?:{_DONE}|(?:实现|建立|设立|接入|配备|(?<=全部)纳入|达到|建成|完成|配齐|安装|设置|执行)[^,;:。、\d]{{2,24}})|覆盖(?:所有|全部|全[市县区省])[^,;:。的]{{1,16}})"
)
_CLASS = re.compile(
    rf"(?P<metric>{_NOUN})(?:稳定|均|总体)?达到?(?P<value>(?:国家|省级?|市级?)?(?:[ⅠⅡⅢⅣⅤ]{{1,2}}|[一二三四五]|[IV]{{1,3}}|[1-5])[级类](?:甲等|乙等)?(?:及以上|以上)?(?:水质|水体|公路)?(?:标准|水平)?)"
)
_VERB_FIRST = re.compile(
    rf"(?P<value>(?:全部|全面|基本|如期|力争|确保){{0,2}}(?:完成|建成(?:投用|投产|启用|开放|贯通|通车)?|开工建设|启动建设|竣工))(?P<metric>(?!投|通车|启用|开放|贯通|使用|运|验收)(?:全部|所有)?{_NOUN})"
)
# What a list for one year sets to be built is named as a work.
_WORK = re.compile(
    r"(?:项目|工程|枢纽|大桥|[医学]院|学校|[小中]学|幼儿园|车站|[泵客货场]?站|园区?|基地|水库|水厂|电厂|高速(?:公路)?|公路|铁路|隧道|[机市]场|[主大]?道|路|码头|管网|展?馆|中心|大厦|广场|[一二三四]期|院区|校区)$"
)
_ALL_FIRST = re.compile(rf"(?P<value>全面(?:消除|取缔|淘汰|完成))(?P<metric>{_NOUN})")
# A pace or level that keeps up with another one: 增速高于全省平均水平, 与经济增长同步.
_PACE = re.compile(
    rf"(?P<metric>{_NOUN}(?:增速|增幅|增长率?|增长速度|涨幅|增加|收入|投入))(?P<how>高于|不低于|快于|优于|低于|不高于)(?P<value>[^,;:。\d]{{2,24}}(?:水平|平均|增速|增幅|增长率?|[收投]入))"
    rf"|(?P<whose>{_NOUN}(?:收入|工资|增长|增速|支出|投入))(?P<same>与[^,;:。\d]{{2,14}}(?:增长|提高|增速)?(?:基本)?(?:保持)?同步)"
)
# What stands about the date and the number of an item, and is no part of what is done.
_ABOUT = re.compile(
    r"^\s{0,4}(?:\(?[一二三四五六七八九十\d]{1,3}[).、]|[①-⑳]|[一二三四五六七八九]是)|^(?:其中|同时|并|且|要|再|以及|的|[上下]半年)|\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末])?之?前|年[底内]之?前?|力争|确保|争取"
)
# The act that a project's name stands behind: 推进货场改造, 加快市中医院迁建.
_ACT = re.compile(
    r"^(?:加快|推[进动]|抓好|实施|启动|支持|建设|新建|改扩?建|续建|确保|力争|规划|谋划|做好|完成|开工|争取|全力|统筹){1,3}"
)
# What is only furthered, and what is no part of a name.
_SOFT = re.compile(
    r"(?:分类|逐步|积极|稳步|有序|大力|加快)?(?:推[动进]|指导|督促|引导|鼓励|支持|探索|通过|开展|加强|强化|健全|完善|做好|促进|加快|加速|全力|深入|研究|争创|谋划)"
)
_NOT_IN_NAME = re.compile(
    r"^(?:(?:确保|力争|实施|实现|(?:继续|持续)?保持|全[市省县区国]|所有|全部)(?=.{2})){1,6}|(?:率先|持续|保持|稳定|均|都|已|要|将|应|总体|累计|[、的]){1,6}$"
)
# Words that are no name of what is built or done away with.
_NO_NAME = re.compile(
    r"^(?:我国|若|如|凡|对|按|在|未|不|已|经|自|从|由|以|因|为|与|和|或|及|被|把|将|使|让|当|各类|有关|相关|这些|其|该|本|项目$|工程$|任务$|工作$)|常态化$|目标(?:任务)?$|任务$|的$|[后前时中]$|[^\u4e00-\u9fff)”\"\dA-Za-z]$|标准$|合格|批准|未|(?:建成|竣工|投[用产]|[开完]工|通车|水平|体系)、|应当|必须|不得|可以|情况$"
)
# What takes shape and is not finished: a direction.
_VAGUE = re.compile(
    r"(?:体系|机制|格局|制度|局面|强[国省市县]|环境|新?高地|示范区|先行区|中心城市|能力)$"
)
_ACTS = frozenset(["建立", "完善", "健全", "实现", "形成", "构建"])
_LONGEST = 32
_STRICT = re.compile(r"前$|[底末]$|^[到至]|期末$")
_MONTH = re.compile(r"\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末])?之?前|年[底内]前")


@dataclass(frozen=True, slots=True)
class Completion:
    """What is to be done (`metric`, "" where the words before name it), and its state (`value`).

    `needs_date` tells that only a date makes a goal of it.
    """

    metric: str
    value: str
    needs_date: bool
    qualifier: str = ""


def find_completion(words: str, *, is_strict: bool, is_listed: bool = False) -> Completion | None:
    """Read what is to be finished or reached in the words between two commas, without their year.

    `is_strict`: a date by which it is due stands right before the words; `is_listed`: they stand in a
    list of tasks for one year, which may build a work without a date.

    >>> find_completion("县医院新院区9月底前投入使用", is_strict=False)
    Completion(metric='县医院新院区', value='投入使用', needs_date=True, qualifier='')
    >>> find_completion("完成隐患排查", is_strict=True)
    Completion(metric='隐患排查', value='完成', needs_date=True, qualifier='')
    """
    is_strict = is_strict or _MONTH.search(words) is not None
    while (cut := _ABOUT.sub("", words.strip(), count=1)) != words:
        words = cut
    if (pace := _PACE.fullmatch(words)) and _is_name(pace["metric"] or pace["whose"]):
        metric = _NOT_IN_NAME.sub("", pace["metric"] or pace["whose"])
        return Completion(metric, pace["value"] or pace["same"], False, pace["how"] or "")
    for pattern in (_CLASS, _ALL, _ALL_FIRST, _VERB_FIRST, _STATE):
        match = pattern.fullmatch(words)
        if match is None:
            continue
        is_work = is_listed and _WORK.search(match["metric"] or "") is not None
        if pattern is _VERB_FIRST and not (is_strict or is_work):
            continue
        named = match["metric"] or ""
        metric = _NOT_IN_NAME.sub("", named)
        is_vague = pattern in {_VERB_FIRST, _STATE} and _VAGUE.search(metric)
        if named and (
            is_vague or _SOFT.match(named) or named[-1] in "、和与及" or not _is_name(metric)
        ):
            return None
        return Completion(metric, match["value"], not is_work and pattern in {_VERB_FIRST, _STATE})
    return None


def read_completion(
    place: Place, segment: Segment, project: str, *, is_listed: bool, in_row: bool = False
) -> Target | None:
    """Read the state that a segment is to reach, of `project` where it does not say of what.

    `is_listed`: it stands in a list of tasks for one year; elsewhere what is built needs a date,
    which the row of a table (`in_row`) has in a cell of its own.
    """
    due = segment.deadline
    is_dated = due is not None and due.end == segment.start
    at = place.view.text[due.start : due.end] if due is not None and is_dated else ""
    words = segment.ahead + segment.text if is_dated else segment.text
    is_by = in_row or (bool(_STRICT.search(at)) and not segment.ahead.strip())
    done = find_completion(words.rstrip("。;! "), is_strict=is_by, is_listed=is_listed)
    if done is None or not (done.metric or project):
        return None
    is_monthly = is_listed and _MONTH.search(words) is not None
    if done.needs_date and not (is_dated or is_monthly or in_row):
        return None
    start = due.start - len(segment.ahead) if due is not None and is_dated else segment.start
    span = (start, segment.start + len(segment.text.rstrip("。;! ")))
    return replace(goal(place, span, done.metric or project, done.value), qualifier=done.qualifier)


def project_name(words: str) -> str:
    """Return what words between two commas name that is to be built or done; "" for none.

    >>> project_name("加快推进城北水厂改造"), project_name("完善长效机制")
    ('城北水厂改造', '')
    """
    name = strip_metric(_ACT.sub("", _ABOUT.sub("", words.strip())))
    return name if _is_name(name) and not _VAGUE.search(name) else ""


def _is_name(words: str) -> bool:
    return words not in _ACTS and 1 < len(words) <= _LONGEST and _NO_NAME.search(words) is None


def project_told(words: str) -> str:
    """Return what words between two commas say is to be built, for those behind them; "" for none.

    >>> project_told("推动市中医院迁建"), project_told("1.城北物流园:占地1200亩"), project_told("健全制度")
    ('市中医院迁建', '城北物流园', '')
    """
    named, mark, _ = _ABOUT.sub("", words.strip()).partition(":")
    if mark or _ACT.match(named):
        return project_name(named)
    return ""
