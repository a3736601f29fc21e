"""The part of a long sentence that answers, verbatim, with the words that govern it; pure.

Convention of quoting: what is left out between two parts of a sentence is marked by ……, and no part is
quoted without the time, the duty or the condition that it depends on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.amounts import Amount
from app.draft import on_one_line
from app.evidence import Term, fold, support
from app.ranges import is_in_range
from corpus.model import Citation, Span

LONGEST = 100  # characters of a sentence that is quoted whole
_SHORT_RULES = 60  # characters of a few rules in one sentence, given together
_SHORT = 110  # … unless the sentence is longer than a short answer, and the part is not
_SHARE = 0.7  # a part longer than this share of its sentence saves nobody anything
_OPENING, _CLOSING = "（(《“〔[「", "）)》”〕]」"
_PARTED = frozenset("，,；;：:")
_TIME = re.compile(
    r"20\d\d年|十[二三四五六]五|[一二三四五]年[内前]|(?<!\d)\d{1,4}(?:日|天|个月|个工作日)[内前]"
)
# The words of duty and of encouragement (立法技术规范; policy texts): they govern the parts behind them.
_MODAL = re.compile(
    "应当|应该|必须|务必|不得|不准|不予|禁止|严禁|杜绝|严格控制|严控|限制|一律|原则上|可以"
    "|鼓励|支持|引导|倡导|提倡|力争|争取|力求|探索|优先"
)
# A part that ends so is a condition of what follows; one that begins so belongs to what is ahead.
_CONDITION = re.compile(r"(?:的|时|前提下|情况下|基础上|之日起|后)$")
_LINK = re.compile("但是?|不过|其中|同时|然而")  # …；但是，甲提出的除外
# A part that ends in who is to do something is completed by the next.
_WHO_IS_TO = re.compile(r"(?:企业|单位|机构|部门|人员|个人|公司|用户|政府)$")
_BARE = 14  # characters of 到2025年 and the like
_LONG_ASIDE = 40  # characters in a bracket that are left out where nothing of them is asked for
_ASIDE = re.compile(
    rf"[（(][^（）()]{{{_LONG_ASIDE},}}[）)]|《[^《》]{{2,60}}》(?:[、和及]?《[^《》]{{2,60}}》){{2,20}}"
)
_ADDRESS = re.compile(
    r"https?://|www\."
)  # where a form lies, which nobody asks by what it is called
_GOES_ON = re.compile(
    r"^(?:但|其中|并|且|而|以及|或者?|也|则|除|其(?!他)|该|上述|前者|后者|不含|不包括|含)"
)
_SEMICOLONS = ("；", ";")
_COLON = re.compile("[：:]")
# A rule that begins so has its subject, or its act, in the one ahead of it.
_LEANS = re.compile(
    rf"^(?:{_MODAL.pattern}|逾期|拒不|情节|造成|构成|否则|未|仍|对其|处|并|由|按|给予|其|同时|到20\d\d|20\d\d)"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a sentence between its commas: where it stands, its words, its folded words."""

    start: int
    end: int
    words: str

    @property
    def folded(self) -> str:
        return fold(self.words)


def excerpt(
    sentence: Citation,
    terms: Sequence[Term],
    stating: re.Pattern[str] | None = None,
    given: Sequence[Amount] = (),
) -> tuple[Citation, ...]:
    """Return the pieces of a sentence that say what `terms` ask for, in its order.

    Of rules that semicolons part the one that is asked for is returned, of rules graded by an amount the one
    for the amount given. Else a sentence of at most `LONGEST` characters is returned whole, and so is one of
    which little could be left out. A part stays with what it depends on: a condition (…的，), an exception (但…), its time, the
    word that makes it binding.

    Args:
        sentence: The sentence that answers.
        terms: The words of the question.
        stating: What the answering piece has to hold (the figure, the time asked for); None for nothing.
        given: Amounts that the question gives as a circumstance.
    """
    parts = _parts(sentence.quote)
    meant = _graded(sentence.quote, parts, stating, given) or _one_rule(
        sentence.quote, parts, terms, stating
    )
    if len(parts) < 2 or (len(sentence.quote) <= LONGEST and meant is None):
        return (sentence,)
    if meant and not _is_long(parts, meant):
        first, last = meant
    else:
        first, last = _shortest(parts, terms, stating)
    while first and _GOES_ON.search(parts[first].words.lstrip()):
        first -= 1
    while last + 1 < len(parts) and _depends(parts[last], parts[last + 1]):
        last += 1
    answering = (parts[first].start, parts[last].end)
    ahead = [
        one for one in parts[:first] if not _is_of_another_rule(sentence.quote, one, answering)
    ]
    governing = _governing(sentence.quote, ahead, parts[first : last + 1])
    pieces = [*governing, *_without_asides(sentence.quote, answering, terms, stating)]
    told = sum(end - start for start, end in pieces)
    makes_short = told <= _SHORT < len(sentence.quote)
    if told > len(sentence.quote) * _SHARE and not makes_short:
        return (sentence,)
    return tuple(_piece(sentence, start, end) for start, end in _joined(pieces))


def states_rules(sentence: Citation, terms: Sequence[Term]) -> bool:
    """Tell whether one of the rules that semicolons part says all that a long sentence says of `terms`."""
    if len(sentence.quote) <= _SHORT_RULES:
        return False
    return _one_rule(sentence.quote, _parts(sentence.quote), terms, re.compile("")) is not None


def in_words(pieces: Sequence[Citation]) -> str:
    """Return the pieces of one sentence as a statement repeats them, …… where something is left out."""
    return "……".join(on_one_line(one.quote).rstrip("。；;：:，, ") for one in pieces) + "。"


def _parts(quote: str) -> list[_Part]:
    """Cut a sentence at its commas, semicolons and colons outside brackets and quotation marks."""
    cuts, depth = [0], 0
    for at, sign in enumerate(quote):
        depth = max(depth + (sign in _OPENING) - (sign in _CLOSING), 0)
        between_figures = quote[at - 1 : at].isdigit() and quote[at + 1 : at + 2].isdigit()
        if not depth and sign in _PARTED and not between_figures:
            cuts.append(at + 1)
    ends = [*cuts[1:], len(quote)]
    return [
        _Part(start, end - (quote[end - 1] in _PARTED), quote[start:end].strip("，,；;：: \n"))
        for start, end in zip(cuts, ends, strict=True)
        if quote[start:end].strip("，,；;：:。 \n")
    ]


def _graded(
    quote: str,
    parts: Sequence[_Part],
    stating: re.Pattern[str] | None,
    given: Sequence[Amount],
) -> tuple[int, int] | None:
    """Return the first and last part of the rule for an amount given, of several graded by it; None for none."""
    if not given:
        return None
    told = [is_in_range(one.folded, given) for one in parts]
    if told.count(True) != 1:
        return None
    first = last = told.index(True)
    while last + 1 < len(parts) and told[last + 1] is None:
        if quote[parts[last].end : parts[last].end + 1] in _SEMICOLONS:
            break
        last += 1
    words = "".join(one.folded for one in parts[first : last + 1])
    return (first, last) if stating is None or stating.search(words) else None


def _one_rule(
    quote: str, parts: Sequence[_Part], terms: Sequence[Term], stating: re.Pattern[str] | None
) -> tuple[int, int] | None:
    """Return the first and last part of the only rule between semicolons that says all the sentence says of `terms`.

    What opens the rules with a colon (按以下标准奖励：…；…) is said of each. None for no such rule, and for one that
    leans on another.
    """
    ends = [at for at, one in enumerate(parts) if quote[one.end : one.end + 1] in _SEMICOLONS]
    if not stating or not ends or ends == [len(parts) - 1]:
        return None
    opened = [at + 1 for at in range(ends[0]) if _COLON.match(quote, parts[at].end)]
    opening = "".join(one.folded for one in parts[: opened[0]]) if opened else ""
    starts = [opened[0] if opened else 0, *(at + 1 for at in ends if at + 1 < len(parts))]
    rules = list(zip(starts, [*(at - 1 for at in starts[1:]), len(parts) - 1], strict=True))
    wanted = support(terms, "".join(one.folded for one in parts)) - 1e-6
    words = {(a, b): "".join(one.folded for one in parts[a : b + 1]) for a, b in rules}
    saying = [one for one in rules if stating.search(words[one])]
    found = [one for one in saying if support(terms, opening + words[one]) >= wanted]
    if len(found) != 1:
        return None
    first = parts[found[0][0]]
    leans = _LEANS.search(first.words.lstrip())
    leans = leans or _COLON.search(quote[parts[starts[0]].start : first.start])
    return None if leans and found[0] != rules[0] else found[0]


def _is_long(parts: Sequence[_Part], meant: tuple[int, int]) -> bool:
    return parts[meant[1]].end - parts[meant[0]].start > LONGEST


def _shortest(
    parts: Sequence[_Part], terms: Sequence[Term], stating: re.Pattern[str] | None
) -> tuple[int, int]:
    """Return the first and last of the fewest neighbouring parts that say as much as the sentence."""
    whole = "".join(one.folded for one in parts)
    wanted = support(terms, whole) - 1e-6
    for length in range(1, len(parts)):
        runs = [(at, at + length - 1) for at in range(len(parts) - length + 1)]
        words = {(a, b): "".join(one.folded for one in parts[a : b + 1]) for a, b in runs}
        enough = [
            run
            for run in runs
            if support(terms, words[run]) >= wanted
            if stating is None or stating.search(words[run])
        ]
        if enough:
            return min(enough, key=lambda run: len(words[run]))
    return 0, len(parts) - 1


def _depends(part: _Part, following: _Part) -> bool:
    """Tell whether a part says nothing, or something else, without the one behind it."""
    is_bare_time = _TIME.search(part.folded) and len(part.folded) <= _BARE
    return bool(
        _CONDITION.search(part.words)
        or _LINK.fullmatch(part.words)
        or _WHO_IS_TO.search(part.words)
        or is_bare_time
        or following.words.startswith(("但", "除", "不含", "不包括"))
    )


def _is_of_another_rule(quote: str, part: _Part, answering: tuple[int, int]) -> bool:
    """Tell whether a condition belongs to a rule that a semicolon parts from the one that answers.

    甲的，移出名录；满三年的，列入名单: 甲的 says nothing of the second. What a colon follows governs all items.
    """
    between = quote[part.end : answering[0]]
    is_parted = any(one in between for one in _SEMICOLONS) and not _COLON.search(between)
    return is_parted and bool(_CONDITION.search(part.words))


def _governing(
    quote: str, ahead: Sequence[_Part], answering: Sequence[_Part]
) -> list[tuple[int, int]]:
    """Return the places of the parts ahead that govern the answer: time, duty, conditions, what opens a list.

    The time nearest ahead, where the answer names none; the word that binds or encourages nearest
    ahead, where the answer has none; every condition.
    """
    own = "".join(one.folded for one in answering)
    found = {one for one in ahead if _CONDITION.search(one.words)}
    found |= set([one for one in ahead if _COLON.match(quote, one.end)][-1:])
    if not _TIME.search(own):
        found |= set([one for one in ahead if _TIME.search(one.folded)][-1:])
    if not _MODAL.search(own):
        found |= set([one for one in ahead if _MODAL.search(one.folded)][-1:])
    return [(one.start, one.end) for one in sorted(found, key=lambda one: one.start)]


def _without_asides(
    quote: str,
    place: tuple[int, int],
    terms: Sequence[Term],
    stating: re.Pattern[str] | None,
) -> list[tuple[int, int]]:
    """Return the place without the long brackets and rows of titles that the answer does without.

    What is asked for stands beside them as well, and not the figure or the unit asked for in them.
    """
    said = quote[slice(*place)]
    pieces, at = [], place[0]
    for aside in _ASIDE.finditer(quote, *place):
        rest = said.replace(aside.group(), "")
        is_said = support(terms, fold(rest)) >= support(terms, fold(said)) - 1e-6
        is_said = is_said or bool(_ADDRESS.search(aside.group()))
        if is_said and (stating is None or stating.search(fold(rest))):
            pieces.append((at, aside.start()))
            at, said = aside.end(), rest
    return [*pieces, (at, place[1])] if quote[at : place[1]].strip("，。；;, ") else pieces


def _joined(pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces that only a comma parts."""
    joined = [pieces[0]]
    for (_, end), (start, after) in pairwise(pieces):
        if start - end <= 1:
            joined[-1] = (joined[-1][0], after)
        else:
            joined.append((start, after))
    return joined


def _piece(sentence: Citation, start: int, end: int) -> Citation:
    """Cite the characters from `start` to `end` of a sentence, without the blanks around them."""
    words = sentence.quote[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    span = Span(start=sentence.span.start + start, end=sentence.span.start + end)
    return replace(sentence, span=span, quote=sentence.quote[start:end])
