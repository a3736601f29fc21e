"""A follow-up that names what it asks of the same thing, and no question word: 2025年的指标呢, 责任单位呢; pure.

Chinese asks so by a noun that tells the kind of answer (目标, 数量, 时限, 措施, 依据) and 呢. The noun asks by itself: it
takes the place of what was asked before and never that of the thing, which stays as the talk left it. A thing ahead
of it by 的 (供应链企业的数量呢) is put for the one of before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.asked_before import YEARS_NAMED

# The nouns, and how the question ends that each of them asks.
_ENDINGS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = tuple(
    (re.compile(rf"(?:具体|主要|总|相应|相关|有关)?(?:的)?(?:{nouns})"), ending)
    for nouns, ending in (
        (
            r"(?:负责|责任|主管|牵头|配合|落实|实施)(?:的)?(?:单位|部门|机构|主体|人)|部门|单位|分工",
            lambda _: ",由谁负责?",
        ),
        (r"(?:量化|数量)(?:的)?(?:目标|指标|要求)", lambda _: "的数量是多少?"),
        (
            r"(?:发展|工作|预期|约束性)?(?:目标|指标)(?:任务|要求)?",
            lambda noun: f"的{noun}是什么?",
        ),
        (
            r"(?:数量|总数|总量|规模|金额|额度|比例|占比|比重|数值|数字|幅度|费用|名额|最高额|每?年?[上下]限)(?:要求|限制|标准)?",
            lambda noun: f"的{noun}是多少?",
        ),
        (r"(?:办理|贷款|补贴|享受|保存|审批|整改)?期限|办理时限", lambda noun: f"的{noun}是多久?"),
        (
            r"(?:完成|截止|建成|办理|达标|施行|实施)?(?:时间|期限|时限|日期)(?:要求|节点|表|安排|限制)?",
            lambda noun: f"的{noun}是什么时候?",
        ),
        (
            r"(?:支持|保障|工作|扶持|推进)?(?:措施|举措|做法|办法|任务|要求|条件|流程|程序|步骤|材料|范围|对象|重点|方向|安排)",
            lambda noun: f"有哪些{noun}?",
        ),
        (r"(?:制定|政策|法律|文件)?依据", lambda noun: f"的{noun}是什么?"),
        (r"原文|原话|条文|内容|说法|规定|表述", lambda _: ",原文怎么说的?"),
        (r"定义|含义|意思", lambda _: "是什么意思?"),
    )
)
_WHETHER = r"(?P<whether{}>有没有|有无|是否有|有(?:什么|哪些|啥|多少)?)?"
_ASKS = r"(?:都|又)?(?:[呢吗么]|没有|是(?:什么|多少|啥|哪些|谁|怎么定的|如何定的)?|有哪些|怎么(?:样|定|说)的?|如何|多少)?"
_HEAD = rf"^(?:那么?|还有|另外|至于)?[,，]?(?:(?:它|其|这|那)(?:个|项|件|些)?的?)?{_WHETHER.format(1)}(?:到|至)?(?P<year>{YEARS_NAMED.pattern})?的?{_WHETHER.format(2)}"
_NOUN = rf"(?P<noun>[\u4e00-\u9fff]{{2,8}}?)?{_ASKS}[?？]*$"
_FORMS = (
    re.compile(rf"{_HEAD}(?P<of>){_NOUN}"),
    re.compile(rf"{_HEAD}(?P<of>[^,，。?？的有]{{2,14}})的{_NOUN}"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectAsked:
    """What a follow-up asks of the thing of the talk.

    Attributes:
        ending: How a question ends that asks it: 的目标是什么?
        year: The year it names, as it writes it; "" for none.
        of: The thing it names instead of the one of before; "" for none.
    """

    ending: str
    year: str
    of: str

    @property
    def is_amount(self) -> bool:
        """Tell whether it asks how much."""
        return self.ending.endswith("多少?")

    def about(self, topic: str) -> str:
        """Return the question of `topic`."""
        of = "的" if self.year and self.ending.startswith(("有", "是")) else ""
        return f"{topic}{',' if self.year else ''}{self.year}{of}{self.ending}"


def read_aspect(folded: str) -> AspectAsked | None:
    """Read a follow-up in one width that names an aspect and nothing that asks; None for any other.

    >>> read_aspect("2025年的指标呢?").about("钢铁行业")
    '钢铁行业,2025年的指标是什么?'
    >>> read_aspect("责任单位呢").about("钢铁行业")
    '钢铁行业,由谁负责?'
    >>> read_aspect("2030年有没有目标").about("钢铁行业")
    '钢铁行业,2030年的目标是什么?'
    >>> read_aspect("喷灌面积呢") is None
    True
    """
    for form in filter(None, (one.match(folded) for one in _FORMS)):
        whether = form["whether1"] or form["whether2"]
        noun = form["noun"] or ("目标" if whether and form["year"] else "")  # 有没有2030年的
        ending = next((end for nouns, end in _ENDINGS if nouns.fullmatch(noun)), None)
        if ending:
            return AspectAsked(ending=ending(noun), year=form["year"] or "", of=form["of"])
    return None
