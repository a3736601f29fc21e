"""What is granted or charged in a fixed amount or share: 一次性奖励50万元, 按投资额的8%给予补助; pure.

Conventions of 奖补办法: the amount stands behind the verb (奖励20万元, 每亩补贴100元) or before it (给予20万元奖励,
按每户1500元的标准予以奖补), a share has its base before it and 按; who gets it stands before (对首次认定的企业,…;
…的,…). 按6:4的比例分担 shares a burden. A sum that was paid out (累计发放补贴3亿元) is a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts import Target, Threshold
from corpus.model import Clause, Document, cite
from corpus.view import split_sentences, view_of

_NUMBER = r"(?<![\d.])\d{1,6}(?:,\d{3}){0,3}(?:\.\d{1,4})?"
_CHINESE = "[一二两三四五六七八九十百千万]{1,6}"
_MONEY = r"(?P<unit>万?元(?:/(?:千瓦时|平方米|立方米|[\u4e00-\u9fff](?=[的,;。给予])))?)"
_VALUE = rf"(?P<value>{_NUMBER}|{_CHINESE}(?=元))\s?"
_EACH = r"(?:每[\u4e00-\u9fff]{1,6}?){0,3}"
_GRANT = r"(?:奖励|奖补|补助|补贴|资助|奖金|补偿|救助|慰问金?|津贴|扶持)"
_AMOUNT_BEHIND = re.compile(
    rf"(?P<before>(?:一次性|分别|各|再|另外?|最高)?(?:给予|予以)?)(?P<metric>{_GRANT})(?:企业|单位|个人|[\u4e00-\u9fff]{{0,6}}团队)?(?P<each>{_EACH}){_VALUE}{_MONEY}"
)
_AMOUNT_AHEAD = re.compile(
    rf"(?P<before>(?:最高)?(?:可|再)?(?:按照?|给予|予以|享受)[^,;。:\d]{{0,12}}?{_EACH}[\u4e00-\u9fff]{{0,6}}?){_VALUE}{_MONEY}"
    rf"(?P<after>的?(?:标准)?[^,;。:\d]{{0,12}}?)(?P<metric>{_GRANT})"
)
_SHARE = re.compile(
    rf"(?P<before>按照?[\u4e00-\u9fff()]{{2,24}}?的?)(?P<value>{_NUMBER}(?=\s?%)|百分之{_CHINESE})\s?(?P<unit>%?)"
    rf"(?P<after>的?(?:比例|标准)?,?[^,;。:\d]{{0,20}}?)(?P<metric>{_GRANT})"
)
_RATIO = re.compile(
    r"(?P<before>按照?)(?P<value>\d{1,2}(?::\d{1,2}){1,4})(?P<unit>)(?P<after>的?比例)(?P<metric>[\u4e00-\u9fff]{2,10})"
)
_LATER = re.compile(rf"、{_VALUE}{_MONEY}")
_REPORTED = re.compile(
    r"已|累计|共[计发获]|发放|拨付|兑现|下达|争取|获得|获评|去年|上年(?!度)|全年|完成|到位|投入|投资\d|支出|落实|减免|同比"
)
# Words of a limit, which makes it one of `corpus.thresholds`.
_LIMITED = re.compile(
    r"不超过|不得|最高(?=[\d一二两三四五六七八九十百])|以[上下内]|不[低高]于|至少|上限"
)
# What tells that the amount is granted by rule: whom it goes to, for each, once.
_BY_RULE = re.compile(r"的,|对[^,;。]{2,60},|每|一次性|给予|予以|按")
_WHO = re.compile(r"(?:对[^,;。:]{2,60}|[^,;。:]{2,60}的),$")
_COUNTED = re.compile(r"去年|\d[余多]?[家个户名人]")
_MARKED = re.compile(r"\(?[一二三四五六七八九十\d]{1,3}[).、]$")
_ITEM = re.compile(
    r"\([一二三四五六七八九十\d]{1,3}\)[\u4e00-\u9fff]{2,20}$|\([一二三四五六七八九十\d]{1,3}\)[^,;。\d]{2,20}奖励"
)  # （一）一级示范工厂奖励500万元
_FARTHEST = 80


def extract_grants(
    document: Document, clause: Clause, *, targets: Sequence[Target] = ()
) -> tuple[Threshold, ...]:
    """Read the fixed grants and shares of a clause, in order, but for what its `targets` hold."""
    view = view_of(document.text, clause.span)
    held = [target.source.span for target in targets]
    found: list[Threshold] = []
    for start, end in split_sentences(view):
        for match, first, value in _amounts(view.text, start, end):
            span = view.span(first, max(match.end(), value.end()))
            if any(one.start < span.end and span.start < one.end for one in held):
                continue

            def words(one: re.Match[str], group: str) -> str:
                text = one.groupdict().get(group) or ""
                return view.verbatim(text, document.text, *one.span(group)) if text else ""

            limits = [words(match, name) for name in ("before", "each", "after")]
            found.append(
                Threshold(
                    subject=None,
                    metric=words(match, "metric"),
                    value=words(value, "value"),
                    unit=words(value, "unit"),
                    qualifier="…".join(one.strip(",，") for one in limits if one.strip(",，")),
                    selects=False,
                    source=cite(document, clause, span),
                )
            )
    return tuple(found)


def _amounts(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], int, re.Match[str]]]:
    """Yield the grants of a sentence: the words, where they begin, and those of the value.

    Several values behind one another (分别奖励30万元、100万元) are one grant each.
    """
    last = start
    patterns = (_SHARE, _RATIO, _AMOUNT_AHEAD, _AMOUNT_BEHIND)
    found = [one for pattern in patterns for one in pattern.finditer(text, start, end)]
    for match in sorted(found, key=lambda one: one.start("value")):
        part = max(text.rfind(mark, start, match.start()) for mark in ",;:。\n") + 1
        part = max(part, start, match.start() - _FARTHEST)
        who = _WHO.search(text[max(start, part - _FARTHEST) : part])
        first = part - len(who.group()) if who else part
        words = text[part : match.end()]
        is_report = _REPORTED.search(words) or (who and _COUNTED.search(who.group()))
        is_item = start == part or _MARKED.match(text, start, part) is not None
        is_rule = who or _BY_RULE.search(words) or (is_item and _ITEM.match(words) is not None)
        if (
            match.start("value") < last
            or is_report
            or not is_rule
            or _LIMITED.search(match.group())
        ):
            continue
        yield match, first, match
        last = match.end()
        later = _LATER.match(text, last, end) if match.re is _AMOUNT_BEHIND else None
        while later:
            yield match, first, later
            last = later.end()
            later = _LATER.match(text, last, end)
