"""Replies to 有哪些举措, 怎么办: the sentences of a clause, verbatim, those asked about first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.draft import Candidate, Draft, DraftStatement, Findings, answered, name, on_one_line
from app.evidence import beside, fold, support
from app.excerpt import excerpt, in_words, states_rules
from app.fitting_words import fitting, parts_asked
from app.list_leads import IS_CASE
from app.members import names_of_parts, told_of_one
from app.question import focus
from app.selection import INTRODUCTORY
from app.stated_value import amount_pattern, expected_unit, holds_amount, years_in
from app.value_fits import amounts_told, next_case
from corpus.model import Citation, ClauseRole, Span
from index.question_words import HOW_MUCH, MANY_THINGS, ONE_THING, SEVERAL

_KIND = QuestionKind.TASK
# A question this well covered by a clause's headings asks for the clause as a whole.
_WHOLE = 0.8
_OF_PART = 0.3  # of what one of several questions says
# A sentence is given along when it says this share of what the best one says.
_ASKED = 0.5
# … a smaller one where several measures are asked for.
_ASKED_OF_SEVERAL = 0.3
_LEAST_OF_PARAGRAPH = 3  # sentences
_MOST_SENTENCES = 6
# A sentence that has this share of what a question says beside the heading is the part asked about.
_PART = 0.75
_FEWEST_BESIDE = 4  # characters
# Who asks for one thing is given the sentence that has it, and another only if it says as much.
_AS_MUCH = 0.85
# Whether something may be, in words that no sentence has much of: the next best may be the rule as well.
_VAGUE = 0.4
_TELLING = 1.0  # weight of a word
_MARK = re.compile("[，,；;]")
_CATCHWORD = re.compile(r"“([^“”]{2,16})”")
# Asked for is what is said of one thing: 是怎样一条链, 是怎么规定的.
_HOW_SAID = re.compile(
    r"怎样(?:的|一)|(?:怎[么样]|如何|咋)(?:规定|表述|写|说|讲|提|要求|定|描述|界定)的?[?？]?$|哪一?[条项]"
)
_LONG_STORY = 50  # characters of a question with its circumstances
_POINTS_BACK = re.compile(r"那里|这里|那边|这边|那儿|这儿|其中|它|该(?!怎|如何|咋)|上面|里头")
_LONGEST_CAPTION = 14
_TELLING_TITLE = 4  # characters of a heading without its number and its verb
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]?\s*")
_DOES = re.compile(
    r"^(?:加强|推进|推动|促进|完善|健全|建立|强化|加快|大力发展|发展|提升|提高|优化|规范|深化|实施|开展|构建|打造|落实|做好)+"
)
_TWO_CASES = re.compile("[?？].|呢|分别|各")  # 原告不来怎么办?换成被告呢?
_LIMITS = re.compile("禁止|严禁|不[得准予可应]|处罚|罚款|责令|除外|免")
_OPENS_LIST = re.compile(
    r"(?:下列|以下|如下|之一|包括|应当具备|分[为成])[^。]{0,40}[：:]\s*$|(?:下列|之一)[^。]{0,40}。\s*$"
)
_LISTED = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳]|——?")
_PROVISO = re.compile(r"\s{0,8}但")
_LABEL = re.compile(r"[\s—]{0,8}[^，,；;。：:\s]{1,12}[：:]")
_POINT = re.compile(r"\s*[一二三四五六七八九十]{1,3}是")
_ITEM = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]")
# Keywords that end in the name of a figure: 大宗工业固废综合利用率.
_FIGURE_NAMED = re.compile(
    r"(?:[^效]率|[产总用容]量|比例|比重|占比|规模|强度|面积|数量?|[长宽高深厚限额]度|[上下时年期]限|限额|金额|单价)[?？]?$"
)
_FIGURE_ASKED = re.compile("多少|多[大高长宽久]|几成|百分之几")
_OPEN = re.compile("什么|啥")
# Who decides or is turned to is one unit, where it is no duty (责任单位) that is asked for.
_WHO = re.compile("[经由向找跟归]谁|谁来?(?:审|批|定|说了算)")
# Where a body sits, or where one has to go.
_WHERE = re.compile(r"(?:设|放|挂|[在到去向归])[在到]?哪(?!些)")
_WHICH = re.compile("哪|什么|谁|啥")
_UNIT_NAMED = re.compile(
    "部门|机构|政府|公司|协会|法院|银行|平台|网站|[局厅部委院会所站处室办](?![\u4e00-\u9fff]{0,2}[定会])|中心"
)
_HOLDS_FIGURE = re.compile(r"\d")
# An answer to a question for one fact; its place, which the citation names, is left out where it makes it longer.
_SHORT = 120  # characters
# Another clause that says as much, and ranks this near, is given as well.
_ALSO = 0.75
_MOST_CLAUSES = 3


def reply_task(findings: Findings) -> Draft:
    """Answer with the measures of the best clause, and of others that say as much."""
    clauses = chosen(findings)
    statements: list[DraftStatement] = []
    for candidate in clauses:
        place = f"{name(candidate.facts)}写明：" if len(clauses) > 1 else ""
        sentences = _asked_sentences(findings, candidate, is_only=len(clauses) == 1)
        captions = _captions(candidate.facts) if len(sentences) > 1 else {}
        for citation in sentences:
            caption = captions.pop(citation, None)
            pieces: tuple[Citation, ...] = (citation,)
            if len(sentences) == 1 and (stating := _stating(findings, citation)):
                terms = findings.terms
                if stating is _UNIT_NAMED:  # what the headings say the citation tells already
                    terms = beside(terms, fold(candidate.facts.setting)) or terms
                pieces = excerpt(citation, terms, stating, amounts_told(findings))
            elif _asks_one_case(findings.analysis.text) and states_rules(citation, findings.terms):
                pieces = excerpt(citation, findings.terms, re.compile(""), amounts_told(findings))
            text = on_one_line(citation.quote) if pieces == (citation,) else in_words(pieces)
            if caption:
                text, pieces = on_one_line(caption.quote) + text, (caption, *pieces)
            elif opener := _limiting_opener(candidate.facts, citation, sentences):
                text, pieces = in_words((opener, *pieces)), (*pieces, opener)
            statements.append(DraftStatement(text=place + text, citations=pieces))
            place = ""
    lead = f"{name(clauses[0].facts)}写明：" if len(clauses) == 1 else ""
    if _asks_one_fact(findings.analysis.text) or len(statements) == 1:
        length = sum(len(one.text) for one in statements)
        lead = lead if len(lead) + length <= _SHORT or length > _SHORT else ""
    return answered(_KIND, *statements, lead=lead)


def _limiting_opener(
    facts: ClauseFacts, item: Citation, given: Sequence[Citation]
) -> Citation | None:
    """Return the words that open the list of an item where they forbid or punish it, and are not given themselves.

    Convention (立法技术规范): 禁止下列行为：（一）…; （二）… alone would say that it is done. An item that ends in 的 is
    a case, and what holds in it is said by the words that open the list alone.
    """
    openers = dict(zip(facts.sentences, facts.openers, strict=True)).get(item, ())
    is_case = IS_CASE.search(item.quote.rstrip())
    limiting = (
        one for one in openers[-1:] if one not in given and (is_case or _LIMITS.search(one.quote))
    )
    first = next((one for one in given if one in facts.sentences and openers), None)
    return next(limiting, None) if first is item else None


def chosen(findings: Findings) -> tuple[Candidate, ...]:
    """Return the clauses to answer from: the best, the best of each document asked about, equals."""
    best = findings.candidates[0]
    found = [best]
    is_narrow = _asks_one_fact(findings.analysis.text) or bool(_for_each(findings, best.facts))
    for other in findings.candidates[1:]:
        if len(found) == _MOST_CLAUSES:
            break
        documents = {one.facts.document.id for one in found}
        wanted = set(findings.analysis.documents) if findings.analysis.both else set()
        of_other_document = other.facts.document.id in wanted - documents
        alike = other.best_support >= max(best.best_support, _WHOLE)
        alike = alike and other.facts.clause.role not in INTRODUCTORY
        alike = alike and _says_alone(other) >= _says_alone(best)
        alike = alike and _may_be_of_year(findings, other.facts)
        if of_other_document or (alike and not is_narrow and other.score >= best.score * _ALSO):
            found.append(other)
    return tuple(found)


def _may_be_of_year(findings: Findings, facts: ClauseFacts) -> bool:
    """Tell whether a clause names a year asked about, or no year of its own; any clause where none is asked about."""
    asked, named = set(findings.analysis.years), years_in(fold(facts.text))
    return not asked or not named or not asked.isdisjoint(named)


def _says_alone(candidate: Candidate) -> float:
    """Return how far the best sentence of a clause speaks of a question without the headings above it."""
    return candidate.features.sentence_alone if candidate.features else 0.0


def _asked_sentences(
    findings: Findings, candidate: Candidate, *, is_only: bool
) -> tuple[Citation, ...]:
    """Return the sentences that speak of the question, best first; all for a general question.

    Points that are counted (一是…。二是…。) stay in their order, and whoever asks for several gets all of them.
    """
    facts = candidate.facts
    measures = facts.task.measures if facts.task else facts.sentences
    own = {one: support(findings.terms, fold(one.quote)) for one in measures or facts.sentences}
    in_box = facts.clause.role is ClauseRole.BOX
    stating = [one for one in own if not (in_box and _is_caption(one.quote))] or list(own)
    parts = names_of_parts(facts) if in_box else None
    told = told_of_one(parts, findings.terms) if parts else ()
    stating = [one for one in stating if one in told] or stating
    stating = _with_figure(findings, _of_year(findings, stating, own), own)
    stating = fitting(findings.analysis, stating)
    best = max(stating, key=lambda one: own[one])
    asked = _asking_part(findings)
    narrow = (_asks_one_fact(asked) or _is_said_once(findings, facts, best, stating)) and own[
        best
    ] > 0
    if _asks_figure(asked) and not holds_amount(fold(best.quote), expected_unit(asked)):
        narrow = False  # the figure is in what the sentence opens, or nowhere
    if each := _for_each(findings, facts):
        return each
    several = bool(MANY_THINGS.search(asked)) and not narrow
    about = _same_paragraph(facts, best, own) if several else own
    stating = _labelled_as_asked([one for one in stating if one in about], asked)
    share = 0.0 if about is not own else _ASKED_OF_SEVERAL if several else _ASKED
    is_whole = candidate.heading_support >= _WHOLE or (several and _names_heading(asked, facts))
    is_open = several or (len(stating) <= _MOST_SENTENCES and bool(_OPEN.search(asked)))
    is_theme = is_open and not narrow and is_only and _is_of_theme(findings, facts, stating)
    floor = 0.0 if is_whole or is_theme else own[best] * share
    is_vague = findings.analysis.whether and own[best] < _VAGUE and not _WHICH.search(asked)
    floor = own[best] * (_ASKED if is_vague else _AS_MUCH) if narrow else floor
    others = [one for one in stating if one != best and own[one] >= floor]
    kept = sorted(others, key=lambda one: -own[one])
    if not is_whole or floor or about is not own:
        kept = kept[: _MOST_SENTENCES - 1]
    if listed := whole_list(facts, best):
        return listed
    if referring := _referring(facts, best):
        return (best, *referring)
    if narrow and (case := next_case(findings, best)):
        return tuple(sorted({best, case, *kept}, key=lambda one: one.span))
    items = [item for one in kept for item in whole_list(facts, one)]
    kept = list(dict.fromkeys((*kept, *(one for one in items if one != best))))
    points = [one for one in about if _POINT.match(one.quote)]
    if best in points and len(points) > 1:
        kept = list({*kept, *points} - {best}) if several else kept
        return tuple(sorted((best, *kept), key=lambda one: one.span))
    return (best, *sorted(kept, key=lambda one: one.span))


def _for_each(findings: Findings, facts: ClauseFacts) -> tuple[Citation, ...]:
    """Return for each of several questions the sentence that speaks most of it, in their order; () where one has none.

    What a part says of the matter has to stand in its sentence or in the words that open its list. A task of a plan
    is one theme, and no set of rules.
    """
    parts = parts_asked(findings.analysis.text)
    if facts.task is not None or len(parts) == 1:
        return ()
    leads = dict(zip(facts.sentences, facts.leads, strict=True))
    found: list[Citation] = []
    told = 0
    for part in parts:
        terms = [one for one in findings.terms if one.word in fold(part)]
        pool = fitting(replace(findings.analysis, text=part), facts.sentences)
        if _asks_figure(part):
            unit = expected_unit(part)
            pool = [one for one in pool if holds_amount(fold(one.quote), unit)] or pool
        listed = {one: whole_list(facts, one)[1:] or (one,) for one in pool}
        said = {
            one: max(
                support(terms, fold(one.quote + two.quote) + leads.get(one, ""))
                for two in listed[one]
            )
            for one in pool
        }
        best = max(pool, key=lambda one: said[one])
        above = support(terms, fold(best.quote) + leads.get(best, "") + facts.folded[0])
        if said[best] > 0 and above >= _OF_PART:
            found += whole_list(facts, best) or (best,)
            told += 1
    return tuple(sorted(set(found), key=lambda one: one.span)) if told == len(parts) else ()


def _asking_part(findings: Findings) -> str:
    """Return the part of a long question that asks, with the one that says of what where it only points there.

    What is told before (三个地方都来招过商) says nothing of how many things are asked for.
    """
    text = findings.analysis.text
    if len(text) < _LONG_STORY:
        return text
    asking = focus(text)
    ahead = text[: text.rfind(asking.split(",")[0])].rstrip(",。;!?、:")
    if not _POINTS_BACK.search(asking) or not ahead:
        return asking
    return re.split(r"[,。;!?]", ahead)[-1] + "," + asking


def _is_said_once(
    findings: Findings, facts: ClauseFacts, best: Citation, sentences: Sequence[Citation]
) -> bool:
    """Tell whether what a question asks about one thing stands in one sentence and in no other of its clause.

    A plan names a project, a place or a catchword of its own once: who asks what it is (三明那个集群主打什么产品,
    “一张网”是怎样的) asks for that sentence, and not for the measures beside it.
    """
    asked = _asking_part(findings)
    quoted = [fold(one) for one in _CATCHWORD.findall(asked)]
    words = {one: fold(one.quote) for one in sentences}
    others = [words[one] for one in sentences if one != best]
    if MANY_THINGS.search(asked):
        is_quoted = any(
            one in words[best] and not any(one in it for it in others) for one in quoted
        )
        return is_quoted and bool(_HOW_SAID.search(asked))
    if not _OPEN.search(asked) or not _MARK.search(best.quote):
        return False  # a sentence without a comma may only name what follows
    telling = [
        one
        for one in findings.terms
        if one.word in asked and one.weight >= _TELLING and one.found_in(fold(facts.text))
    ]
    once = [
        one
        for one in telling
        if one.found_in(words[best]) >= _WHOLE and not any(one.found_in(it) for it in others)
    ]
    return len(once) > 1 and sum(one.weight for one in once) >= _ASKED * sum(
        one.weight for one in telling
    )


def _labelled_as_asked(sentences: list[Citation], asked: str) -> list[Citation]:
    """Return of sentences with labels of their own (铜：…。铝：…。) those whose label a question names; all where it names none."""
    labels = {one: _LABEL.match(one.quote) for one in sentences}
    named = [
        one for one, label in labels.items() if label and fold(label.group()).strip(" —:") in asked
    ]
    return named if named and sum(map(bool, labels.values())) > 1 else sentences


def _of_year(
    findings: Findings, sentences: list[Citation], own: dict[Citation, float]
) -> list[Citation]:
    """Return the sentences of a year asked about where a clause sets aims for several; else all.

    Convention of plans: 到2025年，…。到2030年，… stand side by side, and one of them is asked about.
    """
    years = set(findings.analysis.years)
    dated = {one: years_in(fold(one.quote)) for one in sentences}
    of_year = [one for one in sentences if years & dated[one]]
    of_others = any(found and not years & found for found in dated.values())
    is_meant = max(map(own.__getitem__, of_year), default=0.0) > 0
    is_alone = of_others or _asks_one_fact(findings.analysis.text)
    return of_year if years and is_alone and is_meant else sentences


def _with_figure(
    findings: Findings, sentences: list[Citation], own: dict[Citation, float]
) -> list[Citation]:
    """Return the sentences that hold a figure of the kind asked for, where one speaks of the question; else all."""
    asked = findings.analysis.text
    if not _asks_one_fact(asked) or not _asks_figure(asked):
        return sentences
    unit = expected_unit(asked)
    found = [one for one in sentences if holds_amount(fold(one.quote), unit)]
    least = max(map(own.__getitem__, sentences)) * _ASKED
    return found if any(own[one] >= least > 0 for one in found) else sentences


def _names_heading(asked: str, facts: ClauseFacts) -> bool:
    """Tell whether a question has all of what a clause's own heading is about: 绿色交通合作 in 绿色丝路的交通运输合作.

    Who asks so for several things asks for the clause, whatever else he tells.
    """
    title = fold("".join(facts.clause.titles[-1:]))
    about = _DOES.sub("", _NUMBERED.sub("", title))
    pairs = {about[at : at + 2] for at in range(len(about) - 1)}
    question = fold(asked)
    return len(about) >= _TELLING_TITLE and all(
        one in question or set(one) <= set(question) for one in pairs
    )


def _is_of_theme(findings: Findings, facts: ClauseFacts, sentences: Sequence[Citation]) -> bool:
    """Tell whether a question asks for the theme of a task, and not for what one of its sentences says.

    Convention of plans: the sentences of a task are measures of one theme, which its heading names. Each is worded
    on its own, so which of them have a word of the question says little. What has nearly all that the question says
    beside the heading is the part asked about; a short word beside it is as likely the heading's in other words.
    Sentences with labels of their own (铜：…。铝：…。) are each of one of several matters.
    """
    is_labelled = sum(bool(_LABEL.match(one.quote)) for one in sentences) > 1
    if facts.task is None or is_labelled:
        return False
    heading = fold(facts.heading)
    beside = [one for one in findings.terms if not one.found_in(heading)]
    for sentence in sentences:
        words = fold(sentence.quote)
        said = sum(len(one.word) for one in beside if one.word in words)
        if said >= _FEWEST_BESIDE and support(beside, words) >= _PART:
            return False
    return True


def _same_paragraph(
    facts: ClauseFacts, best: Citation, own: dict[Citation, float]
) -> dict[Citation, float]:
    """Return the sentences of the paragraph that the best one stands in, where it has several and the clause others.

    Convention: one paragraph of a clause is about one matter or one unit (各级…组织要…).
    """
    start = facts.text.rfind("\n", 0, best.span.start - facts.clause.span.start) + 1
    end = facts.text.find("\n", best.span.end - facts.clause.span.start)
    end = len(facts.text) if end < 0 else end
    at = facts.clause.span.start
    inside = {one: share for one, share in own.items() if at + start <= one.span.start < at + end}
    return inside if _LEAST_OF_PARAGRAPH <= len(inside) < len(own) else own


def _stating(findings: Findings, sentence: Citation) -> re.Pattern[str] | None:
    """Return what the part that answers a question for one fact has to hold; None for no such question.

    Which thing is asked for (哪项技术) cannot be told by its looks, so the sentence is given whole then.
    """
    asked = findings.analysis.text
    unit = expected_unit(asked)
    if unit and holds_amount(fold(sentence.quote), unit):
        return re.compile(amount_pattern(unit))
    if MANY_THINGS.search(asked):
        return None
    if _WHERE.search(asked) and not _OPEN.search(asked) and _UNIT_NAMED.search(sentence.quote):
        return _UNIT_NAMED
    if _FIGURE_NAMED.search(asked) or HOW_MUCH.search(asked):
        return _HOLDS_FIGURE
    is_yes_or_no = findings.analysis.whether and not _WHICH.search(asked)
    return re.compile("") if is_yes_or_no else None


def _asks_one_fact(asked: str) -> bool:
    """Tell whether a question wants one thing: which one, whether, or the figure its last word names."""
    one = next(filter(None, (one.search(asked) for one in (ONE_THING, _WHO, _WHERE))), None)
    is_one = one is not None or (_asks_figure(asked) and not SEVERAL.search(asked))
    return is_one and not MANY_THINGS.search(asked)


def _asks_one_case(asked: str) -> bool:
    several = (MANY_THINGS, SEVERAL, _TWO_CASES)
    return not any(one.search(asked) for one in several)


def _asks_figure(asked: str) -> bool:
    """Tell whether a question asks for a figure, by its last word or by a word that asks how much."""
    return bool(_FIGURE_NAMED.search(asked) or _FIGURE_ASKED.search(asked))


def whole_list(facts: ClauseFacts, best: Citation) -> tuple[Citation, ...]:
    """Return a list whole with the words that open it where the best sentence opens it; () for none.

    Convention (立法技术规范): a sentence that ends in a colon and says 下列, 以下 or 之一 is completed by the items
    （一）… behind it, and means nothing without them. A proviso (但书) behind them limits them all.
    """
    if not _OPENS_LIST.search(best.quote):
        return ()
    behind = [one for one in facts.sentences if one.span.start >= best.span.end]
    items = list(takewhile(lambda one: _LISTED.match(one.quote.strip()), behind))
    return (best, *items, *proviso_behind(facts, items[-1])) if len(items) > 1 else ()


def proviso_behind(facts: ClauseFacts, last: Citation) -> tuple[Citation, ...]:
    """Return the proviso (但书) that follows the last item of a list; () for none."""
    behind = (one for one in facts.sentences if one.span.start >= last.span.end)
    return tuple(one for one in islice(behind, 1) if _PROVISO.match(one.quote))


def _referring(facts: ClauseFacts, best: Citation) -> tuple[Citation, ...]:
    """Return what the clause lays down for the best sentence, where that is an item of a list; () for nothing.

    Convention (立法技术规范): behind its items a clause says of them by number what holds: 第七项规定的信息由企业选择….
    """
    item = _ITEM.match(best.quote.strip())
    if item is None:
        return ()
    named = f"第{item.group(1)}项"
    return tuple(
        one for one in facts.sentences if one.span.start >= best.span.end and named in one.quote
    )


def _captions(facts: ClauseFacts) -> dict[Citation, Citation]:
    """Return for the sentence behind each caption of a box what the caption says: 提升电机能效。"""
    if facts.clause.role is not ClauseRole.BOX:
        return {}
    return {
        two: _last_line(one)
        for one, two in pairwise(facts.sentences)
        if _is_caption(one.quote) and not _is_caption(two.quote)
        if one == facts.sentences[0] or "\n" not in one.quote.strip()
    }


def _last_line(sentence: Citation) -> Citation:
    words = sentence.quote.split("\n")[-1].strip()
    start = sentence.span.start + sentence.quote.rindex(words)
    return replace(sentence, span=Span(start=start, end=start + len(words)), quote=words)


def _is_caption(quote: str) -> bool:
    """Tell whether a sentence of a box only names what follows it: 废旧资源回收利用。

    The box's own title line, which has no full stop, counts as part of the first one.
    """
    last = quote.split("\n")[-1].strip()
    return len(last) <= _LONGEST_CAPTION and not re.search("[，,；;、0-9]", last)
