"""Whether citations prove what they stand behind: ALCE's precision and recall, made offline.

ALCE (Gao, Yen, Yu and Chen: Enabling Large Language Models to Generate Text with Citations, EMNLP
2023) asks a model whether the cited passages entail a statement. Here the judge reads characters: a
statement is supported when every number, date, agency and quotation in it stands in its cited spans.
Unlike ALCE's program, a citation number that does not exist counts as a wrong citation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.answer import Answer, AnswerCitation, AnswerStatus
from eval.matching import Support, agencies_in, normalise, numbers_in

_QUOTED = re.compile(r"[“\"「](?P<words>[^“”\"「」]*)[”\"」]")
_HAN_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
# A statement that has nothing to check but its words stands when half of its pairs of characters do.
_SHARE = 0.5
_TOTAL = re.compile(r"共\d+(?:项|条|个|份|处|类)")
_SENTENCE = 10  # Chinese characters; fewer only lead on to what follows (写明：)
_SHORTEST_QUOTATION = 8  # characters; what is shorter is a name or a word that is talked about


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationScore:
    """Statements, those their citations support; citations, those that help to prove."""

    statements: int
    supported: int
    citations: int
    good: int


# What a set of citations holds beyond its quotes (agencies with prefixes restored, years of periods).
SupportOf = Callable[[Sequence[AnswerCitation]], Support]
# What of a statement is a claim at all: its text without labels, marks and row numbers.
ClaimOf = Callable[[Answer, str], str]


def score_citations(
    answer: Answer, *, support_of: SupportOf, claim_of: ClaimOf, known: Sequence[str]
) -> CitationScore:
    """Score the statements of an answer and of its parts.

    Recall of a statement is 1 when all its citations together support it, 0 when they do not, when
    there are none, or when one of the numbers does not exist. In a supported statement a citation is
    good unless it alone does not support it and the others do without it; in an unsupported
    statement none is good. `known` are agency names the documents write.
    """
    statements = supported = citations = good = 0
    for one in (answer, *answer.parts):
        by_number = {citation.number: citation for citation in one.citations}
        for statement in one.statements:
            cited = [by_number[number] for number in statement.citations if number in by_number]
            claim = claim_of(one, statement.text)

            def proves(some: Sequence[AnswerCitation], claim: str = claim) -> bool:
                return bool(some) and is_supported(claim, support_of(some), known)

            whole = len(cited) == len(statement.citations) and proves(cited)
            statements += 1
            supported += whole
            citations += len(statement.citations)
            good += sum(whole and _helps(cited, at, proves) for at in range(len(cited)))
        statements += uncited_sentences(one, claim_of)
    return CitationScore(statements=statements, supported=supported, citations=citations, good=good)


def uncited_sentences(answer: Answer, claim_of: ClaimOf) -> int:
    """Count the sentences of an answer that belong to none of its statements.

    A sentence counts from `_SENTENCE` Chinese characters on, without labels, titles and marks. One
    that only gives the total (共4项) leads on to the rows; a declined reply states nothing.
    """
    if answer.status is not AnswerStatus.ANSWERED:
        return 0
    rest = normalise(claim_of(answer, answer.answer))
    for statement in answer.statements:
        rest = rest.replace(normalise(claim_of(answer, statement.text)), "。")
    pieces = [one for one in re.split(r"[。;!?\n]", rest) if not _TOTAL.search(one)]
    return sum(len(re.findall(r"[\u4e00-\u9fff]", piece)) >= _SENTENCE for piece in pieces)


def _helps(
    cited: Sequence[AnswerCitation], at: int, proves: Callable[[Sequence[AnswerCitation]], bool]
) -> bool:
    rest = [*cited[:at], *cited[at + 1 :]]
    return proves([cited[at]]) or not proves(rest)


def is_supported(claim: str, support: Support, known: Sequence[str]) -> bool:
    """Tell whether `support` holds every number, date, agency and quotation of a claim.

    Quotations are what stands between quotation marks, eight characters or more. A claim
    with nothing of the kind is supported where half of its pairs of Chinese characters stand there.
    """
    if support.missing_from(claim, known):
        return False
    plain = "\n".join(normalise(one) for one in support.texts)
    quotations = _quotations(claim)
    if not all(normalise(words) in plain for words in quotations):
        return False
    if quotations or numbers_in(claim) or agencies_in(claim, known):
        return True
    pairs = _HAN_PAIR.findall(normalise(claim))
    return sum(pair in plain for pair in pairs) >= _SHARE * len(pairs)


def _quotations(claim: str) -> list[str]:
    """Return what stands between quotation marks, short ones read past as pairs as well.

    Straight marks open and close alike: what stands between two short quotations is none.
    """
    found = [match["words"] for match in _QUOTED.finditer(claim)]
    return [words for words in found if len(words) >= _SHORTEST_QUOTATION]
