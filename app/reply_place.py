"""Replies about a place of a document by its number: 第二十三条, 二（三）3, （十一）, 附件2第三项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.answer import Note, QuestionKind
from app.articles_named import articles_named
from app.catalogue import Catalogue, ClauseFacts
from app.document_places import (
    Place,
    children_of,
    list_places,
    numbers_of,
    places_of,
)
from app.documents_meant import documents_meant
from app.draft import Draft, DraftStatement, Findings, answered, declined, on_one_line
from app.evidence import fold
from app.members import lists_of
from app.place_asked import BRACKETS, LAST, read_place
from corpus.model import ClausePath, Document, cite
from corpus.numerals import parse_integer
from corpus.places import count_paragraphs, find_part, in_chinese
from index.synonyms import load_synonyms

_BOX_LABEL = re.compile(r"专栏\s*([零〇一二三四五六七八九十]+|\d+)")
_MOST_PLACES = 3
# An annex is cited by its number: 附件2第三项.
_ANNEX = re.compile(r"附[件表录]\s{0,4}([零〇一二三四五六七八九十]{1,3}|\d{1,3})")
_LONG_TITLE = 4  # characters
# What stands between the title of a part and a number in it: 政策保障那部分里头第三条.
_BETWEEN = re.compile(
    r"(?:[这那]?(?:一)?个?(?:大?部分|大块|[块章节])|里[头面边]?|当中|下面|[中下内的]|[”\"」’、,\s]){0,6}$"
)
_UNITS = frozenset("编章节条")
_PARTS = frozenset({"章", "编", "节", "部分", "大部分", "大点", "大块"})  # the outermost


def reply_clause(findings: Findings) -> Draft | None:
    """Answer what stands at the place the question names; None where it names none that is there."""
    places = asked_places(findings)
    if len(places) < 2:
        return _tell(findings, places[0]) if places else None
    documents = dict.fromkeys(place.document.id for place in places)
    if len(documents) == 1 and len(places) > _MOST_PLACES:
        return _which(findings, places)
    drafts = [(place, _tell(findings, place)) for place in places[:_MOST_PLACES]]
    statements = tuple(
        replace(statement, text=f"{place.path.cited_in(place.document.title)}：{statement.text}")
        for place, draft in drafts
        for statement in draft.statements
    )
    if not statements:
        return drafts[0][1]
    draft = answered(QuestionKind.CLAUSE, *statements)
    if len(documents) > 1:
        note = Note(code="ambiguous", text="问题没有指明文件，以上把各文件中这一条都列出。")
        draft = replace(draft, notes=(note,))
    return draft


def _which(findings: Findings, places: Sequence[Place]) -> Draft:
    """Decline a number that several parts of a document have (（二）), and name them."""
    labels = "、".join(place.path.label for place in places)
    words = read_place(findings.analysis.text).words
    reason = (
        f"《{places[0].document.title}》里有{len(places)}处{words}：{labels}；请写明是哪一部分的。"
    )
    near = [place.cite() for place in places[:_MOST_PLACES]]
    return declined(QuestionKind.CLAUSE, reason, near)


def asked_places(findings: Findings) -> list[Place]:
    """Return the places the question names: with the whole path, else those whose path ends so.

    A number may be named without the part it stands in (（十一）, 第6条), where the document counts on over its
    parts or is asked about as it is; that needs a document to look in.
    """
    meant = documents_meant(findings)
    places = places_of(findings.catalogue, meant)
    if head := _head_ahead(findings, places):
        return _numbered(children_of(places, head), findings.analysis.reference[0])
    found = _called(findings, [one for one in places if _is_at(one, findings)])
    if not found and _ANNEX.search(findings.analysis.text) and not findings.analysis.by_title:
        places = places_of(findings.catalogue, ())
        found = _called(findings, [one for one in places if _is_at(one, findings)])
    if heads := heads_named(findings):
        return [one for one in found if any(_lies_below(one, head) for head in heads)]
    return found or (_ending_so(findings, places) if len(meant) == 1 else [])


def _head_ahead(findings: Findings, places: Sequence[Place]) -> Place | None:
    """Return the head that a question calls by its title alone right ahead of the number it asks for: 政策保障里第三条.

    A part is spoken of by its title or most of it (保障措施那部分最后一条); None where no head, or more than one, is called so.
    """
    analysis = findings.analysis
    if len(analysis.reference) != 1 or analysis.box or analysis.unit in _PARTS:
        return None
    text = fold(analysis.text)
    place = text.find(fold(read_place(analysis.text).words))
    ahead = _BETWEEN.sub("", text[:place]) if place > 0 else ""
    called = [
        one
        for one in places
        if not one.is_clause
        and len(title := fold(one.title)) >= _LONG_TITLE
        and any(ahead.endswith(form) for form in (title, *load_synonyms().of(title)))
    ]
    return called[0] if len(called) == 1 else None


def _numbered(places: Sequence[Place], number: int) -> list[Place]:
    """Return of parts side by side the one of a number, the last for `LAST`."""
    if number == LAST:
        return list(places[-1:])
    return [one for one in places if numbers_of(one.path)[-1:] == (number,)][:1]


def heads_named(findings: Findings) -> list[Place]:
    """Return the heads that a question names by number and title, above the number it asks for: “五、保障机制”（二）."""
    if len(findings.analysis.reference) < 2:
        return []
    asked = fold(findings.analysis.text)
    places = places_of(findings.catalogue, documents_meant(findings))
    return [
        one
        for one in places
        if not one.is_clause and len(one.title) >= _LONG_TITLE and fold(one.shown) in asked
    ]


def _lies_below(place: Place, head: Place) -> bool:
    depth = len(head.path.headings)
    return (
        place.document.id == head.document.id
        and place.path.headings[:depth] == head.path.headings
        and len(place.path.headings) > depth
    )


def _ending_so(findings: Findings, places: Sequence[Place]) -> list[Place]:
    """Return the places whose path ends as the question names it: 六（十一） for （十一）, 三6 for 第6条."""
    analysis = findings.analysis
    wanted = analysis.reference
    if not wanted or LAST in wanted or analysis.box or analysis.unit in _PARTS:
        return []
    in_brackets = analysis.unit == BRACKETS
    return [
        one
        for one in places
        if not one.is_box
        and _unit(one) == ""
        and len(one.path.numbers) > len(wanted)
        and numbers_of(one.path)[-len(wanted) :] == wanted
        and (not in_brackets or fold(one.path.numbers[-1]).startswith("("))
    ]


def clauses_at(findings: Findings) -> tuple[ClauseFacts, ...]:
    """Return the clauses at the place the question names, its parts' clauses where it has parts."""
    found = (facts for place in asked_places(findings) for facts in clauses_of(findings, place))
    return tuple({facts.clause.id: facts for facts in found}.values())


def clauses_of(findings: Findings, place: Place) -> Iterator[ClauseFacts]:
    """Yield the clauses that stand at a place or below it."""
    for facts in findings.catalogue.clauses((place.document.id,)):
        if facts.clause.id == place.clause_id or facts.clause.id.startswith(f"{place.clause_id}/"):
            yield facts


def _called(findings: Findings, found: Sequence[Place]) -> list[Place]:
    """Return of places with the number asked for those called as it is asked, in each document.

    An article (第三条) leaves aside the sections 三、 of other documents, a chapter does not.
    """
    # The parts of an annex are called 条 and 项 as they come, whatever their numbers look like.
    unit = "" if _ANNEX.search(findings.analysis.text) else findings.analysis.unit
    if unit == BRACKETS:
        return [one for one in found if fold(one.path.numbers[-1]).startswith("(")]
    called = [place for place in found if _unit(place) == unit]
    settled = {place.document.id for place in called if unit}
    if unit == "条" and called:
        return called
    return [
        place
        for place in found
        if place in called or (place.document.id not in settled and not (unit and _unit(place)))
    ]


def _unit(place: Place) -> str:
    """Return what a place's number calls it (章, 条, 专栏); empty for a number alone."""
    if place.is_box:
        return "专栏"
    if place.path.is_article:
        return "条"
    last = place.path.numbers[-1][-1:] if place.path.numbers else ""
    return last if last in _UNITS else ""


def no_such_place(findings: Findings) -> Draft:
    """Decline a place that no document has, in the words of the question."""
    words = "".join(read_place(findings.analysis.text).words.split())
    article = findings.analysis.article
    if article and article[1]:
        words = f"第{in_chinese(article[0])}条之{in_chinese(article[1])}"
    if part := _part_above(findings):
        places = places_of(findings.catalogue, (part.document.id,))
        children = children_of(places, part)
        own = read_place(findings.analysis.text).spans[-1]
        number = findings.analysis.text[slice(*own)]
        last = f"（{number}）" if _in_brackets(findings.analysis.text, own) else number
        reason = f"《{part.document.title}》“{part.shown}”没有第{last}项"
        if not children:
            return declined(QuestionKind.CLAUSE, f"{reason}。")
        final = children[-1].path.numbers[-1]
        near = [one.cite() for one in (*children[: _MOST_PLACES - 1], children[-1])]
        return declined(QuestionKind.CLAUSE, f"{reason}，到第{final}项为止。", near)
    return declined(QuestionKind.CLAUSE, f"{_named(findings)}中没有{words}。")


def _part_above(findings: Findings) -> Place | None:
    """Return the one part in which a place that is not there would have to stand; None for none or several."""
    reference = findings.analysis.reference
    if len(reference) < 2 or findings.analysis.box:
        return None
    found = heads_named(findings) or [
        one
        for one in places_of(findings.catalogue, documents_meant(findings))
        if not one.is_clause and not one.is_box and numbers_of(one.path) == reference[:-1]
    ]
    return found[0] if len(found) == 1 else None


def _in_brackets(text: str, span: tuple[int, int]) -> bool:
    return text[max(span[0] - 1, 0) : span[0]] in {"(", "（"}


def _named(findings: Findings) -> str:
    """Name the documents asked about; of many the first few and how many they are."""
    meant = documents_meant(findings)
    scope = [one for one in findings.catalogue.documents if not meant or one.id in meant]
    titles = "、".join(f"《{one.title}》" for one in scope[:_MOST_PLACES])
    return titles if len(scope) <= _MOST_PLACES else f"{titles}等{len(scope)}份文件"


def _is_at(place: Place, findings: Findings) -> bool:
    analysis = findings.analysis
    annex = _ANNEX.search(analysis.text)
    inner = place.path.numbers
    if annex:
        own = _ANNEX.match(fold(inner[0])) if inner else None
        if not own or parse_integer(own[1]) != parse_integer(annex[1]):
            return False
        inner = inner[1:]
    if analysis.box:
        match = _BOX_LABEL.match(fold(place.path.numbers[-1])) if place.is_box else None
        return bool(match and parse_integer(match.group(1)) == analysis.reference[-1])
    reference = analysis.reference
    if analysis.article and place.path.is_article:
        return _article(place.path) == analysis.article
    if reference[0] == LAST:
        reference = (_last_part(findings.catalogue, place.document), *reference[1:])
    numbered = numbers_of(place.path)
    exact = len(numbered) == len(inner) and numbered == reference
    article = place.path.numbers[-1].endswith("条") and numbered[-1:] == reference
    return not place.is_box and (exact or article)


def _article(path: ClausePath) -> tuple[int, int] | None:
    """Return the number of an article and how many were added behind that number before it."""
    return next((one.article for one in articles_named(path.numbers[-1])), None)


def _last_part(catalogue: Catalogue, document: Document) -> int:
    """Return the number of a document's last numbered part, 0 where it has none."""
    heads = (head.path for _, head in catalogue.heads((document.id,)))
    leaves = (facts.clause.path for facts in catalogue.clauses((document.id,)))
    firsts = (numbers_of(path)[:1] for path in (*heads, *leaves))
    return max((first[0] for first in firsts if first), default=0)


def _tell(findings: Findings, place: Place) -> Draft:
    """Tell a place: the parts of a heading, or the sentences of a clause."""
    parts = places_of(findings.catalogue, (place.document.id,))
    children = [] if place.is_clause else children_of(parts, place)
    if children:
        return list_places(children, place.shown, kind=QuestionKind.CLAUSE)
    clause_id = place.clause_id
    facts = findings.catalogue.at(clause_id)
    if any(findings.analysis.part) and place.path.is_article:
        return _tell_part(findings, place, facts)
    statements = tuple(
        DraftStatement(text=on_one_line(sentence.quote), citations=(sentence,))
        for sentence in facts.sentences
    )
    return answered(QuestionKind.CLAUSE, *statements, lead=f"{_lead(place, facts)}：")


def _lead(place: Place, facts: ClauseFacts) -> str:
    """Return how a clause is cited, with its title where its own sentences do not give it."""
    titles = "、".join("".join(title.split()) for title in facts.clause.titles)
    label = place.path.cited_in(place.document.title)
    is_told = not titles or titles in "".join(facts.text.split())
    return label if is_told or titles in label else f"{label}“{titles}”"


def _tell_part(findings: Findings, place: Place, facts: ClauseFacts) -> Draft:
    """Tell a 款 or a 项 of an article, or that the article has none of that number."""
    paragraph, item = findings.analysis.part
    name = f"第{in_chinese(paragraph)}款" if paragraph else ""
    name += f"第（{in_chinese(item)}）项" if item else ""
    whole = place.path.cited_in(place.document.title)
    span = find_part(place.document, facts.clause, paragraph=paragraph, item=item)
    if span is None:
        count = count_paragraphs(place.document, facts.clause)
        lists = lists_of(facts)
        final = lists[0].items[-1] if item and len(lists) == 1 else None
        till = f"，到第（{in_chinese(len(lists[0].items))}）项为止" if final else ""
        reason = f"{whole}没有{name}，该条共{count}款{till}。"
        return declined(QuestionKind.CLAUSE, reason, (final,) if final else ())
    inside = [one for one in facts.sentences if span.contains(one.span)]
    statements = tuple(
        DraftStatement(text=on_one_line(one.quote), citations=(one,))
        for one in inside or [cite(place.document, facts.clause, span)]
    )
    return answered(QuestionKind.CLAUSE, *statements, lead=f"{whole}{name}：")
