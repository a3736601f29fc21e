"""Questions about a document itself (文号, 发文机关, dates, 有效性): what is asked, and of which; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from app.draft import Findings
from app.evidence import Term, fold
from corpus.description import Description
from corpus.references import ReferenceKind, title_key

_WHEN = r"(?:什么时候|什么时间|啥时候?|何时|几时|哪一?[年天日]|哪个?月|几月几[号日]|几号|多会儿|多久|几几年|哪一年哪一天)"
_WHO = (
    r"(?:谁|(?:哪|什么|几)(?:一|两|三|四|五|几|些)?(?:个|家)?(?:部门|单位|机关|机构|地方|级别?|政府|厅局|部委|委办局|家)"
    r"|哪儿|哪里|哪几家|哪些|哪家)"
)
_MAKE = r"(?:印发|发布|公布|颁布|颁发|出台|下发|制发|签发|发出|刊发|推出)"
_HOLD = r"(?:施行|生效|实施|执行|起效|实行|试行|管用|算数|作数)"
_END = r"(?:失效|过期|到期|废止|作废|终止)"
_WHICH = r"(?:哪(?:一|几|些)?(?:个|份|部|件|版|项)?|哪些)"
_STANDS = r"(?:有效|管用|作数|算数|能用|在用|现行|执行|适用|为准)"
# Money is 发放, a document 印发: 补贴什么时候发 asks for no date of a document.
_NOT_PAID = "".join(f"(?<!{one})" for one in "金贴助款钱费资薪证奖")
_FILE = r"(?:文件|办法|规定|通知|意见|方案|条例|细则|政策|规划|计划|版本|法|东西|文)"


class Particular(Enum):
    """What is asked of a document, by the field of its metadata or its references."""

    REPLACED_BY = "替代它的文件"
    REPLACES = "废止或替代的文件"
    EXPIRES = "有效期"
    STATUS = "有效性"
    NUMBER = "文号"
    SIGNED = "成文日期"
    EFFECTIVE = "施行日期"
    PUBLISHED = "发布日期"
    ISSUER = "发文机关"
    BASIS = "依据"


# Tried in this order; what one has read, the next does not see.
_PATTERNS: tuple[tuple[Particular, re.Pattern[str]], ...] = tuple(
    (particular, re.compile(pattern))
    for particular, pattern in (
        (
            Particular.REPLACED_BY,
            rf"被(?:哪|什么|谁|啥|别的|其他|新)[^,。?]{{0,10}}(?:废止|取代|代替|替代|替换|废掉|顶替)|有(?:没有|无)(?:更)?新(?:的)?{_FILE}?"
            rf"|有(?:更)?新(?:的)?{_FILE}?(?:吗|没有|没|么)|(?:哪|什么)[^,。?]{{0,8}}(?:替代|取代|代替|废止)了?(?:它|这|该)"
            r"|(?:最新|新)的?版本?(?:是|有)(?:哪|什么|没)|有没有被(?:替代|取代|代替|替换)|被(?:替代|取代|代替|替换)了?(?:吗|没|么)",
        ),
        (
            Particular.REPLACES,
            rf"(?:废止|取代|代替|替代|替换|废掉|废除|作废)(?:了|的是|掉){{0,6}}(?:原来|以前|之前|过去)?的?(?:哪|什么|啥)(?:一|几|些)?(?:个|份|部|件)?(?:旧|老|原)?的?{_FILE}?"
            rf"|(?:哪|什么|啥)(?:一|几|些)?(?:个|份|部)?(?:旧|老|原|以前)?的?{_FILE}(?:被|就|也)?(?:它|其|本\w{{1,3}})?(?:同时|一并|相应)?(?:废止|作废|失效|取代|替代)"
            rf"|(?:旧|老|原来?|以前|之前|原先)的?{_FILE}?(?:是不是|是否|就|还|要|会|被|也|同时){{0,6}}(?:废止|作废|失效|有效|有用|管用|能用|废)(?:了|吗|没有|没|么){{0,6}}"
            r"|(?:废止|取代|替代|代替)的(?:是|有)(?:哪|什么)",
        ),
        (
            Particular.EXPIRES,
            rf"有效期限?(?:是|为|到|至|有|截至|截止|多|几|还|什么|哪){{0,6}}(?:{_WHEN}|多长时?间?|几年|多少年|几个月)?|{_WHEN}(?:会|就|才|将|正式)?{_END}"
            rf"|(?:管|用|执行|有效|实施|施行|持续|适用)(?:到|至){_WHEN}|(?:失效|到期|废止|(?<![报请交名])截止)(?:日期|时间|日)|有效(?:多长时间|多久|几年|多少年)"
            r"|(?:管|执行|施行|试行|适用|用)(?:多久|几年|多少年|多长时间)|(?:还能?|可以)(?:用|管|执行)(?:多久|几年)",
        ),
        (
            Particular.STATUS,
            rf"(?:还|现在|目前|如今|当前|是否|是不是|仍然?|到底|依然|继续|现行){{1,6}}(?:是)?(?:有没有效|有效|管不管用|管用|作数|算数|能用|能不能用|适用|在用|可用|好使|现行){_FILE}?(?:吗|没有?|么|不|与否|的){{0,6}}"
            rf"|有没有(?:效|过期|失效|作废|废止|到期|被废)|有无效力|是不是(?:已经?)?(?:过期|失效|作废|废止|到期)|是否(?:已经?)?(?:被)?{_END}|是否(?:已经?)?(?:施行|生效|实施)"
            rf"|(?:已经?|被){{0,6}}(?:过期|失效|作废|废止|到期|废除)了(?:吗|没有?|么|不)?|(?:生效|施行|实施)了(?:吗|没有?|么)|有效性|时效性|效力状态|过没过期|废没废|失没失效"
            rf"|{_WHICH}(?:{_FILE}|版本)?(?:还|现在|目前|当前|已经?|仍然?|现行|是|都|才|算){{0,4}}(?:{_STANDS}|{_END})(?:的|了|着|中){{0,2}}"
            rf"|(?:现在|目前|当前|现行)?(?:以{_WHICH}{_FILE}?为准|(?:执行|有效|适用|管用)的?是?{_WHICH}(?:{_FILE}|(?=[?,]|$)))"
            r"|有效(?:吗|么|没有|不)|算不算数|还算数|管不管用|还有没有效力?",
        ),
        (
            Particular.NUMBER,
            r"(?:发文|公文|文件)?文号(?:是|为|叫)?(?:多少|什么|啥|几号?|哪个)?|发文?字号(?:是|为)?(?:多少|什么)?|(?:文件|发文|公文|红头)编?号(?:是|为)?(?:多少|什么|啥|几)"
            r"|(?:多少|几|哪个|什么)号文件?|第?几号(?:令|公告)|(?:是|叫)(?:多少|几)号(?!楼)|编号(?:是|为)(?:多少|什么)",
        ),
        (
            Particular.SIGNED,
            rf"成文(?:的)?(?:日期|时间|日)|(?:签发|落款|签署)(?:的)?(?:日期|时间|日)|{_WHEN}(?:成文|签发|签署|落款|通过|定下来|制定|写|定)的?|(?:通过|制定)(?:的)?(?:日期|时间)",
        ),
        (
            Particular.EFFECTIVE,
            rf"(?:{_HOLD})(?:的)?(?:日期|时间|起始|起算)|(?:从|自|打)?{_WHEN}(?:开始|起|正式|就|才|会|算|要){{0,6}}{_HOLD}|(?:从|自|打){_WHEN}(?:开始|起)(?:算)?|{_HOLD}(?:是)?(?:从|自){_WHEN}"
            rf"|{_HOLD}(?:的)?(?:是)?{_WHEN}",
        ),
        (
            Particular.PUBLISHED,
            rf"{_MAKE}(?:的)?(?:日期|时间|年份|日)|发文(?:日期|时间|年份)|{_WHEN}(?:正式|对外|才)?(?:{_MAKE}|发文|出(?!结)|出来|公开|面世)的?|{_NOT_PAID}{_WHEN}发(?![放给到钱])的?|{_MAKE}(?:的)?(?:是|于|在)?{_WHEN}"
            rf"|(?:是)?(?:哪一?年|几几年|什么时候|啥时候)的{_FILE}?",
        ),
        (
            Particular.ISSUER,
            rf"(?:发文|{_MAKE}|制定|制发|起草)(?:的)?(?:机关|单位|部门|机构|主体|方)(?:都)?(?:是|有|为)?(?:谁|哪些?|什么)?(?:个|家|几个|几家)?(?:部门|单位|机关)?"
            rf"|(?:由|是|被)?{_WHO}(?:一起|联合|共同|牵头|来|给|正式)?(?:{_MAKE}|发文|发|出|制定|制订|定|起草|编制|通过|搞|弄)(?:出来|下来)?(?:的)?"
            r"|(?:由|是|被)谁(?=在?\0)"
            rf"|(?:{_MAKE}|发文|制定|通过)(?:它|这|该)?(?:的|者)?(?:是|人|方)?{_WHO}(?!{_FILE}|标准|规范|法规|制度|措施|目录|指南|名单|产品)|出自(?:谁|哪)[^,。?]{{0,6}}|落款(?:是|单位|机关){{0,6}}(?:谁|哪|什么)?",
        ),
        (
            Particular.BASIS,
            rf"(?:依据|根据|按照|依照|凭|按)(?:的)?(?:是|了|着)?(?:什么|哪些?|啥|哪几)(?:个|份|部|一)?(?:上级|上位)?的?{_FILE}?(?:来|制定|编制|出台|定|写|起草){{0,6}}的?"
            rf"|制定依据|编制依据|上位(?:法|文件)(?:是|有)?(?:什么|哪些?)?|(?:法律|政策|文件)?依据(?:都)?(?:是|有)(?:什么|哪些?|啥)",
        ),
    )
)
# How a question speaks of the document at hand, and turns of speech round it.
_AT_HAND = re.compile(
    r"这(?:个|份|部|项|件|篇)?|那(?:个|份|部|项|件|篇)?|本|该|它|其|此|上述|前面说的|刚才(?:那个|说的)"
)
_KINDS = frozenset(
    [
        "方案",
        "规划",
        "计划",
        "意见",
        "文件",
        "办法",
        "通知",
        "条例",
        "规定",
        "政策",
        "材料",
        "细则",
        "法",
        "法律",
        "法规",
        "公告",
        "决定",
        "纲要",
        "措施",
        "指南",
        "实施方案",
        "行动方案",
        "行动计划",
        "实施意见",
        "指导意见",
        "管理办法",
        "试行办法",
        "暂行办法",
        "工作方案",
        "规章",
        "红头文件",
        "红头",
        "公文",
        "全文",
        "正式",
        "实施",
        "行动",
        "试行",
        "暂行",
        "联合",
        "共同",
        "部门",
        "单位",
        "机关",
        "上级",
        "国家",
        "版本",
        "新版",
        "旧版",
        "最新",
        "日期",
        "时间",
        "文号",
        "发文",
        "成文",
        "印发",
        "发布",
        "公布",
        "出台",
        "施行",
        "生效",
        "执行",
        "有效",
        "有效期",
        "失效",
        "废止",
        "制定",
        "编制",
        "起草",
        "依据",
        "根据",
        "替代",
        "取代",
    ]
)
_QUOTED = re.compile(r"《([^《》]{1,200})》")
# 以下简称“长护险”: what a document calls its matter.
_SHORT_NAME = re.compile(r"简称[:：]?[“\"‘《]?([\u4e00-\u9fff]{2,12})")
# What a question calls a document, before what it asks of it: 2012年的节水管理规定还有效吗.
_TITLED = re.compile(
    r"^(?:请问)?((?:(?:19|20)\d\d年?的?)?[\u4e00-\u9fff]{4,30}(?:办法|规定|条例|细则|方案|意见|通知))(?:\0|$)"
)
# What a document lays down, and is not: 名单谁定, 收费标准哪个部门定.
_SET_IN_IT = re.compile(
    r"(?:[名清]单|名录|标准|价格?|额度|比例|等级|期限|方式)(?:都|是|该|来){0,2}\0"
)
# Which of several hold no longer: 哪些文件已经失效.
_ENDED_ONES = re.compile(rf"{_WHICH}{_FILE}?(?:已经?|都|被|是){{0,3}}{_END}")
_AND = re.compile(r"[和与跟、]")
_LIGHT = 0.8  # weight up to which a word says nothing of what is asked about
_MOST_MEANT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentQuestion:
    """What is asked of which documents.

    `meant` is empty where the question names a document (`named`) that is not at hand, or where
    it fits more than `_MOST_MEANT`. `ended` tells that those are asked for that hold no longer.
    """

    asked: tuple[Particular, ...]
    meant: tuple[Description, ...]
    named: str = ""
    ended: bool = False


def asked_particulars(text: str) -> tuple[tuple[Particular, ...], str]:
    """Return what a question asks of a document, in the order of the question, and the rest of it.

    >>> [one.name for one in asked_particulars("这个办法是谁印发的，文号是多少")[0]]
    ['ISSUER', 'NUMBER']
    """
    found: list[tuple[int, Particular]] = []
    rest = _QUOTED.sub(lambda match: "\0" * len(match.group()), text)
    for particular, pattern in _PATTERNS:
        if match := pattern.search(rest):
            found.append((match.start(), particular))
            rest = rest[: match.start()] + "\0" * len(match.group()) + rest[match.end() :]
    return tuple(particular for _, particular in sorted(found, key=lambda one: one[0])), rest


def read_document_question(findings: Findings) -> DocumentQuestion | None:
    """Understand a question about documents themselves; None for one about what stands in them.

    It is about a document where nothing is left of it, once what it asks for is taken away, but
    words that name the document.
    """
    text = re.sub(r"\s", "", findings.analysis.text)
    asked, rest = asked_particulars(text)
    if not asked or (_SET_IN_IT.search(rest) and not re.search(_MAKE, text)):
        return None
    scope = _scope(findings)
    numbered = findings.catalogue.numbered(text)
    if same := tuple(one for one in scope if one.document_id in numbered):
        return DocumentQuestion(asked=asked, meant=same)
    quoted = [match.group(1) for match in _QUOTED.finditer(text)]
    if quoted:
        meant = tuple(_called(quoted[0], scope))
        return DocumentQuestion(asked=asked, meant=meant, named=quoted[0])
    pairs = pairwise(one.word for one in findings.terms if len(one.word) > 1)
    # What two words make together need not stand in a title that has both: 青禾市…扶持渔业办法.
    joined = {first + second for first, second in pairs}
    words = [one for one in findings.terms if _tells(one, fold(rest)) and one.word not in joined]
    if not words:
        by_title = findings.analysis.by_title
        found = (
            DocumentQuestion(asked=asked, meant=scope) if by_title else _at_hand(asked, scope, rest)
        )
        is_ended = Particular.STATUS in asked and bool(_ENDED_ONES.search(text))
        return replace(found, ended=is_ended) if found else None
    named = _named_one_by_one(words, fold(rest), scope, findings)
    named = named or _named_by(words, fold(rest), scope, findings)
    if not named and Particular.STATUS in asked and (titled := _TITLED.search(rest)):
        return DocumentQuestion(asked=asked, meant=(), named=titled[1])
    is_of_it = named and not _is_of_what_it_says(text, named, findings)
    return DocumentQuestion(asked=asked, meant=named) if is_of_it else None


def _scope(findings: Findings) -> tuple[Description, ...]:
    catalogue, named = findings.catalogue, findings.analysis.documents
    return tuple(
        catalogue.register[one.id] for one in catalogue.documents if not named or one.id in named
    )


def _number(one: Description) -> str:
    return one.metadata.number.value if one.metadata.number else ""


def _called(title: str, scope: Sequence[Description]) -> Iterator[Description]:
    """Yield the documents of that title, else those whose title has it."""
    key = title_key(title)
    titles = {
        one.document_id: {title_key(one.title), title_key(one.metadata.title.value)}
        for one in scope
    }
    same = [one for one in scope if key in titles[one.document_id]]
    yield from same or (
        one for one in scope if any(key in other for other in titles[one.document_id])
    )


# What a document gives a term itself (认定有效期为3年), and who is to make another (谁牵头制定实施方案).
_TERM_OF = re.compile(r"(?P<of>[\u4e00-\u9fff]{2})的?有效期")
_TO_MAKE = re.compile(
    rf"{_WHO}[^,。?]{{0,4}}(?:制定|制订|编制|起草|拟定)(?P<made>[^,。?的]{{0,24}}?(?:方案|办法|规划|计划|预案|细则|标准))"
)


def _is_of_what_it_says(text: str, named: Sequence[Description], findings: Findings) -> bool:
    """Tell whether a question names a document and asks of something that stands in it under the same words."""
    catalogue = findings.catalogue
    term, made = _TERM_OF.search(text), _TO_MAKE.search(text)
    if term and term["of"] not in _KINDS:
        has = f"{term['of']}有效期"
        return any(has in fold(catalogue.document(one.document_id).text) for one in named)
    if made:
        kind = made["made"][-4:] if made["made"].endswith("实施方案") else made["made"][-2:]
        return not any(kind in _names(one, findings) for one in named)
    return False


# What makes one kind of many documents: 管理办法, 实施细则, 工作方案.
_OF_KIND = re.compile(r"^(?:管理|实施|工作|暂行|试行)(?=.{2})")


def _tells(term: Term, rest: str) -> bool:
    """Tell whether a term stands in the rest of the question and says what it is about."""
    return (
        term.word in rest
        and _OF_KIND.sub("", term.word) not in _KINDS
        and term.weight > _LIGHT
        and len(term.word) > 1
    )


def _at_hand(
    asked: tuple[Particular, ...], scope: Sequence[Description], rest: str
) -> DocumentQuestion | None:
    """Take a question that names no document for one about those in scope."""
    left = re.sub(r"[\0\W_a-z]", "", _AT_HAND.sub("", rest))
    is_named = any(kind in left for kind in _KINDS) or bool(_AT_HAND.search(rest))
    if not is_named and len(left) > _MOST_MEANT:
        return None
    return DocumentQuestion(asked=asked, meant=tuple(scope))


def _named_one_by_one(
    words: Sequence[Term], rest: str, scope: Sequence[Description], findings: Findings
) -> tuple[Description, ...]:
    """Return the documents that 甲和乙分别… names, where every part of it names one; else none."""
    if not findings.analysis.both:
        return ()
    found: dict[str, Description] = {}
    for part in _AND.split(rest):
        telling = [word for word in words if word.word in part]
        titled = tuple(one for one in scope if fold(one.metadata.title.value) in part)
        named = _named_by(telling, part, scope, findings) if telling else titled
        if telling and not named:
            return ()
        found |= {one.document_id: one for one in named}
    return tuple(found.values()) if len(found) > 1 else ()


def _named_by(
    words: Sequence[Term], rest: str, scope: Sequence[Description], findings: Findings
) -> tuple[Description, ...]:
    """Return the documents whose names have every telling word of the question, the likest first."""
    names = {one.document_id: _names(one, findings) for one in scope}
    fitting = [
        one
        for one in scope
        if all(word.found_in(names[one.document_id]) >= _LIGHT for word in words)
    ]
    likeness = {one.document_id: _likeness(fold(one.metadata.title.value), rest) for one in fitting}
    best = max(likeness.values(), default=0.0)
    return tuple(one for one in fitting if likeness[one.document_id] == best)


def _names(one: Description, findings: Findings) -> str:
    """Return what a document is called by: title, file, issuers, region, what it issues, short names."""
    said = one.metadata
    issuers = said.issuer.value if said.issuer else ()
    region = said.region.value if said.region else ""
    catalogue = findings.catalogue
    lines = catalogue.title_lines(one.document_id)
    issued = (ref.title for ref in one.references if ref.kind is ReferenceKind.ISSUES)
    short = _SHORT_NAME.findall(catalogue.document(one.document_id).text)
    own = (said.title.value, one.document_id, *issuers, region, *lines, *issued, *short)
    return fold("\n".join(own))


def _likeness(title: str, rest: str) -> float:
    """Return the share of a title's pairs of characters that a question has."""
    pairs = {title[at : at + 2] for at in range(len(title) - 1)}
    return sum(pair in rest for pair in pairs) / max(len(pairs), 1)
