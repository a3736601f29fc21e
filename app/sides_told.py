"""Replies for both sides of a comparison put together: side by side, or from one clause that tells them apart; pure.

A side that has no answer of its own is said to have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from app.amounts import read_amounts
from app.answer import AnswerStatus, QuestionKind
from app.catalogue import Catalogue
from app.draft import Draft, DraftStatement, Findings, answered, name, on_one_line
from app.evidence import Term, fold, support
from app.sides import YEAR, Side, read_sides
from app.stated_value import years_in
from corpus.model import Citation
from corpus.regions import load_regions
from index.places_named import is_of
from index.query import years_asked

# Answers a question of its own: its reply and what was found for it.
Ask = Callable[[str], tuple[Draft, Findings]]
# The usual case, which a text states ahead of the one it sets apart (情况复杂的，…).
_USUAL = re.compile(r"一般|普通|通常|平时|正常")
_NEAR = 0.5  # of the best clause's score
_NEAR_CLAUSE = 0.8  # of the best clause's score
_CLAUSES = 3
_LONGEST = 200  # characters of a sentence
_SHARED = 0.4  # of what is asked of both
_COVERED = 0.5  # share of a side's own words in what is cited
_OF_ONE = frozenset(
    {QuestionKind.TARGET, QuestionKind.AGENCY, QuestionKind.DEADLINE, QuestionKind.OTHER}
)
_PENALTY = re.compile(r"罚(?!则)")
_NEXT_ITEM = re.compile(r"[一二三四五六七八九十]{1,2}是")
_OPENS_ITEM = re.compile(rf"{_NEXT_ITEM.pattern}[^。；;]{{4,30}}。$")
_LONG_NAME = 4  # characters
_MOST_OF_A_SIDE = 3  # statements


def with_sides(draft: Draft, findings: Findings, ask: Ask) -> Draft:
    """Return a reply that answers for both sides of a comparison, where it answers for one only."""
    analysis = findings.analysis
    is_items = draft.kind is QuestionKind.LIST and draft.statements[:1] and _opens(draft)
    is_whole = draft.total is not None or draft.kind in {QuestionKind.LIST, QuestionKind.OUTLINE}
    sides = () if (is_whole and not is_items) or draft.premise else read_sides(analysis.text)
    if not sides or _covers(draft, findings, sides):
        return draft
    if of_years := _of_years(draft, findings, sides):
        return of_years
    told = [(side, ask(side.question)[0]) for side in sides]
    if any(one.status is not AnswerStatus.ANSWERED for _, one in told):
        return _in_one_clause(findings, sides) or _of_some(draft, told)
    told_of_all = _of_all(draft, told, findings.catalogue) or _in_one_clause(findings, sides)
    return told_of_all or _named_apart(findings, sides) or draft


def _of_some(draft: Draft, told: Sequence[tuple[Side, Draft]]) -> Draft:
    """Return a reply with what was told for one side, where nothing was found for the other."""
    replies = [one for _, one in told]
    answering = [one for one in replies if one.status is AnswerStatus.ANSWERED]
    if not answering or any(_is_other(one) for one in answering):
        return draft
    return _with_silent(draft, [side for side, _ in told], replies)


def _of_all(draft: Draft, told: Sequence[tuple[Side, Draft]], catalogue: Catalogue) -> Draft | None:
    """Return the replies for all sides as one; None where they are not told apart."""
    replies = [one for _, one in told]
    if any(_is_other(one) for one in replies):
        return draft
    told = [(side, _from_same_clause(reply, side, told, catalogue)) for side, reply in told]
    told_once = {
        one.citations: one
        for side, reply in reversed(told)
        for one in reversed(_of_a_side(_own(_of_year(reply, side), side, told, catalogue)))
    }
    statements = tuple(reversed(told_once.values()))
    if len({one.citations[0] for one in statements}) < len(told):
        return None
    notes = tuple(dict.fromkeys(note for one in replies for note in one.notes))
    return replace(
        replies[0], kind=draft.kind, statements=statements, lead="", notes=notes, total=None
    )


def _is_other(reply: Draft) -> bool:
    """Tell whether a reply for a side is a list of rows, or puts right what it takes to be so."""
    return (reply.total is not None and not _opens(reply)) or reply.premise is not None


def _opens(reply: Draft) -> bool:
    """Tell whether a reply is a list of items behind the words that open them."""
    return bool(reply.statements) and reply.statements[0].text.endswith(("：", ":"))


def told_beside(
    drafts: Mapping[str, Draft], kind: QuestionKind, catalogue: Catalogue
) -> Draft | None:
    """Return the replies for several documents or places as one, each by its name; None where none answers.

    A list of rows is left to the reply to the whole, and so is what has a wrong premise.
    """
    answering = {who: one for who, one in drafts.items() if one.status is AnswerStatus.ANSWERED}
    if not answering:
        near = tuple(cited for one in drafts.values() for cited in one.near)
        declining = next(iter(drafts.values()), None)
        return replace(declining, near=near) if declining else None
    if any(one.total is not None or one.premise for one in answering.values()):
        return None
    statements: list[DraftStatement] = []
    for who, draft in answering.items():
        first, *others = _of_a_side(draft)
        text = first.text if who in first.text else f"{who}：{first.text}"
        statements += [replace(first, text=text), *others]
    silent = "".join(
        _silence_of(who, one, catalogue) for who, one in drafts.items() if who not in answering
    )
    notes = tuple(dict.fromkeys(note for one in answering.values() for note in one.notes))
    opening = next(iter(answering.values()))
    return replace(opening, kind=kind, statements=tuple(statements), lead=silent, notes=notes)


def _silence_of(name: str, draft: Draft, catalogue: Catalogue) -> str:
    """Say of a side that nothing answers for it: by the document that lacks it where that is sure."""
    if not _lacks(draft):
        return f"没有找到“{name}”的相应内容。"
    return f"《{catalogue.document(draft.near[0].document_id).title}》没有写明。"


def _lacks(draft: Draft) -> bool:
    """Tell whether a reply declines because a document surely does not say it."""
    return bool(draft.near) and (draft.reason or "").startswith("文件没有")


def _covers(draft: Draft, findings: Findings, sides: Sequence[Side]) -> bool:
    """Tell whether what a reply cites has the words of each side that the other has not."""
    is_of_years = all(re.match(YEAR, one.name) for one in sides)
    if draft.status is not AnswerStatus.ANSWERED or (
        draft.kind is QuestionKind.TASK
        and is_of_years  # the measures of a clause, of whatever year
    ):
        return False
    quotes = (one.quote for two in draft.statements for one in two.citations)
    # What only opens an item tells nothing of it yet.
    cited = fold("".join(one for one in quotes if not _OPENS_ITEM.match(one.strip())))
    clauses = {one.clause_id for two in draft.statements for one in two.citations}
    told = "".join(one.text for one in draft.statements)
    if not clauses.issuperset(_clauses_called(findings, sides)) or (
        _PENALTY.search(findings.analysis.text) and len(read_amounts(fold(told))) < len(sides)
    ):
        return False
    for side in sides:
        own = fold(side.name)
        theirs = fold(" ".join(one.name for one in sides if one is not side))
        terms = [one for one in findings.terms if one.word in own and one.word not in theirs]
        years = set(years_asked(own)) - set(years_asked(theirs))
        if not years <= years_in(cited):
            return False
        if not all(_is_cited(one, draft, findings) for one in _places(own) - _places(theirs)):
            return False
        if terms and support(terms, cited) < _COVERED:
            return False
    return True


def _clauses_called(findings: Findings, sides: Sequence[Side]) -> tuple[str, ...]:
    """Return for every side the first clause found whose headings call it and no other; () where one has none."""
    names = [fold(one.name) for one in sides]
    found: list[str] = []
    for own in names:
        others = [one for one in names if one != own]
        titles = {
            one.facts.clause.id: fold(" ".join(one.facts.clause.path.headings))
            for one in findings.candidates
        }
        called = (
            clause
            for clause, title in titles.items()
            if own in title and not any(one in title for one in others)
        )
        found += [one for one in (next(called, ""),) if one]
    return tuple(found) if len(set(found)) == len(sides) else ()


def _places(words: str) -> set[str]:
    return set(load_regions().found_in(words))


def _is_cited(place: str, draft: Draft, findings: Findings) -> bool:
    """Tell whether a reply cites words on a place, or a document of it."""
    cited = [one for two in draft.statements for one in two.citations]
    documents = (findings.catalogue.document(one.document_id) for one in cited)
    return any(place in one.quote for one in cited) or any(is_of(place, one) for one in documents)


def _with_silent(draft: Draft, sides: Sequence[Side], replies: Sequence[Draft]) -> Draft:
    """Say of a reply for which side nothing was found."""
    several = sum(len(re.findall(r"\d+(?:\.\d+)?", one.text)) for one in draft.statements) > 1
    if draft.status is AnswerStatus.ANSWERED and (draft.lead or several):
        return draft
    silent = [
        side.name
        for side, one in zip(sides, replies, strict=True)
        if one.status is not AnswerStatus.ANSWERED
    ]
    lead = f"没有找到{'、'.join(f'“{name}”' for name in silent)}的相应内容。"
    if draft.status is AnswerStatus.ANSWERED:
        return replace(draft, lead=lead)
    told = [one for one in replies if one.status is AnswerStatus.ANSWERED]
    statements = tuple(dict.fromkeys(one for reply in told for one in _of_a_side(reply)))
    return replace(told[0], kind=draft.kind, statements=statements, lead=lead, total=None)


def _of_years(draft: Draft, findings: Findings, sides: Sequence[Side]) -> Draft | None:
    """Return what one clause says of each of several years; None where no clause near the best does.

    Convention of plans: 到2025年，…。到2030年，… stand side by side in one clause, and a year holds for the sentences
    behind it up to the next.
    """
    years = [set(years_asked(one.name)) for one in sides]
    if draft.kind is not QuestionKind.TASK or not all(years) or not findings.candidates:
        return None
    least = findings.candidates[0].score * _NEAR
    for candidate in findings.candidates:
        own = _years_of_sentences(candidate.facts.sentences)
        found = [
            [one for one in own if wanted & years_in(fold(own[one].quote))] for wanted in years
        ]
        if candidate.score >= least and all(found):
            best = (
                max(of_year, key=lambda one: support(findings.terms, fold(one.quote)))
                for of_year in found
            )
            rows = (
                _of_its_year(one, own[one], side) for one, side in zip(best, sides, strict=True)
            )
            return answered(draft.kind, *rows, lead=f"{name(candidate.facts)}写明：")
    return None


def _years_of_sentences(sentences: Sequence[Citation]) -> dict[Citation, Citation]:
    """Return for each sentence of a clause behind a year the one that states it."""
    stating: dict[Citation, Citation] = {}
    last: Citation | None = None
    for one in sentences:
        last = one if years_in(fold(one.quote)) else last
        if last is not None:
            stating[one] = last
    return stating


def _of_its_year(sentence: Citation, stating: Citation, side: Side) -> DraftStatement:
    text = on_one_line(sentence.quote)
    if sentence == stating:
        return DraftStatement(text=text, citations=(sentence,))
    year = re.search(YEAR, side.name)
    ahead = f"{year.group()}：" if year else ""
    return DraftStatement(text=ahead + text, citations=(sentence, stating))


def _in_one_clause(findings: Findings, sides: Sequence[Side]) -> Draft | None:
    """Return the sentences of one clause near the best that give each side its figure; None for none.

    Convention: a text sets what it tells apart side by side, in one sentence or in items that follow each other.
    """
    if findings.analysis.kind not in _OF_ONE or not findings.candidates:
        return None
    shared = [one for one in findings.terms if all(one.word in fold(two.question) for two in sides)]
    least = findings.candidates[0].score * _NEAR_CLAUSE
    for candidate in findings.candidates[:_CLAUSES]:
        stating = [
            one
            for one in candidate.facts.sentences
            if len(one.quote) <= _LONGEST and read_amounts(fold(one.quote))
        ]
        found = [_stating(side, sides, stating, shared) for side in sides]
        if candidate.score < least or not all(found):
            continue
        quotes = list(dict.fromkeys(one for one in found if one))
        if len(quotes) == 1 and len(read_amounts(fold(quotes[0].quote))) < len(sides):
            continue
        rows = (DraftStatement(text=on_one_line(one.quote), citations=(one,)) for one in quotes)
        return answered(findings.analysis.kind, *rows, lead=f"{name(candidate.facts)}写明：")
    return None


def _named_apart(findings: Findings, sides: Sequence[Side]) -> Draft | None:
    """Return the sentences of one clause near the best that name each side alone; None for none.

    Convention: a text that parts a thing in two says of each part what it is, in items that follow each other.
    """
    names = [fold(one.name) for one in sides]
    if findings.analysis.kind is not QuestionKind.TASK or min(map(len, names)) < _LONG_NAME:
        return None
    least = findings.candidates[0].score * _NEAR_CLAUSE if findings.candidates else 0.0
    for candidate in findings.candidates[:_CLAUSES]:
        rows: list[DraftStatement] = []
        for own in names:
            others = [one for one in names if one != own]
            of_one = (
                one
                for one in candidate.facts.sentences
                if own in fold(one.quote) and not any(two in fold(one.quote) for two in others)
            )
            rows += [
                DraftStatement(text=on_one_line(one.quote), citations=(one,))
                for one in islice(of_one, 1)
            ]
        if candidate.score >= least and len(rows) == len(sides):
            return answered(QuestionKind.TASK, *rows, lead=f"{name(candidate.facts)}写明：")
    return None


def _stating(
    side: Side, sides: Sequence[Side], stating: Sequence[Citation], shared: Sequence[Term]
) -> Citation | None:
    """Return the sentence that has most of the words that only one side has; None where none has most of them."""
    theirs = "".join(one.name for one in sides if one is not side)
    own = [one for one in load_regions().pattern.sub("", side.name) if one not in theirs + "的,"]
    pairs = [one for one in map("".join, pairwise(side.name)) if set(one) <= set(own)]
    shares = {
        one: sum(it in fold(one.quote) for it in (*own, *pairs)) / len((*own, *pairs) or "1")
        for one in stating
    }
    if not own or _USUAL.search(side.name):
        shares = dict.fromkeys(stating[:1], 1.0)
    meant = [one for one in shares if support(shared, fold(one.quote)) >= _SHARED or not shared]
    best = max(meant, key=lambda one: shares[one], default=None)
    return best if best is not None and shares[best] >= _COVERED else None


def _of_year(reply: Draft, side: Side) -> Draft:
    """Leave of a reply for a year what is said of it, where something is."""
    years = set(re.findall(r"20\d\d", side.name))
    kept = tuple(
        one for one in reply.statements if any(year in one.citations[0].quote for year in years)
    )
    return replace(reply, statements=kept) if kept and kept != reply.statements else reply


def _own(
    reply: Draft, side: Side, told: Sequence[tuple[Side, Draft]], catalogue: Catalogue
) -> Draft:
    """Leave of what is to be done what is said of one side, with all of the item that it opens.

    Convention of plans: 一是…。 names a matter in few words, and the sentences up to 二是 tell of it.
    """
    if reply.kind is not QuestionKind.TASK or len(reply.statements) < 1:
        return reply
    theirs = "".join(one.name for one, _ in told if one is not side)
    own = {"".join(two) for two in pairwise(fold(side.name))}
    others = {"".join(two) for two in pairwise(fold(theirs))}
    mine, beside = own - others, others - own

    def fits(statement: DraftStatement) -> int:
        said = fold(statement.text)
        return sum(one in said for one in mine) - sum(one in said for one in beside)

    ranked = sorted(reply.statements, key=fits, reverse=True)
    first, *rest = [one for one in ranked if fits(one) >= fits(ranked[0]) - 1]
    items = _items_behind(first, catalogue)
    return replace(reply, statements=(first, *items, *(one for one in rest if one not in items)))


def _from_same_clause(
    reply: Draft, side: Side, told: Sequence[tuple[Side, Draft]], catalogue: Catalogue
) -> Draft:
    """Return for a side what a clause that tells of another one says of it by its whole name.

    Convention: a text sets what it tells apart side by side; a sentence that has both names tells them apart itself.
    """
    if reply.kind is not QuestionKind.TASK:
        return reply
    own = fold(side.name)
    clauses = {one.citations[0].clause_id for one in reply.statements}
    for other, theirs in told:
        clause, named = theirs.statements[0].citations[0].clause_id, fold(other.name)
        is_named = named in fold(theirs.statements[0].citations[0].quote)
        if other is side or clause in clauses or not is_named or theirs.kind is not reply.kind:
            continue
        for one in catalogue[clause].sentences:
            if own in fold(one.quote) and named not in fold(one.quote):
                row = DraftStatement(text=on_one_line(one.quote), citations=(one,))
                return replace(reply, statements=(row,), lead="")
    return reply


def _items_behind(opening: DraftStatement, catalogue: Catalogue) -> tuple[DraftStatement, ...]:
    """Return the sentences of the item that a short one opens: 三是改造公共建筑。"""
    sentence = catalogue.sentence_of(opening.citations[0])
    if not _OPENS_ITEM.match(sentence.quote.strip()):
        return ()
    behind = [
        one
        for one in catalogue[sentence.clause_id].sentences
        if one.span.start >= sentence.span.end
    ]
    item = takewhile(lambda one: not _NEXT_ITEM.match(one.quote.strip()), behind)
    return tuple(
        DraftStatement(text=on_one_line(one.quote), citations=(one,)) for one in islice(item, 2)
    )


def _of_a_side(reply: Draft) -> tuple[DraftStatement, ...]:
    """Return what a reply says of its side: one statement for one fact, else those of its first clause."""
    first = reply.statements[0]
    if reply.kind is QuestionKind.LIST and _opens(reply):
        return reply.statements
    if reply.kind in _OF_ONE:
        return (first,)
    clause = first.citations[0].clause_id
    same = [one for one in reply.statements if one.citations[0].clause_id == clause]
    opened = [replace(same[0], text=reply.lead + same[0].text), *same[1:]] if same else []
    return tuple(opened[:_MOST_OF_A_SIDE])
