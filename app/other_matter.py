"""Whether words are of another matter than the one a question asks about; pure."""

from __future__ import annotations

import re
from itertools import pairwise

from app.draft import Findings
from app.evidence import SUBSTANCES, Term, fold
from app.question import focus, not_of_self
from index.background import load_background
from index.question_words import DOCUMENT_NOUN, HOW_MUCH, MEASURES, NO_MATTER, TRADE

_TELLING_NOUN = 1.4  # weight
# A noun of policy texts this telling, which no document has, is what was asked about.
_TELLING_UNKNOWN = 1.9
_RAREST = 4.5
_TRADE = 3.0  # weight of a thing made that no document has, whatever policy texts make of the word
# What is made, by what is told of making it: 做纯碱的企业, 炼镁的产能, 甲醇装置.
_MAKES = re.compile("[做造产炼制]$")
_MAKER = re.compile("的?(?:[那这][些个]|很多)?(?:企业|厂|公司|工厂|产能|产量|我们|[,，])")
_MADE = re.compile("的?(?:产能|产量|产值|装置|生产线|冶炼|企业|厂)")
_OF_TRADE = re.compile("行业|产业")
_IN_TRADE = re.compile(TRADE)
_IN_TRADE_OR_SMELTING = re.compile(f"{TRADE}|冶炼")
_GOES_IN_FOR = re.compile("(?:做|搞|干|产|造|从事)了?$")
_POINTS_AT = re.compile("(?:这|那|该|此|上述)[笔个项种些份条类批]?$")
_PASSING = 0.2  # of the question's weight: a word that counts for less is mentioned in passing
_STANDS = 0.36  # found_in of a longer name whose bigrams are mostly there: 绿色工厂 in 绿色低碳工厂
_WHOLE = 0.9  # found_in of a term or its synonym
_LONG_TERM = 4  # characters of a name that is made of two
# With these behind it a word names what it names without them: 控制目标.
_SAYS_NO_MORE = ("目标", "指标", "要求", "任务", "情况")
# A document or a period by its kind: 指南, 十三五.
_CALLS_A_DOCUMENT = re.compile(
    rf"(?:{DOCUMENT_NOUN.pattern}|指南|纲要|细则|十[一二三四五六]五|期间)"
)
# The words by which a question calls a document, and what it explains in brackets.
_DOCUMENT_CALLED = re.compile(
    r"^[^,。;?]{0,30}?(?:规划|方案|意见|办法|通知|指南|条例|规定|计划|纲要)(?=[里中上,]|说|写|要求|提)[里中上]?(?:面|头)?(?:说|写)?|\([^()]{1,20}\)"
)
# Folded: Ⅱ is ii.
_CLASS = re.compile(
    r"([甲乙丙丁戊己庚辛壬癸]|[一二三四五六七八九]|(?<![a-z])(?:iv|v|i{1,3}|[a-e]))(类|级(?=[标响应能水城公企医学园])|组|型)"
)
# Grades are written Ⅰ, I or 一 (国家突发公共事件总体应急预案: Ⅰ级（特别重大）), and asked for either way.
_SAME_GRADE = {"一": "i", "二": "ii", "三": "iii", "四": "iv", "五": "v"}
_FOR_EACH = re.compile(
    r"每一?个?(?P<thing>亩|吨|公斤|度|平方米|立方米|公里|人|户|头|公顷|千瓦时)[^,。;?]{0,8}多少"
)
_ONE_SENTENCE = 40  # characters
_APART = 6  # characters between its two
_NEAR = 4  # characters ahead of a word
_TRADE_NAMED = re.compile(r"(?P<made>[\u4e00-\u9fff]{2,6})(?:行业|产业)")


def is_of_another(findings: Findings, words: str) -> bool:
    """Tell whether a goal is of another matter: what the question is about is not in its words.

    A plan sets the same measure to several trades (产能比例 of 合成氨, 陶瓷, …), so a figure answers only
    for what it names. Only the part of the question that asks counts; the rest may be circumstance.
    """
    asking = _DOCUMENT_CALLED.sub(" ", fold(focus(findings.analysis.text)))
    whole = fold(findings.analysis.text)
    if is_of_other_class(asking, words) or _is_for_another(asking, words):
        return True
    called = "".join(one.group() for one in _DOCUMENT_CALLED.finditer(whole))
    in_focus = [term for term in findings.terms if term.word in asking]
    is_bare = not any(_is_telling(term) for term in in_focus)
    bare = _DOCUMENT_CALLED.sub(" ", whole)
    trades = [
        one
        for one in findings.terms
        if _is_trade(one, bare) or _heads_a_search(one, findings.analysis.text)
    ]
    terms = list(findings.terms) if is_bare else list(dict.fromkeys((*in_focus, *trades)))
    terms = [
        one for one in terms if one in trades or whole.count(one.word) > called.count(one.word)
    ]
    lost = {term.word for term in terms if not stands(term, words)}
    compounds = {one.word + two.word: (one.word, two.word) for one, two in pairwise(findings.terms)}
    # A part of a compound names it where it is a noun, or a single character as in 工业硅.
    named = {one.word for one in findings.terms if one.subject or len(one.word) == 1}
    missed = (
        max(term.weight, _TRADE if term in trades and _is_of_no_text(term) else 0.0)
        for term in terms
        if term.word in lost
        and (
            any(part in lost and part in named for part in compounds[term.word])
            or _is_one_of_a_kind(term, compounds[term.word])
            if term.word in compounds
            else _is_telling(term) or term in trades or _is_unknown_matter(term, whole)
        )
    )
    simple = sum(
        term.weight
        for term in findings.terms
        if term.word not in compounds and whole.count(term.word) > called.count(term.word)
    )
    return max(missed, default=0.0) > simple * _PASSING


def _is_one_of_a_kind(term: Term, parts: tuple[str, str]) -> bool:
    """Tell whether the documents have a substance with what tells it from its like: 再生铝, no 电解铝."""
    return term.own and parts[1] in SUBSTANCES


def _is_for_another(question: str, words: str) -> bool:
    """Tell whether a question asks what there is for each of a thing and the words give it for none: 每亩补多少.

    What is given for a whole (每县不超过1000万元) says nothing of what comes to each acre.
    """
    asked = _FOR_EACH.search(question)
    thing = asked["thing"] if asked else ""
    return bool(thing) and not re.search(rf"(?:每|/|按|一|单位|均){thing}|{thing}均", words)


def is_of_other_class(question: str, words: str) -> bool:
    """Tell whether words speak of another class than the one a question asks for: 乙类 for 甲类, Ⅱ级 for Ⅰ级.

    Convention (分类分级): classes side by side bear one noun and are told apart by 天干, figures or letters.
    """
    if not (asked := _classes(question)):
        return False
    told = _classes(words)
    nouns = {noun for _, noun in told}
    return any(noun in nouns and (mark, noun) not in told for mark, noun in asked)


def _classes(words: str) -> set[tuple[str, str]]:
    return {(_SAME_GRADE.get(mark, mark), noun) for mark, noun in _CLASS.findall(words)}


def stands(term: Term, words: str) -> bool:
    """Tell whether a term, or most of it in one place, is in `words`.

    绿色工厂 stands in 绿色低碳工厂, and does not where 绿色 and 工厂 belong to two things. A trade stands
    where what is made stands: 化纤行业 in 化纤工业.
    """
    trade = _TRADE_NAMED.fullmatch(term.word)
    if trade and trade["made"] in words:
        return True
    grade = _SAME_GRADE.get(term.word[:1])
    if grade and len(term.word) == len("一级") and f"{grade}{term.word[1:]}" in words:
        return True
    found = term.found_in(words)
    if found >= _WHOLE or len(term.word) < _LONG_TERM:
        return found >= _STANDS
    first, last = re.escape(term.word[:2]), re.escape(term.word[-2:])
    is_near = re.search(
        rf"{first}[^,，;；。]{{0,{_APART}}}{last}|{last}[^,，;；。]{{0,{_APART}}}{first}", words
    )
    return found >= _STANDS and (bool(is_near) or _stands_in_two(term.word, words))


def _stands_in_two(word: str, words: str) -> bool:
    """Tell whether an act and its long object stand in one sentence: 引进高层次人才, 引进年薪…的高层次人才; 改造城镇老旧小区."""
    for act, thing in ((word[:2], word[2:]), (word[-2:], word[:-2])):
        one, two = re.escape(act), re.escape(thing)
        near = rf"{one}[^。;]{{0,{_ONE_SENTENCE}}}{two}|{two}[^。;]{{0,{_ONE_SENTENCE}}}{one}"
        if len(thing) >= _LONG_TERM and re.search(near, words):
            return True
    return False


def _is_trade(term: Term, question: str) -> bool:
    """Tell whether a word names a trade: 水泥行业, 做水泥的, 铅锌冶炼; or has it in it: 钢铁行业.

    What stands before 行业 is a trade whatever kind of word it is (造纸行业).
    """
    word = term.word
    if _has_beside(word, question, behind=_OF_TRADE) or _TRADE_NAMED.fullmatch(word):
        return len(word) > 1
    if _is_of_no_text(term) and (
        _has_beside(word, question, ahead=_MAKES, behind=_MAKER)
        or _has_beside(word, question, behind=_MADE)
    ):
        return True
    return word in load_background().terms and (
        _has_beside(word, question, behind=_IN_TRADE_OR_SMELTING)
        or _has_beside(word, question, ahead=_GOES_IN_FOR)
    )


def _heads_a_search(term: Term, text: str) -> bool:
    """Tell whether a word that no text has stands ahead of a blank and a year, as people type what they look for."""
    is_head = re.search(rf"{re.escape(term.word)}\s{{1,3}}20\d\d", text)
    return bool(is_head) and len(term.word) > 1 and _is_of_no_text(term)


def _has_beside(
    word: str,
    text: str,
    *,
    ahead: re.Pattern[str] | None = None,
    behind: re.Pattern[str] | None = None,
) -> bool:
    """Tell whether `text` has a word somewhere with what is asked for right ahead of it and behind it."""
    at = text.find(word)
    while at >= 0:
        is_behind = behind is None or behind.match(text, at + len(word))
        if is_behind and (ahead is None or ahead.search(text, max(at - _NEAR, 0), at)):
            return True
        at = text.find(word, at + 1)
    return False


def _is_of_no_text(term: Term) -> bool:
    """Tell whether neither the documents have a word nor one that stands for it; 不是 names nothing."""
    return not (term.known or term.alternatives or term.word[0] in "不没是有一二两三几这那每各")


def _is_telling(term: Term) -> bool:
    """Tell whether a word of the documents names a matter; an unknown one may be circumstance."""
    of_measure = term.word in MEASURES or term.word.endswith(_SAYS_NO_MORE)
    if _CALLS_A_DOCUMENT.fullmatch(term.word):
        return False
    names = term.known and (term.subject or term.own) and not of_measure
    return names and term.weight >= _TELLING_NOUN


def _is_unknown_matter(term: Term, question: str) -> bool:
    """Tell whether a noun of policy that no document at hand has names what is asked about."""
    return term.word in load_background().terms and is_asked_for(term, question)


def is_asked_for(term: Term, question: str) -> bool:
    """Tell whether a word the documents lack is a matter of policy in its own right.

    It is where many policy texts treat of it, or where it names the asker's trade (…企业, …厂); a
    word that few use may be a turn of speech, and what is only told before the question, of the
    asker himself (我在一所初中当班主任,听说…), is circumstance.
    """
    if term.known or term.alternatives or term.word in MEASURES:
        return False
    if term.word in load_background().acts and not HOW_MUCH.search(question):
        return False  # 认可, 上传: for an act an asker has his own words; a figure is of the act itself
    if _has_beside(term.word, question, ahead=_POINTS_AT):
        return False  # 这笔保费: called so by the asker, named by the text in its own words
    if (
        len(term.word) > 1
        and term.word not in NO_MATTER
        and _is_of_no_text(term)
        and _has_beside(term.word, question, behind=_OF_TRADE)
    ):
        return True  # 酿酒行业: what stands ahead of 行业 is a trade, whatever kind of word
    is_trade = term.word not in NO_MATTER and _has_beside(term.word, question, behind=_IN_TRADE)
    if not is_trade and (not term.subject or term.word not in not_of_self(question)):
        return False
    weight = load_background().weight(term.word) if is_trade else term.weight
    return weight >= _TELLING_UNKNOWN and _rarity(term.word) <= _RAREST


def _rarity(word: str) -> float:
    """Return how few policy texts use a word, or the commonest subject in it (医保 in 医保报销)."""
    background = load_background()
    pairs = (word[at : at + 2] for at in range(len(word) - 1))
    subjects = [pair for pair in pairs if pair in background.subjects]
    return min(background.weight(one) for one in (word, *subjects))
