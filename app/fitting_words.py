"""Which clauses have the words that an answer of the kind asked for is made of; pure.

Who asks what happens to him (会拿它怎么样) is answered by a clause with 约谈 or 处罚, who asks what a plan
rests on by one with 根据《…》, who asks what a word means by one with 是指, who asks whether he may by
one with 不得. Neither word stands in the question, so that no word in common shows the clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answer import QuestionKind
from app.question import QuestionAnalysis
from corpus.model import Citation
from index.question_words import DEFINITION, EXPLAINS

_SANCTION = re.compile(
    r"处罚|罚款|约谈|通报|责令|追究|问责|取消|追回|收回|处分|没收|吊销|失信|警告|不予|黑名单|移出|调出|及时调整"
)
# What befalls who acts so, in a clause that is the one asked about.
_CONSEQUENCE = re.compile(rf"{_SANCTION.pattern}|视为|视同|退[还回出]|停[拨发]")
_ASKS_SANCTION = re.compile(
    r"罚|(?:怎么?样?|咋样?|如何|怎么)(?:处[理置分]|收拾|惩|治)|收拾|后果|下场|(?<![捱])挨(?![近着家户个])|(?:什么|啥)(?:处理|处分|惩[罚戒])|[会要](?:被)?(?:怎么?|咋)(?:样|办)|拿[^,。?]{1,6}(?:怎么?|咋)|追究|追责|问责|吃[^,。?]{0,2}亏|倒霉"
)
_ASKS_PUNISHMENT = re.compile(
    r"(?:怎么|如何|怎样|会不会|会被|要被|是否|什么|哪些)[^,。?]{0,4}(?:处罚|罚款|追究|追责|问责|处分|惩[罚戒])|罚多少|(?:什么|啥|哪些)(?:处理|后果)[?]?$"
    r"|(?:不|没|未|没有|拒不|违反)[^,。?]{2,16}[,]?会(?:怎么?样|咋样|有什么后果)[?]?$"
)
_BASIS = re.compile(
    r"(?:根据|依据|按照|依照|参照|对照|比照|对标|贯彻(?:落实|执行)?|落实)[^。;；]{0,16}《"
)
_MEANING = re.compile(r"是指|所称|系指|指的是|定义为")
_ASKS_MEANING = re.compile(
    rf"(?:什么|啥|怎|哪)(?:样|种|些|类)?的?[^,。?]{{0,10}}?(?:才|就)?算|{EXPLAINS.pattern}"
)
_BAN = re.compile(r"不得|禁止|严禁|不准|不允许|不予")
_ASKS_LEAVE = re.compile(
    r"不许|不得|不能|不准|禁止|不让|能不能|能否|可不可以|可否|允许|(?:能|可以)[^,。?]{1,24}[吗么嘛]|行不行|行吗|不可以|不可$"
)

# Whether two benefits may be had for one thing, and how 资金管理办法 answer: by the higher, once, not twice.
_ASKS_TWICE = re.compile(
    r"(?:两[样份个项种头边次]|双份|同时|重复|叠加|一起|一块儿?|再|又|多次|都)[^,。?]{0,10}?(?:能|可以|可)?(?:一起|同时|都|再)?(?:领|拿|享受|申[请报领]|报|要|补)[^,。?]{0,8}?(?:[吗么嘛不]|行|$)"
)
_ONCE = re.compile(
    r"不(?:得|予|能|可|再)?(?:重复|叠加|兼得)|不得同时|[只仅](?:能|可)?(?:享受|申[请报领]|选|领|支持|补|奖)|其中之?一项|择一|[就从择]高|叠加|同时享受"
)
# What a thing costs who asks for it, and what texts say of it.
_ASKS_FEE = re.compile(
    r"(?:要|用|得|会|需要?)?(?:花|掏|交)[^,。?]{0,3}钱|收[^,。?]{0,2}[费钱]|免费|白给|要钱"
)
_FEE = re.compile(r"收费|收取|费用|免费|无偿|缴纳|工本费")
# Those whom a rule for named ones is not for, and how it goes on for them: 其他单位….
_ASKS_OF_OTHERS = re.compile(
    r"(?:不|没有?|未)(?:在|是|属于|算|列[入进]|纳入|进|被列)[^,。?]{1,24}(?:[里内中上]|名[单录]|[单企]位|企业|范围|人员|的)|(?:以|之)外"
)
_OF_OTHERS = re.compile(
    r"其他(?!有关|相关|法律|依法|应当|需要|方[式面]|措施|事项|规定|要求|内容|材料)[\u4e00-\u9fff]{2}|(?:以|之)外的|未(?:列入|纳入)|不(?:属于|在)"
)
_BY_QUESTION = (
    (_ASKS_SANCTION, _CONSEQUENCE),
    (_ASKS_TWICE, _ONCE),
    (_ASKS_FEE, _FEE),
    (_ASKS_OF_OTHERS, _OF_OTHERS),
)
# A part of a message that asks something, and one that only asks again whether what was said is so.
_ASKS_SOMETHING = re.compile(
    r"谁|哪|什么|啥|怎|咋|多少|多[大久长高]|几|如何|何时|[吗呢嘛]$|能否|是否|([一-鿿])不\1"
)
_AGAIN = re.compile(
    r"^(?:(?:这|那)?样|这个?|那个?|说法|就|都|应该|也){0,6}(?:是不是|对不对|对|是|行|可以|没错|真的?)?(?:这样|的|这么回事|吗|吧|么|呢){0,4}$"
)


def parts_asked(text: str) -> tuple[str, ...]:
    """Return the questions that a message asks one behind another, each with what is told ahead of it.

    >>> parts_asked("接到申请几天答复?办不完能拖多久?")
    ('接到申请几天答复', '办不完能拖多久')
    >>> parts_asked("听说要补三成,是这样吗?")
    ('听说要补三成,是这样吗',)
    """
    parts: list[str] = []
    told = ""
    for part in (
        re.split(r"[?？]", text) if re.search(r"[?？].", text) else re.split(r"[,，]", text)
    ):
        part = part.strip("?？")
        if parts and not told and (not part or _AGAIN.match(part)):
            parts[-1] += f",{part}" if part else ""
        elif _ASKS_SOMETHING.search(part) and not _AGAIN.match(part):
            parts.append(f"{told},{part}" if told else part)
            told = ""
        else:
            told = f"{told},{part}" if told else part
    if told and parts:
        parts[-1] += f",{told}"
    return tuple(parts) if len(parts) > 1 else (text.strip("?？"),)


def has_fitting_words(analysis: QuestionAnalysis, text: str) -> bool:
    """Tell whether a clause's text has the words that answer what a question asks for."""
    asked = analysis.text
    means = analysis.kind is QuestionKind.DEFINITION or DEFINITION.search(asked)
    return bool(
        (_ASKS_SANCTION.search(asked) and _SANCTION.search(text))
        or any(asks.search(asked) and words.search(text) for asks, words in _BY_QUESTION[1:])
        or (analysis.kind is QuestionKind.BASIS and _BASIS.search(text))
        or ((means or _ASKS_MEANING.search(asked)) and _MEANING.search(text))
        or (_ASKS_LEAVE.search(asked) and _BAN.search(text))
    )


def fitting(analysis: QuestionAnalysis, sentences: Sequence[Citation]) -> list[Citation]:
    """Return of sentences those with the words that an answer of the kind asked for is made of; all where none has.

    Convention (立法技术规范): a duty and what follows from its breach, a benefit and that it is had but once, a rule
    for named ones and that for all others stand in one article, in sentences of their own.
    """
    for asks, words in _BY_QUESTION:
        if asks.search(analysis.text):
            return [one for one in sentences if words.search(one.quote)] or list(sentences)
    return list(sentences)


def lacks_sanction(analysis: QuestionAnalysis, text: str) -> bool:
    """Tell whether a question asks how something is punished, and a clause lays no sanction down."""
    return bool(_ASKS_PUNISHMENT.search(analysis.text)) and not _SANCTION.search(text)
