"""Amounts that a question claims and the text denies, each against the words that speak of it; pure.

Convention (GB/T 15835 出版物上数字用法): a figure stands with its unit in the part of a sentence that says of
what it is; a count may be written 三家, 3家, 百分之三 or 3%, and people say 三成, 一半, 半年, 仨月, 三千块. A claim
is compared with every amount of its kind in the clauses read (`app.amounts`): where the one that is spoken of
most like the claim has another value, and no amount of the claimed value is spoken of nearly as much, the
claim is denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from app.amounts import COUNTERS, OFTEN, SHARE, Amount, read_amounts
from app.evidence import Term, fold, support
from app.ranges import is_within
from corpus.model import Citation
from index.question_words import HOW_MUCH

# Told with a share where the sentence has several.
_CHANGES = re.compile(r"(?:累计|年均|同比)?(?:增长|下降|降低|减少|提高|上升)\Z")
_LIMITS = re.compile(
    r"(?:不[得应可宜能]?(?:低|少|高|超)(?:于|过)|超过|至少|最[多高长少低]|每[年月人家]?|满)?$"
)
_LONGEST_LIMIT = 12  # characters
_LONGEST_THING = 20
_THING = re.compile(rf"[^,，;；。、()（）:：]{{0,{_LONGEST_THING}}}(?=[,，;；。、(（:：]|$)")
_PART = re.compile(r"[^,，;；。:：?？!！]+")
_SEGMENT = re.compile(r"[^;；。]+")
_SPEAKS = 0.4  # share of the claim's words where it is denied
_SPEAKS_SURELY = 0.5
_SPEAKS_ALONE = 0.3  # … by the only amount of its kind in what answers
_SMALL_TALK = 0.5  # weight of a word that says nothing
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千万半每]")
_CLEARLY = 0.08  # by which another amount has to be spoken of less
_FIRST = 0.1  # for the sentence that answers
_NEAR = 14  # characters round an amount that say of what it is
_OTHER_COUNTER = 0.9  # for a count by another word: 三家, 三个
_FEW = 2  # terms; a part with fewer is read with the one before it
_ROUND = 10  # … of a claim
_HAS = 0.5
_ALIKE = 0.3  # of fit
_OF_SEGMENT = 0.8  # of what the words between two semicolons say, beside those between two commas
_OR = frozenset({"、", "或", "或者", "和", "及", "以及", ",或"})
_FROM = re.compile(r"[从由](?:\d{4}年的?)?$")
_TO = re.compile(r"[^,;。]{0,12}[到至为]")
_ENDS_AT = re.compile(r"(?:[到至为成剩]|只有|[降减涨增升扩])[了约仅只有近]{0,2}\Z")
# By how much what was said to go from one figure to another has changed: 从30万吨增加到50万吨,累计增长….
_CHANGED_BY = re.compile(
    r"(?P<of>[^,，;；。]{2,30}?)[从由][^,，;；。]{2,40}[到至为][^,，;；。]{2,20}[,，](?:累计|年均|共|同比)?(?:增长|增加|下降|减少|降低|提高|上升|压减)\Z"
)
_GOES_TO = re.compile(r"[\u4e00-\u9fff]{0,4}[到至](?:20\d\d年|\d)")  # 30座|增加到丙年的50座
_STRIVES = re.compile(r"[,，](?:力争|争取)[^,;。]{0,8}")
_BASE = re.compile(r"[比较与以]20\d\d年?")  # what a change is told against
_RANGE = re.compile(r"以[上下内]|左右")
_YEARS = re.compile(r"[1-6]\d[到至~-][1-6]\d年")  # 15到20年: two years by their last figures
_GRADES = frozenset("级档类")
_ROUND_COUNTS = 1.5
_LEADS = re.compile(r"[:：]\s*$")
_ITEM = re.compile(r"\s{0,20}[(（]?[一二三四五六七八九十\d]{1,3}[)）.、]")
_CHARACTERS = re.compile(r"[\u4e00-\u9fff]{2}")
_CHARACTER = re.compile(r"[\u4e00-\u9fffa-z]")
# What carries a claim and says nothing of what it is about.
_CARRIES = re.compile(
    r"听说|据说|都说|说是|对吧|对吗|是吧|是吗|没错|没记错|是不是|对不对|这样|应该|必须|可以|需要|要求|规定|文件|方案|提出"
    r"|[的了是吧吗呢啊要得能会到就才都也有给每在和与及把被将让]"
)
_FOR_EACH = re.compile(r"每[^,，;；。]{0,8}\Z")
_VAGUE = "批"
# What takes a rule itself to be so, and not a case to fall under it.
_CLAIMS_RULE = re.compile(
    r"吧|目标|指标|定[到为在成]|[凭为]什么|为啥|对[吗嘛不]|是[吗不]|没错|听说|据说|说是|规定|要求|必须|应当|至少|最[多少高低长短]|不得?[低少高超]|以[上下内]|[才就只仅]|达到|超过|[补给奖罚]|[要得须需应占][到达占降升增减提]"
)
_NAME = 3  # characters that tell one name from another: 国家级
_NAMES_PARTED = re.compile(r"[、和及与]|(?<=[”\"])(?=[“\"])")
_LONE = re.compile(
    r"提前|至少|最[多少高低长短]|不超过|以[上下内]|之?内|只|仅|就|才|限|达到|满|每|期"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedAmount:
    """An amount claimed, what stands in its place, and the sentence where that stands."""

    asked: str
    found: str
    sentence: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spoken:
    """An amount of a sentence with its folded words, how far it is spoken of like the claim, and the claim's words it has.

    Of them `own` are those in the part of the sentence between its marks. `of_year` tells whether the sentence is of a year claimed, None where either names none.
    """

    amount: Amount
    text: str
    sentence: Citation
    fit: float
    has: frozenset[str]
    own: frozenset[str]
    is_near: bool
    of_year: bool | None
    answers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A part of a question that claims something, and the part before it, "" for none."""

    part: str
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What claims are held against: sentences, of them those that answer and those of clauses only found near.

    `terms` and `years` are those of the question; words of the documents' `title` only name them; `headings` are those of the
    clauses by id. `sure` is False where
    the question was not answered; then it takes more to deny.
    """

    sentences: Sequence[Citation]
    terms: Sequence[Term]
    title: str
    years: frozenset[int] = frozenset()
    headings: Mapping[str, str] = field(default_factory=dict)
    first: frozenset[Citation] = frozenset()
    near: frozenset[Citation] = frozenset()
    sure: bool = True


def deny_amount(claims: Iterable[Claim], text: Text) -> DeniedAmount | None:
    """Return the first amount in the claims of a question that the sentences deny; None for none."""
    for claim, amount, spoken in _read(claims, text):
        found = _in_its_place(amount, spoken, _SPEAKS if text.sure else _SPEAKS_SURELY)
        if found and not _is_met(claim, amount, found):
            words = with_limit(found.text, found.amount)
            return DeniedAmount(asked=_as_told(claim, amount), found=words, sentence=found.sentence)
    return None


def _is_met(part: str, claim: Amount, found: _Spoken) -> bool:
    """Tell whether an amount is a circumstance that a rule's range holds for, and no claim of the range itself.

    砍了一棵胸径45厘米的树 is met by 胸径四十厘米以上的; 胸径45厘米以上才算吧 is denied by it.
    """
    if _CLAIMS_RULE.search(part):
        return False
    start, end = _round(_PART, found.text, found.amount)
    own = replace(found.amount, start=found.amount.start - start, end=found.amount.end - start)
    return is_within(found.text[start:end], [own], claim.value)


def find_said(claims: Iterable[Claim], text: Text) -> tuple[Amount, Citation] | None:
    """Return an amount claimed as the text has it where it is spoken of most, and the sentence; None for none."""
    for _, amount, spoken in _read(claims, text):
        best = max(spoken, key=lambda one: one.fit, default=None)
        if best and best.fit >= _SPEAKS_SURELY and amount.may_be(best.amount):
            return best.amount, best.sentence
    return None


def _read(claims: Iterable[Claim], text: Text) -> Iterator[tuple[str, Amount, list[_Spoken]]]:
    """Yield the parts with the amounts claimed, each with those of its kind in the text."""
    for claim in claims:
        part = fold(claim.part)
        for amount in read_amounts(part):
            own = [one for one in text.terms if _tells(one, part, amount)]
            telling = [one for one in own if one.word not in text.title] or own
            told = [one for one in telling if one.word in part]
            if len(told) < _FEW:
                told += [one for one in telling if one.word in fold(claim.before)]
            if told and not _is_in_passing(part, amount):
                yield part, amount, list(_spoken(amount, part, told, telling, text))


def _as_told(part: str, amount: Amount) -> str:
    """Return an amount as the question tells it, with what 大 counts: 六大部分."""
    thing = _CHARACTERS.match(part[amount.end :]) if amount.unit == "大" else None
    return amount.text + (thing.group() if thing else "")


def _is_in_passing(part: str, amount: Amount) -> bool:
    """Tell whether an amount is one of a thing said in passing: 一个企业, what another is asked for, or both: 每满一年, 一天补多少, 两份都要."""
    if amount.is_single and (
        _FOR_EACH.search(part[: amount.start]) or HOW_MUCH.search(part, amount.end)
    ):
        return True
    is_both = amount.value == len("二件") and part[amount.end :].startswith("都")
    if _YEARS.match(amount.text) or is_both:
        return True
    around = part[max(amount.start - 4, 0) : amount.end + 4]
    return amount.is_single and not _LONE.search(around)


def _tells(term: Term, part: str, amount: Amount) -> bool:
    """Tell whether a term says of what an amount is: no small talk, no number, no piece of the amount itself."""
    beside = part[: amount.start] + "\n" + part[amount.end :]
    is_piece = term.word in part and term.word not in beside
    is_talk = not term.known and not term.alternatives and term.weight <= _SMALL_TALK
    return not (is_piece or is_talk or _NUMERAL.match(term.word))


def _in_its_place(claim: Amount, spoken: Sequence[_Spoken], least: float) -> _Spoken | None:
    """Return what is spoken of most like the claim where that is another value; None where it is said."""
    said = max((one.fit for one in spoken if claim.may_be(one.amount)), default=-1.0)
    if said >= 0 and claim.kind in _GRADES and not _RANGE.search(claim.text):
        return None  # 2级待遇 names what is spoken of
    definite = [one for one in spoken if one.amount.unit != _VAGUE]  # 一批 denies no count
    others = sorted(
        (one for one in definite if not (claim.may_be(one.amount) or _is_measure(one))),
        key=lambda one: -one.fit,
    )
    if not others:
        return None
    best = _of_the_year(others)
    is_alone = best.answers and sum(not one.is_near for one in spoken) == 1
    least = _SPEAKS_SURELY if claim.kind == OFTEN else _SPEAKS_ALONE if is_alone else least
    rivals = [one for one in others[1:] if one.fit > best.fit - _CLEARLY / 2]
    rivals = [one for one in rivals if not best.of_year or one.of_year is not False]
    is_told_apart = all(
        one.amount.value == best.amount.value or _are_bound(one, best) for one in rivals
    )
    if best.of_year:
        # 到2018年,150项。到2019年,300项。: what is said of another year is not said of the one claimed.
        spoken = [one for one in spoken if one.of_year is not False]
    is_denied = best.fit >= least and is_told_apart and not _is_said(claim, best, spoken)
    return best if is_denied else None


def _of_the_year(others: Sequence[_Spoken]) -> _Spoken:
    """Return what is spoken of most; of a row of years in one sentence, what stands there for the year claimed.

    Convention: 到甲年底,装机达到600万千瓦;到乙年底,达到800万千瓦: what is measured is named for the first year alone.
    """
    best = others[0]
    if best.of_year is not False:
        return best
    row = (one for one in others if one.of_year and one.text == best.text)
    return next((replace(one, fit=best.fit) for one in row), best)


def _is_said(claim: Amount, best: _Spoken, spoken: Sequence[_Spoken]) -> bool:
    """Tell whether a claim is spoken of as much as what would deny it, or of what that is not (退休人员为0.12%)."""
    same = [one for one in spoken if claim.may_be(one.amount) and not _is_of_less(one, best)]
    here = [one for one in same if not one.is_near]
    if any(one.fit > best.fit or _are_bound(one, best) for one in same):
        return True
    if any(one.fit > best.fit - _margin(one, best) for one in here):
        return True
    if any(one.has >= best.has and one.text != best.text and not best.of_year for one in here):
        return True  # another sentence says the claim of the same matter, of another year or case
    alike = [one for one in here if one.fit > best.fit - _ALIKE]
    return any(one.has - best.has and not _is_measure(one) for one in alike)


def _is_of_less(one: _Spoken, best: _Spoken) -> bool:
    """Tell whether of two figures of one rule one is in a part with fewer of the claim's words: …船舶降5%,…车辆降3%.

    What semicolons part are rules of their own.
    """
    if _are_bound(one, best):
        return False  # 下降14%,力争下降15%
    start, end = sorted((one.amount.start, best.amount.start))
    return (
        one.text == best.text and one.own < best.own and not set(";；。") & set(one.text[start:end])
    )


def _are_bound(one: _Spoken, other: _Spoken) -> bool:
    """Tell whether two amounts of a sentence are of the same: from one to the other, or the other striven for."""
    first, second = sorted((one.amount, other.amount), key=lambda each: each.start)
    if one.text != other.text or first.end > second.start:
        return False
    between = one.text[first.end : second.start]
    is_from = _FROM.search(one.text[max(first.start - _NEAR, 0) : first.start])
    return bool(_STRIVES.fullmatch(between) or (is_from and _TO.fullmatch(between)))


def _margin(said: _Spoken, other: _Spoken) -> float:
    return _CLEARLY / 2 if said.text == other.text else _CLEARLY


def _is_measure(spoken: _Spoken) -> bool:
    """Tell whether an amount is what another is told for: 每满1年, 每推荐1个."""
    ahead = spoken.text[max(spoken.amount.start - _NEAR, 0) : spoken.amount.start]
    return spoken.amount.is_single and bool(_FOR_EACH.search(ahead))


def _spoken(
    claim: Amount, part: str, told: Sequence[Term], terms: Sequence[Term], read: Text
) -> Iterator[_Spoken]:
    """Yield the amounts of the claim's kind, with how far each is spoken of like it.

    That is the mean, the last counting more, of three shares: of the question in the sentence, with the words
    that open the list it is an item of; of the claim's part in the part that has the amount; of the words round
    the claim in those round the amount.
    """
    around = _around(part, claim)
    for sentence, (lead, listed) in zip(read.sentences, lists_of(read.sentences), strict=True):
        text = fold(sentence.quote)
        amounts = read_amounts(text)
        same = [
            one
            for one in amounts
            if one.is_like(claim) and _counts(part, claim, _near(text, one, amounts))
            if not _is_other_end(part, claim, text, one)
        ]
        if not same:
            continue
        above = read.headings.get(sentence.clause_id, "")
        whole = support(terms, lead + text + listed)
        whole = max(whole, support(terms, above + lead + text + listed) * _OF_SEGMENT)
        answers = any(_touches(sentence, one) for one in read.first)
        fits = []
        for amount in same:
            name = _paired(text, amount, amounts)
            words = _near(text, amount, amounts) + lead[-_NEAR:]
            changed = _CHANGED_BY.search(text[: amount.start])
            words = changed["of"] + words if changed else words
            near = _names_it(name, part) if name else _shared(around, words)
            own = max(
                support(told, words if changed else ""),
                support(told, text[slice(*_round(_PART, text, amount))]),
                support(told, lead + text[slice(*_round(_SEGMENT, text, amount))]) * _OF_SEGMENT,
                support(told, lead + text + listed) if len(same) == 1 else 0.0,
                support(told, above + text) * _OF_SEGMENT if len(same) == 1 else 0.0,
            )
            fit = (whole + own + _ROUND_COUNTS * near) / (2 + _ROUND_COUNTS)
            fit *= 1.0 if amount.kind == claim.kind else _OTHER_COUNTER
            fit += _FIRST if answers else 0.0
            fits.append(fit - _FIRST if sentence in read.near else fit)
        is_named = "分别" in text and any(_paired(text, one, amounts) for one in same)
        level = fits if is_named else _of_either(text, same, fits)
        for amount, fit in zip(same, level, strict=True):
            has = frozenset(one.word for one in told if one.found_in(lead + text) > _HAS)
            is_near = sentence in read.near
            yield _Spoken(
                amount=amount,
                text=text,
                sentence=sentence,
                fit=fit,
                has=has,
                own=frozenset(
                    one for one in has if one in text[slice(*_round(_PART, text, amount))]
                ),
                is_near=is_near,
                of_year=_is_of_year(text, amount, read.years),
                answers=answers,
            )


def _is_other_end(part: str, claim: Amount, text: str, amount: Amount) -> bool:
    """Tell whether an amount is where a change begins, and the claim where it ends, or the other way round.

    Of 从15万吨压减到7.5万吨 the former answers 原来有15万吨 alone: who says 压到10万吨, or just 10万吨, speaks of the latter.
    """
    is_first = _FROM.search(text[max(amount.start - _NEAR, 0) : amount.start])
    claims_first = _FROM.search(part[max(claim.start - _NEAR, 0) : claim.start])
    # 甲年就产了60吨, of 从甲年的30吨增加到…: its year tells which end is meant.
    year = re.search(r"(20\d\d)年的?\Z", text[: amount.start])
    is_dated = is_first and year and re.findall(r"20\d\d(?=年)", part) == [year[1]]
    claims_last = _ENDS_AT.search(part[max(claim.start - _NEAR, 0) : claim.start])
    if is_first and _TO.match(text, amount.end):
        return bool(claims_last) or not (claims_first or is_dated or claim.may_be(amount))
    return bool(claims_first) and not is_first


def _is_of_year(text: str, amount: Amount, years: frozenset[int]) -> bool | None:
    """Tell whether the last year ahead of an amount is one of those claimed; None where there is none of either."""
    told = re.findall(r"20\d\d(?=年)", _BASE.sub(" ", text[: amount.start]))
    return int(told[-1]) in years if years and told else None


def _counts(part: str, claim: Amount, near: str) -> bool:
    """Tell whether the words round an amount have what a claim counts, where the claim names it: 六大部分, 4个部分."""
    thing = _CARRIES.split(part[claim.end :], maxsplit=1)[0]
    thing = "".join(_CHARACTER.findall(re.split(r"[,，;；。?？]", thing, maxsplit=1)[0]))
    if claim.kind not in COUNTERS or len(thing) < len("部分"):
        return True
    return any(thing[at : at + 2] in near for at in range(len(thing) - 1))


def _of_either(text: str, amounts: Sequence[Amount], fits: Sequence[float]) -> list[float]:
    """Return the fits of amounts, those that stand for one another (1年、2年或3年) with the best of them."""
    level = list(fits)
    for at in range(1, len(amounts)):
        if text[amounts[at - 1].end : amounts[at].start] in _OR:
            start = at - 1
            while start and text[amounts[start - 1].end : amounts[start].start] in _OR:
                start -= 1
            best = max(level[start : at + 1])
            level[start : at + 1] = [best] * (at + 1 - start)
    return level


def lists_of(sentences: Sequence[Citation]) -> Iterator[tuple[str, str]]:
    """Yield for each sentence the words that open the list it is an item of, and the items it opens itself.

    Convention (立法技术规范): what ends in a colon is completed by the items （一）… behind it.
    """
    texts = [fold(one.quote) for one in sentences]
    lead = ""
    for at, text in enumerate(texts):
        is_item = bool(_ITEM.match(text))
        if not is_item or sentences[at].clause_id != sentences[at - 1].clause_id:
            lead = text if _LEADS.search(text) else ""
        items = takewhile(_ITEM.match, texts[at + 1 :]) if _LEADS.search(text) else ()
        yield (lead if is_item else ""), "".join(items)


def _around(part: str, claim: Amount) -> str:
    """Return the words right round a claim: ahead of it, and behind it as far as what it counts."""
    ahead = _CARRIES.sub("", part[: claim.start])
    behind = _CARRIES.split(part[claim.end :], maxsplit=1)[0]
    return f"{ahead[-_ROUND:]} {behind[:_ROUND]}"


def _touches(one: Citation, other: Citation) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _round(pattern: re.Pattern[str], text: str, amount: Amount) -> tuple[int, int]:
    """Return where the piece of a text that `pattern` cuts and an amount begins in starts and ends."""
    found = (one for one in pattern.finditer(text) if one.start() <= amount.start < one.end())
    return next((one.span() for one in found), (amount.start, amount.end))


def _near(text: str, amount: Amount, amounts: Sequence[Amount]) -> str:
    """Return the words round an amount, as far as the next amount or the end of what it belongs to."""
    before = max([one.end for one in amounts if one.end <= amount.start], default=0)
    start = max(
        before, amount.start - _NEAR, *(text.rfind(mark, 0, amount.start) + 1 for mark in ";。")
    )
    end = amount.end + _NEAR
    after = re.search(r"[,，;；。、]", text[amount.end : end])
    return (
        text[start : amount.start] + text[amount.end : amount.end + after.start() if after else end]
    )


def _shared(claim: str, near: str) -> float:
    """Return how much of the characters, and of the pairs of them, in the words round a claim `near` has."""
    words = "".join(_CHARACTER.findall(claim))
    if not words:
        return 0.0
    pairs = [words[at : at + 2] for at in range(len(words) - 1)] or [words]
    alone = sum(one in near for one in words) / len(words)
    return (alone + sum(one in near for one in pairs) / len(pairs)) / 2


def _names_it(name: str, question: str) -> float:
    """Return 1 where the name that 分别 gives an amount stands in the question, less for a piece; else 0."""
    pieces = [name[:-1], name[1:]]
    return 1.0 if name in question else 0.8 * any(one in question for one in pieces)


def _paired(text: str, amount: Amount, amounts: Sequence[Amount]) -> str:
    """Return the name to which 分别 gives an amount (甲、乙、丙分别…80万元、30万元、20万元), "" for none.

    Convention: as many names as amounts, in the same order, the names last ahead of 分别.
    """
    at = text.rfind("分别", 0, amount.start)
    if at < 0 or re.search(r"[;；。]", text[at : amount.start]):
        return ""
    run = [one for one in amounts if one.start > at and one.kind == amount.kind]
    length = next(
        (
            n
            for n in range(1, len(run))
            if text[run[n - 1].end : run[n].start] not in {"、", "和", "及"}
        ),
        len(run),
    )
    names = _NAMES_PARTED.split(text[max(text.rfind("。", 0, at), text.rfind(";", 0, at)) + 1 : at])
    if length < 2 or amount not in run[:length] or len(names) < length:
        return ""
    named = names[-length:]
    own = named[run.index(amount)].strip('“”"')
    return own[-_NAME:] if run.index(amount) == 0 else own[:_NAME]


def with_limit(text: str, amount: Amount) -> str:
    """Return an amount with the limiting words before it and what it counts behind it: 不低于1-2家."""
    before = _LIMITS.search(text[max(amount.start - _LONGEST_LIMIT, 0) : amount.start])
    thing = _THING.match(text[amount.end :])
    counted = thing.group().removesuffix("的") if thing else ""
    counted = "" if _GOES_TO.match(counted) else counted
    limit = before.group() if before else ""
    alike = [one for one in read_amounts(text) if one.kind == SHARE == amount.kind]
    changes = _CHANGES.search(text[: amount.start - len(limit)]) if len(alike) > 1 else None
    return (changes.group() if changes else "") + limit + amount.text + counted
