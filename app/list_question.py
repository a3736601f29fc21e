"""What a question for a list wants: rows of which kind, and what every row has to meet; pure.

A list is asked for in one of four ways, each with its own words in Chinese office prose: the tasks of a
unit (市科技局负责哪些任务, 只由一家负责的), goals (2025年的量化目标, 超过30%的目标), sentences of one modality
(禁止类要求), and the clauses that have a word (哪些条款提到…). All of them may be limited to documents,
to a part of a document, to years and to an amount.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.answer import QuestionKind
from app.catalogue import Catalogue
from app.documents_meant import documents_meant, one_meant
from app.draft import Findings
from app.evidence import SUBSTANCES, Term, fold
from app.list_filter import ListQuestion, Role, RowKind, UnitAsked
from app.list_limits import asks_for_shares, read_bound, units_sharing
from app.list_parts import SECTION, parts_named
from app.list_words import words_looked_for
from app.units_named import unit_of_asker
from corpus.aliases import AgencyMention, load_aliases
from corpus.facts import Modality
from corpus.regions import load_regions
from index.background import load_background
from index.places_named import is_of
from index.question_words import (
    ALL_GOALS,
    ALL_TASKS,
    DOCUMENT_NOUN,
    WHETHER,
)
from index.titles_shortened import shortened_titles

_HOW_MANY = r"(?:哪些|哪几(?:[项条个件处样]|方面)?|哪一?[项条块]|几[项条个件处样]|多少(?:[项条个件处])?|什么|啥|那几[项条个])"
_BETWEEN = r"(?:了|过|的)?(?:这些|那些|所有|全部)?(?:任务|工作|条款|事项|事情|事|活|内容|方面)?(?:里面?|中)?(?:一共|总共|共|都|分别|各|主要)?(?:有|是|包括|在)?(?:过|了)?"
# As people speak of a unit's part in the work: 要出力的, 摊上的事, 一起干的活.
_SPOKEN = r"(?:出力|出马|出面|有份儿?|摊上|摊到|挑头|挑大梁|打下手|搭把手|跟着干|一起干|一块儿?干|一起做|单干|单扛|扛|包揽|[压派交分摊]给|落到)"
_DUTY = rf"(?:{_SPOKEN}|负责|承担|牵头|主办|参与|参加|配合|协助|协办|主管|管|涉及|分到|落实|首列|第一位?|首位|打头|列(?:入|为|在|进)|责任单位|要做|得做|要干|做|独自负责|单独负责)"
# Rows named by who stands in their list of units: 责任单位含市科技局的是哪几项, 牵头单位为省商务厅的有多少条.
_LIST_NAMES = r"(?:单位|部门)(?:名单|一栏|里面?|中)?(?:都|同时|也)?(?:不|没)?(?:含有?|包含|包括|列有|列了|写了|有|是|为)[^,。?]{1,24}?的"
_ASKS_DUTIES = re.compile(
    rf"{_DUTY}的(?:重点|主要|重大)?(?:工程|行动|项目|措施|举措)(?:一共|总共|共|都|分别)?(?:有|是)?{_HOW_MANY}|"
    rf"{_LIST_NAMES}(?:任务|工作|条款|事项)?(?:一共|总共|共|都|分别)?(?:有|是)?(?:{_HOW_MANY}|哪)|"
    r"(?:哪|那)(?:几|些|一)?[条项件块][^,。?]{0,6}?(?:要|该|由|需)[^,。?]{2,14}?(?:参与|负责|配合|牵头|落实|承担|出力|出面|协助)|"
    rf"{_DUTY}{_BETWEEN}{_HOW_MANY}"
    rf"|{_HOW_MANY}(?:任务|工作|条款|事项|事|活)[^,。?]{{0,6}}?(?:由|归|是|让|列|同时|写|把|落)|哪一?[条项件块](?:任务|工作|活)?(?:是|由|归|只)"
    r"|哪[几些一]?[条项件](?:都)?(?:把|写|列|点|提)[^,。?]{2,16}(?:[列写点算][进入上到了在]|的名)|"
    rf"{_DUTY}的(?:任务|工作|职责|条款)[^。?]{{0,6}}?列|(?:全部|所有)(?:[^,。?]{{1,16}})?的?(?:任务|工作|职责|条款)[。?!]*$"
    rf"|的(?:任务|工作|条款|事项|事情?|活儿?)(?:一共|总共|共|都)?(?:有|是)?{_HOW_MANY}|的(?:任务|工作|条款|事项|事情?|活儿?),(?:[^,。?]{{0,16}},)?[^,。?]{{0,16}}?(?:是|有)?(?:{_HOW_MANY}|哪)"
)
# Who asks which units there are (由哪些部门负责, 和谁一起) wants no list of tasks.
_ASKS_UNITS = re.compile(
    r"谁|哪(?:些|个|几个|几家|家|一家)?[^,。?]{0,4}?(?:部门|单位|委办局|局|厅|处室|机构)(?!的)"
    r"|(?:部门|单位)(?:都|分别)?(?:有|是|包括)(?:哪些|什么|几)|(?<!一)(?:几|多少)[个家](?:部门|单位|局)|以外|之外|除了?[^,。?]{2,16}[还外]"
    r"|(?:责任|牵头|配合|主管)(?:单位|部门)[?？。]*$"
)
# What else speaks of a unit's part in the work, where nothing is named beside it: 省商务厅有几条, 市财政局的任务.
_SPEAKS_OF_DUTY = re.compile(
    rf"{_DUTY}|{_HOW_MANY}|(?:几|多少)[个家]|任务|工作|条款|职责|分工|职能"
)
_LEADS = re.compile(r"牵头|主办")
_NOT_LEADING = re.compile(
    r"(?:不|没有?|未|不是|并非)(?:作为?|当|做|由[它其])?牵头|配合|协助|协办|(?:只|仅)?(?:作为?|当|列为)责任单位的"
)
_NOT_OF = re.compile(r"(?:不是|不由|不归|并非|而非|非|不用|没有?|不含|不包[括含]|不涉及|未列)$")
_TAKES_NO_PART = re.compile(
    r"(?:没有?|不|未)(?:用|被|曾)?(?:参与|参加|负责|列[入为]|涉及|管|承担|在内|在列|出现|沾边)"
)
_OWN_ROLE = re.compile(r"(?:来|是|作为|为|负责)?(?:(?P<leads>牵头|主办)|配合|协助|协办|参与|参加)")
_EITHER = re.compile(
    r"(?:牵头|主办|负责)(?:或者?|和|与|及|、|还是)(?:参与|参加|配合|协助)|(?:参与|参加|配合|协助)(?:或者?|和|与|及|、|还是)(?:牵头|主办|负责)"
)
_FIRST = re.compile(r"首列|[排列摆]在?(?:责任单位)?的?(?:第一|首位|最前|头一)|打头")
# Taken to be the only one: 只由甲局负责, 甲局一家在管.
ONLY = re.compile(
    r"(?:只|仅仅?|单单?)(?:由|有|是(?!配合|参与|参加|协助|协办)|列了?|归|让|写了?|[压派交分摊]给)(?!作?为?责任)|单独|独自|独立(?:负责|承担)|单干|单扛|(?<![一几多])一家(?:单位|部门|局)?(?:独?自?来?在?)(?:管|负责|承担|牵头|干|办|包|扛)|独家|自己(?:一家|一个|干|办|扛)|没有?(?:别的?|其他)(?:单位|部门|[局厅委家])"
)
_ALONE = re.compile(
    r"(?:单位|部门)(?:都|全)?(?:只|仅)?(?:有|是|为)(?:一[个家]|1[个家]|单一)(?=的)|(?:一个|一家|1[个家]|单一|单个)(?:责任|牵头)?(?:[省市区县]直)?(?:单位|部门|局|委|厅|机构)?(?:单独|独自|独立|来)?(?:负责|承担|牵头|的任务|落实)"
)
# Units of one level of government: 只有一个市直部门, 市一级只….
_OF_LEVEL = re.compile(
    r"[省市县区]直|[省市县区](?:一级|级|里)(?:的|只|部门|单位)|(?:别的?|其他)[局厅委]"
)
# Those below the level asked about, set aside ahead of 只有: 除了县区和高新区, 不算各区政府.
_SET_ASIDE = re.compile(
    r"(?:除(?:了|开|去|掉)?|不算|不计|抛开|撇开|刨[去掉开])(?:[各县(市)区、和与及开发新政府管委会人民街道乡镇]|高新){2,24}(?:这些|那些|们|都|以?外|之外|不算|的话)*[,，]?(?=[^。?]{0,24}(?:只|仅|单|[一两二三四五]家|独))"
)
_ASKS_WHICH = re.compile(r"哪(?:几|些|一)?[条项件块些]|几[条项件]|分别")
_TOGETHER = re.compile(r"共同|同时|都|一起|联合|均|一同|会同")
_WAYS = (_ALONE, ONLY, _OF_LEVEL, _FIRST, _EITHER)
_MODALITY = {
    Modality.FORBID: "禁止|严禁|不允许|不准|不得|不能|不许|不让|不可以",
    Modality.RESTRICT: "限制|控制类",
    Modality.ENCOURAGE: "鼓励|支持|引导",
    Modality.REWARD: "奖励|奖补|补助",
    Modality.PENALISE: "处罚|惩罚|惩处|罚则|罚款",
    Modality.MUST: "必须|强制",
    Modality.SHALL: "应当|必须|强制",
}
_BINDS = r"禁止|严禁|不允许|不准|不得|不能|限制|鼓励|支持|引导|奖励|奖补|处罚|惩罚|惩处|罚款|必须|强制|应当|约束"
_SENTENCES = re.compile(
    rf"(?P<modality>{_BINDS})(?:性|类|型)?[做干]?的?(?:要求|规定|条款|条文|内容|事项|行为|措施|政策|情形|事)(?:一共|总共|都)?(?:有|是|包括)?(?:哪|几|多少|什么|啥)"
    rf"|(?:哪些|几|多少|哪几)[条项个处]?(?:明确|明文)?(?P<other>{_BINDS})(?:性|类|型)的?(?:要求|规定|条款|条文|内容|事项|措施|政策)?"
    rf"|(?:哪些|哪几[样项个]|什么|啥)(?:事情?|东西|行为|做法|项目|情形|内容|活动)?(?:是|属于|算|被)(?:明确|明文|绝对)?(?P<class>{_BINDS})(?:性|类)?(?:做|要求|规定|事项|内容)?的?[?？。吗呢]*$"
    rf"|(?:^|[户企们人者]|企业|单位|公司|厂)(?:都|到底|究竟|一定|绝对)?(?P<act>{_BINDS})(?:要|去)?[做干](?:的事?)?(?:是|有)?(?:哪些|什么|啥)"
    rf"|有(?:哪些|什么|啥)(?:明确|明文)?[“\"]?(?P<kind>{_BINDS})[“”\"]?(?:(?:或者?|和|与|、)[“\"]?(?:{_BINDS})[”\"]?)?(?:性|类)?的?(?:要求|规定|条款|条文|内容|事项|行为|措施|政策)[?？。]*$"
    rf"|(?P<ban>不许|不让|不准|不得|不能|不可以|禁止|严禁)(?:再)?[做干碰]的(?:\([^()]{{0,30}}\))?(?:事情?|东西|行为)?(?:都)?(?:有|是)?(?:哪些|什么|啥)"
)
_GOAL = re.compile(
    r"(?:目标|指标|任务量)[^,。?]{0,14}?(?:哪|几[个项条]|多少[个项条]|列|清单|一览)|(?:哪些|几[个项条]|多少[个项条]|列出|所有|全部)[^,。?]{0,12}?(?:目标|指标)"
    r"|(?:量化|定量|数量|数字)(?:的)?(?:目标|指标)(?:\s*(?:全部|所有|清单|一览))?$"
    r"|(?:目标|指标)[^。?]{0,24}?(?:全部?|都|统统|挨个|一一|逐[一条])(?:给我)?(?:拎|列|摘|挑|找|理|捋|拉|报|汇总|罗列|归拢|整理)(?:出来|一遍|一下|给我|$)"
)
# Of one matter a list is given only where it is plainly one that is asked for.
_PLAINLY_ALL = re.compile(r"哪些|哪几|几[个项]|多少[个项]|所有|全部|列出")
_QUANTIFIED = re.compile(r"量化|定量|数量|数字|数值|具体数|[带有]数(?!据)|[降增]幅")
# How many of each kind: 各类证书多少张, 各类证书的张数目标, 哪几类证书各多少.
_COUNTED_BY = "[张件家座台辆亩户名套份个项]"
_OF_EACH_KIND = re.compile(
    rf"(?:各|哪几)[类种](?P<thing>[\u4e00-\u9fff]{{2,10}}?)(?=到|要|都|各|分|一|共|定|有|达|拿|的|年|\d|\s|,|多少|几|{_COUNTED_BY}数)"
    rf"[^。?]{{0,24}}?(?:各(?:是|有|要)?(?:多少|几)(?P<one>{_COUNTED_BY})?|(?:多少|几)(?P<other>{_COUNTED_BY})|(?P<third>{_COUNTED_BY})数)"
)
_TELLING = 1.5  # weight of a word that narrows a list down
_TRADE_NOUN = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:行业|产业|工业|领域)$")
_EXAMPLES = re.compile(r"\([^()]{0,60}、[^()]{0,60}\)")
_WANTS_ALL = re.compile(r"全部|所有|汇总|完整|一个不[漏落]|全都")
_CALLED = re.compile(
    rf"(?P<name>[\u4e00-\u9fff“”\"、·A-Za-z0-9]{{4,40}}?)(?:的)?(?:这|那)?(?:份|个|部)?(?:{DOCUMENT_NOUN.pattern})"
)
_ALIKE = 0.6  # share of a name's pairs of characters in a title
# Words of such questions themselves, which name no matter.
_ITSELF = """
任务 分工 任务分工 统计 全文 出现 工作 参与 配合 负责 承担 牵头 单位 部门 责任 责任单位 目标 指标 数量 比例 占比 比重 超过 以上 以下 期间 达到 低于 共同 条款 内容 规定 要求
部门 作为 工程 行动 出力 出马 出面 有份 摊上 摊 挑头 打下手 搭把手 一起 一块 一块儿 单干 自己 一家 包揽 压给 派给 交给 分给 份儿 件
百分比 百分号 百分数 百分率 比率 带比例 汇总 整理 梳理 归纳 共有 总共 合计 同时 联合 措施 通知 办法 意见 方案 规划 计划 文件 关系 清单 名单 列表 单子
"""
_NO_TOPIC = frozenset(_ITSELF.split())


def read_list_question(findings: Findings) -> ListQuestion | None:
    """Understand a question for a list of facts; None for any other question."""
    analysis, catalogue = findings.analysis, findings.catalogue
    text = analysis.text
    words = words_looked_for(text, catalogue)
    asks_duties = _ASKS_DUTIES.search(text) or ALL_TASKS.search(text)
    sentences = _SENTENCES.search(text)
    of_the_whole = analysis.by_title and not findings.terms and analysis.kind is QuestionKind.TARGET
    asks_goals = _GOAL.search(text) or ALL_GOALS.search(text) or of_the_whole
    of_each = _OF_EACH_KIND.search(text)
    speaks_of_duty = _SPEAKS_OF_DUTY.search(text) and units_in(text, catalogue)
    if not (words or asks_duties or sentences or asks_goals or of_each or speaks_of_duty):
        return None
    documents = one_meant(findings) or _documents_called(findings)
    looked_for = fold("".join(words))
    # 省有色方案哪些条款提到福州: 福州 is looked for, and says not where.
    if any(fold(one) in looked_for for one in analysis.regions):
        rest = _without(text, words)
        documents = shortened_titles(rest, load_regions().found_in(rest), catalogue.documents)[0]
    parts = parts_named(text, catalogue, documents)
    if words:
        return ListQuestion(
            kind=RowKind.MENTION,
            documents=documents,
            parts=parts,
            words=words,
            boxes=analysis.box and not analysis.reference,
        )
    if WHETHER.search(text) and not (asks_duties and _ASKS_WHICH.search(text)):
        return None
    if of_units := _duties_asked(findings, documents, parts, plainly=bool(asks_duties)):
        return of_units
    if sentences:
        return _of_modality(findings, sentences, documents, parts)
    each = None
    if of_each and not asks_duties:
        each = _of_each_kind(findings, of_each, documents or documents_meant(findings))
    return each or (_of_goals(findings, documents, parts) if asks_goals else None)


def _without(text: str, words: Sequence[str]) -> str:
    for word in words:
        text = text.replace(word, " ")
    return text


def _of_each_kind(
    findings: Findings, match: re.Match[str], documents: tuple[str, ...]
) -> ListQuestion | None:
    """Read how many of each kind of a thing are asked for: the thing by its last word, what it is counted by."""
    thing = fold(match["thing"])[-2:]
    telling = [one for one in findings.terms if one.word.endswith(thing) and one.known]
    if not telling or not documents:
        return None
    return ListQuestion(
        kind=RowKind.GOAL,
        documents=documents,
        years=findings.analysis.years,
        quantified=True,
        unit=match["one"] or match["other"] or match["third"] or "",
        topic=(replace(telling[0], word=thing, alternatives=()),),
    )


def _duties_asked(
    findings: Findings, documents: tuple[str, ...], parts: tuple[str, ...], *, plainly: bool
) -> ListQuestion | None:
    """Read which units' duties are asked for; None where none are, or those who have a duty are.

    `plainly` tells whether the words ask for tasks whatever else is named; without them a question
    that names units, their part in the work and no matter besides asks for tasks, too.
    """
    text = _SET_ASIDE.sub("", findings.analysis.text)
    if _ASKS_UNITS.search(text):
        return None
    units = units_in(text, findings.catalogue)
    others = tuple(one for one in units if _is_excepted(one, text))
    wanted = tuple(one for one in units if one not in others)
    by_number = _ALONE.search(text) or units_sharing(text)
    if not units and not (by_number and _ASKS_DUTIES.search(text)):
        return None
    said = (*parts, *(one.text for one in others))
    listed = _of_units(findings, wanted, documents, said)
    if not plainly and not _asks_of_duties_alone(findings, units, documents):
        return None
    if others and not wanted:
        documents = documents or _naming(findings.catalogue, others)
        listed = replace(listed, documents=documents, alone=bool(_ALONE.search(text)))
    if len(wanted) > 1 and (told := _with_roles(wanted, text)):
        listed = replace(listed, units=told, role=Role.ANY, together=True)
    return replace(listed, parts=parts, without=others)


def _with_roles(units: Sequence[UnitAsked], text: str) -> tuple[UnitAsked, ...]:
    """Return units that have different parts in the same work, each with its own: 甲局牵头、乙局配合的; () for others."""
    behind = [text[text.find(one.text) + len(one.text) :] for one in units]
    found = [_OWN_ROLE.match(one) for one in behind]
    if not all(found) or len({bool(one and one["leads"]) for one in found}) < 2:
        return ()
    return tuple(
        replace(unit, role=Role.LEAD if one and one["leads"] else Role.SUPPORT)
        for unit, one in zip(units, found, strict=True)
    )


def _asks_of_duties_alone(
    findings: Findings, units: Sequence[UnitAsked], documents: Sequence[str]
) -> bool:
    """Tell whether a question names units and their part in the work, and nothing else but the document."""
    own = [fold(one.text) for one in units]
    own += [fold(findings.catalogue.document(one).title) for one in documents[:1]]
    return bool(_SPEAKS_OF_DUTY.search(findings.analysis.text)) and not any(
        term.word not in _NO_TOPIC
        and not _SPEAKS_OF_DUTY.search(term.word)
        and not any(term.word in one or one in term.word for one in own)
        for term in findings.terms
    )


def _is_excepted(unit: UnitAsked, text: str) -> bool:
    """Tell whether a question asks for what is not this unit's: 不是甲局牵头、而由乙局牵头的, 甲局不参与的."""
    at = text.find(unit.text)
    behind = text[at + len(unit.text) :]
    return bool(_NOT_OF.search(text[:at]) or _TAKES_NO_PART.match(behind))


def _naming(catalogue: Catalogue, units: Sequence[UnitAsked]) -> tuple[str, ...]:
    """Return the documents that name one of the units in a list: only there it can be missing."""
    found = (
        facts.document.id
        for facts in catalogue.clauses()
        for listed in facts.responsibilities
        if any(unit.is_named(name) for unit in units for name in listed.agencies)
    )
    return tuple(dict.fromkeys(found))


def _of_units(
    findings: Findings,
    units: tuple[UnitAsked, ...],
    documents: tuple[str, ...],
    parts: tuple[str, ...],
) -> ListQuestion:
    text = findings.analysis.text
    named = tuple(one.text for one in units)
    sharing = units_sharing(text)
    is_alone = _ALONE.search(text) and not ONLY.search(text)
    return ListQuestion(
        kind=RowKind.DUTY,
        documents=documents,
        parts=parts,
        units=units,
        role=_role(text),
        only=bool(units) and sharing is None and bool(ONLY.search(text)),
        alone=sharing is None and (not units or bool(is_alone)),
        sharing=sharing,
        of_level=bool(_OF_LEVEL.search(text) or _SET_ASIDE.search(text)),
        together=len(units) > 1 and (sharing is not None or bool(_TOGETHER.search(text))),
        topic=_topic(findings, documents, (*named, *parts)),
    )


def _role(text: str) -> Role:
    """Read which part in the work the units asked about are to have; any where two are named."""
    if _EITHER.search(text):
        return Role.ANY
    asked = {Role.SUPPORT: _NOT_LEADING, Role.FIRST: _FIRST, Role.LEAD: _LEADS}
    return next((role for role, words in asked.items() if words.search(text)), Role.ANY)


def _of_modality(
    findings: Findings, match: re.Match[str], documents: tuple[str, ...], parts: tuple[str, ...]
) -> ListQuestion | None:
    said = next(one for one in match.groups() if one)
    wanted = tuple(one for one, words in _MODALITY.items() if re.fullmatch(words, said))
    if said == "约束":
        wanted = (Modality.MUST, Modality.SHALL, Modality.FORBID, Modality.RESTRICT)
    if _topic(findings, documents, (match.group(), *parts)):
        return None
    return ListQuestion(kind=RowKind.SENTENCE, documents=documents, parts=parts, modalities=wanted)


def _of_goals(
    findings: Findings, documents: tuple[str, ...], parts: tuple[str, ...]
) -> ListQuestion | None:
    analysis = findings.analysis
    bound = read_bound(analysis.text)
    topic = _topic(findings, documents, parts, goals=True)
    if topic and bound is None and (not _PLAINLY_ALL.search(analysis.text) or analysis.both):
        return None
    return ListQuestion(
        kind=RowKind.GOAL,
        documents=documents,
        parts=parts,
        years=analysis.years,
        bound=bound,
        quantified=bool(_QUANTIFIED.search(analysis.text)),
        share=asks_for_shares(analysis.text, bound),
        topic=topic,
    )


def units_in(text: str, catalogue: Catalogue) -> tuple[UnitAsked, ...]:
    """Return the units that a question names: by any name of the table, or as the documents call them.

    One that does something to the asker (被市商务局查处) is not what is asked about.
    """
    mentions = list(load_aliases().mentions(text))
    # The question is in one width, too.
    names = {fold(name) for name in catalogue.unit_names if len(name) > 1}
    own = sorted((name for name in names if name in text), key=lambda one: -len(one))
    found: list[tuple[int, UnitAsked]] = []
    taken: list[tuple[int, int]] = []

    def add(at: int, words: str, mention: AgencyMention | None) -> None:
        span = (at, at + len(words))
        if not any(span[0] < end and start < span[1] for start, end in taken):
            taken.append(span)
            found.append((at, UnitAsked(text=words, mention=mention)))

    by_text = {one.text: one for one in mentions}
    for name in own:
        add(text.index(name), name, by_text.get(name))
    for mention in mentions:
        add(text.index(mention.text), mention.text, mention)
    if not found and (asker := unit_of_asker(text, catalogue.unit_names)):
        found.append((0, UnitAsked(text=asker, mention=None)))
    return tuple(
        one
        for at, one in sorted(found, key=lambda one: one[0])
        if text[max(at - 1, 0) : at] != "被"
    )


def _documents_called(findings: Findings) -> tuple[str, ...]:
    """Return the one document whose title has most of the name that a question gives it, else none."""
    catalogue, analysis = findings.catalogue, findings.analysis
    here = [
        one for one in catalogue.documents if all(is_of(region, one) for region in analysis.regions)
    ]
    for match in _CALLED.finditer(analysis.text):
        name = fold(match["name"])
        pairs = {name[at : at + 2] for at in range(len(name) - 1)}
        shares = {
            one.id: sum(pair in fold(one.title) for pair in pairs) / len(pairs) for one in here
        }
        best = max(shares, key=lambda one: shares[one], default="")
        held = [one for one, share in shares.items() if share == shares.get(best)]
        if best and shares[best] >= _ALIKE and len(held) == 1:
            return (best,)
    return ()


def _topic(
    findings: Findings, documents: Sequence[str], said: Sequence[str], *, goals: bool = False
) -> tuple[Term, ...]:
    """Return the words that narrow a list down: what it is about besides units, parts and documents."""
    titles = {
        fold(one.title)
        for one in findings.catalogue.documents
        if not documents or one.id in documents
    }
    asked = fold(findings.analysis.text)
    # What says how the units share the work is no matter: 只有一个部门.
    ways = [match.group() for one in _WAYS for match in one.finditer(asked)]
    folded = [*(fold(one) for one in said), *ways]
    folded += [] if goals else [one.group() for one in SECTION.finditer(asked)]
    # Where all are asked for, what brackets name (全部目标(造林、还湿等)) leaves nothing out.
    outside = _EXAMPLES.sub(" ", asked) if goals and _WANTS_ALL.search(asked) else asked
    return tuple(
        term
        for term in findings.terms
        if (term.subject or (goals and term.known))
        and (len(term.word) > 1 or term.word in SUBSTANCES)
        and not DOCUMENT_NOUN.search(term.word, max(len(term.word) - 2, 0))
        and term.word in outside
        and (term.weight >= _TELLING or (goals and _is_name(term)))
        and term.word not in _NO_TOPIC
        and not any(term.word in one or one in term.word for one in folded)
        and not (
            documents
            and any(_stands_in_title(term.word, one) for one in titles)
            and not (goals and re.search(rf"{re.escape(term.word)}.{{0,3}}[目指]标", asked))
        )
        and not load_aliases().mentions(term.word)
        and not _LEADS.search(term.word)
    )


def _is_name(term: Term) -> bool:
    """Tell whether a word stands in these documents and in no other policy text: 碳票."""
    return term.known and len(term.word) > 1 and term.word not in load_background().counts


def _stands_in_title(word: str, title: str) -> bool:
    """Tell whether a title has a word, whatever noun stands behind the name of a trade: 化纤行业 in 化纤工业."""
    word = _TRADE_NOUN.sub("", word) or word
    pairs = [word[at : at + 2] for at in range(len(word) - 1)] or [word]
    return all(pair in title for pair in pairs)
