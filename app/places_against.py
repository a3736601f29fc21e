"""Places set against each other in free words, asked as one names them side by side; pure.

Chinese sets places against each other in many ways: 甲省是不是比乙省降得狠, 跟乙市比起来甲市…, 甲省定多少,乙省呢,
甲市要到80%,乙市也是这么定的吗. Said the plain way (甲和乙,…各是多少), the same is asked of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from app.amounts import DAY, TIME, read_amounts
from corpus.regions import load_regions
from index.question_words import ASKS, DOCUMENT_NOUN

_PLACE = "□"
_PROVINCIAL = re.compile(r"(?<![\u4e00-\u9fff])省(?:里|级|上)面?|(?<=[跟和与比])省(?:里|级|上)面?")
_NAMED = re.compile(
    rf"(?:{load_regions().pattern.pattern})(?:自治区|[省市县])?(?:那边|这边|那里|那儿)?"
)
_AND = r"(?:[、,和跟与及同 ]|以及|还是)"
_ROW = re.compile(
    rf"□(?:的?{_AND}{{1,2}}□){{1,5}}(?:这|那)?(?:[两二三四五](?:个|份)?(?:地方|[地省市县区家边]))?"
)
_MORE = r"(?:[高低多少大小早晚严狠快慢长短松宽强])"
_PARTICLE = r"(?:一?些|一?点|得多|很多)?[吧吗么呢嘛]?(?=[,?。]|$)"
# 甲省的高还是乙省的高.
_OR = re.compile(rf"(?P<how>(?:[定降增涨升减建提]得)?{_MORE}),?还是□[^,。?□]{{0,4}}?(?P=how)")
# 是不是比乙省降得狠, 应该比乙省高吧: which of the two has more is asked.
_THAN = re.compile(
    rf"(?:是不是|是否|应该|应当|肯定|好像|真的?|会|要|是|也){{0,2}}比□的?(?P<how>(?:还|更|要|都){{0,2}}(?:[定降增涨升减建提]得?)?{_MORE}){_PARTICLE}"
)
_THAN_BY = re.compile(
    rf"(?:要|会|能|应该)?比□的?(?:要|能)?(?:相?差|{_MORE})(?:了|出)?(?:多少|几)[^,?。□]{{0,4}}"
)
_IS_MORE = re.compile(
    rf"(?:是不是|是否|应该|会|要|也){{1,2}}(?P<how>(?:还|更|都){{0,2}}(?:[定降增涨升减建提]得?)?更?{_MORE}){_PARTICLE}"
)
_MORE_DONE = re.compile(r"比□的?(?=[多少])|比□的?")
_BESIDE = re.compile(
    r"(?<!有没有)(?:(?:跟|和|与|同|拿|比起|相比|对比)□(?:来|相|做|作)?(?:比|对比|比较)(?:起来|一下|较)?|(?:比起|相比|相较)于?□(?:来|而言)?"
    r"|(?:像|如|跟|和|与|同)□(?:的)?(?:那样|那份一样|一样|似的|那般))的?[,]?"
)
_PART = re.compile(r"[^,;。?!]+[,;。?!]*")
# What only sets against each other what was asked: 谁快些, 差多少, 说法一致吗, 另一个怎么写的.
_ONLY_COMPARES = re.compile(
    r"(?:那|到底|究竟)?(?:(?:谁|哪一?[个家份边方省市])[^,?]{0,6}"
    + _MORE
    + r"[^,?]{0,3}|(?:相差|差)(?:多少|几|多大)[^,?]{0,4}"
    r"|(?:说法|要求|标准|规定)(?:相差|差)(?:多少|几|多大)"
    r"|(?:两|三)?(?:者|家|地|省|市|边|份)?(?:的)?(?:说法|要求|标准|规定|写法|态度|做法)?(?:是不是|是否)?(?:都)?(?:真的)?(?:一样|一致|相同|没?有?(?:差别|区别|不同))(?:[吗么嘛]|不一样)?"
    r"|(?:另外?|其[余他]|剩下的?)[一二两三几]?(?:个|家|份|边)?(?:省|市|地)?(?:又|是|都|呢|怎么|如何|[写说讲定]|的|什么|样){0,8})"
)
# Said again of another place, with no matter of its own: 乙省呢, 乙市也是这么定的吗, 乙省有没有定这样的数.
_IDLE = re.compile(
    r"是不是|是否|有没有|没有|这样|这么|那样|那么|类似|同样|相同|一样|具体|明确|时间|说法|多少|什么时候|什么|怎么|哪[些个]|[呢又也只才是要定写说提针对规求吗么吧了的数到在里中里由为有没几谁何]"
)
_ITS_DOCUMENT = re.compile(rf"的?[^,□]{{0,12}}?(?:{DOCUMENT_NOUN.pattern})(?:里面|里|中|上)?")
_WHO_SAYS = re.compile(
    r"(?:谁|哪一?[个家份边方省市])(?:给|定|写|提|说|规定|要求|明确)(?:了|出了?|到了?|过)"
)
_FIGURE = re.compile(r"(?:指标|目标|数[值字]?|比例|占比|比重|标准|金额|期限|[率量额])$")
_LEAST = 2  # places
_LEAST_MATTER = 4  # characters
_MOST = 5  # places


def as_joined(text: str, has: Callable[[str], bool]) -> str:
    """Return a question that sets places against each other in free words with them side by side; any other as it is.

    `has` tells whether documents at hand are of a place.

    >>> as_joined("水耗河北是不是比山西降得狠?", lambda _: True)
    '河北和山西,水耗哪个降得狠?'
    >>> as_joined("河北秸秆利用率定在多少,山西呢?", lambda _: True)
    '河北和山西,秸秆利用率定在多少?'
    """
    text, asked = _with_province(text, has), text
    named: dict[str, str] = {}
    for one in _NAMED.finditer(text):
        named.setdefault(load_regions().found_in(one.group())[0], one.group().rstrip("那这边里儿"))
    if not _LEAST <= len(named) <= _MOST or not all(map(has, named)):
        return asked
    plain = text.translate({ord("，"): ",", ord("？"): "?", ord("；"): ";"})
    marked = _ROW.sub(_PLACE, _NAMED.sub(_PLACE, plain))
    rest = _WHO_SAYS.sub("", _without_repeats(_without_relation(marked)))
    if rest == marked:
        return asked
    rest = re.sub(r"□的?", "", rest).strip(",;。? ")
    if not ASKS.search(rest):
        rest = _asked(rest)
    *others, last = named.values()
    is_matter = len(_IDLE.sub("", rest)) >= _LEAST_MATTER
    return f"{'、'.join(others)}和{last},{rest}?" if is_matter else asked


def _with_province(text: str, has: Callable[[str], bool]) -> str:
    """Return a question on a city and 省里 with the name of its province there: 宁波定多少,省里呢."""
    places = load_regions().found_in(text)
    province = load_regions().provinces[places[0]] if len(places) == 1 else ""
    return (
        _PROVINCIAL.sub(province, text) if province not in {"", *places} and has(province) else text
    )


def _without_relation(marked: str) -> str:
    """Leave out of a question what holds one place against another: 比乙省, 跟乙市比起来, 像乙市那样."""
    marked = _OR.sub(lambda one: f"哪个{one['how']}", marked)
    marked = _THAN.sub(lambda one: f"哪个{one['how']}", marked)
    marked = _THAN_BY.sub("各是多少", marked)
    apart = _BESIDE.sub("", marked)
    return _IS_MORE.sub(lambda one: f"哪个{one['how']}", apart) if apart != marked else marked


def _without_repeats(marked: str) -> str:
    """Leave out the parts that ask the same of another place, or which has more; all stay where one has a matter of its own."""
    kept = ""
    for part in _PART.findall(marked):
        bare = part.strip(",;。?! ")
        has_asked = bool(ASKS.search(kept))
        if (_MORE_DONE.search(bare) and has_asked) or (
            _ONLY_COMPARES.fullmatch(bare) and has_asked
        ):
            continue
        if _PLACE not in bare or _PLACE not in kept:
            kept += part
        elif not _says_no_more(bare, kept):
            return marked
    return _MORE_DONE.sub("", kept)


def _says_no_more(part: str, kept: str) -> bool:
    """Tell whether a part says nothing of its place that was not said of the one before."""
    bare = _ITS_DOCUMENT.sub("", part.partition(_PLACE)[2]) or ""
    words = (part.partition(_PLACE)[0], *_IDLE.split(bare))
    return all("".join(two) in kept for one in words for two in pairwise(one))


def _asked(told: str) -> str:
    """Return what is told of one place as a question: 定为80%以上 as 定为多少."""
    amounts = [one for one in read_amounts(told) if one.kind not in {TIME, DAY}]
    if not amounts:
        return f"{told}{'各是多少' if _FIGURE.search(told) else '各是怎么写的'}"
    return f"{told[: amounts[-1].start]}多少{told[amounts[-1].end :]}"
