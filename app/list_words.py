"""What a question looks for word by word: 哪些条款提到氢能, 说到数据中心的有几处; pure."""

from __future__ import annotations

import re

from app.catalogue import Catalogue
from app.evidence import fold
from index.question_words import DOCUMENT_NOUN, SCAFFOLD

_PLACE_NOUN = r"(?:条款|条文|条(?!件)|章节|章|节(?!能|水|约)|处|段落?|地方|部分|专栏|任务|工作|措施|举措|内容|规定)"
_ANY_PLACE = r"(?:条款|条文|处|段落|地方|专栏|内容)"
_SAYS = r"(?:提到|提及|提过|说到|说了|说过|写到|写了|写有|写着|写明|讲到|讲了|涉及到?|出现|含有|包含|谈到|谈及|用到|用了)(?:了|过)?"
_MENTIONS = (
    re.compile(
        rf"(?:哪些?|哪几|几|多少|什么|有没有|有无|是否有)个?{_PLACE_NOUN}(?:里面?|中)?(?:都|还|明确|专门|具体|曾)?{_SAYS}(?P<word>[^,。?]{{1,24}})"
    ),
    re.compile(
        rf"(?:^|[,。?的里中把将出]|(?<=[案划见法知例定件南单点施告排程则要]))(?:明确|专门|所有|凡是)?{_SAYS}(?!的)(?P<word>[^,。?]{{1,20}}?)(?:的)?(?:{_PLACE_NOUN})?(?:里面?|中)?(?:一共|总共|都|分别)?(?:出现|散见|分布|写)?(?:有|是|在|于)?(?:哪|几(?:处|条|个)|多少)"
    ),
    re.compile(
        rf"(?P<word>[“\"][^”\"]{{1,20}}[”\"]|[\u4e00-\u9fffA-Za-z0-9]{{2,10}}?)(?:这个词|一词|字样)?在?(?:哪些|几|多少)个?{_PLACE_NOUN}(?:里面?|中)?(?:出现|提到|提及)"
    ),
    re.compile(
        rf"(?:^[^,。?]{{0,30}}?(?:{DOCUMENT_NOUN.pattern}|条例|细则)(?:里面?|里头|中|内)?|^|[,。?])(?P<word>[“\"][^”\"]{{1,20}}[”\"]|[\u4e00-\u9fffA-Za-z0-9]{{2,10}}?)(?:这个词|一词|字样)?(?:都|分别|一共|总共)?(?:出现|散见|见)(?:过|了|在|于){{0,2}}(?:哪些?|几|多少|哪几)个?{_PLACE_NOUN}"
    ),
    re.compile(
        rf"(?:(?:跟|和|与|同)(?P<word>[^,。?的]{{1,16}}?)(?:有关|相关)联?|(?:^|[,。?里中])(?:讲|说|谈)(?P<told>[^,。?的]{{1,16}}?))的"
        rf"(?:{_ANY_PLACE}(?:一共|总共|都|分别)?(?:有|是|在)(?:哪|几|多少)|(?:都|分别)?(?:有|是|在)(?:哪些?|哪几|几|多少)个?{_ANY_PLACE})"
    ),
)
_ROUND_WORD = re.compile(
    r"^(?:关于|有关|过|了)|(?:这个词|一词|字样|的(?:内容|事情?|地方|条款)?|相关内容|吗|呢|没有|[呀啊])$"
)
_GOALS_OF = re.compile(
    r"的[具体量化数字定明确]{0,8}(?:目标|指标|任务)$"
)  # 写了到2027年的目标有哪些 looks for no words
_AND = re.compile(r"[、和与及或]|以及|或者")


def words_looked_for(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what a question looks for word by word: 哪些条款提到“氢能”; () for any other question."""
    match = next((found for one in _MENTIONS if (found := one.search(text))), None)
    if match is None:
        return ()
    word, before = (match["word"] or match.groupdict().get("told", "")).strip(), ""
    while word != before:
        before, word = word, _ROUND_WORD.sub("", word).strip(" “”\"'‘’《》")
    if not word or word in SCAFFOLD or _GOALS_OF.search(word):
        return ()
    if catalogue.has(fold(word)):
        return (word,)
    several = tuple(one.strip(' “”"') for one in _AND.split(word))
    return several if len(several) > 1 and all(several) else (word,)
