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
_LEAST_NAME = 3  # characters in a row that a question has of a title


def documents_meant(findings: Findings) -> tuple[str, ...]:
    """Return the ids of the documents a question is about; () where it may be any.

    A title is spoken of in part (农民工工资条例 for 保障农民工工资支付条例): the one is meant that has more of the
    question's pairs of characters than any other, those of its kind (实施方案) not counted.
    """
    named = findings.analysis.documents
    documents = findings.catalogue.documents
    if named or len(documents) < 2:
        return named or tuple(one.id for one in documents)
    text = findings.analysis.text
    runs = _runs(text, _LEAST_NAME)
    named_in_part = [one for one in documents if runs & _runs(one.title, _LEAST_NAME)]
    asked = _runs(text, 2)
    shared = Counter({one.id: len(asked & _runs(one.title, 2)) for one in named_in_part})
    (best, most), *rest = shared.most_common() or [("", 0)]
    return (best,) if most and not (rest and rest[0][1] == most) else ()


def _runs(text: str, length: int) -> set[str]:
    """Return the runs of so many characters in a text, the words for its kind of document left out."""
    bare = _KIND.sub(" ", fold(text))
    runs = (bare[at : at + length] for at in range(len(bare) - length + 1))
    return {one for one in runs if " " not in one}


def without_names(text: str, documents: Sequence[Document]) -> str:
    """Return a folded question with a blank for every stretch that stands in a document's title.

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
        if end - at >= _LEAST_NAME:
            kept.append(" ")
            at = end
        else:
            kept.append(text[at])
            at += 1
    return "".join(kept)
