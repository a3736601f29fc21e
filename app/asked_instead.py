"""The question before asked of what a follow-up names in its place; pure.

那厦门2030年呢, 换成纺织行业, 走简易流程的呢: a year, a place, a document, a unit, a level or a thing goes where its like stood, and
the words that ask stay. A breach named so asks what follows.
"""

from __future__ import annotations

import re

from app.asked_before import (
    YEARS_NAMED,
    Asked,
    is_measure,
    measure_start,
    moved_from_clause,
    scope_of,
    topic_of,
)
from app.asked_elsewhere import with_place
from app.asked_in_year import with_year
from app.documents_meant import without_names
from app.thing_meant import LONG_PHRASE, Known, put_thing, words_of
from corpus.aliases import load_aliases
from corpus.model import Document
from corpus.regions import load_regions
from index.documents_named import named_documents, titled_documents
from index.question_words import (
    DOCUMENT_NOUN,
    HOW_LONG,
    HOW_MUCH,
    WHEN,
    WHETHER,
    WHO,
)

OPENING = re.compile(r"^(?:那么?|还有|另外|再问一下|请问|顺便问一下)[,，]?")
INSTEAD = re.compile(
    r"^(?:那么?)?(?:那要是|要是|如果是?|假如|若是|换成|换作|换|改成|改为|至于|再问一下|对于)?(?:到|是)?(?P<other>[^,，。?？]{1,16}?)(?:方面|[这那](?:一?(?:块|方面|部分|项|摊)儿?|[边里])|的话|的情况)?(?P<asks>呢|(?<![会要该能])(?:又?怎么样|怎样|如何))?[?？]*$"
)
SAME = (re.compile(rf"{WHO.pattern}|谁"), WHEN, HOW_LONG, HOW_MUCH)
_PUTS = re.compile(r"^(?:那么?)?(?:换|改成|改为)")
# A pronoun, with what counts it (这两项, 那条); 那 alone may only open a question (那加氢站呢).
_COUNTED_BY = "个|项|条|件|些|份|事|里|块|笔|样|种|类|套|家|处|点|摊|档|张|批"
PRONOUN = rf"(?:(?:它们?|其(?![他余中实])|这(?![么样])|该|此(?!外))[两二三四五几]?(?:{_COUNTED_BY})?|那[两二三四五几]?(?:(?:{_COUNTED_BY})|(?=[是由归])|(?=(?:任务|工作|目标|行业|政策|文件|项目|办法|方案|规定|钱|补贴|东西|事)))|那(?=要|有|能|可|会))"
# It points back: a pronoun with its noun, a place inside what was told, or the time or case of what was told.
POINTS_BACK = re.compile(
    rf"^(?:那么?)?{PRONOUN}[\u4e00-\u9fff]{{0,4}}?(?=[是的由要呢有能可会归算需得在为被怎什谁哪几多应最何须找指,，])"
    r"|^(?:这?里面?|里头|其中|这?当中|文件里面?)(?:说|提|讲|那|有|(?:的?[一二两三四五六七八九十几这那]))"
    r"|^[^,，]{1,6}?(?:之后|以后|过后|之前|完了?(?:之?后)?|了的话|的话)|^(?:没|未|不(?![超低少得]|是)|要是|如果|假如|万一|逾期|过期|超期|到期|超过|最多|最少|至少|最快|最晚)"
)
# What makes the same thing a graver or a later case adds to it and puts nothing else in its place.
_CASE = re.compile(
    r"^(?:其他|其余|别的|情节|造成|构成|拒不|逾期|超期|过期|屡|再犯|再次|第[一二三四五六七八九十]次|首次|多次|仍|还是?不|一直|没|未|不(?!动产|同)|只|已|超过|不足|不满|满|达到|低于|高于)"
)
# What one may meet with, told with 呢, asks what to do then: 对核查结果有异议呢, 没通过呢.
_MET_WITH = re.compile(
    r"^(?:对[^,，。?？]{2,12}?)?(?:有异议|有疑问|有意见|不服|不满意?|不认可|不同意)$|^(?:没有?|未|不)(?:能?通过|获?批准?|合格|达标)$"
)
# What is done wrong, by the words of chapters on legal liability: 虚报呢, 擅自转让呢.
_DEED = re.compile(
    r"^(?:[虚瞒谎漏迟拒][报填]|拒[不绝]|违[反规法约]|造假|弄虚作假|[篡涂]改|伪造|隐瞒|骗取|挪用|泄露|滥用|擅自|私自|无证|超标)"
)
_ASKS_PENALTY = re.compile(
    r"(?:[,，]|怎|如何|会(?:[怎被受]|有)|要?罚|谁|由|受(?:到|什么|啥|怎)|有什么).{0,40}(?:罚|处[理分罚]|后果|责任|追究).{0,20}$"
)
# A breach named with 呢 asks what follows, where the question before asked when, how long or of whom.
_BREACH = re.compile(r"^(?:情节|逾期|超期|过期|拒不|违反|擅自|屡|再犯|仍不|还不|未按|不按|没按)")
_NOT_OF_BREACH = re.compile(
    rf"^(?!.*(?:罚|处理|后果|怎么办|怎样|追究)).*(?:{WHEN.pattern}|{HOW_LONG.pattern}|{WHO.pattern})"
)
QUESTION_WORD = re.compile(r"谁|哪|什么|啥|怎|咋|多少|多大|多久|几|如何|何时|是否|吗")
_LEVEL_NAMED = re.compile(
    r"(?P<level>国家|[省市县区乡镇村])(?:级|里|上|一级|层面|直)(?:面)?(?:的)?"
)
# What 的 closes without a noun behind it: 没完成的怎么处理.
_HEADLESS = re.compile(
    r"(?:^|[,，])([^,，]{1,14}的)(?=怎|如何|会|要|能|可以|给|有|罚|补|是|多少|几)"
)
_APPOSITION = re.compile(r"^[^,，]{1,8}(?:这|那)一?[类种样些](?:的)?(?=..)")
_COUNTED = re.compile(
    r"(?:多少|几)(?:[个家座种项条台套辆亩户处所名批张吨]|公里|平方?米)(?=[\u4e00-\u9fff])"
)
_NUMBERED = re.compile(r"(?:专栏|附件|第)[\d一二三四五六七八九十]")
_VERB = 2  # characters of what is done, as in 由谁兑现, at most
# What is left of 省里有色那份 when its document is told, and of 福州市…方案里 when its name is taken out.
_NO_MORE_THAN_NAMED = re.compile(rf"{DOCUMENT_NOUN.pattern}|[的里那这份个边省市县呢]|[《》]")
_REST_OF_NAME = re.compile(rf"^[\s《》]*(?:{DOCUMENT_NOUN.pattern})?[里中的上那份]*[,，\s]*")


def names_case(folded: str) -> bool:
    """Tell whether a follow-up names a case of the same thing alone (其他地区呢, 逾期的呢)."""
    match = INSTEAD.match(folded)
    return bool(
        match and match["asks"] and (_CASE.match(match["other"]) or _MET_WITH.match(match["other"]))
    )


def put_instead(folded: str, earlier: str, known: Known) -> str:
    """Return the question before with what the follow-up names in its place; "" where it does not.

    Several may change at once: 那厦门2030年呢.
    """
    match = INSTEAD.match(folded)
    if match is None or (POINTS_BACK.match(folded) and not match["asks"]):
        return ""
    other, is_put = match["other"], bool(match["asks"] or _PUTS.match(folded))
    if f"换{other}" in folded and known.has(f"换{other}"):
        other = f"换{other}"  # 换电站呢 names a thing
    if QUESTION_WORD.search(OPENING.sub("", other)):
        return ""
    if put := (
        _of_document(other, earlier, known)
        or _of_breach(match, earlier, known)
        or _of_event(other, earlier, known)
    ):
        return put
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
    is_amount = is_measure(thing) and HOW_MUCH.search(earlier)
    put = (
        (_of_own(thing, asked, known) if is_amount else "")
        or _with_counted(thing, asked, known)
        or (_with_place_noun(thing, asked) if is_where else "")
        or put_thing(thing, asked, known)
        or _with_case(thing, asked, is_modifier=is_modifier)
    )
    # A rate or an amount is no one's duty: what it comes to is asked.
    if is_measure(thing) and WHO.search(earlier) and not HOW_MUCH.search(earlier):
        return f"{topic_of(known.read(put)) or thing}是多少?"
    return put


def _of_own(thing: str, asked: Asked, known: Known) -> str:
    """Return what a thing named with its measure comes to (绿氢产能呢); "" where it shares that with one of before."""
    runs = [words_of(run) for run in asked.things]
    if len(known.cut(thing)) < 2 or any(run[-1] == thing[-1] for run in runs):
        return ""
    years = "".join(one.group() for one in YEARS_NAMED.finditer(asked.text))
    return f"{scope_of(asked)}{years}{thing}是多少?"


def _of_event(other: str, earlier: str, known: Known) -> str:
    """Return what follows another deed than the one asked of (虚报呢), or what to do in a case one meets with."""
    before = known.read(earlier)
    if _DEED.match(other) and (asks := _ASKS_PENALTY.search(earlier)):
        return f"{scope_of(before)}{other}{asks.group()}"
    if not _MET_WITH.match(other):
        return ""
    about = topic_of(before) if len(other) < LONG_PHRASE else scope_of(before)
    return f"{about}{',' if about else ''}{other}怎么办?"


def _of_breach(match: re.Match[str], earlier: str, known: Known) -> str:
    """Return what follows a breach that is named with 呢 behind a question when, how long or of whom."""
    if not (match["asks"] and _BREACH.match(match["other"])) or not _NOT_OF_BREACH.search(earlier):
        return ""
    return f"{topic_of(known.read(earlier))},{match['other'].removesuffix('的')}怎么处理?"


def _of_document(other: str, earlier: str, known: Known) -> str:
    """Return the question before, asked of the one document that `other` names and does nothing but name.

    省有色的呢, 换成市里那份: documents are called by level, place and field, and the name of the one asked
    of before goes out. "" where `other` names none, several, the same one, or says more.
    """
    named = _documents_named(other, known)
    before = _documents_named(earlier, known)
    if len(named) != 1 or named == before or not (before or _LEVEL_NAMED.match(other)):
        return ""
    (meant,) = documents_called(other, known)
    if _NO_MORE_THAN_NAMED.sub("", without_names(other, [meant], shortest=2)).strip():
        return ""
    if moved := moved_from_clause(earlier, f"《{meant.title}》"):
        return moved
    asked = without_names(earlier, [one for one in known.documents if one.id in before])
    for place in load_regions().found_in(asked):
        asked = re.sub(rf"{place}[省市]?", " ", asked)
    return f"《{meant.title}》{_REST_OF_NAME.sub('', asked)}"


def documents_called(text: str, known: Known) -> tuple[Document, ...]:
    """Return the documents that a text names by title, or by place and field."""
    named = _documents_named(text, known)
    return tuple(one for one in known.documents if one.id in named)


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


def _with_counted(thing: str, asked: Asked, known: Known) -> str:
    """Return the question with another thing counted, named like the one before: 多少个药品, 西药呢."""
    counted = _COUNTED.search(asked.text)
    run = next((one for one in asked.things if counted and one[0].start == counted.end()), ())
    done = [one for one in asked.things if counted and one[-1].end == counted.start()]
    if run and done and known.has(thing + words_of(run)):  # 更新改造多少公里燃气管道, 新建呢
        return asked.text[: done[0][0].start] + thing + asked.text[done[0][-1].end :]
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
    things = [run for run in asked.things if not _NUMBERED.match(words_of(run))] or asked.things
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
    asks_here = QUESTION_WORD.search(asked.text, last + 1)
    behind = [
        run for run in things if asks_here and run[0].start > last and len(words_of(run)) > _VERB
    ]
    first = list(
        next(
            (run for run in things if counted and run[0].start == counted.end()),
            (behind or list(things))[0],
        )
    )
    end = first[-1].end
    while not is_measure(thing) and is_measure(first[-1].text):
        inside = measure_start(first[-1])
        if inside > first[-1].start:
            end = inside
        if inside > first[-1].start or len(first) == 1:
            break
        first.pop()
        end = first[-1].end
    return asked.text[: first[0].start] + thing + asked.text[end:]
