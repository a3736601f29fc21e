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
    CLAUSE_CITED,
    YEARS_NAMED,
    Asked,
    Cut,
    documents_of,
    is_measure,
    is_telling,
    scope_of,
    topic_of,
)
from app.aspect_asked import read_aspect
from app.asked_elsewhere import asked_elsewhere, topic_elsewhere, with_place
from app.asked_in_year import with_told_year, with_year
from app.both_before import Turn, asked_of_both, asks_of_several
from app.documents_meant import without_names
from app.thing_meant import LONG_PHRASE, Known, put_thing, words_of
from corpus.aliases import load_aliases
from corpus.model import Document
from corpus.regions import load_regions
from index.documents_named import named_documents, titled_documents
from index.query import subject_of
from index.question_words import (
    ALL_GOALS,
    ALL_TASKS,
    DOCUMENT_NOUN,
    HOW_LONG,
    HOW_MUCH,
    WHEN,
    WHETHER,
    WHO,
)

_REST = re.compile(
    r"^(?:那|后面|下面|其他|其余|别的|此外|除此之外)?的?都?还有(?:吗|没有|没|呢|别的吗|其他的吗|哪些|什么|啥)?[?。!]*$|^(?:那么?)?(?:继续|接着说?|往下说|然后呢|后面的?呢|其余的?呢|剩下的?呢|就这些吗?|没有了吗?)[?。!]*$"
)
_OPENING = re.compile(r"^(?:那么?|还有|另外|再问一下|请问|顺便问一下)[,，]?")
_INSTEAD = re.compile(
    r"^(?:那么?)?(?:那要是|要是|如果是?|假如|若是|换成|换作|换|改成|改为|至于|再问一下|对于)?(?:到|是)?(?P<other>[^,，。?？]{1,16}?)(?:方面|这边|那边|的话|的情况|那里)?(?P<asks>呢|(?<![会要该能])(?:又?怎么样|怎样|如何))?[?？]*$"
)
# What is said of something and names nothing it is said of: 是强制的吗, 可以延期吗, 有补贴吗.
_LACKS_SUBJECT = re.compile(
    r"^(?:都|也|就|还|又)?(?:是不是|是|算不算|算|属于|要不要|必须|需不需要|需要|要|可不可以|可以|能不能|能|允许|有没有|有)[^,，?？]{1,4}(?:[吗么]|不)?[?？]*$"
)
# The same elsewhere: 省里有没有类似的规定.
_ALIKE_THERE = re.compile(
    r"^(?:那么?)?(?P<other>[^,，?？]{1,16}?)(?:那边|这边|那里|里面)?(?:也)?(?:有没有|是不是也有|是否也?有|有)(?:类似|相似|同样|一样|这样|相同|对应|相应)的?(?:规定|要求|措施|内容|政策|任务|说法|条款|目标)?(?:[吗呢么])?[?？]*$"
)
# The same asked of another, in a few words: 市级的又是多少, 书面的是哪天.
_AGAIN = re.compile(
    r"^(?:那么?)?(?P<other>(?:国家|[省市县区乡镇村])级?的?|[^,，。?？]{1,12}?的|[^,，。?？谁哪几多什怎]{2,12}?(?=又[^,，。?？]))(?:又|那?又是|又要|是)(?:是|要|能|给|得|归)?(?P<asks>多少[^,，?？]{0,3}|几[^,，?？]{0,4}|谁|哪[^,，?？]{0,5}|什么时候)[?？]*$"
)
_SAME = (re.compile(rf"{WHO.pattern}|谁"), WHEN, HOW_LONG, HOW_MUCH)
_PUTS = re.compile(r"^(?:那么?)?(?:换|改成|改为)")
# It points back: a pronoun, a place inside what was told, or the time or case of what was told.
_POINTS_BACK = re.compile(
    r"^(?:它|其(?![他余])|(?:这|那|该)(?:[两二三几])?(?:个|项|条|件|些|份|事|里|块|笔)?(?:任务|工作|目标|行业|政策|文件|项目|办法|方案|规定|钱|补贴|东西|事情?)?(?=[是的由要呢有能可会归算需得在为被怎什谁几多,，]))"
    r"|上述|前面(?:说|提)|刚才|^(?:这?里面?|里头|其中|这?当中|文件里面?)(?:说|提|讲|那|有|(?:的?[一二两三四五六七八九十几这那]))"
    r"|^[^,，]{1,6}?(?:之后|以后|过后|之前|完了?(?:之?后)?|了的话|的话)|^(?:没|未|不(?![超低少得]|是)|要是|如果|假如|万一|逾期|过期|超期|到期|超过|最多|最少|至少|最快|最晚)"
)
_PRONOUN = re.compile(
    r"^(?:它们?|其|这|那|该)(?:[两二三几])?(?:个|项|条|件|些|份|事|块|笔)?(?:任务|工作|目标|行业|政策|项目|钱|补贴|东西|事情?)?(?:的(?=[^话]))?"
)
# What makes the same thing a graver or a later case adds to it and puts nothing else in its place.
_CASE = re.compile(
    r"^(?:情节|造成|构成|拒不|逾期|超期|过期|屡|再犯|再次|第[一二三四五六七八九十]次|首次|多次|仍|还是?不|一直|没|未|不(?!动产|同)|只|已|超过|不足|不满|满|达到|低于|高于)"
)
# A breach named with 呢 asks what follows, where the question before asked when, how long or of whom.
_BREACH = re.compile(r"^(?:情节|逾期|超期|过期|拒不|违反|擅自|屡|再犯|仍不|还不|未按|不按|没按)")
_ASKS_NOT_OF_BREACH = re.compile(
    rf"^(?!.*(?:罚|处理|后果|怎么办|怎样|追究)).*(?:{WHEN.pattern}|{HOW_LONG.pattern}|{WHO.pattern})"
)
_QUESTION_WORD = re.compile(r"谁|哪|什么|啥|怎|咋|多少|多大|多久|几|如何|何时|是否|吗")
_LEVEL_NAMED = re.compile(
    r"(?P<level>国家|[省市县区乡镇村])(?:级|里|上|一级|层面|直)(?:面)?(?:的)?"
)
_UP = {"省里", "省级", "省上", "全省", "我省", "省"}
# What 的 closes without a noun behind it: 没完成的怎么处理.
_HEADLESS = re.compile(
    r"(?:^|[,，])([^,，]{1,14}的)(?=怎|如何|会|要|能|可以|给|有|罚|补|是|多少|几)"
)
_APPOSITION = re.compile(r"^[^,，]{1,8}(?:这|那)一?[类种样些](?:的)?(?=..)")
_COUNTED = re.compile(r"(?:多少|几)[个家座种项条台套辆亩户处所名批张](?=[\u4e00-\u9fff])")
_VERB = 2  # characters of what is done, as in 由谁兑现, at most
_PART = re.compile(r"[^,，;；。?？!！]+[?？]?")
# What is left of 省里有色那份 when its document is told, and of 福州市…方案里 when its name is taken out.
_NO_MORE_THAN_NAMED = re.compile(rf"{DOCUMENT_NOUN.pattern}|[的里那这份个边省市县呢]|[《》]")
_REST_OF_NAME = re.compile(rf"^[\s《》]*(?:{DOCUMENT_NOUN.pattern})?[里中的上那份]*[,，\s]*")
# Who asks tells what unit he is of, and speaks of it: 我是省科技厅的…要我们厅参与.
_OF_A_UNIT = re.compile(
    r"(?:我|咱|俺)们?(?:(?:是|来自)[^,，。;；?？]{2,16}?(?:的(?=[,，。;；?？人])|(?=[,，。]))|在[^,，。;；?？]{2,16}?(?:上班|工作|任职|就职|供职))"
)
_OUR_UNIT = re.compile(r"(?:我|咱|俺)们?(?:单位|部门|这?[厅局委办])")
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
    if not asks_of_several(folded):
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
    return _PRONOUN.sub("", _OPENING.sub("", folded)) or folded


def asks_of_the_same(question: Question) -> bool:
    """Tell whether a later question of a talk asks in words of its own, and names nothing instead."""
    return bool(question.history) and asks_inwords_of(_plain(question.text))


def asks_inwords_of(folded: str) -> bool:
    """Tell whether a question asks by a question word, and not by 呢 alone."""
    return bool(_QUESTION_WORD.search(_OPENING.sub("", folded)))


def _complete(text: str, history: Sequence[str], known: Known) -> str:
    if not history:
        return text
    *before, last = history
    folded = _plain(text)
    # What the question before was about may itself stand in the one before that.
    earlier = _plain(_complete(last, before, known))
    if _REST.search(folded):
        return _without_yes_or_no(earlier, known.cut)
    folded = _asks_again(folded, earlier)
    if asked_of := _aspect_of(folded, history, earlier, known):
        return asked_of
    if YEARS_NAMED.search(folded):
        earlier = _of_a_year(history, earlier, known)
    if replaced := (
        with_told_year(folded, earlier)
        or asked_elsewhere(folded, earlier, known)
        or _put_instead(folded, earlier, known)
    ):
        return replaced
    match = _INSTEAD.match(folded)
    asked = known.read(folded)
    is_whole = bool(asked.places) and is_telling(asked, known.has)  # 山西公务用车的新能源比例呢
    is_case = bool(match and match["asks"]) and not is_whole and not asks_inwords_of(folded)
    if not is_case and _asks_tasks_of_a_unit(folded):
        return text
    if not is_case and not _needs_topic(folded, asked, known):
        return _in_scope(text, asked, earlier, known)
    topic = _topic_before(history, known)
    rest = bare_follow_up(text)
    topic, rest = topic_elsewhere(topic, rest, known)
    return f"{topic},{rest}" if topic else text


def _aspect_of(folded: str, history: Sequence[str], earlier: str, known: Known) -> str:
    """Return what a follow-up asks by a noun alone (指标呢), of the thing of the talk; "" for any other."""
    aspect = read_aspect(folded)
    if aspect is None or ALL_GOALS.search(folded):  # 2030年有哪些目标: whole in itself
        return ""
    if part := _PARTS_OF_A_PLAN.search(folded):
        scope = scope_of(known.read(earlier))
        return f"{scope}{part.group()}有哪些?" if scope else ""
    topic = _topic_before(history, known)
    if aspect.of:
        put = _put_instead(f"{aspect.of}呢", f"{topic}是多少?", known)
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


def _asks_again(folded: str, earlier: str) -> str:
    """Return 市级的又是多少 as 市级的呢, where the question before asks the same of another."""
    if alike := _ALIKE_THERE.match(folded):
        return f"{alike['other']}呢?"
    match = _AGAIN.match(folded)
    same = match and any(one.search(match["asks"]) and one.search(earlier) for one in _SAME)
    return f"{match['other']}呢?" if match and same else folded


def _topic_before(history: Sequence[str], known: Known) -> str:
    """Return what the talk is about: the last question that names it, completed; "" for none."""
    *before, last = history
    folded = _plain(last)
    is_of_before = not _put_instead(folded, "", known) and _needs_topic(
        folded, known.read(folded), known
    )
    if before and is_of_before:
        return _topic_before(before, known)
    return topic_of(known.read(_plain(_complete(last, before, known))))


def _asks_tasks_of_a_unit(folded: str) -> bool:
    """Tell whether a question names a unit and asks what it has to do: whole in itself, in any talk."""
    points_back = _POINTS_BACK.search(folded) or _OPENING.match(folded)
    return bool(not points_back and ALL_TASKS.search(folded) and load_aliases().mentions(folded))


def _needs_topic(folded: str, asked: Asked, known: Known) -> bool:
    """Tell whether a question leaves out what it is about."""
    bare = _OPENING.sub("", folded)
    if _POINTS_BACK.search(folded) or _POINTS_BACK.search(bare):
        return True
    if asked.places and any(one.carries for one in asked.pieces):
        return False
    if asked.head.startswith("《") or _LACKS_SUBJECT.match(bare):
        return not asked.head.startswith("《")
    if ALL_GOALS.search(folded):  # of a year, of a document: whole in itself
        return False
    return not is_telling(asked, known.has) and not _PARTS_OF_A_PLAN.search(folded)


def _in_scope(text: str, asked: Asked, earlier: str, known: Known) -> str:
    """Return a question of its own; in the place asked of before, where that place's texts have it.

    A talk stays with a place until another is named: 绿道要建多少公里, asked after a question on 山东.
    """
    if asked.places or scope_of(asked):
        return text
    before = known.read(earlier)
    matters = [one.text for one in asked.pieces if one.carries and len(one.text) > 1]
    texts = [one.text for one in documents_of(before, known.documents)]
    if not before.places or not any(all(one in text for one in matters) for text in texts):
        return text
    return f"{before.places[0]}{_OPENING.sub('', _plain(text))}"


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


def _put_instead(folded: str, earlier: str, known: Known) -> str:
    """Return the question before with what the follow-up names in its place; "" where it does not.

    Several may change at once: 那厦门2030年呢.
    """
    match = _INSTEAD.match(folded)
    if match is None or (_POINTS_BACK.match(folded) and not match["asks"]):
        return ""
    other, is_put = match["other"], bool(match["asks"] or _PUTS.match(folded))
    if _QUESTION_WORD.search(_OPENING.sub("", other)):
        return ""
    if document := _of_document(other, earlier, known):
        return document
    if match["asks"] and _BREACH.match(other) and _ASKS_NOT_OF_BREACH.search(earlier):
        topic = topic_of(known.read(earlier))
        return f"{topic},{other.removesuffix('的')}怎么处理?"
    changed, other = with_year(other, earlier)
    changed, other = with_place(other, changed, known)
    changed, other = _with_unit(other, changed)
    changed, other = _with_level(other, changed, known)
    is_modifier, is_where = other.endswith("的"), other.endswith("里")
    other = _APPOSITION.sub("", other) if len(other) > LONG_PHRASE else other
    thing = re.sub(r"^(?:参加|属于|关于|普通的?|一般的?|在)|[里的]$", "", other)
    thing = re.sub(r"^(?:的|要|达到)+|(?:目标|指标|情况)$", "", thing) or ""
    if not thing or (not is_put and changed == earlier):
        return changed if changed != earlier else ""
    asked = known.read(changed)
    put = (
        _with_counted(thing, asked)
        or (_with_place_noun(thing, asked) if is_where else "")
        or put_thing(thing, asked, known)
        or _with_case(thing, asked, is_modifier=is_modifier)
    )
    # A rate or an amount is no one's duty: what it comes to is asked.
    if is_measure(thing) and WHO.search(earlier) and not HOW_MUCH.search(earlier):
        return f"{topic_of(known.read(put))}是多少?"
    return put


def _of_document(other: str, earlier: str, known: Known) -> str:
    """Return the question before, asked of the one document that `other` names and does nothing but name.

    省有色的呢, 换成市里那份: documents are called by level, place and field, and the name of the one asked
    of before goes out. "" where `other` names none, several, the same one, or says more.
    """
    named = _documents_named(other, known)
    before = _documents_named(earlier, known)
    if len(named) != 1 or not before or named == before:
        return ""
    (meant,) = (one for one in known.documents if one.id in named)
    if _NO_MORE_THAN_NAMED.sub("", without_names(other, [meant], shortest=2)).strip():
        return ""
    if clause := CLAUSE_CITED.match(earlier):  # numbered otherwise there
        return f"《{meant.title}》{clause['called'] or ''},{earlier[clause.end() :]}"
    asked = without_names(earlier, [one for one in known.documents if one.id in before])
    for place in load_regions().found_in(asked):
        asked = re.sub(rf"{place}[省市]?", " ", asked)
    return f"《{meant.title}》{_REST_OF_NAME.sub('', asked)}"


def _documents_named(text: str, known: Known) -> set[str]:
    places = load_regions().found_in(text)
    titled, _ = titled_documents(text, places, known.documents)
    return set(titled or named_documents(text, places, known.documents)[0])


def _with_unit(other: str, earlier: str) -> tuple[str, str]:
    """Put the agency that `other` names in the place of the one asked about."""
    named, before = load_aliases().mentions(other), load_aliases().mentions(earlier)
    if len(named) != 1 or len(before) != 1:
        return earlier, other
    level = "" if named[0].region else before[0].region  # 市交通运输局…, 住建局呢
    put = earlier.replace(before[0].text, level + named[0].text, 1)
    return put, other.replace(named[0].text, "", 1)


def _with_level(other: str, earlier: str, known: Known) -> tuple[str, str]:
    """Put the level that `other` names (省里, 县级) in the place of the one asked about.

    A province asked for behind one of its cities is named: 福州…, 省里呢.
    """
    match = _LEVEL_NAMED.match(other)
    if match is None:
        return earlier, other
    rest = other[match.end() :]
    level = match["level"]
    before = _LEVEL_NAMED.search(earlier)
    if before and before["level"] != level:
        return (
            f"{earlier[: before.start()]}{level}级{earlier[before.end() :].removeprefix('的')}",
            rest,
        )
    places = [one for one in known.read(earlier).places if one[:2] in load_regions().provinces]
    if level == "省" and places:
        province = load_regions().provinces[load_regions().found_in(places[0])[0]]
        if province not in places[0]:
            return earlier.replace(places[0], f"{province}省", 1), rest
    return earlier, other


def _with_counted(thing: str, asked: Asked) -> str:
    """Return the question with another thing counted, named like the one before: 多少个药品, 西药呢."""
    counted = _COUNTED.search(asked.text)
    run = next((one for one in asked.things if counted and one[0].start == counted.end()), ())
    if not run or not set(words_of(run)) & set(thing):
        return ""
    return asked.text[: run[0].start] + thing + asked.text[run[-1].end :]


def _with_place_noun(thing: str, asked: Asked) -> str:
    """Return the question of what is done elsewhere: 网吧吸烟…, 健身房里呢; the first word is where."""
    run = asked.things[0] if asked.things else ()
    if len(run) < _VERB or len(run[0].text) < _VERB or is_measure(words_of(run)):
        return ""
    return asked.text[: run[0].start] + thing + asked.text[run[0].end :]


def _with_case(thing: str, asked: Asked, *, is_modifier: bool) -> str:
    """Return the question of another thing, or of a case of the same.

    What a verb or 的 makes a case is added before the words that ask; anything else takes the place
    of what the question opens with, and leaves what is measured: 喷灌面积 → 管灌面积.
    """
    things = asked.things
    if not things:
        return f"{thing},{asked.text}"
    headless = _HEADLESS.search(asked.text) if is_modifier else None
    if headless:
        return f"{asked.text[: headless.start(1)]}{thing}的{asked.text[headless.end(1) :]}"
    if is_modifier and WHETHER.search(asked.text):
        return f"{topic_of(asked)},{thing}的呢?"
    if is_modifier or _CASE.match(thing):
        end = things[-1][-1].end
        kept = [one for run in things for one in run]
        while len(kept) > 1 and len(kept[-1].text) == 1:
            kept.pop()
            end = kept[-1].end
        of = "的" if is_modifier else ""
        return f"{asked.text[:end]},{thing}{of}{asked.text[end:]}"
    if len(thing) > LONG_PHRASE:
        return ""
    counted = _COUNTED.search(asked.text)
    last = max(asked.text.rfind(mark) for mark in ",，")  # 资金入库项目,网上填报哪天截止
    asks_one = any(one.search(asked.text[last + 1 :]) for one in _SAME)
    behind = [
        run for run in things if asks_one and run[0].start > last and len(words_of(run)) > _VERB
    ]
    first = list(
        next(
            (run for run in things if counted and run[0].start == counted.end()),
            (behind or list(things))[0],
        )
    )
    while len(first) > 1 and not is_measure(thing) and is_measure(first[-1].text):
        first.pop()
    return asked.text[: first[0].start] + thing + asked.text[first[-1].end :]
