"""Days as Chinese official documents write them, read as dates; pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.numerals import parse_integer

# GB/T 9704-2012, 7.3.5.4 has Arabic figures with 年月日; before 2012, and on covers still, Chinese ones
# (二〇二二年二月七日, with 〇, 零, ○ or a letter O); web pages have 2022-02-07, 2022/2/7 and 2022.2.7. Text
# recognition takes 0 and 1 for letters and 日 for 曰, and exports cut off a last 日.
_ZEROS = "〇零○◯OoΟО"
_ONES = "lI"
_FIGURE = rf"[\d{_ZEROS}{_ONES}]"
_CHINESE = f"一二三四五六七八九{_ZEROS}0"
_DAY_SIGN = "(?:[日曰号]|$)"
DATE = (
    rf"(?:(?<!\d)(?:19|2[0{_ZEROS}]){_FIGURE}{{2}}年{_FIGURE}{{1,2}}月{_FIGURE}{{1,2}}{_DAY_SIGN}"
    rf"|[{_CHINESE}]{{4}}年[元正十{_CHINESE}]{{1,2}}月[十廿卅{_CHINESE}]{{1,3}}{_DAY_SIGN}"
    r"|(?<!\d)(?:19|20)\d\d(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}(?!\d))"
)
_DATE = re.compile(DATE)
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_SEPARATOR = re.compile(r"[年月日曰号\-/.]")
_ZERO = str.maketrans(dict.fromkeys(f"{_ZEROS}0", "〇"))
_ARABIC = str.maketrans(dict.fromkeys(_ZEROS, "0") | dict.fromkeys(_ONES, "1"))
_OTHER = {"元": 1, "正": 1}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day named at `start:end` of a text without blanks."""

    start: int
    end: int
    day: date


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """Yield the days named in `text[start:end]`; a day that no calendar has is none.

    >>> [one.day.isoformat() for one in find_dates("二〇二一年十一月十五日,2021年2月30日,2022.3.7")]
    ['2021-11-15', '2022-03-07']
    """
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        if (day := parse_day(match.group())) is not None:
            yield DateMention(start=match.start(), end=match.end(), day=day)


def labelled_day(words: str) -> date | None:
    """Read the day behind a label such as 发布日期; 20240315 is one there, where else it is a number.

    >>> labelled_day("2024-03-15 10:22"), labelled_day("20240315"), labelled_day("2024")
    (datetime.date(2024, 3, 15), datetime.date(2024, 3, 15), None)
    """
    whole = words.strip()
    if _COMPACT.fullmatch(whole):
        return parse_day(f"{whole[:4]}-{whole[4:6]}-{whole[6:]}")
    return next((one.day for one in find_dates(words)), None)


def parse_day(text: str) -> date | None:
    """Read one day; None where `text` is no day of the calendar.

    >>> parse_day("2024年1月3日"), parse_day("二○一二年二月二十九日"), parse_day("2024年1月")
    (datetime.date(2024, 1, 3), datetime.date(2012, 2, 29), None)
    >>> parse_day("2O24年l月3曰"), parse_day("二零二四年〇一月03")
    (datetime.date(2024, 1, 3), datetime.date(2024, 1, 3))
    """
    parts = [part for part in _SEPARATOR.split("".join(text.split())) if part]
    if len(parts) != 3:
        return None
    try:
        return date(*(_value(part) for part in parts))
    except ValueError:
        return None


def _value(part: str) -> int:
    if (figures := part.translate(_ARABIC)).isdecimal():
        return int(figures)
    whole = part.translate(_ZERO).replace("廿", "二十").replace("卅", "三十")
    return _OTHER.get(part) or parse_integer(whole)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it has none such.

    >>> add_months(date(2024, 2, 29), 12), add_months(date(2024, 1, 3), 36)
    (datetime.date(2025, 2, 28), datetime.date(2027, 1, 3))
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(first: date, months: int) -> date:
    """Return the last day of a term of `months` that begins on `first`.

    Convention: the first day belongs to the term (自2024年5月1日起施行，有效期3年 ends on 2027年4月30日), so
    it ends on the day before the corresponding one; where its month has none such, on its last.

    >>> last_day(date(2024, 5, 1), 36), last_day(date(2024, 2, 29), 12)
    (datetime.date(2027, 4, 30), datetime.date(2025, 2, 28))
    """
    corresponding = add_months(first, months)
    has_day = corresponding.day == first.day
    return corresponding - timedelta(days=1) if has_day else corresponding
