"""Who does the one thing asked for, in the words of the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.answer import Premise, QuestionKind
from app.catalogue import ClauseFacts
from app.draft import Candidate, Draft, DraftStatement, Findings, answered, on_one_line
from app.duties_meant import is_told
from app.evidence import fold, support
from app.excerpt import excerpt, in_words
from app.other_matter import is_of_another
from app.question import OTHERS_TOO
from app.ranges import amounts_given
from app.reply_task import whole_list
from corpus.aliases import load_aliases
from corpus.doers import acts_given, find_doers, names_doer
from corpus.facts import Responsibility
from corpus.model import Citation, Span, cite

_KIND = QuestionKind.AGENCY
_HANDED_ON = re.compile(r"[^，,；;。]后[，,]?(?:再|由|报|提交|送|转)|提交至|报送?至|转[交送]")
_GIVES = re.compile(r"由(?!于|此|来)|负责|牵头|配合|实施|决定")
_NEAREST = 5  # clauses
# The act that a question names behind who is to do it, and what of it only says that it is a duty.
_ACT_ASKED = re.compile(
    r"(?:谁|[哪什][^,。?]{0,6}?(?:部门|单位|机关|机构|政府|部委|[厅局委]))(?P<act>[\u4e00-\u9fff]{1,6})"
)
_PLAIN_ACT = re.compile(
    r"负责|牵头|主管|监管|落实|承担|配合|参与|推进|组织|统筹|实施|[来去给该应要能得再会是的了管抓推办干做弄盯上下一不有在]"
)
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:委员会|领导小组|办公室|人民政府|党委|研究院|科学院|交易所|公司|协会|银行|部门|机构|中心(?![城区]))"
)
_ROLE = re.compile("主管部门|主管单位|主管机关|主体责任|责任主体|监管部门|监督管理部门|执法部门")
_DUTY_OF_ONE = re.compile(
    r"(?:部门|机关|机构|政府|[局厅委办])(?:\([^()]{2,20}\))?(?:负责|牵头|协助|承担|组织)"
)
_NEXT_BEST = 0.6  # of the support of the sentence found
_SPEAKS_OF_IT = 0.45  # share of the question in the sentence
_SURELY_OF_IT = 0.6  # … where it may be of another matter by a single word
_LONGEST_QUOTE = 200  # characters
_PART = re.compile(r"[^，,；;。：:\s][^，,；;。：:\n]*")
_RULE = re.compile(r"[^；;。\s][^；;。\n]*")
_LONGEST_TOLD = 120  # characters of a sentence that is given for its unit


def given_act(findings: Findings, best: Candidate) -> DraftStatement | None:
    """Quote the sentence found where it gives one unit the very act asked for: 谁来补, 由…补足.

    A bracket behind the clause is for all that stands in it; who does one thing of it is said there.
    """
    analysis = findings.analysis
    if analysis.whether or analysis.first or OTHERS_TOO.search(analysis.text):
        return None
    if in_role := _in_role(findings, best.facts.sentences):
        units = [one.text for one in load_aliases().mentions(fold(in_role[0].quote))]
        return _in_short(findings, in_role[0], units)
    asked = _ACT_ASKED.search(analysis.text)
    act = _PLAIN_ACT.sub("", asked["act"]) if asked else ""
    if not act or best.best_support < _SPEAKS_OF_IT:
        return None
    sentence = best.best_sentence
    parts = [
        (part, names)
        for part in _PART.finditer(sentence.quote)
        for names, done in acts_given(fold(on_one_line(part.group())))
        if set(act) & set(done)
    ]
    if len(parts) == 1:
        return _in_short(findings, sentence, [parts[0][1]])
    # 公园由甲中心管护，道路由乙局管护: the part for what is asked.
    share = {part: support(findings.terms, fold(part.group())) for part, _ in parts}
    most = [part for part in share if share[part] == max(share.values())]
    if len(most) != 1:
        return None
    start = sentence.span.start + most[0].start()
    span = Span(start=start, end=start + len(most[0].group()))
    piece = replace(sentence, span=span, quote=most[0].group())
    return DraftStatement(text=f"{on_one_line(piece.quote)}。", citations=(piece,))


def may_name(findings: Findings) -> bool:
    """Tell whether the nearest clauses of the document have words that give a duty to somebody.

    That a document names nobody is said only where nothing near could name one.
    """
    best, *others = findings.candidates[:_NEAREST]
    unread = (one for one in others if not one.facts.responsibilities)
    same = (one for one in unread if one.facts.document.id == best.facts.document.id)
    return any(_GIVES.search(fold(one.facts.text)) for one in (best, *same))


def told_outright(findings: Findings, best: Candidate) -> DraftStatement | None:
    """Quote the sentence found where it says who acts in it: it goes before the units of another clause."""
    if findings.analysis.whether or best.best_support < _SPEAKS_OF_IT:
        return None
    if not find_doers(fold(on_one_line(best.best_sentence.quote))):
        return None
    return _told_in_prose(findings, best)


def _told_in_prose(findings: Findings, best: Candidate) -> DraftStatement | None:
    """Quote the sentence found where it says who acts in it, or the next best one; None where none does."""
    asked = findings.analysis.agencies
    pairs = zip(best.facts.sentences, best.sentence_support, strict=True)
    floor = best.best_support * _NEXT_BEST
    near = [one for one, share in sorted(pairs, key=lambda pair: -pair[1]) if share >= floor]
    for sentence in dict.fromkeys((best.best_sentence, *near)):
        words = on_one_line(sentence.quote)
        is_other = findings.analysis.whether and not any(one.text in words for one in asked)
        if not is_other and names_doer(fold(words)):
            if listed := whole_list(best.facts, sentence):
                text = "\n".join(on_one_line(one.quote) for one in listed)
                return DraftStatement(text=text, citations=listed)
            units = [one.text for one in load_aliases().mentions(words)]
            return _in_short(findings, sentence, units)
    return None


def _in_role(findings: Findings, near: Sequence[Citation]) -> list[Citation]:
    """Return the sentences that give somebody the very part asked for: 甲部门是…的主管部门, asked for the 主管部门."""
    role = _ROLE.search(findings.analysis.text)
    if role is None:
        return []
    gives = re.compile(rf"(?:[是为负]|作为|承担)[^,，;；。]{{0,24}}{role.group()}")
    giving = (one for one in near if gives.search(fold(one.quote)))
    return [one for one in giving if support(findings.terms, fold(one.quote)) >= _SPEAKS_OF_IT]


def _in_short(findings: Findings, sentence: Citation, units: Sequence[str]) -> DraftStatement:
    """Quote of a long sentence the part that speaks of the question and names one of `units`."""
    stating = re.compile("|".join(map(re.escape, units))) if units else None
    # Where a sentence hands one thing from one unit to the next (由甲初审后，提交乙复审), it is given whole.
    is_chain = bool(_HANDED_ON.search(sentence.quote))
    if not is_chain and (own := _own_part(findings, sentence)):
        return DraftStatement(text=f"{on_one_line(own.quote)}。", citations=(own,))
    given = amounts_given(fold(findings.analysis.text))
    pieces = (sentence,) if is_chain else excerpt(sentence, findings.terms, stating, given)
    text = in_words(pieces) if pieces != (sentence,) else on_one_line(sentence.quote)
    return DraftStatement(text=text, citations=pieces)


def _own_part(findings: Findings, sentence: Citation) -> Citation | None:
    """Return of parts that each give a duty to another unit the one that says all of what is asked; None for none.

    Convention: 甲局负责认定，乙局负责拨付，丙局协助核实: one unit and its duty between two commas.
    """
    parts = [
        one for one in _PART.finditer(sentence.quote) if _DUTY_OF_ONE.search(fold(one.group()))
    ]
    if len(parts) < len("甲乙") or OTHERS_TOO.search(findings.analysis.text):
        return None
    whole = support(findings.terms, fold(sentence.quote))
    saying = [one for one in parts if support(findings.terms, fold(one.group())) >= whole - 1e-6]
    if len(saying) != 1 or not whole:
        return None
    start = sentence.span.start + saying[0].start()
    span = Span(start=start, end=start + len(saying[0].group()))
    return replace(sentence, span=span, quote=saying[0].group())


def _named_in(findings: Findings, best: Candidate) -> DraftStatement | None:
    """Quote the sentence found where it names an organisation that the question does not; else None."""
    sentence = best.best_sentence
    plain = fold(sentence.quote)
    named = {one.group() for one in _ORGANISATION.finditer(plain)}
    asked = fold(findings.analysis.text)
    new = [one for one in named if one not in asked]
    if not new or best.best_support < _SPEAKS_OF_IT or len(plain) > _LONGEST_QUOTE:
        return None
    return _in_short(findings, sentence, new)


def _done_by(findings: Findings, best: Candidate) -> DraftStatement | None:
    """Quote the sentence that says by whom the act asked for is done, a person or a post as well: 由总指挥决定启动.

    Convention: 由 stands ahead of who acts, and the act right behind; of a post also 由甲任指挥长 for 担任.
    """
    asked = _ACT_ASKED.search(findings.analysis.text)
    act = _PLAIN_ACT.sub("", asked["act"])[:2] if asked else ""
    if findings.analysis.whether or len(act) < 2:
        return None
    by = re.compile(rf"由[^,，;；。:：由]{{2,24}}?(?:{act}|{'兼?任' if act == '担任' else act})")
    pairs = zip(best.facts.sentences, best.sentence_support, strict=True)
    fitting = [one for one in pairs if by.search(fold(one[0].quote)) and one[1] >= _SPEAKS_OF_IT]
    if not fitting:
        return None
    sentence = max(fitting, key=lambda one: one[1])[0]
    pieces = excerpt(sentence, findings.terms, by, amounts_given(fold(findings.analysis.text)))
    text = in_words(pieces) if pieces != (sentence,) else on_one_line(sentence.quote)
    return DraftStatement(text=text, citations=pieces)


def in_its_words(
    findings: Findings, host: ClauseFacts, responsibility: Responsibility
) -> DraftStatement | None:
    """Quote the sentence that gives a duty to one unit, so that it says for what; None for a list, or where it is long."""
    if not is_told(responsibility) or len(responsibility.agencies) > 1 or responsibility.shared:
        return None
    span = responsibility.source.span
    sentence = next((one for one in host.sentences if one.span.contains(span)), None)
    told = _in_short(findings, sentence, responsibility.agencies) if sentence else None
    if told and len(told.text) <= _LONGEST_TOLD:
        return told
    rule = _rule_round(host, span)
    return DraftStatement(text=f"{on_one_line(rule.quote)}。", citations=(rule,)) if rule else None


def _rule_round(host: ClauseFacts, span: Span) -> Citation | None:
    """Return the words between two semicolons round a place of a clause; None where they are long."""
    start, end = span.start - host.clause.span.start, span.end - host.clause.span.start
    rule = next(
        (one for one in _RULE.finditer(host.text) if one.start() <= start < one.end()), None
    )
    if rule is None or rule.end() < end or len(rule.group()) > _LONGEST_TOLD:
        return None
    at = host.clause.span.start
    return cite(host.document, host.clause, Span(start=at + rule.start(), end=at + rule.end()))


def _denied_in_prose(findings: Findings, best: Candidate) -> Draft | None:
    """Put right who was taken for responsible where the sentence found gives it to another; else None."""
    sentence, asked = best.best_sentence, findings.analysis.agencies
    words = fold(on_one_line(sentence.quote))
    aliases = load_aliases()
    doers = [one for one in aliases.mentions(words) if names_doer(words)]
    is_same = any(one.office == two.office for one in asked for two in doers)
    if not findings.analysis.whether or not asked or not doers or is_same:
        return None
    if best.best_support < _SPEAKS_OF_IT or not names_doer(words[words.index(doers[0].text) :]):
        return None
    claimed = "、".join(one.text for one in asked)
    text = f"不是{claimed}，文件写的是：{on_one_line(sentence.quote)}"
    draft = answered(_KIND, DraftStatement(text=text, citations=(sentence,)))
    return replace(draft, premise=Premise(asked=claimed, found=doers[0].text))


def in_prose(findings: Findings, best: Candidate) -> Draft | None:
    """Answer from the sentence found where it says who acts, or names an organisation.

    None where it does neither, or where its clause is of another matter than the question.
    """
    if denied := _denied_in_prose(findings, best):
        return denied
    words = fold(best.facts.setting + best.facts.text)
    is_near = findings.analysis.whether or best.best_support >= _SURELY_OF_IT
    if not is_near and is_of_another(findings, words):
        return None
    told = _done_by(findings, best) or _told_in_prose(findings, best) or _named_in(findings, best)
    return answered(_KIND, told) if told else None
