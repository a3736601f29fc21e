"""Within what time, how long before and how often something is to be done; pure.

Conventions of the genre: a time limit runs from an event (自受理之日起二十个工作日内, 收到材料后5日内) or
stands behind a word that binds (应当在三十日内); notice is given 提前N日 or …N日前; a day has 前 behind it and a
word that binds, or comes back every year or month (应于4月20日前, 每年3月31日前); what is done again and again
has 每 and 次 (每半年至少组织一次, 每3年修订一次). Spans in which something happened or may not be done (近3年内,
五年内不得), and those a plan gives itself (用三年时间) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.facts import Target, Threshold
from corpus.markers import read_marker
from corpus.model import Clause, Document, cite
from corpus.view import MatchingView, split_sentences, view_of

_CHINESE = "[一二两三四五六七八九十]"
_NUMBER = rf"(?<![\d.第〇零月])(?:\d{{1,3}}|{_CHINESE}{{1,4}}|半)"
_UNIT = (
    r"(?:个?工作日|个?自然日|个?月(?!度|份)|日(?![常均报])|天|年(?!度|级)|周(?!岁)|个?小时|分钟)"
)
_LENGTH_WORDS = rf"{_NUMBER}{_UNIT}"
_LENGTH = rf"(?P<value>{_NUMBER})(?P<unit>{_UNIT})"
_WITHIN = re.compile(rf"{_LENGTH}(?P<after>[以之]?内)(?!外)")
_EVENT = re.compile(
    r"(?:(?:之日|次日|当[日天]|即日|之时|期满)?[起后](?:的|最[长迟晚])?|之日|(?:届满|期满|到期|结束|开始)前?),?$"
)
_WORD_BINDS = r"(?<![相对供效反响适感顺呼因回])(?:应当?(?!用|对)|必须|须|(?<![许认不])可以?|需要?|务必|(?<![申提邀聘])请|(?<![主重需必])要)"
_BINDS = re.compile(rf"{_WORD_BINDS}[^,;:。]{{0,30}}$")
_BOUND_HERE = re.compile(rf"{_WORD_BINDS}(?:及时|立即|依法|最[长迟晚])?[在于]?$")
# Spans that something happened in, or that are given to a whole plan.
_SPAN = re.compile(
    r"(?:近|最近|过去|连续|累计|上|(?<!届满)(?<!期满)(?<!到期)前|未来|今后|力争用?|[使利]?用|任意|任一|每|大?约|[至到为])的?$"
)
_NO_ACT = re.compile(
    r"(?:[年未]?满|不(?!收)(?![^,;:。]{1,60}的,)|禁止|未曾|没有(?![^,;:。]{1,60}的,)|无|曾|累计|连续|发生|新增|出现|降[雨水]|有(?!权)|达到|可能|的|[、和或至]|实现|力争|仍|又|再次|两次|多次|被|受[到过]|因)"
)
_BARS = re.compile(r"[^;。]{0,80}?(?:不得|不予|不再|禁止|停止|暂停)")  # 三年内…不得 is a ban
# A case in which the time ran out (15日内未答复的), or one that something is to be done in (经审查合格的,…).
# What somebody does within a time that no other word binds him to: 并在24小时内修复, 工作组1小时内到达现场.
_DOES = re.compile(
    r",?(?:依法|书面|电话|一次性|及时|全部|予以|按[^,;。]{1,12})?(?:完成|办[结理]|审[核查批定]|作出|出具|答复|回复|反馈|公[示布告开]|报[告送请批备案]|上报|提[交出供]|备案|登记|送[达交]|移[送交]|通[知报]|告知|支付|拨付|发放|退[还回]|返还|缴[纳清存]|清[理运除]|拆除|恢复|修复|整改|改正|处[理置]|受理|核[实查定]|到[达场位]|赶[到赴]|抵达|响应|启动|采取|签订|确认|变更|注销|撤离|转移|录入|更新|补[正齐缴]|验收|评估|排除|消除|向|将[^,;。]{2,20}(?:报|送|提交|告知|公[布示开]|移送|返还|退))"
)
_DOER = re.compile(
    r"(?:(?<![\u4e00-\u9fff])(?:并|且|并且|应|均|一律|结果|最迟)?(?:在|于)?|[并应均]在|(?:部门|机关|机构|单位|委员会|[局委办组队站]|政府|人员|企业|公司|中心|法院|用人单位|申请人|负责人|经营者)(?:[应均]|在|于)?)$"
)
_RUN_OUT = r"(?:未|不|没有)[^,;:。\n]{2,60}的(?=[,;:。\n]|$)"
_FORMAL = r"(?:(?:按照?|依照|根据)[^,;:。\n]{2,60}(?:规定|要求|程序|标准|约定|通知)|会同[^,;:。\n]{2,60}|[将把对][^,;:。\n]{2,60}(?:情况|材料|资料|信息|结果|名单|文件|副本|样品)),"
_ACT = re.compile(
    rf",?(?:(?P<run_out>{_RUN_OUT})|(?:[^,;:。\n]{{0,60}}(?:的|[年月日]内),)?(?P<act>(?:{_FORMAL})?(?:(?![、和]{_LENGTH_WORDS}[以之]?内)[^,;:。\n]){{2,60}}))"
)
_NOTICE = re.compile(
    rf"(?P<before>(?:至少)?提前(?:至少|不少于)?|(?:期满|届满|到期)前(?=\d{{1,3}}日?[^内])){_LENGTH}(?!(?:完成|实现|达到|超额|建成|收官|投产|[、和或的]))"
)
_LENGTH_BEFORE = re.compile(rf"{_LENGTH}(?P<after>之?前|以前)")
_MONTH_DAY = rf"(?:(?:\d{{1,2}}|{_CHINESE}{{1,3}})月(?:(?:\d{{1,2}}|{_CHINESE}{{1,3}})[日号]|[底末]|[上中]旬)"
_DAY = re.compile(
    rf"(?P<before>(?:每(?:年|季度?|月|半年)度?|20\d\d年|当年|次年|[当次]月)?的?)(?P<value>{_MONTH_DAY})|(?<=[每当次]月)\d{{1,2}}[日号])(?P<after>之?前|以前)"
)
_EVERY = rf"每(?:隔|满)?(?:\d{{1,2}}|{_CHINESE}|半)?个?(?:学年|学期|年度?|季度?|月|周|星期|日|天|工作日|小时)"
_OFTEN = re.compile(
    rf"(?P<before>{_EVERY})(?P<between>[^,;:。\d]{{0,30}}?)(?P<value>\d{{1,3}}|{_CHINESE}{{1,2}})(?P<unit>次)"
    r"(?!以[上下]|及以|会议|供水|利用|污染|感染|创业|开发|装修|[、的])(?P<object>[^,;:。.\d\n]{0,30})"
)
_BOUND_OF = re.compile(r"至少|最多|不(?:得|应)?(?:[少低]于|超过|多于)")
_ASKED = re.compile(
    rf"(?P<topic>[^,;:。]{{2,16}}?)(?:{_WORD_BINDS}|原则上|一般)"
)  # 水质检测应当每季度一次
_UNBOUND = re.compile(rf"^.*(?:{_WORD_BINDS}|鼓励|支持)")
_DONE_LIGHTLY = frozenset(["组织", "开展", "进行", "举办", "实施", "集中", "完成"])
_REPORTS = re.compile(r"(?:将[^,;:。\n]{2,40})?(?:报(?![告道表名考])|上报|报送|提交|反馈)")
_STATED = re.compile(r"[^,;:。\n]{2,40}的(?=[,;:。\n])")
_ITS_DOING = re.compile(r"集中|进行|组织|开展")
_TORN = re.compile(r"[ ≥≤]")  # rows of tables
_OVERDUE = re.compile(rf"(?P<before>逾期(?:超过)?){_LENGTH}(?P<after>(?:以上)?)")
_TOLD = re.compile(r"已|累计|去年|曾|平均|[达获共超]$|以来")
_WHO = re.compile(
    rf"^(?!并|且|但|或|在(?![校职])|自(?!然|来)|经(?![营办济纪销])|对|因|如|凡|一般|原则|每)(?P<who>[^,;:。]{{2,30}}?)(?<![后前起时的中内])[也均都还]?(?:{_WORD_BINDS})"
)
# The words that say from when the time runs, without who acts.
_FROM = re.compile(
    r"(?:[自从][^自,]{1,60}起|(?:在|于|收到|接到)[^,]{1,60}(?:[起后前]|届满|期满))的?,?$"
)
# The second of two times that somebody is bound to: 30分钟内电话报告、1小时内书面报告.
_ONE_MORE = re.compile(rf"(?:{_WORD_BINDS})[^,;:。]{{0,40}}[以之]?内[^,;:。]{{2,30}}[、和]$")
_FARTHEST = 80  # characters before a time that are looked at
_LONGEST_TOPIC = 16


@dataclass(frozen=True, slots=True)
class _Limit:
    """A limit of time in a sentence: its words, and the range that carries them."""

    match: re.Match[str]
    metric: str
    before: str
    start: int
    end: int


def extract_time_limits(
    document: Document, clause: Clause, *, known: Sequence[Target | Threshold] = ()
) -> tuple[Threshold, ...]:
    """Read the time limits and frequencies of a clause, in order, but for what is `known`."""
    view = view_of(document.text, clause.span)
    held = [one.source.span for one in known]
    found: list[Threshold] = []
    for start, end in split_sentences(view):
        marker = read_marker(view.text[start:end])
        for limit in _limits(view.text, start + (marker.length if marker else 0), end):
            at = view.span(*limit.match.span("value"))
            if not any(one.start < at.end and at.start < one.end for one in held):
                found.append(_threshold(document, clause, view, limit))
    return tuple(found)


def _threshold(document: Document, clause: Clause, view: MatchingView, limit: _Limit) -> Threshold:
    def words(phrase: str) -> str:
        return view.verbatim(phrase, document.text, limit.start, limit.end) if phrase else ""

    named = limit.match.groupdict()
    who = _WHO.match(view.text[limit.start : limit.match.start("value")])
    return Threshold(
        subject=words(who.group("who")) if who and who.group("who") != limit.metric else None,
        metric=words(limit.metric),
        value=words(named["value"]),
        unit=words(named.get("unit") or ""),
        qualifier="…".join(filter(None, (words(limit.before), words(named.get("after") or "")))),
        selects=False,
        source=cite(document, clause, view.span(limit.start, limit.end)),
    )


def _limits(text: str, start: int, end: int) -> Iterator[_Limit]:
    """Yield the limits of time of a sentence, in order."""
    found = [
        limit
        for pattern, read in (
            (_WITHIN, _within),
            (_NOTICE, _notice),
            (_LENGTH_BEFORE, _ahead_of),
            (_DAY, _by_day),
            (_OVERDUE, _overdue),
            (_OFTEN, _often),
        )
        for match in pattern.finditer(text, start, end)
        if (limit := read(text, match, _part(text, start, match.start()), end, start))
    ]
    last = start
    for limit in sorted(found, key=lambda one: one.match.start("value")):
        if limit.match.start("value") >= last:
            yield limit
            last = limit.match.end("value")


def _part(text: str, start: int, at: int) -> int:
    """Return where the part of the sentence begins that `at` stands in."""
    floor = max(start, at - _FARTHEST)
    return max(floor, *(text.rfind(mark, floor, at) + 1 for mark in ",;:。\n"))


def _within(text: str, match: re.Match[str], part: int, end: int, start: int) -> _Limit | None:
    """Read 自受理之日起20个工作日内…; the event may stand in a part of its own (自受理之日起,20日内…)."""
    if part == match.start() > start and text[part - 1] == ",":
        before = _part(text, start, part - 1)
        part = before if _EVENT.search(text[before : match.start()]) else part
    ahead = text[part : match.start()]
    bound = _BOUND_HERE.search(ahead) or _ONE_MORE.search(
        text[max(start, part - 60) : match.start()]
    )
    is_short = match.group("unit") not in {"年", "周"}
    is_done = is_short and _DOER.search(ahead) and _DOES.match(text, match.end(), end)
    if _SPAN.search(ahead) or not (bound or is_done or _EVENT.search(ahead)):
        return None
    return _to_do(text, match, part, end)


def _notice(text: str, match: re.Match[str], part: int, end: int, _start: int) -> _Limit | None:
    """Read 提前三日告知…."""
    return _to_do(text, match, part, end, before="")


def _ahead_of(text: str, match: re.Match[str], part: int, end: int, _start: int) -> _Limit | None:
    """Read 举办活动20日前…, where somebody is bound."""
    ahead = text[part : match.start()]
    is_counted = re.search(r"[\u4e00-\u9fff]{2}$", ahead) and not _SPAN.search(ahead)
    return _to_do(text, match, part, end) if is_counted and _BINDS.search(ahead) else None


def _by_day(text: str, match: re.Match[str], part: int, end: int, _start: int) -> _Limit | None:
    """Read 每年3月31日前…, 应于4月20日前… where a word binds, and when to report: 6月30日前报送…."""
    ahead = text[part : match.start()]
    is_report = not ahead or ahead.endswith("于")
    is_report = is_report and bool(_REPORTS.match(text, match.end(), end))
    is_bound = match.group("before").startswith("每") or bool(_BOUND_HERE.search(ahead))
    is_bound = is_bound or is_report
    return _to_do(text, match, part, end, before="") if is_bound else None


def _overdue(text: str, match: re.Match[str], part: int, end: int, _start: int) -> _Limit | None:
    """Read 逾期30日仍不缴纳的: what follows states a case."""
    case = _STATED.match(text, match.end(), end)
    if case is None:
        return None
    return _Limit(match, case.group().removesuffix("的"), match.group("before"), part, case.end())


def _to_do(
    text: str, match: re.Match[str], part: int, end: int, before: str | None = None
) -> _Limit | None:
    """Return the limit of what follows it; None where nothing that is to be done does.

    `before` says from when the time runs, None where the words before it do.
    """
    act = _ACT.match(text, match.end(), end)
    is_ban = match.groupdict().get("unit") == "年" and _BARS.match(text, match.end(), end)
    if act is None or is_ban or _NO_ACT.match(text, match.end(), end):
        return None
    if before is None:
        ahead = text[part : match.start()]
        bound = list(re.finditer(_WORD_BINDS, ahead))
        since = _FROM.search(ahead)
        told = ahead if _EVENT.search(ahead) else ""  # 工作组1小时内: who does it, not from when
        before = since.group() if since else ahead[bound[-1].end() :] if bound else told
        before = "" if before.endswith(("、", "和")) else before
    return _Limit(
        match=match,
        metric=act.group("act") or act.group("run_out").removesuffix("的"),
        before=before.strip(",在于并") + (match.groupdict().get("before") or ""),
        start=part,
        end=act.end(),
    )


def _told_before(words: str) -> str:
    """Return what the words before a bare frequency tell of: 向社会开放,每年不少于4次; "" for a case."""
    act = _UNBOUND.sub("", words)
    is_act = 2 <= len(act) <= _LONGEST_TOPIC * 2 and not act.endswith(("的", "外", "后", "时"))
    return act if is_act else ""


def _often(text: str, match: re.Match[str], part: int, end: int, start: int) -> _Limit | None:
    """Read 每半年至少组织一次安全培训, 认定工作每年组织一次."""
    ahead, between = text[part : match.start()], match.group("between")
    if _TOLD.search(ahead) or _TOLD.search(between):
        return None
    bound = _BOUND_OF.search(between)
    done = (between[bound.end() :] or between[: bound.start()]) if bound else between
    asked = _ASKED.fullmatch(ahead)
    topic = "" if re.search(_WORD_BINDS + "|由|至少|最多", ahead) else ahead
    topic = asked["topic"] if asked and not between else topic
    topic = topic if len(topic) <= _LONGEST_TOPIC else ""
    is_light = done in _DONE_LIGHTLY
    item = match.group("object")
    names = (item if done or _ITS_DOING.match(item) else "", "" if is_light else done, topic)
    metric = next((one for one in names if len(one) >= 2), "")
    if not (metric or ahead or item) and part > start + 1:
        part = _part(text, start, part - 1)
        metric = _told_before(text[part : match.start()].rstrip(","))
    if not metric or _TORN.search(ahead + between) or metric.count("(") != metric.count(")"):
        return None
    before = match.group("before") + (f"…{bound.group()}" if bound else "")
    return _Limit(match, metric, before, part, min(match.end(), end))
