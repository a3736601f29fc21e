"""Whether a sentence applies to an enterprise, by the words of the text that say for whom; pure.

What the text names (an industry, an amount of energy, a kind of project, a place) is compared with what
was told of the enterprise. What was not told, or what the words limit in a way that nothing told can
answer (符合条件的, 重点), stays open and is quoted: nothing is taken for granted. Convention: the last noun
of a phrase says who is spoken to, what stands before it limits whom (年综合能耗5000吨标准煤以上的单位).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

from app.addressees import actor_of
from app.conditions import Condition, Verdict, judge_threshold, verdict_of, without_amount
from app.definitions import Definition
from app.industries import is_of_trade, load_industries
from app.named import FIRM, PROJECT, groups_of, is_of_others, kind_of, names_somebody, who_acts
from app.profile import Profile, Project
from corpus.facts import Threshold
from corpus.regions import load_regions
from corpus.view import fold_width
from index.tokens import Tokenizer

NOTHING_DEFINED: Mapping[str, Sequence[Definition]] = {}
_PROJECT_WORDS = (
    (re.compile(r"新建|新上|新增|拟建|新、改、扩建|新、改、扩|新(?=、改)"), Project.NEW),
    (
        re.compile(r"改扩建|改建|扩建|新上|拟建|新、改、扩|技改|技术改造|改造(?=项目)|迁建"),
        Project.ALTERED,
    ),
    (re.compile(r"存量|现有|已建成?|既有|在役|已投产"), Project.STANDING),
)
_OWN_PLACE = re.compile(
    r"(?:在?本[省市县区](?:行政区域|辖区)?内?|我[省市县区]|全[省市县区国]|[省市县区]内|辖区内?|行政区域内|(?:各|所有|全体|任何|全部|每个|广大|凡|对|对于|应当?|其)|国内外?)"
)
_EDGES = re.compile(r"^[的等在、,和与及或类]+|[的等、,和与及或内类]+$")
_BUILDS = frozenset(("建设", "项目", "建设项目", "项目建设"))
_ANY_UNIT = re.compile(r"各?(?:有关|相关)?单位")
_ARTICLE = re.compile(
    r"^\s*第[零〇一二三四五六七八九十百千\d]{1,8}条(?:之[一二三四五六七八九十]{1,3})?\s*"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_IN_A_CASE = "有这种情形的才适用，请核对"
_SHORTEST_CASE = 2  # characters
_TOPIC = re.compile(r"^(?!(?:为了?|按照?|根据|依据|通过|国家|除)).{2,40}的[^,]{1,12}$")
_FIRM_HEAD = re.compile(FIRM)
# Heads that limit nobody by themselves; 国企 and 央企 do.
_PLAIN_HEAD = re.compile(
    rf"(?![国央民]企)(?!(?:工程|建设)?项目(?:单位|法人|业主|建设单位))(?:{FIRM}|{PROJECT})"
)
# What every enterprise does: 从事生产和服务活动的, 生产经营.
_OF_EVERYBODY = re.compile(r"(?:从事)?(?:生产|经营)(?:[、和与或]|以及)?(?:经营|服务|销售)(?:活动)?")
# What goes with the name of a trade and limits no further: 钢铁、建材等重点领域生产企业.
_TRADE_WORDS = re.compile(
    r"等?(?:重点|主要|传统)?(?:行业|领域|产业)|从事|生产(?!者)|加工|制造|冶炼|经营(?!者)|服务|业务|活动"
)


def judge_headings(headings: Sequence[str], profile: Profile) -> tuple[Condition, ...]:
    """Judge the industries that the title of a document and the headings of a clause limit it to."""
    industries = load_industries()
    found: dict[tuple[str, ...], Condition] = {}
    for heading in headings:
        named = industries.found_in(heading) if is_of_trade(heading) else ()
        if named and named not in found:
            found[named] = _judge_industry(heading, named, profile, kind="标题所写行业")
    return tuple(found.values())


def _judge_industry(
    words: str, named: tuple[str, ...], profile: Profile, *, kind: str = "行业"
) -> Condition:
    """Judge industries that a text names, any of which is enough."""
    if not profile.industry:
        return Condition(kind=kind, words=words, verdict=Verdict.OPEN, told="没有写企业的行业")
    industries = load_industries()
    own = [name for one in profile.industry for name in industries.of_enterprise(one)]
    wider = frozenset(name for one in own for name in industries.with_wider(one))
    shown = "、".join(profile.industry)
    met = wider & set(named)
    listed = [one for one in named if one not in met and met & industries.with_wider(one)]
    if met and listed and "等" in words:  # 石化、化工等工业企业: which others is left open
        told = f"企业的行业是{shown}，原文只列举了{'、'.join(listed)}等，请核对"
        return Condition(kind=kind, words=words, verdict=Verdict.OPEN, told=told)
    if met or any(one in words for one in profile.industry):
        return Condition(kind=kind, words=words, verdict=Verdict.MET, told=f"企业的行业是{shown}")
    if len(own) < len(profile.industry) and any(map(industries.is_broad, named)):
        told = f"行业用词表里没有企业的行业（{shown}），请核对"
        return Condition(kind=kind, words=words, verdict=Verdict.OPEN, told=told)
    narrower = [one for one in named if industries.with_wider(one) & set(own)]
    if narrower:
        told = f"企业的行业写的是{shown}，是否属于{'、'.join(narrower)}请核对"
        return Condition(kind=kind, words=words, verdict=Verdict.OPEN, told=told)
    return Condition(kind=kind, words=words, verdict=Verdict.FAILED, told=f"企业的行业是{shown}")


def judge_subject(
    subject: str,
    profile: Profile,
    thresholds: Sequence[Threshold],
    defined: Mapping[str, Sequence[Definition]] = NOTHING_DEFINED,
) -> tuple[Condition, ...] | None:
    """Judge whom a sentence names; None where it speaks to nobody like an enterprise.

    Of several that are named together the one that fits best counts. `defined` are the terms that
    the document defines.
    """
    subject = fold_width(subject)
    actor = actor_of(subject) if subject.endswith("的") else ""
    if names_somebody(actor):
        judged_actor = judge_subject(actor, profile, thresholds, defined)
        of_case = Condition(kind="情形", words=subject, verdict=Verdict.OPEN, told=_IN_A_CASE)
        return judged_actor and (*judged_actor, of_case)
    groups = list(groups_of(who_acts(subject)))
    if any(kind == "authority" for _, kind in groups):  # 各部门、各单位 are those of government
        groups = [one for one in groups if not _ANY_UNIT.fullmatch(one[0])]
    judged = [_judge_group(*one, profile, thresholds, defined) for one in groups]
    fitting = [one for one in judged if one is not None]
    best = max(fitting, key=verdict_of, default=None)
    case = _shared_case(groups)
    return (*best, case) if best and case else best


def _shared_case(groups: Sequence[tuple[str, str]]) -> Condition | None:
    """Return what the last of several does, for all of them do: …和其他生产经营者排放污染物的."""
    last = groups[-1][0] if len(groups) > 1 else ""  # of one, what it does is judged with it
    head = _FIRM_HEAD.search(last)
    tail = _EDGES.sub("", last[head.end() :]) if head else ""
    if not tail or _PLAIN_HEAD.fullmatch(tail):
        return None
    return Condition(kind="情形", words=tail, verdict=Verdict.OPEN, told=_IN_A_CASE)


def judge_matter(subject: str, profile: Profile) -> tuple[Condition, ...] | None:
    """Judge a thing or a case that an article binds whoever has to do with: 排放口应当设置标志.

    None where it is somebody, or an authority's own business (规划, 标准, 考核结果).
    """
    words = _EDGES.sub("", who_acts(fold_width(subject)))
    if is_of_others(words):
        return None
    return (_unsure(words), *judge_sentence(words, profile)[1:])


def judge_actor(
    act: str, profile: Profile, defined: Mapping[str, Sequence[Definition]]
) -> tuple[Condition, ...] | None:
    """Judge who acts, where the words of an act name somebody; None where it is another."""
    actor = actor_of(act)
    if not actor or not names_somebody(actor):
        return ()
    judged = judge_subject(actor, profile, (), defined)
    if judged is None or verdict_of(judged) is Verdict.FAILED:
        return None
    return tuple(each for each in judged if each.verdict is Verdict.MET or each.kind != "对象")


def find_cases(sentence: str, subject: str, *, is_article: bool = False) -> tuple[Condition, ...]:
    """Return the cases that a sentence states before whom it names: 能效介于…之间的，引导企业….

    Convention (立法技术规范): a part that ends in 的 before a comma states a case; articles also put
    what they are about first (不符合标准的项目，建设单位不得…).
    """
    folded, named = fold_width(sentence), fold_width(subject)
    at = folded.find(named)
    ahead = re.split(r"[;。]", folded[: max(at, 0)])[-1].rpartition(",")[0]
    parts = [part.strip() for part in _ARTICLE.sub("", ahead).split(",")]
    found = [part for part in parts if part.endswith("的") and len(part) > _SHORTEST_CASE]
    if is_article and parts[-1] not in found and _TOPIC.search(parts[-1]):
        found.append(parts[-1])
    return tuple(
        Condition(kind="情形", words=part, verdict=Verdict.OPEN, told=_IN_A_CASE) for part in found
    )


def judge_sentence(sentence: str, profile: Profile) -> tuple[Condition, ...]:
    """Judge a sentence that names nobody: industries and things of the enterprise that it speaks of.

    The widest industries (工业) say too little to make a sentence one about the enterprise.
    """
    found = [Condition(kind="对象", words="", verdict=Verdict.OPEN, told="原文没有写明对象")]
    industries = load_industries()
    named = tuple(
        one
        for one in industries.found_in(sentence)
        if not industries.is_root(one) or one in profile.industry
    )
    things = _things(sentence, profile)
    if named:
        judged = _judge_industry("、".join(named), named, profile)
        is_failed = judged.verdict is Verdict.FAILED
        if not is_failed or (is_of_trade(sentence) and not things):
            found.append(judged)
    return (*found, *things)


def _judge_group(
    words: str,
    kind: str,
    profile: Profile,
    thresholds: Sequence[Threshold],
    defined: Mapping[str, Sequence[Definition]],
) -> tuple[Condition, ...] | None:
    """Judge one of those named together; each judge takes the words that it has judged away."""
    amounts, rest = _judge_amounts(words, thresholds, profile)
    judged, rest = _judge_trade(words, rest, profile)
    is_own_trade = judged is not None and judged.verdict is Verdict.MET
    if kind in {"authority", "person"} or (kind == "other" and not is_own_trade):
        return None
    found: list[Condition] = [*amounts, *([judged] if judged else [])]
    projects, rest = _judge_project(words, rest, kind, profile)
    places, rest = _judge_places(rest, profile)
    things = _things(rest, profile)
    found += [*projects, *places, *things]
    if not kind:
        return (*found, _unsure(words)) if things or is_own_trade else None
    for thing in (*profile.equipment, *profile.products):
        rest = rest.replace(thing, "")
    if is_own_trade and "等" in rest:  # of a list of trades one is enough
        rest = rest.rpartition("等")[2]
    rest = _residue(rest, profile, has_trade=bool(judged))
    if rest:
        found.append(_judge_rest(words, rest, profile, defined))
    return tuple(found) or (Condition(kind="对象", words=words, verdict=Verdict.MET),)


def _judge_amounts(
    words: str, thresholds: Sequence[Threshold], profile: Profile
) -> tuple[list[Condition], str]:
    """Judge the amounts that a phrase names; return them and what is left of it."""
    found: list[Condition] = []
    for one in thresholds:
        if fold_width(one.value) in words and fold_width(one.unit) in words:
            found.append(judge_threshold(one, profile))
            words = without_amount(words, one)
    return found, words


def _judge_trade(words: str, rest: str, profile: Profile) -> tuple[Condition | None, str]:
    """Judge the trade that a phrase limits whom it is for by; return it and what is left of `rest`.

    A phrase may name the matter of a trade only: 使用天然气的企业 are not those of the trade.
    """
    industries = load_industries()
    named = industries.found_in(rest)
    literal = [told for told in profile.industry if told in rest]
    if not (named or literal):
        return None, rest
    judged = _judge_industry(words, named, profile)
    if judged.verdict is Verdict.FAILED and not is_of_trade(rest):
        return None, rest
    for told in literal:
        rest = rest.replace(told, "")
    return judged, industries.pattern.sub("", rest)


def _judge_rest(
    words: str, rest: str, profile: Profile, defined: Mapping[str, Sequence[Definition]]
) -> Condition:
    """Judge what else limits a phrase: by the document's own definition of it, else it stays open."""
    term = _EDGES.sub("", _OWN_PLACE.sub("", words))
    ways = []
    for one in defined.get(term, ()):
        kind = kind_of(one.words)
        judged = _judge_group(one.words, kind, profile, one.thresholds, NOTHING_DEFINED)
        verdict = Verdict.OPEN if judged is None else verdict_of(judged)
        told = f"是文件写明的“{term}”" + ("，请核对" if verdict is Verdict.OPEN else "")
        ways.append(Condition(kind="定义", words=one.words, verdict=verdict, told=told))
    if ways:
        return max(ways, key=lambda one: one.verdict)
    told = f"限定了“{_limits_of(words, rest)}”，企业情况里没有，请核对"
    return Condition(kind="对象", words=words, verdict=Verdict.OPEN, told=told)


def _limits_of(words: str, rest: str) -> str:
    """Return what limits a phrase as the text has it, where pieces from within it were judged away."""
    plain = re.sub("[“”]", "", words)
    limits = re.sub("[“”]", "", rest)
    return limits if limits in plain and limits != "他" else plain


def judge_part(
    thresholds: Sequence[Threshold], subject: str, profile: Profile
) -> tuple[Condition, ...]:
    """Leave open what limits another part of the sentence to a size that the enterprise has not.

    引导企业开展普查，年综合能耗5000吨标准煤及以上的单位使用…: the words quoted go beyond the enterprise's part.
    """
    told = "同句另有一部分只对达到这个数量的单位，企业没有达到，请核对"
    return tuple(
        Condition(kind="数量", words=one.source.quote, verdict=Verdict.OPEN, told=told)
        for one in thresholds
        if fold_width(one.value) not in fold_width(subject)
        and judge_threshold(one, profile).verdict is Verdict.FAILED
    )


def names_own_thing_in(sentence: str, profile: Profile, pattern: re.Pattern[str]) -> bool:
    """Tell whether a part of a sentence that `pattern` matches names equipment of the enterprise."""
    parts = re.split("[,;。]", fold_width(sentence))
    own = replace(profile, products=())
    return any(pattern.search(part) and _things(part, own) for part in parts)


def _unsure(words: str) -> Condition:
    told = "对象是物或事项，请核对与企业的关系"
    return Condition(kind="对象", words=words, verdict=Verdict.OPEN, told=told)


def _residue(rest: str, profile: Profile, *, has_trade: bool) -> str:
    """Return what of a phrase still limits whom it is for, when all that was judged is taken away."""
    patterns = (_OWN_PLACE, _TRADE_WORDS, _PLAIN_HEAD) if has_trade else (_OWN_PLACE, _PLAIN_HEAD)
    for pattern in patterns:
        rest = pattern.sub("", rest)
    previous = ""
    while previous != rest:
        previous, rest = rest, _EDGES.sub("", rest.strip("“”()（）的 "))
    if profile.energy and rest == "用能":
        rest = ""
    if rest in _BUILDS and {Project.NEW, Project.ALTERED} & set(profile.project):
        rest = ""  # 建设单位 is whose project it is
    if _OF_EVERYBODY.fullmatch(rest) or (rest == "生产" and _is_industrial(profile)):
        rest = ""
    return rest if re.search(r"[\u4e00-\u9fffA-Za-z\d]", rest) else ""


def _is_industrial(profile: Profile) -> bool:
    """Tell whether an enterprise makes something: its trade lies in 工业."""
    industries = load_industries()
    own = (name for told in profile.industry for name in industries.of_enterprise(told))
    return any("工业" in industries.with_wider(name) for name in own)


def _things(words: str, profile: Profile) -> list[Condition]:
    """Return the equipment and products of the enterprise that `words` name."""
    return [
        Condition(kind=kind, words=thing, verdict=Verdict.MET, told="企业情况里写有")
        for kind, things in (("设备", profile.equipment), ("产品", profile.products))
        for thing in things
        if thing in words and _stands_alone(thing, words)
    ]


def _stands_alone(thing: str, words: str) -> bool:
    """Tell whether a thing is named and not a piece of another word: 电机 is none in 风电机组.

    The words are cut as the index cuts them; a thing may end inside a longer name (空调 in 空调器).
    """
    starts: set[int] = set()
    for run in _HAN.finditer(words):
        ends = accumulate(map(len, _cutter().cut_run(run.group())), initial=run.start())
        starts.update(ends)
    found = [match.start() for match in re.finditer(re.escape(thing), words)]
    return any(at in starts or not _HAN.match(words, at) for at in found)


@cache
def _cutter() -> Tokenizer:
    return Tokenizer()


def _judge_project(
    words: str, rest: str, kind: str, profile: Profile
) -> tuple[list[Condition], str]:
    """Judge the stage of a project, or that there is one; return it and what is left of `rest`."""
    projects = {project for pattern, project in _PROJECT_WORDS if pattern.search(rest)}
    for pattern, _ in _PROJECT_WORDS:
        rest = pattern.sub("", rest)
    if not projects and kind != "project":
        return [], rest
    told, verdict = "没有写企业的项目类型", Verdict.OPEN
    if profile.project:
        told = f"企业的项目是{'、'.join(one.value for one in profile.project)}"
        is_met = not projects or projects & set(profile.project)
        verdict = Verdict.MET if is_met else Verdict.FAILED
    name = "项目类型" if projects else "对象"
    return [Condition(kind=name, words=words, verdict=verdict, told=told)], rest


def _judge_places(rest: str, profile: Profile) -> tuple[list[Condition], str]:
    """Judge the regions that a phrase names; return them and what is left of `rest`."""
    places = load_regions().found_in(rest)
    rest = load_regions().pattern.sub("", rest)
    if not places:
        return [], rest
    told, verdict = "没有写企业所在地区", Verdict.OPEN
    if profile.region:
        told = f"企业在{'、'.join(''.join(path) for path in profile.region)}"
        is_met = any(place in path for place in places for path in profile.region)
        verdict = Verdict.MET if is_met else Verdict.FAILED
    words = "、".join(places)
    return [Condition(kind="地区", words=words, verdict=verdict, told=told)], rest
