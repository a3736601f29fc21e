"""Replies to 电话多少, 联系人是谁, 邮箱: the line of a notice that gives the contact asked for.

Convention (党政机关公文格式, 附注): a notice gives its contacts at the end as 联系人：…，电话：…; hotlines have five
digits, telephones an area code or eleven digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.draft import Draft, DraftStatement, Findings, answered, on_one_line
from app.evidence import fold, support
from corpus.model import Citation, Span

_ASKED = {
    re.compile(r"电话|号码|热线|联系方式|手机"): re.compile(
        r"(?<!\d)(?:0\d{2,3}[-－—]?\d{7,8}|1[3-9]\d{9}|\d{7,8}|(?:12|96|95)\d{3})(?!\d)"
    ),
    re.compile(r"邮箱|电子邮件"): re.compile(r"[\w.-]{2,40}@[\w-]{1,40}\.\w{2,}"),
    re.compile(r"网址|网站"): re.compile(r"(?:https?://|www\.)[\w./?=-]{4,80}"),
}
_SAYS_SO = re.compile(r"电话|热线|联系|邮箱|咨询|网址|网站|监督|传真")
_LEAST_SUPPORT = 0.2
_OF_MATTER = 0.5  # of what is asked about, in the document
_ASKED_BY = frozenset({"号码", "手机", "手机号", "值班", "办公"})
_MOST = 3
_AS_GOOD = 0.8
_LONGEST = 300  # characters
_ENTRY = 60  # characters; longer is prose that mentions a contact
_ENDS_ENTRY = re.compile(r"(?<![-－—])[\n；;]")


def reply_contact(findings: Findings) -> Draft | None:
    """Answer with the entries that give the contact asked for; None where none is asked or given."""
    found: dict[Citation, float] = {}
    forms = [form for asks, form in _ASKED.items() if asks.search(findings.analysis.text)]
    for candidate in findings.candidates if forms else ():
        heading = fold(candidate.facts.heading)
        for sentence in candidate.facts.sentences:
            quote = fold(sentence.quote)
            says_so = _SAYS_SO.search(quote) or len(quote) <= _ENTRY
            about = support(findings.terms, quote + heading)
            if not says_so or about < _LEAST_SUPPORT:
                continue
            for entry in _entries(sentence, forms):
                found[entry] = 2 * support(findings.terms, fold(entry.quote)) + about
    named = findings.analysis.documents
    ranked = sorted(found, key=lambda one: -found[one])
    kept = [one for one in ranked if not named or one.document_id in named]
    kept = [one for one in kept if _is_of_matter(findings, one.document_id)]
    kept = ([one for one in kept if len(one.quote) <= _ENTRY] or kept)[:_MOST]
    kept = [one for one in kept if found[one] >= found[kept[0]] * _AS_GOOD]
    if not kept:
        return None
    statements = (DraftStatement(text=on_one_line(one.quote), citations=(one,)) for one in kept)
    return answered(findings.analysis.kind, *statements)


def _is_of_matter(findings: Findings, document_id: str) -> bool:
    """Tell whether a document treats of what a contact is asked for: its number answers for its own matter alone."""
    own = [
        one
        for one in findings.terms
        if (one.subject or one.own) and not (_SAYS_SO.search(one.word) or one.word in _ASKED_BY)
    ]
    document = findings.catalogue.document(document_id)
    if not own:  # 这条热线的号码: of what was talked of
        return document_id == findings.candidates[0].facts.document.id
    return support(own, fold(f"{document.title}\n{document.text}")) >= _OF_MATTER


def _entries(sentence: Citation, forms: Sequence[re.Pattern[str]]) -> Iterator[Citation]:
    """Yield the entries of a list of contacts that give one of the forms asked for.

    An entry ends with the line, or at the semicolon, that has a number or an address; the lines
    ahead of it that have none (联系人：某处) belong to it.
    """
    start = 0
    ends = [*(one.end() for one in _ENDS_ENTRY.finditer(sentence.quote)), len(sentence.quote)]
    for end in ends:
        words = sentence.quote[start:end]
        if not any(form.search(fold(words)) for form in _ASKED.values()):
            continue
        gives = any(form.search(fold(words)) for form in forms)
        words = words.strip(" \n；;，,（(")
        if gives and len(words) <= _LONGEST:
            at = sentence.span.start + sentence.quote.index(words, start)
            yield replace(sentence, span=Span(start=at, end=at + len(words)), quote=words)
        start = end
