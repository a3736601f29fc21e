"""A follow-up question completed from the question before it; pure.

What people leave out in a second question (省略): they name another year (那2030年呢?), another place
(福州呢?), unit or level, another thing (变压器呢?, 换成纺织行业), another case of the same thing (走简易流程的呢?),
ask for the rest (还有吗?), or ask something else of the same thing (那由谁负责?, 逾期怎么罚?, 里面的三级指什么?). The completed
question is what is searched for and shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from app.answer import Question
from app.asked_before import (
    YEARS_NAMED,
    Asked,
    Cut,
    documents_of,
    is_telling,
    scope_of,
    topic_of,
)
from app.asked_elsewhere import asked_elsewhere, topic_elsewhere
from app.asked_in_year import with_told_year
from app.asked_instead import (
    INSTEAD,
    OPENING,
    POINTS_BACK,
    PRONOUN,
    QUESTION_WORD,
    SAME,
    documents_called,
    names_case,
    put_instead,
)
from app.aspect_asked import read_aspect
from app.beside_before import asks_beside, beside_before
from app.both_before import Turn, asked_of_both, asks_of_several
from app.continuing import asks_for_the_rest
from app.excepted import part_excepted
from app.thing_meant import LONG_PHRASE, Known
from corpus.aliases import load_aliases
from corpus.model import Document
from index.background import load_background
from index.query import subject_of
from index.question_words import (
    ALL_GOALS,
    ALL_TASKS,
    HOW_MUCH,
    WHETHER,
    WHO,
)

# What is said of something and names nothing it is said of: 是强制的吗, 可以延期吗, 有补贴吗.
_LACKS_SUBJECT = re.compile(
    r"^(?:都|也|就|还|又)?(?:是不是|是|算不算|算|属于|要不要|必须|需不需要|需要|要|可不可以|可以|能不能|能|允许|有没有|有)[^,，?？]{1,4}(?:[吗么]|不)?[?？]*$"
)
# The same elsewhere: 省里有没有类似的规定.
_ALIKE_THERE = re.compile(
    r"^(?:那么?)?(?P<other>[^,，?？]{1,16}?)(?:那边|这边|那里|里面)?(?:也)?(?:有没有|是不是也有|是否也?有|有)(?:类似|相似|同样|一样|这样|相同|对应|相应)的?(?:规定|要求|措施|内容|政策|任务|说法|条款|目标)?(?:[吗呢么])?[?？]*$"
)
# The same asked of another, in a few words: 市级的又是多少, 滴灌的要求是多少.
_AGAIN = re.compile(
    r"^(?:那么?)?(?P<other>(?:国家|[省市县区乡镇村])级?的?|[^,，。?？谁哪几多什怎]{2,16}?)"
    r"(?P<kind>的?(?:(?:总体|具体)?(?:要求|目标|指标|标准|规定|情况|数值?|数字)值?))?(?P<links>又|那?又是|又要|也|分别|各)?"
    r"(?:是|为|要|能|给|得|归|占|应|需){0,2}(?:达到|做到|定)?(?:为|在|是)?(?P<asks>多少[^,，?？]{0,3}|几[^,，?？]{0,4}|谁|哪[^,，?？]{0,5}|什么时候)呢?[?？]*$"
)
_PRONOUN = re.compile(
    rf"^{PRONOUN}(?:任务|工作|目标|行业|政策|项目|钱|补贴|东西|事情?儿?|活儿?)?(?:的(?=[^话]))?"
)
# The time that was asked of before, told without its number: 同期, 届时.
_SAME_TIME = re.compile(
    r"^(?:那么?)?(?:在|到)?(?:同一?(?:时间|时期|期|年度?)|届时|那个?时候?)(?:点|内|里|的)?[,，]?"
)
# A thing named with 呢, and behind it the question of before again: 财政厅呢,哪几件.
_NAMED_FIRST = re.compile(
    r"^(?P<named>[^,，。?？]{1,16}呢)[,，\s]\s?(?P<asks>[^,，。?？]{1,10})[?？]*$"
)
# How many there are of what was listed before: 财政厅呢,一共几条有它.
_COUNTED = re.compile(
    r"(?:一共|总共|共|都)?(?:有|占|是)?几[条项件个](?:有|提到|涉及)?(?:它|份|他们)?$"
)
_LISTED = re.compile(r"哪[些几]|什么|几[条项件个]|多少[条项件个]")
_PART = re.compile(r"[^,，;；。?？!！]+[?？]?")
# Who asks tells what unit he is of, and speaks of it: 我是省科技厅的…要我们厅参与.
_OF_A_UNIT = re.compile(
    r"(?:我|咱|俺)们?(?:(?:是|来自)[^,，。;；?？]{2,16}?(?:的(?=[,，。;；?？人])|(?=[,，。]))|在[^,，。;；?？]{2,16}?(?:上班|工作|任职|就职|供职))"
)
_OUR_UNIT = re.compile(r"(?:我|咱|俺)们?(?:单位|部门|这?[厅局委办])")
_ASKS_AT_ONCE = re.compile(
    r"(?:最[快迟晚长])?(?:多久|几[天年个]|什么时[候间]|[找向由]?谁|怎么|如何|[找向]哪)"
)
# What was asked of a thing before, behind its name: 创业担保贷款额度, 期限呢.
_MEASURE_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff]{4})(?:额度|金额|数量|上限|期限|标准)$")
_ASKED_ALIKE = (*SAME, re.compile(r"哪[一些几]?[个项条件些]|什么|啥|怎|咋|如何"))
_MOSTLY = 0.6
_LONGEST_NAME = 16  # characters
_PARTS_OF_A_PLAN = re.compile(
    r"保障措施|政策措施|组织实施|组织领导|基本原则|指导思想|(?:总体|主要|工作)(?:目标|要求)|(?:重点|主要)任务|适用范围|法律责任|附则|总则"
)


def complete(
    text: str,
    history: Sequence[str],
    *,
    cut: Cut,
    alike: Callable[[str, str], float] | None = None,
    has: Callable[[str], bool] | None = None,
    documents: Sequence[Document] = (),
) -> str:
    """Return a follow-up as a question of its own; any other question as it is.

    `cut` segments Chinese into words; `alike` tells how far two words stand in the same places of
    the documents, 0 for not at all; `has` tells whether words stand in the `documents`.

    >>> complete("那2030年呢?", ["钢铁行业2025年的目标是什么?"], cut=list)
    '钢铁行业2030年的目标是什么?'
    >>> complete("我是省科技厅的,哪些任务要我们厅参与?", [], cut=list)
    '我是省科技厅的,哪些任务要省科技厅参与?'
    """
    known = _known(cut, alike, has, documents)
    return _complete(_with_own_unit(text), history, known)


def complete_each(
    text: str,
    history: Sequence[str],
    *,
    cut: Cut,
    alike: Callable[[str, str], float] | None = None,
    has: Callable[[str], bool] | None = None,
    documents: Sequence[Document] = (),
) -> tuple[str, ...]:
    """Return what a follow-up asks of each of the last matters of a talk; () where it asks of one."""
    known = _known(cut, alike, has, documents)
    folded = _plain(text)
    if not asks_of_several(folded) or asks_beside(folded):
        return ()
    turns: list[Turn] = []
    for at, one in enumerate(history):
        completed = _plain(_complete(one, history[:at], known))
        topic = topic_of(known.read(completed))
        turns.append(Turn(completed=completed, topic=topic, leans=completed != _plain(one)))
    return asked_of_both(folded, turns, lambda rest: _needs_topic(rest, known.read(rest), known))


def _known(
    cut: Cut,
    alike: Callable[[str, str], float] | None,
    has: Callable[[str], bool] | None,
    documents: Sequence[Document],
) -> Known:
    return Known(
        cut=cut,
        alike=alike or (lambda _, __: 0.0),
        has=has or (lambda _: False),
        documents=documents,
    )


def _with_own_unit(text: str) -> str:
    """Return a question with the unit its asker is of in the place of 我们厅, 我局."""
    told = _OF_A_UNIT.search(text)
    units = load_aliases().mentions(told.group()) if told else ()
    if told is None or len(units) != 1:
        return text
    return text[: told.end()] + _OUR_UNIT.sub(units[0].text, text[told.end() :])


def bare_follow_up(text: str) -> str:
    """Return a follow-up in one width without the words that only point back: 那这个要几年做完."""
    folded = _plain(text)
    return _PRONOUN.sub("", OPENING.sub("", folded)) or folded


def asks_of_the_same(question: Question) -> bool:
    """Tell whether a later question of a talk asks in words of its own, and names nothing instead."""
    return bool(question.history) and asks_inwords_of(_plain(question.text))


def asks_inwords_of(folded: str) -> bool:
    """Tell whether a question asks by a question word, and not by 呢 alone."""
    return bool(QUESTION_WORD.search(OPENING.sub("", folded)))


def _complete(text: str, history: Sequence[str], known: Known) -> str:
    if not history:
        return text
    *before, last = history
    # What the question before was about may itself stand in the one before that.
    earlier = _plain(_complete(last, before, known))
    going_on = _going_on(_plain(text), earlier, known) or beside_before(
        _plain(text), earlier, lambda one: put_instead(one, earlier, known)
    )
    if going_on:
        return going_on
    if year := YEARS_NAMED.search(earlier):
        text = _SAME_TIME.sub(year.group(), text)
    folded = _named_with_ne(_plain(text), earlier, known)
    match, asked = INSTEAD.match(folded), known.read(folded)
    is_whole = bool(asked.places) and is_telling(asked, known.has)  # 山西公务用车的新能源比例呢
    if is_whole and match and not match["asks"]:
        return text
    if replaced := _with_what_changes(folded, history, earlier, known):
        return replaced
    is_case = bool(match and match["asks"]) and not is_whole and not asks_inwords_of(folded)
    if not is_case and (_asks_tasks_of_a_unit(folded) or not _needs_topic(folded, asked, known)):
        return text if _asks_tasks_of_a_unit(folded) else _in_scope(text, asked, earlier, known)
    topic, rest = topic_elsewhere(_topic_before(history, known), bare_follow_up(text), known)
    return f"{topic},{rest}" if topic else text


def _going_on(folded: str, earlier: str, known: Known) -> str:
    """Return the question before, asked for what it has not told yet: 还有吗, 除了甲以外还有什么; "" for any other."""
    if asks_for_the_rest(folded):
        return _without_yes_or_no(earlier, known.cut)
    rest, excepted = part_excepted(folded)
    if excepted and asks_for_the_rest(f"还{rest}"):
        return f"{earlier.rstrip('?')},除了{'、'.join(excepted)}以外?"
    return ""


def _named_with_ne(folded: str, earlier: str, known: Known) -> str:
    """Return a follow-up that only names something, in whatever words, as people name it: 变压器呢, 2030年呢."""
    folded = _asks_again(folded, earlier, known)
    return f"{folded.rstrip('?')}呢" if _is_named_alone(folded, known) else folded


def _with_what_changes(folded: str, history: Sequence[str], earlier: str, known: Known) -> str:
    """Return the question before with the aspect, year, place or thing that a follow-up names; "" for none."""
    if YEARS_NAMED.search(folded):
        earlier = _of_a_year(history, earlier, known)
    return (
        _aspect_of(folded, history, earlier, known)
        or with_told_year(folded, earlier)
        or asked_elsewhere(folded, earlier, known)
        or put_instead(folded, earlier, known)
    )


def _aspect_of(folded: str, history: Sequence[str], earlier: str, known: Known) -> str:
    """Return what a follow-up asks by a noun alone (指标呢), of the thing of the talk; "" for any other."""
    aspect = read_aspect(folded)
    if aspect is None or ALL_GOALS.search(folded):  # 2030年有哪些目标: whole in itself
        return ""
    if part := _PARTS_OF_A_PLAN.search(folded):
        scope = scope_of(known.read(earlier))
        return f"{scope}{part.group()}有哪些?" if scope else ""
    if aspect.of and aspect.is_amount and HOW_MUCH.search(earlier):
        return ""  # 滴灌的比重呢, where an amount was asked of another: put in its place
    topic = _topic_before(history, known)
    topic = _MEASURE_BEHIND.sub("", topic)
    if aspect.of:
        put = put_instead(f"{aspect.of}呢", f"{topic}是多少?", known)
        topic = topic_of(known.read(put))
    return aspect.about(topic) if topic else ""


def _of_a_year(history: Sequence[str], earlier: str, known: Known) -> str:
    """Return the last question of the talk that may be asked of a year: who is in charge is asked of none.

    钢铁行业要做什么?由谁负责?那2030年呢? asks what is to be done by 2030.
    """
    *before, last = history
    if not WHO.search(earlier) or HOW_MUCH.search(earlier):
        return earlier
    topic = _topic_before(history, known)
    if before and earlier != _plain(last):
        return _of_a_year(before, _plain(_complete(before[-1], before[:-1], known)), known)
    return f"{topic}的目标是什么?" if topic else earlier


def _is_named_alone(folded: str, known: Known) -> bool:
    """Tell whether a follow-up is a name, a year or a place and nothing that asks: 变压器, 厦门 2030."""
    bare = folded.rstrip("?")
    if len(bare) > _LONGEST_NAME or asks_inwords_of(bare) or bare.endswith("呢"):
        return False
    asked = known.read(bare)
    named = "".join(one.text for one in asked.pieces if one.carries)
    idle = YEARS_NAMED.sub("", bare)
    for one in (*asked.places, "的", " "):
        idle = idle.replace(one, "", 1)
    is_whole = bool(scope_of(asked)) and is_telling(asked, known.has)
    return not is_whole and named == idle and not WHETHER.search(bare)


def _asks_again(folded: str, earlier: str, known: Known) -> str:
    """Return 市级的又是多少 as 市级的呢, where the question before asks the same of another."""
    if WHO.search(earlier) and not WHO.search(folded) and read_aspect(folded):
        return folded  # 消费占比由谁负责, 2030年目标是多少: the measure named before asks nothing
    first = _NAMED_FIRST.match(folded)
    unit = re.search(r"(?:多少|(?<!哪)几)([\u4e00-\u9fff])", first["asks"]) if first else None
    is_alike = unit is None or unit[1] in earlier  # 做到多少亿 is not asked where 多少家 was
    if first and _COUNTED.match(first["asks"]) and _LISTED.search(earlier):
        return f"{first['named']}?"
    if (
        first
        and is_alike
        and any(one.search(first["asks"]) and one.search(earlier) for one in _ASKED_ALIKE)
    ):
        return f"{first['named']}?"
    if alike := _ALIKE_THERE.match(folded):
        return f"{alike['other']}呢?"
    match = _AGAIN.match(folded)
    same = match and any(one.search(match["asks"]) and one.search(earlier) for one in SAME)
    if match is None or not same or POINTS_BACK.match(folded):
        return folded
    is_named = match["links"] or match["kind"] or match["other"].endswith("的")
    is_whole = scope_of(known.read(match["other"])) and len(match["other"]) > LONG_PHRASE
    return f"{match['other']}呢?" if is_named and not is_whole else folded


def _topic_before(history: Sequence[str], known: Known) -> str:
    """Return what the talk is about: the last question that names it, completed; "" for none."""
    *before, last = history
    folded = _plain(last)
    is_of_before = names_case(folded) or (
        not put_instead(folded, "", known) and _needs_topic(folded, known.read(folded), known)
    )
    if before and is_of_before:
        return _topic_before(before, known)
    return topic_of(known.read(_plain(_complete(last, before, known))))


def _asks_tasks_of_a_unit(folded: str) -> bool:
    """Tell whether a question names a unit and asks what it has to do: whole in itself, in any talk."""
    points_back = POINTS_BACK.search(folded) or OPENING.match(folded)
    return bool(not points_back and ALL_TASKS.search(folded) and load_aliases().mentions(folded))


def _needs_topic(folded: str, asked: Asked, known: Known) -> bool:
    """Tell whether a question leaves out what it is about."""
    bare = OPENING.sub("", folded)
    if POINTS_BACK.search(folded) or POINTS_BACK.search(bare):
        return True
    told = [one.text for one in asked.pieces if one.carries]
    if asked.places and told:
        return False
    if len(told) == 1 and told[0] in load_background().acts and _ASKS_AT_ONCE.match(bare):
        return True  # 多久答复, 找谁投诉: what is done, to what was named before
    if asked.head.startswith("《") or _LACKS_SUBJECT.match(bare):
        return not asked.head.startswith("《")
    if ALL_GOALS.search(folded):  # of a year, of a document: whole in itself
        return False
    return not is_telling(asked, known.has) and not _PARTS_OF_A_PLAN.search(folded)


def _in_scope(text: str, asked: Asked, earlier: str, known: Known) -> str:
    """Return a question of its own; in the document or place asked of before, where its texts have it.

    A talk stays with them until another is named: 绿道要建多少公里, asked after a question on 山东.
    """
    if asked.places or scope_of(asked):
        return text
    before = known.read(earlier)
    matters = [one.text for one in asked.pieces if one.carries and len(one.text) > 1]
    named = documents_called(before.head, known) if before.head else ()
    for scope, documents in (
        (before.head, named),
        ("".join(before.places[:1]), documents_of(before, known.documents)),
    ):
        if scope and any(_speaks_of(two.text, matters) for two in documents):
            return f"{scope}{OPENING.sub('', _plain(text))}"
    return text


def _speaks_of(text: str, matters: Sequence[str]) -> bool:
    """Tell whether a document has most of the words of a question, by characters."""
    said = sum(len(one) for one in matters if one in text)
    return said >= _MOSTLY * sum(map(len, matters))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _without_yes_or_no(earlier: str, cut: Cut) -> str:
    """Return the question before without the part that guessed an answer: 还有吗 asks for them all."""
    parts = _PART.findall(earlier)
    asking = [one for one in parts if not WHETHER.search(one.rstrip("?？"))]
    kept = ",".join(one.rstrip("?？") for one in asking)
    if len(asking) == len(parts):
        return earlier
    has_question = bool(re.search(r"哪|什么|啥|怎|几|多少|谁", kept))
    return kept if has_question else f"{kept or subject_of(earlier, cut)}有哪些部分?"
