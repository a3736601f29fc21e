"""Units that a sentence says act, whatever the verb: 由市能源局修订, 各有关部门要会同…, 可咨询…研究院; pure.

Weaker than a duty (负责, 牵头; `corpus.prose_duties`): it tells who does what the sentence is about,
and is looked for only where somebody asks who that is. Convention: the unit is the subject at the
beginning of a part of the sentence, stands behind 由, or is the one to turn to (向, 报, 咨询).
"""

from __future__ import annotations

import re

_END = (
    r"(?:部门|机关|机构|委员会|办公室|管委会|工作组|领导小组|联席会议|人民政府|[省市县区旗)]政府|大会|法院|检察院|研究院|科学院"
    r"|中心|公司|集团|协会|海关|街道办|发展改革|自然资源|生态环境|农业农村|工业和信息化|[部委局厅署](?![分门员属]))"
)
# 市、县(市)、区人民政府: the levels of one government, told one after another.
_LEVELS = r"(?:[省市县区乡镇旗](?:\([省市县区乡镇旗]{1,3}\))?、){0,4}"
_NAME = rf"{_LEVELS}[\u4e00-\u9fff()]{{1,24}}?{_END}"
_NAMES = rf"{_NAME}(?:(?:[、和及与或]|以及|或者|会同|联合){{1,2}}{_NAME}){{0,12}}(?:等(?:有关|相关)?(?:部门|单位)?)?"
_ACTS = (
    r"(?:[要应须可将]|必须|负责|会同|牵头|加强|组织|统筹|指导|承担|共同|按|依|根据|每年|定期|积极|联合|对|制定|建立|开展|做好|办理|受理|审[核批查]"
    r"|监督|监管|责令|给予|公布|发布|提供|推进|推动|落实|抓好|强化)"
)
_BY = re.compile(rf"由(?P<names>{_NAMES})(?=[\u4e00-\u9fff])")
_SUBJECT = re.compile(rf"(?:^|(?<=[,;:。]))(?P<names>{_NAMES})(?={_ACTS})")
_NUMBERED = re.compile(
    r"^\s*(?:第[〇零一二三四五六七八九十百\d]{1,6}条(?:之[一二三四五六七八九十])?|[(（]?[一二三四五六七八九十\d]{1,3}[)）.、])"
)
_TO = re.compile(rf"(?:[向报]|咨询|联系)(?P<names>(?:[\u4e00-\u9fff]{{0,8}}单位)?{_NAMES})")


def names_doer(sentence: str) -> bool:
    """Tell whether a sentence of a matching view says which units act in it.

    >>> [names_doer(one) for one in ("确需调整的,由市能源局按程序修订后公布。", "加强市政设施管理。")]
    [True, False]
    """
    return any(pattern.search(sentence) for pattern in (_BY, _SUBJECT, _TO))


def find_doers(words: str) -> tuple[str, ...]:
    """Return the units that words of a matching view say act, in order, without the number of their article or item.

    >>> find_doers("第五条市生态环境主管部门对大气污染防治工作实施统一监督管理。")
    ('市生态环境主管部门',)
    """
    plain = _NUMBERED.sub("", words)
    found = [one for pattern in (_BY, _SUBJECT) for one in pattern.finditer(plain)]
    return tuple(one["names"] for one in sorted(found, key=lambda one: one.start()))


def acts_given(words: str) -> tuple[tuple[str, str], ...]:
    """Return the units behind 由 in words of a matching view, each with what it is to do.

    >>> acts_given("出现缺口时,由市、县(区)政府予以补足。")
    (('市、县(区)政府', '予以补足'),)
    """
    return tuple(
        (one["names"], re.split("[,;:。]", words[one.end() :], maxsplit=1)[0])
        for one in _BY.finditer(words)
    )
