"""Why a question is declined before anything is composed: what the clause found does not tell; pure.

Declined rightly and wrongly on the questions that may be looked at (some thousand): another place 26 and 2, words that
no document has 30 and 5, names not given 6 and 0; too little told 4 and 9 before it took what is sure out, 4 and 5 since.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answer import QuestionKind
from app.confidence import confidence
from app.draft import Candidate, Draft, Findings, declined, name
from app.evidence import Term, fold, missing, support
from app.goals_found import find_goals, is_aim_of
from app.names_asked import lacks_names
from app.other_matter import is_asked_for
from app.question import focus
from app.selection import regions_not_covered
from app.stated_value import years_in
from app.value_fits import years_of_title
from corpus.aliases import load_aliases
from corpus.regions import load_regions
from index.background import load_background
from index.query import years_asked
from index.question_words import ASKS, MEASURES, NO_MATTER, POST, TRADE

# Below this share of the question's weight a clause does not speak of the matter.
_LEAST_SUPPORT = 0.3
_SURE = 0.85  # confidence above which little in common decides nothing
# … unless a sentence has as much of it as two telling words weigh.
_LEAST_OF_A_STORY = 0.17
_TELLS_ENOUGH = 4.0
# A noun of policy texts this telling, which the clause has not, is what was asked about …
_CENTRAL = 0.2  # of the question's weight
# … unless nearly all the rest of the question stands in the clause.
_ENOUGH_WITHOUT = 0.62
_LONGEST_PLAN = 20  # years
_ABOVE = 400  # characters: number and title
_NUMBERED_YEAR = re.compile(r"[〔\[(（](20\d\d)[〕\])）]")
_SHOWN_NEAR = 3
_OWN = 1.5  # weight of a word that is no mere link
_TRADE_NAME = re.compile(r"^[^大小老旧新工]{1,3}(?:行业|产业|厂)$")
_TREATED = re.compile(
    r"(?:对于?|针对|关于)(?P<matter>[^,，。?？]{2,24}?)(?:都|又|还|是)?(?:有(?:没有|什么|啥|哪些|何)|提(?:了|出|到)|怎么|怎样|如何|咋|采取|[作做](?:了|出)|定了)"
)
_NAMED_AT_ALL = re.compile(
    r"(?:提|涉|谈|说|讲|写|问)(?:没[提涉谈说讲写])?(?:到|及|过)了?(?P<matter>[^,，。;；?？]{2,8}?)(?:的?(?:内容|事|问题))?(?:了?[吗没么嘛]|没有)?[?？]?$"
)
_TELLING, _HALF = 2.5, 0.5  # weight of a telling word, share of the matter
_MUCH = 0.4  # of the question's weight in things that no document has
# The whole of a document's area, and what a question asks of a thing: 全国…目标, 有什么后果.
_NO_THING = re.compile(r"[全各][国省市县区]|后果|结果|影响|作用|意义|原因|区别|好处|坏处")
# Asked for by one of these, given by another or by the number alone.
_TO_CALL = frozenset({"电话", "号码", "联系方式"})
_TELEPHONE = re.compile(r"电话|(?<!\d)(?:0\d{2,3}[-—]?\d{7,8}|1[3-9]\d{9})(?!\d)")
_NEARLY = 0.7  # of the best sentence's support
_NOTHING = 0.1  # of the weight of what is asked about
_PENALTY = re.compile(r"罚|(?:怎么|如何|什么|会被|受到?)处理|处分|追究")


def decline_untold(findings: Findings) -> Draft | None:
    """Decline what the documents do not say; None where they may answer."""
    kind = findings.analysis.kind
    best = findings.candidates[0]
    if kind is QuestionKind.TARGET and any(one.is_same for one in find_goals(findings)[:1]):
        return None  # what is measured stands there, in whatever words
    steps = (
        _no_such_place,
        _not_of_year,
        _not_named,
        _not_treated,
        _not_in_the_one_named,
        _not_mentioned,
        _no_names,
        _no_such_act,
        _not_told,
    )
    reason = next((found for step in steps if (found := step(findings, best))), "")
    near = [one.best_sentence for one in findings.candidates[:_SHOWN_NEAR]]
    return declined(kind, reason, near) if reason else None


def _no_such_place(findings: Findings, best: Candidate) -> str:
    elsewhere = regions_not_covered(findings.analysis, best.facts)
    return f"没有找到针对{'、'.join(elsewhere)}的相应规定。" if elsewhere else ""


def _not_of_year(findings: Findings, best: Candidate) -> str:
    """Decline a task for a year that its document names nowhere and is not of.

    A year that stands anywhere in it may be the base year, or that of another matter the question tells.
    """
    asked = set(years_asked(focus(findings.analysis.text))) & set(findings.analysis.years)
    if findings.analysis.kind is not QuestionKind.TASK or not asked:
        return ""
    facts = best.facts
    covered = years_in(fold(facts.document.text)) | years_of_title(
        facts.document, longest=_LONGEST_PLAN
    )
    covered |= frozenset(map(int, _NUMBERED_YEAR.findall(facts.document.text[:_ABOVE])))
    if asked & covered or is_aim_of(facts, tuple(asked), findings.catalogue):
        return ""
    years = "、".join(f"{year}年" for year in sorted(asked))
    return f"文件没有写明所问内容在{years}的情况；最接近的内容见{name(best.facts)}。"


def _not_named(findings: Findings, best: Candidate) -> str:
    """Decline 有没有提到X where the documents asked have neither that name nor one that stands for it."""
    match = _NAMED_AT_ALL.search(fold(findings.analysis.text))
    if match is None:
        return ""
    absent = [
        one.word
        for one in findings.terms
        if one.word == match["matter"] and not one.known and not one.alternatives
    ]
    return f"文件没有提到“{absent[0]}”；最接近的内容见{name(best.facts)}。" if absent else ""


def _not_treated(findings: Findings, best: Candidate) -> str:
    """Decline what is asked for by 对…有什么规定, 对…怎么说, where the documents asked have next to nothing of it.

    Convention (介词 对): what stands behind it is the very matter, in a document named or in the one found.
    """
    match = _TREATED.search(findings.analysis.text)
    if match is None:
        return ""
    matter = fold(match["matter"])
    terms = [one for one in findings.terms if one.word in matter]
    named = findings.analysis.documents or (best.facts.document.id,)
    texts = [findings.catalogue.document(one) for one in named]
    lost = [
        one
        for one in missing(terms, fold("\n".join(f"{two.title}\n{two.text}" for two in texts)))
        if one.subject or one.weight >= _TELLING
    ]
    is_telling = any(one.weight >= _TELLING for one in lost)
    if not is_telling or support(terms, "".join(one.word for one in lost)) < _HALF:
        return ""
    return (
        f"文件没有提到“{'、'.join(one.word for one in lost)}”；最接近的内容见{name(best.facts)}。"
    )


def _not_in_the_one_named(findings: Findings, best: Candidate) -> str:
    """Decline a topic or a trade that stands in other documents and not in those named: 甲市方案 核电.

    A question without a question word is a search by names; a trade (造纸厂) is the matter in any question.
    """
    text, named = findings.analysis.text, findings.analysis.documents
    if not named or findings.analysis.kind is not QuestionKind.TASK:
        return ""
    documents = [findings.catalogue.document(one) for one in named]
    titles = fold("".join(one.title for one in documents))
    told = fold("\n".join(one.text for one in documents))
    own = [one for one in findings.terms if one.weight >= _OWN and one.word not in titles]
    lost = missing(own, told)
    asking = fold(focus(text))
    trades = [one for one in lost if _TRADE_NAME.search(one.word) and one.word in asking]
    things = [one for one in lost if one.known or one.alternatives or one in trades]
    if not things or (ASKS.search(text) and not trades):
        return ""
    is_all = len(lost) == len(own) or bool(trades)
    words = "、".join(one.word for one in things)
    return f"文件没有提到“{words}”；最接近的内容见{name(best.facts)}。" if is_all else ""


def _not_mentioned(findings: Findings, best: Candidate) -> str:
    lost = _lost(findings, best) or [
        one for one in findings.analysis.attributes if not _has_attribute(best, one)
    ]
    return f"文件没有提到“{'、'.join(lost)}”；最接近的内容见{name(best.facts)}。" if lost else ""


def _has_attribute(best: Candidate, attribute: str) -> bool:
    """Tell whether a clause gives a particular: its word stands there; of a post, who holds it (组长由…担任)."""
    if attribute in _TO_CALL and _TELEPHONE.search(best.facts.folded[1]):
        return True
    if not POST.fullmatch(attribute):
        return attribute in best.facts.folded[1]
    post = re.escape(attribute)
    held = (
        rf"(?:任|为|是|由)[^,，。;；]{{0,12}}{post}(?!制)|{post}[^,，。;；]{{0,2}}(?:由|为|是|:|：)"
    )
    return bool(re.search(held, best.facts.folded[1]))


def _no_names(findings: Findings, best: Candidate) -> str:
    floor = best.best_support * _NEARLY
    pairs = zip(best.facts.sentences, best.sentence_support, strict=True)
    speaking = [fold(one.quote) for one, share in pairs if share >= floor]
    places = (*findings.analysis.regions, *load_regions().found_in(best.facts.document.title))
    asked = lacks_names(findings.analysis.text, speaking, places)
    return f"文件没有写明是{asked}；最接近的内容见{name(best.facts)}。" if asked else ""


def _no_such_act(findings: Findings, best: Candidate) -> str:
    if not _lacks_the_act(findings, best):
        return ""
    return f"没有找到处罚这一行为的语句；最接近的内容见{name(best.facts)}，请核对原文。"


def _not_told(findings: Findings, best: Candidate) -> str:
    if best.support >= _LEAST_SUPPORT or _tells_enough(findings, best):
        return ""
    is_named = best.facts.document.id in findings.analysis.documents
    if is_named and best.support > _NOTHING and confidence(findings) >= _SURE:
        return ""
    return f"文件没有写明这件事；最接近的内容见{name(best.facts)}。"


def _tells_enough(findings: Findings, best: Candidate) -> bool:
    """Tell whether one sentence has several telling words of a long question, if not most of them.

    Who tells his story uses many words that no document has; what matters is how much is found.
    """
    share = best.best_support
    found = share * sum(term.weight for term in findings.terms)
    return share >= _LEAST_OF_A_STORY and found >= _TELLS_ENOUGH


def _lacks_the_act(findings: Findings, best: Candidate) -> bool:
    """Tell whether a penalty is asked for and the clause has nothing of what it would be for."""
    if not _PENALTY.search(findings.analysis.text):
        return False
    act = [one for one in findings.terms if not _PENALTY.search(one.word)]
    told = fold(best.facts.heading + best.facts.text)
    return bool(act) and support(act, told) < _NOTHING


def _units_named(findings: Findings, best: Candidate) -> str:
    """Return the names by which a question calls units that a clause names otherwise: 发改委, 发展改革委."""
    asked, aliases = findings.analysis.agencies, load_aliases()
    told = [one.text for one in aliases.mentions(fold(best.facts.text))] if asked else []
    return " ".join(one.text for one in asked if any(aliases.is_same(one, two) for two in told))


def _units_listed(findings: Findings) -> str:
    """Return the names by which a question calls units of the documents' lists, elided there: 市发改委、财政局."""
    aliases = load_aliases()
    names = findings.catalogue.unit_names if findings.analysis.agencies else ()
    return " ".join(
        one.text
        for one in findings.analysis.agencies
        if any(aliases.is_same(one, fold(name)) for name in names)
    )


def _lost(findings: Findings, best: Candidate) -> list[str]:
    """Return the telling words that no document has and the best clause does not make up for."""
    lacking = missing(findings.terms, fold(best.facts.heading + best.facts.text))
    listed = _units_listed(findings)
    absent = [term for term in lacking if term.word not in listed]
    things = [one for one in absent if _is_unknown_thing(one)]
    if _share(findings, things) >= _MUCH:
        return [one.word for one in things]
    asked_for = [one for one in absent if is_asked_for(one, findings.analysis.text)]
    trades = (
        one
        for one in asked_for
        if re.search(f"{re.escape(one.word)}(?:{TRADE})", findings.analysis.text)
    )
    if trade := next(trades, None):  # 造纸行业怎么减碳: no other trade's measures are its own
        return [trade.word]
    if best.support >= _ENOUGH_WITHOUT:
        return []
    units = _units_named(findings, best)
    lost = [term for term in asked_for if term.word not in units]
    return [term.word for term in lost] if _share(findings, lost) >= _CENTRAL else []


def _is_unknown_thing(term: Term) -> bool:
    """Tell whether a word is a thing of policy texts (养老院, 水稻) that no document at hand has."""
    background = load_background()
    is_thing = term.word in background.terms and term.word not in background.acts
    is_thing = is_thing and term.word not in MEASURES and term.word not in NO_MATTER
    is_thing = is_thing and not _NO_THING.fullmatch(term.word)
    return is_thing and not term.known and not term.alternatives


def _share(findings: Findings, terms: Sequence[Term]) -> float:
    """Return the share of the question's weight in some of its terms."""
    total = sum(term.weight for term in findings.terms)
    return sum(term.weight for term in terms) / total if total else 0.0
