"""A scripted assistant for the command line: replies by what stands in the question."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.answer import Answer, AnswerCitation, AnswerStatus, Question, QuestionKind, Statement
from app.errors import UnknownDocumentError
from app.settings import Settings

QUOTE = "由市水利局牵头"
DOCUMENT = "节水方案"


@dataclass
class ScriptedAssistant:
    """Answers every question, but declines 天气, is interrupted by 中断 and knows one document."""

    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if "中断" in question.text:
            raise KeyboardInterrupt
        for name in question.documents:
            if name != DOCUMENT:
                raise UnknownDocumentError(f"没有这份文件：{name}", hint="看看有哪些文件。")
        return decline(question) if "天气" in question.text else reply(question)


@dataclass
class Opener:
    """Opens the scripted assistant and keeps the settings it was opened with."""

    assistant: ScriptedAssistant = field(default_factory=ScriptedAssistant)
    opened: list[Settings] = field(default_factory=list)

    def __call__(self, settings: Settings) -> ScriptedAssistant:
        self.opened.append(settings)
        return self.assistant


def reply(question: Question) -> Answer:
    """Make an answered reply with one citation."""
    citation = AnswerCitation(
        number=1,
        document_id=DOCUMENT,
        document_title=DOCUMENT,
        clause_id=f"{DOCUMENT}/一",
        path=("一、灌区",),
        label=f"《{DOCUMENT}》一",
        quote=QUOTE,
        start=5,
        end=5 + len(QUOTE),
        page=None,
        source=f"{DOCUMENT}.txt",
    )
    return Answer(
        id=question.id,
        question=question.text,
        resolved_question=question.text,
        kind=QuestionKind.AGENCY,
        status=AnswerStatus.ANSWERED,
        answer="市水利局。",
        statements=(Statement(text="市水利局。", citations=(1,)),),
        citations=(citation,),
    )


def decline(question: Question) -> Answer:
    """Make a declined reply."""
    return Answer(
        id=question.id,
        question=question.text,
        resolved_question=question.text,
        kind=QuestionKind.OTHER,
        status=AnswerStatus.OUT_OF_SCOPE,
        answer="",
        reason="文件不谈天气。",
    )
