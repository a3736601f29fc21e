"""Training pairs from documents and questions: what is asked, and the clause that answers."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tqdm import tqdm

from corpus.model import Clause, ClauseRole, Document
from corpus.structure import split_clauses
from index.heldout import HeldOut
from index.material import Asked

MEASURED_QUESTIONS = 288  # of the questions that name their passages, never trained on

_SENTENCE = re.compile(r"[^。；！？!?;\n]+[。；！？!?;]?")
_NUMBER = re.compile(
    r"^[（(]?第?[一二三四五六七八九十百零〇\d]{1,5}(?:[）)、.．]|[章节条])|^专\s*栏\s*[\d一二三四五六七八九十]*|^——"
)
_LONGEST_NUMBER = 12  # characters of a number before a title, blanks included
_STATUTE_SHARE = 0.3  # of the articles of statutes, which would drown the plans
_BRACKET = re.compile(r"[(（][^()（）]{4,300}[)）]\s*$")
_RESPONSIBLE = re.compile(r"负责|牵头|责任单位|按职责|[厅局委][、，,）)]")
_GOAL = re.compile(
    r"(?:到|至)?(?P<year>20[2-6]\d)年[^。；;]{0,40}?[，,](?P<metric>[^\d。；;，,、：:]{4,24}?)"
    r"(?:达到|达|提高到|提升到|提升至|下降|降低|增长|增加|不低于|超过|控制在|力争|比)"
)
_AGENCY_QUESTIONS = (
    "{}由谁负责？", "{}由哪些部门负责", "哪些单位负责{}", "{}的责任单位是谁", "{}的牵头单位是哪个", "{}归谁管",
)  # fmt: skip
_TASK_QUESTIONS = (
    "{}有哪些举措？", "怎么{}", "如何{}", "{}要做哪些工作", "{}的主要任务是什么", "关于{}有什么规定", "{}有什么要求",
)  # fmt: skip
_GOAL_QUESTIONS = (
    "到{year}年{metric}目标是多少？", "{year}年{metric}要达到多少", "{metric}的目标是什么", "{metric}到{year}年要求多高",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question and its passage; two pairs of one `clause` are no contrast to each other."""

    kind: str
    query: str
    passage: str
    document: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A clause as the trainer reads it: titles without numbers, body without its own title."""

    id: str
    path: str
    title: str
    body: str
    is_article: bool

    @property
    def whole(self) -> str:
        """Title and body, as the clause is indexed."""
        return f"{self.title}\n{self.body}" if self.title else self.body


def read_pieces(document: Document) -> list[Piece]:
    """Cut a document into clauses, each with its title apart from its body."""
    _, clauses = split_clauses(document)
    return [_piece(document, clause) for clause in clauses]


def _piece(document: Document, clause: Clause) -> Piece:
    text = _NUMBER.sub("", clause.span.of(document.text).strip())
    title = "，".join(clause.titles)
    place = text.find(title, 0, len(title) + _LONGEST_NUMBER) if title else -1
    body = text[place + len(title) :].lstrip("。：: \n\u3000") if place >= 0 else text
    headings = (_NUMBER.sub("", heading) for heading in clause.path.headings[:-1])
    is_article = clause.role is ClauseRole.ARTICLE
    return Piece(
        id=clause.id, path=" ".join(headings), title=title, body=body, is_article=is_article
    )


def document_pairs(
    documents: Iterable[Document], held_out: HeldOut, *, seed: int
) -> Iterator[Pair]:
    """Yield the pairs of every clause that repeats nothing held out."""
    for document in tqdm(documents, desc="整理训练对", unit="篇", mininterval=5):
        chance = random.Random(f"{seed}/{document.title}/{len(document.text)}")
        for piece in read_pieces(document):
            if piece.is_article and chance.random() > _STATUTE_SHARE:
                continue
            if 20 <= len(piece.body) <= 3000 and not held_out.bars_text(piece.whole):
                yield from _clause_pairs(document, piece, chance)


def _clause_pairs(document: Document, piece: Piece, chance: random.Random) -> Iterator[Pair]:
    for kind, query, passage in _candidates(document.title, piece, chance):
        if len(query) >= 3 and len(passage) >= 12:
            yield Pair(
                kind=kind,
                query=query,
                passage=passage,
                document=document.title,
                clause=f"{document.title}/{piece.id}",
            )


def _candidates(title: str, piece: Piece, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    sentences = _SENTENCE.findall(piece.body)
    if piece.title:
        yield "heading", piece.title, piece.body
        yield "path", f"{title} {piece.path} {piece.title}", piece.body
    for kind, question in _questions(piece, chance):
        yield kind, _with_typo(question, chance), chance.choice((piece.body, piece.whole))
    if len(sentences) >= 2:
        yield "lead", sentences[0], "".join(sentences[1:])
        middle = len(sentences) // 2
        yield "halves", "".join(sentences[:middle]), "".join(sentences[middle:])
    if len(sentences) >= 3:
        chosen = chance.randrange(len(sentences))
        rest = "".join(s for place, s in enumerate(sentences) if place != chosen)
        yield "sentence", sentences[chosen], chance.choice((rest, piece.whole))


def _questions(piece: Piece, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Make questions that the clause answers: by its goal, its agencies, its title."""
    goal = _GOAL.search(piece.body)
    if goal:
        yield "goal", chance.choice(_GOAL_QUESTIONS).format_map(goal.groupdict())
    bracket = _BRACKET.search(piece.body)
    if piece.title and bracket and _RESPONSIBLE.search(bracket.group()):
        yield "agency", chance.choice(_AGENCY_QUESTIONS).format(piece.title)
    if piece.title:
        yield "task", chance.choice(_TASK_QUESTIONS).format(piece.title)


def made_question(piece: Piece, chance: random.Random) -> str | None:
    """Make one question that the clause answers, None where nothing offers itself."""
    made = [question for _, question in _questions(piece, chance)]
    return chance.choice(made) if made else None


def _with_typo(question: str, chance: random.Random) -> str:
    """Drop or repeat one character in one question of five."""
    if chance.random() > 0.2:
        return question
    place = chance.randrange(len(question))
    middle = question[place] * chance.choice((0, 2))
    return question[:place] + middle + question[place + 1 :]


def question_pairs(asked: Sequence[Asked], held_out: HeldOut) -> Iterator[Pair]:
    """Yield the pairs of real questions, those to measure on left out."""
    measured = frozenset(question.question for question in measured_questions(asked))
    for number, question in enumerate(asked):
        if question.question in measured:
            continue
        for place, passage in enumerate(question.passages):
            if not held_out.bars_text(passage):
                yield Pair(
                    kind=question.source,
                    query=question.question,
                    passage=passage,
                    document=f"{question.source}/{number}",
                    clause=f"{question.source}/{passage[:40]}/{place}",
                )


def measured_questions(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """Return the questions to measure on: the first by hash among those that name passages."""
    named = {question.question: question for question in asked if question.names}
    ranked = sorted(named, key=lambda text: hashlib.sha256(text.encode()).hexdigest())
    return tuple(named[text] for text in ranked[:MEASURED_QUESTIONS])
