"""The names of what goals measure: stripped of the words round them, and several listed at once; pure."""

from __future__ import annotations

import re

# What is done with something, which is no metric alone: 新开工, 竣工投产, 改造提升.
ACT = r"新?(?:开工|签约|建成|竣工|投产|投运|投用|交付|达产|落地|入库|改造|提升|更新|改建|扩建|续建|投入使用)(?:建设)?"
BARE_ACT = re.compile(rf"(?:{ACT}){{1,3}}")

# At the edges of a metric these are no part of it.
_LEADING = re.compile(
    r"^(?:\d{1,2}[.、](?!\d)|[①-⑳]|\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末])?之?前|\([\d一二三四五六七八九十]{1,3}\)|在[^,;:\d]{2,40}(?:领域|方面)(?:取得|实现|形成|突破)|[^:]{0,40}目标[^:]{0,8}:|在20\d\d年的?基础上|锚定|助力|共(?=$)|或(?=$)|力争|确保|累计|争取|预计|努力|总体|原则上|基本(?=实现|建成|建立|形成|完成)|实现|采用(?![率量])|其中|全年(?!龄)|同时|并且?|且|以及|及|使(?!用)|将|把|推动|全市|全省|全国|全区|全县|我市|我省|我区"
    r"|我县|年均(?=[建创培改完])|每年(?!产)|[、的,:\s)”])"
)
_TRAILING = re.compile(
    r"(?:如期|顺利|持续|力争|确保|争取|累计|进一步|逐步|稳步|分别|(?<![人户亩地])均|基本|达到|达|为|实现|于|在|由|从|的|各|约|保持|维持|预计|将|[、,:“\s])$"
)
_COMPARISON = re.compile(r"(?:较|比|与)[^,;]*(?:年|末|期|相比)$")
# What several metrics share behind the last of them: A、B行业…的比例分别为.
_SHARED_TAIL = re.compile(
    r"(?:货运|客运|周转|用电|发电|用水|消费|产)量(?:占比|比[重例])|行业|产业|领域|企业|产品|新车|项目|园区|单位|地区|设备|产能|产量|产值|能耗|水耗|电耗|装机|占比|比例|比重|回收|利用率|利用量|排放|强度|规模|浓度|增速|[\u4e00-\u9fff]{2}率|总量|[使施]?用量|消[费耗]量"
)
# How far or how soon, between metric and value: 产能基本清零, 黑臭水体动态清零, 碳排放率先达峰.
_EXTENT = re.compile(
    r"“?(?P<extent>(?:基本|动态|全部|普遍|全面|如期|率先|顺利|尽早|尽快){1,3})(?:实现|达到?)?$"
)
_TIGHT_JOINTS = r"与|(?<![普以涉])及(?!时|格)"  # 甲及周边、乙
_JOINTS = r"和(?!谐)|与|以及|(?<![普以涉])及(?!时|格)"  # 普及率, 及格率 are one word
_ORDINAL = re.compile(r"(?:其中)?[一二]")
_SIZES = frozenset("大中小高低")
# What closes a list before what they share: 甲、乙、丙三类固废利用率.
_COUNTED_KINDS = re.compile(
    r"(?P<item>.{1,20}?)(?:等?[两二三四五六七八九](?:大类|类|种|项|大|(?=级))|等(?:\d{1,2}[项种类]?)?(?:主要)?污染物)(?P<tail>.+)"
)
_RANK = re.compile(r"[国省市县区][控考]?")
# Places, schools and people that stand side by side before what they share: 城镇、农村居民收入.
_PARALLEL = re.compile(
    r"(?:国家|[省市县区乡镇村]|街道|社区)级|中心城区|城[市区镇]|县城|县域|乡镇|农村|乡村|市区|城郊|(?:普惠性?)?幼儿园|小学|初中|(?:普通)?高中|中学|中职|高校|男性?|女性?|[东中西]部(?:地区)?"
)
_MEASURED = re.compile(
    r"(?:[能水电煤]耗|消耗|排放|强度|浓度|总?量|[\u4e00-\u9fff]率|占?比[重例]?)$"
)
# A base that stands before the first of several: 单位工业增加值能耗、碳排放、水耗.
_BASE = re.compile(
    r"(?P<base>[^、]{0,40}?(?:单位|万元|人均|亩均)[^、]{0,12}?)(?:综合)?(?:[能水电煤]耗|(?:二氧化)?碳排放|用[水能电]|能源消[耗费])"
)
_BARE = re.compile(
    r"(?:综合|二氧化)?(?:[能水电煤]耗|碳排放(?:量|强度)?|用[水能电]量?|能源消[耗费]量?)"
)


def strip_metric(text: str) -> str:
    """Strip the words round a metric that are no part of it."""
    text = text.strip()
    if text.count("“") > text.count("”"):
        ahead, _, text = text.rpartition("“")  # 郑重宣布“二氧化碳排放
        text = text or ahead
    if _COMPARISON.match(text):
        return ""
    while stripped := (_LEADING.match(text) or _TRAILING.search(text)):
        text = text[stripped.end() :] if stripped.start() == 0 else text[: stripped.start()]
        if not text:
            break
    return text


def split_extent(text: str) -> tuple[str, str]:
    """Part words before a value into the metric and how far, or how soon, it goes: 产能, 基本.

    >>> split_extent("能效基准水平以下产能基本")
    ('能效基准水平以下产能', '基本')
    """
    match = _EXTENT.search(text)
    return (text[: match.start()], match["extent"]) if match else (text, "")


def split_metrics(left: str, count: int) -> list[str]:
    """Return the `count` metrics that `left` lists, each with the tail they share."""
    joint = re.search(_TIGHT_JOINTS, left)
    is_inside = joint is not None and joint.start() < left.find("、") and "(" not in left
    inner = (r"、", _JOINTS) if is_inside else (_JOINTS, r"、")  # 甲与乙、丙: 、 parts them first
    for separators in (rf"、|{_JOINTS}", *inner):
        items = [item for item in re.split(separators, left) if item]
        if len(items) == count:
            break
    else:
        return [left] * count
    if any(item in _SIZES for item in items):
        return [left] * count  # 大、中、小型矿山
    if kinds := _COUNTED_KINDS.fullmatch(items[-1]):
        return [item + kinds.group("tail") for item in (*items[:-1], kinds.group("item"))]
    if all(_MEASURED.search(item) for item in items[:-1]) and not items[0].endswith("需氧量"):
        return _with_base(items)  # each says what is measured
    end = _shared_end(items)
    return [_ended(item, end) for item in items[:-1]] + items[-1:]


def _ended(item: str, end: str) -> str:
    """Return a metric with the end it shares, of which it may hold the first words itself: 周边地区|地区能耗."""
    held = next((at for at in range(len(end) - 1, 1, -1) if item.endswith(end[:at])), 0)
    return item + end[held:]


def _shared_end(items: list[str]) -> str:
    """Return the words that the last of several metrics ends with and the others lack, "" for none."""
    if all(_ORDINAL.fullmatch(item) for item in items[:-1]) and items[-1][:1] in "二三":
        return items[-1][1:]  # 一、二、三产增加值
    last = _PARALLEL.match(items[-1])
    if last and all(_PARALLEL.fullmatch(strip_metric(item)) for item in items[:-1]):
        return items[-1][last.end() :]
    last = _RANK.match(items[-1])
    if last and all(_RANK.fullmatch(one) for one in items[:-1]):  # 国、省考断面, 国控、省控断面
        return items[-1][len(items[0]) :]
    tail = _SHARED_TAIL.search(items[-1])
    is_alike = items[0].endswith(items[-1][-1]) and not items[0].endswith("需氧量")
    if tail is None or is_alike:
        return ""
    owned = items[-1].find("的")
    if 0 < owned < tail.start() and not any("的" in item for item in items[:-1]):
        return items[-1][owned:]  # 甲、乙和丙的某某使用比例
    return items[-1][tail.start() :]


def with_base_of(metric: str, before: str) -> str:
    """Return a bare measure with the base of the metric told before it: 单位面积能耗下降5%、碳排放下降7%.

    >>> with_base_of("碳排放", "单位建筑面积能耗"), with_base_of("碳排放", "森林覆盖率")
    ('单位建筑面积碳排放', '碳排放')
    """
    base = _BASE.match(before)
    return base["base"] + metric if base and _BARE.fullmatch(metric) else metric


def _with_base(items: list[str]) -> list[str]:
    """Give each of several measures the base that stands before the first: 万元增加值能耗、碳排放."""
    first, *others = items
    base = _BASE.match(first)
    if base is None or not all(_BARE.fullmatch(one) for one in others):
        return items
    return [first, *(base.group("base") + one for one in others)]
