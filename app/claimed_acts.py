"""What a question takes to be allowed, forbidden or left free, and the text says the opposite of; pure.

Conventions (立法技术规范; 行文规范): 不得, 禁止, 严禁, 停止 forbid what stands behind them, 可以, 鼓励 allow it, 应当, 必须 and 予以
demand it, and each governs the part of the sentence behind it. People ask in other words of the same acts: 可以…吧,
不用…吧, 不会被…, …是允许的吧. A claim is denied only by a part of a sentence that has the very act under the
opposite word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.claimed_amounts import Claim, lists_of
from app.evidence import fold
from corpus.model import Citation


class _Says(Enum):
    """How a claim takes an act to stand."""

    MAY = auto()
    MAY_NOT = auto()
    NEED_NOT = auto()
    HARMLESS = auto()  # nothing happens to who does it
    IS = auto()  # …适用, …包括
    IS_NOT = auto()


# Tried in this order at each place of a question.
_CLAIMED = re.compile(
    r"(?P<open>能不能|可不可以|可以不可以|要不要|用不用|会不会|是否(?:可以|能|需要?|必须)|不得不|不能不|不可不|非[^,]{1,12}不可)"
    r"|(?P<harmless>(?:(?<!是)不(?:会|用|必|至于|需要?)?|没(?:有|啥|什么)?|无需|免于|免予)(?:再)?(?:被|受到?|有|承?担|负)?(?:任何|什么|啥|法律|刑事|行政)?"
    r"(?:追究|问责|追责|处罚|处分|处理|惩罚|惩处|罚款?|影响|责任|担责|受限|后果|约谈|通报|拘留|坐牢|判刑|扣[分钱])|没事|没关系|不要紧)"
    r"|(?P<need_not>可以不(?!同)|能不(?!能)|可不(?=[\u4e00-\u9fff])|不用|不必|无需|无须|不需要?|用不着|没必要|没有必要|不强制|免(?=[交缴费除于予])|不要求)"
    r"|(?P<is_not>不(?:适用|属于|包括|包含|计入|纳入)(?!于?本))"
    r"|(?P<is>(?:适用|属于|包括|包含|计入|纳入))"
    r"|(?P<may_not>不能(?!力)|不可以?|不得|不准|不许|不让|不允许|不给|禁止|严禁|没法|没资格|没有资格|无权|不会给)"
    r"|(?P<may>可以|允许|准许|随便|随意|鼓励|支持|放开|能(?![源力耗效够级量])|能够)"
)
_ASKS_BACK = re.compile(
    r",?(?:就|也|都|还)?(?:行|可以|好|成|是|对|没错|没记错|这样|允许|准许|真)?(?:的|了)?(?:是不是|对不对|是这样|对|是|没错|真的?)?[吗吧嘛么呢啊]?[?？!！。]*$"
)
_FORBIDS = re.compile(
    r"(?:一律)?(?:不得|不准|不予|不允许|严禁|禁止|杜绝|(?:全面|一律|立即)?停止|暂停|不再|不能|不应|不宜|不可)(?!抗)"
)
_CURBS = re.compile(r"严格控制|从严控制|严控|严格限制|限制|遏制|控制|防止")
_ALLOWS = re.compile(
    r"(?<!不)(?:可以|允许|准许|准予|应予准许|有权|鼓励|支持)|(?<![不许认])可(?=[\u4e00-\u9fff]{2})"
)
_DEMANDS = re.compile(
    r"应当|必须|务必|(?<![对适相反响])应(?![用急对变收税付])|须|(?<![重主需])要(?![求素点件闻害])|予以|一律|责令"
)
_CONSEQUENCE = re.compile(
    r"处理|查处|曝光|通报|约谈|问责|追究|追责|处分|处罚|罚款|罚金|责令|吊销|限制|禁入|取消|追回|收回|扣[减除]|列入|暂停|不予|从重|拘役|有期徒刑|赔偿|承担[^,。;]{0,10}责任"
)
_SPARES = re.compile(
    r"(?:不予|免予|免除|免于|不再|不得)(?:行政|刑事)?(?:处罚|处分|追究|通报)|从轻|减轻|不追究|不影响"
)
_HEARTY = re.compile(r"鼓励|支持|随便|随意|放开|大量|任意")
_MANNER = re.compile(
    r"(?:以[^,，]{2,10}?(?:名义|方式|形式|手段|理由|为由)|(?:按照?|依照)(?:国家|有关|相关|本[\u4e00-\u9fff]{2}|法定|程序|时|期|要求){0,3}(?:规定)?|足额|如实|统一|给予|予以|违规|违法|擅自|私自|非法|随意|任意|大量|继续|直接|优先|积极|酌情|适当|依法|依规|及时|主动|自行|再|先行|先|随便|自己|还|都|也|就|去|来|多|被|受|将)+"
)
_EMPTY = re.compile(
    r"[的了吗吧呢啊是要得会到就才都也有给在和与及把被将让你我他咱们这那个些说听人]|企业|公司|单位|规定|文件|方案"
)
_ARTICLE = re.compile(
    r"^\s*第[〇零一二三四五六七八九十百\d]{1,6}条(?:之[一二三四五六七八九十])?\s*"
)
_PART = re.compile(r"[^,，;；。:：?？!！]+")
# What people call an act in one syllable and texts by a word that has it not.
_CALLED = {
    "改": "更正修订变更",
    "钱": "资金款项费用",
    "拿": "领取获得",
    "犯": "发生",
    "种": "造林栽植",
    "用": "使用",
    "带": "搭载携带",
    "卖": "销售出售",
    "买": "采购购置",
}
_ACT_SHARE = 0.3  # of the characters of the object, where the verb is the same word
_ACT_SHARE_LOOSE = 0.5  # … where only a character of the verb is
_ABOUT = 0.4  # of the pairs of characters of a claim in the sentence that denies it
_ABOUT_WHOLE = 0.25  # … where nearly all of the act stands under the opposite word
_LONGEST = 40  # characters
_LONGEST_ASKED = 30
_MOST_ACTS = 2  # in one part of a question


_JOINT = re.compile(r"[和与或、]|或者|以及")  # of two verbs: 指定和推荐
_VERBS = 8  # characters in which verbs stand
_NEARLY = 0.8  # of the characters of what is said to belong to something
_SHORT_ACT = 2  # characters
_FREES = re.compile(r"可以不|可不|无需|无须|不需|不必|不要求|免(?=[交缴费除于予])|不再")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """What a claim says of an act: the word it says it by, the act itself, with whose it is, as asked."""

    says: _Says
    word: str
    words: str
    about: str
    asked: str


_Governing = Callable[[_Act, str, str], Iterator[re.Match[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedAct:
    """A claim as the question words it, the part of a sentence that says the opposite, and the sentence."""

    asked: str
    found: str
    sentence: Citation


def deny_act(
    claims: Iterable[Claim],
    sentences: Sequence[Citation],
    title: str,
    near: frozenset[Citation] = frozenset(),
) -> DeniedAct | None:
    """Return the first claim of what may, must not or need not be done that a sentence denies; None for none.

    Words of the document's `title` only name it; sentences that are only `near` have to speak of most of it.
    """
    texts = [fold(one.quote) for one in sentences]
    around = [
        lead + text + listed
        for text, (lead, listed) in zip(texts, lists_of(sentences), strict=True)
    ]
    for act in (one for claim in claims for one in _read(claim)):
        shares = [_share_of_pairs(act.about, one, title) for one in around]
        ranked = sorted(range(len(texts)), key=lambda at: -shares[at])
        said = max(
            (shares[at] for at in ranked if _opposite(act, texts[at], shares[at], _agree)),
            default=-1.0,
        )
        for at in ranked:
            found = _opposite(act, texts[at], shares[at], _oppose)
            enough = shares[at] > said and (shares[at] >= _ABOUT or sentences[at] not in near)
            if found is not None and enough:
                return DeniedAct(asked=act.asked, found=found, sentence=sentences[at])
    return None


def _read(claim: Claim) -> Iterator[_Act]:
    """Yield the acts that a claim is of, in turn (可以接着开,不用退出); none where it claims none, or asks openly."""
    whole = fold(claim.part)
    starts = [one.start() for one in _CLAIMED.finditer(whole)]
    for at in starts[:_MOST_ACTS]:
        end = next((one for one in starts if one > at and whole[one - 1] in "、,"), len(whole))
        if act := _act_at(claim, whole[:end], at):
            yield act


def _act_at(claim: Claim, part: str, at: int) -> _Act | None:
    """Return the act claimed by the word at a place of a part; None where it asks openly."""
    match = _CLAIMED.match(part, at)
    if match is None or match["open"]:
        return None
    ahead, act = part[: match.start()], _ASKS_BACK.sub("", part[match.end() :])
    is_behind = bool(_EMPTY.sub("", act))
    about = f"{ahead} {act}"
    about = f"{fold(claim.before)} {about}" if len(about) < _LONGEST else about
    is_clear = is_behind or match["harmless"]
    asked = part[match.start() :][: len(match.group() + act)] if is_clear else part
    return _Act(
        says=_Says[str(match.lastgroup).upper()],
        word=match.group(),
        words=_MANNER.sub("", act, count=1) if is_behind else ahead,
        about=about,
        asked=_ASKS_BACK.sub("", asked)[:_LONGEST_ASKED],
    )


def _opposite(act: _Act, text: str, share: float, governing: _Governing) -> str | None:
    """Return the part of a sentence that has an act under a word of those that `governing` gives; None for none."""
    for match in _PART.finditer(text):
        part = _ARTICLE.sub("", match.group())
        if any(_is_same_act(act, part[one.end() :], share) for one in governing(act, part, text)):
            return part.strip() if len(part) <= _LONGEST else part.strip()[-_LONGEST:]
    return None


def _oppose(act: _Act, part: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a part that stand against a claim."""
    if act.says in {_Says.IS, _Says.IS_NOT}:
        yield from re.finditer(_other_way(act.word), part)
    elif act.says is _Says.HARMLESS:
        if not _SPARES.search(text):
            yield from _CONSEQUENCE.finditer(part)
    elif act.says is _Says.MAY:
        yield from _FORBIDS.finditer(part)
        for match in _CURBS.finditer(part):
            if _HEARTY.search(act.word) or _MANNER.match(part, match.end()):
                yield match
    elif act.says is _Says.MAY_NOT:
        if not _FORBIDS.search(part):
            yield from _ALLOWS.finditer(part)
    elif not _FORBIDS.search(part) and not _FREES.search(part):
        yield from _DEMANDS.finditer(part)


def _other_way(word: str) -> str:
    """Return a pattern for 不适用 where 适用 is said, for 适用 where 不适用 is."""
    return rf"(?<!不){word[1:]}" if word.startswith("不") else f"不{word}"


def _agree(act: _Act, part: str, _: str) -> Iterator[re.Match[str]]:
    """Yield the words of a part that say what a claim says."""
    if act.says in {_Says.IS, _Says.IS_NOT}:
        yield from re.finditer(rf"(?<!不){act.word}", part)
        return
    pattern = {
        _Says.HARMLESS: _SPARES,
        _Says.MAY: _ALLOWS,
        _Says.MAY_NOT: _FORBIDS,
        _Says.NEED_NOT: _FREES,
    }[act.says]
    if act.says is not _Says.MAY or not _FORBIDS.search(part):
        yield from pattern.finditer(part)


def _is_same_act(act: _Act, governed: str, share: float) -> bool:
    """Tell whether what a word governs is the act of a claim: its verb, and most of what it is done to."""
    if act.says is _Says.HARMLESS:
        return share >= _ABOUT
    if act.says in {_Says.IS, _Says.IS_NOT}:
        own = _EMPTY.sub("", act.words)
        has_it = sum(one in governed for one in own) >= _NEARLY * len(own)
        return share >= _ABOUT and (has_it or "适用" in act.word)
    told = _MANNER.sub("", governed, count=1) if _MANNER.match(governed) else governed
    own = _EMPTY.sub("", act.words)
    claimed = own + "".join(proper for called, proper in _CALLED.items() if called in own)
    if not told or not own:
        return False
    if len(own) <= _SHORT_ACT:
        return share >= _ABOUT and _has_any(told, claimed)
    is_whole = sum(one in told for one in own) >= _NEARLY * len(own)
    if act.says is _Says.NEED_NOT and share < (_ABOUT_WHOLE if is_whole else _ABOUT):
        return False
    joined = [told[one.end() :] for one in _JOINT.finditer(told[:_VERBS])]
    is_all = act.says is _Says.NEED_NOT and is_whole and share >= _ABOUT
    return is_all or any(_is_done(one, claimed, act.about, share) for one in (told, *joined))


def _is_done(told: str, claimed: str, about: str, share: float) -> bool:
    """Tell whether words that begin with a verb have it of a claim, and what it is done to of what that is about."""
    verb, rest = told[:2], _EMPTY.sub("", told[2:])
    done_to = sum(one in about for one in rest) / len(rest) if rest else 1.0
    if verb in claimed:
        return done_to >= _ACT_SHARE
    is_like = any(one in claimed for one in verb)
    done_to = max(done_to, sum(one in told for one in claimed) / len(claimed))
    return is_like and share >= _ABOUT and done_to >= _ACT_SHARE_LOOSE


def _has_any(told: str, claimed: str) -> bool:
    """Tell whether a short act, or what texts call it, stands in the words governed."""
    if len(claimed) == 1:
        return claimed in told
    return any(claimed[at : at + 2] in told for at in range(len(claimed) - 1))


def _share_of_pairs(claim: str, text: str, title: str) -> float:
    """Return how many of the pairs of characters of a claim, those of the title apart, a sentence has."""
    words = _EMPTY.sub(" ", _MANNER.sub(" ", claim))
    pairs = [
        words[at : at + 2]
        for at in range(len(words) - 1)
        if re.fullmatch(r"[\w]{2}", words[at : at + 2]) and words[at : at + 2] not in title
    ]
    return sum(one in text for one in pairs) / len(pairs) if pairs else 0.0
