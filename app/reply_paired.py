"""The value of the one thing asked for, ahead of a sentence that binds several by 分别."""

from __future__ import annotations

import re
from dataclasses import replace

from app.answer import AnswerStatus, QuestionKind
from app.draft import Draft, DraftStatement, Findings, on_one_line
from app.evidence import fold, support
from app.paired import Pair, all_named, asked_pairs, read_pairings
from corpus.model import Citation, Span

_KINDS = frozenset({QuestionKind.TARGET, QuestionKind.DEADLINE})
_AMOUNT = re.compile(r"标准|金额|额度|数额|时限|期限|比例")
_MARKER = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d))")


def with_own_value(draft: Draft, findings: Findings) -> Draft:
    """Return a reply with the value of the thing asked for first, where its sentence gives several.

    国家级、省级、市级…分别给予80万元、30万元、20万元: who asks for 市级 is told 市级：20万元, with the sentence.
    """
    analysis = findings.analysis
    asks = analysis.kind in _KINDS or _AMOUNT.search(analysis.text)
    is_plain = draft.status is AnswerStatus.ANSWERED and draft.total is None and not draft.premise
    if not asks or not is_plain or analysis.whether:
        return draft
    for at, statement in enumerate(draft.statements[:2]):
        if own := _own(statement, findings):
            kept = (*draft.statements[:at], own, *draft.statements[at + 1 :])
            is_whole = at == 0 and len(draft.statements) > 1 and analysis.kind not in _KINDS
            return replace(draft, statements=(own,) if is_whole else kept)
    return draft


def _own(statement: DraftStatement, findings: Findings) -> DraftStatement | None:
    sentence = findings.catalogue.sentence_of(statement.citations[0])
    best: tuple[float, tuple[Pair, ...], Span] | None = None
    for pairing in read_pairings(sentence.quote):
        pairs = asked_pairs(pairing, findings.analysis.text)
        if not pairs and all_named(pairing, findings.analysis.text):
            is_whole = all(one.value in statement.text for one in pairing.pairs)
            pairs = () if is_whole else pairing.pairs
        share = support(findings.terms, fold(pairing.span.of(sentence.quote)))
        if pairs and (best is None or share > best[0]):
            best = (share, pairs, pairing.span)
    if best is None:
        return None
    _, pairs, span = best
    told = statement.text.partition("（")[0]
    if "：" in told and all(told.endswith(one.value) for one in pairs):
        return None  # said so already
    part = _cite(sentence, span)
    if not all(
        any(one in fold(two.thing) for two in pairs) for one in findings.analysis.quantities
    ):
        return None  # an amount taken for granted, which is no name of a thing asked for
    values = "；".join(f"{one.thing}：{one.value}" for one in pairs)
    text = f"{values}（{on_one_line(part.quote).rstrip('。；;')}）。"
    return DraftStatement(text=text, citations=(part,))


def _cite(sentence: Citation, span: Span) -> Citation:
    words = span.of(sentence.quote)
    if marker := _MARKER.match(words):
        span = Span(start=span.start + marker.end(), end=span.end)
        words = span.of(sentence.quote)
    start = sentence.span.start + span.start + len(words) - len(words.lstrip())
    end = sentence.span.start + span.end - (len(words) - len(words.rstrip()))
    return replace(sentence, span=Span(start=start, end=end), quote=words.strip())
