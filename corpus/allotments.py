"""How much for each, what is paid or kept how long, and spans of days: limits without a limiting word; pure.

Conventions of rules: 每百户三十个车位, 每五百人至少配备一名保洁员 say how many for each; 每公里1.2元, 退还百分之六十,
按工程造价的百分之三缴纳 what is to be paid; 记录至少保存二年, 录像保存九十日以上 how long something is kept; 连续两次不合格的
from what repetition on; 近三年内未发生事故, as an item or in an article, what must not have been; 汛期为每年5月1日至9月30日
when a season is. What was paid or reached (已退还30%) is a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.each_goals import find_each_goal
from corpus.facts import Target, Threshold
from corpus.markers import read_marker
from corpus.model import Clause, ClauseRole, Document, cite
from corpus.view import MatchingView, split_sentences, view_of

_CHINESE = "[一二三四五六七八九十百千万两零半]"
_NUMBER = rf"(?:(?<![\d.])\d{{1,6}}(?:,\d{{3}}){{0,3}}(?:\.\d{{1,4}})?|{_CHINESE}{{1,7}})"
_VALUE = rf"(?P<value>{_NUMBER})"
_SHARE = rf"(?P<value>{_NUMBER}(?=\s?[%‰])|[百千]分之{_CHINESE}{{1,7}})\s?(?P<unit>[%‰]?)"
_MONEY = r"(?P<unit>万?元)"
_FOR = r"(?:户|人|名[\u4e00-\u9fff]{2,8}|平方米|平方公里|公里|立方米|千瓦时|吨|亩|公顷|辆|[座栋间床班件台套][\u4e00-\u9fff]{0,6}|人次|小时)"
_EACH = rf"每(?:{_CHINESE}{{1,3}}|\d{{1,5}}|增加|超过)?(?:{_FOR})(?:每?[年月日天次])?"
_PAY = r"(?:退还|返还|退回|退赔|加收|收取|计收|征收|缴纳|缴存|交纳|支付|计提|提取|扣减|扣除|减收|减免|减半)"
_PATTERNS = (
    # 每百户三十个车位的标准配建停车位, 每千平方米配建五个非机动车位
    re.compile(
        rf"(?P<before>{_EACH}(?:至少|不少于|不低于)?)(?:应当?|须)?(?:配[建备套置]|设[置立]|建设|安排)?{_VALUE}(?P<unit>[个处座台辆名间套])(?P<metric>(?!百分点)[\u4e00-\u9fff]{{2,12}}?)(?=的(?:标准|比例|要求)|[,;。、]|$)"
    ),
    # 退还百分之六十, 每公里加收百分之二十
    re.compile(
        rf"(?P<before>(?:{_EACH})?)(?P<metric>{_PAY})(?P<of>[^,;:。\d百分]{{0,14}}?的?){_SHARE}(?=[,;。、]|$|的[\u4e00-\u9fff]{{2,8}}[,;。])"
    ),
    # 按工程造价的百分之三缴纳
    re.compile(
        rf"(?P<before>按照?[^,;:。\d百分]{{2,16}}的?){_SHARE}(?:的?比例)?(?P<metric>{_PAY})"
    ),
)
# 每公里加收1.8元, 每人每年不低于5元的标准予以补助, 不得超过每千瓦时0.4元
_PRICE = re.compile(
    rf"(?P<first>(?:不得?低于|不得?超过|最高|至少)?)(?P<before>{_EACH}(?:每[人户次年月日天])?)(?P<metric>[\u4e00-\u9fff]{{0,6}}?)(?P<limit>(?:不低于|不超过|最高|至少)?)"
    rf"{_VALUE}{_MONEY}(?P<after>以[上内下])?(?:的标准,?(?:予以|给予|收取|缴纳|安排|发放)?(?P<named>[\u4e00-\u9fff]{{2,8}}))?(?=[,;。、)]|的|$)"
)
# 按照不低于每户1.2个的标准配建停放车位
_PROVIDED = re.compile(
    rf"(?P<limit>(?:不低于|不少于|不超过)?)(?P<before>{_EACH})(?P<first>(?:不低于|不少于|不超过)?){_VALUE}(?P<unit>[个处座台辆名间套])的(?:标准|比例|要求)(?:配[建备套置]|设[置立]|建设|安排)(?P<metric>[\u4e00-\u9fff]{{2,16}})(?=[,;。、]|$)"
)
_FEE = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:补贴|补助|奖励|津贴|费|价格|[水电气热房票运]价|保证金|标准|资金)(?![用率])"
)
_KEPT = re.compile(
    rf"(?P<metric>(?:(?!应当?|必须|至少|须)[\u4e00-\u9fff、()]){{0,40}})(?:应当?|必须|须)?(?P<limit>(?:至少)?)(?P<kept>保存|保管|留存|存档|封存)(?P<before>(?:期限?|时间)?(?:至少|不少于|不低于|不得少于|为)?){_VALUE}(?P<unit>年|个月|日|天)(?P<after>以上)?(?=[,;。、]|$)"
)
_AGAIN = re.compile(
    rf"(?P<before>连续|持续){_VALUE}(?P<unit>年|次|个月|个季度|个年度|个考核周期|小时|天|日)(?P<after>及?以上)?(?P<metric>[^,;:。\d]{{2,24}})的(?=[,;:。\n]|$)"
)
_CLEAN = re.compile(
    rf"(?P<before>(?:申报|申请)?(?:之日)?(?:前|近|最近)){_VALUE}(?P<unit>年|个月)(?P<after>[以之]?内)?(?:,)?(?P<metric>(?:均?未|均?无|没有|不存在)[^,;:。\n]{{2,40}})"
)
_DAY = r"(?:次年|翌年)?\d{1,2}月\d{1,2}日"
_SEASON = re.compile(
    rf"(?P<metric>[\u4e00-\u9fff]{{0,8}}[\u4e00-\u9fff]期)(?P<before>(?:一般)?为(?:每年)?的?)(?P<value>{_DAY}至{_DAY})"
    rf"|(?P<ahead>(?:每年)?)(?P<days>{_DAY}至{_DAY})为(?P<named>[\u4e00-\u9fff]{{0,6}}[\u4e00-\u9fff]期)"
)
_REPORTED = re.compile(r"已|累计|去年|曾|平均|同比|增长|下降|达到|共[计收退]|实际|罚")
_SET_ELSE = re.compile(r"投资|产值|收入|GDP|利润|成本")
_LEADING = re.compile(r"^(?:给予|予以|其中|并|且|对|由|应当?|须|在|将|的|、|至少)+")


_FOR_EACH = re.compile(r"每[人户亩次个家](?:每?[年月日天次])?")


def names_whose_alone(limit: Threshold) -> bool:
    """Tell whether the metric of a limit only says for whom it holds: 每人每年不低于5元."""
    return _FOR_EACH.fullmatch(limit.metric) is not None


@dataclass(frozen=True, slots=True)
class _Allotment:
    """A limit at `start:end` of the view: its words by name."""

    start: int
    end: int
    metric: str
    value: str
    unit: str
    qualifier: str
    selects: bool = False


def extract_allotments(
    document: Document, clause: Clause, *, known: Sequence[Target | Threshold] = ()
) -> tuple[Threshold, ...]:
    """Read how much there is for each, to be paid, or to be kept, but for what is `known`."""
    view = view_of(document.text, clause.span)
    held = [one.source.span for one in known]
    found: list[Threshold] = []
    for start, end in split_sentences(view):
        for one in _allotments(view, start, end, is_article=clause.role is ClauseRole.ARTICLE):
            span = view.span(one.start, one.end)
            if any(other.start < span.end and span.start < other.end for other in held):
                continue
            held.append(span)

            def words(text: str, one: _Allotment = one) -> str:
                return view.verbatim(text, document.text, one.start, one.end) if text else ""

            found.append(
                Threshold(
                    subject=None,
                    metric=words(one.metric),
                    value=words(one.value),
                    unit=words(one.unit),
                    qualifier=one.qualifier,
                    selects=one.selects,
                    source=cite(document, clause, span),
                )
            )
    return tuple(found)


def _allotments(
    view: MatchingView, start: int, end: int, *, is_article: bool
) -> Iterator[_Allotment]:
    marker = read_marker(view.text[start:end])
    first = start + (marker.length if marker else 0)
    is_item = is_article or marker is not None
    for part in re.finditer(r"[^,;。\n]+", view.text[first:end]):
        opens, words = first + part.start(), part.group()
        if _REPORTED.search(words):
            continue
        each = find_each_goal(words) if is_article else None
        if each and each.what:
            limits = "…".join(filter(None, (each.whose, each.qualifier)))
            yield _Allotment(
                opens + each.start, opens + each.end, each.what, each.value, each.unit, limits
            )
            continue
        yield from _in_part(words, opens, is_item=is_item)
        yield from _prices(view.text[first:opens], words, opens, is_article=is_article)


def _prices(ahead: str, words: str, opens: int, *, is_article: bool) -> Iterator[_Allotment]:
    """Yield what is paid for each, named here, behind, or by the last fee told before.

    Outside of articles only a limiting word, or 的标准, tells a rule from a report.
    """
    for match in _PRICE.finditer(words):
        if not (is_article or match["first"] or match["limit"] or match["named"]):
            continue
        told = list(_FEE.finditer(ahead + words[: match.start()]))
        metric = _LEADING.sub("", match["metric"]) or match["named"] or ""
        metric = metric or (_LEADING.sub("", told[-1].group()) if told else "")
        keys = ("first", "before", "limit", "after")
        qualifier = "…".join(filter(None, (match[key] for key in keys)))
        if metric and not _SET_ELSE.search(words):
            yield _Allotment(
                opens + match.start(),
                opens + match.end(),
                metric,
                match["value"],
                match["unit"],
                qualifier,
            )


def _in_part(words: str, opens: int, *, is_item: bool) -> Iterator[_Allotment]:
    """Yield the limits that the patterns find in the words between two commas."""
    kinds = [(one, False) for one in (_PROVIDED, *_PATTERNS, _KEPT)]
    kinds += [(_AGAIN, True)] + ([(_CLEAN, False)] if is_item else [])
    for pattern, selects in kinds:
        for match in pattern.finditer(words):
            named = match.groupdict()
            metric = _LEADING.sub("", named["metric"] or "") + (named.get("kept") or "")
            limits = ("limit", "before", "first", "of", "after")
            qualifier = "…".join(one for key in limits if (one := named.get(key)))
            if metric:
                yield _Allotment(
                    opens + match.start(),
                    opens + match.end(),
                    metric,
                    named["value"],
                    named["unit"],
                    qualifier,
                    selects,
                )
    for match in _SEASON.finditer(words):
        named = match.groupdict()
        yield _Allotment(
            opens + match.start(),
            opens + match.end(),
            named["metric"] or named["named"],
            named["value"] or named["days"],
            "",
            (named["before"] or named["ahead"] or "").removeprefix("为"),
        )
