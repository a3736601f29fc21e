"""A search over a library explained, as text for a terminal and as JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from corpus.model import Clause, Document
from index.explanation import Explained, Explanation, Match
from index.library import Library
from index.model import Hit, Passage, Query
from index.passages import passages_of
from index.texts import fold

Place = Callable[[str], tuple[Document, Clause]]

_LEAST_VERBATIM = 4  # characters
_LOOKED_THROUGH = 50  # clauses: what holds every word of a phrase in a row is among the best
SHOWN = 60  # characters of a clause in a list of hits
_SHOWN_WORDS = 12


def explain_search(
    library: Library,
    query: str | Query,
    *,
    k: int,
    documents: frozenset[str] | None = None,
    clauses: Collection[str] = (),
) -> Explanation:
    """Search a library and say why each clause stands where it stands; see `Retriever.retrieve`.

    `clauses` (ids) are explained as well where they are not among the best `k`.
    """

    def passage_of(clause_id: str) -> Passage:
        item = library.parsed.parsed(library.parsed.owner_of(clause_id))
        passages = passages_of((item,))
        return next(one for one in passages if one.clause_id == clause_id)

    return library.retriever.explain(
        query, k=k, documents=documents, clauses=clauses, passage_of=passage_of
    )


def search_words(
    library: Library, query: Query, *, k: int, documents: frozenset[str] | None = None
) -> Explanation:
    """Search as `explain_search` does, with the clauses first that hold what was typed as it stands.

    Whoever types words out of a text looks for their place, as in any search for a phrase.
    """
    words = fold(query.asked or query.text)
    if len(words) < _LEAST_VERBATIM or not library.parsed.texts.has(words):
        return explain_search(library, query, k=k, documents=documents)
    found = explain_search(library, query, k=max(k, _LOOKED_THROUGH), documents=documents)
    told = [
        replace(one, verbatim=words in fold(_text_of(library, one.hit.clause_id)))
        for one in found.hits
    ]
    told.sort(key=lambda one: not one.verbatim)
    hits = tuple(replace(one, rank=at) for at, one in enumerate(told[:k], start=1))
    return replace(found, hits=hits)


def _text_of(library: Library, clause_id: str) -> str:
    item = library.parsed.parsed(library.parsed.owner_of(clause_id))
    clause = next(one for one in item.clauses if one.id == clause_id)
    return clause.span.of(item.document.text)


def hit_lines(number: int, hit: Hit, place: Place) -> str:
    """Return a clause found as it is listed: its name, how it begins and its scores."""
    document, clause = place(hit.clause_id)
    scores = f"综合 {hit.score:.3f}  词语 {hit.lexical:.2f}  语义 {hit.dense:.3f}"
    return f"{_head(number, document, clause)}\n   {scores}"


def hit_record(hit: Hit, place: Place) -> dict[str, Any]:
    """Return a clause found as a JSON object."""
    document, clause = place(hit.clause_id)
    return {
        "clause_id": hit.clause_id,
        "document_title": document.title,
        "path": clause.path.headings,
        "label": clause.path.label,
        "text": clause.span.of(document.text),
        "score": hit.score,
        "lexical": hit.lexical,
        "dense": hit.dense,
    }


def explanation_text(explanation: Explanation, place: Place, titles: Mapping[str, str]) -> str:
    """Return what was understood and why each clause was found; `titles` are those of all documents."""
    lines = [*_query_lines(explanation, titles), ""]
    for one in (*explanation.hits, *explanation.wanted):
        lines += [*_explained_lines(one, explanation, place)]
    return "\n".join(lines).rstrip()


def explanation_record(
    explanation: Explanation, place: Place, titles: Mapping[str, str]
) -> dict[str, Any]:
    """Return an explanation as a JSON object."""
    query = explanation.query
    return {
        "query": {
            "asked": query.asked or query.text,
            "text": query.text,
            "subject": query.subject,
            "words": [asdict(word) for word in explanation.words],
            "synonyms": {word: list(others) for word, others in query.synonyms},
            "years": list(query.years),
            "regions": list(query.regions),
            "agencies": list(query.agencies),
            "documents": [titles.get(one, one) for one in sorted(query.preferred)],
            "by_title": query.by_title,
        },
        "scope": None if explanation.scope is None else len(explanation.scope),
        "found": explanation.found,
        "hits": [
            _explained_record(one, explanation, place)
            for one in (*explanation.hits, *explanation.wanted)
        ],
    }


def _explained_record(one: Explained, explanation: Explanation, place: Place) -> dict[str, Any]:
    return {
        **hit_record(one.hit, place),
        "rank": one.rank,
        "verbatim": one.verbatim,
        "parts": {
            "lexical": one.lexical,
            "dense": one.dense,
            "preferred": one.preferred,
            "year": one.year,
        },
        "words": [_match_record(match) for match in one.words],
        "bigrams": [_match_record(match) for match in one.bigrams],
        "lacking": list(explanation.lacking(one)),
    }


def _match_record(match: Match) -> dict[str, Any]:
    fields = {field.value: n for field, n in match.fields}
    return {"word": match.word, "points": match.points, "fields": fields}


def _query_lines(explanation: Explanation, titles: Mapping[str, str]) -> Iterator[str]:
    query = explanation.query
    asked = query.asked or query.text
    yield f"问题：{asked}"
    if _bare(asked) != _bare(query.text):
        yield f"  检索用：{query.text}（改正了错字，或承接了上文）"
    if query.subject and query.subject != query.text:
        yield f"  主题：{query.subject}"
    known = [word for word in explanation.words if word.idf and not word.added]
    heavy = sorted(known, key=lambda word: -word.idf * word.weight)
    yield f"  词语（区分度）：{_joined(f'{one.word} {one.idf:.1f}' for one in heavy)}"
    unknown = [word.word for word in explanation.words if not word.idf and not word.added]
    if unknown:
        yield f"  文件里没有的词：{_joined(unknown)}"
    for word, others in query.synonyms:
        yield f"  同义词：{word} → {_joined(others)}"
    names = [f"《{titles.get(one, one)}》" for one in sorted(query.preferred)]
    meant = "只在其中找" if query.by_title else "优先"
    for name, values in (
        ("年份", [str(year) for year in query.years]),
        ("地区", query.regions),
        ("机构", query.agencies),
        (f"所指文件（{meant}）", names),
    ):
        if values:
            yield f"  {name}：{_joined(values)}"
    scope = "" if explanation.scope is None else f"（限于 {len(explanation.scope)} 篇文件）"
    yield f"  有相同词语或意思相近的条款：{explanation.found} 条{scope}"


def _explained_lines(one: Explained, explanation: Explanation, place: Place) -> Iterator[str]:
    hit = one.hit
    yield _head(one.rank, *place(hit.clause_id))
    parts = {"所指文件": one.preferred, "年份": one.year}
    added = "".join(f" + {name} {value:.3f}" for name, value in parts.items() if value)
    yield f"   综合 {hit.score:.3f} = 词语 {one.lexical:.3f} + 语义 {one.dense:.3f}{added}"
    if one.verbatim:
        yield "   原样含有查询内容，排在前面"
    yield f"   词语原分 {hit.lexical:.2f}，语义余弦 {hit.dense:.3f}"
    if one.words:
        yield f"   相同的词：{_joined(_match_words(match) for match in one.words)}"
    if one.bigrams:
        total = sum(match.points for match in one.bigrams)
        yield f"   相同的二元字：{len(one.bigrams)} 个，共 {total:.2f}"
    if lacking := explanation.lacking(one):
        yield f"   没有的词：{_joined(lacking)}"


def _match_words(match: Match) -> str:
    fields = "、".join(f"{field.value}×{n}" for field, n in match.fields)
    return f"{match.word} {match.points:.2f}（{fields}）"


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _joined(values: Collection[str] | Iterator[str]) -> str:
    every = list(values)
    more = f"等 {len(every)} 个" if len(every) > _SHOWN_WORDS else ""
    return "，".join(every[:_SHOWN_WORDS]) + more


def _head(number: int, document: Document, clause: Clause) -> str:
    text = " ".join(clause.span.of(document.text).split())
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}……"
    return f"{number}. 《{document.title}》{clause.path.label}\n   {shown}"
