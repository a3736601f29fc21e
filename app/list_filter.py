"""What every row of a list has to meet: the one filter over tasks, goals, sentences and words; pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from app.catalogue import ClauseFacts
from app.evidence import Term, fold
from app.table_rows import names_of
from corpus.aliases import AgencyMention, load_aliases
from corpus.facts import Modality, Responsibility, Target
from corpus.model import ClauseRole
from corpus.numerals import parse_integer

_COUNTABLE = re.compile(r"[\d百千万亿两二三四五六七八九十]")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SCALE = {"百": 100.0, "千": 1e3, "万": 1e4, "亿": 1e8}
# What is no office of a government: those below it, and its bodies for one matter (议事协调机构, 地方各级人民政府机构设置和编制管理条例).
_BELOW_IT = re.compile(r"^各|政府$|管委会$|管理委员会$|街道|领导小组|指挥部|等$")
# What things are counted by, which may be named in place of one another: 2000家（项）以上, 数量在100个以上.
COUNTED = frozenset("家项个座台套辆条种户名张所处件份次")
_STANDS = 0.55  # found_in of a term that is there, itself or by a synonym


class RowKind(Enum):
    """What the rows of a list are."""

    DUTY = "单位的任务"
    GOAL = "目标"
    SENTENCE = "语气"
    MENTION = "提到"


class Role(Enum):
    """What part a unit has to have in a list of units; 首列 is not 牵头."""

    ANY = "列为责任单位"
    LEAD = "牵头"
    SUPPORT = "列为责任单位而不牵头"
    FIRST = "列在首位"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAsked:
    """A unit as a question names it; `mention` is None for a name no table of offices has.

    `role` is the part it is to have by itself; None where the question's is meant.
    """

    text: str
    mention: AgencyMention | None
    role: Role | None = None

    def is_named(self, agency: str) -> bool:
        """Tell whether `agency`, a name of a document, is this unit."""
        name = fold(agency)
        if self.mention is not None and load_aliases().is_same(self.mention, name):
            return True
        return fold(self.text) == name


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """An amount that goals are held against: 超过30%, 100万吨以上; `counted` where anything that is counted counts."""

    words: str
    number: float
    unit: str
    above: bool
    strict: bool
    counted: bool = False

    def holds(self, target: Target) -> bool:
        """Tell whether the value of a goal lies on this side of the amount.

        A value that its own text calls more than itself (超过30%) lies above it.
        """
        value, unit = amount_of(target.value), plain_unit(target.unit)
        scale, bare = _scaled(unit)
        own_scale, own = _scaled(self.unit)
        is_of_kind = bare in COUNTED if self.counted else bare == own
        if value is None or not is_of_kind:
            return False
        value, number = value * scale, self.number * own_scale
        if value == number:
            said = target.qualifier.replace("不超过", "").replace("不低于", "")
            beyond, short = ("超过", "低于") if self.above else ("低于", "超过")
            return beyond in said if self.strict else short not in said
        return value > number if self.above else value < number


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuestion:
    """What every row has to meet; what is empty or None limits nothing.

    Attributes:
        kind: What the rows are.
        documents: Ids of the documents.
        parts: Headings below which a row has to stand.
        units: Units that a list of units has to name.
        without: Units that the list must not name in that part.
        role: The part they have in it.
        only: The list names no other unit.
        alone: The list names one unit, whichever it is.
        sharing: How many units at least and at most the list names in that part.
        of_level: Only units of the government's own level count, not 各县区政府 and 管委会 below it.
        together: All `units` have to stand in one list, else each is listed for by itself.
        years: Years in which a goal is due.
        modalities: How far a sentence binds.
        words: What is looked for word by word.
        boxes: Only boxes (专栏) count.
        bound: What the value of a goal has to exceed or to stay below.
        quantified: A goal has to have a figure.
        share: A goal has to be a share of something.
        unit: What the value of a goal has to be counted by (张).
        topic: Words of the question that a row has to have besides.
    """

    kind: RowKind
    documents: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    units: tuple[UnitAsked, ...] = ()
    without: tuple[UnitAsked, ...] = ()
    role: Role = Role.ANY
    only: bool = False
    alone: bool = False
    sharing: tuple[int, int] | None = None
    of_level: bool = False
    together: bool = False
    years: tuple[int, ...] = ()
    modalities: tuple[Modality, ...] = ()
    words: tuple[str, ...] = ()
    boxes: bool = False
    bound: Bound | None = None
    quantified: bool = False
    share: bool = False
    unit: str = ""
    topic: tuple[Term, ...] = ()

    def keeps_place(self, facts: ClauseFacts) -> bool:
        """Tell whether a clause stands below one of the headings asked for."""
        if self.boxes and facts.clause.role is not ClauseRole.BOX:
            return False
        above = {fold(one) for one in facts.clause.path.headings}
        return not self.parts or any(fold(part) in above for part in self.parts)

    def keeps_topic(self, *words: str) -> bool:
        """Tell whether `words` have all that the question narrows the list to."""
        folded = fold(" ".join(words))
        return all(term.found_in(folded) >= _STANDS for term in self.topic)

    def keeps_units(self, listed: Responsibility) -> bool:
        """Tell whether a list of units is one that is asked for."""
        # Those whom a note names for the whole document are in no list of their own.
        own = tuple(one for one in listed.agencies if not (self.of_level and _BELOW_IT.search(one)))
        count = len(listed.leads if self.role is Role.LEAD else own)
        least, most = self.sharing or ((1, 1) if self.alone else (0, count))
        if not least <= count <= most:
            return False
        held = _in_role(listed, self.role)
        if any(unit.is_named(name) for unit in self.without for name in held):
            return False
        if not self.units:
            return self.alone or bool(self.sharing or self.without)
        found = [
            any(
                unit.is_named(name) for name in (_in_role(listed, unit.role) if unit.role else held)
            )
            for unit in self.units
        ]
        if self.only:
            others = held if self.role is Role.LEAD else own
            return all(found) and all(
                any(unit.is_named(name) for unit in self.units) for name in others
            )
        return all(found) if self.together else any(found)

    def keeps_goal(self, target: Target) -> bool:
        """Tell whether a goal is of the years and on the side of the amount asked for."""
        if target.historical or (self.years and target.year not in self.years):
            return False
        if self.quantified and not _COUNTABLE.search(_countable(target)):
            return False
        if self.unit and not plain_unit(target.unit).endswith(self.unit):
            return False
        if self.share and plain_unit(target.unit) != "%":
            return False
        return self.bound is None or self.bound.holds(target)


def _in_role(listed: Responsibility, role: Role) -> tuple[str, ...]:
    names = names_of(listed)
    if role is Role.LEAD:
        return listed.leads
    if role is Role.FIRST:
        return listed.agencies[:1]
    if role is Role.SUPPORT:
        return tuple(one for one in names if listed.leads and one not in listed.leads)
    return names


def _countable(target: Target) -> str:
    """Return the words of a value that count something; 一批 and 达到先进水平 do not."""
    return "" if target.value.startswith("一") and not target.unit else target.value + target.unit


def amount_of(value: str) -> float | None:
    """Return a value as a number, the lower end of a range; None for one in words.

    >>> [amount_of(one) for one in ("1-2", "1,100", "百", "全国先进水平")]
    [1.0, 1100.0, 100.0, None]
    """
    plain = unicodedata.normalize("NFKC", value).replace(",", "")
    if match := _DIGITS.search(plain):
        return float(match.group())
    try:
        return float(parse_integer(plain))
    except ValueError:
        return _SCALE.get(plain)


def plain_unit(unit: str) -> str:
    """Return a unit in one width, 个百分点 as %."""
    plain = unicodedata.normalize("NFKC", unit)
    return "%" if plain == "个百分点" else plain


def _scaled(unit: str) -> tuple[float, str]:
    """Return what a unit counts in, and the unit without it: 万吨 → 10000, 吨."""
    scale = 1.0
    while len(unit) > 1 and unit[0] in _SCALE:
        scale, unit = scale * _SCALE[unit[0]], unit[1:]
    return scale, unit
