"""A follow-up that points at what was just shown: 第三条由谁负责, 最后一项呢, 文号是多少; pure.

A number with a counter word at the head of a question counts the rows of the list last shown (序数指代), not the
parts of some document; where no list is that long, it is a number of the document that answered. Particulars of
a document (文号, 施行日期) asked for without a name are those of the document that answered, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.answer import Answer, AnswerCitation, Question, QuestionKind
from app.asked_before import CLAUSE_CITED, YEARS_NAMED
from app.document_question import Particular, asked_particulars
from app.place_asked import asks_for_the_next, next_place, place_of_the_same, read_place
from corpus.numerals import CHINESE_NUMERAL, parse_integer

Ask = Callable[[Question], Answer]

_POINTER = re.compile(
    rf"^(?:那么?|请问|还有|再问一下|看看)?[,，]?(?:(?:其中|里面|这里面?|里头|上面|上述|刚才)的?)?(?:第(?P<number>{CHINESE_NUMERAL}|\d{{1,2}})|(?P<last>最后一?|末尾?一?|倒数第一)|(?P<first>头一|首))"
    r"(?:个|条|项|点|件|款|种|类|句|方面|大?部分|章|节|块)(?:任务|措施|工作|要求|目标|指标|内容)?"
    r"(?P<rest>[呢吗的是由归,，?？。\s具体详细讲说谁哪什啥怎如何多少几何时有要能可写内原责牵负分叫应该又在为归到何].*|)$"
)
_OF_ONE_ITEM = frozenset({QuestionKind.AGENCY})
_FEWEST = 2  # rows of a list
_LOOKED_AT = 4  # questions back at most
_NUMBER = re.compile(
    rf"^(?:第\s?(?:{CHINESE_NUMERAL}|\d+)\s?[章节条编]|[\(（](?:{CHINESE_NUMERAL}|\d+)[\)）]|(?:{CHINESE_NUMERAL}|\d+)[、.．])\s*"
)
_ROW_SOURCE = re.compile(
    r"[（(]《[^《》]{1,80}》[^（）()]{0,40}(?:[（(][^（）()]{1,6}[）)][^（）()]{0,40}){0,3}[)）]$"
)
_AT_FIRST = re.compile(rf"^(?:到|至)?{YEARS_NAMED.pattern}[,，]?")
_FIGURE = re.compile(
    r"(?:达到?|不少于|不低于|不超过|超过|提高到|下降)?(?<![\d.])\d[\d.]{0,15}(?:%|个百分点|[万亿]?(?:吨|元|家|个|项|种|辆|人|亩|公里))(?:以上|以下|左右)?"
)
_MARKS = "。；;！ \n"
# What may stand beside a particular of the document at hand: 这份文件的文号是多少.
_AT_HAND = re.compile(
    r"[\0\W_a-z]|这|那|该|个|份|部|它|其|本|的|文件|方案|办法|政策|规定|通知|意见|还|现在|是"
)
_ALONE = 1  # characters left at most
# Asked by 谁定的, 什么时候定 or 哪一年的, a measure or a figure may be meant as well as the document.
_OF_DOCUMENTS = {
    Particular.PUBLISHED: re.compile(
        r"印发|发布|公布|颁布|颁发|出台|下发|制发|发文|公开|面世|文件|方案|办法|政策|规定|通知|意见|条例"
    ),
    Particular.ISSUER: re.compile(r"印发|发布|公布|颁布|颁发|出台|下发|制发|签发|发文|落款"),
    Particular.SIGNED: re.compile(r"成文|签发|落款|签署"),
    Particular.EXPIRES: re.compile(r"有效|失效|到期|废止|施行"),
}


@dataclass(frozen=True, slots=True)
class _Pointer:
    """The row meant, from 1, -1 for the last, and what is asked of it."""

    number: int
    rest: str


def with_items(question: Question, ask: Ask) -> Question:
    """Return a question of a talk with the rows and the document it points at written out.

    So are those before it; `ask` answers an earlier question of the talk, which is done for such a
    question alone.
    """
    if not question.history:
        return question
    told: list[str] = []
    pointed: set[int] = set()
    for at, text in enumerate((*question.history, question.text)):
        before = replace(question, history=tuple(told))
        meant = _written_out(text, before, pointed, ask)
        if meant != text:
            pointed.add(at)
        told.append(meant)
    *history, last = told
    return replace(question, text=last, history=tuple(history))


def _written_out(text: str, before: Question, pointed: set[int], ask: Ask) -> str:
    folded = unicodedata.normalize("NFKC", text).strip()
    history = before.history
    if not history:
        return text
    if _asks_of_document(folded):
        document = _last_document(before, ask)
        return f"《{document}》{folded}" if document else text
    if asks_for_the_next(text) and not read_place(history[-1]).numbers:
        answer = _answer_of(
            len(history) - 1, before, ask
        )  # what names no number is where its answer stands
        told = f"{answer.citations[0].label}讲什么" if answer.citations else ""
        return next_place(text, [told]) or text
    pointer = _read_pointer(folded)
    if pointer is None or place_of_the_same(text, history) or next_place(text, history):
        return text
    looked_at = [at for at in range(len(history) - 1, -1, -1) if at not in pointed][:_LOOKED_AT]
    shown = {at: _answer_of(at, before, ask) for at in looked_at}
    for rows_of in (_rows_of, _sentences_of):
        for at, answer in shown.items():
            rows = rows_of(answer)
            if len(rows) >= abs(pointer.number):
                row = rows[pointer.number - (pointer.number > 0)]
                return f"{row},{pointer.rest or _asked_of_row(history[at + 1 :])}?"
    document = _last_document(before, ask)
    return f"《{document}》{folded}" if document and pointer.number > 0 else text


def _answer_of(at: int, before: Question, ask: Ask) -> Answer:
    return ask(replace(before, text=before.history[at], history=before.history[:at]))


def _asked_of_row(since: Sequence[str]) -> str:
    """Return what was asked of the row before, since the list was shown: 第四项谁负责?第七项呢?"""
    if not since:
        return "讲什么"
    last = unicodedata.normalize("NFKC", since[-1])
    return CLAUSE_CITED.sub("", last).strip("?。 ")


def _last_document(before: Question, ask: Ask) -> str:
    """Return the title of the one document that the talk was last answered from; "" for none."""
    for at in range(len(before.history) - 1, max(len(before.history) - 1 - _LOOKED_AT, -1), -1):
        answer = _answer_of(at, before, ask)
        titles = {one.document_title for one in answer.citations or answer.near}
        if titles:
            return titles.pop() if len(titles) == 1 else ""
    return ""


def _read_pointer(folded: str) -> _Pointer | None:
    match = _POINTER.match(folded)
    if match is None:
        return None
    number = parse_integer(match["number"]) if match["number"] else 1 if match["first"] else -1
    rest = match["rest"].strip(" ,的?。")
    return _Pointer(number, "" if rest == "呢" else rest) if number else None


def _rows_of(answer: Answer) -> tuple[str, ...]:
    """Return the rows of the list that an answer is, each as a question can name it.

    A clause read out in its sentences is no list, and neither is one clause with its units.
    """
    rows = _shown_by(answer)
    if answer.kind is QuestionKind.CLAUSE and answer.total is None:
        return ()
    if len({one.label for _, one in rows}) == len(rows):
        return tuple(_called(one) for _, one in rows)
    return _sentences_of(answer) if answer.total is not None else ()


def _sentences_of(answer: Answer) -> tuple[str, ...]:
    return tuple(f"《{one.document_title}》“{_sentence(text)}”" for text, one in _shown_by(answer))


def _shown_by(answer: Answer) -> Sequence[tuple[str, AnswerCitation]]:
    if answer.kind in _OF_ONE_ITEM or len(answer.statements) < _FEWEST:
        return ()
    cited = {one.number: one for one in answer.citations}
    return [(one.text, cited[one.citations[0]]) for one in answer.statements]


def _called(one: AnswerCitation) -> str:
    """Return a clause as a question names it: its label, and its heading where the label has none."""
    heading = _NUMBER.sub("", one.path[-1]) if one.path else ""
    return one.label if not heading or heading in one.label else f"{one.label}“{heading}”"


def _sentence(row: str) -> str:
    """Return a row without where it stands, its year and its figure: what is asked may be just those."""
    bare = _AT_FIRST.sub("", _ROW_SOURCE.sub("", row.strip(_MARKS)).strip(_MARKS))
    return re.sub("[“”]", "", _FIGURE.sub("", bare))


def _asks_of_document(folded: str) -> bool:
    """Tell whether a question asks for particulars of a document and names nothing."""
    asked, rest = asked_particulars(re.sub(r"\s", "", folded))
    told = all(one not in _OF_DOCUMENTS or _OF_DOCUMENTS[one].search(folded) for one in asked)
    return bool(asked) and told and len(_AT_HAND.sub("", rest)) <= _ALONE
