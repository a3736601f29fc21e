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
    r"处罚|罚款|约谈|通报|责令|追究|问责|取消|追回|收回|处分|没收|吊销|失信|警告|不予"
)
_ASKS_SANCTION = re.compile(
    r"罚|(?:怎么?样?|咋样?|如何|怎么)(?:处[理置分]|收拾|惩|治)|收拾|后果|下场|(?<![捱])挨(?![近着家户个])|(?:什么|啥)(?:处理|处分|惩[罚戒])|[会要](?:被)?(?:怎么?|咋)(?:样|办)|拿[^,。?]{1,6}(?:怎么?|咋)|追究|追责|问责|吃[^,。?]{0,2}亏|倒霉"
)
_ASKS_PUNISHMENT = re.compile(
    r"(?:怎么|如何|怎样|会不会|会被|要被|是否|什么|哪些)[^,。?]{0,4}(?:处罚|罚款|追究|追责|问责|处分|惩[罚戒])|罚多少|(?:什么|啥|哪些)(?:处理|后果)[?]?$"
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


def has_fitting_words(analysis: QuestionAnalysis, text: str) -> bool:
    """Tell whether a clause's text has the words that answer what a question asks for."""
    asked = analysis.text
    means = analysis.kind is QuestionKind.DEFINITION or DEFINITION.search(asked)
    return bool(
        (_ASKS_SANCTION.search(asked) and _SANCTION.search(text))
        or (analysis.kind is QuestionKind.BASIS and _BASIS.search(text))
        or ((means or _ASKS_MEANING.search(asked)) and _MEANING.search(text))
        or (_ASKS_LEAVE.search(asked) and _BAN.search(text))
    )


def sanctioning(analysis: QuestionAnalysis, sentences: Sequence[Citation]) -> list[Citation]:
    """Return of sentences those that lay a sanction down, where a question asks what happens; else all.

    Convention (法律责任): a duty and what follows from its breach stand in one article, in sentences of their own.
    """
    if not _ASKS_SANCTION.search(analysis.text):
        return list(sentences)
    return [one for one in sentences if _SANCTION.search(one.quote)] or list(sentences)


def lacks_sanction(analysis: QuestionAnalysis, text: str) -> bool:
    """Tell whether a question asks how something is punished, and a clause lays no sanction down."""
    return bool(_ASKS_PUNISHMENT.search(analysis.text)) and not _SANCTION.search(text)
