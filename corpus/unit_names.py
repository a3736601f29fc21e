"""Names of units: how they end, and the region they carry or leave out; pure.

Conventions of the genre: the region is written once and elided afterwards (省工信厅、发改委 = 省工信厅、
省发改委); units named after a place of their own (海关, 管委会, 人民政府) take no region.
"""

from __future__ import annotations

import re

from corpus.regions import load_regions

STRONG_END = (
    r"部|委|办|局|厅|署|政府|海关|办公室|小组|总队|支队|大队|委员会|管委会|党委|党组|法院|检察院|专班|指挥部|联合会|总工会|妇联|工商联|残联|科协|文联"
    r"|社科联|侨联|红十字会|各?有关(?:部门|单位)|相关(?:部门|单位)|供销社|联社|主管部门|行政部门|成员单位|公积金中心|服务中心|[监管]中心|分行|支行|人行"
    r"|银保监|证监会|银保监会|外汇局|总社|党校|行政学院|工委|团[省市县区]委|[督检]查室|研究室|政研室|[监纪]委机关"
)
_WEAK_END = (
    r"院|行|机关|会|社|司|处|科|站|所|股|单位|部门|中心|公司|集团|团|联|协|台|馆|校|企业|机构|园区|开发区|新区|高新区|街道|乡镇|镇|乡|地方|地区|区|州|县|市|旗|盟"
    r"|供电|电力|烟草|邮政|电信|移动|联通|铁塔"
)
UNIT_END = re.compile(rf"(?:{STRONG_END}|{_WEAK_END})$")
STRONG = re.compile(
    rf"[\u4e00-\u9fff)〕](?:{STRONG_END})$|^(?:有关|相关)(?:部门|单位)$|^各.*(?:{_WEAK_END})$|^(?:省|市|县|区|州|国网|国家|中国)(?!场|域|政[建工]|内|外).*(?:{_WEAK_END})$"
    r"|(?:[县市州区]|开发区|新区)(?:\(.{1,12}\))?(?:政府|管委会)|供电公司$|银行$"
)
# A name that says whose office it is.
PLACED = re.compile(
    r"(?:各|[省市县区州盟旗]|自治|国家|国务院|中央|[\u4e00-\u9fff]{2,7}(?:[省县区州盟旗]|市(?!场))).|[\u4e00-\u9fff]{2,12}部$"
)
OFFICE = re.compile(rf"^各.|[\u4e00-\u9fff)〕](?:{STRONG_END})$")
NATIONAL = "国家"
# Departments of the State Council whose name begins with 国家; 水利部 and 气象局 do not.
_STATE_OFFICE = re.compile(
    r"(?:发展改革|发改|卫生健康|卫健|民族事务|民|标准)委|(?:能源|统计|林草|林业和草原|医保|医疗保障|乡村振兴|邮政|数据|粮食和储备|粮食和物资储备|药监|铁路|知识产权|信访|外汇"
    r"|外汇管理|文物|中医药|中医药管理|疾控|矿山安监|档案|保密|移民管理|海洋|烟草专卖|版权|密码管理)局"
)
_REGION = re.compile(r"(省|市|县|地区|区|州|旗|盟|自治区|自治州)(?!级以上)(?=.{2})")
# The offices of every place: 各设区市水利局、财政局.
_EVERY_REGION = re.compile(
    r"各(?:设区的?|地级)?(?:市|县|州|自治州)(?!场|政|容)(?=[\u4e00-\u9fff]{2,12}[局委]$)"
)
# Names that begin with a word of region without carrying one: 市场监管局, 市政园林局, 区域合作办.
REGION_LOOKALIKE = re.compile(
    r"市场|市政(?=园林|管理|工程|公用|设施|道路|市容|绿化|处|局)|市容|市民(?=服务|热线|中心|诉求|卡)|省际|区域|区块|县域|州际"
)
# Districts and zones with a name of their own: 青浦区机管局, 高新区财政局.
_NAMED_DISTRICT = re.compile(
    r"(?![省市州县区盟旗](?!北区|南区|中区|辖))[\u4e00-\u9fff]{2,6}(?<![社山牧景林矿灾库片地治])区(?!域|块|间|县|市)(?=.{2})"
)
_DISTRICT = re.compile(
    r"(?:市[北南中]|(?![省市县区盟旗])[\u4e00-\u9fff]{1,3}(?<![社山牧景林矿灾库片地新园发开范验税合治设]))区(?=[\u4e00-\u9fff]{1,12}[局委办]$)"
)
_NAMED_REGION = re.compile(
    r"[\u4e00-\u9fff]{2,7}?(省|自治区|(?<![城都超])市|自治州|州|县)(?!级以上)(?=.{2})"
)
_OWN_NAME = re.compile(
    r"(?:海关|管委会|管理委员会|人民政府|政府|领导小组|领导小组办公室|分行|支行|银行|公司|集团|企业|国企|协会|商会|[^总]处"
    r"|学校|高校|院校|单位|部门|街道|乡镇|园区|开发区|新区|高新区|经开区|示范区|实验区|机构|铁路局|海事局|厂|矿|交易所|火车站|机场|港口|电网|大学|学院|医院|林场|园|电力|电信|移动|联通|铁塔|供[电水气热]|燃气|热力|通信|.{2}(?:银保监分?局|证监局|监管分局)|^证监局|[区县市州旗])$"
)
# Branches of bodies of the centre: the region in their name is theirs alone.
_BRANCH = re.compile(r"人民银行|中国|人行|国网|国家|(?:共青)?团[省市县区州]")
_NO_REGION_OPENING = re.compile(
    r"各|有关|相关|驻|国家|国务院|中央|全国|中国|人民银行|人行|国网|中共|(?:共青)?团[省市县区州]|[省市县区]人民政府$"
    # The regions of the first level: 辽宁证监局 says where it is.
    r"|北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏"
    r"|陕西|甘肃|青海|宁夏|新疆"
)
# Departments of the Party committee follow 省委/市委 without repeating it.
_PARTY = re.compile(
    r"(?:组织部|宣传部|统战部|政法委|网信办|编办|金融办|改革办|农办|台办|社会工作部|党校)$"
)


def region_of(name: str) -> str:
    """Return the region a name carries for those after it: 省, 市, 各市, … or nothing."""
    if _BRANCH.match(name):
        return ""
    if _DISTRICT.match(name):
        return "区"
    if every := _EVERY_REGION.match(name):
        return every.group()
    if _NO_REGION_OPENING.match(name) and not _NAMED_REGION.match(name):
        return ""
    if REGION_LOOKALIKE.match(name):
        return ""
    match = _REGION.match(name) or _NAMED_REGION.match(name)
    return match.group(1) if match else ""


def expanded_name(name: str, region: str) -> str:
    """Return a name with the region that it leaves out, the one named before it: 省, 市, 国家."""
    is_whole = (
        _OWN_NAME.search(name)
        or _NO_REGION_OPENING.match(name)
        or _NAMED_DISTRICT.match(name)
        or _is_placed(name)
    )
    if not region or is_whole or region_of(name):
        return name
    if region == NATIONAL:
        return f"{region}{name}" if _STATE_OFFICE.fullmatch(name) else name
    return f"{region}委{name}" if _PARTY.search(name) else f"{region}{name}"


def _is_placed(name: str) -> bool:
    """Tell whether a name says itself where the unit is: 北海火车站, 广铁集团长沙办事处."""
    found = load_regions().found_in(name)
    return any(len(region) > 1 for region in found)
