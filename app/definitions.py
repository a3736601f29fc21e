"""Whom a document's own words mean (本办法所称重点用能单位，是指…): definitions of who is spoken to; pure.

Conventions of statutes (立法技术规范): 本法所称X，是指Y; 下列Y为X： with its items; 本条例下列用语的含义：(一)X，是指Y.
A definition holds in the document that gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.catalogue import ClauseFacts
from app.draft import on_one_line
from corpus.facts import Threshold
from corpus.model import Citation
from corpus.view import fold_width

_MEANS = re.compile(
    r"所称的?(?P<term>[^,。:;]{2,20}?)[,]?(?:是指|系指|指的是|指)(?P<words>[^,;。]{4,120})"
)
_LISTS = re.compile(r"下列[^,。:]{0,20}(?:为|是|属于)(?P<term>[^,。:]{2,20}):$")
_TERMS = re.compile(r"(?:用语|术语)[^。:]{0,10}(?:含义|定义|意义)")
_TERM = re.compile(
    r"^\([一二三四五六七八九十]{1,3}\)\s?[“]?(?P<term>[^,:”]{2,20})[”]?[,:]?(?:是指|系指|指)(?P<words>[^,;。]{4,120})"
)
_ITEM = re.compile(r"^\([一二三四五六七八九十]{1,3}\)\s?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a document means by a term: one way to be it, with the amounts it names."""

    term: str
    words: str
    thresholds: tuple[Threshold, ...]


def read_definitions(clauses: Sequence[ClauseFacts]) -> dict[str, tuple[Definition, ...]]:
    """Read the definitions of a document, by the term they define; any of them is enough."""
    found: dict[str, list[Definition]] = {}
    for facts in clauses:
        if any(word in facts.text for word in ("所称", "下列", "用语", "术语")):
            for one in _definitions(facts):
                found.setdefault(one.term, []).append(one)
    return {term: tuple(each) for term, each in found.items()}


def _definitions(facts: ClauseFacts) -> Iterator[Definition]:
    listed = ""
    explains = False
    for sentence in facts.sentences:
        words = fold_width(on_one_line(sentence.quote)).strip()
        if listed and (item := _ITEM.match(words)):
            yield _definition(facts, sentence, listed, words[item.end() :].rstrip(";。"))
            continue
        explains = explains or bool(_TERMS.search(words))
        if explains and (term := _TERM.match(words)):
            yield _definition(facts, sentence, term.group("term"), term.group("words"))
            continue
        found = _LISTS.search(words)
        listed = found.group("term") if found else ""
        for match in _MEANS.finditer(words):
            yield _definition(facts, sentence, match.group("term"), match.group("words"))


def _definition(facts: ClauseFacts, sentence: Citation, term: str, words: str) -> Definition:
    inside = (
        one for one in facts.thresholds if one.selects and sentence.span.contains(one.source.span)
    )
    return Definition(term=term, words=words, thresholds=tuple(inside))
