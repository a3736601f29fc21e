"""The parts of documents that a question limits a list to: by their whole titles, or as any plan calls them; pure.

Convention (公文写作): a plan's tasks and what secures them stand in parts of their own, whose titles end in the noun for
them (实施节能减排重点工程, 强化保障措施).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.catalogue import Catalogue
from app.evidence import fold

# The parts of a plan that hold its tasks, as any plan calls them: 实施节能减排重点工程 for 重点工程, 十大工程.
SECTION = re.compile(
    r"(?:重点|主要|重大|工作|政策|保障|组织)(?:任务|工程|行动|措施|举措|工作|保障)|[一二三四五六七八九十\d]{1,3}大(?P<noun>工程|行动|任务|体系)"
)
_LONG_HEADING = 4  # characters


def parts_named(text: str, catalogue: Catalogue, documents: Sequence[str]) -> tuple[str, ...]:
    """Return the headings that a question calls by their whole title, the longest of those in one."""
    folded = fold(text)
    titles = {
        fold(head.title).rstrip("。:"): head.path.headings[-1]
        for _, head in catalogue.heads(documents)
    }
    called = [one for one in titles if len(one) >= _LONG_HEADING and one in folded]
    own = {fold(one.title) for one in catalogue.documents}
    if documents and not called:
        called = _sections_named(folded, catalogue, documents)
    return tuple(
        titles[one]
        for one in called
        if not any(one != other and one in other for other in called)
        and not any(one in title and title in folded for title in own)
    )


def _sections_named(text: str, catalogue: Catalogue, documents: Sequence[str]) -> list[str]:
    """Return the title of the one outermost part whose title ends as a question calls the part; else none."""
    nouns = {one["noun"] or one.group() for one in SECTION.finditer(text)}
    outer = [
        fold(head.title).rstrip("。:")
        for _, head in catalogue.heads(documents)
        if len(head.path.headings) == 1
    ]
    found = [one for one in outer if any(one.endswith(noun) for noun in nouns)]
    return found if len(found) == 1 else []
