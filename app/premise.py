"""What a question takes for granted and the text denies: amounts, days, years, levels, modality; pure.

People ask 听说…要到50%，归谁管? An official puts the figure right before answering. A claim is compared with
the sentence of the cited clauses that speaks most of it, and only with what stands there in the
same role: the only other amount of its unit, the only other day or year, the other level, an
encouraging word in place of a binding one (行文规范: 必须, 不得 bind, 鼓励, 支持 do not), the two sides of 以…为主、…为辅
in the other order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.amounts import DAY, OFTEN, PERSONS, TIME, Amount, read_amounts
from app.answer import AnswerStatus, Premise, QuestionKind
from app.catalogue import ClauseFacts
from app.claimed_acts import deny_act
from app.claimed_amounts import Claim, DeniedAmount, Text, deny_amount, find_said
from app.claimed_counts import with_count_corrected
from app.claimed_doers import read_doer
from app.claimed_times import deny_effective_day, deny_year, years_told
from app.claimed_units import left_out, with_duty_corrected
from app.claimed_words import closest_part, other_direction, other_manner, other_means, other_order
from app.draft import Draft, DraftStatement, Findings, answered, led, name, on_one_line
from app.evidence import fold, support
from app.excerpt import excerpt, in_words
from app.selection import regions_not_covered
from corpus.model import Citation, Span, cite
from index.question_words import ASKS

# These ask for what has to be complete, or for a place; nothing is claimed about one sentence.
_NOT_OF_ONE_SENTENCE = frozenset({QuestionKind.LIST, QuestionKind.OUTLINE, QuestionKind.CLAUSE})
# What the asker says of himself, or supposes, is no claim about the text.
_CIRCUMSTANCE = re.compile(r"我|咱|本人|大概|大约|左右|将近")
_SUPPOSED = re.compile(r"假如|假设|如果|要是|若|比如")
_ONLY_ASKS = re.compile(
    r"(?:这|那)?(?:个|样)?(?:说法|数|数字|理解)?(?:我|俺)?(?:应该|是|有)?(?:没|不)?(?:有)?(?:记)?(?:对|是|错|这样|这么回事|正确|真|属实|准)(?:不对|不是)?(?:的)?[吗吧嘛么巴呢]?"
)
_REPORTED = re.compile(
    r"听说|据说|都说|听同事|同行说|有人说|说是|规定|要求|提出|提到|写|方案|文件|记错|报道"
)
# To contradict takes more than to answer: the sentence has to speak of most of what is claimed.
_SURE = 0.45
_SURER = 0.55  # where nothing else was found to answer
_DUE = re.compile(r"[到至在]20\d\d年|20\d\d年(?:底|末|前)")
# What is told of the asker or of today: no claim about when a goal is due.
_OF_SELF = re.compile(r"我|咱|俺|本[人厂]|现在|今年|已经|投产|成立|注册")
_UNTIL_WHEN = re.compile(r"期限|截止|时限|到期|时间节点")
_APART = 0.15  # of the question
_SURE_OF_DOER = 0.6  # of the matter where another doer was found already
_SAME_MATTER = 0.6  # of the question in the metric of a goal
_SAME_METRIC = 0.05  # by which another goal's may be named less
_MOST_TOLD = 3  # sentences held against the way a question takes something to go
_NEAR = 0.8  # of the best score: clauses that may say it as well
_MOST_NEAR = 6
_SHORT = 50  # characters; a long sentence is quoted in part
_SHORT_ENOUGH = 80  # … unless the answer itself quotes this much of it
_WANTS_YES = re.compile(
    r"对[吧巴吗嘛]|对不对|是吧|是吗|吗|吧[?]?$|是不是|是否|有没有|没记错|是这样|正确|属实|为什么|为啥"
)
# What takes something to be so, and does not ask openly whether it is: 可以…吗 asks.
_TAKES = re.compile(
    r"吧|对[吗嘛]|对不对|是吗|是不是|没错|没记错|这样|真的|属实|听说|据说|都说|听[^,]{1,4}(?:说|讲)|说是|[为凭]什么|为啥|怎么还"
)
_PART = re.compile(r"[^,，;；。:：?？!！]+")
# A statement with a mark behind it, or what says how soon or late: 2030年才建成?
_STATES = re.compile(r"[?？]$|才|就|要等|一直")
_ABOVE = 400  # characters: number and title
_NUMBERED = re.compile(r"[〔\[(（]20\d\d[〕\])）]")
_LEVEL = re.compile(r"(?:世界|国际|国内|国家|全国|省|市|县|区)级")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Denial:
    """A claim, what the text has in its place, and the sentence that has it."""

    asked: str
    found: str
    sentence: Citation
    is_whole: bool = False  # it answers by itself


def with_premise_corrected(findings: Findings, draft: Draft) -> Draft:
    """Open an answer with the correction of what its question wrongly takes for granted: who does it, or what."""
    draft = _of_doer(findings, draft) or _corrected(findings, draft)
    draft = with_duty_corrected(findings, draft)
    asked = findings.analysis.text
    is_counted = draft.kind is QuestionKind.OUTLINE or _WANTS_YES.search(asked)
    return with_count_corrected(draft, asked) if is_counted else draft


def _corrected(findings: Findings, draft: Draft) -> Draft:
    """Open an answer with the correction of what its question wrongly takes for granted.

    A question that was declined because of its premise is answered by the correction alone. A draft
    that corrects already, or answers for what has to be complete, stays as it is.
    """
    is_settled = draft.premise is not None or draft.status is AnswerStatus.OUT_OF_SCOPE
    if is_settled or draft.kind in _NOT_OF_ONE_SENTENCE or findings.analysis.both:
        return draft
    is_answered = draft.status is AnswerStatus.ANSWERED
    if denied := _denied_time(findings, draft):
        return denied
    answering = frozenset(draft.statements[0].citations if is_answered else ())
    clauses = _clauses_read(findings, draft)
    read = _text(findings, clauses, answering, sure=is_answered)
    denial = next(_denials(findings, clauses, read), None)
    if denial is None:
        return _with_what_is_said(findings, draft, read)
    quote = _round(findings, denial) if is_answered else denial.sentence
    covering = [one for one in draft.statements if _covers(one, quote)] if is_answered else []
    stated = next((one for one in covering if len(one.text) <= _SHORT_ENOUGH), None)
    told = stated or DraftStatement(text=on_one_line(quote.quote), citations=(quote,))
    told = _shortened(findings, told, denial.found)
    words = told.text.rstrip("。；;，,")
    first = replace(told, text=f"不是{denial.asked}，文件写的是{denial.found}：{words}。")
    premise = Premise(asked=denial.asked, found=denial.found)
    if not is_answered:
        return replace(answered(draft.kind, first), premise=premise)
    others = [one for one in draft.statements if one not in covering and not _is_in(one, words)]
    if denial.is_whole:
        return replace(draft, statements=(first,), premise=premise, lead="")
    if others:
        others[0] = led(draft, others[0])
    return replace(draft, statements=(first, *others), premise=premise, lead="")


def _of_doer(findings: Findings, draft: Draft) -> Draft | None:
    """Answer who only wants a yes to who does something with the sentence that says who does; else None.

    A list of responsible units that has the unit asked about stands as it is.
    """
    text = findings.analysis.text
    is_denial = bool(left_out(text, findings.analysis.agencies))
    if is_denial or not _only_wants_yes(text) or draft.status is AnswerStatus.OUT_OF_SCOPE:
        return None
    read = _text(findings, _clauses_read(findings, draft), frozenset(), sure=True)
    doer = read_doer(text, read.sentences, read.title, findings.analysis.scope_words)
    if doer is None or (draft.premise is not None and doer.share < _SURE_OF_DOER):
        return None
    told = "".join(one.text for one in draft.statements)
    if draft.premise is None and draft.kind is QuestionKind.AGENCY and doer.asked in told:
        return None
    words = on_one_line(doer.sentence.quote)
    if doer.is_same:
        if draft.premise is None:
            return None
        statement = DraftStatement(text=f"是，{words}", citations=(doer.sentence,))
        return answered(draft.kind, statement)
    opening = f"不是{doer.asked}，文件写的是{doer.found}："
    statement = DraftStatement(text=f"{opening}{words}", citations=(doer.sentence,))
    premise = Premise(asked=doer.asked, found=doer.found)
    return replace(answered(draft.kind, statement), premise=premise)


def _denied_time(findings: Findings, draft: Draft) -> Draft | None:
    """Return the correction of a year or of the day of effect that a question wrongly claims.

    Who asks until when, or names the very figure of a goal, claims a year as well as who wants a yes to it.
    """
    text = findings.analysis.text
    only_yes = _only_wants_yes(text)
    if not only_yes and not _dates_a_goal(findings, draft):
        return None
    cited = dict.fromkeys(c.document_id for one in draft.statements for c in one.citations)
    documents = findings.analysis.documents or tuple(cited)
    denied = (deny_effective_day(findings, documents) if only_yes else None) or deny_year(findings)
    if denied is None:
        return None
    told = _shortened(findings, denied.statement, denied.found)
    words = replace(told, text=f"不是{denied.asked}，文件写的是{denied.found}：{told.text}")
    premise = Premise(asked=denied.asked, found=denied.found)
    if only_yes or draft.status is not AnswerStatus.ANSWERED:
        return replace(answered(draft.kind, words), premise=premise, notes=draft.notes)
    first, *others = draft.statements
    statements = (words, led(draft, first), *others)
    return replace(draft, statements=statements, lead="", premise=premise)


def _dates_a_goal(findings: Findings, draft: Draft) -> bool:
    """Tell whether a question gives a year to what it asks the time of, or to a figure it names, and was declined.

    One for the units that are responsible is answered whatever the year.
    """
    text = findings.analysis.text
    parts = [one for one in _PART.findall(text) if years_told(one)]
    is_of_self = any(_OF_SELF.search(one) for one in parts)
    is_answered = draft.status is AnswerStatus.ANSWERED
    if not parts or is_of_self or (is_answered and draft.kind is not QuestionKind.AGENCY):
        return False
    figures = [one for one in read_amounts(text) if one.kind not in _OF_THEIR_OWN]
    if is_answered:
        return bool(figures)
    return bool(figures) or findings.analysis.when or bool(_UNTIL_WHEN.search(text))


def _shortened(findings: Findings, statement: DraftStatement, found: str) -> DraftStatement:
    """Return a long statement of one sentence as the part of it that says what is put right."""
    if len(statement.text) <= _SHORT_ENOUGH or len(statement.citations) != 1:
        return statement
    pieces = excerpt(statement.citations[0], findings.terms, re.compile(re.escape(fold(found))))
    if pieces == statement.citations:
        return statement
    return DraftStatement(text=in_words(pieces), citations=pieces)


def _is_in(statement: DraftStatement, words: str) -> bool:
    """Tell whether a statement says nothing that `words` do not say as well."""
    return statement.text.rstrip("。；;，,") in words


def _covers(statement: DraftStatement, quote: Citation) -> bool:
    """Tell whether a statement quotes first what has `quote` in it."""
    first = statement.citations[0]
    return first.clause_id == quote.clause_id and first.span.contains(quote.span)


def _clauses_read(findings: Findings, draft: Draft) -> list[ClauseFacts]:
    """Return the clauses that an answer cites; of a question declined, the nearest one."""
    if draft.status is AnswerStatus.ANSWERED:
        cited = dict.fromkeys(c.clause_id for one in draft.statements for c in one.citations)
        found = (findings.catalogue.get(one) for one in cited)
        return [one for one in found if one is not None]  # a heading is no clause
    nearest = [one.facts for one in findings.candidates[:1]]
    return [one for one in nearest if not regions_not_covered(findings.analysis, one)]


def _round(findings: Findings, denial: _Denial) -> Citation:
    """Return the parts of a long sentence that end with the one that says what was found."""
    sentence = denial.sentence
    if len(sentence.quote) <= _SHORT:
        return sentence
    pieces = excerpt(sentence, findings.terms, re.compile(re.escape(fold(denial.found))))
    if len(pieces) == 1 and pieces != (sentence,):
        return pieces[0]  # of rules that semicolons part, the one that is asked about
    parts = list(_PART.finditer(sentence.quote))
    found = next((at for at, one in enumerate(parts) if denial.found in fold(one.group())), None)
    if found is None:
        return sentence
    first = found
    while first and parts[found].end() - parts[first - 1].start() <= _SHORT:
        first -= 1
    start, end = parts[first].start(), parts[found].end()
    facts = findings.catalogue[sentence.clause_id]
    at = sentence.span.start
    return cite(facts.document, facts.clause, Span(start=at + start, end=at + end))


def _text(
    findings: Findings, clauses: Sequence[ClauseFacts], first: frozenset[Citation], *, sure: bool
) -> Text:
    """Return what claims are held against: the clauses read, and those found that are as good."""
    ids = {one.clause.id for one in clauses}
    best = findings.candidates[0].score if findings.candidates else 0.0
    near = [
        one.facts
        for one in findings.candidates[:_MOST_NEAR]
        if one.score >= best * _NEAR
        if one.facts.clause.id not in ids and not regions_not_covered(findings.analysis, one.facts)
    ]
    beside = [sentence for facts in near for sentence in facts.sentences]
    return Text(
        sentences=[*(sentence for facts in clauses for sentence in facts.sentences), *beside],
        terms=findings.terms,
        title=fold("".join({one.document.title for one in (*clauses, *near)})),
        headings={
            one.clause.id: fold(" ".join(one.clause.path.headings)) for one in (*clauses, *near)
        },
        years=frozenset(findings.analysis.years),
        first=first,
        near=frozenset(beside),
        sure=sure,
    )


def _with_what_is_said(findings: Findings, draft: Draft, read: Text) -> Draft:
    """Answer who only wants a yes to an amount with the sentence that has it, where the draft has it not."""
    text = findings.analysis.text
    is_other_kind = draft.kind not in {
        QuestionKind.TASK,
        QuestionKind.TARGET,
        QuestionKind.OBLIGATION,
    }
    if is_other_kind or draft.status is not AnswerStatus.ANSWERED or not _only_wants_yes(text):
        return draft
    said = find_said(_claims(text), read)
    cited = [one for statement in draft.statements for one in statement.citations]
    has_it = said and any(
        said[0].may_be(amount) for one in cited for amount in read_amounts(fold(one.quote))
    )
    if said is None or has_it:
        return draft
    amount, sentence = said
    pieces = excerpt(sentence, findings.terms, re.compile(re.escape(amount.text)))
    place = name(findings.catalogue[sentence.clause_id])
    words = on_one_line(sentence.quote) if pieces == (sentence,) else in_words(pieces)
    statement = DraftStatement(text=words, citations=pieces)
    return replace(draft, statements=(statement,), lead=f"{place}写明：")


def _only_wants_yes(text: str) -> bool:
    """Tell whether a question asks nothing but whether what it says is so."""
    return bool(_WANTS_YES.search(text)) and not ASKS.search(_WANTS_YES.sub(" ", text))


def _denials(findings: Findings, clauses: Sequence[ClauseFacts], read: Text) -> Iterator[_Denial]:
    """Yield what the clauses deny, each claim against the sentence that speaks most of it."""
    question = findings.analysis.text
    only_yes = _only_wants_yes(question)
    denied = deny_amount(_claims(question), read)
    if denied and not _is_goal(findings, denied):
        is_whole = only_yes and denied.sentence in read.near
        yield _Denial(
            asked=denied.asked, found=denied.found, sentence=denied.sentence, is_whole=is_whole
        )
    if _TAKES.search(question) and (
        act := deny_act(_claims(question), read.sentences, read.title, read.near)
    ):
        yield _Denial(asked=act.asked, found=act.found, sentence=act.sentence, is_whole=only_yes)
    sentences = [sentence for facts in clauses for sentence in facts.sentences]
    if not sentences:
        return
    share = {one: support(findings.terms, fold(one.quote)) for one in sentences}
    ranked = sorted(sentences, key=lambda one: -share[one])
    whole = fold("".join(one.quote for one in sentences))
    for sentence in ranked[:_MOST_TOLD]:
        if found := other_direction(question, fold(sentence.quote), whole):
            yield _Denial(asked=found[0], found=found[1], sentence=sentence, is_whole=only_yes)
    if share[ranked[0]] >= (_SURE if read.sure else _SURER):
        yield from _denied_words(findings, ranked, whole)


def _denied_words(findings: Findings, ranked: Sequence[Citation], whole: str) -> Iterator[_Denial]:
    """Yield what the sentence that speaks most of a question says by its own words in another way."""
    question, best = findings.analysis.text, ranked[0]
    closest = max(ranked[:_MOST_TOLD], key=lambda one: closest_part(question, fold(one.quote)))
    readers: tuple[tuple[Callable[[str, str, str], tuple[str, str] | None], Citation], ...] = (
        (other_manner, closest),
        (_other_unit, best),
        (_other_level, best),
        (other_order, best),
        (other_means, best),
    )
    for reader, sentence in readers:
        if found := reader(question, fold(sentence.quote), whole):
            yield _Denial(asked=found[0], found=found[1], sentence=sentence)
    is_of_amount = any(one.kind != TIME for one in read_amounts(fold(question)))
    near = () if is_of_amount else ranked[:_MOST_TOLD]  # an amount is told apart by itself
    dated = [one for one in near if _DUE.search(fold(one.quote))]
    told = next((one for one in dated if support(findings.terms, fold(one.quote)) >= _SURE), best)
    if found := _other_year(findings, question, told, whole):
        is_whole = _only_wants_yes(question) or not ASKS.search(question)
        yield _Denial(asked=found[0], found=found[1], sentence=told, is_whole=is_whole)


def _is_goal(findings: Findings, denied: DeniedAmount) -> bool:
    """Tell whether another sentence sets what was denied as a goal of the same matter, of a year that may be meant.

    Convention: a plan gives one metric a figure for each of its years, in sentences and clauses apart.
    """
    years = findings.analysis.years
    claims = read_amounts(fold(denied.asked))
    goals = [
        (support(findings.terms, fold(target.metric)), target)
        for facts in findings.catalogue.clauses((denied.sentence.document_id,))
        for target in facts.targets
    ]
    inside = denied.sentence.span
    own = max((fit for fit, one in goals if inside.contains(one.source.span)), default=0.0)
    return any(
        fit >= max(_SAME_MATTER, own - _SAME_METRIC)
        and not inside.contains(target.source.span)
        and (not years or target.year is None or target.year in years)
        and any(
            one.may_be(two)
            for one in claims
            for two in read_amounts(fold(f"{target.value}{target.unit}"))
        )
        for fit, target in goals
    )


def _claims(question: str) -> Iterator[Claim]:
    """Yield the parts of a question that may claim something of the text.

    What only asks for a yes to it (…,没错吧?) goes with the part before it.
    """
    told_of_self = bool(re.search(r"我", question))
    parts: list[str] = []
    for match in _PART.finditer(question):
        if parts and _ONLY_ASKS.fullmatch(match.group()):
            parts[-1] += f",{match.group()}"
        else:
            parts.append(match.group())
    last = parts[-1] if parts else ""
    for before, part in pairwise(["", *parts]):
        if part.endswith("的") and part != last:
            continue  # 违法所得五千元的,罚多少: a case, as statutes put it
        is_claim = _REPORTED.search(part) or _WANTS_YES.search(part)
        is_of_self = _CIRCUMSTANCE.search(part.replace("我没记错", ""))
        may_be_told = (told_of_self or is_of_self) and not is_claim
        if not may_be_told and not _SUPPOSED.search(part):
            yield Claim(part=part, before=before)


# A length of time, a day, money and persons are told in no unit of anything else: 15年 is no 15万吨.
_OF_THEIR_OWN = frozenset({TIME, DAY, OFTEN, PERSONS})


def _other_unit(question: str, sentence: str, whole: str) -> tuple[str, str] | None:
    """Return an amount claimed whose number the sentence has with another unit: 千帕 for 兆帕."""
    for told in _claims(question):
        for claim in read_amounts(told.part):
            if not claim.text[:2].replace(".", "1").isdigit() or claim.text in whole:
                continue
            same = [one for one in read_amounts(sentence) if _number(one) == _number(claim)]
            is_other = len(same) == 1 and not {claim.kind, same[0].kind} & _OF_THEIR_OWN
            if is_other and same[0].kind != claim.kind and not _is_short_for(claim, same[0]):
                return claim.text, same[0].text
    return None


def _is_short_for(claim: Amount, amount: Amount) -> bool:
    """Tell whether the unit of one is a piece of the other's: people say 5000吨 of 5000吨标准煤."""
    one, other = (
        re.sub(r"[\d.,万亿]|[及以之]{1,2}[上下内]", "", each.text) for each in (claim, amount)
    )
    return bool(one and other) and (one in other or other in one)


def _number(amount: Amount) -> str:
    match = re.match(r"[\d.]+", amount.text)
    return match.group() if match else ""


def _other_level(question: str, sentence: str, whole: str) -> tuple[str, str] | None:
    """Return a level claimed (国家级) and the only one the sentence has."""
    said = [one for claim in _claims(question) for one in _LEVEL.findall(claim.part)]
    found = dict.fromkeys(_LEVEL.findall(sentence))
    if (
        len(said) != 1
        or len(found) != 1
        or said[0] in whole
        or "哪" in question.split(said[0])[0][-3:]
    ):
        return None
    return said[0], next(iter(found))


def _other_year(
    findings: Findings, question: str, sentence: Citation, whole: str
) -> tuple[str, str] | None:
    """Return a year claimed and the only one of the sentence, where all else of the claim stands."""
    analysis = findings.analysis
    states = not ASKS.search(question) and _STATES.search(question)
    is_claimed = analysis.kind is QuestionKind.AGENCY or _WANTS_YES.search(question) or states
    years = [one for one in years_told(question).items() if one[0] in analysis.years]
    if not is_claimed or len(years) != 1:
        return None
    facts = findings.catalogue[sentence.clause_id]
    own = [one for one in facts.targets if sentence.span.contains(one.source.span)]
    found = years_told(fold(sentence.quote))
    due = {one.year for one in own if one.year} or set(found)
    asked, words = years[0]
    above = facts.heading + "".join(_NUMBERED.findall(facts.document.text[:_ABOVE]))
    if len(due) != 1 or asked in due or str(asked) in above:
        return None
    if str(asked) in whole and not _is_told_apart(findings, sentence, str(asked)):
        return None
    year = next(iter(due))
    return words, found.get(year, f"{year}年")


def _is_told_apart(findings: Findings, sentence: Citation, year: str) -> bool:
    """Tell whether a sentence speaks clearly more of a question than those of its clause that have a year."""
    if not _DUE.search(sentence.quote):
        return False
    others = [one for one in findings.catalogue[sentence.clause_id].sentences if year in one.quote]
    most = max((support(findings.terms, fold(one.quote)) for one in others), default=0.0)
    return support(findings.terms, fold(sentence.quote)) >= most + _APART
