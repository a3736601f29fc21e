"""A reply before it is checked: statements with the corpus citations that are to prove them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.answer import AnswerStatus, Note, Premise, QuestionKind
from app.catalogue import Catalogue, ClauseFacts
from app.clause_features import Features
from app.evidence import Term
from app.question import QuestionAnalysis
from corpus.facts import Responsibility
from corpus.model import Citation
from corpus.tables import MERGED, cells_of
from corpus.view import readable

_COUNT = re.compile(r"\d{1,4}[个项条家]")
_PARTED = re.compile(r"(?<=[0-9A-Za-z.%])[^\S\n]*\n\s*(?=[0-9A-Za-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A clause found for a question.

    Attributes:
        facts: The clause and what stands in it.
        score: How well it fits, for ranking.
        support: Share of the question's terms in the clause with its headings, 0 to 1.
        heading_support: The same for the headings alone.
        sentence_support: For each sentence, the share of the terms in it and the headings.
        similar: How near the text encoder puts the clause to the question, a cosine; 0 where it was
            not asked.
        features: What the score is the weighed sum of; None where a clause was found another way.
    """

    facts: ClauseFacts
    score: float
    support: float
    heading_support: float
    sentence_support: tuple[float, ...]
    similar: float = 0.0
    features: Features | None = None

    @property
    def best_support(self) -> float:
        """The support of the best sentence, 0 where there is none."""
        return max(self.sentence_support, default=0.0)

    @property
    def best_sentence(self) -> Citation:
        """The sentence that speaks most of the question; the first of equals."""
        return self.facts.sentences[self.sentence_support.index(self.best_support)]


def unsearched(facts: ClauseFacts) -> Candidate:
    """Return a clause as a candidate that was named and not searched for."""
    silent = tuple(0.0 for _ in facts.sentences)
    return Candidate(
        facts=facts, score=1.0, support=0.0, heading_support=0.0, sentence_support=silent
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """A question, what was understood of it and the clauses found for it, best first."""

    analysis: QuestionAnalysis
    terms: tuple[Term, ...]
    candidates: tuple[Candidate, ...]
    catalogue: Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStatement:
    """A statement and its proof, the citation that answers first.

    `counted` is what was reckoned from the citations and stands in none of them (the last day of a
    term of three years), and the names of documents; never the statement itself.
    """

    text: str
    citations: tuple[Citation, ...]
    counted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reply to be checked: answered by its statements, or declined with a reason.

    `lead` opens the answer and states nothing by itself ("共 4 项：").
    """

    kind: QuestionKind
    status: AnswerStatus
    statements: tuple[DraftStatement, ...] = ()
    lead: str = ""
    near: tuple[Citation, ...] = ()
    total: int | None = None
    notes: tuple[Note, ...] = ()
    premise: Premise | None = None
    reason: str | None = None
    suggestions: tuple[str, ...] = field(default=())


def answered(kind: QuestionKind, *statements: DraftStatement, lead: str = "") -> Draft:
    """Return a draft that answers."""
    return Draft(kind=kind, status=AnswerStatus.ANSWERED, statements=statements, lead=lead)


def led(draft: Draft, statement: DraftStatement) -> DraftStatement:
    """Return a statement behind the words that open its draft, where others come to stand ahead of them both.

    What they count (共9个单位：) stands in no citation.
    """
    count = _COUNT.search(draft.lead)
    counted = statement.counted + (count.group() if count else "")
    return replace(statement, text=draft.lead + statement.text, counted=counted)


def declined(kind: QuestionKind, reason: str, near: Sequence[Citation] = ()) -> Draft:
    """Return a draft that declines, for `reason`, with the nearest passages."""
    return Draft(kind=kind, status=AnswerStatus.NOT_FOUND, reason=reason, near=tuple(near))


def label(facts: ClauseFacts) -> str:
    """Return how officials name a clause: 《…方案》三（一）1."""
    return facts.clause.path.cited_in(facts.document.title)


def name(facts: ClauseFacts) -> str:
    """Return a clause's label and its title: 《…方案》三（一）1“…”; the label alone without one."""
    titles = "、".join("".join(title.split()) for title in facts.clause.titles)
    is_named = not titles or titles.startswith("专栏") or titles in facts.clause.path.label
    return label(facts) if is_named else f"{label(facts)}“{titles}”"


def units_with_parts(responsibility: Responsibility) -> list[str]:
    """Return the units in the order of the text, each with the part that the text gives it.

    Those who lead are called 牵头 and those who only support 配合, 参与 or as the text has it.
    """
    parts = responsibility.support_of | dict.fromkeys(responsibility.leads, "牵头")
    return [f"{one}（{parts[one]}）" if one in parts else one for one in responsibility.agencies]


def _row_in_words(row: str) -> str:
    """Return the filled cells of a row, a blank between them; another line as it is."""
    cells = [cell for cell in cells_of(row) if cell and cell != MERGED]
    return " ".join(cells) or row


def on_one_line(quote: str) -> str:
    r"""Return a quotation on one line, as a statement repeats it.

    Between two figures or Latin letters a blank stays where the line broke: two cells of a table
    must not become one number. Signs that only a font of the file could show are left out, and so are
    what parts the cells of tables and the sign of a cell merged with the one above.

    >>> on_one_line("| 1 | 节水 | 市水利局 |")
    '1 节水 市水利局'
    >>> on_one_line("比例（%） 86.8 92\n2入海河流\n比例")
    '比例（%） 86.8 92 2入海河流比例'
    """
    if quote.startswith("|") or "\t" in quote:
        quote = "\n".join(_row_in_words(row) for row in quote.split("\n"))
    parted = _PARTED.sub(" ", readable(quote))
    return "".join(part.strip() for part in parted.split("\n"))
