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
from app.matter_named import matter_named
from corpus.regions import load_regions
from index.question_words import ASKS

PATH = Path(__file__).parent / "plain_question.tsv"
FOLLOW_UP_PATH = Path(__file__).parent / "follow_up.tsv"

_LEAST = 3  # characters of a matter
_PART = re.compile(r"[^,，。;；!！?？:：]+[,，。;；!！?？:：]*")
# Who asks, or is asked for: 我们处里, 有市民, 隔壁单位, 公司的会计.
_WHO = (
    "(?:我们?|咱们?|本人|我[司处科局社院校方]|本[人处科局社院校]|[^,]{0,4}(?:处|科|科室|局里|委里|办公室|部里|街道|社区|小区|村里)|单位|领导|老板|上级"
    "|同事|同学|同行|朋友|客户|企业|国企|公司|厂里|机构|窗口|热线|市民|居民|村民|群众|百姓|网友|读者|听众|代表|委员|学生|老师|记者|编辑|业主|业委会|课题组|专班|部门"
    "|对方|人家|有人|会计|法务|员工|职工|(?:统计)?口径|数据|数字)"
)
# What the answer is for, told in a part of its own: 我们在写汇报材料, 编写解读稿需要, 领导要看.
_MADE = "(?:材料|稿[子件]?|报告|汇报|汇编|总结|报道|台账|清单|公告|告示|指标|文章|论文|简报|课件|展板|讲座|宣讲|讲稿|培训|调研|课题|答复|建议|提案|方案|表格|数据|方向|情况|数)"
_MAKES = "(?:写|编写|编|起草|撰写|汇总|梳理|整理|核对|做|拟|统计|填|报|刊发|发|登|贴|办|搞|准备|开展|参加|答复|回复|审)"
_WRITES = "(?:写|编写|编|起草|撰写|汇总|梳理|整理|核对|拟)"  # nobody else is told to do so: 企业报台账 is a duty
_WILL = "(?:这边|现在|最近|今天|临时|正?在|正准备|准备|打算|要|想|拟|需要?|因|为了?)"
_PURPOSE = re.compile(
    rf"^(?:[^,]{{0,3}}{_WHO}(?:们|里|的)?)?(?:(?:{_WILL}{{0,3}}{_WRITES}|{_WILL}{{1,3}}{_MAKES})(?:个|一[个份篇场份次])?[^,]{{0,14}}?{_MADE}[^,]{{0,8}}"
    rf"|(?:{_MAKES}[^,]{{0,4}}?{_MADE}?|{_MADE}|领导|上级)(?:要用|需要|用到|要用到|要看|备用|[时来]?用))$|^普法(?:要|需要)?用?$"
)
# Who asks tells that he asks: 有市民反映, 同事想问, 客户问起来, 窗口常被问到.
_ASKING = re.compile(
    rf"^[^,\d]{{0,6}}?{_WHO}[^,\d]{{0,6}}?(?:咨询|询问|请教|问(?!题)|打听|反映|留言|来电|来信|来函|想(?:知道|了解|弄|搞|确认|核实)|要(?:确认|核|查)|需要?(?:确认|核|查)|争论|关心|存疑|提到|不(?:清楚|明白|确定|懂)|没[弄看搞](?:明白|懂))"
    r"(?:起来?|到|过|及|一?下|清楚|明白|一个问题|一件事|个?事儿?|这个|这件?事|我们?|咨询)?$"
)
# A greeting or a thank; and a request that asks for nothing behind what asks: 请核实, 一并告知.
_THANKS = re.compile(
    r"^(?:谢谢|多谢|感谢|谢了|不胜感激|麻烦了|麻烦(?:各位)?老师|拜托了?|急用?|[挺很]急的?|越快越好|在线等|辛苦了?|盼复|打扰了?|不好意思|您好|你好|各位老师)[^,?]{0,6}$"
)
_REQUEST = re.compile(
    r"^(?:烦请|敬请|还请|请|望|盼|麻烦|给)(?:您|你|各位|老师|再|予以|帮忙|一并|尽快|及时){0,3}(?:核实|核对|查证|确认|回复|答复|告知|指教|赐教|解答|回答|个准话|说明(?:出处|来源|依据))(?:一?下|后?(?:回复|答复|告知))?$"
)


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
    kept = [part for part in parts if not _only_frames(part, text)]
    plain = "".join(kept) if kept else text
    for pattern, instead in _rewritings():
        plain = pattern.sub(instead, plain)
    return plain.strip(" ,，。:：") or text if plain != text else text


def _only_frames(part: str, text: str) -> bool:
    """Tell whether a part of a message says only who asks or what for, thanks, or asks to be answered.

    One that names a place nothing else in the message names is kept, and so is one that asks.
    """
    said = unicodedata.normalize("NFKC", part).strip(" ,。;!?:")
    if _THANKS.match(said):
        return True
    rest = text.replace(part, "", 1)
    if _REQUEST.match(said):
        return bool(ASKS.search(rest))
    if ASKS.search(said) or not (_PURPOSE.match(said) or _ASKING.match(said)):
        return False
    if len(matter_named(rest)) < _LEAST:
        return False  # 企业要写碳排放报告，由谁核查: what is asked about stands there
    return all(place in rest for place in load_regions().found_in(said))


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
