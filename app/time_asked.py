"""How long, how often, within what time: what the length asked for is the length of; pure.

A text gives many lengths of time, each of its own matter (审核七个工作日, 保存三年, 每季度报告一次), so a length
answers only where its part of the sentence has the word that the question sets beside 多久.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.evidence import fold
from app.stated_value import DURATION
from index.background import load_background

_ASKED = re.compile(
    r"多久|多长时间|多长|(?:多少|(?<![哪那这好月])几(?!月几))个?(?:工作日|小时|天|日(?!期)|周(?!岁)|个月|月(?=[内前后])|年(?![来间度级前]))"
    r"|(?P<when>什么时[候间]|啥时候?|何时|几时|哪一?[天日]|几号|几月几[日号])"
)
_WITHIN = re.compile(r"^(?:之内|以内|内|之前|以前|前|之后|以后|后|的时间|时间)")
# The length of what stands before it: 领多久的待遇, 持续多久才能申请.
_OF_BEFORE = re.compile(r"^(?:的|才|再|方|就)")
_OFTEN = re.compile(
    r"多久.{0,8}?(?:一|1)(?:次|回|趟|遍)|隔多久|(?:几|多少)(?:年|个月|天).{0,6}?一(?:次|回)"
)
# How a text says how often.
FREQUENCY = (
    r"每(?:隔|满)?(?:\d{1,2}|[一二两三四五六七八九十半])?个?(?:学年|学期|年度?|季度?|月|周|星期|日|天)"
    r"|(?:\d{1,2}|[一二两三四五六七八九十半])个?(?:年|季度|月|周)(?:至少|不少于)?[一二两三\d]次|按[年季月周日]度?|逐[年月]|(?<![一-鿿\d])[年季月周旬日](?:调度|通报|考核|报告|巡查|观摩|排名|检查|督查|评估|会商)"
)
# … and how it says so without a number.
WORDED_FREQUENCY = r"适时|定期|不定期|随时|实时|动态"
# Words round 多久 that name no act.
_NO_ACT = """
晚 迟 早 最 到 最长 最短 最多 最少 最迟 最晚 至少 可以 可 能 能够 要 得 需 需要 应 应当 应该 必须 须 在 于 为 是 有 了 满 够 大概 一般 总共 一共
到底 究竟 会 限 给 到 完 后 之后 以后 内 之内 才 就 去 来 的 做 做完 干完 建完 弄完 搞完 完 办 办理 办好 办完 完成 弄 搞 一次 再 时间 时限 期限 都 还 也 个 一个 呢 啊 吗
一 次 用 花 过 能不能 不 不能 不得 不可 不可以 不许 不准 没 没有 它 这 那 请问 想 问 里 中 时 时候 单位 部门 企业 人员 公司
我 我们 咱 咱们 俺 他 他们 她 你 你们 本人 自己 人家
"""
_NUMBER = re.compile("[一二两三四五六七八九十百千万]{1,6}")
_FILLERS = frozenset(_NO_ACT.split())
_ALIKE = tuple(
    frozenset(line.split())
    for line in (
        "领 拿 取 领取 申领 享受 发放 支付 续发 补贴 补助",
        "到账 账 发 发放 拨付 支付 兑付 打款 到位 发到",
        "保存 保管 留存 存档 保留 存 留",
        "答复 回复 告知 告诉 反馈 通知 办结 回",
        "给 提供 发给 发送 送达",
        "审核 审查 审批 核准 办结 批 审 初审 复审",
        "交 缴 缴纳 提交 报送 递交",
        "报 报告 报送 上报 报备 备案 申报 汇报",
        "改 改好 整改 改正 更正",
        "公示 公布 公开",
        "管用 有效 有效期",
        "检查 检测 核对 检验",
        "参加 参与",
        "体检 健康检查 检查身体",
    )
)
_DOING = re.compile(r"^[办做搞弄](?=..)")  # 办手续
_PARTS = re.compile(r"[^,;。\n]+[,;。\n]?")
_BRACKET = re.compile(r"\([^()]{0,60}\)")
_GOES_ON = re.compile(r"[内前起后],$")
# What else is due within the same time: …之日起十日内核查，予以处理，并告知举报人.
_DUE_TOO = re.compile(r"(?:并|且)?(?:予以|作出|书面|告知|通知|答复|反馈|公示|送达|报)")
_NAMES_LENGTH = re.compile(r"期限|时限|时间|周期|有效期")

_ENDS_IN_LENGTH = re.compile(rf"(?:{_NAMES_LENGTH.pattern})[,:]$")  # 备案有效期,原则上不少于6个月


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAsked:
    """What a question sets beside 多久; `act` is "" where it sets nothing telling there.

    `often`: it asks how often (多久一次). `day`: it asks for a day (什么时候), not for a length.
    `worded`: no text at hand says how often in numbers, and 定期, 适时 answer too.
    """

    act: str
    often: bool = False
    day: bool = False
    worded: bool = False


def read_time_asked(text: str, cut: Callable[[str], list[str]]) -> TimeAsked | None:
    """Read what a question asks the length of; None for one that asks neither length nor day.

    `cut` segments Chinese into words.

    >>> read_time_asked("备案资料要保存多久?", cut=lambda text: text.replace("保存", " 保存").split())
    TimeAsked(act='保存', often=False, day=False, worded=False)
    """
    match = _ASKED.search(text)
    if match is None:
        return None
    ahead, behind = text[: match.start()], text[match.end() :].lstrip()
    within = _WITHIN.match(behind)
    behind = behind[within.end() :].lstrip() if within else behind
    before = next((word for word in reversed(_words(ahead, cut)) if word not in _FILLERS), "")
    after = ""
    if not _OF_BEFORE.match(behind):
        after = next((word for word in _words(behind, cut) if word not in _FILLERS), "")
    return TimeAsked(
        act=_DOING.sub("", after or _act_done_to(before, ahead, cut)),
        often=bool(_OFTEN.search(text)),
        day=bool(match["when"]),
    )


def _act_done_to(before: str, ahead: str, cut: Callable[[str], list[str]]) -> str:
    """Return the act that a length is of: ahead of a thing (保存台账多久) the nearest that has a length by its nature."""
    if len(before) < len("台账") or _alike(before) != {before}:
        return before
    if before in load_background().acts:
        return before
    near = reversed(_words(re.split("[,;。?!]", ahead)[-1], cut))
    return next((word for word in near if _alike(word) != {word}), before)


def _words(text: str, cut: Callable[[str], list[str]]) -> list[str]:
    """Return the words of the part of a sentence that ends or begins `text`."""
    words = (word for word in cut(text) if re.fullmatch(r"[\u4e00-\u9fff]+", word))
    return [word for word in words if not _NUMBER.fullmatch(word)]


def says_length(asked: TimeAsked, sentence: str, titles: str) -> bool:
    """Tell whether a sentence gives the length, or how often, of what was asked.

    `titles` are the sentence's own headings: 审核时限 above 七个工作日.
    """
    acts = _alike(asked.act)
    if not acts or any(act in fold(titles) for act in acts):
        return bool(next(_lengths(asked, fold(sentence)), ""))
    return any(act in part for part in _lengths(asked, fold(sentence)) for act in acts)


def speaks_of_act(asked: TimeAsked, words: str) -> bool:
    """Tell whether `words` have what was asked beside 多久, or a word of the same act."""
    acts = _alike(asked.act)
    return not acts or any(act in fold(words) for act in acts)


def _alike(act: str) -> frozenset[str]:
    groups = [group for group in _ALIKE if act in group]
    return frozenset((act,)).union(*groups) if act else frozenset()


def _lengths(asked: TimeAsked, sentence: str) -> Iterator[str]:
    """Yield the parts of a sentence that give a length, each with what it belongs to."""
    often = f"{FREQUENCY}|{WORDED_FREQUENCY}" if asked.worded else FREQUENCY
    pattern = re.compile(often if asked.often else DURATION)
    parts = _PARTS.findall(_BRACKET.sub("", sentence))
    for at, part in enumerate(parts):
        if not pattern.search(part):
            continue
        is_named = at and (_NAMES_LENGTH.search(part) or _ENDS_IN_LENGTH.search(parts[at - 1]))
        words = parts[at - 1] + part if is_named else part
        following = at + 1
        while following < len(parts):
            if not (asked.often or _GOES_ON.search(part) or _DUE_TOO.match(parts[following])):
                break
            if pattern.search(parts[following]) or parts[following - 1][-1] in ";。":
                break
            words += parts[following]
            following += 1
        yield words
