"""The acts that a clause punishes, each with what follows and how well it fits a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.articles_named import ArticleNamed, articles_named, spans_named
from app.catalogue import ClauseFacts
from app.draft import Candidate, Findings
from app.evidence import fold, support
from app.other_matter import is_of_another
from app.selection import regions_not_covered
from corpus.facts import Penalty
from corpus.model import Citation

_OWN_WORDS = 0.75  # what the words of an act that says itself count beside the duty it breaks
_BY_ARTICLE = 0.9  # an act that the article itself names goes before one found by what it breaks
_NEAR_ENOUGH = 0.75  # of the best score
_MOST_CLAUSES = 5
_MOST_CLAIMED = 12  # … where the question names who imposes it, and was searched for by that too
_BREAKS = re.compile(r"^.{0,12}?违反[^,。]{0,60}?(?:规定|要求)[,，]?|\s|[的,、]")
_ITEM = re.compile(r"\s{0,20}[（(]")
_AS_BEFORE = re.compile(r"前[述款项]|上述")
_FEWEST_DESCRIBING = 4  # characters
_OF_PENALTIES = re.compile(r"罚|责令|改正|情节|逾期|到期|规定|违反")
# 由县水行政主管部门罚款: who the question takes to impose it.
CLAIMED_IMPOSER = re.compile(
    r"(?:由|是|归)(?P<who>(?!哪|谁|什么|啥|几)[^,。;?由是归的]{2,14}?(?:部门|机关|[局委厅]))(?:来|去|给)?(?:予|进行|作出)?(?:罚|处罚|责令|吊销|没收)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Punished:
    """An act with its penalties in order, and how well it fits the question.

    `stated` is the act or the duty that the question speaks of: one of the acts listed, or a
    sentence of the article that was broken; None where the penalties themselves name the act.
    `by_article`: the question speaks of the article that was broken, not of the act.
    """

    penalties: tuple[Penalty, ...]
    facts: ClauseFacts
    stated: Citation | None
    by_article: bool
    fit: float


def find_punished(findings: Findings) -> Iterator[Punished]:
    """Yield the acts that the clauses found punish, with how well each fits the question."""
    top = findings.candidates[0].score
    # What a question says of penalties stands in all of them and tells none from another; nor does
    # who it takes to impose them.
    claimed = "".join(one["who"] for one in CLAIMED_IMPOSER.finditer(findings.analysis.text))
    terms = [
        one
        for one in findings.terms
        if not _OF_PENALTIES.search(one.word) and one.word not in claimed
    ]
    unclaimed = findings
    if claimed:
        told = tuple(one for one in findings.terms if one.word not in claimed)
        unclaimed = replace(findings, terms=told)
    for candidate in findings.candidates[: _MOST_CLAIMED if claimed else _MOST_CLAUSES]:
        near = candidate.score / top if top else 0.0
        near = 1.0 if claimed else near  # the search was for who imposes it as well
        if near < _NEAR_ENOUGH or regions_not_covered(findings.analysis, candidate.facts):
            continue
        for facts, penalties, stated in _cases(findings, candidate):
            heading = fold(facts.heading)
            own = fold("".join(_words(penalties, stated)))
            duties = _broken(findings, facts, penalties[0], stated)
            words = own + fold("".join(duties))
            if is_of_another(unclaimed, words + fold(facts.setting)):
                continue
            # The act's own words count for more than those of the duty it breaks.
            act = penalties[0].act
            share = _OWN_WORDS if act and _says_itself(act) else 0.5
            direct = share * support(terms, own) + (1 - share) * support(terms, words)
            fit = (direct + support(terms, words + heading)) / 2 * min(1.0, near)
            fit *= 1.0 if facts is candidate.facts else _BY_ARTICLE
            yield Punished(
                penalties=penalties,
                facts=facts,
                stated=stated,
                by_article=facts is not candidate.facts,
                fit=fit,
            )


def _cases(
    findings: Findings, candidate: Candidate
) -> Iterator[tuple[ClauseFacts, tuple[Penalty, ...], Citation | None]]:
    """Yield the penalties of a clause, one case for each act listed, and those for breaking it."""
    facts = candidate.facts
    for penalties in by_act(facts.penalties):
        for stated in penalties[0].items or (None,):
            yield facts, penalties, stated
    own = {one.article for one in articles_named(facts.clause.path.numbers[-1])}
    if not own or facts.penalties:
        return
    for other in findings.catalogue.clauses((facts.document.id,)):
        for penalties in by_act(other.penalties):
            act = penalties[0].act
            broken = articles_broken(other, penalties[0], penalties[0].items) if act else ()
            named = [one for one in broken if one.article in own]
            if stated := _stated_duty(facts, candidate, named):
                # What the act says itself is more than the duty: not all that break it are fined.
                yield other, penalties, None if act and _says_itself(act) else stated


def _says_itself(act: Citation) -> bool:
    """Tell whether an act is described, and not only by the places it breaks (违反第四条规定的)."""
    return len(_BREAKS.sub("", fold(act.quote))) >= _FEWEST_DESCRIBING


def _stated_duty(
    facts: ClauseFacts, candidate: Candidate, named: Sequence[ArticleNamed]
) -> Citation | None:
    """Return the sentence that speaks most of the question in the 款 and 项 named; None in none.

    Where 项 are named one of them is what was broken, not the words that open all of the list.
    """
    text = facts.document.text
    spans = [
        span
        for one in named
        for span in spans_named(text, facts.clause.span, one)
        if not one.items or _ITEM.match(text, span.start)
    ]
    ranked = sorted(
        zip(facts.sentences, candidate.sentence_support, strict=True), key=lambda pair: -pair[1]
    )
    return next(
        (
            sentence
            for sentence, _ in ranked
            if any(
                span.start < sentence.span.end and sentence.span.start < span.end for span in spans
            )
        ),
        None,
    )


def _broken(
    findings: Findings, facts: ClauseFacts, penalty: Penalty, stated: Citation | None
) -> Iterator[str]:
    """Yield the words of the 条, 款 and 项 of the same document that an act is said to break."""
    broken = articles_broken(facts, penalty, (stated,) if stated else ())
    for other in findings.catalogue.clauses((facts.document.id,)) if broken else ():
        own = {one.article for one in articles_named(other.clause.path.numbers[-1])}
        for one in broken if other is not facts else ():
            if one.article in own:
                text = other.document.text
                yield from (span.of(text) for span in spans_named(text, other.clause.span, one))


def articles_broken(
    facts: ClauseFacts, penalty: Penalty, stated: Sequence[Citation]
) -> tuple[ArticleNamed, ...]:
    """Return the places of the same document that an act is said to break.

    An act behind a semicolon breaks what the first of its sentence does: 违反第四条规定，甲的，处…；乙的，处….
    """
    act = penalty.act
    named = tuple(articles_named("".join(one.quote for one in (act, *stated) if one)))
    if named or act is None or "违反" in act.quote:
        return named
    sentences = [one for one in facts.sentences if one.span.start <= act.span.start]
    if _AS_BEFORE.search(act.quote):  # 个人有前述行为的: what the sentence ahead says is broken
        return tuple(articles_named("".join(one.quote for one in sentences[:-1])))
    sentence = next((one for one in sentences if one.span.contains(act.span)), act)
    first = fold(sentence.quote).partition(";")[0]
    return tuple(articles_named(first)) if "违反" in first else ()


def by_act(penalties: tuple[Penalty, ...]) -> Iterator[tuple[Penalty, ...]]:
    """Yield the penalties of a clause, those for the same act together."""
    group: list[Penalty] = []
    for one in penalties:
        if group and (one.act is None or one.act != group[0].act):
            yield tuple(group)
            group = []
        group.append(one)
    if group:
        yield tuple(group)


def _words(penalties: tuple[Penalty, ...], stated: Citation | None) -> Iterator[str]:
    first = penalties[0]
    yield first.act.quote if first.act else ""
    yield stated.quote if stated else ""
    yield from (one.source.quote for one in penalties)
