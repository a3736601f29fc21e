"""From when until when a document holds: closing articles such as 自2024年1月1日起施行，有效期3年; pure.

立法技术规范（试行） puts the day of effect into the last article; 规范性文件 add how long they hold. 自印发之日
counts from the 成文日期, on which a document takes effect (党政机关公文处理工作条例), 自公布之日 from the day
of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import DATE, add_months, last_day, parse_day
from corpus.numerals import parse_integer
from corpus.sheet import Sheet

_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_EFFECT = re.compile(
    rf"[自从](?:(?P<day>{DATE})(?:零时|\d{{1,2}}时)?|(?P<act>印发|发布|公布|颁布|下发|发文|签发|颁发|通过)之?日)起?"
    rf"(?:(?P<delay>{_COUNT})(?:[日天]|(?P<by_month>个月))(?:以?后)?)?(?:正式|开始|暂)?(?P<verb>施行|实施|执行|生效|试行|实行|起施行)"
)
_RANGE = re.compile(
    rf"[自从](?P<day>{DATE})起?(?:施行|实施|执行|生效)?,?(?:有效期)?(?:截?至|到)(?P<until>{DATE})"
)
_KIND = (
    r"(?:法|条例|办法|规定|细则|意见|通知|方案|规划|计划|规则|决定|政策|措施|解释|修正案|标准|文件|规程|准则|目录|指南|公告"
    r"|通告|批复|纲要|制度|规范|章程|决议|要点|导则|预案|令|指引|若干意见)"
)
_OWN = re.compile(
    rf"本[\u4e00-\u9fff]{{0,10}}{_KIND}(?:\([^()]{{1,12}}\))?,?(?:由[^。;]{{2,40}}解释,(?:并)?|经[^。;]{{2,40}}(?:修订|修正|通过|批准)后?,)?$"
)
# A policy of benefits says for how long it is carried out: 政策实施期限为…至….
_POLICY = re.compile(r"[^、.:,)]{0,12}政策(?:措施)?的?$")
_OWN_POLICY = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,5}条)?(?:本|上述|以上)?(?:[奖补助惠]{2})?政策(?:措施)?的?"
)
_ANNOUNCED = re.compile(
    r"(?:现予以?|予以)?(?:公布|发布|印发)(?:给你们)?[^。;》]{0,20},$|^(?:第[〇零一二三四五六七八九十百\d]{1,5}条)?$"
)
_PERIOD = re.compile(
    rf"(?:[,;](?:暂定|(?:暂定)?(?:试行|实施|执行|施行))|有效期|试行期|有效期限|执行期|实施期|施行期|试行期限|执行期限|暂行期)限?(?:暂定|暂)?[为是]?:?"
    rf"(?:(?P<count>{_COUNT})(?P<unit>年|个月)|(?:[自从]?(?P<day>{DATE})(?:起|(?=[—~-]))?,?)?(?:截?至|截止到?|到|[—~-]{{1,2}})(?P<until>{DATE}))"
)
_UNTIL = re.compile(
    rf",?(?:有效期)?(?:截?至|到)(?P<until>{DATE})(?=止|废止|失效|[。;,]|$)"
    rf"|,(?:有效期)?(?P<end>{DATE})(?=止|(?:自动|自行)?(?:废止|失效))"
)


@dataclass(frozen=True, slots=True)
class Validity:
    """What a closing article says, at `start:end` of a sheet.

    `day` is the day of effect; where the text counts from an act instead, `act` is its word (印发,
    公布) and `delay` the days after it, or the months with `by_month`. `until` is the last day; `months` how long it holds.
    """

    start: int
    end: int
    day: date | None = None
    act: str = ""
    delay: int = 0
    by_month: bool = False
    until: date | None = None
    months: int = 0

    @property
    def has_end(self) -> bool:
        """Whether the text says until when, or for how long, the document holds."""
        return bool(self.until or self.months)

    def effective(self, made: date | None) -> date | None:
        """Return the day of effect, where `made` is the day of the act that the text counts from."""
        base = made if self.act else self.day
        if base and self.by_month:
            return add_months(base, self.delay)
        return base + timedelta(days=self.delay) if base else None

    def expires(self, effective: date | None) -> date | None:
        """Return the last day, given the day of effect; None where the text sets no end."""
        if self.until or not self.months:
            return self.until
        return last_day(effective, self.months) if effective else None


def find_validity(sheet: Sheet) -> Validity | None:
    """Return what the document says of its own effect; what it quotes of others does not count."""
    found: Validity | None = None
    for one, is_own in _said_of_effect(sheet):
        # An order says from when its rules hold, and the rules themselves again and for how long.
        is_again = found is not None and is_own and (one.day, one.act) == (found.day, found.act)
        if found is None or (is_again and one.has_end):
            found = one
        if found.has_end:
            break
    return found or _bare_period(sheet)


def _said_of_effect(sheet: Sheet) -> Iterator[tuple[Validity, bool]]:
    """Yield what a document says of the day of its effect; whether it calls itself by name (本办法)."""
    text = sheet.text
    for match in _EFFECT.finditer(text):
        start = sheet.sentence_start(match.start())
        opening = text[start : match.start()]
        own = _OWN.search(opening)
        if not (own or _ANNOUNCED.search(opening)) or _is_quoted(text, match.start()):
            continue
        begins = start + own.start() if own else match.start()
        yield _with_end(sheet, match, begins), own is not None


def _with_end(sheet: Sheet, match: re.Match[str], start: int) -> Validity:
    """Read the day of effect, and the period in the same sentence or the next one."""
    text = sheet.text
    first = sheet.sentence_end(match.end())
    second = sheet.sentence_end(min(first + 1, len(text)))
    end = match.end()
    months, until = 0, None
    closing = _RANGE.match(text, match.start()) or _UNTIL.match(text, match.end())
    period = _PERIOD.search(text, match.end(), second)
    if closing:
        until, end = _last_day_of(closing), closing.end()
    elif period and _is_own_period(text, match.end(), period.start()):
        months, until, end = *_period(period), period.end()
        if stated := _UNTIL.match(text, end):  # 有效期3年,至2022年4月30日止: the day that is stated
            until, end = _last_day_of(stated), stated.end()
    return Validity(
        start=start,
        end=end,
        day=parse_day(match.group("day")) if match.group("day") else None,
        act=match.group("act") or "",
        delay=parse_integer(match.group("delay")) if match.group("delay") else 0,
        by_month=match.group("by_month") is not None,
        until=until,
        months=months,
    )


def _last_day_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    return parse_day(groups["until"] or groups.get("end", ""))


def _is_own_period(text: str, start: int, at: int) -> bool:
    """Tell whether a period behind the day of effect is that of the document, not of a licence."""
    between = text[max(start, max(text.rfind(mark, start, at) for mark in "。;") + 1) : at]
    return not between.strip("。,;") or bool(_OWN.search(between)) or "本" in between[:1]


def _period(match: re.Match[str]) -> tuple[int, date | None]:
    if match.group("until"):
        return 0, parse_day(match.group("until"))
    count = parse_integer(match.group("count"))
    return (count * 12 if match.group("unit") == "年" else count), None


def _bare_period(sheet: Sheet) -> Validity | None:
    """Read 本办法有效期至2025年12月31日 and 本政策自…至…, where no word of effect stands with it.

    So is 政策实施期限为…至… read, where the text says it once: for all that it grants.
    """
    of_policy: list[tuple[str, re.Match[str]]] = []
    for pattern in (_PERIOD, _RANGE):
        for match in pattern.finditer(sheet.text):
            start = sheet.sentence_start(match.start())
            opening = sheet.text[start : match.start()]
            own = _OWN.search(opening)
            policy = own or _POLICY.search(sheet.line_to(match.start()))
            if not policy or _is_quoted(sheet.text, match.start()):
                continue
            if own:
                return _said_bare(sheet, match, start + own.start())
            of_policy.append((policy.group(), match))
    if len(of_policy) != 1 or not _OWN_POLICY.fullmatch(of_policy[0][0]):
        return None
    words, match = of_policy[0]
    return _said_bare(sheet, match, match.start() - len(words))


def _said_bare(sheet: Sheet, match: re.Match[str], start: int) -> Validity:
    is_range = match.re is _RANGE
    months, until = (0, parse_day(match.group("until"))) if is_range else _period(match)
    # 本办法有效期五年，自发布之日起施行: the day of effect stands behind the term.
    effect = _EFFECT.match(sheet.text, match.end() + 1)
    begins = effect or match
    return Validity(
        start=start,
        end=begins.end(),
        day=parse_day(begins.group("day")) if begins.group("day") else None,
        act=(effect.group("act") or "") if effect else "",
        until=until,
        months=months,
    )


def _is_quoted(text: str, at: int, *, longest: int = 1000) -> bool:
    """Tell whether position `at` stands inside “…”, as articles do that a decision replaces."""
    return text.rfind("“", max(at - longest, 0), at) > text.rfind("”", max(at - longest, 0), at)
