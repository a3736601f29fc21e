"""A reply put into words by a language model: what the model is given, and what of its words may stay; pure.

The model sees the clauses and facts that the reply rests on, numbered, as data. Each of its sentences is
checked as every other statement is; where the rest no longer answers, the reply stays as it was.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.answer import AnswerStatus, Note, Question, QuestionKind
from app.catalogue import Catalogue
from app.draft import Draft, DraftStatement, Findings, on_one_line
from app.errors import ModelError
from app.prompts import SYSTEM, USER
from app.proof import find_faults, words_of
from app.proof_source import names_of
from corpus.model import Citation

logger = logging.getLogger(__name__)

# Gives the words of a model, piece by piece, for what it is told and asked.
Write = Callable[[str, str], Iterator[str]]

FALLBACK = "model_fallback"
WORDED = "model"
_NOT_BORNE_OUT = "语言模型的回答没有通过原文核对"
_MOST_CLAUSES = 5
_MOST_EVIDENCE = 30
_MOST_CHARACTERS = 8_000
_LONGEST_SENTENCE = 2_000  # what runs on without an end is no sentence
# Kinds that are complete or verbatim as they are, and stay so.
_AS_THEY_ARE = frozenset({QuestionKind.LIST, QuestionKind.OUTLINE, QuestionKind.CLAUSE})
_OF_ONE_FIGURE = frozenset({QuestionKind.TARGET, QuestionKind.DEADLINE})
_END = re.compile(
    r"(?:[。！？!?]|\n)(?P<marks>[”’』」）)]*(?:\s*\[[\d,，、\s]{1,20}\]\s*[。；;]?)*)"
)
_MARKS = re.compile(r"\[([\d,，、\s]{1,20})\]")
_BULLET = re.compile(r"^\s*(?:[-*•·]+\s*|\d{1,2}[.、)]\s+|[（(]\d{1,2}[)）]\s*)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Words that speak to a machine: no convention of official documents, only of prompt injection.
_TO_A_MACHINE = re.compile(
    r"(?:忽略|无视|忘记|忘掉)[^。]{0,12}(?:指令|指示|规则|提示)|系统提示|提示词|(?:语言|大)模型(?:请|必须|应当|注意|在?回答)"
    r"|(?:你|助手)(?:现在)?(?:必须|要|应当|应该|只能|扮演)[^。]{0,10}(?:回答|输出|扮演|说)|ignore[^。]{0,30}instructions",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span as the model sees it: its number, where it stands, its words, and facts read from it."""

    number: int
    place: str
    citation: Citation
    facts: dict[str, Any]

    def line(self) -> str:
        """Return it as one line of JSON, in which no word of a document can end the data."""
        words = on_one_line(self.citation.quote)
        record = {"编号": self.number, "出处": self.place, "原文": words, **self.facts}
        return json.dumps(record, ensure_ascii=False).replace("<<<", "").replace(">>>", "")


def may_be_worded(draft: Draft, findings: Findings) -> bool:
    """Tell whether a model may put a reply into words.

    A declined one it never sees. Lists, clauses, corrections, verdicts (是, 否) and what was reckoned
    stay as they are read from the facts.
    """
    return (
        draft.status is AnswerStatus.ANSWERED
        and draft.kind not in _AS_THEY_ARE
        and draft.total is None
        and draft.premise is None
        and not findings.analysis.whether
        and bool(draft.statements)
        and not any(statement.counted for statement in draft.statements)
    )


def word(question: Question, draft: Draft, findings: Findings, write: Write) -> Iterator[Draft]:
    """Yield the reply as it grows, sentence by proven sentence, and at last as it stands.

    The last draft is the model's where it answers, else `draft` with a note that says why.
    """
    catalogue = findings.catalogue
    evidence = gather_evidence(draft, findings)
    kept: list[DraftStatement] = []
    reason = _NOT_BORNE_OUT
    try:
        for sentence in cut_sentences(write(SYSTEM, _ask(question, evidence))):
            statement = read_sentence(sentence, evidence)
            if statement is None or not _is_borne_out(statement, catalogue):
                continue
            kept.append(statement)
            yield replace(draft, statements=tuple(kept), lead="")
    except ModelError as error:
        reason = error.message.rstrip("。")
        kept = []
    if kept and still_answers(kept, draft, catalogue):
        note = Note(code=WORDED, text="以上文字由语言模型整理，每句都与所引原文核对过。")
        yield replace(draft, statements=tuple(kept), lead="", notes=(*draft.notes, note))
        return
    note = Note(code=FALLBACK, text=f"{reason}，以上是直接摘自原文的回答。")
    yield replace(draft, notes=(*draft.notes, note))


def _ask(question: Question, evidence: Iterable[Evidence]) -> str:
    asked = json.dumps([*question.history, question.text], ensure_ascii=False)
    return USER.format(question=asked, evidence="\n".join(one.line() for one in evidence))


def gather_evidence(draft: Draft, findings: Findings) -> tuple[Evidence, ...]:
    """Return what a reply rests on, and the clauses found beside it in the same documents, numbered.

    A sentence that speaks to a machine is left out: it is no rule of a policy.
    """
    own = [one for statement in draft.statements for one in statement.citations]
    documents = {one.document_id for one in own}
    beside = (
        sentence
        for candidate in findings.candidates[:_MOST_CLAUSES]
        if candidate.facts.document.id in documents
        for sentence in candidate.facts.sentences
    )
    found: list[Evidence] = []
    characters = 0
    for citation in dict.fromkeys((*own, *beside)):
        characters += len(citation.quote)
        if len(found) == _MOST_EVIDENCE or characters > _MOST_CHARACTERS:
            break
        if not _TO_A_MACHINE.search(citation.quote):
            found.append(_evidence(len(found) + 1, citation, findings.catalogue))
    return tuple(found)


def _evidence(number: int, citation: Citation, catalogue: Catalogue) -> Evidence:
    place = catalogue.show(citation, number).name
    return Evidence(
        number=number, place=place, citation=citation, facts=_facts(citation, catalogue)
    )


def _facts(citation: Citation, catalogue: Catalogue) -> dict[str, Any]:
    """Return what is read from a span: the units in full and who leads, the goals."""
    if citation.clause_id == citation.document_id:
        return {}
    facts = catalogue.at(citation.clause_id)
    told: dict[str, Any] = {}
    for duty in facts.responsibilities:
        if citation.span.contains(duty.source.span):
            told["责任单位"] = list(names_of(duty))
            told |= {"牵头单位": list(duty.leads)} if duty.leads else {"牵头": "文件未明确牵头"}
            told |= {"配合单位": list(duty.support_of)} if duty.support_of else {}
    goals = [
        {"指标": one.metric, "数值": f"{one.value}{one.unit}", "年份": one.year}
        for one in facts.targets
        if citation.span.contains(one.source.span)
    ]
    return told | ({"目标": goals} if goals else {})


def cut_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Yield whole sentences as they come, with the citation numbers written behind their end.

    >>> list(cut_sentences(["到2025年建", "成3家。", "[1] 再建5", "家[2]。完"]))
    ['到2025年建成3家。[1] ', '再建5家[2]。', '完']
    """
    rest = ""
    for piece in pieces:
        rest += piece
        while (match := _END.search(rest)) and match.end() < len(rest):
            if rest[match.end() :].lstrip(" ").startswith("[") and "]" not in rest[match.end() :]:
                break  # a number that has not come whole
            yield rest[: match.end()]
            rest = rest[match.end() :]
        if len(rest) > _LONGEST_SENTENCE:
            raise ModelError("语言模型的回答格式不对。", hint="换一个模型再试。")
    while match := _END.search(rest):
        yield rest[: match.end()]
        rest = rest[match.end() :]
    if rest.strip():
        yield rest


def read_sentence(sentence: str, evidence: tuple[Evidence, ...]) -> DraftStatement | None:
    """Read a sentence with its citation numbers; None where it cites nothing or says nothing.

    Raises:
        ModelError: it cites a number that was not given; such an answer is not to be trusted.
    """
    numbers = [int(one) for marks in _MARKS.findall(sentence) for one in _NUMBER.findall(marks)]
    by_number = {one.number: one.citation for one in evidence}
    if any(number not in by_number for number in numbers):
        raise ModelError("语言模型引用了没有给它的出处。", hint="换一个模型再试。")
    text = _BULLET.sub("", _MARKS.sub("", sentence)).replace("**", "").strip().rstrip("。；;")
    text = "".join(line.strip() for line in text.split("\n"))
    if not numbers or not re.search(r"\w", text):
        return None
    citations = tuple(dict.fromkeys(by_number[number] for number in numbers))
    return DraftStatement(text=f"{text}。", citations=citations)


def _is_borne_out(statement: DraftStatement, catalogue: Catalogue) -> bool:
    faults = find_faults(statement.text, statement.citations, catalogue)
    if faults:
        logger.info("语言模型的一句话未通过核对：%s", words_of(faults))
    return not faults


def still_answers(kept: Iterable[DraftStatement], draft: Draft, catalogue: Catalogue) -> bool:
    """Tell whether what is left of a model's words answers as `draft` does.

    It cites a clause that the reply's first statement rests on, every document the reply cites, names every unit
    responsible, and states a figure of the first statement where a figure was asked for.
    """
    told = list(kept)
    text = "".join(one.text for one in told)
    cited = [one for statement in told for one in statement.citations]
    first = draft.statements[0]
    clauses = {one.clause_id for one in first.citations}
    documents = {one.document_id for statement in draft.statements for one in statement.citations}
    if not clauses & {one.clause_id for one in cited}:
        return False
    if not documents <= {one.document_id for one in cited}:
        return False
    if draft.kind is QuestionKind.AGENCY:
        return all(name in text for name in _units(draft, catalogue))
    figures = set(_NUMBER.findall(first.text))
    if draft.kind in _OF_ONE_FIGURE and figures:
        return bool(figures & set(_NUMBER.findall(text)))
    return True


def _units(draft: Draft, catalogue: Catalogue) -> Iterator[str]:
    for statement in draft.statements:
        for citation in statement.citations:
            yield from _facts(citation, catalogue).get("责任单位", ())
