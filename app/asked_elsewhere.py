"""The question before asked of another place: 福州呢, 广东那边是谁, 临江市又是多少; pure.

A place named in a second question takes the place of the one asked of before, and both are never asked
of; a city of that province is asked for within it.
"""

from __future__ import annotations

import re

from app.asked_before import documents_of, moved_from_clause
from app.thing_meant import Known
from corpus.regions import load_regions
from index.question_words import DOCUMENT_NOUN, HOW_LONG, HOW_MUCH, WHEN, WHO

# What is asked of a thing, by the words that ask: who, how long or how often, when, how much.
_ASKED = (re.compile(rf"{WHO.pattern}|谁"), HOW_LONG, WHEN, HOW_MUCH)
_THERE = r"[省市县区]?(?:那边|这边|那里|这里|那头|那儿|那份|里)?"
_OPENING = re.compile(r"^(?:那么?|换成|换作|如果是|要是|至于)?")


def with_place(other: str, earlier: str, known: Known) -> tuple[str, str]:
    """Put the place, or the document of a place, that `other` names into the question before.

    Also return what else it names.
    """
    places = known.read(other).places
    if not places:
        return earlier, other
    before = known.read(earlier).places
    place = places[0]
    document = re.search(rf"{re.escape(place)}.{{0,8}}?(?:{DOCUMENT_NOUN.pattern})", other)
    if document and before:
        named = rf"{re.escape(before[0])}[^,，?？]{{0,16}}?(?:{DOCUMENT_NOUN.pattern})"
        if re.search(named, earlier):
            replaced = re.sub(named, document.group(), earlier, count=1)
            return replaced, other.replace(document.group(), "", 1)
    rest = other.replace(place, "", 1)
    rest = re.sub(r"^(?:[省市县区]?(?:里|那边|这边)?的?)", "", rest)
    return _put(place, earlier, known), rest


def _put(place: str, earlier: str, known: Known) -> str:
    """Return the question before, asked of `place`."""
    if moved := moved_from_clause(earlier, place):
        return moved
    asked = known.read(earlier)
    if not asked.places:
        return f"{place},{earlier}"
    before, head = asked.places[0], asked.head
    if _lies_in(place, before) and not documents_of(known.read(place), known.documents):
        return earlier.replace(before, before + place, 1)
    return earlier.replace(head if before in head else before, place, 1)


def _lies_in(place: str, other: str) -> bool:
    """Tell whether a city lies in the province asked of before: 山东…, 济南呢."""
    regions = load_regions()
    city, province = regions.found_in(place), regions.found_in(other)
    if not city or not province or city == province:
        return False
    return regions.province_of(city[0]) == province[0]


def asked_elsewhere(folded: str, earlier: str, known: Known) -> str:
    """Return the question before for the place of a follow-up that asks the same in a few words.

    "" where it names no other place, brings a matter of its own, or asks something else.
    """
    asked, before = known.read(folded), known.read(earlier)
    if len(asked.places) != 1 or not before.places or asked.places[0] in before.places:
        return ""
    if any(one.carries and one.text not in earlier for one in asked.pieces):
        return ""
    if not any(one.search(folded) and one.search(earlier) for one in _ASKED):
        return ""
    return _put(asked.places[0], earlier, known)


def topic_elsewhere(topic: str, rest: str, known: Known) -> tuple[str, str]:
    """Return a topic moved to the place that a follow-up names, and the follow-up without it."""
    named = known.read(rest).places
    before = known.read(topic).places
    if len(named) != 1 or len(before) != 1 or named[0] == before[0]:
        return topic, rest
    bare = re.sub(rf"^{_OPENING.pattern[1:]}{re.escape(named[0])}{_THERE}(?:的(?!话))?", "", rest)
    return (_put(named[0], topic, known), bare) if bare != rest else (topic, rest)
