"""Whom words name: the nouns for enterprises, projects, authorities, persons and others; pure.

Convention: the last noun of a phrase says who is spoken to, what stands before it limits whom; who acts
opens a sentence or stands before its modality word, and an authority that drafts, approves or supervises does
its own business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.view import fold_width

FIRM = (
    r"(?:企事业单位|企业事业单位|[国央民]企|企业集团|企业|公司|集团|工厂|厂家|厂商|用人单位|生产经营单位|单位(?!产品|面积|产值|[Gg][Dd][Pp]|能耗|国内|工业)"
    r"|经营者|生产者|从业者|投资者|使用者|运营商|服务商|供应商|开发商|制造商|(?:市场|经营|创新|责任|实施|建设|投资|运营|社会)主体|法人|业主|行业|产业)"
)
PROJECT = r"(?:工程项目|建设项目|项目|工程|产能|装置|生产线)"
_AUTHORITY = (
    r"(?:人民政府|政府|党委|市委|省委|部门|机关|委员会|管委会|领导小组|各地|地区|地方|各[省市县区]|县\(市\)区|市县|县|(?<![小厂矿校库])区|国务院|派出机构"
    r"|公共机构|[\u4e00-\u9fff](?:局|厅)|(?:成员|责任|主管|牵头|配合|机关事业)单位|法院|检察院|预算|规划|(?:监察|监管|执法|主管)机构)"
)
_PERSON = r"(?:个人|乘客|旅客|游客|患者|业主委员会|驾驶员|公民|居民|农户|农民|群众|公众|消费者|用户|职工|人员|干部|学生|家庭|领导|责任人|负责人|当事人)"
_OTHER = r"(?:园区|开发区|基地|高校|院校|学校|院所|科研机构|协会|商会|社会组织|组织|团体|媒体|团队|社会资本|社会力量|资本|平台|联盟|联合体|机构|医院|银行|基金|城市|乡镇|社区)"
_HEADS = (
    ("firm", re.compile(FIRM)),
    ("project", re.compile(PROJECT)),
    ("authority", re.compile(_AUTHORITY)),
    ("person", re.compile(_PERSON)),
    ("other", re.compile(_OTHER)),
)
_JOINT = re.compile(
    r"、|,|以及|及其|(?<!以)及(?![以其])|(?<![饱温缓总共调中混])和(?![谐平])|(?<!参)与|或者?"
)
ENDS_AS_HEAD = re.compile(
    rf"(?:{FIRM}|{PROJECT}|{_AUTHORITY}|{_PERSON}|{_OTHER})(?:等|\([^()]{{0,20}}\))?$"
)
_SPEAKS_OF_FIRMS = re.compile(rf"{FIRM}|{PROJECT}|投资")
_DRAFTS = re.compile(r"^(?!未?经)(?:[^,]{0,40})(?:制定|编制|划定|审批|批准)")
_OPENS_AS_AUTHORITY = re.compile(
    r"^(?:[^,的]{0,20}?(?:人民政府|[主监]管部门|管理部门|行政部门|执法部门|公安机关|管理机构)(?!.{0,12}(?:企业|公司|单位))|[^,]{0,40}的机关$)"
)
# Matters that are an authority's own (规划, 考核结果), persons by their part (所有人), and mere times.
_OF_AUTHORITY = re.compile(
    r"(?:规划|计划|标准|[目名]录|名单|决定|结果|预算|决算|资金|经费|制度|政策|措施|审批|审查|许可|考核|评价|检查|监督|监管|执法|工作|部署|体系|机制|平台|办法|规定|意见|建议|听证|投诉|举报|程序|条件|范围|区域?|保护区|会议|编制|人大|代表|(?<!法)人|民警|小组|筹备组|时|之?[前后])$"
)
# The state itself acts: 国家实行…政策, 本市推行….
_STATE = re.compile(
    r"^(?:国家|本[省市区]|我[省市])(?=实行|实施|建立|采取|推行|健全|完善|加强|坚持)"
)
_ENDS_AS_FIRM = re.compile(rf"{FIRM}$")
_ACTS_AS_AUTHORITY = re.compile(
    rf"[^,]{{0,40}}?(?:{_AUTHORITY}|公共机构)(?:及其|违反|未|不|有|滥用|玩忽|徇私|对|在|采购|的?工作人员)"
)
_ARTICLE = re.compile(
    r"^\s*第[零〇一二三四五六七八九十百千\d]{1,8}条(?:之[一二三四五六七八九十]{1,3})?\s*"
)


def names_somebody(words: str) -> bool:
    """Tell whether the last of some words is a noun that names somebody: 企业, 单位, 部门, 个人."""
    return bool(ENDS_AS_HEAD.search(fold_width(words)))


def named_first(sentence: str) -> str | None:
    """Return whom the first words of a sentence name, where its subject was not read.

    Convention: who is spoken to opens the sentence (实施…审核的企业，应当…). "" is nobody; None is an
    authority, or the making of plans and standards, which is its business.
    """
    first = re.split(r"[,;:]|可以|应当|必须|不得", _ARTICLE.sub("", fold_width(sentence)))[0]
    parts = re.split(r"(?=可以|应当|必须|不得)", _ARTICLE.sub("", fold_width(sentence)), maxsplit=1)
    acting = parts[0].rstrip(",").rpartition(",")[2]
    kinds = {kind for _, kind in groups_of(first) if kind}
    if (
        any(map(_OPENS_AS_AUTHORITY.search, (first, acting)))
        or _STATE.search(first)
        or _DRAFTS.search(first)
        or ("authority" in kinds and not kinds & {"firm", "project"})
    ):
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
    kinds = {kind for _, kind in groups_of(words)} if ENDS_AS_HEAD.search(words) else set()
    is_named = bool(kinds) and kinds <= {"authority", "person"}  # 对未完成任务的地区、部门
    return is_official or is_named or bool(_ACTS_AS_AUTHORITY.match(words))


def groups_of(subject: str) -> Iterator[tuple[str, str]]:
    """Yield who is named together, each with what kind it is; words without a noun go with the next."""
    start, end = 0, len(subject)
    limit = ""  # 列入名录的 in 列入名录的部门或者单位 holds for both
    for joint in (*_JOINT.finditer(subject), None):
        stop = joint.start() if joint else end
        words = subject[start:stop]
        kind = kind_of(words)
        is_named = joint and ENDS_AS_HEAD.search(words) and kind_of(subject[joint.end() :])
        if joint is None or is_named:
            yield limit + words, kind
            limit = limit or words[: words.rfind("的") + 1]
            start = joint.end() if joint else end


def kind_of(words: str) -> str:
    """Return what the last noun of a phrase names; "" where there is none of those known."""
    found = [
        (m.end(), m.end() - m.start(), kind) for kind, one in _HEADS for m in one.finditer(words)
    ]
    return max(found, default=(0, 0, ""))[2]


def who_acts(subject: str) -> str:
    """Return a subject without when and where it acts: 乘客在乘坐出租汽车时, 协会在行业."""
    who, at, _ = subject.partition("在")
    is_case = subject.endswith("的")
    return who if at and not is_case and ENDS_AS_HEAD.search(who) else subject


def is_of_others(words: str) -> bool:
    """Tell whether some words name another than an enterprise, or an authority's own matter: 规划, 考核结果."""
    is_somebody = kind_of(words) in {"authority", "person", "other"}
    return bool(is_somebody or _OPENS_AS_AUTHORITY.search(words) or _OF_AUTHORITY.search(words))
