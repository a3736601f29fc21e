"""The numbers that Word generates: not in a paragraph's text, but shown in front of it.

A Word file keeps lists apart from the text (ECMA-376 part 1, 17.9): a paragraph, or its style,
names a list and a level; the level says how its number is written (一, 1, ①) and in what words
("第%1条", "（%1）"). Officials number 一、（一）1.（1） in this way as often as by hand, so without
these numbers a document loses its structure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

_DEEPEST = 9  # levels of a list
_DIGITS = "零一二三四五六七八九"
_ZERO_DIGITS = "〇" + _DIGITS[1:]
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# After these Word's tab shows next to no gap; after a letter or a digit a gap is needed to read.
_CLOSING = "、）)】〕］．。：，"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list: how its number looks.

    `text` has %1 … %9 where the numbers of the levels stand. `restart` is the level (from 1) after
    whose numbers this one begins again, 0 for never, None for after any higher level.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = "tab"
    is_legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A list as paragraphs name it: an abstract list (which counts) and its levels."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)

    def level_of_style(self, style: str) -> int | None:
        """Return the level that is linked to a paragraph style, None where none is."""
        return next(
            (at for at, one in self.levels.items() if one.style and one.style == style), None
        )


@dataclass(slots=True)
class Counter:
    """Counts the paragraphs of one document's lists, in reading order; alive for one file."""

    lists: Mapping[str, Numbered]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_number(self, name: str, level: int) -> str:
        """Count a paragraph of list `name` at `level` (from 0); return its number as Word shows it.

        Lists that stand on one abstract list count together, unless one of them starts anew.
        """
        numbered = self.lists.get(name)
        if numbered is None or not 0 <= level < _DEEPEST:
            return ""
        counts = self._counts.setdefault(numbered.abstract, [None] * _DEEPEST)
        here = numbered.levels.get(level, Level())
        before = counts[level]
        if level in numbered.starts and (name, level) not in self._begun:
            counts[level] = numbered.starts[level]
        else:
            counts[level] = here.start if before is None else before + 1
        self._begun.add((name, level))
        for deeper in range(level + 1, _DEEPEST):
            restart = numbered.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None
        return _shown(numbered, here, counts)


def _shown(numbered: Numbered, here: Level, counts: list[int | None]) -> str:
    if here.form == "none":
        shown = "" if "%" in here.text else here.text
    elif here.form == "bullet":
        shown = "".join(sign for sign in here.text if not 0xE000 <= ord(sign) <= 0xF8FF)
    else:
        shown = here.text
        for at in range(_DEEPEST):
            if (place := f"%{at + 1}") in shown:
                level = numbered.levels.get(at, Level())
                form = "decimal" if here.is_legal else level.form
                value = counts[at]
                shown = shown.replace(
                    place, format_number(value if value is not None else level.start, form)
                )
    if not shown.strip():
        return ""
    if here.gap == "nothing" or (here.gap == "tab" and shown[-1] in _CLOSING):
        return shown
    return shown.rstrip() + " "


def format_number(value: int, form: str) -> str:
    """Write `value` in one of Word's number forms; an unknown form is written in Arabic digits.

    >>> [format_number(12, form) for form in ("chineseCountingThousand", "ideographDigital")]
    ['十二', '一二']
    >>> [format_number(3, form) for form in ("decimalEnclosedCircle", "upperRoman", "lowerLetter")]
    ['③', 'III', 'c']
    """
    return _FORMS.get(form, _arabic)(value)


def _arabic(value: int) -> str:
    return str(value)


def _full_width(value: int) -> str:
    return str(value).translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})


def _counted(value: int) -> str:
    return _with_units(value, _DIGITS, "十百千万")


def _legal(value: int) -> str:
    return _with_units(value, _LEGAL_DIGITS, "拾佰仟万", keep_one=True)


def _counted_briefly(value: int) -> str:
    return _counted(value) if value < 100 else _digit_by_digit(value)


def _digit_by_digit(value: int) -> str:
    return "".join(_ZERO_DIGITS[int(digit)] for digit in str(abs(value)))


def _with_units(value: int, digits: str, units: str, *, keep_one: bool = False) -> str:
    if not 0 < value < 100_000:
        return str(value) if value else digits[0]
    places = [int(digit) for digit in str(value)]
    written = ""
    for at, digit in enumerate(places):
        unit = len(places) - at - 1
        if digit:
            written += digits[digit] + (units[unit - 1] if unit else "")
        elif written and not written.endswith(digits[0]) and any(places[at:]):
            written += digits[0]
    is_teen = 10 <= value < 20 and not keep_one
    return written[1:] if is_teen else written


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        written += sign * count
    return written


def _letters(value: int) -> str:
    return (
        chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        if 0 < value < 800
        else str(value)
    )


def _from(first: str, last: str, base: Callable[[int], str] = _arabic) -> Callable[[int], str]:
    """Return a form whose signs stand in a row in Unicode, `base` beyond its last sign."""
    return lambda value: (
        chr(ord(first) + value - 1) if 0 < value <= ord(last) - ord(first) + 1 else base(value)
    )


def _of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _from("①", "⑳"),
    "decimalEnclosedCircleChinese": _from("①", "⑳"),
    "decimalEnclosedParen": _from("⑴", "⒇"),
    "decimalEnclosedFullstop": _from("⒈", "⒛"),
    "ideographEnclosedCircle": _from("㊀", "㊉"),
    "chineseCounting": _counted_briefly,
    "taiwaneseCounting": _counted_briefly,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
}


def with_overrides(
    numbered: Numbered, levels: Mapping[int, Level], starts: Mapping[int, int]
) -> Numbered:
    """Return `numbered` as one list changes it: levels written otherwise, counts started anew."""
    return replace(numbered, levels={**numbered.levels, **levels}, starts=starts)
