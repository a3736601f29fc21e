"""Documents or places set beside each other in one question: who is asked, and what of each; pure.

Chinese names both ahead of what is asked (国家的那份指南和有色那份,各自多久修订; 山东和济南,公园分别归谁管), or a whole
and what lies in it (广东…给广州和深圳各安排什么): there the whole's document alone is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents_meant import title_runs
from app.question import QuestionAnalysis
from app.sides import read_sides, without_comparing
from corpus.model import Document
from corpus.regions import load_regions
from index.documents_named import named_documents
from index.places_named import is_of
from index.question_words import DOCUMENT_NOUN

_AND = r"(?:[、,]|和|跟|与|及|同|以及)"
_OR_BLANK = rf"(?:{_AND}|\s){{1,2}}"
_OF_PLACE = r"[省市县区]?(?:的)?(?:那边|这边)?"
_BOTH = r"(?:这?[两三四五](?:个|份)?(?:地方|[地省市县区边家])|双方|各地)?(?:的)?"
_EACH = re.compile(
    r"(?:这?两(?:个|份)?(?:边|地|省|市|家|地方)|双方)?(?:的)?(?:都|各自|分别|各(?=[\u4e00-\u9fff])(?![地级类项种方有县区市位界行个省]))"
)
_NAMES = re.compile(rf"{DOCUMENT_NOUN.pattern}|指南|决定|纲要|条例|细则|措施|法(?=$)")
_CALLED = re.compile(
    rf"^(?P<about>[^,。?]{{2,40}},)?(?P<one>[^,。?]{{3,40}}?){_AND}(?P<two>[^,。?]{{2,40}}?),?(?P<rest>(?:各自|分别|都|各|有何|有什么|哪个|谁).+)$"
)
_COUNTED = re.compile(r"[两二三]\s?(?:个|份|项|部|级)")
_DOCUMENT_AHEAD = re.compile(
    rf"(?P<called>[^,。?]{{2,24}}?(?:{DOCUMENT_NOUN.pattern}))(?:(?:里面?|中|上|当中)(?:的|,)?|的|,|(?=规定|提出|要求|明确|是))"
)
_LEAST_REST = 6  # characters of what is asked
_LEAST_NAME = 0.5  # of a called name's pairs of characters in the title meant


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSide:
    """One of several asked the same: its name, its documents, and the question for them alone."""

    name: str
    documents: tuple[str, ...]
    question: str


def read_document_sides(
    analysis: QuestionAnalysis, documents: Sequence[Document]
) -> tuple[DocumentSide, ...]:
    """Return the documents or places that a question sets side by side; () for none."""
    return _places_beside(analysis, documents) or _called_beside(analysis, documents)


def _places_beside(
    analysis: QuestionAnalysis, documents: Sequence[Document]
) -> tuple[DocumentSide, ...]:
    regions = analysis.regions
    if len(regions) < 2 or not analysis.each_here or analysis.by_title:
        return ()
    ordered = sorted(regions, key=analysis.text.find)
    joined = rf"{_OF_PLACE}{_OR_BLANK}".join(map(re.escape, ordered)) + rf"{_OF_PLACE}{_BOTH}"
    match = re.search(joined, analysis.text)
    # Names apart by blanks (福建 福州 绿道) are set beside each other only where that is said.
    if match is None or (" " in match.group() and not analysis.both):
        return ()
    rest = analysis.text[: match.start()] + analysis.text[match.end() :]
    question = without_comparing(_EACH.sub("", rest).lstrip(",， 的"))
    of_places = {one: _of_place(one, analysis, documents) for one in ordered}
    question = _without_title(
        question, [one for one in documents if one.id in {*sum(of_places.values(), ())}]
    )
    sides = tuple(
        DocumentSide(name=one, documents=of_places[one], question=question) for one in ordered
    )
    apart = len({one.documents for one in sides}) == len(sides)
    return sides if apart and all(one.documents for one in sides) else ()


def _without_title(question: str, documents: Sequence[Document]) -> str:
    """Leave out of a question what calls the documents it is asked of: 节水方案里,管网漏损率是多少."""
    match = _DOCUMENT_AHEAD.match(question)
    asked = title_runs(match["called"], 2) if match else set()
    if match is None or len(question) - match.end() < _LEAST_REST:
        return question
    called = [
        len(asked & title_runs(one.title, 2)) >= _LEAST_NAME * len(asked) for one in documents
    ]
    return question[match.end() :] if all(called) else question


def _of_place(
    place: str, analysis: QuestionAnalysis, documents: Sequence[Document]
) -> tuple[str, ...]:
    """Return the documents of a place: those that the question calls by words of their own, else all."""
    found = tuple(one.id for one in documents if is_of(place, one))
    return tuple(one for one in found if one in analysis.documents) or found


def _called_beside(
    analysis: QuestionAnalysis, documents: Sequence[Document]
) -> tuple[DocumentSide, ...]:
    """Return two documents called each by a part of its title, level or field."""
    match = _CALLED.match(analysis.text)
    if match is None or analysis.regions or not _NAMES.search(match["one"] + match["two"]):
        return ()
    second = _called(match["two"], documents)
    first = tuple(one for one in _called(match["one"], documents) if one not in second)
    if len(first) != 1 or len(second) != 1:
        return ()
    question = (match["about"] or "") + _EACH.sub("", match["rest"])
    titles = {one.id: one.title for one in documents}
    return tuple(
        DocumentSide(name=titles[one], documents=(one,), question=question)
        for one in (*first, *second)
    )


def _called(name: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the documents that a name calls by field, else whose titles have the most of it."""
    if found := named_documents(name, load_regions().found_in(name), documents)[0]:
        return found
    asked = title_runs(name, 2)
    shares = {one.id: len(asked & title_runs(one.title, 2)) for one in documents}
    most = max(shares.values(), default=0)
    if most < _LEAST_NAME * len(asked):
        return ()
    return tuple(one for one, share in shares.items() if share == most)


def documents_compared(
    analysis: QuestionAnalysis, documents: Sequence[Document]
) -> tuple[tuple[str, ...], bool]:
    """Return which documents a question for several is of, and whether they are set side by side.

    Of a place and others that lie in it, the documents of that place are asked, and of one place only
    those beside each other that are also called by words of their own.
    """
    named = [one for one in documents if one.id in analysis.documents]
    if outer := next(_around(analysis), ""):
        inside = tuple(one.id for one in named if is_of(outer, one))
        return inside or analysis.documents, False
    if len(analysis.regions) == 1 and _are_within(analysis):
        return analysis.documents, False
    places = [one for one in analysis.regions if any(is_of(one, two) for two in named)]
    of_one_place = len(places) == 1 and all(is_of(places[0], one) for one in named)
    if of_one_place and not analysis.by_title and not _COUNTED.search(analysis.text):
        own = tuple(one.id for one in named if _own(analysis.text, one, named))
        return (own, True) if len(own) > 1 else (analysis.documents, False)
    return analysis.documents, True


def _are_within(analysis: QuestionAnalysis) -> bool:
    """Tell whether what is set side by side are matters of one place, and no documents: 乙市,电机和变压器分别多少."""
    sides = read_sides(analysis.text)
    calls = re.compile(rf"{_NAMES.pattern}|国家|^[省市]|{load_regions().pattern.pattern}")
    first = load_regions().pattern.sub("", sides[0].name).strip("省市县的") if sides else ""
    return bool(first) and not any(calls.search(one.name) for one in sides[1:])


def _around(analysis: QuestionAnalysis) -> Iterator[str]:
    """Yield the province in which all other places named lie, and which is not one of their row."""
    regions = load_regions()
    for place in analysis.regions:
        others = [one for one in analysis.regions if one != place]
        inside = [regions.provinces.get(one.rstrip("市县区")) for one in others]
        row = rf"{re.escape(place)}{_OF_PLACE}{_AND}|{_AND}{re.escape(place)}"
        is_whole = len(others) > 1 and all(one and one in place for one in inside)
        if is_whole and not re.search(row, analysis.text):
            yield place


def _own(text: str, document: Document, named: Sequence[Document]) -> bool:
    """Tell whether a question has words of a document's title that no other named one has."""
    others = {run for one in named if one is not document for run in title_runs(one.title, 2)}
    return bool((title_runs(document.title, 2) - others) & title_runs(text, 2))
