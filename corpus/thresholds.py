"""From what size on a rule holds, and what is to be kept without a date; pure.

Conventions of the genre: an amount with a limit before it (超过, 不低于) or behind it (以上, 以下) picks out
those it stands before (年综合能耗五千吨标准煤以上的单位) or states a case (…超过十万立方米的，应当…); a limit that
ends its clause is to be kept (室内温度不低于26摄氏度), and so is any in a list of conditions (具备下列条件:…2亿元以上;);
in a list of cases (有下列情形之一的:) it states one. A share has what it is of before it (不超过总额的30%). Fines, terms of punishment and dated goals are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from corpus.facts import Target, Threshold
from corpus.markers import read_marker
from corpus.model import Clause, Document, cite
from corpus.quantities import UNIT
from corpus.view import MatchingView, fold_width, split_sentences, view_of

_CHINESE = r"(?=[十百千万亿]{0,2}[一二三四五六七八九两半零〇]|十|[百千万][人家户名亩吨])[一二三四五六七八九十百千万亿两半零〇]{1,9}"
_ARABIC = r"(?<![\d.])\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?"
_NUMBER = rf"(?:百分之{_CHINESE}|千分之{_CHINESE}|{_ARABIC}|{_CHINESE})"
_RANGE = rf"{_NUMBER}(?:\s*[%℃度]?\s*(?:[-—~～至到]{{1,2}})\s*{_NUMBER})?"
_MORE_UNITS = r"学时|课时|学分|年(?!度|代|期|级|来)|个?月(?!度|份)|个?工作日|日(?!常|均|报)|天|周岁|分钟|摄氏度|℃|蒸吨/?(?:小时|时)?|分贝|兆帕|MPa|mg/m3|m3/s|立方米/?秒|m[23]|k[WmgV](?![a-zA-Z])|千伏|伏|升|毫米|厘米|层|代|份|票|张|公斤|单(?![位项独元])|分(?![钟之别类布公支])"
_UNIT = rf"(?:(?:{UNIT})(?:/\w{{1,4}})?|{_MORE_UNITS})"
_BEFORE = (
    r"(?:不得?|应当?不|均不|原则上不|一律不得)(?:低|少|高|大|小|超|早|晚|迟|多|长|短)(?:于|过)|不超过?|超过|超(?=\d)|[高低大小多少]于|达到|(?<![下到送发抵表])达(?=\d)"
    r"|未(?:达到?|满|逾|超过)|不足|不满|[已年]满|满|≥|≤|>=|<=|[><＞＜]|控制在|至少|最[高低多少长大小](?:为|不超过|不得超过|不低于)?|[上下]限为|逾"
)
_AFTER = r"(?:\(?含(?:本数)?\)?)?(?:及其?)?(?:以[上下内外]|之[上下内外]|的?范围[之以]?内)(?:\(含[^()]{0,10}\))?"
# What a share is of (不超过项目总投资的30%), and for each of what a limit holds (每年不超过2次).
_BASE = rf"[\u4e00-\u9fff()]{{2,20}}?的?(?={_NUMBER}\s?[%‰]|[百千]分之)"
_EACH = rf"(?:(?<![人户亩个家吨])每(?:年|月|日|天|季度?|半年|学[年期]|周)度?(?={_BEFORE}))?"
_AMOUNT = re.compile(
    rf"(?P<before>{_EACH}(?:(?:{_BEFORE}){{1,2}}{_BASE}|(?:{_BEFORE}){{0,2}}))\s*(?P<value>{_RANGE})\s*(?P<unit>{_UNIT})?(?P<after>(?:{_AFTER})?)"
    rf"(?P<upper>(?:(?<=[上)])[、,至到]?{_NUMBER}\s*(?:{_UNIT})?(?:\(?含(?:本数)?\)?)?(?:以[下内]|之[下内]))?)"
)
_PUNISHING = re.compile(
    r"^的?(?:的|以下|[^,;。]{0,6})?(?:罚|有期徒刑|拘役|管制|拘留|滞纳金|违约金)"
)
_PUNISHED = re.compile(
    r"(?:处|罚款|徒刑|并处|按照?.{0,8}的)$|[可并]?处(?:以|罚款)?[^,;。]{0,30}$|罚款[^,;。]{0,12}$"
)
_THING = r"(?:企业|单位|项目|建筑物?|住宅|地区|城市|乡镇|县城|机组|锅炉|园区|用户|(?:数据)?中心|医院|船舶|[车汽]?车辆|汽车|工程|加油站|[车电泵]站|(?:处理|服务|监测|收集|转运)站|居民|机构|学校|家庭|场所|设施|设备|装置|电站|水库|河流|湖泊|矿山|养殖场|停车场|农场|基地|区域|道路|公路|桥梁|(?<!市)场|电厂|炉窑|企事业单位|组织|人员|人口|泵站|灌区|线路|产品|生产线|货车|客车|机动车|房屋|建设用地|地块|林地|耕地|坡地|林地|树木|距离|间距|老年?人|儿童|婴幼?儿|未成年人|少年|公民|学生|职工|员工|残疾人|妇女|子女)"
# A case ends in 的, before a comma or what is to be done: …超过十万立方米的，应当…
_CASE = re.compile(
    r"^(?:[且并][^,;。]{1,30})?的(?=[,;:。\n]|由|应|须|不得|可|必须|按|报|经|从|还|给|处|没|责|以|设(?![施备区计有])|为|列[入为]|评[为定]|视为|认定为|进入|纳入|原则上|方可|$)"
)
# The first of two cases: 年交易额在五百万元以上，或者日均订单超过一千单的，….
_JOINED_CASE = re.compile(
    r"^(?:,?(?:或者?|并且|且)[^,;。]{2,40}?(?:以[上下]的|的(?=[,;:。\n]|$))|、[^,;。]{2,60}以[上下]的(?=[,;:。\n]|$))"
)
_THINGS = tuple(
    re.compile(rf"^{pattern}")
    for pattern in (
        rf"(?:[且并][^,;。的]{{1,20}})?的(?P<thing>[^,;。:()、\n在]{{0,16}}?{_THING})",
        r"(?:[且并][^,;。的]{1,20})?的(?P<thing>[^,;。:()、\n]{1,14}?)(?=[,;。:()、\n]|应|须|(?<!重)要|必须|不|可以|由|和|与|及|且|实施|开展|进行|按|在|加快|全部|均|以及|或|纳入|列为|依法|需|是|(?<![负具含])有|将|优先|单列|基本|担任|中的|全面|原则上|一律|享受|给予|免|减|$)",
        rf"(?:等级|规模(?!化)|级别)?(?P<thing>(?![且和或及、与的并])(?:(?!的)[\u4e00-\u9fff]){{0,10}}?{_THING})",
    )
)
_GRANT = re.compile(r"距离$|间距$|奖励|补贴|补助|资助|资金|奖补|贷款|贴息|扶持|支持$")
_NO_THING = re.compile(r"^(?:不|且|和|或|及|目标|比例|幅度|标准|要求|水平|速度|范围)")
_CLOSED = re.compile(
    r"^(?:\([^()]{0,30}\))?(?=[,;。:、\n]|$|和|且|并|或|的(?:要求|标准|规定|原则|水平|范围|比例)|标准|要求)"
)
# The lower bound of a case: 满十四周岁不满十八周岁, 超过二亩但不超过三亩.
_LOWER_BOUND = re.compile(
    rf"(?:(?:{_BEFORE}){{1,2}}\s*{_RANGE}\s*(?:{_UNIT})(?:{_AFTER})?[但且而、]?|{_RANGE}\s*(?:{_UNIT})(?:{_AFTER})、)$"
)
# A limit that is to be kept is worded as one; 超过, 达到 alone report.
_NORM = re.compile(r"不(?![足满])|年满|[≥≤><＞＜]|控制在|至少|最|[上下]限")
# A word that binds, right before what is to be kept: 年龄应当在十八周岁以上、六十周岁以下.
_BOUND = re.compile(
    rf"(?:应当?|必须|须)(?:保持|控制|达到)?在?(?:{_RANGE}\s*(?:{_UNIT})(?:{_AFTER})、)?$"
)
# Who has so many of something: 拥有起重机械十台以上的单位, 床位二百张以上的医院.
_OWNED_UNIT = re.compile(r"[台辆艘架座间张床头户名人]|人次|万人次")
_JOINT = re.compile(r"^.{1,24}[、和或]")
_NO_OWNED = re.compile(
    r"(?:同时|采用|安排|使用|发生|造成|有关|主席|由|经|每)|.{0,40}(?:组建|配备|建立|成立|招[收用聘]|培训|吸纳|安置|录用|建设|达到)$"
)
_HARMED = re.compile(r"(?:以上)?(?P<noun>死亡|重伤|受伤|轻伤|失踪|中毒|被困)(?:的(?=[,;。]|$))?")
_OWNED = re.compile(r"^的[^,;:。()、\n在]{1,16}")
_CUT = re.compile(
    r"^.*(?:“(?![^”]{0,80}”)|推动|引导|鼓励|支持|组织|督促|要求|促进|确保|实现|强化|加强|对于?|将|把|实施(?!单位|主体|周?期|机构)|开展|推进|落实|建立|加快|使用(?!面积|年限|寿命|期限|权|率|量|费|功能)|采用|新建|改建|扩建|新增|建设(?!用地)|建成(?!区)|在(?![校职岗建册编营园用库线])|以(?![上下内外])|由|向|其中|是指?|包括|禁止|严禁|限制|具有|具备|拥有|属于|应当|应(?![急用对])|必须|不得|存放|使(?!用)|或者?|并|且|但|关停|淘汰|关闭|巩固|梳理|摸排|抽取|给予|推荐|让|整合|按照|根据|原则上|组建|组织|配备|培育|选派|引进|遴选|聘用)(?=[\u4e00-\u9fff]{2})"
)
_METRIC_END = re.compile(
    r"(?:量|度|所得|经营额|价值|保有率|工龄|能耗|水耗|电耗|面积|规模|容量|功率|额|人口|收入|产值|浓度|人数|投资|率|比例|比重|占比|温度|湿度|高度|长度|宽度|深度|厚度|直径|吨位|年龄|时间|期限|期|能力|系数|指数|[值比]|强度|距离|速度|里程|资本|资金|储量|等级|数|成本|价|标准|保费|资产|利润|总额|费用|预算|幅度|流量|含量|限额|等次|质量|年限|得分|评分|注册资本|库容|装机|负荷|电压|周围|周边|两侧|四周|半径|外侧|内侧|出力|工资|时长|产能|寿命|比|频次|次数|间隔|误差|消耗|排放|供应|净空|层高|绿地|补贴|资助|奖励|补助|经费|额度|基金)$"
)
_JOINED = re.compile(r"^.*(?:以及|[和及与])(?:以[上下内])?")
_NAMED = re.compile(r"[\u4e00-\u9fff]{2}|PUE|pH")
_LOOSE_EDGES = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[、: “]|和|及|与|中(?![国央小型外医华部心])|以[上下内]|力争|其中|如果|到20\d\d年[底末]?)+|^.*\d[^、]*、|^[^(]*\)、?|^.*、(?=单|总|年|占地|投资|最|(?:建筑)?面积)"
)
_TRIMMED = re.compile(
    r"(?:[、,:的\s在]|[至最]迟$|最[长短多少高低]$|不$|不得$|应当?(?:保持|控制)?$|将$|一般$|原则上$|均$|分别$|为$|(?<![人户亩个家])每年$|各$|在$|需$|要$|须$){1,12}$"
)
_RANGE_OPENS = re.compile(r"[元吨米人年月日][至到—~-]$")  # 五千元至二万元以上
_DATE_BEFORE = re.compile(r"(?:20\d\d|19\d\d|第|[〔(《][^》)〕]{0,20})$")
_TIME = re.compile(r"[年月日天]$|小时|分钟")
_AROUND = re.compile(r"(?:范围[之以]?|以|之)内$")
_METRES = re.compile(r"(?:公里|米|km|m)$")
# What is provided in a number, behind the number: 有不少于3名全职员工.
_PROVIDED = re.compile(
    r"(?:应当?|必须|须|组织|具有|具备|拥有|(?<![没所])有|配备|配有|聘[请用]|邀请|组建|安排|设立|每[\u4e00-\u9fff])$"
)
_ITEMS = re.compile(
    r"的?(?:[^,;:。()\n的]{2,12}的(?=[\u4e00-\u9fff]{2}))?(?P<noun>(?![具在从符有相])[\u4e00-\u9fff]{2,20}?)(?=[,;。:、()\n]|进行|参加|参与|组成|开展|以上|的|$)"
)
_PROVIDES = re.compile(r"(?:组建|组织|配备|培育|设立|建立|建设|选派|引进|聘用|布设|设置|有)$")
_NO_SUBJECT = re.compile(r"\d|[前后内时]$|^(?:并且|而且|或者|以及)$")
_PEOPLE = re.compile(r"^[人名]$")
_TITLED = re.compile(
    r"(?:申[报请]|认定|准入|入[选库]|评选|推荐|支持|补[助贴]|奖[励补]|设立|资格|任职|基本|办理|扶持|参评|享受|报名|资助|遴选|创建)[^,;。:\n]{0,6}条件:?$"
)
_ENTRY = re.compile(r"\s*(?:\(?[一二三四五六七八九十\d]{1,3}[).、]|[①-⑳])")
_TABLE = re.compile(r"\d \d|预期性|约束性|\t")
_IN_TIME = re.compile(r"\d{1,3}(?:小时|日|天|个月|年)[以之]?内[\u4e00-\u9fff]{2}")  # 12小时内降雨量
_COUNTED = re.compile(r"^(?:[家个座项种条辆台套名篇支批期件处所])")
_LONGEST_METRIC = 40
_FARTHEST = 80  # characters before an amount that are looked at
_LONGEST_SUBJECT = 14
_LONGEST_OWNED = 8


class _Listed(Enum):
    """What the list is of that a sentence is an item of: what is to be met, or cases."""

    CONDITIONS = re.compile(
        r"条件(?:,方可[^,;。:\n]{2,20}|[^,;。:\n]{0,10})[:\n]|(?:符合|具备|满足)(?:以?下列?|如下)[^,;。:\n]{0,12}:"
    )
    CASES = re.compile(r"(?:情[形况]|条件)之一[^。\n]{0,40}:")


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount of a sentence, and the words of its part before and behind it."""

    match: re.Match[str]
    ahead: str
    behind: str
    part_start: int
    listed: _Listed | None

    @property
    def unit(self) -> str:
        return self.match.group("unit") or ""


def extract_thresholds(
    document: Document, clause: Clause, *, targets: Sequence[Target] = (), lead: str = ""
) -> tuple[Threshold, ...]:
    """Read the thresholds and limits of a clause, in order, but for what its `targets` hold.

    `lead` are the words above that the clause is an item of (有下列情形之一的:), "" for none.
    """
    view = view_of(document.text, clause.span)
    held = [target.source.span for target in targets]
    found: list[Threshold] = []
    for start, end, listed, opens in _sentences(view, _listed_above(clause, lead)):
        for amount in _amounts(view.text, start, end):
            if amount.match.start() >= opens:
                amount = replace(amount, listed=listed)
            read = _read(amount)
            if read is None:
                continue
            subject, metric, selects, first, last = read
            span = view.span(first, last)
            if not selects and any(h.start < span.end and span.start < h.end for h in held):
                continue
            found.append(
                Threshold(
                    subject=subject and _verbatim(view, document, subject, start, end),
                    metric=_verbatim(view, document, metric, start, end),
                    value=_group(view, document, amount.match, "value"),
                    unit=_group(view, document, amount.match, "unit"),
                    qualifier="…".join(
                        words
                        for name in ("before", "after")
                        if (words := _group(view, document, amount.match, name))
                    )
                    + _group(view, document, amount.match, "upper"),
                    selects=selects,
                    source=cite(document, clause, span),
                )
            )
    return tuple(found)


def _verbatim(view: MatchingView, document: Document, words: str, start: int, end: int) -> str:
    return view.verbatim(words, document.text, start, end)


def _group(view: MatchingView, document: Document, match: re.Match[str], name: str) -> str:
    words = match.group(name)
    return view.verbatim(words, document.text, *match.span(name)) if words else ""


def _listed_above(clause: Clause, lead: str) -> _Listed | None:
    """Return what list a clause is an item of, by the heading or the words above it."""
    if any(_TITLED.search(fold_width(one)) for one in clause.path.headings[-2:]):
        return _Listed.CONDITIONS
    return next((one for one in _Listed if one.value.search(fold_width(lead))), None)


def _sentences(
    view: MatchingView, titled: _Listed | None
) -> Iterator[tuple[int, int, _Listed | None, int]]:
    """Yield the sentences of a clause, with the list each is of and where in it that list begins.

    Items stand below a lead that says what they are (申请人应当具备下列条件:; 有下列情形之一的:), or behind
    it in one sentence; all of them are of the list `titled` that stands above the clause.
    """
    above = titled
    for start, end in split_sentences(view):
        if above is not titled and not _ENTRY.match(view.text, start, end):
            above = titled
        leads = [
            (lead.end(), kind)
            for kind in _Listed
            for lead in kind.value.finditer(view.text, start, end)
        ]
        opens, kind = min(leads, default=(start, above), key=lambda one: one[0])
        yield start, end, kind, opens
        above = kind


def _amounts(text: str, start: int, end: int) -> Iterator[_Amount]:
    marker = read_marker(text[start:end])
    start += marker.length if marker else 0
    for match in _AMOUNT.finditer(text, start, end):
        limited = match.group("before") or match.group("after")
        measured = match.group("unit") or "分之" in match.group("value")
        is_year = (
            re.fullmatch(r"(?:19|20)\d\d", match.group("value")) and match.group("unit") == "年"
        )
        if (
            not limited
            or not measured
            or is_year
            or _DATE_BEFORE.search(
                text[max(start, match.start() - _FARTHEST) : match.start("value")]
            )
        ):
            continue
        part = max(text.rfind(mark, start, match.start()) for mark in ",;:。\n") + 1
        part = max(part, start, match.start() - _FARTHEST)
        ahead, behind = text[part : match.start()], text[match.end() : min(end, match.end() + 60)]
        if _PUNISHING.match(behind) or _PUNISHED.search(ahead):
            continue
        if not _RANGE_OPENS.search(ahead):
            yield _Amount(match, ahead, behind, part, None)


def _read(amount: _Amount) -> tuple[str | None, str, bool, int, int] | None:
    """Return subject, metric, whether it selects, and the span of the words; None for no threshold."""
    match = amount.match
    is_case = bool(_CASE.match(amount.behind))
    is_joined = bool(_JOINED_CASE.match(amount.behind))
    metric, first = _metric(amount, is_case=is_case or is_joined)
    if provided := _provided(amount, metric):
        return provided
    if _is_another(amount, metric):
        return None
    is_around = _AROUND.search(match.group("after")) and _METRES.search(amount.unit)
    if is_case or (metric and (is_joined or is_around)):  # …的,  井口周围30米范围内
        closing = amount.behind.index("的") + 1 if is_case else 0
        return None, metric, True, first, match.end() + closing
    things = [found for one in _THINGS if (found := one.match(amount.behind))]
    thing = min(things, key=lambda one: one.end(), default=None)
    if thing and not _NO_THING.match(thing.group("thing")):
        name, end = thing.group("thing"), match.end() + thing.end()
        is_grant = bool(_GRANT.search(name))
        return (None, name, False, first, end) if is_grant else (name, metric, True, first, end)
    is_case_of = amount.listed is _Listed.CASES
    is_kept = amount.listed or _NORM.search(match.group("before")) or _BOUND.search(amount.ahead)
    if (metric or "岁" in amount.unit) and _CLOSED.match(amount.behind) and is_kept:
        return None, metric, is_case_of, first, match.end()
    return None


def _is_another(amount: _Amount, metric: str) -> bool:
    """Tell whether an amount says how many (10家以上企业, 80%以上的机关), by when (十日以内), or where alone."""
    after = amount.match.group("after")
    is_by_when = after.endswith("内") and bool(_TIME.search(amount.unit))
    is_how_many = bool(_COUNTED.match(amount.unit)) or _is_share(amount)
    return is_by_when or (not metric and (is_how_many or after.endswith("范围内")))


def _provided(amount: _Amount, metric: str) -> tuple[None, str, bool, int, int] | None:
    """Read how many of something there must be: 有不少于3名全职员工, and, as a condition, 有3名以上职员.

    How many are harmed states a case.
    """
    match = amount.match
    if amount.unit == "人" and (harmed := _HARMED.match(amount.behind)):  # 造成3人以上死亡的
        return None, harmed.group("noun"), True, match.start(), match.end() + harmed.end()
    is_counted = _COUNTED.match(amount.unit) or _PEOPLE.match(amount.unit)
    is_bound = amount.listed is _Listed.CONDITIONS or _NORM.search(match.group("before"))
    noun = _ITEMS.match(amount.behind)
    if metric or not noun or not is_counted or not is_bound or not _PROVIDED.search(amount.ahead):
        return None
    return None, noun.group("noun"), False, match.start(), match.end() + noun.end()


def _is_share(amount: _Amount) -> bool:
    return amount.unit in {"%", "‰"} or "分之" in amount.match.group("value")


def _metric(amount: _Amount, *, is_case: bool) -> tuple[str, int]:
    """Return what the amount measures, empty where the words before it do not say, and its place."""
    ahead = _LOWER_BOUND.sub("", amount.ahead)
    while (trimmed := _TRIMMED.sub("", ahead)) != ahead:
        ahead = trimmed
    cut = _CUT.match(ahead)
    at = cut.end() if cut else 0
    at = max(at, ahead.rfind("的", at) + 1)
    if loose := _LOOSE_EDGES.match(ahead[at:]):
        at += loose.end()
    words = ahead[at:]
    is_measure = bool(_METRIC_END.search(words)) and len(words) <= _LONGEST_METRIC
    joined = _JOINED.match(words)
    if joined and is_measure and not _METRIC_END.search(joined.group().rstrip("以及和与")):
        at, words = at + joined.end(), words[joined.end() :]
    is_people = _COUNTED.match(amount.unit) or _PEOPLE.match(amount.unit)
    # 满, 不足, 超过 are verbs: what stands before them is measured (职工不足二百人的, 成立不足三年的企业).
    is_verb = bool(amount.match.group("before")) and not _is_share(amount)
    is_verb = is_verb and not (_COUNTED.match(amount.unit) and not _CLOSED.match(amount.behind))
    is_verb = is_verb and not (is_people and _PROVIDES.search(words))
    is_subject = (is_verb or is_case or amount.listed) and 2 <= len(words) <= _LONGEST_SUBJECT
    is_owned = bool(_OWNED_UNIT.fullmatch(amount.unit) and _OWNED.match(amount.behind))
    is_owned = is_owned and not (is_measure or amount.ahead.endswith(("、", "和", "或者", "或")))
    if is_owned and (joined := _JOINT.match(words)):
        at, words = at + joined.end(), words[joined.end() :]
    is_owned = is_owned and 2 <= len(words) <= _LONGEST_OWNED and not _NO_OWNED.match(words)
    is_subject = (is_subject or is_owned) and not _NO_SUBJECT.search(words)
    opening = _AMOUNT.match(words)
    opening = None if _IN_TIME.match(words) else opening
    starts_as_amount = bool(opening and (opening.group("unit") or opening.group("before")))
    if (
        not (is_measure or is_subject)
        or not _NAMED.search(words)
        or starts_as_amount
        or _TABLE.search(words)
    ):
        return "", amount.match.start()
    return words, amount.part_start + at
