"""The documents a question is about: those it names, else those whose titles it speaks of; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from app.draft import Findings
from app.evidence import fold
from corpus.model import Document

_KIND = re.compile(
    r"(?:实施|工作|行动|管理|指导|若干|试行|暂行){0,3}(?:方案|规划|计划|意见|办法|通知|条例|规定|细则|纲要|措施|文件)"
)
_LEAST_MORE = 2  # pairs of characters
_LEAST_NAME = 3  # characters in a row that a question has of a title


def documents_meant(findings: Findings) -> tuple[str, ...]:
    """Return the ids of the documents a question is about; () where it may be any.

    A title is spoken of in part (农民工工资条例 for 保障农民工工资支付条例): the one is meant that has more of the
    question's pairs of characters than any other, those of its kind (实施方案) not counted.
    """
    named = one_meant(findings)
    documents = findings.catalogue.documents
    if named or len(documents) < 2:
        return named or tuple(one.id for one in documents)
    text = findings.analysis.text
    runs = title_runs(text, _LEAST_NAME)
    named_in_part = [one for one in documents if runs & title_runs(one.title, _LEAST_NAME)]
    asked = title_runs(text, 2)
    shared = Counter({one.id: len(asked & title_runs(one.title, 2)) for one in named_in_part})
    (best, most), *rest = shared.most_common() or [("", 0)]
    return (best,) if most and not (rest and rest[0][1] == most) else ()


def one_meant(findings: Findings) -> tuple[str, ...]:
    """Return the documents that a question names; of several of one place the one it speaks most of.

    What tells a document from the others of its place are the other words of its title (四川县城建设的意见); a question
    about several, or one that calls a title whole, means all that it names.
    """
    analysis = findings.analysis
    named = analysis.documents
    if len(named) < 2 or analysis.by_title or analysis.both or analysis.each_here:
        return named
    asked = title_runs(analysis.text, 2)
    shared = {one: asked & title_runs(findings.catalogue.document(one).title, 2) for one in named}
    best, second, *_ = sorted(named, key=lambda one: -len(shared[one]))
    more = len(shared[best]) - len(shared[second])
    has_all = all(shared[one] < shared[best] for one in named if one != best)
    return (best,) if has_all or more >= _LEAST_MORE else named


def title_runs(text: str, length: int) -> set[str]:
    """Return the runs of so many characters in a text, the words for its kind of document left out."""
    bare = _KIND.sub(" ", fold(text))
    runs = (bare[at : at + length] for at in range(len(bare) - length + 1))
    return {one for one in runs if " " not in one}


def without_names(text: str, documents: Sequence[Document], *, shortest: int = _LEAST_NAME) -> str:
    """Return a folded question with a blank for every stretch of a document's title, `shortest` characters or more.

    >>> from corpus.model import Document
    >>> water = Document(id="a", title="青禾市节约用水办法", text="", source="", content_hash="")
    >>> without_names("青禾市节约用水办法有几章", [water])
    ' 有几章'
    """
    titles = [fold(one.title) for one in documents]
    kept: list[str] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and any(text[at : end + 1] in title for title in titles):
            end += 1
        if end - at >= shortest:
            kept.append(" ")
            at = end
        else:
            kept.append(text[at])
            at += 1
    return "".join(kept)
