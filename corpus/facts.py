"""Facts read from clauses, each proven by a citation: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from corpus.model import Citation, Clause, Document, Head


class Modality(Enum):
    """How far a sentence binds (语气), from 必须 down to 鼓励, and what follows from it."""

    MUST = "必须"
    SHALL = "应当"
    FORBID = "禁止"
    RESTRICT = "限制"
    ENCOURAGE = "鼓励"
    REWARD = "奖励"
    PENALISE = "处罚"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDuty:
    """Units that a note names once for all that follows (以下均需…，不再列出); `source` quotes it."""

    agencies: tuple[str, ...]
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who answers for a clause (责任单位).

    `agencies` are the names with elided prefixes restored, in the order of the text; `leads` those
    that the text itself calls 牵头 (empty where it names none: first-listed is not lead). `source`
    quotes the raw bracket, or the words of running text. `manner` is the closing phrase such as
    按职责分工负责落实, else None. `others` tells that the text adds 等: the list is not complete.
    `covers` quotes the sentences a list closes, None where it is the only list of its clause.
    `lead_source` quotes the note that makes `leads` of units (列第一位的为牵头单位), or the head of the
    table whose columns are 牵头单位 and 配合单位; None where the list itself says so (or the note is a
    heading). `shared` are the units of a note above.
    `supports` has for each of `agencies` the word that makes it support the others (配合, 参与, 协办),
    "" for those that lead or answer; it is empty where nobody supports.
    """

    agencies: tuple[str, ...]
    leads: tuple[str, ...]
    manner: str | None
    source: Citation
    others: bool = False
    covers: Citation | None = None
    lead_source: Citation | None = None
    shared: SharedDuty | None = None
    supports: tuple[str, ...] = ()

    @property
    def support_of(self) -> dict[str, str]:
        """The units that only support, each with the word the text has for it."""
        pairs = zip(self.agencies, self.supports, strict=False)
        return {name: word for name, word in pairs if word}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to be done: the clause's title and the sentences that say how, verbatim."""

    title: str
    measures: tuple[Citation, ...]
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A measurable goal.

    `value`, `unit` and `qualifier` are the characters of the text ("15", "%", "以上"); `year` is
    the year by which it is due, None where the text names none; `period` the words it is read from
    ("到2025年", "“十四五”期间", "今年"), else None. `historical` marks figures already reached.
    `source` quotes the words that carry metric and value. `inherits_year` tells that the year stands
    in a heading above the clause or in the title, not in the sentence.
    """

    metric: str
    value: str
    unit: str
    qualifier: str
    year: int | None
    period: Citation | None
    historical: bool
    source: Citation
    inherits_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """A sentence that binds, allows or rewards; `subject` is None where the text names none."""

    modality: Modality
    subject: str | None
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """What follows from an act: one consequence of it (处罚).

    `act` quotes what is punished, None where the text names it elsewhere; `items` the acts listed
    below 有下列行为之一的. `condition` holds the words that limit this consequence (情节严重的,
    逾期不改正的), None for the plain case. `fines` are the fines as the text words them
    (并处违法所得一倍以上五倍以下的罚款), `measures` all else (责令改正, 吊销许可证); a penalty without an
    amount has no fine. `imposed_by` is None where the text does not say who imposes it. `source`
    quotes the words between two semicolons that carry the consequence.
    """

    act: Citation | None
    items: tuple[Citation, ...]
    condition: str | None
    fines: tuple[str, ...]
    measures: tuple[str, ...]
    imposed_by: str | None
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """An amount from which a rule applies, or that is to be kept (门槛、限值).

    `metric`, `value`, `unit` and `qualifier` are the characters of the text. `subject` is whom or
    what the amount picks out (…的单位) or binds, None where the text names none. `selects` tells the
    former from the latter: 年综合能耗五千吨标准煤以上的单位 against 室内温度不低于26摄氏度. `source` quotes the
    words that carry metric, value and subject. A limit of time has what is to be done for its metric
    (自受理之日起10日内办结: 办结), a day (每年3月31日前) stands in `value` and has no unit.
    """

    subject: str | None
    metric: str
    value: str
    unit: str
    qualifier: str
    selects: bool
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All facts of one document, each kind in the order of the text."""

    responsibilities: tuple[Responsibility, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    thresholds: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A document with its headings, its clauses in reading order, and their facts."""

    document: Document
    heads: tuple[Head, ...]
    clauses: tuple[Clause, ...]
    facts: Facts
