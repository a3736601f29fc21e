"""From what was found to a reply: declined where the documents do not say it, else by its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from app.answer import AnswerStatus, Note, QuestionKind
from app.catalogue import Catalogue
from app.document_sides import documents_compared
from app.draft import (
    Draft,
    DraftStatement,
    Findings,
    answered,
    declined,
    name,
    unsearched,
)
from app.evidence import SUBSTANCES, fold
from app.fitting_words import lacks_sanction
from app.other_matter import stands
from app.place_asked import BRACKETS
from app.premise import with_premise_corrected
from app.question import kinds_asked
from app.reply_agency import reply_agency
from app.reply_basis import is_supposed_ground, reply_basis
from app.reply_contact import reply_contact
from app.reply_definition import reply_definition
from app.reply_document import reply_document
from app.reply_each import reply_each
from app.reply_faq import reply_faq
from app.reply_goal import reply_goal
from app.reply_items import reply_items
from app.reply_list import reply_list
from app.reply_members import reply_list_at, reply_members, with_count
from app.reply_outline import (
    has_parts_at,
    names_a_part,
    names_only_a_part,
    reply_outline,
    reply_whole,
)
from app.reply_paired import with_own_value
from app.reply_parts import reply_parts
from app.reply_penalty import reply_breach, reply_penalty
from app.reply_place import clauses_at, no_such_place, reply_clause
from app.reply_projects import reply_projects
from app.reply_target import reply_target
from app.reply_task import reply_task
from app.reply_threshold import reply_threshold
from app.selection import holds_for_the_asker
from app.stated_value import years_in
from app.untold import decline_untold
from corpus.matter import NUMBER, SPOKEN_NUMBER, normal_number
from corpus.references import title_key
from index.background import load_background
from index.documents_named import is_title_of
from index.places_named import is_of
from index.question_words import (
    ASKS,
    CONTENT,
    DOCUMENT_NOUN,
    EVERYDAY,
    FOR_A_CHATBOT,
    HOW,
    MAY_ASK_MEANING,
    OUTLINE,
    SEVERAL,
)

_QUOTED = re.compile(r"《([^《》]{2,100})》")
_IS_TITLE = re.compile(rf"(?:{DOCUMENT_NOUN.pattern}|法|决定|纲要|细则|措施|指南)(?:\([^()]*\))?$")
_BETWEEN_YEARS = re.compile(r"(?:20\d\d年|末|底).{0,14}(?:20\d\d年|“?十.五”?)")
_COUNT = re.compile(r"共\d+[^：]{0,12}：$")
_DIGIT = re.compile(r"\d")
# What the asker wants it for, told ahead of what he asks: 准备写一篇报道,请把…方案的目标列给我.
_OWN_WORK = re.compile(r"^(?:我们?|咱们?)?(?:正在?|在|准备|打算|要|想)写[^,。;!?]{0,16}[,。;!]")
# What a question for several years may ask of each, and how what is not found of it is called.
_OF_A_YEAR = {QuestionKind.TARGET: "数值", QuestionKind.TASK: "目标"}
_FROM_FACTS = {
    QuestionKind.BASIS: reply_basis,
    QuestionKind.DEFINITION: reply_definition,
}


def reply(findings: Findings) -> Draft:
    """Answer a question or decline it; several documents asked about are answered one by one."""
    analysis = findings.analysis
    if draft := reply_faq(findings) or reply_document(findings):
        return draft
    if draft := _unfit(findings) or reply_list(findings):
        return draft
    if analysis.both and len(analysis.documents) > 1:
        compared, is_each = documents_compared(analysis, findings.catalogue.documents)
        findings = _limited(findings, compared, both=is_each and len(compared) > 1)
        if findings.analysis.both:
            return _of_each(findings)
    draft = with_own_value(with_premise_corrected(findings, _reply(findings)), findings)
    return _with_rest_told(draft, findings)


def _limited(findings: Findings, documents: tuple[str, ...], *, both: bool) -> Findings:
    """Limit what was found to the documents that a question for several is of."""
    analysis = replace(findings.analysis, documents=documents, both=both)
    if documents == findings.analysis.documents:
        return replace(findings, analysis=analysis)
    of_them = tuple(one for one in findings.candidates if one.facts.document.id in documents)
    return replace(findings, analysis=analysis, candidates=of_them or findings.candidates)


def _with_rest_told(draft: Draft, findings: Findings) -> Draft:
    """Say of a question that asks two things that the answer may be to one of them alone."""
    asked = kinds_asked(findings.analysis.text)
    if draft.status is not AnswerStatus.ANSWERED or len(asked) < 2:
        return draft
    note = Note(code="ambiguous", text="问题里不止一问，以上未必都答到；没有答到的请单独提问。")
    return replace(draft, notes=(*draft.notes, note))


def _of_each(findings: Findings) -> Draft:
    drafts: dict[str, Draft] = {}
    titles = [fold(one.title) for one in findings.catalogue.documents]
    in_titles = {term.word: sum(term.word in title for title in titles) for term in findings.terms}
    terms = tuple(one for one in findings.terms if in_titles[one.word] in {0, len(titles)})
    for document_id in findings.analysis.documents:
        title = findings.catalogue.document(document_id).title
        candidates = [one for one in findings.candidates if one.facts.document.id == document_id]
        analysis = replace(findings.analysis, documents=(document_id,), regions=(), both=False)
        one = replace(
            findings, analysis=analysis, terms=terms or findings.terms, candidates=tuple(candidates)
        )
        drafts[title] = _reply(one)
    answering = {
        title: draft for title, draft in drafts.items() if draft.status is AnswerStatus.ANSWERED
    }
    if not answering:
        return next(iter(drafts.values()))
    silent = [title for title in drafts if title not in answering]
    statements = [
        statement for title, draft in answering.items() for statement in _said_by(title, draft)
    ]
    lead = "".join(_silence(title, drafts[title]) for title in silent)
    counts = [draft.lead for draft in answering.values() if _COUNT.search(draft.lead)]
    if len(counts) == len(answering):
        lead += "；".join(one.removesuffix("：") for one in counts) + "："
    first = next(iter(answering.values()))
    notes = tuple(note for draft in answering.values() for note in draft.notes)
    totals = [draft.total for draft in answering.values() if draft.total is not None]
    total = sum(totals) if len(totals) == len(answering) else None
    return replace(first, statements=tuple(statements), lead=lead, notes=notes, total=total)


def _silence(title: str, draft: Draft) -> str:
    """Say that a document says nothing; where its reply only found nothing, that no more is known."""
    is_unsure = bool(draft.reason and draft.reason.startswith("没有找到"))
    return f"《{title}》中没有找到。" if is_unsure else f"《{title}》没有写明。"


def _said_by(title: str, draft: Draft) -> Iterator[DraftStatement]:
    """Yield a draft's statements so that each document's part says whose it is."""
    # A count is of the whole list; a statement repeats what it cites.
    opening = _COUNT.sub("：", draft.lead)
    is_of_list = opening != draft.lead
    if not opening or (is_of_list and _DIGIT.search(opening.replace(title, ""))):
        opening = f"《{title}》："
    for statement in draft.statements:
        named = title in statement.text or not opening
        yield statement if named else replace(statement, text=opening + statement.text)
        opening = "" if draft.lead else opening


def _reply(findings: Findings) -> Draft:
    findings = _counting_parts(findings)
    if draft := _of_each_year(findings):
        return draft
    return _reply_to_one(findings)


def _of_each_year(findings: Findings) -> Draft | None:
    """Answer for each of several years asked about in turn; None where one is asked, or none answers.

    A year that the document gives nothing for is said to have nothing.
    """
    analysis = findings.analysis
    is_of_several = analysis.both and len(analysis.documents) > 1
    if analysis.kind not in _OF_A_YEAR or len(analysis.years) < 2 or is_of_several:
        return None
    if not SEVERAL.search(analysis.text) and not _BETWEEN_YEARS.search(analysis.text):
        return None
    drafts = {
        year: _reply_to_one(replace(findings, analysis=replace(analysis, years=(year,))))
        for year in sorted(analysis.years)
    }
    answering = [one for year, one in drafts.items() if _is_of_year(one, year)]
    if not answering:
        return None
    silent = [f"{year}年" for year, one in drafts.items() if one not in answering]
    told = {one.text: one for draft in answering for one in draft.statements[:1]}
    lead = f"没有找到{'、'.join(silent)}的{_OF_A_YEAR[analysis.kind]}。" if silent else ""
    return answered(analysis.kind, *told.values(), lead=lead)


def _is_of_year(draft: Draft, year: int) -> bool:
    """Tell whether a draft answers for a year; what is to be done then has to name it."""
    is_answered = draft.status is AnswerStatus.ANSWERED
    if not is_answered or draft.kind is QuestionKind.TARGET:
        return is_answered
    return any(year in years_in(fold(one.quote)) for one in draft.statements[0].citations)


def _unfit(findings: Findings) -> Draft | None:
    """Decline what is no question to these documents, before any reply is looked for; else None."""
    steps = (_for_a_chatbot, _of_number, _of_other_place, _of_title)
    return next((draft for step in steps if (draft := step(findings))), None)


def _reply_to_one(findings: Findings) -> Draft:
    for step in (
        _unfit,
        reply_at_place,
        reply_contact,
        reply_whole,
        reply_each,
        reply_parts,
        _meaning_asked,
        reply_members,
        reply_breach,
        reply_definition,
        reply_basis,
        reply_goal,
        reply_projects,
        reply_items,
        _of_parts,
        _from_facts,
        _of_place,
        _of_whole,
        _unrelated,
        decline_untold,
    ):
        if draft := step(findings):
            return draft
    return _answer(findings)


def _meaning_asked(findings: Findings) -> Draft | None:
    """Answer X指哪些, 哪些算X by what the text says that X is, ahead of any list about it; else None."""
    text = findings.analysis.text
    counts = any(one["counts"] or one["after"] for one in MAY_ASK_MEANING.finditer(text))
    if not counts and findings.analysis.kind is not QuestionKind.DEFINITION:
        return None
    draft = reply_definition(findings)
    is_told = draft is not None and draft.status is AnswerStatus.ANSWERED
    return with_count(draft, findings) if draft and is_told else None


def _counting_parts(findings: Findings) -> Findings:
    """Take a count of a document's parts for an outline: 重大行动有几个, unlike 零碳园区建几个."""
    analysis = findings.analysis
    counts = analysis.kind is QuestionKind.TARGET and bool(OUTLINE.search(analysis.text))
    if counts and (analysis.box or names_a_part(findings) or has_parts_at(findings)):
        return replace(findings, analysis=replace(analysis, kind=QuestionKind.OUTLINE))
    asks_what = analysis.kind is QuestionKind.TASK and not HOW.search(analysis.text)
    if asks_what and names_only_a_part(findings):
        return replace(findings, analysis=replace(analysis, kind=QuestionKind.OUTLINE))
    return findings


def _for_a_chatbot(findings: Findings) -> Draft | None:
    """Decline what is no question to documents: to write, to translate, to tell the weather.

    What is asked of everyday life (股票, 天气) is one where the clause found speaks of it.
    """
    text = findings.analysis.text.lower()
    if findings.analysis.documents and _OWN_WORK.match(text):
        text = _OWN_WORK.sub("", text)
    told = findings.candidates[0].facts.folded[1] if findings.candidates else ""
    asking = [one for one in re.split("[,;。!?]", text) if ASKS.search(one)]
    everyday = EVERYDAY.search(",".join(asking) or text)  # a story may tell of taste or weather
    if not FOR_A_CHATBOT.search(text) and (everyday is None or everyday.group() in told):
        return None
    reason = "这个问题与已收录的政策文件无关；可以问任务、目标、责任单位或条款内容。"
    draft = declined(findings.analysis.kind, reason)
    return replace(draft, status=AnswerStatus.OUT_OF_SCOPE)


def _of_number(findings: Findings) -> Draft | None:
    """Decline a question about a document number that nothing at hand has or names; else None."""
    number = SPOKEN_NUMBER.search("".join(findings.analysis.text.split()))
    if number is None or findings.analysis.documents:
        return None
    wanted = normal_number(number.group())
    same = (normal_number(one.group()) for one in _numbers(findings.catalogue))
    if any(wanted.endswith(one) or one.endswith(wanted) for one in same):
        return None
    return declined(findings.analysis.kind, f"已收录的文件中没有文号为{wanted}的文件。")


def _of_other_place(findings: Findings) -> Draft | None:
    """Decline a numbered or complete reply for a place that no document at hand is of; else None."""
    analysis = findings.analysis
    from_facts = {QuestionKind.LIST, *_FROM_FACTS}
    from_whole = analysis.kind in {QuestionKind.CLAUSE, QuestionKind.OUTLINE, *from_facts}
    from_whole = from_whole or _asks_for_the_whole(findings)
    if not from_whole or analysis.documents:
        return None
    documents = findings.catalogue.documents
    absent = [
        one
        for one in analysis.regions
        if not any(
            is_of(one, two) or holds_for_the_asker(one, analysis.text, two) for two in documents
        )
    ]
    if not absent:
        return None
    return declined(analysis.kind, f"已收录的文件中没有{'、'.join(absent)}的文件。")


def _of_title(findings: Findings) -> Draft | None:
    """Decline a question about a document whose title stands nowhere at hand; else None."""
    catalogue = findings.catalogue
    titles = catalogue.title_keys
    if is_supposed_ground(findings.analysis.text):
        return None
    for quoted in _QUOTED.findall(findings.analysis.text):
        key = title_key(quoted)
        is_here = (
            catalogue.has(fold(quoted))
            or any(key in one or one in key for one in titles)
            or any(is_title_of(quoted, one.title) for one in catalogue.documents)
        )
        if _IS_TITLE.search(quoted) and not is_here:
            return declined(findings.analysis.kind, f"已收录的文件中没有《{quoted}》。")
    return None


def _numbers(catalogue: Catalogue) -> Iterator[re.Match[str]]:
    for text in catalogue.texts:
        yield from NUMBER.finditer(text)


def _of_parts(findings: Findings) -> Draft | None:
    """Answer with a clause by its number or a document's parts; None where neither is asked."""
    analysis = findings.analysis
    replies = {QuestionKind.CLAUSE: reply_clause, QuestionKind.OUTLINE: reply_outline}
    if analysis.kind not in replies:
        return None
    names_only_a_place = len(analysis.reference) > 1 or (analysis.reference and not findings.terms)
    draft = replies[analysis.kind](findings)
    if draft is None and analysis.reference and analysis.documents:
        # 第九条列了几项 asks for a clause that has no parts.
        draft = reply_list_at(findings) or reply_clause(findings)
    return draft or (no_such_place(findings) if names_only_a_place else None)


def _from_facts(findings: Findings) -> Draft | None:
    """Answer what has to be complete from the facts of every clause; None where that is not asked."""
    analysis = findings.analysis
    return _FROM_FACTS[analysis.kind](findings) if analysis.kind in _FROM_FACTS else None


def _of_whole(findings: Findings) -> Draft | None:
    return reply_outline(findings) if _asks_for_the_whole(findings) else None


def reply_at_place(findings: Findings) -> Draft | None:
    """Answer what stands at a place and who is responsible for it, where both are asked; else None."""
    analysis = findings.analysis
    both = analysis.kind is QuestionKind.AGENCY and CONTENT.search(analysis.text)
    if not both or not analysis.reference:
        return None
    told, units = reply_clause(findings), _of_place(findings)
    if told is None or told.status is not AnswerStatus.ANSWERED:
        return None
    if units is None or units.status is not AnswerStatus.ANSWERED or told.total is not None:
        return told
    first, *rest = told.statements
    opening = replace(first, text=told.lead + first.text)
    return replace(told, statements=(opening, *rest, *units.statements), lead="")


def _of_place(findings: Findings) -> Draft | None:
    """Answer who is responsible at the place the question names; None where it names none."""
    analysis = findings.analysis
    if analysis.kind is not QuestionKind.AGENCY:
        return None
    is_place = analysis.box or analysis.unit in {"章", BRACKETS} or len(analysis.reference) > 1
    if not analysis.reference or (findings.terms and not is_place):
        return None
    clauses = clauses_at(findings)
    hosts = {facts.clause.id for facts in clauses}
    drafts = [
        reply_agency(replace(findings, candidates=(unsearched(facts),)))
        for facts in clauses
        if facts.clause.host_id not in hosts
    ]
    answering = [draft for draft in drafts if draft.status is AnswerStatus.ANSWERED]
    if not answering:
        return drafts[0] if drafts else no_such_place(findings)
    statements = tuple(statement for draft in answering for statement in draft.statements)
    notes = dict.fromkeys(note for draft in answering for note in draft.notes)
    return replace(answering[0], statements=statements, notes=tuple(notes))


def _asks_for_the_whole(findings: Findings) -> bool:
    """Tell whether a question names a document and nothing in it: 这个方案讲了什么."""
    analysis = findings.analysis
    is_plain = analysis.kind is QuestionKind.TASK and not findings.terms
    names_one = bool(analysis.documents or DOCUMENT_NOUN.search(analysis.text))
    return is_plain and names_one


def _answer(findings: Findings) -> Draft:
    kind = findings.analysis.kind
    if draft := reply_penalty(findings):
        return draft
    if kind is QuestionKind.AGENCY:
        return reply_agency(findings)
    if kind in {QuestionKind.TARGET, QuestionKind.DEADLINE}:
        draft = reply_target(findings)
        is_declined = draft.status is not AnswerStatus.ANSWERED
        return (reply_threshold(findings) if is_declined else None) or draft
    return _unpunished(findings) or reply_task(findings)


def _unpunished(findings: Findings) -> Draft | None:
    """Decline how something is punished where the clause found lays no sanction down; else None."""
    best = findings.candidates[0]
    if not lacks_sanction(findings.analysis, best.facts.heading + best.facts.text):
        return None
    reason = f"没有找到处罚这一行为的语句；最接近的内容见{name(best.facts)}，请核对原文。"
    return declined(findings.analysis.kind, reason, [best.best_sentence])


def _unrelated(findings: Findings) -> Draft | None:
    """Decline a question that is not about the documents at all, or give the article that is all it names; None for any other."""
    kind = findings.analysis.kind
    found = fold("".join(one.facts.text for one in findings.candidates[:1]))
    known = [
        one
        for one in findings.terms
        if (len(one.word) > 1 or one.word in SUBSTANCES)
        and (
            one.known or one.alternatives or findings.catalogue.has(one.word) or stands(one, found)
        )
    ]
    of_policy = [one.word for one in findings.terms if one.word in load_background().counts]
    if of_policy and not known:
        return declined(kind, f"文件没有提到“{'、'.join(of_policy)}”。")
    if findings.candidates and known:
        return None
    if findings.analysis.article and (clause := reply_clause(findings)):
        return clause  # 第十九条是冲谁去的: nothing but a place is named
    reason = "这个问题与已收录的政策文件无关；可以问任务、目标、责任单位或条款内容。"
    # A character of the documents by itself (建) is about them, but asks nothing.
    if all(len(one.word) == 1 and one.known for one in findings.terms):
        reason = "问题没有写明问的是哪件事；请写出任务、指标或条款的名称。"
    return replace(declined(kind, reason), status=AnswerStatus.OUT_OF_SCOPE)
