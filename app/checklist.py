"""What is found for an enterprise (义务自查): items by category, and the checklist of them; frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.conditions import Condition, Verdict, verdict_of
from app.profile import Profile
from corpus.facts import Modality
from corpus.model import Citation


class Category(Enum):
    """What a sentence is to an enterprise, in the order they are listed."""

    MUST = "必须"
    SHALL = "应当"
    FORBID = "禁止"
    RESTRICT = "限制"
    SUPPORT = "可争取的支持"
    PENALTY = "处罚"
    DEADLINE = "时限"


ORDER = list(Category)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing an enterprise has to know: its words, whether it surely applies, and why.

    `modality` is None for a goal of the industry; `subjects` are whom the text names.
    """

    category: Category
    modality: Modality | None
    words: str
    subjects: tuple[str, ...]
    conditions: tuple[Condition, ...]
    deadlines: tuple[str, ...]
    units: str
    consequence: str
    place: str
    source: Citation

    @property
    def is_certain(self) -> bool:
        """Whether every condition of the text is met by what was told."""
        return verdict_of(self.conditions) is Verdict.MET

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it applies: the conditions that are met."""
        return tuple(one.line for one in self.conditions if one.verdict is Verdict.MET)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """What is to be looked at before it is known whether it applies."""
        return tuple(one.line for one in self.conditions if one.verdict is Verdict.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What was found for an enterprise, in order: what surely applies first; and what was left out."""

    profile: Profile
    items: tuple[Item, ...]
    left_out: int
    remarks: tuple[str, ...]

    def of(self, *, certain: bool) -> tuple[Item, ...]:
        """Return what surely applies, or what may."""
        return tuple(one for one in self.items if one.is_certain is certain)
