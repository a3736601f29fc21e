"""What stands in a text and what does not: keys, numbers and agency names, character by character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BLANK = re.compile(r"(?<![0-9a-z])\s+|\s+(?![0-9a-z])")
_MARKUP = re.compile(r"[*`①-⑳]")

# A number is its digits with the sign or the Latin letters that follow: 15% is not 15, 5g not 5.
_NUMBER = re.compile(r"(?<![a-z0-9])(?<![0-9]\.)\d++(?:\.\d++)*+(?:[%‰]|[a-z]++)?")
_CHINESE_NUMBER = re.compile(
    rf"(?:百分之|[{_CHINESE_DIGITS}]+分之)[{_CHINESE_DIGITS}]+"
    rf"|(?<![第0-9.{_CHINESE_DIGITS}])[{_CHINESE_DIGITS}]++"
    r"(?=种|家|个|条|项|年|倍|成|座|台|套|处|轮|吨|元|日|天|月|岁|人|名|次|米|公里|平方|千瓦|小时|周|届)"
)
# What binds, allows or forbids, with the 不 or 非 that turns it round.
_MODALITY = re.compile(r"(?:不|非|未)?(?:必须|应当|不得|严禁|禁止|鼓励|强制)")
_PLAIN_WORDS = {"一", "两"}

_PIECE = re.compile(r"[^、，,；;。|\n“”\"《》]+")
_AGENCY_ENDING = "局|厅|委|办|海关|管委会|委员会|人民政府|领导小组|办公室|总队|支队"
_AGENCY = re.compile(
    rf"(?:^|[由为是含括归:和及])(?P<name>(?![由为是和及])(?:[省市县区]|国家)?[\u4e00-\u9fff()]{{2,12}}?(?:{_AGENCY_ENDING}))"
    r"(?=$|[(（]|负责|牵头|配合|落实|分工|共同|等|和|及|参与|主管)"
)
_NOT_AGENCY = re.compile(
    r"(?:格|布|全|大|结|时|开|平|僵|当|有关部门|各部)局$|原委$|承办$|创办$|举办$|主办$"
)


def normalise(text: str) -> str:
    """Fold width and case, drop markup and the blanks that are not between two letters or digits.

    Ideographs, punctuation and digits stay as they are: only the writing is made equal.
    """
    plain = _MARKUP.sub("", _THOUSANDS.sub("", text))
    return _BLANK.sub("", unicodedata.normalize("NFKC", plain).casefold()).strip()


def stands_in(needle: str, text: str) -> bool:
    """Tell whether `needle` stands in `text`, whole numbers only.

    A needle that begins or ends with a digit must not touch another digit, nor one behind a decimal
    point; the same holds for Chinese numerals (百种 does not stand in 三百种).

    >>> stands_in("5年", "到2025年"), stands_in("5%", "7.5%"), stands_in("15%", "达15％以上")
    (False, False, True)
    """
    wanted = normalise(needle)
    if not wanted:
        return False
    before = _boundary(wanted[0], r"(?<![0-9])(?<![0-9]\.)", rf"(?<![{_CHINESE_DIGITS}])")
    after = _boundary(wanted[-1], r"(?![0-9])(?!\.[0-9])", rf"(?![{_CHINESE_DIGITS}])")
    return re.search(before + re.escape(wanted) + after, normalise(text)) is not None


def _boundary(character: str, digits: str, chinese: str) -> str:
    if character in "0123456789":
        return digits
    return chinese if character in _CHINESE_DIGITS else ""


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers `text` states, in order, each with the sign or letters that follow it.

    Chinese numerals count before a measure word (百种, 十家); 一 and 两 alone do not (一项, 两个方案).

    >>> numbers_in("到2025年达７.５%，5G和CO2除外，开发百种产品")
    ('2025', '7.5%', '5g', '百')
    """
    plain = normalise(text)
    found = [(match.start(), match.group()) for match in _NUMBER.finditer(plain)]
    found += [(match.start(), match.group()) for match in _CHINESE_NUMBER.finditer(plain)]
    return tuple(number for _, number in sorted(found) if number not in _PLAIN_WORDS)


def foreign_modality(statement: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words of modality (语气) in a statement that stand in none of the texts.

    >>> foreign_modality("严禁进口，鼓励回收", ["鼓励企业进口"])
    ('严禁',)
    """
    plain = "\n".join(normalise(text) for text in texts)
    found = dict.fromkeys(match.group() for match in _MODALITY.finditer(normalise(statement)))
    return tuple(word for word in found if word not in plain)


def agencies_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the agency names `text` states, each once, in order.

    Two ways lead here: names known from the documents (`known`, the longest first), and, for names
    no document writes, a whole item of an enumeration that ends like an agency (…局, …厅, …委, …).

    >>> agencies_in("由市发改委、外星事务局负责，优化布局", ["发改委", "市发改委"])
    ('市发改委', '外星事务局')
    """
    plain = normalise(text.replace("\n", "；"))
    names = sorted({normalise(name) for name in known} - {""}, key=lambda name: (-len(name), name))
    found: list[tuple[int, str]] = []
    taken = plain
    for name in names:
        while (start := taken.find(name)) >= 0:
            found.append((start, name))
            taken = taken[:start] + "\0" * len(name) + taken[start + len(name) :]
    found += _unknown_agencies(taken)
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def _unknown_agencies(plain: str) -> list[tuple[int, str]]:
    found = []
    for piece in _PIECE.finditer(plain):
        for match in _AGENCY.finditer(piece.group()):
            name = match["name"]
            if "\0" not in name and not _NOT_AGENCY.search(name):
                found.append((piece.start() + match.start("name"), name))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What a reply may state: texts, names of agencies read from them, and single numbers.

    `agencies` are names with elided prefixes restored (市发改委、工信局 → 市工信局); `numbers` are
    numbers that are computed or inherited rather than written (a total, the year of a period).
    """

    texts: tuple[str, ...]
    agencies: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    _plain: str = field(init=False, repr=False, default="")
    _written: frozenset[str] = field(init=False, repr=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_plain", "\n".join(normalise(text) for text in self.texts))
        written = {number for text in self.texts for number in numbers_in(text)}
        object.__setattr__(self, "_written", frozenset(written | set(self.numbers)))

    def missing_from(self, statement: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return the numbers and agencies `statement` states that this support does not hold.

        A number has to be written here as a whole number; an agency has to be written here or be
        (part of) one of `agencies`.
        """
        numbers = [number for number in numbers_in(statement) if number not in self._written]
        names = [normalise(name) for name in self.agencies]
        agencies = [
            agency
            for agency in agencies_in(statement, known)
            if agency not in self._plain and not any(agency in name for name in names)
        ]
        return tuple(dict.fromkeys((*numbers, *agencies)))


def exchanged(statement: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the pairs of numbers that a statement has in each other's place, as "60% 与 80%".

    A number sits behind the two characters before it and before the two behind it; at the ends of
    a statement there may be one, and other numbers count as a mark. Two numbers are exchanged when,
    put back in each other's place, more of these neighbourhoods, of those before or of those behind,
    stand in `texts`. A reworded statement has other neighbourhoods altogether and is not judged.

    >>> exchanged("产能比例分别为80%、60%，下降明显", ["烧碱的产能比例分别为60%、80%，下降明显"])
    ('80% 与 60%',)
    >>> exchanged("合成氨为60%，烧碱为80%", ["合成氨、烧碱的产能比例分别为60%、80%"])
    ()
    """
    seats = _seats(statement)
    known = {pair for text in texts for seat in _seats(text) for pair in seat.all_pairs()}
    found = []
    for at, one in enumerate(seats):
        for other in seats[at + 1 :]:
            if one.number != other.number and _fit_better_exchanged(one, other, known):
                found.append(f"{one.number} 与 {other.number}")
    return tuple(dict.fromkeys(found))


def _fit_better_exchanged(one: _Seat, other: _Seat, known: set[_Pair]) -> bool:
    as_is = {*one.pairs(one.number), *other.pairs(other.number)} & known
    swapped = {*one.pairs(other.number), *other.pairs(one.number)} & known
    return any(
        sum(pair[0] == side for pair in swapped) > sum(pair[0] == side for pair in as_is)
        for side in ("before", "behind")
    )


_Pair = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Seat:
    """A number with what stands before and behind it, two characters or, at an end, fewer."""

    number: str
    before: str
    behind: str

    def pairs(self, number: str) -> tuple[_Pair, ...]:
        """Return `number` in this seat's neighbourhoods; an empty one tells nothing."""
        sides = (("before", self.before, number), ("behind", self.behind, number))
        return tuple(side for side in sides if side[1])

    def all_pairs(self) -> tuple[_Pair, ...]:
        """Return the number in its neighbourhoods, and in those cut to one character."""
        short = _Seat(self.number, self.before[-1:], self.behind[:1])
        return (*self.pairs(self.number), *short.pairs(self.number))


def _seats(text: str) -> list[_Seat]:
    plain = normalise(text)
    spans = sorted(
        (match.start(), match.end())
        for pattern in (_NUMBER, _CHINESE_NUMBER)
        for match in pattern.finditer(plain)
    )
    pieces, numbers, last = [], [], 0
    for start, end in spans:
        if start < last:
            continue
        pieces.append(plain[last:start])
        numbers.append(plain[start:end])
        last = end
    pieces.append(plain[last:])
    return [
        _Seat(
            number,
            (f"#{pieces[at]}" if at else pieces[at])[-2:],
            (f"{pieces[at + 1]}#" if at + 1 < len(numbers) else pieces[at + 1])[:2],
        )
        for at, number in enumerate(numbers)
    ]
