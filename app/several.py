"""Several questions in one message: taken apart, answered one by one, told together; pure.

People write what they want to know in one go (渠道更新谁牵头?什么时候完成?绿道呢?). Each question gets an answer of
its own, with its own citations or its own reason; one that leaves out its subject is completed from
the one before it, like a follow-up. What asks the same again (…,对吗?有具体数吗?) is no question more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from app.answer import Answer, AnswerStatus, Question, QuestionKind
from app.matter_named import matter_named
from app.question import kinds_asked
from app.sides import read_sides
from index.documents_named import BOTH
from index.question_words import ASKS, GENERAL_GOAL, HOW_LONG, HOW_MUCH, SEVERAL, WHEN, WHO

_SENTENCE = re.compile(r"[^?？;；。!！\n]+[?？;；。!！\n]*")
_CLAUSE = re.compile(r"[^,，]+[,，]?")
_QUESTION_WORD = re.compile(
    r"谁|哪|什么|啥|怎|咋|多少|多大|多久|几|如何|何时|呢[?？]?$|吗[?？]?$|有没有|是否|能否"
)
# What only asks again, or asks for a yes to what was said: 对吗, 是这样吧, 有具体数吗.
_AGAIN = re.compile(
    r"^还是|^(?:(?:这|那)?(?:样|个|事)?(?:说法|数)?)?(?:是不是|对不对|对|是|行|可以|没错|真的?|属实|有具体数字?|能不能|有没有)(?:这样|的|这么回事|规定|要求|依据|说明)?[吗吧么呢]?[?？。!！]*$"
)
# Asked of what was told before: 又是哪样为主, 情节严重的又罚多少; 等级又由谁确定 names its own matter.
_TIED = re.compile(r"^.{0,3}又(?!一次)|又[^,。?]{0,2}罚")
# The names of what was asked for before: 要改几个标准,都叫什么名字.
_NAMES = re.compile(r"^[它这些们]{0,2}(?:都|分别|各自?)(?:是|叫)[做作]?(?:什么|啥|哪)")
# One of several things asked in one sentence, up to the mark behind it.
_PIECE = re.compile(r"[^,，、;；\s]+[,，、;；\s]*")
_ASKS_ONE = re.compile(
    r"谁|哪|什么|啥(?!时)|啥时|多少|多大|多久|多长|怎么|怎样|如何|咋|何时|几(?=[个家项年月日号天份成次度元万亩种条倍级岁人])|呢[?？]?$"
)
# What is asked stands within a name of what is told of: 如何去除毒性的研究任务.
_TELLS_OF = re.compile(r"(?:如何|怎么|怎样)[^,的]{1,12}的[^,谁哪什啥怎咋多几何呢是]{2,8}[,、]?$")
# 谁牵头谁配合, 多少家多少个 of one list: one reply has them.
_TOGETHER = re.compile(r"配合|参与|协助|分别|各自|各(?:是|要|多少|几)|还是|对比|区别|不同|差")
_FOR_KINDS = (WHO, WHEN, HOW_LONG, HOW_MUCH)
# How many there are of what was just asked for: 一共几种?
_HOW_MANY_OF_IT = re.compile(
    r"^(?:那|这)?(?:一共|总共|共|加起来|合计)(?:有|是|分)?(?:成|为)?(?:几|多少)[个种项条类家样]?[?？]*$"
)
_MOST_IN_TURN = 4
_BRIEF = 2  # statements
_FEWEST = 2  # answers of their own
_IN_TURN = frozenset({QuestionKind.AGENCY, QuestionKind.TARGET, QuestionKind.DEADLINE})
_SHORTEST = 4  # characters
# What is taken to be so, and what is asked because of it.
_BEHIND_CLAIM = re.compile(
    r"^(?:既然|听说|据说)?(?P<claim>[^。?？]{6,80})[,，](?:那么?(?![份个些种条批类家年天时次笔项段边里])|但|可(?![否以能不]))(?P<asked>[^。?？那么]{4,60}[?？]?)$"
)
_MOST = 5
# Questions that are numbered: 1.…? 2.…? 一、…?二、…?
_NUMBER = re.compile(
    r"(?:^|(?<=[?？;；。：:\s问]))(?:[（(]?(?P<number>[1-9一二三四五六七八九])[.．、)）]|(?P<circled>[①-⑨]))\s{0,2}(?=[^\d\s]|20\d\d年)"
)
_COUNTED = "一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
# What else than who, when and how much a question asks for in words of its own.
_ASKS_ELSE = {
    "measures": re.compile(
        r"措施|举措|做法|办法[?？]|(?:做|干|建|采取|推进)(?:些|点|了)?(?:什么|啥|哪些)|(?:怎么|怎样|如何|咋)(?![样算罚回])|(?:管|负责|承担)(?:些|了)?(?:什么|啥|哪些|哪几)|(?:什么|啥|哪些)(?:要求|任务|规定)"
    ),
    "how long": HOW_LONG,
    "aim": GENERAL_GOAL,
    "mentioned": re.compile(
        r"(?:有没有|是否|有无|没有?)(?:提到|提及|涉及|写到|讲到|说到)|(?:提到|提及|涉及)[^,。?]{0,12}[吗么没]"
    ),
    "differs": re.compile(r"区别|不同|差别|差异|不一样"),
    "money": re.compile(
        r"(?:有没有|有无|有什么|有哪些|能不能|能)[^,。?]{0,6}(?:资金|补贴|补助|奖励|支持)|(?:资金|补贴|补助|奖励)[^,。?]{0,6}[吗么]"
    ),
    "punished": re.compile(
        r"会不会[^,。?]{0,6}罚|(?:怎么|如何|要|会|被)[^,。?]{0,4}罚|罚多少|罚款"
    ),
}
_ASKING = (*_FOR_KINDS, *_ASKS_ELSE.values())
_FIGURES = frozenset({QuestionKind.TARGET, QuestionKind.DEADLINE})

# Two things asked of one matter as people type them: 钢铁行业的责任单位和联系电话. A part of it may be told.
_ASPECT = r"(?:责任|牵头|主管)(?:单位|部门)|目标|指标|措施|举措|完成时限|时限|依据|处罚|补贴|奖励"
_GIVEN_NOWHERE = r"联系电话|联系方式|联系人|电话|地址|邮箱|投资额|总投资|投资|预算|金额|资金|经费"
_TWO_ASPECTS = re.compile(
    rf"(?P<head>[^,，。;；?？的]{{2,30}}?)的?(?P<one>{_ASPECT})(?:和|及|与|以及|、)(?P<two>{_ASPECT}|{_GIVEN_NOWHERE})"
    r"(?:是什么|是多少|分别是什么|都?有哪些|各是什么)?[?？。]?$"
)

# The name of a metric ends in what it is: a share, a rate, an amount.
_METRIC = re.compile(
    r"[\u4e00-\u9fff]{2}(?:占比|比例|比重|[^效]率|[产能排用总]量|能耗|强度|浓度|规模|面积)$"
)


def split_questions(text: str) -> tuple[str, ...]:
    """Return the questions of a message, each as it is written; the message itself for one question.

    What is told before a question goes with it. More than five are left together.

    >>> split_questions("渠道更新谁牵头？什么时候完成？")
    ('渠道更新谁牵头？', '什么时候完成？')
    >>> split_questions("渠道更新是市水利局牵头，对吗？")
    ('渠道更新是市水利局牵头，对吗？',)
    """
    if aspects := _TWO_ASPECTS.match(text.strip()):
        return tuple(f"{aspects['head']}的{aspects[one]}是什么？" for one in ("one", "two"))
    if metrics := _metrics_searched(text):
        return metrics
    if numbered := _numbered(text):
        return numbered
    parts = _asking(_SENTENCE.findall(text))
    if len(parts) < 2 and not SEVERAL.search(text):
        parts = _parted_by_kind(text)
    parts = _joined(parts)
    if any(pattern.search(one) for one in parts[1:] for pattern in (SEVERAL, BOTH, _TIED, _NAMES)):
        return (text,)  # 两边分别怎么说, …又是哪样为主: asked of what was told before
    return tuple(parts) if 1 < len(parts) <= _MOST else (text,)


def _metrics_searched(text: str) -> tuple[str, ...]:
    """Return a search by names for each of the metrics that it names behind one another; () for any other message.

    Convention (检索式): who types names apart by blanks means the first ones (place, document, year) for all that follow.
    """
    words = unicodedata.normalize("NFKC", text).split()
    metrics = [at for at, word in enumerate(words) if _METRIC.search(word)]
    ends = metrics[0] if metrics else 0
    is_list = 1 < len(metrics) <= _MOST and metrics == list(range(ends, len(words)))
    if not ends or not is_list or _QUESTION_WORD.search(text):
        return ()
    return tuple(" ".join((*words[:ends], word)) for word in words[ends:])


def _numbered(text: str) -> tuple[str, ...]:
    """Return the questions that a message numbers from one on; () where it numbers none.

    >>> _numbered("请问1.渠道更新谁牵头？2.什么时候完成？")
    ('渠道更新谁牵头？', '什么时候完成？')
    """
    found = list(_NUMBER.finditer(text))
    numbers = [
        _CIRCLED.index(one["circled"]) + 1
        if one["circled"]
        else _COUNTED.find(one["number"]) + 1 or int(one["number"])
        for one in found
    ]
    if not 1 < len(found) <= _MOST or numbers != list(range(1, len(found) + 1)):
        return ()
    ends = [one.start() for one in found[1:]] + [len(text)]
    parts = [text[one.end() : end].strip() for one, end in zip(found, ends, strict=True)]
    asks = (_asks(unicodedata.normalize("NFKC", one)) for one in parts if one)
    return tuple(parts) if all(asks) else ()


def _joined(parts: Sequence[str], mark: str = "") -> list[str]:
    """Join a part that has no matter of its own, and asks nothing new, to the one before it: …，是哪几项？

    A year, a condition (要是没改好) or a 呢 asks of another matter, and so does who beside when and how much.
    """
    joined: list[str] = []
    for part in parts:
        plain = unicodedata.normalize("NFKC", part).strip(" ,、?。")
        is_own = re.search(
            r"\d|呢$|^(?:那|但)?(?:要是|如果|假如|若|万一|倘)", plain
        ) or matter_named(plain)
        before = unicodedata.normalize("NFKC", joined[-1]) if joined else ""
        asks_new = any(one.search(plain) and not one.search(before) for one in _ASKING)
        if joined and not is_own and not asks_new:
            joined[-1] += mark + part
        else:
            joined.append(part)
    return joined


def _asking(sentences: Sequence[str]) -> list[str]:
    """Join sentences so that each part asks once: what only tells goes with what asks behind it."""
    parts: list[str] = []
    told = ""
    for sentence in sentences:
        folded = unicodedata.normalize("NFKC", sentence).strip()
        if not folded:
            continue
        is_again = _AGAIN.match(folded) or _HOW_MANY_OF_IT.match(folded)
        if parts and (is_again or len(folded) < _SHORTEST):
            parts[-1] += told + sentence
            told = ""
        elif _asks(folded):
            parts.append((told + sentence).strip())
            told = ""
        else:
            told += sentence
    if told and parts:
        parts[-1] += told
    return parts


def _asks(sentence: str) -> bool:
    """Tell whether a sentence is asked and not told: …都在问啥时候轮到我们。 tells."""
    if sentence.endswith("?"):
        return True
    return sentence[-1] not in "。;!" and bool(_QUESTION_WORD.search(sentence))


def _parted_by_kind(text: str) -> list[str]:
    """Part one sentence where its clauses ask who, when and how much in turn: 谁牵头,什么时候完成?"""
    if len(kinds_asked(unicodedata.normalize("NFKC", text))) < 2:
        return []
    parts: list[str] = []
    open_part = ""
    for clause in _CLAUSE.findall(text):
        asks = bool(ASKS.search(unicodedata.normalize("NFKC", clause).rstrip(",?。")))
        has_asked = bool(parts or ASKS.search(open_part))
        if (
            asks
            and has_asked
            and kinds_asked(clause)
            and kinds_asked(clause) != kinds_asked(open_part)
        ):
            parts.append(open_part.strip(",，"))
            open_part = clause
        else:
            open_part += clause
    return [*parts, open_part.strip()]


def parted_from_claim(text: str) -> tuple[str, str] | None:
    """Return what a question takes to be so and what it asks behind it (既然甲要到15%,那乙要到多少?); None for any other.

    >>> parted_from_claim("既然渠道更新要到15%，那绿道要建多少？")
    ('渠道更新要到15%', '绿道要建多少？')
    """
    match = _BEHIND_CLAIM.match(text.strip())
    if match is None or ASKS.search(match["claim"]):
        return None
    return match["claim"], match["asked"]


def asks_in_turn(text: str) -> tuple[str, ...]:
    """Return what one sentence asks in turn, parted at its marks; the sentence itself for one ask.

    What names the matter ahead goes with the first; lists (钢铁、石化由谁负责) and what is asked of both sides
    of a comparison stay whole, and so do the units that lead and support.

    >>> asks_in_turn("渠道更新谁牵头、补多少钱，又该报给谁？")
    ('渠道更新谁牵头', '补多少钱', '又该报给谁？')
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if BOTH.search(folded) or read_sides(folded) or _TOGETHER.search(folded):
        return (text,)
    parts: list[str] = []
    told = ""
    for piece in _PIECE.findall(text):
        plain = unicodedata.normalize("NFKC", piece)
        if _AGAIN.match(plain.strip(" ,、")) and parts:
            parts[-1] += told + piece
        elif _ASKS_ONE.search(plain) and not _TELLS_OF.search(plain):
            parts.append(told + piece)
        else:
            told += piece
            continue
        told = ""
    if told and parts:
        parts[-1] += told
    parts = _joined([one.strip(" ,，、") for one in parts], mark="，")
    return tuple(parts) if 1 < len(parts) <= _MOST_IN_TURN else (text,)


def tell_in_turn(question: Question, whole: Answer, answers: Sequence[Answer]) -> Answer:
    """Return the answers to what one sentence asks in turn, where each has a short one of its own.

    The whole stands where it says all that they say, where fewer than two are answered and it is, and
    where they come from different documents. What has no answer of its own says so in its place.
    """
    brief = [one for one in answers if _is_brief(one)]
    documents = {one.document_id for two in brief for one in two.citations}
    is_answered = whole.status is AnswerStatus.ANSWERED
    if len(documents) != 1 or (is_answered and len(brief) < _FEWEST):
        return whole
    quotes = [one.quote for two in brief for one in two.citations]
    if is_answered and all(one in whole.answer for one in quotes):
        return whole
    return tell_each(question, [one if one in brief else _unanswered(one) for one in answers])


def _is_brief(answer: Answer) -> bool:
    is_told = answer.status is AnswerStatus.ANSWERED and answer.kind in _IN_TURN
    return is_told and len(answer.statements) <= _BRIEF and answer.total is None


def _unanswered(answer: Answer) -> Answer:
    reason = "没有找到单独写明的语句，请对照这里引用的原文。"
    return Answer(
        id=answer.id,
        question=answer.question,
        resolved_question=answer.resolved_question,
        kind=answer.kind,
        status=AnswerStatus.NOT_FOUND,
        answer=reason,
        reason=reason,
    )


def tell(question: Question, whole: Answer, answers: Sequence[Answer]) -> Answer:
    """Choose between the answer to a message as a whole and the answers to its questions.

    They are told one by one where each names a matter of its own, or where one asks who and another
    when or how much and all are answered; else one sentence may answer them all, and the whole
    stands. What is declined says so in its place.
    """
    answered = [one for one in answers if one.status is AnswerStatus.ANSWERED]
    kinds = {one.kind for one in answers}
    in_turn = len(answered) == len(answers) and QuestionKind.AGENCY in kinds and kinds & _FIGURES
    apart = answered and (
        all(_stands_alone(one) for one in answers[1:]) or _asks_apart(question.text, answers)
    )
    if whole.status is not AnswerStatus.ANSWERED and answered:
        return tell_each(question, answers)
    if not in_turn and not apart:
        is_brief = len(answered) == len(answers) and all(_is_brief(one) for one in answers)
        return tell_in_turn(question, whole, answers) if is_brief else whole
    texts = list(dict.fromkeys(one.answer for one in answered))
    own = [one for one in texts if not any(one.rstrip("。") in two and one != two for two in texts)]
    if len(own) == 1 and len(texts) > 1 and len(answered) == len(answers):
        whole = next(one for one in answered if one.answer == own[0])  # one sentence answers both
        return replace(whole, id=question.id, question=question.text)
    if len(texts) == 1 and len(answered) == len(answers):
        return replace(answered[0], id=question.id, question=question.text)
    return tell_each(question, answers)


def tell_each(question: Question, answers: Sequence[Answer]) -> Answer:
    """Return answers, one of them at least answered, one below the other."""
    answered = [one for one in answers if one.status is AnswerStatus.ANSWERED]
    lines = [
        one.answer if one.status is AnswerStatus.ANSWERED else f"“{one.question}”：{one.reason}"
        for one in answers
    ]
    return Answer(
        id=question.id,
        question=question.text,
        resolved_question=" ".join(one.resolved_question for one in answers),
        kind=answered[0].kind,
        status=AnswerStatus.ANSWERED,
        answer="\n".join(dict.fromkeys(lines)),
        premise=next((one.premise for one in answered if one.premise), None),
        parts=tuple(answers),
    )


def _asks_apart(text: str, answers: Sequence[Answer]) -> bool:
    """Tell whether questions are numbered, or each asks of another thing (石化呢?) or for what none before it asks for."""
    if _numbered(text):
        return True
    asked: set[str] = set()
    for answer in answers:
        told = unicodedata.normalize("NFKC", answer.question)
        if asked and told.endswith("呢?") and answer.status is AnswerStatus.ANSWERED:
            continue
        new = {one.value for one in kinds_asked(told)}
        new |= {name for name, words in _ASKS_ELSE.items() if words.search(told)}
        if not new or new & asked or not told.endswith("?"):
            return False
        asked |= new
    return True


def _stands_alone(answer: Answer) -> bool:
    """Tell whether a question was answered as it was written, but for the place of the talk."""
    asked, meant = (_plain(one) for one in (answer.question, answer.resolved_question))
    return meant.endswith(asked) and "," not in meant.removesuffix(asked)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(" ?。")
