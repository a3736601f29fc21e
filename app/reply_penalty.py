"""Replies to 罚多少, 由谁处罚: what a clause imposes for an act, and who imposes it, verbatim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.amounts import read_amounts
from app.answer import Note, Premise, QuestionKind
from app.articles_named import ArticleNamed
from app.catalogue import ClauseFacts
from app.draft import Draft, DraftStatement, Findings, answered, declined, name, on_one_line
from app.evidence import fold
from app.fitting_words import parts_asked
from app.punished import CLAIMED_IMPOSER, Punished, articles_broken, by_act, find_punished
from app.ranges import is_in_range
from corpus.facts import Penalty
from corpus.model import Citation, Span, cite
from corpus.numerals import parse_integer
from corpus.places import in_chinese

# What a question about a penalty says: the fine, the penalty in general, or who may impose it.
_AMOUNT = re.compile(
    r"罚(?:款|金)?(?:的)?(?:金额|数额|幅度|标准|额度)?.{0,4}(?:多少|几|多大|多重)|(?:多少|几)(?:万|千|百)?(?:块|元)?钱?的?罚|罚多|最[多高低少]罚"
)
_DOERS = (
    re.compile("个人"),
    re.compile("单位|组织(?!人)|机构|企业|公司|经营者|法人"),
)  # whom an act is of
_PENALTY = re.compile(
    r"处罚|受罚|挨罚|罚款|罚[钱金]|怎么罚|如何罚|[要会得该被]罚|罚不罚|[要会]不[要会]罚|什么(?:处理|后果|责任)|(?:没|不|未|逾|擅自|违|瞒|假)[^。?]{1,40}会?(?:被|要)?(?:怎么?样?|如何|咋)处理|责令|吊销|没收|开罚单|法律责任"
)
# The best act is taken when this share of the question stands in it and the headings above.
_ENOUGH = 0.35
# Another act that fits this well, with other penalties, leaves it open which one is meant.
_AS_GOOD = 0.93
_OF_SEVERAL = 0.8  # of the best fit: a question for several acts speaks less of each
_MOST = 3
_LONGEST_WHOLE = 150  # characters
_LONGEST = 110  # characters; a question for one figure gets a short answer
_SUM = re.compile(r"\d{1,12}|[一二两三四五六七八九][一二三四五六七八九十百千万零]{0,8}")
# A sum of money, or the range of one: 五千到两万, 五百元以上二千元以下.
_MONEY = re.compile(
    rf"(?:{_SUM.pattern})[十百千万]?(?:元|块)?(?:(?:以[上下])?[到至~-]?(?:{_SUM.pattern})[十百千万]?(?:元|块)?(?:以下)?)?(?<=[元块百千万下])"
)
_BREACH = re.compile(r"违反|违背|触犯|犯了|不遵守")
_SEVERAL = re.compile(r"分别|各|还有|又[罚由]")
_LEVEL_AND_KIND = re.compile(
    r"^(?:国家|省|市|县|区|州)+(?:级)?|(?:行政)?(?:主管)?(?:部门|机关)$|[局委厅]$|行政$"
)
# A condition named only to be left aside: 没到情节严重的程度.
_NOT_GRAVE = re.compile(
    r"(?:没|未|不|尚未)(?:到|有|构成|达到?|属于?|算|是)?.{0,3}(?:情节|后果|严重|造成)"
)
# What a text and its readers call one condition.
_CONDITIONS = (
    re.compile(r"逾期|到期|过期|拒不|[仍还](?:不|未|没)|不(?:改|整改|停)"),
    re.compile(r"情节|严重"),
)
_TO_MARK = re.compile(r"[^，,；;。：:（(\s]{1,30}(?=[，,；;。])")
# What follows a penalty for whoever goes on: behind a semicolon, or as the next sentence.
_GOES_ON = re.compile(r"\s{0,4}[；;。]\s{0,4}((?:逾期|到期|拒不|拒绝|情节|仍)[^。]{4,240})(?=。)")
_FINED_AHEAD = re.compile(r"[罚交缴赔][^,。;?]{0,8}$")
_FINED_BEHIND = re.compile(r"[^,。;?]{0,4}罚")
_AT_MOST = re.compile(r"最[高多重]|顶格|上限")


def reply_penalty(findings: Findings) -> Draft | None:
    """Answer what an act costs, or who punishes it; None where that is not asked, or not found."""
    text = findings.analysis.text
    asks_amount = bool(_AMOUNT.search(text))
    if not asks_amount and not _PENALTY.search(text):
        return None
    by_whom = findings.analysis.kind is QuestionKind.AGENCY
    cases = [
        case
        for case in find_punished(findings)
        if not asks_amount or any(one.fines for one in case.penalties)
        if not by_whom or any(one.imposed_by for one in case.penalties)
    ]
    cases = _of_whom(fold(text), cases)
    best = max(cases, key=lambda case: case.fit, default=None)
    if best is None or best.fit < _ENOUGH:
        return None
    several = bool(_SEVERAL.search(text)) and len(_named(best, fold(text))) < 2
    least = best.fit * (_OF_SEVERAL if several else _AS_GOOD)
    answering = [case for case in sorted(cases, key=_fit, reverse=True) if case.fit >= least]
    if _AT_MOST.search(text):
        answering = [max(answering, key=_heaviest)]
        best = answering[0]
    is_open = not several and len({case.penalties for case in answering}) > 1
    statements = {
        case.penalties: _state(
            case,
            _asked_for(findings, case, asks_amount=asks_amount, by_whom=by_whom),
            by_whom=by_whom,
            longest=_LONGEST if not several and not is_open else None,
            asked=fold(text),
        )
        for case in (answering if several or is_open else [best])
    }
    kind = findings.analysis.kind
    if is_open:
        return _left_open(findings, answering, list(statements.values()))
    lead = f"{name(best.facts)}写明：" if kind is QuestionKind.TASK else ""
    draft = answered(kind, *list(statements.values())[:_MOST], lead=lead)
    return _with_premise(findings, draft, best)


def _of_whom(asked: str, cases: Sequence[Punished]) -> list[Punished]:
    """Leave out the acts of bodies where a person is asked about alone, and the other way round.

    Convention (立法技术规范): an article that fines both differently opens the act with whose it is: 经营者…的; 个人有前述行为的.
    """
    kinds = [kind for kind in _DOERS if kind.search(asked)]
    if len(kinds) != 1:
        return list(cases)
    others = [kind for kind in _DOERS if kind not in kinds]
    acts = {case: fold(act.quote) if (act := case.penalties[0].act) else "" for case in cases}
    own = [case for case in cases if kinds[0].search(acts[case])]
    places = {case.facts.clause.id for case in own}
    return [
        case
        for case in cases
        if case in own
        or case.facts.clause.id not in places
        or not any(kind.search(acts[case]) for kind in others)
    ]


def _fit(case: Punished) -> float:
    return case.fit


def _left_open(
    findings: Findings, cases: Sequence[Punished], statements: Sequence[DraftStatement]
) -> Draft:
    """Give the penalties of alike acts side by side, each with its act; declined where too many fit."""
    kind = findings.analysis.kind
    if len(statements) > _MOST:
        reason = f"写法相近的行为有{len(statements)}个，处罚不同；请写明是哪一种行为。"
        acts = [case.penalties[0].act or case.penalties[0].source for case in cases]
        return declined(kind, reason, list(dict.fromkeys(acts))[:_MOST])
    note = Note(code="ambiguous", text="写法相近的行为不止一个，处罚不同，以上都列出；请对照行为。")
    return replace(answered(kind, *statements), notes=(note,))


def reply_breach(findings: Findings) -> Draft | None:
    """Answer what breaking an article costs that the question names by number; None for no such one.

    违反第四条 is not 违反第四条之一: an article that an amendment added is one of its own.
    """
    analysis = findings.analysis
    asks = _AMOUNT.search(analysis.text) or _PENALTY.search(analysis.text)
    if analysis.article is None or not asks:
        return None
    is_breach = bool(_BREACH.search(analysis.text))
    clauses = findings.catalogue.clauses(analysis.documents)
    found = [
        Punished(penalties=penalties, facts=facts, stated=None, by_article=True, fit=1.0)
        for facts in clauses
        for penalties in by_act(facts.penalties)
        if any(
            _is_asked(one, analysis.article, analysis.part)
            for one in articles_broken(facts, penalties[0], penalties[0].items)
        )
    ]
    by_whom = analysis.kind is QuestionKind.AGENCY
    kind = QuestionKind.OBLIGATION if analysis.kind is QuestionKind.CLAUSE else analysis.kind
    if not found and not is_breach:
        return None  # 第四十条罚多少 is of the article itself
    if not found:
        article = f"第{in_chinese(analysis.article[0])}条"
        article += f"之{in_chinese(analysis.article[1])}" if analysis.article[1] else ""
        return declined(kind, f"文件没有写明违反{article}怎样处罚。")
    statements = [_state(case, case.penalties, by_whom=by_whom, longest=None) for case in found]
    titles = dict.fromkeys(case.facts.document.title for case in found)
    if len(titles) > 1:
        named = zip(found, statements, strict=True)
        statements = [replace(one, text=f"{name(case.facts)}：{one.text}") for case, one in named]
    return answered(kind, *statements)


def _is_asked(one: ArticleNamed, article: tuple[int, int], part: tuple[int, int]) -> bool:
    """Tell whether a place that is broken is the article asked about, and its 款 and 项 where told."""
    paragraph, item = part
    return (
        one.article == article
        and (not paragraph or not one.paragraphs or paragraph in one.paragraphs)
        and (not item or not one.items or item in one.items)
    )


def _with_premise(findings: Findings, draft: Draft, case: Punished) -> Draft:
    """Put right a sum, or who imposes it, that the question takes for granted and the text denies."""
    if denied := _imposer_denied(findings, case):
        return _corrected(draft, denied)
    asked = _fine_claimed(findings.analysis.text)
    fines = [fine for one in case.penalties for fine in one.fines]
    found = next((match for fine in fines if (match := _MONEY.search(fold(fine)))), None)
    if asked is None or found is None or _sums(asked.group()) & _sums(fold("".join(fines))):
        return draft
    ranges = [one for fine in fines for one in read_amounts(fold(fine))]
    if any(one.has(two) for one in ranges for two in read_amounts(asked.group())):
        return draft
    return _corrected(draft, Premise(asked=asked.group(), found=found.group()))


def _fine_claimed(text: str) -> re.Match[str] | None:
    """Return the sum of money that a question takes to be the fine; none of another kind: 违法所得五千元."""
    sums = _MONEY.finditer(text)
    return next(
        (
            one
            for one in sums
            if _FINED_AHEAD.search(text[: one.start()]) or _FINED_BEHIND.match(text[one.end() :])
        ),
        None,
    )


def _imposer_denied(findings: Findings, case: Punished) -> Premise | None:
    """Return who is taken to impose a penalty that another does; None where none is, or it is the same."""
    claimed = CLAIMED_IMPOSER.search(findings.analysis.text)
    imposers = {fold(one.imposed_by) for one in case.penalties if one.imposed_by}
    if claimed is None or len(imposers) != 1:
        return None
    said, found = claimed["who"], next(iter(imposers))
    core, own = (_LEVEL_AND_KIND.sub("", one) for one in (said, found))
    is_same = not core or not own or core in own or own in core
    return None if is_same else Premise(asked=said, found=found)


def _corrected(draft: Draft, premise: Premise) -> Draft:
    first, *others = draft.statements
    opening = f"不是{premise.asked}，文件写的是{premise.found}："
    corrected = replace(first, text=opening + first.text)
    return replace(draft, statements=(corrected, *others), premise=premise)


def _sums(text: str) -> set[int]:
    return {parse_integer(number) for number in _SUM.findall(text)}


def _heaviest(case: Punished) -> tuple[float, float]:
    """Return the upper limit of the fines of an act, then how well it fits."""
    fines = [amount for one in case.penalties for amount in read_amounts(fold("".join(one.fines)))]
    return max((one.value for one in fines), default=0.0), case.fit


def _named(case: Punished, asked: str) -> tuple[Penalty, ...]:
    """Return the consequences of an act whose condition a question names, in the text's words or in others."""
    return tuple(
        one
        for one in case.penalties
        if one.condition
        if fold(one.condition)[:2] in asked
        or any(alike.search(one.condition) and alike.search(asked) for alike in _CONDITIONS)
    )


def _asked_for(
    findings: Findings, case: Punished, *, asks_amount: bool, by_whom: bool
) -> tuple[Penalty, ...]:
    """Return the consequences asked for: those whose condition is named, else all of the act."""
    penalties = case.penalties
    asked = fold(findings.analysis.text)
    named = _named(case, asked)
    if graded := _graded(penalties, asked):
        return graded
    if _NOT_GRAVE.search(asked):
        penalties = tuple(one for one in penalties if one not in named) or penalties
    elif named and not _asks_beside(asked):
        return named
    if by_whom:  # 构成犯罪的 is for no administrative organ
        penalties = tuple(one for one in penalties if one.imposed_by) or penalties
    fined = [one for one in penalties if one.fines]
    # 责令改正 and 构成犯罪 stand with the fine, unless all of it together is long.
    is_long = penalties[-1].source.span.end - _consequence_start(penalties[0]) > _LONGEST_WHOLE
    return tuple(fined if asks_amount and fined and is_long else penalties)


def _graded(penalties: Sequence[Penalty], asked: str) -> tuple[Penalty, ...]:
    """Return the consequences for an amount that a question tells, where their conditions grade by it; () for none.

    Convention (罚则): 违法所得一万元以上的，处…；没有违法所得或者违法所得不足一万元的，处….
    """
    fine = _fine_claimed(asked)
    given = [one for one in read_amounts(asked) if not fine or one.start != fine.start()]
    return tuple(
        one for one in penalties if one.condition and is_in_range(fold(one.condition), given)
    )


def _asks_beside(asked: str) -> bool:
    """Tell whether a question asks for the penalty, and then for that of whoever goes on: 怎么罚,不改的话呢?"""
    asks = next(filter(None, (one.search(asked) for one in (_AMOUNT, _PENALTY))), None)
    if asks is None or any(one.search(asked, 0, asks.start()) for one in _CONDITIONS):
        return False  # each of the cases is named: 到期仍不改的罚多少,情节严重的又罚多少
    later = re.split("[,?;]", asked[asks.end() :], maxsplit=1)[1:]
    return any(one.search(words) for one in _CONDITIONS for words in later)


def _consequence_start(penalty: Penalty) -> int:
    start = penalty.source.span.start
    return max(penalty.act.span.end, start) if penalty.act else start


def _end_of_asked(facts: ClauseFacts, end: int, asked: str) -> int:
    """Return the end of what befalls whoever goes on, where a question asks that beside the penalty; else `end`.

    It need be none of the kinds of penalties: 逾期未改正的，等量核减其下一年度配额.
    """
    behind = _GOES_ON.match(facts.document.text[: facts.clause.span.end], end)
    if behind is None or _NOT_GRAVE.search(asked):
        return end
    is_asked = any(one.search(behind[1][:10]) and one.search(asked) for one in _CONDITIONS)
    is_asked = is_asked or len(parts_asked(asked)) > 1  # 罚多少?没交的怎么办?
    return behind.end() if is_asked else end


def _state(
    case: Punished,
    chosen: tuple[Penalty, ...],
    *,
    by_whom: bool,
    longest: int | None,
    asked: str = "",
) -> DraftStatement:
    """State consequences in the words of the text, the act left out where it is too long."""
    facts, first, last = case.facts, chosen[0], chosen[-1]
    end = _end_of_asked(facts, last.source.span.end, asked)
    rest = _TO_MARK.match(facts.document.text, end)  # 通报批评和约谈问责
    whole = _between(facts, first.source.span.start, rest.end() if rest else end)
    quoted = whole
    is_long = longest is not None and len(whole.quote) > longest and not case.by_article
    if is_long and first.act and first.act.span.end < first.source.span.end:
        start = max(first.act.span.end, first.source.span.start)
        skipped = re.match(r"[\s，,]*", facts.document.text[start:])
        quoted = _between(facts, start + (skipped.end() if skipped else 0), whole.span.end)
    text = f"{on_one_line(quoted.quote).rstrip('。；;：:')}。"
    if case.stated and len(text) + len(case.stated.quote) <= _LONGEST:
        text = f"{on_one_line(case.stated.quote).rstrip('。；;：:')}：{text}"
    imposer = next((one.imposed_by for one in case.penalties if one.imposed_by), None)
    if by_whom and imposer and imposer not in text:
        text = f"{name(facts)}写明由{imposer}处理：{text}"
    cited = (whole,) if first.act is None or _covers(whole, first.act) else (whole, first.act)
    if by_whom and imposer and imposer not in whole.quote:
        cited = (*cited, case.penalties[0].source)
    if case.stated:
        cited = (*cited, case.stated)
    return DraftStatement(text=text, citations=tuple(dict.fromkeys(cited)))


def _covers(outer: Citation, inner: Citation) -> bool:
    return outer.span.contains(inner.span)


def _between(facts: ClauseFacts, start: int, end: int) -> Citation:
    return cite(facts.document, facts.clause, Span(start=start, end=end))
