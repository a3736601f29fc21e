"""What the rows of all tables of facts have: the clause they stand in, its units, its deadlines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.catalogue import Catalogue, ClauseFacts
from app.draft import label, on_one_line, units_with_parts
from app.errors import UnknownDocumentError
from app.evidence import fold
from corpus.aliases import load_aliases
from corpus.deadlines import find_deadlines
from corpus.facts import Modality, Responsibility
from corpus.model import Citation, ClauseRole, Span
from corpus.numerals import plan_period_end
from corpus.places import place_in_clause
from corpus.view import view_of
from corpus.yearly import Years, read_years

NO_UNIT = "（文件未写明责任单位）"
CELL = "\t"  # what parts the cells of a table in the text
_SHOWN_TITLES = 20
# A day or month by which something is due (公文 write 前 or 底前); a date without 前 is none.
_DAY = re.compile(
    r"(?:(?P<year>20\d\d) ?年 ?|每年 ?|次年 ?|当年 ?)?(?<!\d)\d{1,2} ?月 ?(?:\d{1,2} ?日 ?|[底末上中下]旬?)?(?:之?前|以前)"
)
_PARTS = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a table is limited to; what is empty or None limits nothing.

    `documents` are ids. `agency` is any name of a unit, `keywords` words that all have to stand in
    the title of the document, the headings or the words of the row. `year` is one in which
    something is due.
    """

    documents: tuple[str, ...] = ()
    agency: str = ""
    year: int | None = None
    keywords: tuple[str, ...] = ()
    modalities: tuple[Modality, ...] = ()

    @property
    def words(self) -> str:
        """What the table is limited to beside documents, in words; "" for nothing."""
        limits = [
            f"单位：{self.agency}" if self.agency else "",
            f"年份：{self.year}" if self.year else "",
            f"关键词：{'、'.join(self.keywords)}" if self.keywords else "",
            f"语气：{'、'.join(one.value for one in self.modalities)}" if self.modalities else "",
        ]
        return "，".join(filter(None, limits))

    def keeps_words(self, facts: ClauseFacts, words: Iterable[str]) -> bool:
        """Tell whether all keywords stand in the headings of a clause or in `words`."""
        if not self.keywords:
            return True
        folded = fold(" ".join((facts.heading, *words)))
        return all(fold(keyword) in folded for keyword in self.keywords)

    def keeps_years(self, years: Iterable[int | None]) -> bool:
        """Tell whether the year wanted is among those in which something is due."""
        return self.year is None or self.year in set(years)

    def keeps_units(self, units: Sequence[Responsibility]) -> bool:
        """Tell whether the unit wanted answers for a row, by any of its names."""
        return not self.agency or any(
            is_unit(self.agency, name) for one in units for name in names_of(one)
        )


NOTHING_LEFT_OUT = Wanted()


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a box that is filled in: parted by blanks, commas and 、."""
    return tuple(filter(None, _PARTS.split(text)))


def is_unit(wanted: str, name: str) -> bool:
    """Tell whether `name` of a document is the unit that `wanted` names, by any name of the office."""
    aliases = load_aliases()
    mentions = aliases.mentions(fold(wanted))
    if mentions:
        return any(aliases.is_same(one, fold(name)) for one in mentions)
    return fold(wanted) in fold(name)


def names_of(responsibility: Responsibility) -> tuple[str, ...]:
    """Return the units of a list, those of a note for all lists included."""
    shared = responsibility.shared.agencies if responsibility.shared else ()
    return (*responsibility.agencies, *shared)


@dataclass(frozen=True, kw_only=True)
class RowMaker:
    """Reads what rows need from the clauses of a catalogue."""

    catalogue: Catalogue
    wanted: Wanted = NOTHING_LEFT_OUT
    _years: dict[str, Years] = field(default_factory=dict)
    _lines: dict[str, list[int]] = field(default_factory=dict)
    _overall: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    @cached_property
    def clauses(self) -> tuple[ClauseFacts, ...]:
        """The clauses of the documents wanted, in reading order."""
        return self.catalogue.clauses(self.wanted.documents)

    @cached_property
    def by_document(self) -> dict[str, list[ClauseFacts]]:
        """The clauses wanted by the id of their document."""
        found: dict[str, list[ClauseFacts]] = {}
        for facts in self.clauses:
            found.setdefault(facts.document.id, []).append(facts)
        return found

    @cached_property
    def boxes(self) -> dict[str, list[ClauseFacts]]:
        """The boxes (专栏) by the id of the clause that they hang on."""
        found: dict[str, list[ClauseFacts]] = {}
        for facts in self.clauses:
            if facts.clause.role is ClauseRole.BOX and facts.clause.host_id:
                found.setdefault(facts.clause.host_id, []).append(facts)
        return found

    def place(self, facts: ClauseFacts, source: Citation) -> str:
        """Return where a row stands: document, label, page or line: 《…方案》三（一）1，第3页."""
        document = facts.document
        page = document.page_of(source.span.start)
        at = f"第{page}页" if page else f"第{self._line(facts, source.span.start)}行"
        within = place_in_clause(document, facts.clause, source.span)
        return f"{label(facts)}{within}，{at}"

    def _line(self, facts: ClauseFacts, offset: int) -> int:
        document = facts.document
        if document.id not in self._lines:
            self._lines[document.id] = [m.start() for m in re.finditer("\n", document.text)]
        return bisect_right(self._lines[document.id], offset - 1) + 1

    def deadlines(self, facts: ClauseFacts, spans: Sequence[Span]) -> dict[str, int | None]:
        """Return the deadlines in `spans` of a clause as they are worded, with their years."""
        document = facts.document
        if document.id not in self._years:
            clauses = [one.clause for one in self.by_document[document.id]]
            self._years[document.id] = read_years(document, clauses)
        years = self._years[document.id]
        yearly = years.of(document, facts.clause)
        found: dict[str, tuple[str, int | None]] = {}
        for span in spans:
            view = view_of(document.text, span)
            deadlines = find_deadlines(
                view.text,
                0,
                len(view.text),
                plan_end=plan_period_end(document.title),
                this_year=yearly.year,
            )
            dated = [(one.start, one.end, one.year) for one in deadlines]
            for start, end, year in sorted(
                (*dated, *_days(view.text, yearly.year)), key=lambda one: one[:2]
            ):
                is_past = bool(year and years.written and year < years.written)
                words = on_one_line(view.span(start, end).of(document.text))
                if not is_past:
                    found.setdefault(fold(words), (words, year))
        return dict(found.values())

    def overall_deadlines(self, document_id: str) -> tuple[str, tuple[str, ...]]:
        """Return the clause of a document's overall goals (总体目标) and the deadlines it sets."""
        if document_id not in self._overall:
            goals = (
                (facts.clause.path.label, tuple(self.deadlines(facts, [facts.clause.span])))
                for facts in self.by_document[document_id]
                if facts.clause.role is ClauseRole.GOAL
            )
            self._overall[document_id] = next((one for one in goals if one[1]), ("", ()))
        return self._overall[document_id]

    def units_for(self, facts: ClauseFacts, source: Citation) -> tuple[Responsibility, ...]:
        """Return the lists of units that answer for a quotation.

        A box without its own has those of the task it hangs on; of several lists of a clause those
        are meant whose sentences hold the quotation, else all.
        """
        host = facts.clause.host_id
        units = facts.responsibilities
        if not units and host:
            return self.catalogue[host].responsibilities
        inside = tuple(
            one
            for one in units
            if one.source.span.contains(source.span)
            or source.span.contains(one.source.span)
            or (one.covers and one.covers.span.contains(source.span))
        )
        return inside or units

    def standing_remarks(self) -> Iterator[str]:
        """Yield what is to be known of the documents: which of them do not hold today, and why."""
        return filter(None, map(self.standing_remark, self.by_document))

    def standing_remark(self, document_id: str) -> str:
        """Say why a document does not hold today; "" where it does."""
        standing = self.catalogue.standing(document_id)
        if standing.holds or not standing.reason:
            return ""
        title = self.by_document[document_id][0].document.title
        return f"《{title}》：{standing.reason.removeprefix(f'《{title}》')}"


def _days(text: str, this_year: int | None) -> Iterator[tuple[int, int, int | None]]:
    """Yield what is due on a day or in a month of a year: 2022年3月31日前, 每年6月底前."""
    for match in _DAY.finditer(text):
        year = match.group("year")
        yield match.start(), match.end(), int(year) if year else this_year


def unit_words(units: Sequence[Responsibility]) -> str:
    """Return all units in the order of the text, 牵头 and 配合 only where the text says so."""
    lists = []
    for one in units:
        shared = one.shared.agencies if one.shared else ()
        names = (*units_with_parts(one), *shared)
        lists.append("、".join(names) + ("等" if one.others else ""))
    return "；".join(dict.fromkeys(lists))


def cell_words(source: Citation) -> str:
    """Return quoted words as one line for a cell; cells of the text's own stand apart by a blank."""
    return on_one_line(source.quote.replace(CELL, "　"))


def documents_named(catalogue: Catalogue, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the documents that have these ids or titles, in the order of the catalogue.

    Raises:
        UnknownDocumentError: there is no document of that name.
    """
    known = catalogue.documents
    for name in names:
        if not any(name in {one.id, one.title} for one in known):
            titles = "、".join(f"《{one.title}》" for one in known[:_SHOWN_TITLES])
            more = f"等 {len(known)} 份" if len(known) > _SHOWN_TITLES else ""
            raise UnknownDocumentError(
                f"没有这份文件：{name}", hint=f"可选的文件：{titles}{more}。"
            )
    return tuple(one.id for one in known if one.id in names or one.title in names)


def unread(skipped: Sequence[str]) -> tuple[str, ...]:
    """Return the remark that files could not be read, so that what they say is not in a table."""
    return (f"有 {len(skipped)} 个文件没有读出，不在表内：{'；'.join(skipped)}",) if skipped else ()
