"""A follow-up on two matters that were asked of in turn: 谁管这两件事, 有什么区别, 分别由谁负责; pure.

Who asked of one thing and then of another by a few words (福州…? 省里呢?) sets them side by side; each is asked of
for itself, and the answers stand one below the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.aspect_asked import read_aspect

_COUNT = {"两": 2, "二": 2, "2": 2, "三": 3, "3": 3}
_COUNTED = re.compile(
    r"(?:这|那|上述|上面|前面|以上|刚才)?的?(?<![一二三四五六七八九十百千万\d])(?P<count>[两二三23])(?:者|边|地|省|市|(?:个|项|条|件|点|种|类|家|块|份|方面)(?:事情?|任务|工作|目标|指标|项目|措施|文件|方案|政策|行业|企业|规定|东西|地方|说法)?)"
)
_UNLIKE = re.compile(
    r"(?:有|存在)?(?:什么|啥|何|哪些|没有|无)?(?:的)?(?:不同|区别|差别|差异|不一样)(?:的?地方|之处|在哪里?|是什么|吗)?|(?:是否|是不是)?(?:都)?(?:一样|相同|一致)(?:吗|么)|一不一样|差在哪里?|(?:对比|比较|比)一下"
)
_EACH = re.compile(r"分别|各自|各(?=[是由归有要])")
_IDLE = re.compile(
    r"^(?:那么?|请问)?(?:它们|他们|这些|之间|都|的)*|[,，?？。呢]+|之间|都(?=[由归是])"
)
_JOINED = re.compile(r"[和与跟、]")
_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question of a talk as it was understood; `leans` tells that it was completed by those before."""

    completed: str
    topic: str
    leans: bool


def asks_of_several(folded: str) -> bool:
    """Tell whether a question may be on several matters of a talk: 这两件, 区别, 分别."""
    return any(one.search(folded) for one in (_COUNTED, _UNLIKE, _EACH))


def asked_of_both(
    folded: str, turns: Sequence[Turn], needs_topic: Callable[[str], bool]
) -> tuple[str, ...]:
    """Return the questions a follow-up asks of the last matters of a talk, one each; () for any other.

    >>> turns = [Turn(completed=f"{one}建多少?", topic=one, leans=one == "乙厂") for one in ("甲厂", "乙厂")]
    >>> asked_of_both("谁管这两件事?", turns, lambda _: True)
    ('甲厂,谁管?', '乙厂,谁管?')
    >>> asked_of_both("有什么区别", turns, lambda _: True)
    ('甲厂建多少?', '乙厂建多少?')
    """
    counted = _COUNTED.search(folded)
    rest = _COUNTED.sub("", folded, count=1)
    unlike = _UNLIKE.search(rest)
    each = _EACH.search(rest)
    if not (counted or unlike or each):
        return ()
    meant = _last_apart(turns, _COUNT[counted["count"]] if counted else _TWO)
    if not meant or not (meant[-1].leans or counted):
        return ()
    asks = _IDLE.sub("", _EACH.sub("", _UNLIKE.sub("", rest)))
    if not asks:
        return tuple(one.completed for one in meant) if unlike else ()
    if aspect := read_aspect(asks):
        return tuple(aspect.about(one.topic) for one in meant)
    if unlike or not needs_topic(asks):
        return ()
    return tuple(f"{one.topic},{asks}?" for one in meant)


def _last_apart(turns: Sequence[Turn], count: int) -> tuple[Turn, ...]:
    """Return the last turns on so many matters, in order; () where the talk is on fewer."""
    meant: list[Turn] = []
    for one in reversed(turns):
        if not one.topic or any(one.topic in two.topic or two.topic in one.topic for two in meant):
            continue
        meant.append(one)
        if len(meant) == count:
            break
    is_joined = bool(meant and _JOINED.search(meant[0].topic))
    return tuple(reversed(meant)) if len(meant) == count and not is_joined else ()
