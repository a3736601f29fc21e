"""Whether a sentence applies to an enterprise, by the words of the text that say for whom; pure.

What the text names (an industry, an amount of energy, a kind of project, a place) is compared with what
was told of the enterprise. What was not told, or what the words limit in a way that nothing told can
answer (符合条件的, 重点), stays open and is quoted: nothing is taken for granted. Convention: the last noun
of a phrase says who is spoken to, what stands before it limits whom (年综合能耗5000吨标准煤以上的单位).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from app.conditions import Condition, Verdict, judge_threshold, verdict_of, without_amount
from app.definitions import Definition
from app.industries import is_of_trade, load_industries
from app.profile import Profile, Project
from corpus.facts import Threshold
from corpus.regions import load_regions
from corpus.view import fold_width

NOTHING_DEFINED: Mapping[str, Sequence[Definition]] = {}
_FIRM = (
    r"(?:企事业单位|企业事业单位|[国央民]企|企业集团|企业|公司|集团|工厂|厂家|厂商|用人单位|单位(?!产品|面积|产值|[Gg][Dd][Pp]|能耗|国内|工业)"
    r"|经营者|生产者|从业者|投资者|使用者|运营商|服务商|供应商|开发商|制造商|(?:市场|经营|创新|责任|实施|建设|投资|运营|社会)主体|法人|业主|行业|产业)"
)
_PROJECT = r"(?:工程项目|建设项目|项目|工程|产能|装置|生产线)"
_AUTHORITY = (
    r"(?:人民政府|政府|党委|市委|省委|部门|机关|委员会|管委会|领导小组|各地|地区|地方|各[省市县区]|县\(市\)区|市县|[县区]|国务院|派出机构"
    r"|[\u4e00-\u9fff](?:局|厅)|(?:成员|责任|主管|牵头|配合|机关事业)单位|法院|检察院|预算|规划|(?:监察|监管|执法|主管)机构)"
)
_PERSON = r"(?:个人|公民|居民|农户|农民|群众|公众|消费者|用户|职工|人员|干部|学生|家庭|领导|责任人|负责人|当事人)"
_OTHER = r"(?:园区|开发区|基地|高校|院校|学校|院所|科研机构|协会|商会|社会组织|组织|团体|媒体|团队|社会资本|社会力量|资本|平台|联盟|联合体|机构|医院|银行|基金|城市|乡镇|社区)"
_HEADS = (
    ("firm", re.compile(_FIRM)),
    ("project", re.compile(_PROJECT)),
    ("authority", re.compile(_AUTHORITY)),
    ("person", re.compile(_PERSON)),
    ("other", re.compile(_OTHER)),
)
_JOINT = re.compile(
    r"、|,|以及|及其|(?<!以)及(?![以其])|(?<![饱温缓总共调中混])和(?![谐平])|(?<!参)与|或者?"
)
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
_ENDS_AS_HEAD = re.compile(
    rf"(?:{_FIRM}|{_PROJECT}|{_AUTHORITY}|{_PERSON}|{_OTHER})(?:等|\([^()]{{0,20}}\))?$"
)
_ANY_UNIT = re.compile(r"各?(?:有关|相关)?单位")
_SPEAKS_OF_FIRMS = re.compile(rf"{_FIRM}|{_PROJECT}|投资")
_ARTICLE = re.compile(
    r"^\s*第[零〇一二三四五六七八九十百千\d]{1,8}条(?:之[一二三四五六七八九十]{1,3})?\s*"
)
_IN_A_CASE = "有这种情形的才适用，请核对"
_SHORTEST_CASE = 2  # characters
_TOPIC = re.compile(r"^(?!(?:为了?|按照?|根据|依据|通过|国家|除)).{2,40}的[^,]{1,12}$")
_FIRM_HEAD = re.compile(_FIRM)
_DRAFTS = re.compile(r"^(?:[^,]{0,40})(?:制定|编制|划定|审批|批准)")
_ENDS_AS_FIRM = re.compile(rf"{_FIRM}$")
_ACTS_AS_AUTHORITY = re.compile(
    rf"[^,]{{0,40}}?(?:{_AUTHORITY}|公共机构)(?:及其|违反|未|不|有|滥用|玩忽|徇私|对|在|采购|的?工作人员)"
)
# Heads that limit nobody by themselves; 国企 and 央企 do.
_PLAIN_HEAD = re.compile(rf"(?![国央民]企)(?:{_FIRM}|{_PROJECT})")
# What goes with the name of a trade and limits no further: 钢铁、建材等重点领域生产企业.
_TRADE_WORDS = re.compile(r"等?(?:重点|主要|传统)?(?:行业|领域|产业)|生产|加工|制造|冶炼")


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
    own = [name for one in profile.industry for name in industries.found_in(one)]
    wider = frozenset(name for one in own for name in industries.with_wider(one))
    shown = "、".join(profile.industry)
    if wider & set(named) or any(one in words for one in profile.industry):
        return Condition(kind=kind, words=words, verdict=Verdict.MET, told=f"企业的行业是{shown}")
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
    groups = list(_groups(fold_width(subject)))
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


def named_first(sentence: str) -> str | None:
    """Return whom the first words of a sentence name, where its subject was not read.

    Convention: who is spoken to opens the sentence (实施…审核的企业，应当…). "" is nobody; None is an
    authority, or the making of plans and standards, which is its business.
    """
    first = re.split(r"[,;:]|可以|应当|必须|不得", _ARTICLE.sub("", fold_width(sentence)))[0]
    kinds = {kind for _, kind in _groups(first) if kind}
    if _DRAFTS.search(first) or ("authority" in kinds and not kinds & {"firm", "project"}):
        return None
    return first if _ENDS_AS_FIRM.search(first) else ""


def speaks_of_firms(sentence: str) -> bool:
    """Tell whether a sentence speaks of enterprises, projects, capacity or investment at all."""
    return bool(_SPEAKS_OF_FIRMS.search(fold_width(sentence)))


def is_of_authority(act: str) -> bool:
    """Tell whether an act that is punished is one of an authority or of officials.

    Who acts opens the words: 负责审批的机关违反…的, 工作人员玩忽职守的.
    """
    words = re.sub(r"^违反[^,]{0,40},", "", fold_width(act))
    is_official = "工作人员" in words and not re.search(r"企业|公司|单位及其", words)
    kinds = {kind for _, kind in _groups(words)} if _ENDS_AS_HEAD.search(words) else set()
    is_named = bool(kinds) and kinds <= {"authority", "person"}  # 对未完成任务的地区、部门
    return is_official or is_named or bool(_ACTS_AS_AUTHORITY.match(words))


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


def _groups(subject: str) -> Iterator[tuple[str, str]]:
    """Yield who is named together, each with what kind it is; words without a noun go with the next."""
    start, end = 0, len(subject)
    limit = ""  # 列入名录的 in 列入名录的部门或者单位 holds for both
    for joint in (*_JOINT.finditer(subject), None):
        stop = joint.start() if joint else end
        words = subject[start:stop]
        kind = _kind(words)
        is_named = joint and _ENDS_AS_HEAD.search(words) and _kind(subject[joint.end() :])
        if joint is None or is_named:
            yield limit + words, kind
            limit = limit or words[: words.rfind("的") + 1]
            start = joint.end() if joint else end


def _kind(words: str) -> str:
    """Return what the last noun of a phrase names; "" where there is none of those known."""
    found = [
        (m.end(), m.end() - m.start(), kind) for kind, one in _HEADS for m in one.finditer(words)
    ]
    return max(found, default=(0, 0, ""))[2]


def _judge_group(
    words: str,
    kind: str,
    profile: Profile,
    thresholds: Sequence[Threshold],
    defined: Mapping[str, Sequence[Definition]],
) -> tuple[Condition, ...] | None:
    """Judge one of those named together; each judge takes the words that it has judged away."""
    industries = load_industries()
    rest = words
    amounts = []
    for one in thresholds:
        if fold_width(one.value) in rest and fold_width(one.unit) in rest:
            amounts.append(judge_threshold(one, profile))
            rest = without_amount(rest, one)
    named = industries.found_in(rest)
    judged = _judge_industry(words, named, profile) if named else None
    is_own_trade = judged is not None and judged.verdict is Verdict.MET
    if judged and judged.verdict is Verdict.FAILED and not is_of_trade(rest):
        judged = None  # 使用天然气的企业 are not those of the trade
    if kind in {"authority", "person"} or (kind == "other" and not is_own_trade):
        return None
    found: list[Condition] = amounts
    if judged:
        found.append(judged)
        rest = industries.pattern.sub("", rest)
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


def _judge_rest(
    words: str, rest: str, profile: Profile, defined: Mapping[str, Sequence[Definition]]
) -> Condition:
    """Judge what else limits a phrase: by the document's own definition of it, else it stays open."""
    term = _EDGES.sub("", _OWN_PLACE.sub("", words))
    ways = []
    for one in defined.get(term, ()):
        kind = _kind(one.words)
        judged = _judge_group(one.words, kind, profile, one.thresholds, NOTHING_DEFINED)
        verdict = Verdict.OPEN if judged is None else verdict_of(judged)
        told = f"是文件写明的“{term}”" + ("，请核对" if verdict is Verdict.OPEN else "")
        ways.append(Condition(kind="定义", words=one.words, verdict=verdict, told=told))
    if ways:
        return max(ways, key=lambda one: one.verdict)
    limits = re.sub("[“”]", "", rest)
    told = f"限定了“{limits}”，企业情况里没有，请核对"
    return Condition(kind="对象", words=words, verdict=Verdict.OPEN, told=told)


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
    if rest == "建设" and {Project.NEW, Project.ALTERED} & set(profile.project):
        rest = ""  # 建设单位 is whose project it is
    return rest if re.search(r"[\u4e00-\u9fffA-Za-z\d]", rest) else ""


def _things(words: str, profile: Profile) -> list[Condition]:
    """Return the equipment and products of the enterprise that `words` name."""
    return [
        Condition(kind=kind, words=thing, verdict=Verdict.MET, told="企业情况里写有")
        for kind, things in (("设备", profile.equipment), ("产品", profile.products))
        for thing in things
        if thing in words
    ]


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
