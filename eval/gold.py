"""Where the gold of a case stands in the parsed documents, and what is written there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.answer import Question
from corpus.facts import Facts, ParsedDocument
from corpus.model import Clause, Head, Span
from corpus.view import fold_width
from eval.cases import Case, Gold
from eval.errors import CaseFormatError
from eval.matching import Support

_PREFIXED = re.compile("[省市县区](?!委).{3}")  # 市委金融办 is no 市 before 委金融办

LONGEST = 3000  # characters
WIDEST = 1000  # characters a citation may have, unless the clause is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """The clauses that one gold entry names: a citation into any of them is right.

    They are the clause that holds the quote, and for a box (专栏) the clause it hangs on as well,
    because the agencies of a box are inherited from there. A quote that is a heading names the
    heading and every clause under it. A clause longer than `LONGEST` counts only with the lines
    round the quote, so that a parser does not gain by cutting coarsely. `document` is the title,
    `cluster` names the clause, the same for every question that it answers.
    """

    document_id: str
    document: str
    cluster: str
    spans: tuple[Span, ...]
    support: Support

    def holds(self, document_id: str, span: Span) -> bool:
        """Tell whether `span` of that document overlaps one of the clauses."""
        return document_id == self.document_id and any(
            span.start < own.end and own.start < span.end for own in self.spans
        )

    def is_cited(self, document_id: str, span: Span) -> bool:
        """Tell whether a citation of `span` points to one of the clauses.

        It covers half of the clause, or half of it lies in the clause; and it is no longer than the
        clause or `WIDEST`, for who cites a whole document has cited nothing.
        """
        return document_id == self.document_id and any(
            _length(span) <= max(WIDEST, _length(own))
            and 2 * _shared(span, own) >= min(_length(span), _length(own))
            for own in self.spans
        )


def _length(span: Span) -> int:
    return span.end - span.start


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


class Shelf:
    """The parsed documents a set is judged against.

    Args:
        parsed: The documents.
        names: What a set calls a document, by the hash of its content; a title need not be the one
            that the reader makes out.
    """

    def __init__(
        self, parsed: Sequence[ParsedDocument], names: Mapping[str, str] | None = None
    ) -> None:
        called = names or {}
        self._by_id: Mapping[str, ParsedDocument] = {one.document.id: one for one in parsed}
        self._by_title = {one.document.title: one for one in parsed} | {
            called[one.document.content_hash]: one
            for one in parsed
            if one.document.content_hash in called
        }
        self._compact: dict[str, tuple[str, list[int]]] = {}
        self.agencies = _agency_names(one.facts for one in parsed)

    def find(self, name: str) -> ParsedDocument | None:
        """Return the document of that id or title (with or without 《》), None if there is none."""
        named = name.strip()
        plain = named.removeprefix("《").removesuffix("》")
        found = (
            table.get(one) for one in (named, plain) for table in (self._by_id, self._by_title)
        )
        return next((one for one in found if one is not None), None)

    def clauses_in(self, place: GoldPlace) -> tuple[str, ...]:
        """Return the ids of the clauses that a gold entry names, in reading order."""
        return tuple(
            clause.id
            for clause in self._by_id[place.document_id].clauses
            if place.holds(place.document_id, clause.span)
        )

    def question(self, case: Case) -> Question:
        """Return the question of `case`, the documents it is limited to by their ids.

        Raises:
            CaseFormatError: one of them is not there.
        """
        scope = tuple(self._required(case, name).document.id for name in case.documents)
        return replace(case.as_question(), documents=scope)

    def _required(self, case: Case, name: str) -> ParsedDocument:
        parsed = self.find(name)
        if parsed is None:
            raise CaseFormatError(case.path, case.line, f"没有这份文件：{name}")
        return parsed

    def find_quote(self, parsed: ParsedDocument, quote: str) -> list[Span]:
        """Return every place of `quote`; blanks, line breaks and the width of characters aside."""
        document = parsed.document
        if document.id not in self._compact:
            at = [i for i, character in enumerate(document.text) if not character.isspace()]
            self._compact[document.id] = (fold_width("".join(document.text[i] for i in at)), at)
        text, offsets = self._compact[document.id]
        wanted = fold_width("".join(quote.split()))
        return [
            Span(start=offsets[m.start()], end=offsets[m.start() + len(wanted) - 1] + 1)
            for m in re.finditer(f"(?={re.escape(wanted)})", text)
            if wanted
        ]

    def locate(self, case: Case) -> tuple[GoldPlace, ...]:
        """Return the places of the gold of `case`, one for each entry.

        Raises:
            CaseFormatError: a document is not there, or a quote or label stands in it nowhere or
                more than once.
        """
        return tuple(self._place(case, gold) for gold in case.gold)

    def _place(self, case: Case, gold: Gold) -> GoldPlace:
        parsed = self._required(case, gold.document)
        clauses, heads, quoted = self._find_parts(case, gold, parsed)
        hosts = {clause.host_id for clause in clauses} - {None}
        clauses += [one for one in parsed.clauses if one.id in hosts and one not in clauses]
        ids = frozenset(clause.id for clause in clauses)
        text = parsed.document.text
        spans = [_narrowed(clause.span, quoted, text) for clause in clauses]
        spans += [head.span for head in heads]
        owner = clauses[0].id if clauses else f"{parsed.document.id}/{heads[0].path.headings}"
        headings = [heading for clause in clauses for heading in clause.path.headings]
        return GoldPlace(
            document_id=parsed.document.id,
            document=parsed.document.title,
            cluster=owner,
            spans=tuple(spans),
            support=Support(
                texts=(*(span.of(text) for span in spans), *headings, parsed.document.title),
                agencies=_agencies_of(parsed.facts, ids),
                numbers=tuple(
                    str(target.year)
                    for target in parsed.facts.targets
                    if target.source.clause_id in ids and target.year is not None
                ),
            ),
        )

    def _find_parts(
        self, case: Case, gold: Gold, parsed: ParsedDocument
    ) -> tuple[list[Clause], list[Head], Span | None]:
        if gold.quote is None:
            found = [clause for clause in parsed.clauses if clause.path.label == gold.label]
            if len(found) != 1:
                raise _not_once(case, f"条款 {gold.label}", gold.document, len(found))
            return found, [], None
        places = self.find_quote(parsed, gold.quote)
        if len(places) != 1:
            raise _not_once(case, f"引文“{gold.quote}”", gold.document, len(places))
        span = places[0]
        heads = [head for head in parsed.heads if _overlap(head.span, span)]
        clauses = [
            clause
            for clause in parsed.clauses
            if _overlap(clause.span, span) or any(_stands_under(clause, head) for head in heads)
        ]
        if not clauses and not heads:
            raise _not_once(case, f"引文“{gold.quote}”所在的条款", gold.document, 0)
        return clauses, heads, span


def _narrowed(span: Span, quoted: Span | None, text: str) -> Span:
    """Return `span`, or of one longer than `LONGEST` the lines round the quote that fit.

    Of a clause that the quote stands beside (a host, a clause under a quoted heading) it is the end
    nearer to the quote; a line that does not fit is cut.
    """
    if quoted is None or span.end - span.start <= LONGEST:
        return span
    first, last = (min(max(at, span.start), span.end) for at in (quoted.start, quoted.end))
    start = max(span.start, min(first, last - LONGEST // 2))
    end = min(span.end, max(last, first + LONGEST // 2))
    if start > span.start:
        start = text.find("\n", start, first) + 1 or start
    if end < span.end and (line_end := text.rfind("\n", last, end)) >= 0:
        end = line_end
    return Span(start=start, end=end)


def _not_once(case: Case, what: str, document: str, times: int) -> CaseFormatError:
    found = f"出现了 {times} 次，应只出现一次" if times else "没有找到"
    return CaseFormatError(case.path, case.line, f"{what}在《{document}》中{found}")


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _stands_under(clause: Clause, head: Head) -> bool:
    above = head.path.headings
    return bool(above) and clause.path.headings[: len(above)] == above


def _agencies_of(facts: Facts, clause_ids: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        agency
        for responsibility in facts.responsibilities
        if responsibility.source.clause_id in clause_ids
        for agency in responsibility.agencies
    )


def _agency_names(all_facts: Iterable[Facts]) -> tuple[str, ...]:
    """Return every agency name the documents write, with and without its prefix, sorted."""
    full = {
        agency
        for facts in all_facts
        for responsibility in facts.responsibilities
        for agency in responsibility.agencies
    }
    short = {name[1:] for name in full if _PREFIXED.match(name)}
    return tuple(sorted(full | short))
