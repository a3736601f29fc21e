"""Rates and standards that are fixed without a date and without a limiting word: 费率为0.02%; pure.

Convention of rules on money: 费率, 税率, 缴费比例, …标准, 系数 and 限额 are fixed by 为 or 按, an amount for
each by 每人每月. What a share 为 otherwise (优良水体比例为85%) is a report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.facts import Target, Threshold
from corpus.model import Clause, Document, cite
from corpus.quantities import UNIT
from corpus.view import split_sentences, view_of

_SHARED = r"(?:缴费|缴存|缴纳|分摊|分担|分成|补贴|补助|奖励|提取|支付|报销|计提|配建|抽查|抽检|出资|贴息)的?比例"
_NUMBER = r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?"
_CHINESE = "[一二三四五六七八九十百千万两零]{1,9}"
_FIXED = re.compile(
    rf"(?P<metric>[\u4e00-\u9fff()、]{{0,24}}(?:费率|税率|利率|征收率|提取率|缴存率|{_SHARED}|标准|系数|限额|额度|[上下]限))"
    r"(?P<word>(?:统一|一般|均|暂)?(?:定为|确定为|暂定为|为|按)(?:每[人户月年日天吨次台辆件亩个家度]|每千瓦时|每平方米|每立方米){0,3})\s*"
    rf"(?P<value>(?:[百千]分之{_CHINESE}|{_NUMBER}(?:\s*(?:[-—~～]+|至)\s*{_NUMBER})?|{_CHINESE}(?=[万亿]?元)))\s*(?P<unit>(?:{UNIT})?)(?!\s*[-—×xX*\d.])"
)
# For how long something holds: 公示期7日, 证书有效期为3年; that of the document itself is told with 施行.
_PERIOD = re.compile(
    r"(?P<metric>[\u4e00-\u9fff()、]{0,16}(?:有效期|公示期|公告期|聘期|任期|试用期|宽限期|服务期|保管期|保存期|质保期|建设期|执行期|培训期)限?)"
    r"(?P<word>(?:统一|一般|均|暂|原则上)?(?:定为|暂定|为|延续|延长)?)(?P<value>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<unit>年|个月|个?工作日|日|天)(?=[,;。、)\n]|$|的)"
)
_OWN_TERM = re.compile(r"施行|实施|印发|本(?:办法|规定|细则|意见|通知|方案|措施|政策)")
_OPENING = re.compile(
    r"^(?:\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百]{1,6}条|其中|则|并|且|即|由|对|将|目前|现行|统一|、|\))+"
)
_REPORTED = re.compile(r"实际|现状|同比|已|达标|完成|下降|增长|高于|低于|优于")


def extract_rates(
    document: Document, clause: Clause, *, targets: Sequence[Target] = ()
) -> tuple[Threshold, ...]:
    """Read the rates and standards of a clause, in order, but for what its `targets` hold."""
    view = view_of(document.text, clause.span)
    held = [target.source.span for target in targets]
    found: list[Threshold] = []
    for start, end in split_sentences(view):
        found_here = [*_FIXED.finditer(view.text, start, end)]
        if not _OWN_TERM.search(view.text, start, end):
            found_here += _PERIOD.finditer(view.text, start, end)
        for match in found_here:
            metric = match.group("metric")
            opening = _OPENING.match(metric)
            first = match.start() + (opening.end() if opening else 0)
            span = view.span(first, match.end())
            is_held = any(one.start < span.end and span.start < one.end for one in held)
            measured = match.group("unit") or "分之" in match.group("value") or "系数" in metric
            if is_held or not measured or _REPORTED.search(metric):
                continue

            def words(group: str, match: re.Match[str] = match) -> str:
                text = match.group(group)
                return view.verbatim(text, document.text, *match.span(group)) if text else ""

            found.append(
                Threshold(
                    subject=None,
                    metric=view.verbatim(
                        view.text[first : match.end("metric")],
                        document.text,
                        first,
                        match.end("metric"),
                    ),
                    value=words("value"),
                    unit=words("unit"),
                    qualifier=words("word"),
                    selects=False,
                    source=cite(document, clause, span),
                )
            )
    return tuple(found)
