"""A question in plain words: without what only frames it, asked by the usual question words; pure.

People say why they ask (我们在写材料,…), to whom (请问, 麻烦帮忙查一下), and ask in many ways (归哪家管, 摊上几桩事).
What a question is about does not lie in these words; the rules that read a question know the usual
ones alone. The rewritings are data (`plain_question.tsv`); each line holds its own example.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

from app.answer import Question
from index.question_words import ASKS

PATH = Path(__file__).parent / "plain_question.tsv"
FOLLOW_UP_PATH = Path(__file__).parent / "follow_up.tsv"

_PART = re.compile(r"[^,，。;；!！?？:：]+[,，。;；!！?？:：]*")
# What the answer is for, told in a part of its own: 我们在写汇报材料, 编写解读稿需要, 领导要看.
_PURPOSE = re.compile(
    r"^(?:(?:我们?|咱们?|我[司处科局社]|本[人处科局社]|单位|领导|同事|处里|科里|部门)?(?:这边|现在|最近)?(?:正?在|准备|打算|要|想|需要?|因|为了?)?"
    r"(?:写|编写|编|起草|撰写|汇总|梳理|整理|核对|做|拟|统计|填|报)[^,，。?？]{0,16}?(?:材料|稿子?|报告|汇报|汇编|总结|报道|台账|清单|公告|指标|文章|简报|课件|数据|方向|情况)[^,，。?？]{0,8}"
    r"|(?:材料|稿子?|报告|汇报|汇编|写稿|报道|领导)[^,，。?？]{0,4}(?:要用|需要|用到|要看|备用))$"
)
_THANKS = re.compile(r"^(?:谢谢|多谢|感谢|谢了|麻烦了|拜托了?|急|在线等|辛苦了?)[^,，。?？]{0,4}$")


@cache
def _rewritings(path: Path = PATH) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Read the rewritings: a pattern, a tab, what stands in its place, a tab, an example; # starts a remark."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((re.compile(pattern), plain) for pattern, plain, *_ in rows)


def in_plain_words(text: str) -> str:
    """Return a question without what only frames it, asked by the usual question words.

    >>> in_plain_words("我们在写汇报材料，请问渠道更新归哪家来抓？")
    '渠道更新由哪个部门负责？'
    >>> in_plain_words("渠道更新由谁负责？")
    '渠道更新由谁负责？'
    """
    parts = _PART.findall(text)
    kept = [part for part in parts if not _only_frames(part)]
    plain = "".join(kept) if kept else text
    for pattern, instead in _rewritings():
        plain = pattern.sub(instead, plain)
    return plain.strip(" ,，。:：") or text if plain != text else text


def _only_frames(part: str) -> bool:
    """Tell whether a part of a message says only what its answer is for, or thanks for it."""
    said = unicodedata.normalize("NFKC", part).strip(" ,。;!?:")
    return bool(_THANKS.match(said) or (_PURPOSE.match(said) and not ASKS.search(said)))


def in_plain_follow_up(text: str) -> str:
    """Return a question behind another without what only links the two.

    >>> in_plain_follow_up("好的，谢谢。另外再请教一个数：滴灌面积的相应要求是多少？")
    '滴灌面积的要求是多少？'
    """
    plain = in_plain_words(text)
    for pattern, instead in _rewritings(FOLLOW_UP_PATH):
        plain = pattern.sub(instead, plain)
    return plain.strip(" ,，。:：") or text


def plainly_asked(question: Question) -> Question:
    """Return a question, and those asked before it, in plain words."""
    text = (in_plain_follow_up if question.history else in_plain_words)(question.text)
    first, rest = question.history[:1], question.history[1:]
    history = (*map(in_plain_words, first), *map(in_plain_follow_up, rest))
    if text == question.text and history == question.history:
        return question
    return replace(question, text=text, history=history)
