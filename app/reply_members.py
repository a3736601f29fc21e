"""Replies to 分哪几层, 由什么组成, 哪些行业打头阵: the sentence that names side by side what is asked for.

Convention (公文写作): what a thing is divided into is named behind the verb that divides it (X分为A、B和C), and what is done
in several of a kind names the kind behind 等 (A、B等行业). The run is given whole, in its sentence; where how many they
are is asked and the sentence does not say it, they are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answer import QuestionKind
from app.document_places import count_on, list_places, places_of
from app.documents_meant import documents_meant
from app.draft import Candidate, Draft, DraftStatement, Findings, answered, name, on_one_line
from app.evidence import Term, fold, support
from app.members import Run, runs_of
from app.reply_outline import names_a_part, parts_asked
from corpus.model import Citation, Span
from corpus.numerals import parse_integer
from index.question_words import MEMBERS
from index.synonyms import load_synonyms

_NUMBER = r"[一二两三四五六七八九十]{1,2}|\d{1,2}"
_UNIT = r"大?[个种类层级档块项样步条流位]|大块|方面|部分|维度|环节|步骤"
_ASKS = re.compile(
    rf"[哪那](?:(?P<count>{_NUMBER})|几|一?些)(?P<unit>{_UNIT})?(?:[“\"](?P<quoted>[^“”\"]{{1,6}})[”\"]|(?P<noun>[\u4e00-\u9fff]{{0,6}}))"
    rf"|(?<![好有])几(?P<unit2>大?[类层级档块步流]|种(?!情)|个(?:方面|部分|维度|环节|步骤|层|类))(?P<noun2>[\u4e00-\u9fff]{{0,4}})"
    r"|由(?:什么|啥|谁|哪)[^,。?]{0,6}?(?:组成|构成)|怎么(?:细|划|区)?分(?:类|级|档)?(?:的|[?？]?$)"
    r"|(?:包括|包含|涵盖|分(?:为|成)|都有|细分)了?(?:什么|啥|谁)"
)
# Verbs that only ask for what belongs to a thing.
_RELATES = frozenset(
    [
        "覆盖",
        "涵盖",
        "包括",
        "包含",
        "涉及",
        "囊括",
        "组成",
        "构成",
        "分为",
        "分成",
        "细分",
        "划分",
        "构建",
        "列举",
    ]
)
_COUNTS = re.compile(r"几|多少[个种类项]")
# What a number is asked of, or who, wants no names side by side.
_ASKS_ELSE = re.compile(
    r"多少(?![个种类项])|多大|多高|几(?:年|月|天|日|时)|谁(?!组成|构成)|何时|什么时候"
)
_VERB_LIKE = re.compile(r"^(?:[是有在要会能可应该被都也就分列写说讲提给让打做搞抓])")
_TOP = 5  # clauses
_NEAR = 0.5  # of the best clause's score
_LEAST = 0.5  # of the weight of what is asked about
_LEAST_QUOTED = 0.2
_OWN = 0.4  # … that the sentence has without its headings
_FROM_AHEAD = 0.9  # what counts of the words of the sentence ahead
_LONGEST = 150  # characters of a sentence that is given whole
_OF_THE_BEST = 0.85  # of what the best sentence has of the question
_BY_COUNT, _BY_NOUN, _BY_VERB = 0.3, 0.3, 0.2
_TELLING = 1.5  # weight of a word that asks for more than the parts of the part named
_STANDS = 0.45  # found_in of a term that is there, itself, by a synonym or but for its first word
_ANY_UNIT = frozenset("个项种条样")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks the members of: how many it takes them for, what it calls them, whether in quotes."""

    count: int | None
    unit: str
    noun: str
    start: int
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    sentence: Citation
    run: Run
    rank: float


def reply_members(findings: Findings) -> Draft | None:
    """Give the sentence whose run answers; None where no members are asked for, or none are plainly these."""
    asked = _asked(findings)
    if asked is None or not findings.candidates:
        return None
    matter = tuple(
        one for one in findings.terms if one.word not in _RELATES and one.word[0] not in "几哪"
    )
    findings = replace(findings, terms=matter)
    if draft := _of_named_part(findings, asked):
        return draft
    found = max(_fitting(findings, asked), key=lambda one: one.rank, default=None)
    return _give(findings, found) if found else None


def _of_named_part(findings: Findings, asked: _Asked) -> Draft | None:
    """List the parts of the part that a question calls by its whole heading and asks nothing else about.

    None where one of them has no words of its own, or a number is left out.
    """
    if not names_a_part(findings):
        return None
    places = places_of(findings.catalogue, documents_meant(findings))
    parents, children = parts_asked(findings, [one for one in places if not one.is_box])
    if len(parents) != 1 or not all(one.title for one in children) or not count_on(children):
        return None
    named = fold(parents[0].document.title + parents[0].shown + asked.noun)
    others = (one for one in findings.terms if one.weight >= _TELLING and one.subject)
    is_of_part = all(one.found_in(named) >= _STANDS for one in others)
    return list_places(children, parents[0].shown) if is_of_part else None


def _asked(findings: Findings) -> _Asked | None:
    analysis = findings.analysis
    text = analysis.text
    if analysis.reference or analysis.box or _ASKS_ELSE.search(text):
        return None
    if analysis.kind is QuestionKind.AGENCY and not MEMBERS.search(text):
        return None
    match = _ASKS.search(text)
    if match is None:
        return None
    noun = match["noun"] or match["noun2"] or ""
    unit = (match["unit"] or match["unit2"] or "").replace("大", "")
    count = parse_integer(match["count"]) if match["count"] else None
    unit = unit if len(unit) < 2 else unit.lstrip("个")
    noun = "" if _VERB_LIKE.match(noun) or len(noun) < 2 else noun[:2]
    return _Asked(count, unit, match["quoted"] or noun, match.start(), bool(match["quoted"]))


def _fitting(findings: Findings, asked: _Asked) -> Iterator[_Found]:
    first = findings.candidates[0].score
    least = max(one.best_support for one in findings.candidates[:_TOP]) * _OF_THE_BEST
    ahead = fold(findings.analysis.text[: asked.start])
    subject = _thing(findings.terms, ahead)
    meant = documents_meant(findings)
    for candidate in findings.candidates:
        is_meant = not meant or candidate.facts.document.id in meant
        if candidate.score < first * _NEAR or not is_meant:
            continue
        heading, before = fold(candidate.facts.heading), ""
        for sentence in candidate.facts.sentences:
            # What a sentence goes on to divide is often named in the one ahead: 编制规划，应当…。规划内容包括….
            words = fold(sentence.quote)
            told, before = before + words, words
            fit = max(
                support(findings.terms, heading + words),
                support(findings.terms, heading + told) * _FROM_AHEAD,
            )
            is_told = fit >= max(_LEAST, least) and support(findings.terms, told) >= _OWN
            # Things that all begin with the word quoted (哪几个“不”) need little else.
            if not is_told and not (asked.is_quoted and fit >= _LEAST_QUOTED):
                continue
            for run in runs_of(sentence.quote):
                if shown := _evidence(run, asked, sentence, subject):
                    rank = fit + shown + candidate.score / first / 10
                    yield _Found(candidate, sentence, run, rank)


def _evidence(run: Run, asked: _Asked, sentence: Citation, thing: Term | None) -> float:
    """Return what shows that a run is what is asked for; 0 where nothing does."""
    if asked.count is not None and asked.count not in {len(run.items), run.stated}:
        return 0.0
    told = _BY_NOUN * _is_called(run, asked)
    before = max(sentence.quote.rfind(mark, 0, max(run.start - 1, 0)) for mark in "，,；;：:")
    ahead = fold(sentence.quote[before + 1 : run.start] + run.ahead)
    if run.divides and thing and thing.found_in(ahead) >= _STANDS:
        told += _BY_VERB
    return told + _BY_COUNT if told and asked.count is not None else told


def _is_called(run: Run, asked: _Asked) -> bool:
    """Tell whether a run is of what is asked for: its kind stands behind it, or ends each of its things."""
    named = [one for one in (asked.noun, asked.unit) if one and one not in _ANY_UNIT]
    kinds = [form for one in named for form in (one, *load_synonyms().of(one))]
    return any(
        re.match(rf"等?(?:{_NUMBER})?[个大种]?[\u4e00-\u9fff]{{0,2}}?{re.escape(kind)}", run.behind)
        or all(one.endswith(kind) for one in run.items)
        or all(one.startswith(kind) for one in run.items)  # 不挖山、不填湖 for 哪几个“不”
        for kind in kinds
    )


def _thing(terms: Sequence[Term], ahead: str) -> Term | None:
    """Return the term that stands last ahead of the words that ask: what is asked to be taken apart."""
    ends = {one: ahead.rfind(one.word) + len(one.word) for one in terms if one.word in ahead}
    last = max(ends.values(), default=0)
    found = [one for one, end in ends.items() if end == last and len(one.word) > 1]
    return max(found, key=lambda one: len(one.word), default=None)


def _give(findings: Findings, found: _Found) -> Draft:
    facts, sentence, run = found.candidate.facts, found.sentence, found.run
    if len(sentence.quote) > _LONGEST:
        sentence = _part(sentence, run)
    count = len(run.items)
    is_counted = _COUNTS.search(findings.analysis.text) and run.stated is None
    statement = DraftStatement(text=on_one_line(sentence.quote), citations=(sentence,))
    said = f"写明的共{count}项：" if is_counted else "写明："
    draft = answered(QuestionKind.TASK, statement, lead=f"{name(facts)}{said}")
    return replace(draft, total=count) if is_counted else draft


def _part(sentence: Citation, run: Run) -> Citation:
    """Return the part of a long sentence that holds a run, from the part that names the thing on."""
    start = run.start
    if len(run.ahead) <= len("主要包括"):
        start = max(sentence.quote.rfind(mark, 0, max(start - 1, 0)) for mark in "，,；;：:") + 1
    words = sentence.quote[start : run.end]
    start += len(words) - len(words.lstrip())
    span = Span(start=sentence.span.start + start, end=sentence.span.start + run.end)
    return replace(sentence, span=span, quote=sentence.quote[start : run.end])
