"""Whether a question asks for names and the words found give none: which firms, which towns, who is on the list; pure.

A plan speaks of sorts (试点城市, 定点机构, …名单另行公布) far oftener than it names them. Who asks 哪几家, 名单, 入选的有哪些
wants names, and a sentence that only says there is such a list answers him nothing. What answers is known by how
names are written (企业名称登记管理规定: a firm's name ends in 公司, 集团, 厂; 行政区划: the tables of places; GB/T 15834: names
side by side are parted by 、).
"""

from __future__ import annotations

import re

from app.members import runs_of
from corpus.regions import county_end, load_regions
from index.places_named import place_at, stem
from index.question_words import ASKS

_WHICH = r"哪(?:[几一两三四五六七八九十]个?|一?些)?"
_PLACE = r"(?:试点)?(?:城市|盟市|旗县|县市|市县|区县|县区|地市|省份|乡镇|街道)"
_ENDS = r"(?=$|[?,。(]|[有是入做被列进拿获搞开建先])"
_ASKS_PLACE = re.compile(
    rf"{_WHICH}(?:个|座)?(?:{_PLACE}|[县省旗]){_ENDS}|{_PLACE}(?:的)?名单"
    rf"|{_PLACE}(?:都|主要|分别)?(?:有|是|在|包括|叫)?(?:哪[几些]|谁)(?:个|座)?{_ENDS}"
)
_FIRM_KIND = r"(?:企业|公司|工厂|厂家|厂|机构|医院|银行|高校)"
# To be on a list is told of single firms; 哪些企业可以申请 asks for sorts.
_LISTED = r"(?:入选|进入?了|列入|纳入|上了|评上|获评|拿到|中标|承建|入围|[名清]单|名录|目录|榜|库|池|首批)"
_ASKS_FIRM = re.compile(
    r"哪[一几两三]?家(?:企业|公司|工厂|厂家|厂)|(?:企业|公司|工厂|厂家)[^,。?和与]{0,6}哪[几两三]?家"
    rf"|{_FIRM_KIND}(?:的)?(?:名单|名称|名字)(?:[?]?$|(?:有|是|包括|叫)?(?:哪|谁|什么|啥))"
    rf"|{_LISTED}[^,。?]{{0,8}}(?:哪[几些]|谁)[^,。?]{{0,4}}{_FIRM_KIND}|哪[几些]家?{_FIRM_KIND}[^,。?]{{0,6}}{_LISTED}"
)
# What else is asked for by name: 12条产业链 名单, 项目库里收了哪些项目, 精品线路都有哪几条.
_ASKS_MEMBERS = re.compile(
    r"(?P<of>(?!具体|完整|全部|详细|部门|单位)[\u4e00-\u9fff]{2,6}?)(?:的|\s){0,2}(?:具体|完整)?(?<!部门)(?<!单位)名单(?:[?]?$|(?:里|上|中)?(?:都)?(?:有|是|包括)?(?:哪|谁|什么|啥))"
    r"|(?:[名清]单|目录|名录|[库池榜])(?:里|中|上|内)?(?:面)?(?:都|一共)?(?:有|是|收|列|包括|装)了?(?:哪[些几]?|什么|啥)(?P<in>[\u4e00-\u9fff]{0,4})"
    r"|(?P<counted>[\u4e00-\u9fff]{2,4})(?:都|分别|具体)(?:有|是)哪几[条座处个所家]"
)
_FIRM = re.compile(
    r"[\u4e00-\u9fff]{2,16}?(?:公司|集团|矿业|[铜铝钢铁药酒]业(?![^,。、;]{0,2}(?:[能产行企领资]|原料))|股份|(?<!工)(?<!电)厂)"
)
_INSTITUTION = re.compile(r"[\u4e00-\u9fff]{2,16}?(?:医院|大学|学院|研究院|银行)")
# What stands before 公司 and says what sort it is: 上市公司, 供电公司.
_SORT_OF_FIRM = re.compile(
    r"(?:有关|相关|国有|上市|跨国|专业|骨干|龙头|重点|大型|服务|管理|担保|保险|运营|电力|电网|供电|石油|建设|控股|[子母分总]|物业|[定各]点|医疗|公立|民营|本科|一流|开发性金融|商业)(?:公司|集团|医院|大学|银行)$"
    r"|(?:设立|组建|成立)(?:有限|股份)公司$|[自火热]?[电煤水].?厂$|(?:企业集团|加工厂|工厂)$"
)
_INSTITUTIONS = re.compile(r"机构|医院|银行|高校")
_NO_NAMES = re.compile(r"措施|举措|办法|做法|要求|任务|内容|规定|目标|步骤")
_SHORTEST_KIND = 2


def lacks_names(question: str, sentences: list[str], places: tuple[str, ...] = ()) -> str:
    """Return what is asked for by name where the sentences that speak of it give no names; else "".

    `places` are those that the question, or the title of the document, names.

    >>> lacks_names("平台由哪家公司承建?", ["建设云平台。"]), lacks_names("以哪家企业为核心?", ["以紫金矿业为核心"])
    ('哪家企业', '')
    >>> lacks_names("试点城市有哪几个?", ["开展城市试点。"]), lacks_names("在哪些县?", ["在罗源县、连江县建设。"])
    ('哪些地方', '')
    """
    if firm := _ASKS_FIRM.search(question):
        is_institution = _INSTITUTIONS.search(firm.group())
        names = _INSTITUTION if is_institution else _FIRM
        kind = "哪家机构" if is_institution else "哪家企业"
        return "" if any(_names_one(names, one) for one in sentences) else kind
    if _ASKS_PLACE.search(question):
        own = {stem(one) for one in places}
        return "" if any(_names_place(one, own) for one in sentences) else "哪些地方"
    asked = _ASKS_MEMBERS.search(question)
    if asked is None or (asked["of"] and ASKS.search(question[: asked.start()])):
        return ""
    kind = next((one for one in asked.groups() if one), "")
    if _NO_NAMES.search(kind):
        return ""  # 建立清单有哪些措施: what is asked for stands behind, and has no names
    named = any(_names_members(one, kind) for one in sentences) or _builds_several(sentences, kind)
    return "" if named else "哪些"


def _builds_several(sentences: list[str], kind: str) -> bool:
    """Tell whether several of a kind are each told as one to be built: 打造…基地，建设…基地."""
    last = re.escape(kind[-_SHORTEST_KIND:])
    one_of_them = re.compile(rf"(?:打造|建设|依托|推进|形成|建成)[\u4e00-\u9fff、]{{2,24}}?{last}")
    return bool(kind) and sum(len(one_of_them.findall(one)) for one in sentences) > 1


def _names_one(pattern: re.Pattern[str], sentence: str) -> bool:
    names = (one.group() for one in pattern.finditer(sentence))
    return any(_SORT_OF_FIRM.search(one) is None for one in names)


def _names_place(sentence: str, own: set[str]) -> bool:
    """Tell whether a sentence names a place other than those its document is of."""
    regions = (one for one in load_regions().found_in(sentence) if stem(one) not in own)
    if next(regions, None):
        return True
    at_counties = (at for at in range(len(sentence)) if county_end(sentence, at))
    return any(stem(place_at(sentence[at:])) not in own for at in at_counties)


def _names_members(sentence: str, kind: str) -> bool:
    """Tell whether a sentence names several of a kind side by side, or a firm or place of it."""
    last = kind[-_SHORTEST_KIND:]
    return _names_one(_FIRM, sentence) or any(
        last in run.behind[:8]
        or last in run.ahead[-8:]
        or all(one.endswith(last) for one in run.items)
        for run in runs_of(sentence)
    )
