"""Replies to 哪几种情形, 要交哪些材料, 分哪几层, 由什么组成: members of one class, whole, as a clause names them.

Convention (立法技术规范): what is asked for in the plural stands as items behind the words that open them and call them
by what they are (下列情形, 下列材料); the opening words rule the items, so that both are given, the number first.
Convention (公文写作): what a thing is divided into is named behind the verb that divides it (X分为A、B和C), and what is
done in several of a kind names the kind behind 等 (A、B等行业); the sentence is given whole, and where how many they
are is asked and the sentence does not say it, they are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.document_places import family_of, places_of
from app.documents_meant import documents_meant
from app.draft import Candidate, Draft, DraftStatement, Findings, answered, name, on_one_line
from app.evidence import Term, fold, missing, support
from app.members import Members, Run, lists_of, names_of_parts, runs_of, told_of_one
from app.other_matter import is_asked_for, is_of_other_class
from app.question import focus
from app.reply_outline import RELATES
from app.reply_place import clauses_at
from app.reply_task import proviso_behind
from corpus.model import Citation, Span
from corpus.numerals import parse_integer
from index.question_words import ASKS, MEMBERS
from index.synonyms import load_synonyms

PATH = Path(__file__).parent / "listed_nouns.tsv"

_NUMBER = r"[一二两三四五六七八九十]{1,2}|\d{1,2}"
_UNIT = r"大?[个种类层级档块项样步条流位]|大块|方面|部分|维度|环节|步骤"
# Members by the noun that they are called by, or by a verb that takes a thing apart.
_ASKS = re.compile(
    rf"[哪那](?:(?P<count>{_NUMBER})|几|一?些)(?P<unit>{_UNIT})?(?:[“\"](?P<quoted>[^“”\"]{{1,6}})[”\"]|(?P<noun>[\u4e00-\u9fff]{{0,6}}))"
    rf"|(?<![好有])几(?P<unit2>大?[类层级档块步流]|种(?!情)|个(?:方面|部分|维度|环节|步骤|层|类))(?P<noun2>[\u4e00-\u9fff]{{0,4}})"
    # The number stands with the thing, and the words that ask behind it: 三级体系,一级一级分别叫啥.
    rf"|一(?P<unit4>[级层档])一(?P=unit4)|(?P<count3>{_NUMBER})(?P<unit3>{_UNIT})(?P<noun3>[\u4e00-\u9fff]{{0,2}})[^。?]{{0,20}}?(?:分别|各自?(?=[^,。?]{{0,4}}[叫是])|一[级层]一[级层])[^。?]{{0,6}}?(?:什么|啥)"
    r"|由(?:什么|啥|谁|哪)[^,。?]{0,6}?(?:组成|构成)|怎么(?:细|划|区)?分(?:类|级|档)?(?:的|[?？]?$)"
    r"|(?:包括|包含|涵盖|分(?:为|成)|都有|细分)了?(?:什么|啥|谁)"
)
# What else asks for several, which only items on lines of their own answer.
_ASKS_SEVERAL = re.compile(
    r"(?:哪|那)(?:几|一?些)|哪[种类条项样]|什么(?:样的?)?(?:情[况形]|条件|材料|文件|资料|手续|权利|义务|职责|责任|要求|事项|内容|程序|步骤|行为)"
    r"|(?:几|多少)(?:[种类条项样步]|个(?:条件|情形|方面|步骤))|列(?:出|一|全|个)|(?:说|写|讲|数)(?:全|齐)|分别(?:都|有|是|叫)*(?:什么|啥|哪)"
)
# The words that open items which stand below them (立法技术规范): 下列, 以下, 如下, …之一, or a colon at the end.
_PART_ENDS = re.compile(r"[，,；;。]")
_OPENS_LIST = re.compile(r"下列|以下(?!简称|[称各]|的?罚款)|如下|之一|[：:]\s*$")
# What stands right behind the word that asks is what is asked for: 哪些配额, 哪几种基金会.
_THING = re.compile(
    r"(?:哪(?:几|一?些)(?:[种类条项个样])?|哪[种类条项样])(?P<thing>[\u4e00-\u9fff]{2})"
)
_BESIDE = 6  # characters between the word that asks and the noun that it asks for
# What is not allowed, or ends; what is excepted from it is allowed.
_REFUSED = re.compile(
    r"不[予得准许能让给可接收批]|不(?:允许|受理|适?用|属于|包括|支付|给付|报销|承担|负担|纳入|计入|享受)|禁止|严禁|拒绝?|可以不|终止|停止|取消|撤销|注销|吊销|免[予除于]"
)
_NEGATED = re.compile(r"不(支付|给付|报销|承担|负担|纳入|计入|享受|允许|受理|适用|属于|包括)")
_ALLOWED = re.compile(r"(?<!不)(?:可以?|能够?|允许|准予|予以|才)(?!不)")
_EXCEPTED = re.compile(r"除外|例外")
_COUNTS = re.compile(r"几|多少[个种类项]")
_COUNTS_KINDS = re.compile(r"(?:几|多少)(?P<unit>[种类个项样])")
_COUNTS_ITEMS = re.compile(r"(?:哪|多少|几)(?:几)?(?:[项种类样条]|个(?:方面|条件|情形|步骤))")
# What a number is asked of, or who, wants no names side by side.
_ASKS_ELSE = re.compile(
    r"多少(?![个种类项])|多大|多高|几(?:年|月|天|日|时)|谁(?!组成|构成)|何时|什么时候"
)
# What stands between the thing asked about and the words that ask: 病种|一共几个, 设备|都有哪些.
_BETWEEN = re.compile(
    r"(?:一共|总共|共计|共|都|主要|具体|分别|大致|可以|又|会|要|能|得|的|里面?|中|下面|有|是|包括|涵盖|[,、]){1,12}$"
)
# Kinds of which none is named: 几个品类, 哪几种.
_ASKS_KINDS = re.compile(
    r"几[个类种](?:品类|品种|产业|行业|方向|领域|类别)|(?:哪|那)几[个类种](?!方面|部分|大)|列了(?:哪|些|什么)|名单"
)
_STEP = re.compile(r"第.{1,3}步")
# What stands ahead of the noun and tells no kind: 哪些重点|工程.
_SAYS_WHICH = re.compile(r"^(?:重点|主要|具体|关键|核心|重大|相关|其他)+(?=[\u4e00-\u9fff]{2})")
_VERB_LIKE = re.compile(r"^(?:[是有在要会能可应该被都也就分列写说讲提给让打做搞抓])")
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,20})[”\"]")
_TOP = 5  # clauses
_NEAR = 0.5  # of the best clause's score
_LEAST_OF_ITEMS, _LEAST_OF_RUN = 0.3, 0.5  # share of the question that the words round them have
_CALLED_OF_BEST, _OF_THE_BEST = 0.6, 0.85  # … of what the best sentence has
_LEAST_QUOTED = 0.2
_OWN = 0.4  # … that the sentence has without its headings
_FROM_AHEAD = 0.9  # what counts of the words of the sentence ahead
_LONGEST = 150  # characters of a sentence that is given whole
_LONGEST_COUNTED = 120  # … with its place, where it counts what it names: they are the answer
_LONGEST_OPENING = 250  # characters; longer is a table run together
_FEW = 2  # things that may end alike by chance: 检查表法、专家评估法 for 方法
_BY_COUNT, _BY_NOUN, _BY_VERB, _BY_THING = 0.3, 0.3, 0.2, 0.25
_BY_SAME_NOUN, _BY_QUOTE = 0.1, 0.5
# A noun of policy this telling, which the documents lack, is what was asked about, unless the rest is there.
_CENTRAL, _ENOUGH_WITHOUT = 0.2, 0.62
_STANDS = 0.45  # found_in of a term that is there, itself, by a synonym or but for its first word
_ANY_UNIT = frozenset("个项种条样")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a question asks the members of.

    Attributes:
        count: How many it takes them for.
        kinds: What it calls them, with what means the same.
        nouns: What the words that open items may call them.
        thing: The last characters ahead of the words that ask: what is taken apart, or what they are called.
        start: Where the words that ask begin; None where only items answer them.
        is_quoted: It calls them by a word in quotation marks (哪几个“不”).
    """

    count: int | None = None
    kinds: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()
    thing: str = ""
    start: int | None = None
    is_quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    members: Members
    candidate: Candidate
    fit: float
    rank: float


def reply_members(findings: Findings) -> Draft | None:
    """Give the members that a question asks for, whole; None where none are asked for, or none are plainly these."""
    asked = _read(findings)
    if asked is None or not findings.candidates:
        return None
    matter = tuple(
        one for one in findings.terms if one.word not in RELATES and one.word[0] not in "几哪"
    )
    of_run = replace(findings, terms=matter)
    found = [*_items_fitting(findings, asked)]
    if asked.start is not None:
        found += _runs_fitting(of_run, asked)
    best = max(found, key=lambda one: (one.rank, one.candidate.score), default=None)
    if best is None or (best.members.items and _lacks_the_matter(findings, best)):
        return None
    of_one = tell_of_one(best.members, findings) if findings.analysis.box else None
    return of_one or give_members(findings, best.members)


def tell_of_one(parts: Members, findings: Findings) -> Draft | None:
    """Tell what one part of a box says of the thing that a question names inside it; None where it names none."""
    told = told_of_one(parts, findings.terms)
    rows = (DraftStatement(text=on_one_line(one.quote), citations=(one,)) for one in told)
    return answered(QuestionKind.TASK, *rows, lead=f"{name(parts.facts)}写明：") if told else None


def reply_list_at(findings: Findings) -> Draft | None:
    """Give the one list of the clause at the place a question names, where it counts its items; else None."""
    clauses = clauses_at(findings) if _COUNTS_ITEMS.search(findings.analysis.text) else ()
    lists = lists_of(clauses[0]) if len(clauses) == 1 else ()
    return give_members(findings, lists[0]) if len(lists) == 1 else None


def _read(findings: Findings) -> _Asked | None:
    """Read what a question asks the members of; None for any other question."""
    analysis = findings.analysis
    text = analysis.text
    is_several = bool(_ASKS_SEVERAL.search(text))
    is_of_run = not (analysis.reference or analysis.box or _ASKS_ELSE.search(text))
    if analysis.kind is QuestionKind.AGENCY and not MEMBERS.search(text):
        is_of_run = False
    match = _ASKS.search(text) if is_of_run else None
    if match and match.group().startswith("那") and ASKS.search(text, match.end()):
        match = None  # 那些企业…罚多少: told, and no 哪些 misspelt
    if match is None:
        return _Asked(nouns=_nouns_asked(text)) if is_several else None
    noun = _SAYS_WHICH.sub("", match["noun"] or match["noun2"] or match["noun3"] or "")
    noun = "" if _VERB_LIKE.match(noun) or len(noun) < 2 else noun[:2]
    unit = (match["unit"] or match["unit2"] or match["unit3"] or match["unit4"] or "").replace(
        "大", ""
    )
    count = match["count"] or match["count3"]
    unit = unit if len(unit) < 2 else unit.lstrip("个")
    named = [one for one in (match["quoted"] or noun, unit) if one and one not in _ANY_UNIT]
    thing = _BETWEEN.sub("", fold(text[: match.start()]))[-2:]
    if not named and len(thing) > 1:
        named = [thing]
    return _Asked(
        thing=thing,
        count=parse_integer(count) if count else None,
        kinds=tuple(form for one in named for form in (one, *load_synonyms().of(one))),
        nouns=_nouns_asked(text) if is_several else frozenset(),
        start=match.start(),
        is_quoted=bool(match["quoted"]),
    )


def _items_fitting(findings: Findings, asked: _Asked) -> Iterator[_Found]:
    """Yield the lists on lines of their own whose opening words are about the question."""
    first = findings.candidates[0].score
    most = max(one.best_support for one in findings.candidates[:_TOP])
    text = focus(findings.analysis.text)
    quoted = [fold(one) for one in _QUOTED.findall(text)]
    own = {one["thing"] for one in _THING.finditer(text)}
    for candidate in findings.candidates:
        heading = fold(candidate.facts.document.title + candidate.facts.heading)
        is_other = is_of_other_class(fold(text), heading + candidate.facts.folded[1])
        if candidate.score < first * _NEAR or is_other:
            continue
        by_score = candidate.score / first / 10
        for listed in (*lists_of(candidate.facts), *_list_below(findings, candidate.facts)):
            words = fold(listed.opening.quote if listed.opening else "")
            called = any(noun in fold(listed.kind) for noun in asked.nouns)
            told = words + "".join(fold(one.quote) for one in listed.items) if called else words
            fit = max(
                support(findings.terms, heading + words),
                support(findings.terms, heading + told) * _FROM_AHEAD,
            )
            share = _CALLED_OF_BEST if called else _OF_THE_BEST
            fits = fit >= max(_LEAST_OF_ITEMS, most * share) and len(words) <= _LONGEST_OPENING
            # A list of another sort, of which only the headings speak, is of another matter.
            fits = fits and (called or support(findings.terms, words) >= fit / 2)
            is_quoted = any(one in words for one in quoted)
            if (fits or is_quoted) and not _says_the_opposite(text, words):
                rank = fit + _BY_NOUN * called + _BY_QUOTE * is_quoted + by_score
                rank += _BY_SAME_NOUN * any(one in fold(listed.kind) for one in own)
                yield _Found(members=listed, candidate=candidate, fit=fit, rank=rank)
        asks_who = findings.analysis.kind is QuestionKind.AGENCY
        parts = None if asks_who else names_of_parts(candidate.facts)
        fit = max(support(findings.terms, heading), candidate.support)
        if parts and fit >= _LEAST_OF_ITEMS and _names_are_asked(parts, asked, findings):
            rank = fit + _BY_NOUN + by_score
            yield _Found(members=parts, candidate=candidate, fit=fit, rank=rank)


def _list_below(findings: Findings, facts: ClauseFacts) -> Iterator[Members]:
    """Yield the list that words of a clause open and the parts right below it complete: 符合以下条件之一的，可申请…（1）…."""
    opens = [one for one in facts.sentences if _OPENS_LIST.search(one.quote)]
    if not opens:
        return
    path = facts.clause.path
    depth = len(path.headings)
    items = tuple(
        one.cite()
        for one in places_of(findings.catalogue, (facts.document.id,))
        if len(one.path.headings) == depth + 1
        and family_of(one, depth) == (facts.document.id, path.headings, path.numbers)
        and not one.is_box
    )
    if len(items) > 1:
        # Behind what opens the items and what holds for them (有下列情形之一的，不予发放) more is told than the list.
        opening, match = opens[-1], _OPENS_LIST.search(opens[-1].quote)
        ends = [*_PART_ENDS.finditer(opening.quote, match.end())] if match else []
        end = ends[1].start() if len(ends) > 1 else len(opening.quote)
        span = Span(start=opening.span.start, end=opening.span.start + end)
        opening = replace(opening, span=span, quote=opening.quote[:end])
        yield Members(facts=facts, opening=opening, items=items)


def _names_are_asked(parts: Members, asked: _Asked, findings: Findings) -> bool:
    """Tell whether the names of parts are what is asked for: by their number, or none of them is named where kinds are."""
    text = fold(findings.analysis.text)
    if asked.count is not None:
        return asked.count == parts.count
    names = [fold(one.quote).rstrip(":") for one in parts.items]
    is_of_one = any(one in text or _STEP.match(one) for one in names)
    is_first = findings.candidates[0].facts.clause.id == parts.facts.clause.id
    return is_first and not is_of_one and bool(_ASKS_KINDS.search(text))


def _runs_fitting(findings: Findings, asked: _Asked) -> Iterator[_Found]:
    """Yield the runs in sentences about the question that are called as it calls them."""
    first = findings.candidates[0].score
    least = max(one.best_support for one in findings.candidates[:_TOP]) * _OF_THE_BEST
    thing = _thing(findings.terms, fold(findings.analysis.text[: asked.start]))
    meant = documents_meant(findings)
    for candidate in findings.candidates:
        facts = candidate.facts
        if candidate.score < first * _NEAR or (meant and facts.document.id not in meant):
            continue
        heading, before = fold(facts.document.title + facts.heading), ""
        for sentence in facts.sentences:
            # What a sentence goes on to divide is often named in the one ahead: 编制规划，应当…。规划内容包括….
            words = fold(sentence.quote)
            told, before = before + words, words
            fit = max(
                support(findings.terms, heading + words),
                support(findings.terms, heading + told) * _FROM_AHEAD,
            )
            is_about = fit >= max(_LEAST_OF_RUN, least)
            is_told = is_about and support(findings.terms, told) >= _OWN
            # Things that all begin with the word quoted (哪几个“不”) need little else.
            if not is_about and not (asked.is_quoted and fit >= _LEAST_QUOTED):
                continue
            for run in runs_of(sentence.quote):
                shown = _evidence(run, asked, sentence, thing)
                if shown and (is_told or asked.is_quoted or shown >= _BY_THING):
                    members = Members(facts=facts, opening=sentence, run=run)
                    rank = fit + shown + candidate.score / first / 10
                    yield _Found(members=members, candidate=candidate, fit=fit, rank=rank)


def _evidence(run: Run, asked: _Asked, sentence: Citation, thing: Term | None) -> float:
    """Return what shows that a run is what is asked for; 0 where nothing does."""
    if asked.count is not None and asked.count not in {len(run.items), run.stated}:
        return 0.0
    # The text counts them itself (“甲、乙、丙”三级), or holds as many together by marks.
    counts = asked.count is not None and (run.stated == asked.count or run.is_held)
    told = _BY_NOUN * (counts or _is_called(run, asked.kinds))
    before = max(sentence.quote.rfind(mark, 0, max(run.start - 1, 0)) for mark in "，,；;：:")
    ahead = fold(sentence.quote[before + 1 : run.start] + run.ahead)
    if run.divides and len(asked.thing) > 1 and asked.thing in ahead:
        told += _BY_THING
    elif run.divides and thing and thing.found_in(ahead) >= _STANDS:
        told += _BY_VERB
    return told + _BY_COUNT if told and asked.count is not None else told


def _is_called(run: Run, kinds: Sequence[str]) -> bool:
    """Tell whether a run is of what is asked for: its kind stands behind it, or ends each of its things."""
    return any(
        re.match(rf"等?(?:{_NUMBER})?[个大种]?[\u4e00-\u9fff]{{0,2}}?{re.escape(kind)}", run.behind)
        or all(one.endswith(kind) for one in run.items)
        or all(one.startswith(kind) for one in run.items)  # 不挖山、不填湖 for 哪几个“不”
        or (len(run.items) > _FEW and all(one.endswith(kind[-1]) for one in run.items))
        for kind in kinds
    )


def _thing(terms: Sequence[Term], ahead: str) -> Term | None:
    """Return the term that stands last ahead of the words that ask: what is asked to be taken apart."""
    ends = {one: ahead.rfind(one.word) + len(one.word) for one in terms if one.word in ahead}
    last = max(ends.values(), default=0)
    found = [one for one, end in ends.items() if end == last and len(one.word) > 1]
    return max(found, key=lambda one: len(one.word), default=None)


def _lacks_the_matter(findings: Findings, best: _Found) -> bool:
    """Tell whether a question is about something that no document has, and little else of it is in the list."""
    told = fold(best.candidate.facts.heading + best.candidate.facts.text)
    asked = findings.analysis.text
    lost = [one for one in missing(findings.terms, told) if is_asked_for(one, asked)]
    total = sum(one.weight for one in findings.terms)
    return best.fit < _ENOUGH_WITHOUT and sum(one.weight for one in lost) >= total * _CENTRAL


def give_members(findings: Findings, members: Members) -> Draft:
    """Give members as the clause has them: the items behind their opening words, else the sentence with the run."""
    run, sentence = members.run, members.opening
    if sentence is None:
        rows = (
            DraftStatement(text=one.quote.rstrip("：:").strip(), citations=(one,))
            for one in members.items
        )
        lead = f"{name(members.facts)}列出{members.count}项："
        return replace(answered(QuestionKind.LIST, *rows, lead=lead), total=members.count)
    lead = f"{name(members.facts)}写明："
    counts = run is not None and (run.stated is not None or run.is_held)
    longest = _LONGEST_COUNTED - len(lead) if counts else _LONGEST
    if run and len(sentence.quote) > longest:
        sentence = _part(sentence, run)
    opening = DraftStatement(text=on_one_line(sentence.quote), citations=(sentence,))
    if run is None:
        rows = (
            DraftStatement(text=on_one_line(one.quote), citations=(one, sentence))
            for one in members.items
        )
        last = members.items[-1]
        limits = (
            DraftStatement(text=on_one_line(one.quote), citations=(one,))
            for one in proviso_behind(findings.catalogue[last.clause_id], last)
        )
        lead = f"{name(members.facts)}，共{members.count}项："
        draft = answered(QuestionKind.LIST, opening, *rows, *limits, lead=lead)
        return replace(draft, total=members.count)
    is_counted = _COUNTS.search(findings.analysis.text) and run.stated is None
    if is_counted:
        lead = f"{name(members.facts)}写明的共{members.count}项："
    elif len(lead) + len(opening.text) > _LONGEST:
        lead = ""
    draft = answered(QuestionKind.TASK, opening, lead=lead)
    return replace(draft, total=members.count) if is_counted else draft


def with_count(draft: Draft, findings: Findings) -> Draft:
    """Count the things that the one sentence of a draft names, where how many there are is asked: 哪些算…？一共几种."""
    asked = _COUNTS_KINDS.search(findings.analysis.text)
    if not asked or draft.total is not None or len(draft.statements) != 1 or draft.lead:
        return draft
    cited = draft.statements[0].citations[0].quote
    runs = [one for one in runs_of(cited) if one.divides and one.stated is None]
    if len(runs) != 1:
        return draft
    count = len(runs[0].items)
    return replace(draft, lead=f"写明的共{count}{asked['unit']}：", total=count)


def _part(sentence: Citation, run: Run) -> Citation:
    """Return the part of a long sentence that holds a run, from the part that names the thing on."""
    start = run.start
    if len(run.ahead) <= len("主要包括") or sentence.quote[max(start - 1, 0)] in "：:":
        start = max(sentence.quote.rfind(mark, 0, max(start - 1, 0)) for mark in "，,；;：:") + 1
    words = sentence.quote[start : run.end]
    start += len(words) - len(words.lstrip())
    span = Span(start=sentence.span.start + start, end=sentence.span.start + run.end)
    return replace(sentence, span=span, quote=sentence.quote[start : run.end])


def _says_the_opposite(asked: str, words: str) -> bool:
    """Tell whether one of question and opening words is about what is allowed, the other about what is not."""
    if any(one in asked and f"不{one}" not in asked for one in _NEGATED.findall(words)):
        return True
    refused = bool(_REFUSED.search(words)) != bool(_EXCEPTED.search(words))
    if _REFUSED.search(asked):
        return not refused
    return bool(_ALLOWED.search(asked)) and refused


def _nouns_asked(text: str) -> frozenset[str]:
    """Return what a text may call what is asked for: 情形 and 条件 for 哪几种情况."""
    near = [
        text[max(match.start() - _BESIDE, 0) : match.end() + _BESIDE]
        for match in _ASKS_SEVERAL.finditer(text)
    ]
    return frozenset(
        noun
        for asked, called in _nouns()
        if any(word in part for word in asked for part in near)
        for noun in called
    ) | {match["thing"] for match in _THING.finditer(text)}


@cache
def _nouns() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    lines = PATH.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((tuple(asked.split()), tuple(called.split())) for asked, called in rows)
