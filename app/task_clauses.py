"""Which clauses are tasks, and which only survey what is and has been (形势与回顾); pure."""

from __future__ import annotations

import re

from app.catalogue import ClauseFacts
from app.draft import on_one_line

# Chapters of plans that survey what is and has been (形势与回顾), by how their headings end; those
# that begin with a verb (夯实发展基础) say what is to be done.
_SURVEYS = re.compile(
    r"(?:形势|回顾|现状|机遇|挑战|存在的?(?:主要|突出)?问题|主要问题|问题与?挑战|背景|成效|成就|成绩|主要进展|重要意义|目的及?意义"
    r"|(?:^|发展|工作|建设|规划|环境|与)基础|主要成绩与做法|发展环境)$"
)
_TO_DO = re.compile(
    r"^(?:夯实|巩固|强化|加强|筑牢|打牢|健全|完善|提升|扩大|推进|推动|建立|奠定|厚植|应对|破解|解决|营造|优化|持续|加快|着力|积极|认清)"
)
_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十\d]{1,4}[章节篇]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])\s?"
)


def is_task(facts: ClauseFacts) -> bool:
    """Tell whether a clause belongs in a table of tasks: it is one, or names who answers for it.

    What only surveys (面临形势, 发展回顾) and names nobody does not.
    """
    if facts.responsibilities:
        return True
    return facts.task is not None and not any(map(_is_survey, facts.clause.path.headings))


def _is_survey(heading: str) -> bool:
    bare = _NUMBERED.sub("", on_one_line(heading).strip()).rstrip("。：: ")
    return bool(_SURVEYS.search(bare)) and not _TO_DO.match(bare)
