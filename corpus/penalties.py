"""What statutes punish, with what, and who imposes it; pure.

Conventions of 法律责任 (立法技术规范（试行）; kinds of penalty: 行政处罚法 第九条): 违反…规定，…的，由…责令改正，处…罚款;
后果 follow behind ；with their condition (情节严重的, 逾期不改正的) and keep the unit named before; 有下列行为之一的
is followed by its items; 按照下列规定处罚 by items with penalties of their own. A fine by rate has its amount before
the verb (按每人五百元的标准处以罚款, 每日按罚款数额的百分之三加处罚款) and may have a cap behind (但最高不超过三万元). Names of
statutes (《…查处办法》) say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.facts import Penalty
from corpus.markers import read_marker
from corpus.model import Citation, Clause, Document, cite
from corpus.penalty_kinds import AMOUNT, BARRED, CAPPED, FINE, GROUND, MEASURE
from corpus.view import MatchingView, view_of

# What stands before a fine and goes with it: whom it meets, and whether it may or must.
_BEFORE_FINE = re.compile(
    r"(?:对[^,;。:\n处罚]{1,40},?)?(?:可以?|应当|分别|各|单|并|或者|给予|以){0,4}$"
)
# A part with these speaks of a penalty as of a thing, or of what came before it: 被吊销的, 作出罚款决定前.
_SPOKEN_OF = re.compile(
    r"被(?:依法)?(?:责令|吊销|撤销|处以?|没收|取消|暂扣|给予)|决定(?!对|给予|处|[停减暂终缓扣责取]|的(?:行政)?(?:机关|部门))|听证|权限|权$|期间(?!暂停|停止|取消)|(?:前|后|时|的|外)$|标准(?!,?(?:处以?|予以|给予)罚)|裁量|不得|不予|罚没收入|应当(?:全部)?(?:上缴|缴(?![^,;。]{0,30}(?:倍|分之|%)))|《[^》]{0,60}$"
)
_VERBS = (
    r"(?:等量|责令|约谈|追究|移送|核减|扣减|调减|补缴|列入|纳入|批评|责成|没收|吊销|撤销|暂扣|收缴|注销|取消|降低|收回|取缔|拘留|警告|通报批评|批评|给予|予以|(?<!办事)(?<!管理)处(?:以|予|罚|警|分|其|每|违|应|骗|所|相当|工程|合同|货值|上一|\d|[一二三四五六七八九十])|可处|并处"
    r"|依法|依照|依据|按照|按规定|根据|按(?=[各职下以每占直赔])|在各自|在职权|视情|分别|各自|限期|对(?!外)|可以|应当|强制|组织(?=拆|代)|立即|追回|追缴|代为|通报|先行|督促|要求|记入|制止|查封|扣押|下达|将|直接|每[日人户]|决定(?=停|减|暂|终|给|对|处|责|取)|停发|减发|缓发|扣发|扣留|(?:停止|暂停|终止)(?=发|支|拨|享|给|其))"
)
_BY = re.compile(rf"(?<![自理])由(?!于|此)(?P<who>[^,;。:\n]{{2,80}}?)(?={_VERBS}|,|$)")
_SUBJECT = re.compile(
    rf"(?:^|(?<=[,的]))(?P<who>(?!可以|应当|移送)[^,;。:\n的]{{2,40}}?(?:部门|机关|机构|人民政府|委员会|[局厅]|海关|法院))(?:可以?|应当|有权|依法|给予|予以|对)*(?={_VERBS})"
)
# How a consequence begins that belongs to the act before it.
_FOLLOWS = re.compile(
    r"(?:对?(?:其中)?)?(?:情节|逾期|拒不|拒绝|不改|未改|造成|不?构成|涉嫌|仍|违法|有违法|没有违法|无违法|后果|屡|再次|整改|第[二三]次|对|无法|货值|其|同时|并|两次|多次|严重|较|特别|可以|由|属|是|涉案|危害|到期|期满|在?限期内|经|既|个人|单位|法人|个体|责令|情况|影响|尚|无法|能够|(?:因[^,;。]{0,30})?受到[^,;。]{0,8}处罚(?:,|的$))"
)
# The same where nothing was said of an act yet.
_CONDITION = re.compile(
    r"(?:情节|(?:逾期|到期|拒)[不未仍](?:改|停|整|恢复|清|拆|履行)|尚不|尚未|构成|涉嫌|后果|对(?:其|单位|个人|直接|有关|负有|相关|责任|主管)|(?:造成|危及)[^,;。]{2,14}的$|(?:没有|有|无)?违法所得|违法经营额|货值|其中,)"
)
_EDGES = re.compile(
    r"(?:,|次年|当年|可以?|并|应当|依法|依规|按规定|按照有关规定|实行|进行|实施|分别|各|还|将|一律|都|均|给予|予以|同时|:){1,12}$"
)
# What a plan says before it comes to those who fail: 加强考核，对先进给予表彰，对未完成任务的….
_ASIDE = re.compile(r"^(?:(?!未|擅自|不|拒|有下列)(?:(?!违反|明知)[^,;。]){1,60},)+(?=对)")
# A further case in the words between two semicolons: …处一万元罚款,情节严重的,处五万元罚款.
_FURTHER = re.compile(
    r",(?=(?:其中,)?(?:情节(?:特别)?(?:严重|较重|较轻|轻微|恶劣)|(?:没有|无)违法所得[^,;。的]{0,30}|有违法所得(?!的,(?:予以|依法|并处)?没收)|违法所得[^,;。的]{2,30}|货值金额[^,;。的]{2,30}"
    r"|(?:逾期|拒不|到期)[^,;。的]{1,12}|造成[^,;。的]{2,12}(?:后果|损失|事故|影响)|(?:尚?不)?构成犯罪)的,)"
)
# A second office with a penalty of its own: 由甲局责令改正,乙局可以处一千元罚款.
_OTHER_OFFICE = re.compile(
    r"(?<!的),(?=并?由?(?!移送|移交|报|提请|建议|通知|会同|提交)[^,;。:\n的由对并]{2,20}(?:部门|机关|机构|政府|委员会|[局厅])(?:可以?|应当|依法)?(?:并?处(?![理置分])|责令|给予|没收|吊销|暂扣|追[回缴]|收[回缴]|取消|撤销))"
)
# On what a penalty rests, which is no part of the act: 依照《某某条例》的规定.
_BASIS = re.compile(
    r"(?:^|,)(?:可以)?(?:依照|依据|按照|根据)(?:国家|[省市])?《[^》]{0,100}》(?:的?(?:有关|相关)?规定)?$"
)
_BY_LAW = re.compile(
    r"(?:依照|依据|按照|根据)(?:国家|[省市])?《[^》]{0,100}》(?:的?(?:有关|相关)?规定)?,?(?:可以?)?(?:由|处|给予|予以)"
)
_BAN = re.compile(r"不得|禁止|严禁")
_REFUSED = re.compile(r"(?<=的),[^,;。]{0,16}不予[^,;。]{2,12}(?:,并)?$")
_MET = re.compile(
    r"(?<![\u4e00-\u9fff])对(?:其|直接|有关|相关)?[^,;。处]{1,24}(?:并|可以?|应当|各)*处"
)
_CRIME = re.compile(r",(?P<crime>构成犯罪的)$")
# An act that is only warned of at first, and what befalls whoever goes on: 未报的，催告其限期报；期满仍未报的，处….
_WARNED = re.compile(r"[^,;。]{4,100}的(?=,)")
_STILL = re.compile(r"(?:逾期|期满|到期|拒不|拒绝|仍|催告后)")
_MAY = re.compile(r"(?<=的),并?可以?$")
_NEXT_YEAR = re.compile(r"(?:次年|当年|下一?年度)$")
_GOES_ON = re.compile(r"(?:和|及|以及|与|、|或者?|并)[^,;。:()\n]{1,40}(?=[,;。\n]|$)")
_ITEM = re.compile(r"\s{0,20}\([一二三四五六七八九十]{1,3}\)\s{0,20}")
_INLINE_ITEM = re.compile(r"(?<=[:;])(?=\([一二三四五六七八九十]{1,3}\))")
_BY_RULE = re.compile(r"(?:按照?|依照?|根据)(?:以?下列?|[^,;。]{0,12})规定$")
# Courts and authorities order things in the course of affairs, too.
_ORDER = re.compile(r"(?:人民法院|人民检察院|复议机关|经(?:复查|审查|核实|检查)认?为)[^;。]*$")
_PENAL = re.compile(
    r"罚|刑事责任|停发|减发|决定停止|年内(?:不得|禁止)|终身|暂扣|责令|没收|吊销|警告|拘留|取缔|处分|通报批评|追[回缴究]|取消|撤销|暂停|约谈|失信|黑名单|[核扣调]减"
)
_CRIMINAL = re.compile(r"刑事责任$|^移送")
_NAME = re.compile(r"《[^《》\n]{1,100}》")
_LONGEST_IMPOSER = 80
_FARTHEST_PENALTY = 400  # characters before a further case
_LOOK_BACK = 60  # characters before a fine that may go with it


@dataclass(frozen=True, slots=True)
class _Place:
    document: Document
    clause: Clause
    view: MatchingView

    def cite(self, start: int, end: int) -> Citation:
        return cite(self.document, self.clause, self.view.span(start, end))


@dataclass(slots=True)
class _Case:
    """What is being punished while one reads on: the act, who imposes, the acts listed below."""

    act: tuple[int, int] | None = None
    imposer: str | None = None
    items: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Stage:
    """A penalty in the text: the words `start:end`, the case it belongs to, its condition."""

    start: int
    end: int
    case: _Case
    imposer: str | None
    condition: tuple[int, int] | None
    fines: tuple[tuple[int, int], ...]
    measures: tuple[tuple[int, int], ...]


def extract_penalties(document: Document, clause: Clause) -> tuple[Penalty, ...]:
    """Read the penalties of a clause, one for each act and consequence, in order."""
    view = view_of(document.text, clause.span)
    if not _PENAL.search(view.text):
        return ()
    place = _Place(document, clause, view)
    stages = list(
        _stages(_without_names(view.text))
    )  # all of them: the items of a case come behind its stages
    return tuple(_penalty(place, stage) for stage in stages)


def _without_names(text: str) -> str:
    """Return `text` with the words of each 《…》 blotted out, in the same length."""
    return _NAME.sub(lambda name: f"《{'※' * (len(name.group()) - 2)}》", text)


def _penalty(place: _Place, stage: _Stage) -> Penalty:
    text = place.document.text
    act = stage.case.act
    return Penalty(
        act=place.cite(*act) if act else None,
        items=tuple(place.cite(*item) for item in stage.case.items),
        condition=place.cite(*stage.condition).quote if stage.condition else None,
        fines=tuple(place.cite(*fine).quote for fine in stage.fines),
        measures=tuple(place.cite(*measure).quote for measure in stage.measures),
        imposed_by=stage.imposer and place.view.verbatim(stage.imposer, text),
        source=place.cite(stage.start, stage.end),
    )


def _stages(text: str) -> Iterator[_Stage]:
    lead: _Case | None = None
    for start, end in _paragraphs(text):
        item = _ITEM.match(text, start, end)
        if item is None or lead is None:
            lead = None
            marker = read_marker(text[start:end])
            start += marker.length if marker else 0
            found, last = _paragraph_stages(text, start, end, _Case())
            yield from found
            if text[start:end].rstrip().endswith(":") and _PENAL.search(text, start, end):
                lead = last
                lead.imposer = lead.imposer or _lead_case(text, start, end, None).imposer
            continue
        begin = item.end()
        found, _ = _paragraph_stages(text, begin, end, _Case(imposer=lead.imposer))
        lead.items.append((begin, _trimmed_end(text, begin, end)))
        yield from found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    cuts = sorted(
        {m.end() for m in re.finditer(r"\n", text)}
        | {m.start() for m in _INLINE_ITEM.finditer(text)}
    )
    for end in (*cuts, len(text)):
        if text[start:end].strip():
            yield start + len(text[start:end]) - len(text[start:end].lstrip()), end
        start = end


def _trimmed_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" \n;。:,")) or end


def _paragraph_stages(text: str, start: int, end: int, case: _Case) -> tuple[list[_Stage], _Case]:
    """Read one paragraph, or one item with what its lead says of the imposer."""
    found: list[_Stage] = []
    inherited = case.imposer
    for sentence in re.finditer(r"[^。\n]+", text[start:end]):
        goes_on = bool(found) and bool(_CONDITION.match(sentence.group().lstrip()))
        case = found[-1].case if goes_on else _Case(imposer=inherited)
        begin = start + sentence.start()
        warned: tuple[int, int] | None = None
        if not goes_on and (act := _forbidden(text, start, start + sentence.end(), begin)):
            case = _Case(act=act, imposer=inherited)
        for first, last, opens in _parts(text, begin, start + sentence.end()):
            stage = _stage(text, first, last, case) if last > first else None
            if stage is None:
                told = _WARNED.match(text, first, last)
                warned = told.span() if told else warned
            elif warned and (act := stage.case.act) and _STILL.match(text, *act):
                stage.case.act, stage = warned, replace(stage, condition=act)
            if stage is not None:
                case = stage.case
                is_cut = bool(found) and first > begin and text[first - 1] == ","
                if is_cut and stage.condition is None and stage.case is found[-1].case:
                    stage = _further(found[-1], stage)
                found.append(replace(stage, start=opens) if opens < first else stage)
    return found, found[-1].case if found else _lead_case(text, start, end, inherited)


def _further(before: _Stage, stage: _Stage) -> _Stage:
    """Return what a second office imposes under the condition that the words before it tell."""
    if before.condition is None:
        return stage
    return replace(stage, condition=before.condition, start=before.start)


def _forbidden(text: str, start: int, end: int, penalised: int) -> tuple[int, int] | None:
    """Return the sentence of `text[start:end]` that forbids what the one after it punishes by a statute.

    No one may do so. 依照《某某条例》的规定，处五百元罚款: the act stands before.
    """
    before = text[start:penalised].rstrip()
    first = start + max(before.rstrip("。").rfind("。"), -1) + 1
    names_law = _BY_LAW.match(text, penalised, end)
    is_ban = names_law and _BAN.search(text, first, penalised)
    return (first, start + len(before.rstrip("。"))) if is_ban else None


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield what stands between two semicolons, cut where a further case follows a penalty.

    The third number is where the words about it open: whom a penalty meets (对单位处…) holds for the
    further case behind it, too.
    """
    for part in re.finditer(r"[^;]+", text[start:end]):
        first, stop = start + part.start(), start + part.end()
        first += len(part.group()) - len(part.group().lstrip())
        opens = first
        for case in sorted(
            (*_FURTHER.finditer(text, first, stop), *_OTHER_OFFICE.finditer(text, first, stop)),
            key=re.Match.start,
        ):
            is_office = case.re is _OTHER_OFFICE
            behind = case.end() if is_office else text.find("的,", case.end()) + len("的,")
            if _punishes(text, first, case.start()) and _punishes(
                text, behind, _comma(text, behind, stop)
            ):
                yield first, case.start(), opens
                whom = None if is_office else _MET.search(text, first, case.start())
                opens, first = whom.start() if whom else case.end(), case.end()
        yield first, _trimmed_end(text, first, stop), opens


def _punishes(text: str, start: int, end: int) -> bool:
    """Tell whether the words before `end`, from `start` at the farthest, hold a penalty."""
    start = max(start, end - _FARTHEST_PENALTY)
    return bool(MEASURE.search(text, start, end) or FINE.search(text, start, end))


def _comma(text: str, start: int, end: int) -> int:
    at = text.find(",", start, end)
    return at if at >= 0 else end


def _lead_case(text: str, start: int, end: int, inherited: str | None) -> _Case:
    by = [m for m in _BY.finditer(text, start, end) if _is_unit(m.group("who"))]
    return _Case(imposer=by[-1].group("who") if by else inherited)


def _stage(text: str, start: int, end: int, case: _Case) -> _Stage | None:
    """Read the words between two semicolons; None where they punish nothing."""
    fines = list(_fines(text, start, end))
    measures = list(_measures(text, start, end, fines))
    if not fines and not measures:
        return None
    opens = min(one[0] for one in (*fines, *measures))
    by = _imposer(text, start, opens)
    if by is None and case.imposer is None:
        by = _named_later(text, start, (*measures, *fines))
    opening = _opening(text, start, min(by.start(), opens) if by else opens)
    is_order = _is_order(text[start:opens]) and not BARRED.match(text, opens, end)
    if not fines and ((opening is None and case.act is None) or is_order):
        return None
    who = _BY_RULE.sub("", by.group("who")).strip(" ,") if by else case.imposer
    is_criminal = not fines and all(_CRIMINAL.search(text[a:b]) for a, b in measures)
    if is_criminal and by is None:
        who = None  # courts, not the unit that imposed what came before
    condition = opening
    words = text[slice(*opening)] if opening else ""
    if opening and case.act is None and (crime := _CRIME.search(words)) and words[0] != "对":
        case = _Case(act=(opening[0], opening[0] + crime.start()), imposer=who)
        condition = opening[0] + crime.start("crime"), opening[1]
    elif opening and not (_FOLLOWS if case.act else _CONDITION).match(words):
        case, condition = _Case(act=opening, imposer=who), None
    elif is_criminal and case.act is None:
        return None  # 构成犯罪的 of an act that is named elsewhere
    elif case.imposer is None:
        case.imposer = who
    return _Stage(
        start=opening[0] if opening else start,
        end=_coordinated_end(text, max(one[1] for one in (*fines, *measures)), end),
        case=case,
        imposer=who,
        condition=condition,
        fines=tuple(fines),
        measures=tuple(measures),
    )


def _coordinated_end(text: str, last: int, end: int) -> int:
    """Return where the words end that go on with 和 or 、 behind a penalty: 通报批评和约谈问责."""
    further = _GOES_ON.match(text, last, end)
    return further.end() if further else last


def _is_order(opening: str) -> bool:
    words = _NEXT_YEAR.sub("", _MAY.sub("", opening)).rstrip(",")
    words = _REFUSED.sub("", words)
    is_wrong = len(_BASIS.sub("", words)) > 1 and bool(_BASIS.search(words))
    is_wrong = is_wrong or bool(re.search(r"违反|的$|[的由][^,]{0,40}$|对[^,]{0,40}$", words))
    is_wrong = is_wrong or bool(_CONDITION.match(opening))
    return (bool(_ORDER.search(words)) and "违反" not in words) or not is_wrong


def _fines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in FINE.finditer(text, start, end):
        if AMOUNT.search(match.group()) and _is_imposed(text, start, end, match):
            floor = max(start, match.start() - _LOOK_BACK)
            before = _BEFORE_FINE.search(text[floor : match.start()])
            cap = CAPPED.match(text, match.end(), end)
            stop = cap.end() if cap else match.end()
            yield match.start() - (len(before.group()) if before else 0), stop


def _measures(
    text: str, start: int, end: int, fines: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    for match in MEASURE.finditer(text, start, end):
        in_fine = any(a < match.end() and match.start() < b for a, b in fines)
        if not in_fine and _is_imposed(text, start, end, match):
            yield match.span()
    for match in BARRED.finditer(text, start, end):
        if GROUND.search(text, start, match.start()):
            yield match.span()


def _imposer(text: str, start: int, opens: int) -> re.Match[str] | None:
    """Match who imposes: the last 由… before the penalty, or the unit that is its subject."""
    found = [
        m
        for m in _BY.finditer(text, start, min(opens + 12, len(text)))
        if m.start() < opens and len(m.group("who")) <= _LONGEST_IMPOSER
    ]
    named = [m for m in found if _is_unit(m.group("who"))]
    if named:
        return named[-1]
    part = max(text.rfind(mark, start, opens) for mark in ",;:\n") + 1
    return _SUBJECT.search(text, max(part, start), min(opens + 12, len(text)))


def _named_later(
    text: str, start: int, consequences: tuple[tuple[int, int], ...]
) -> re.Match[str] | None:
    """Match who is named behind the first of several consequences: 追究责任,或者由甲局责令改正."""
    last = max(one[0] for one in consequences)
    named = [m for m in _BY.finditer(text, start, last) if _is_unit(m.group("who"))]
    return named[-1] if named and len(named[-1].group("who")) <= _LONGEST_IMPOSER else None


def _is_unit(who: str) -> bool:
    return bool(
        re.search(
            r"部门|机关|机构|政府|委员会|[局厅署所处院室]|海关|单位|税务|公安|组织|支队|大队|分行|总会|协会|人民银行|企业|公司|医院|法院|办$|环保|工商|规划|卫生|城管|交警|学校|监察",
            who,
        )
    )


def _opening(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the words before a penalty: whom it meets, without the adverbs of the penalty."""
    piece = text[start:end].rstrip()
    closed = piece.rfind("的,")  # behind it stands whom the penalty meets, or how it is come to
    piece = piece[: closed + 1] if closed >= 0 else piece
    while stripped := _EDGES.search(piece):
        piece = piece[: stripped.start()]
    piece = _BASIS.sub("", piece)
    if aside := _ASIDE.match(piece):
        start, piece = start + aside.end(), piece[aside.end() :]
    return (start, start + len(piece)) if piece.strip() else None


def _is_imposed(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Tell whether a penalty is imposed here, and not merely spoken of."""
    begin = max(text.rfind(",", start, match.start()), start - 1) + 1
    stop = text.find(",", match.end(), end)
    part = text[begin : stop if stop >= 0 else end]
    ahead = text[begin : match.start()]
    return not _SPOKEN_OF.search(part.rstrip("。;: ")) and not re.search(
        r"(?:被|因|受到?|(?:办理|申请)(?:[^,;。]{0,20}的)?)$", ahead
    )
