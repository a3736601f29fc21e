"""Names of units in running text: how they end, and what only looks like a name; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.markers import read_marker
from corpus.shared_endings import is_field_alone

LONGEST_PART = 120  # characters of a part of a sentence that are looked at
_LONGEST_NAME = 30
_ENUMERATION = re.compile(r"、(?![^()]{0,16}\))")
_LEVELS = "省市州县区"  # 市、区财政局: the name goes on behind the 、

HOW = (
    r"(?:等|等部门|等单位|据此|依规|(?<!委)会|应|要|具体|统一|共同|全面|统筹|分别|主要|联合|组织|依法|牵头"
    r"|在各自的?职责(?:权限)?范围内|(?:按照?|依照?|根据|依据)(?:各自)?的?(?:职责|职能)(?:分工|权限)?(?:和(?:国家)?有关规定)?)*"
)
SUFFIX = (
    r"(?:部门|委员会|常委会|办公室|机关|机构|管委会|人民政府|[省市州县区旗镇乡]政府|政府办|指挥部|联席会议|领导小组|专班|海关|[分支银]行"
    r"|协会|中心|集团|公司|法院|检察院|[总支大中]队|执法队|派出所|研究所|监督所|督查室|研究室|[村居]委会|办事处|供销社|联合社|联社|总社|日报社|电视台|红十字会|妇联|工商联|残联|科协|总工会"
    r"|[部委局厅署办院处科股站])"
)
# Governments and quarters in general: 各县（市、区）, 各镇（街道）, 乡镇人民政府（街道办事处）.
EVERY = (
    r"(?:各(?:地级|设区的?)?(?:[省市州盟地县区旗镇乡]|街道|[村园]区?|新区|功能区|开发区|社区){1,8}(?:\([^()]{1,16}\))?(?:[市县区旗]|人民政府|政府)?"
    r"|(?:乡镇?|镇)(?:人民政府|政府)?\(街道(?:办事处)?\))"
)
UNIT = rf"(?:[\u4e00-\u9fff]|\([^()]{{1,16}}\)){{1,40}}{SUFFIX}"
# 和 and 及 are read as parts of a name here; what they join is told apart in the list. A name that
# ends with 、 is read in one way only, so that long lists take no longer than they are.
UNITS = rf"(?>(?:{EVERY}|{UNIT})、){{0,40}}(?:{EVERY}|{UNIT})"
NAMES = re.compile(
    rf"(?P<names>(?:[省市州县区]、)?(?:{UNITS}|办公室)(?:等(?:有关|相关)?(?:部门|单位)?)?){HOW}"
)

ENDS_AS_UNIT = re.compile(rf"(?:{SUFFIX}|{EVERY})$")
_LETTER = r"(?!会同|等)[\u4e00-\u9fff()]"
_NAMED_UNIT = (
    rf"(?:{_LETTER}){{1,24}}?(?:部(?![门分署位])|办(?![理法公事])|(?<!社)会(?![同议商展])|行(?![动为业政使程])|局(?![面部])"
    r"|院(?<!国务院)|厅(?<!驻厅)|[委署组](?!员会|织)|社(?![会保区局厅])|联(?![合席通])|管委会|政府(?!办)|海关|中心|公司|督查室)"
)
NAMED_UNITS = rf"(?:(?:{_LETTER}){{2,24}}、){{0,40}}{_NAMED_UNIT}(?:[和及与]{_NAMED_UNIT})?"

_OFFICE = re.compile(
    r"(?:(?:[省市县区州盟旗]|自治[区州县旗]|国家|中央)(?:(?!有关|相关|主管|各|的)[\u4e00-\u9fff()]){1,16}"
    r"(?<![布格结全])[局委厅办部]|(?:(?!各|的|主管|有关)[\u4e00-\u9fff]){2,8}(?:委|(?<![布格结全大残])局|(?<![内外全背头干本])部)|[\u4e00-\u9fff]{1,10}督查室)"
)
_OF_EVERY = re.compile(
    rf"{EVERY}(?<=政府)|(?!有关|相关|各)[\u4e00-\u9fff]{{0,12}}(?:督查室|办公室|领导小组|指挥部|专班)"
)
_GENERIC = re.compile(r"有关|相关|主管|行政|各级|上述|人民政府$|其他")

FIELDS = r"(?:[\u4e00-\u9fff]{2,8}、){0,12}[\u4e00-\u9fff]{2,8}?(?=等(?:有关|相关)?部门)"

# A unit's name does not begin with what is done, nor with a word that stands for a unit.
_NO_NAME = re.compile(
    r"(?:加强|推动|推进|建立|健全|完善|落实|制定|实施|开展|强化|坚持|按|对|将|把|在|以|与|为|其|该|本|我|并|要|应(?!急)|可(?!再生)|所|凡|如|形成|构建|发挥|明确|充分|依托|组建|实行|并由"
    r"|会同|联合|负责|牵头|每|从|向|经|有|无(?!线电)|是|做|使|给|让|不(?!动产)|政府$|党委$|党委政府$|企业|申报|责任|主管部门$|领导(?!小组)|谁|支持|鼓励|参与|积极|统筹|协调(?![局办])|督促|指导|报(?![社业])|组织(?!部)|动员|要求|批转|若干|分级|专门(?!委员会)|专职|未(?!成年)|的|相关负责|各方|下列|上述|前款|关部门)"
)

# What stands in no name: those whom a body answers to (对甲负责并报告工作), what it is made of.
_NO_PART_OF_NAME = re.compile("组成的|(?<!应)对(?![外台口])")
# A bracket that explains the name before it: 市医疗保险经办机构(以下简称医保经办机构).
BRACKETED = re.compile(
    r"\((?:以下|下称|简称|原|含|包括|不含|设在)[^()]*\)"
    r"|(?<=[局委办室厅部处组院])\([^()]{2,24}[局委办室厅部处组院]\)(?=负责|牵头|会同|配合|要|$)"
)
_OPENING = re.compile(r"^(?:\([^()]{1,20}\)\s*)+|^请(?![示假款求])")


@dataclass(frozen=True, slots=True)
class ProseDuty:
    """A duty in running text: where it stands on the view, and the units as a list.

    `is_general` tells that all of them share one general duty (…等部门按照各自职责做好…工作).
    """

    start: int
    end: int
    names: str
    others: bool
    is_general: bool = False


def are_named_offices(names: str, *, every: bool) -> bool:
    """Tell whether all of `names` are offices by their own names, or governments of `every` place."""
    return all(
        _OFFICE.fullmatch(one) or (every and _OF_EVERY.fullmatch(one))
        for one in re.split("[、和及与]", names)
    )


def are_offices(names: str) -> bool:
    """Tell whether all of `names` are names of offices, none a word for a kind of them."""
    return are_names(names) and not any(_GENERIC.search(one) for one in _ENUMERATION.split(names))


def split_names(names: str) -> list[str]:
    """Return the names of a list; a 、 inside a bracket parts none: 各县（市、区）政府."""
    return _ENUMERATION.split(names)


def are_units(names: str) -> bool:
    """Tell whether all of `names` are names; the first and the last end as units do, or are fields."""
    items = _ENUMERATION.split(names)
    return are_names(names) and all(
        ENDS_AS_UNIT.search(one) or "(" in one or is_field_alone(one)
        for one in (items[0], items[-1])
    )


def has_others(names: str) -> bool:
    """Tell whether names end in 等 or 等部门: the list is not complete."""
    return re.search(r"等(?:有关|相关)?(?:部门|单位)?$", names) is not None


def without_number(part: str) -> str:
    """Drop what stands before the words: 第三条（使用管理）（一）, and 请 of a letter."""
    marker = read_marker(part)
    return _OPENING.sub("", part[marker.length :] if marker else part)


def are_names(names: str) -> bool:
    """Tell whether all of `names` read as names of units: none begins with what is done."""
    items = _ENUMERATION.split(names.removesuffix("等"))
    return all(
        (2 <= len(item) <= _LONGEST_NAME or item in _LEVELS)
        and item.count("(") == item.count(")")
        and not _NO_NAME.match(item)
        and not _NO_PART_OF_NAME.search(item)
        for item in items
    )
