"""What words name a matter, beyond what asks and what any question may say; pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from index.background import load_background
from index.question_words import MEASURES, NO_MATTER, SCAFFOLD

# What may be asked for of anything.
_OF_ANYTHING = "动作 措施 举措 办法 做法 手段 技术 步骤 地方 首位 排在 厅局 盟市 市县 省市 区县"
# Single characters of scaffold that are part of few words; 更 and 里 would cut 更新 and 公里.
_ALONE = frozenset(
    "谁哪啥几吗呢吧的了是在有要会能由归和与及也都又还各那这个些项条样种类家年月日份前后之时底件不没按该得"
)
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}|[A-Za-z]{2,}")


def _idle_words() -> list[str]:
    words = SCAFFOLD.union(MEASURES, NO_MATTER, _OF_ANYTHING.split())
    return sorted((one for one in words if len(one) > 1), key=len, reverse=True)


@cache
def _idle() -> re.Pattern[str]:
    words = sorted((*_idle_words(), *_ALONE), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _two_idle() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _idle_words()))
    return re.compile(rf"(?:{words})(?:{words}|[值数额])")


def only_asks(word: str) -> bool:
    """Tell whether a word is made of two that only ask.

    >>> only_asks("具体措施"), only_asks("目标值"), only_asks("一条龙")
    (True, True, False)
    """
    return bool(_two_idle().fullmatch(word))


def matter_named(text: str) -> str:
    """Return the words by which a text names a matter; "" for what only asks: 名称各是什么.

    >>> matter_named("渠道更新由谁负责"), matter_named("名称各是什么")
    ('渠道更新', '')
    """
    left = _idle().sub(" ", unicodedata.normalize("NFKC", text))
    return " ".join(one for one in _RUN.findall(left) if one not in load_background().acts)
