"""Replies to 电话多少, 联系人是谁, 邮箱: the line of a notice that gives the contact asked for.

Convention (党政机关公文格式, 附注): a notice gives its contacts at the end as 联系人：…，电话：…; hotlines have five
digits, telephones an area code or eleven digits.
"""

from __future__ import annotations

import re

from app.draft import Draft, DraftStatement, Findings, answered, on_one_line
from app.evidence import fold, support
from corpus.model import Citation

_ASKED = {
    re.compile(r"电话|号码|热线|联系方式|手机"): re.compile(
        r"(?<!\d)(?:0\d{2,3}[-－—]?\d{7,8}|1[3-9]\d{9}|\d{7,8}|(?:12|96|95)\d{3})(?!\d)"
    ),
    re.compile(r"邮箱|电子邮件"): re.compile(r"[\w.-]{2,40}@[\w-]{1,40}\.\w{2,}"),
    re.compile(r"网址|网站"): re.compile(r"(?:https?://|www\.)[\w./?=-]{4,80}"),
}
_SAYS_SO = re.compile(r"电话|热线|联系|邮箱|咨询|网址|网站|监督|传真")
_LEAST_SUPPORT = 0.2
_MOST = 3
_LONGEST = 300  # characters


def reply_contact(findings: Findings) -> Draft | None:
    """Answer with the lines that give the contact asked for; None where none is asked or given."""
    found: dict[Citation, float] = {}
    forms = [form for asks, form in _ASKED.items() if asks.search(findings.analysis.text)]
    for candidate in findings.candidates if forms else ():
        for sentence in candidate.facts.sentences:
            quote = fold(sentence.quote)
            gives = any(form.search(quote) for form in forms) and _SAYS_SO.search(quote)
            about = support(findings.terms, quote + fold(candidate.facts.heading))
            if gives and about >= _LEAST_SUPPORT and len(quote) <= _LONGEST:
                found[sentence] = support(findings.terms, quote) + about
    ranked = sorted(found, key=lambda one: -found[one])
    named = findings.analysis.documents
    kept = [one for one in ranked if not named or one.document_id in named][:_MOST]
    kept = [one for one in kept if found[one] >= found[kept[0]] * 0.7]
    if not kept:
        return None
    statements = (DraftStatement(text=on_one_line(one.quote), citations=(one,)) for one in kept)
    return answered(findings.analysis.kind, *statements)
