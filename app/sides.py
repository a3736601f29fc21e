"""Comparisons: a question about two sides asked once for each, and the replies put side by side; pure.

Chinese asks the same of two things in one sentence by 各 or 分别 behind both (电机和变压器的占比各是多少), sets two
years beside each other (2025年和2030年的目标有何不同), or asks twice of one matter (占比2020年是多少，2025年又要多少). What
is said before the two holds for both, and so do a last 的… and what stands behind a comma. A side that
has no answer of its own is said to have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.amounts import read_amounts
from app.answer import AnswerStatus, QuestionKind
from app.catalogue import Catalogue
from app.draft import Draft, DraftStatement, Findings, answered, name, on_one_line
from app.evidence import Term, fold, support
from app.stated_value import years_in
from corpus.model import Citation
from corpus.regions import load_regions
from index.places_named import is_of
from index.query import years_asked

# Answers a question of its own: its reply and what was found for it.
Ask = Callable[[str], tuple[Draft, Findings]]

_EACH = re.compile(
    r"(?:都)?(?:各自|分别|各(?![地级类项种方有县区市位界行个])|各(?=有(?:多少|几|哪|什么|啥)))"
)
_UNLIKE = re.compile(
    r"[,]?(?:有没有|有|存在)?(?:什么|啥|何|哪些|多大)?(?:的)?(?:不同|区别|差别|差异|不一样)(?:在哪里?|是什么|吗|没有)?[?]?$"
    r"|[,]?(?:主要)?差在哪(?:里|儿)?[?]?$|[,]?(?:是否|是不是)?(?:都)?(?:一样|相同|一致)(?:[吗么嘛]|不)?[?]?$|[,]?(?:对比|比较)(?:一下)?[?]?$"
)
# Asked by how much two differ, each figure tells it: 相差多少, 差几年, 变化多大, 多多少项.
_BY = r"(?P<by>多少|多大|多久|几)(?P<unit>[^,，。?？]{0,4})"
_DIFFER = re.compile(
    rf"[,，]?(?:之间|数目|数量)?(?:的)?(?:(?:相?差|变化|变动)(?:距|别|额|了|有)?|(?:要|能|会|将)?(?P<more>[多少高低大小长短早晚])(?:了|出)?){_BY}[?？]?$"
)
_BOTH_OF = re.compile(r"^(?:请|帮我|麻烦)?(?:比较|对比)(?:一下)?")
# Said ahead that two are held against each other: 拿2015年跟2020年比, 甲与乙相比.
_AGAINST = re.compile(
    r"^(?:拿|把|将|从)?(?P<one>[^,，。?]{2,30}?)(?:和|跟|与|同|到)(?P<two>[^,，。?]{2,30}?)(?:来|相|做|作)?(?:比|对比|比较)(?:起来|一下)?[,，]"
)
_THAN = re.compile(r"(?<![占同环对相])比(?=(?:[^,，。?比]|(?<=[占同环])比){2,30}$)")
# No joint inside 碳中和, 饱和, 和谐.
_WITH = re.compile(r"[,]?(?:(?<![中饱共总温柔])和(?![谐平约])|跟|(?<!参)与|以及)")
_YEAR = r"(?:到|至)?(?:20\d\d年?|“?十[三四五六]五”?(?:期间|时期|末)?)(?:末|底|前)?"
_YEARS = re.compile(rf"{_YEAR}(?:(?:和|跟|与|、|以及|比|[ ,]){{1,2}}{_YEAR}){{1,3}}")
# Three or more side by side: 新建、在建和已建成的项目; 三个行业 behind them counts them.
_ROW = re.compile(
    r"(?P<row>[^,。;:、]{2,16}(?:、[^,。;:、和与]{2,16}){1,4}(?:、|以及|和|与|跟)[^,。;:、]{2,24})$"
)
_ROW_MARK = re.compile(r"、|以及|(?<![中饱共总温柔])和(?![谐平约])|与|跟")
_ACTS = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:要|应当?|须|需要?|可以?)[^的,。?]{1,8}$")
_GRADES = frozenset("级类档型期")
_COUNTED = re.compile(
    r"(?<!第)(?:这)?(?!二级)[两二三四五](?:个|类|种|家|项|份|级)?(?P<noun>[\u4e00-\u9fff]{0,4})$"
)
_OF_A_YEAR = re.compile(rf"^(?P<year>{_YEAR})的(?P<what>[^,的]{{2,16}})$")
_TWICE = re.compile(
    r"^(?P<about>[^,。?]{2,60}),(?P<one>[^,。?]{0,30}(?:多少|什么|几)[^,。?]{0,6}),(?P<two>[^,。?]{0,30}(?:多少|什么|几)[^,。?]{0,6})[?]?$"
)
_ASKS = re.compile(r"多少|什么|几|哪|谁|怎")
_FIGURE = re.compile(
    r"幅度|比例|占比|比重|标准|金额|期限|时限|上限|下限|门槛|规模|数量|产能|目标值|罚款|价格|[率速额]$"
)
# What statistics call a figure; behind the last of two it is said of both (甲和乙产能).
_FIGURES = r"(?:增速|增幅|增长率?|降幅|涨幅|占比|比重|比例|[\u4e00-\u9fff]{2}率|产能|产量|产值|销量|零售额|销售额|交易额|余额|总额|总量|数量|数目|规模|面积|装机|名额|基数|上限|下限|标准|限额|限值|期限|时限|年限|金额|目标)"
_FIGURE_LAST = re.compile(rf"{_FIGURES}{{1,2}}$")
# Which of two has more: 谁的目标更高, 哪个责任单位多, 哪份方案达峰更早.
_WHICH = re.compile(
    r"[,，]?(?:谁|哪(?:一?[个家份方边种类项年级档块头]|里)?(?:方案|文件|行业|城市|地方|[省市县区])?)(?P<of>的?)(?P<what>[^,，。?？谁哪]{0,14}?)(?:要求|(?P<grows>[增涨升降减])[得长]?|[定建来改完变]得|[更最]|比较|要|应该?)*"
    r"(?P<how>高|低|多|少|大|小|早|晚|先|严|狠|松|宽|快|长|短|久)(?:一?些|一?点|呢)?(?:完成|施行|实施|开始|生效|达峰|发布|印发|出台|到期)?(?=[,，?？]|$)(?:[,，]各是?(?:多少|什么))?"
)
_TWO = re.compile(r"(?:两|二|这几)[份个家]|(?<![中饱共总温柔])和(?![谐平约])|跟|与|、|还是|比")
_OFFICES = re.compile(r"单位|部门|[局厅委]$")
_GROWS = {"增": "增长", "涨": "增长", "升": "增长", "降": "下降", "减": "下降"}
_WHEN_MORE = frozenset("早晚先")
# The usual case, which a text states ahead of the one it sets apart (情况复杂的，…).
_USUAL = re.compile(r"一般|普通|通常|平时|正常")
_SHORTEST = 2  # characters of a side
_NEAR = 0.5  # of the best clause's score
_NEAR_CLAUSE = 0.8  # of the best clause's score
_CLAUSES = 3
_LONGEST = 200  # characters of a sentence
_SHARED = 0.4  # of what is asked of both
_COVERED = 0.5  # share of a side's own words in what is cited
_OF_ONE = frozenset(
    {QuestionKind.TARGET, QuestionKind.AGENCY, QuestionKind.DEADLINE, QuestionKind.OTHER}
)
_MOST_OF_A_SIDE = 3  # statements


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it is called, and the question for it alone."""

    name: str
    question: str


def read_sides(text: str) -> tuple[Side, ...]:
    """Return the two sides that a question compares; () where it compares none.

    >>> [one.question for one in read_sides("电机和变压器的占比各是多少?")]
    ['电机的占比是多少?', '变压器的占比是多少?']
    >>> [one.question for one in read_sides("钢铁2025年和2030年的目标有何不同?")]
    ['钢铁2025年的目标是什么?', '钢铁2030年的目标是什么?']
    """
    if twice := _TWICE.match(text):
        about = twice["about"]
        if not _ASKS.search(about):
            return tuple(
                Side(name=part, question=f"{about},{part.replace('又', '')}?")
                for part in (twice["one"], twice["two"])
            )
    plain = _BOTH_OF.sub("", text)
    each = next(iter(_EACH.finditer(plain)), None)
    unlike = _UNLIKE.search(plain)
    if each is not None:
        head, tail = plain[: each.start()], plain[each.end() :]
    elif unlike is not None or plain != text:
        head = plain[: unlike.start()] if unlike else plain.rstrip("?。")
        tail = "是多少?" if _FIGURE.search(head) else "是什么?"
    else:
        return ()
    if years := _YEARS.search(head):
        # As people type to search: 钢铁 2025年 2030年 目标 区别.
        before, behind = head[: years.start()].rstrip(), head[years.end() :].strip()
        return tuple(
            Side(name=one.group(), question=f"{before}{one.group()}{behind}{tail}")
            for one in re.finditer(_YEAR, years.group())
        )
    return _row_of_sides(head, tail) or _joined_sides(head, tail)


def without_comparing(text: str) -> str:
    """Return a question how two things differ as one for what a single one has; any other as it is.

    >>> without_comparing("渠道更新的标准有什么不同?"), without_comparing("渠道更新由谁负责?")
    ('渠道更新的标准是多少?', '渠道更新由谁负责?')
    """
    plain = _BOTH_OF.sub("", text)
    unlike = _UNLIKE.search(plain)
    head = plain[: unlike.start()].rstrip() if unlike else plain.rstrip("?。")
    if unlike is None and plain == text:
        return text
    return f"{head}{'是多少?' if _FIGURE.search(head) else '是什么?'}"


def as_each(text: str) -> str:
    """Return a question for which of two has more, and by how much, as one for what each has; the text decides nothing.

    >>> as_each("电机和变压器哪个占比更高?"), as_each("电机的占比比变压器的占比高多少?")
    ('电机和变压器的占比各是多少?', '电机的占比和变压器的占比各是多少?')
    """
    text, asked = _of_two(text), text
    if differ := _DIFFER.search(text):
        head, joined = text[: differ.start()], _joined(text[: differ.start()])
        if differ["more"] and head == joined:
            return asked
        by = "多少" if differ["by"] == "多大" else differ["by"]
        return f"{joined}各是{by}{differ['unit']}?" if _TWO.search(joined) else asked
    found = _WHICH.search(text)
    if found is None or not _TWO.search(text[: found.start()]):
        return text if _UNLIKE.search(text) else asked
    what = found["what"] + _GROWS.get(found["grows"] or "", "")
    if found["how"] in _WHEN_MORE:
        asks = "各是什么时候"
    else:
        asks = "各有哪些" if _OFFICES.search(what) else "各是多少"
    of = "的" if what and not text[: found.start()].endswith("的") else ""
    return f"{text[: found.start()]}{of}{what}{asks}{text[found.end() :]}"


def _of_two(text: str) -> str:
    """Return a question that says ahead what is held against what (拿甲跟乙比,…) with both before what is asked."""
    found = _AGAINST.match(text)
    if found is None:
        return text
    are_years = all(re.fullmatch(_YEAR, one) for one in found.groups())
    return f"{found['one']}和{found['two']}{'' if are_years else '的'}{text[found.end() :]}"


def _joined(head: str) -> str:
    """Return what stands before 多多少 with 和 for its 比; of two years both in the place of the later one."""
    found = _THAN.search(head)
    than = head[found.end() :] if found else ""
    if found is None or not re.fullmatch(_YEAR, than):
        return _THAN.sub("和", head)
    return re.sub(_YEAR, lambda year: f"{year.group()}和{than}", head[: found.start()], count=1)


def _row_of_sides(head: str, tail: str) -> tuple[Side, ...]:
    """Part 甲、乙和丙的…: what stands behind the last 的, or the noun that counts them, is said of all."""
    comma, shared = "", ""
    row = _ROW.search(head)
    if row is None and "," in head:
        first, comma, shared = head.rpartition(",")
        row = _ROW.search(first)
    if row is None:
        return ()
    before = row.string[: row.start()]
    *names, last = _ROW_MARK.split(row["row"])
    own, of, rest = last.rpartition("的")
    ending = f"{of}{rest}" if own else ""
    last = own or last
    # 国家级、省级、市级|基地: told apart by what they all end with.
    mark = names[0][-1]
    if mark in _GRADES and all(one.endswith(mark) for one in names) and mark in last[1:-1]:
        ending, last = last[last.find(mark) + 1 :] + ending, last[: last.find(mark) + 1]
    if counted := _COUNTED.search(last):
        last, ending = last[: counted.start()], counted["noun"] + ending
    opening = re.search(r"(?:对于?|给|将|把|在|为|让)(?=[^对给将把在为让]{2,}$)", names[0])
    at = opening.end() if opening else 0
    before, names[0] = before + names[0][:at], names[0][at:]
    names.append(last)
    if min(map(len, names)) < _SHORTEST:
        return ()
    return tuple(
        Side(name=one, question=f"{before}{one}{ending}{comma}{shared}{tail}") for one in names
    )


def _joined_sides(head: str, tail: str) -> tuple[Side, ...]:
    """Part 甲和乙的…, … at the last word that joins two things."""
    joints = [one for one in _WITH.finditer(head) if one.start() >= _SHORTEST]
    if not joints:
        return ()
    joint = joints[-1]
    left, right = head[: joint.start()], head[joint.end() :]
    start = max(left.rfind(mark) for mark in ",。;:") + 1
    before, first = left[:start], left[start:]
    second, comma, shared = right.partition(",")
    if counted := _COUNTED.search(second):
        noun = counted["noun"]
        second = second[: counted.start()] + noun
        first += noun
    whose, of, _ = first.rpartition("的")
    if of and "的" not in second and not comma and not first.endswith("的"):
        before += whose + of  # 电机的能耗和产量
        first = first.removeprefix(whose + of)
    own, of, rest = second.rpartition("的")
    if (when := _OF_A_YEAR.match(second)) and not comma:
        about = re.sub(_YEAR, "", first)
        later = f"{before}{when['year']}{about}的{when['what']}{tail}"
        return (
            Side(name=first, question=f"{before}{first}{tail}"),
            Side(name=second, question=later),
        )
    ending = f"{of}{rest}" if own and "的" not in first and not comma else ""
    act = _ACTS.search(own) if ending and not _ACTS.search(first) else None
    if act:  # 甲和乙要公示的信息: what the second does the first does as well
        ending, own = act.group() + ending, own[: act.start()]
    if own and first.endswith("的") and not comma:
        ending = rest
    if min(len(whose + first), len(second)) < _SHORTEST:
        return ()
    first, second = _with_figure(first, second) if not ending else (first, second)
    year = re.search(_YEAR, first)
    shared_year = year.group() if year and not re.search(_YEAR, second) and not comma else ""
    behind = f"{comma}{shared}{tail}"
    return (
        Side(name=first, question=f"{before}{first}{ending}{behind}"),
        Side(name=own if ending else second, question=f"{before}{shared_year}{second}{behind}"),
    )


def _with_figure(first: str, second: str) -> tuple[str, str]:
    """Return two joined names, each with the figure that is asked of both, or with whose they are."""
    own, theirs = _FIGURE_LAST.search(first), _FIGURE_LAST.search(second)
    if theirs and not own:
        return first + theirs.group(), second
    if own and theirs and theirs.group() == second:
        return first, first[: own.start()] + second
    return first, second


def with_sides(draft: Draft, findings: Findings, ask: Ask) -> Draft:
    """Return a reply that answers for both sides of a comparison, where it answers for one only."""
    analysis = findings.analysis
    is_items = draft.kind is QuestionKind.LIST and draft.statements[:1] and _opens(draft)
    is_whole = draft.total is not None or draft.kind in {QuestionKind.LIST, QuestionKind.OUTLINE}
    sides = () if (is_whole and not is_items) or draft.premise else read_sides(analysis.text)
    if not sides or _covers(draft, findings, sides):
        return draft
    if of_years := _of_years(draft, findings, sides):
        return of_years
    told = [(side, ask(side.question)[0]) for side in sides]
    if any(one.status is not AnswerStatus.ANSWERED for _, one in told):
        return _in_one_clause(findings, sides) or _of_some(draft, told)
    return _of_all(draft, told) or _in_one_clause(findings, sides) or draft


def _of_some(draft: Draft, told: Sequence[tuple[Side, Draft]]) -> Draft:
    """Return a reply with what was told for one side, where nothing was found for the other."""
    replies = [one for _, one in told]
    answering = [one for one in replies if one.status is AnswerStatus.ANSWERED]
    if not answering or any(_is_other(one) for one in answering):
        return draft
    return _with_silent(draft, [side for side, _ in told], replies)


def _of_all(draft: Draft, told: Sequence[tuple[Side, Draft]]) -> Draft | None:
    """Return the replies for all sides as one; None where they are not told apart."""
    replies = [one for _, one in told]
    if any(_is_other(one) for one in replies):
        return draft
    told_once = {
        one.citations: one
        for side, reply in reversed(told)
        for one in reversed(_of_a_side(_of_year(reply, side)))
    }
    statements = tuple(reversed(told_once.values()))
    if len({one.citations[0] for one in statements}) < len(told):
        return None
    notes = tuple(dict.fromkeys(note for one in replies for note in one.notes))
    return replace(
        replies[0], kind=draft.kind, statements=statements, lead="", notes=notes, total=None
    )


def _is_other(reply: Draft) -> bool:
    """Tell whether a reply for a side is a list of rows, or puts right what it takes to be so."""
    return (reply.total is not None and not _opens(reply)) or reply.premise is not None


def _opens(reply: Draft) -> bool:
    """Tell whether a reply is a list of items behind the words that open them."""
    return bool(reply.statements) and reply.statements[0].text.endswith(("：", ":"))


def told_beside(
    drafts: Mapping[str, Draft], kind: QuestionKind, catalogue: Catalogue
) -> Draft | None:
    """Return the replies for several documents or places as one, each by its name; None where none answers.

    A list of rows is left to the reply to the whole, and so is what has a wrong premise.
    """
    answering = {who: one for who, one in drafts.items() if one.status is AnswerStatus.ANSWERED}
    if not answering:
        near = tuple(cited for one in drafts.values() for cited in one.near)
        first = next(iter(drafts.values()), None)
        return first and replace(first, near=near)
    if any(one.total is not None or one.premise for one in answering.values()):
        return None
    statements: list[DraftStatement] = []
    for who, draft in answering.items():
        first, *others = _of_a_side(draft)
        text = first.text if who in first.text else f"{who}：{first.text}"
        statements += [replace(first, text=text), *others]
    silent = "".join(
        _silence_of(who, one, catalogue) for who, one in drafts.items() if who not in answering
    )
    notes = tuple(dict.fromkeys(note for one in answering.values() for note in one.notes))
    opening = next(iter(answering.values()))
    return replace(opening, kind=kind, statements=tuple(statements), lead=silent, notes=notes)


def _silence_of(name: str, draft: Draft, catalogue: Catalogue) -> str:
    """Say of a side that nothing answers for it: by the document that lacks it where that is sure."""
    if not _lacks(draft):
        return f"没有找到“{name}”的相应内容。"
    return f"《{catalogue.document(draft.near[0].document_id).title}》没有写明。"


def _lacks(draft: Draft) -> bool:
    """Tell whether a reply declines because a document surely does not say it."""
    return bool(draft.near) and (draft.reason or "").startswith("文件没有")


def _covers(draft: Draft, findings: Findings, sides: Sequence[Side]) -> bool:
    """Tell whether what a reply cites has the words of each side that the other has not."""
    if draft.status is not AnswerStatus.ANSWERED:
        return False
    if draft.kind is QuestionKind.TASK and all(re.match(_YEAR, one.name) for one in sides):
        return False  # the measures of a clause, of whatever year
    cited = fold("".join(one.quote for two in draft.statements for one in two.citations))
    for side in sides:
        own = fold(side.name)
        theirs = fold(" ".join(one.name for one in sides if one is not side))
        terms = [one for one in findings.terms if one.word in own and one.word not in theirs]
        years = set(years_asked(own)) - set(years_asked(theirs))
        if not years <= years_in(cited):
            return False
        if not all(_is_cited(one, draft, findings) for one in _places(own) - _places(theirs)):
            return False
        if terms and support(terms, cited) < _COVERED:
            return False
    return True


def _places(words: str) -> set[str]:
    return set(load_regions().found_in(words))


def _is_cited(place: str, draft: Draft, findings: Findings) -> bool:
    """Tell whether a reply cites words on a place, or a document of it."""
    cited = [one for two in draft.statements for one in two.citations]
    documents = (findings.catalogue.document(one.document_id) for one in cited)
    return any(place in one.quote for one in cited) or any(is_of(place, one) for one in documents)


def _with_silent(draft: Draft, sides: Sequence[Side], replies: Sequence[Draft]) -> Draft:
    """Say of a reply for which side nothing was found."""
    several = sum(len(re.findall(r"\d+(?:\.\d+)?", one.text)) for one in draft.statements) > 1
    if draft.status is AnswerStatus.ANSWERED and (draft.lead or several):
        return draft
    silent = [
        side.name
        for side, one in zip(sides, replies, strict=True)
        if one.status is not AnswerStatus.ANSWERED
    ]
    lead = f"没有找到{'、'.join(f'“{name}”' for name in silent)}的相应内容。"
    if draft.status is AnswerStatus.ANSWERED:
        return replace(draft, lead=lead)
    told = [one for one in replies if one.status is AnswerStatus.ANSWERED]
    statements = tuple(dict.fromkeys(one for reply in told for one in _of_a_side(reply)))
    return replace(told[0], kind=draft.kind, statements=statements, lead=lead, total=None)


def _of_years(draft: Draft, findings: Findings, sides: Sequence[Side]) -> Draft | None:
    """Return what one clause says of each of several years; None where no clause near the best does.

    Convention of plans: 到2025年，…。到2030年，… stand side by side in one clause.
    """
    years = [set(years_asked(one.name)) for one in sides]
    if draft.kind is not QuestionKind.TASK or not all(years) or not findings.candidates:
        return None
    least = findings.candidates[0].score * _NEAR
    for candidate in findings.candidates:
        own = {one: years_in(fold(one.quote)) for one in candidate.facts.sentences}
        found = [[one for one, stated in own.items() if wanted & stated] for wanted in years]
        if candidate.score >= least and all(found):
            best = (
                max(of_year, key=lambda one: support(findings.terms, fold(one.quote)))
                for of_year in found
            )
            rows = (DraftStatement(text=on_one_line(one.quote), citations=(one,)) for one in best)
            return answered(draft.kind, *rows, lead=f"{name(candidate.facts)}写明：")
    return None


def _in_one_clause(findings: Findings, sides: Sequence[Side]) -> Draft | None:
    """Return the sentences of one clause near the best that give each side its figure; None for none.

    Convention: a text sets what it tells apart side by side, in one sentence or in items that follow each other.
    """
    if findings.analysis.kind not in _OF_ONE or not findings.candidates:
        return None
    shared = [one for one in findings.terms if all(one.word in fold(two.question) for two in sides)]
    least = findings.candidates[0].score * _NEAR_CLAUSE
    for candidate in findings.candidates[:_CLAUSES]:
        stating = [
            one
            for one in candidate.facts.sentences
            if len(one.quote) <= _LONGEST and read_amounts(fold(one.quote))
        ]
        found = [_stating(side, sides, stating, shared) for side in sides]
        if candidate.score < least or not all(found):
            continue
        quotes = list(dict.fromkeys(one for one in found if one))
        if len(quotes) == 1 and len(read_amounts(fold(quotes[0].quote))) < len(sides):
            continue
        rows = (DraftStatement(text=on_one_line(one.quote), citations=(one,)) for one in quotes)
        return answered(findings.analysis.kind, *rows, lead=f"{name(candidate.facts)}写明：")
    return None


def _stating(
    side: Side, sides: Sequence[Side], stating: Sequence[Citation], shared: Sequence[Term]
) -> Citation | None:
    """Return the sentence that has most of the words that only one side has; None where none has most of them."""
    theirs = "".join(one.name for one in sides if one is not side)
    own = [one for one in load_regions().pattern.sub("", side.name) if one not in theirs + "的,"]
    pairs = [one for one in map("".join, pairwise(side.name)) if set(one) <= set(own)]
    shares = {
        one: sum(it in fold(one.quote) for it in (*own, *pairs)) / len((*own, *pairs) or "1")
        for one in stating
    }
    if not own or _USUAL.search(side.name):
        shares = dict.fromkeys(stating[:1], 1.0)
    meant = [one for one in shares if support(shared, fold(one.quote)) >= _SHARED or not shared]
    best = max(meant, key=lambda one: shares[one], default=None)
    return best if best is not None and shares[best] >= _COVERED else None


def _of_year(reply: Draft, side: Side) -> Draft:
    """Leave of a reply for a year what is said of it, where something is."""
    years = set(re.findall(r"20\d\d", side.name))
    kept = tuple(
        one for one in reply.statements if any(year in one.citations[0].quote for year in years)
    )
    return replace(reply, statements=kept) if kept and kept != reply.statements else reply


def _of_a_side(reply: Draft) -> tuple[DraftStatement, ...]:
    """Return what a reply says of its side: one statement for one fact, else those of its first clause."""
    first = reply.statements[0]
    if reply.kind is QuestionKind.LIST and _opens(reply):
        return reply.statements
    if reply.kind in _OF_ONE:
        return (first,)
    clause = first.citations[0].clause_id
    same = [one for one in reply.statements if one.citations[0].clause_id == clause]
    opened = [replace(same[0], text=reply.lead + same[0].text), *same[1:]] if same else []
    return tuple(opened[:_MOST_OF_A_SIDE])
