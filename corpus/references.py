"""The documents a document names: what it rests on, puts an end to, changes; pure.

Conventions: a document is named by its title in 《…》, its number in brackets behind it; the verb before
says that it is the ground (根据、依据、按照、落实, 公文写作规范; 立法技术规范: 根据…，制定本…), and the last
articles say what ends with it (…同时废止). A list of titles shares its verb.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from corpus.facts import ParsedDocument
from corpus.matter import NUMBER, ORDER_NUMBER, find_numbers, normal_number
from corpus.model import Citation
from corpus.sheet import Sheet, cite_range, sheet_of

_KIND_OF_DOCUMENT = (
    r"(?:方案|规划|计划|意见|通知|办法|条例|规定|细则|决定|纲要|措施|指南|公告|通告|通报|法|章程|准则|标准|规范|规程|政策|要点|批复"
    r"|函|令|决议|目录|大纲|规则|导则|解释|公约|协定|议定书|若干规定|战略|典|报告|清单|制度|预案|指引|请示|条)"
)
# It may close with a name inside it: 某厅印发〈关于…的意见〉.
_TITLE = re.compile(rf"{_KIND_OF_DOCUMENT}(?:\([^()]{{1,20}}\))*〉?$")
# A kind of document alone is a short name that the text has not explained.
_KIND_ALONE = re.compile(rf"(?:实施|指导|行动|工作|若干|暂行|试行)*{_KIND_OF_DOCUMENT}")
_GROUND = re.compile(
    r"(贯彻落实|贯彻执行|贯彻实施|根据|依据|依照|按照|遵照|落实|贯彻|执行|对照|参照|依)(?=[^根依按遵落贯]{0,60}$)"
)
_ENDS_BEFORE = re.compile(r"(代替|取代|替代|废止)(?!了)(?:原)?[\u4e00-\u9fff]{0,8}:?$")
_ENDS_AFTER = re.compile(
    r"(同时废止|予以废止|即行废止|相应废止|一并废止|自行废止|同时失效|自行失效|(?<!不)停止执行|不再执行|停止使用"
    r"|(?:废止|作废)(?=[。;,)]|$))"
)
# A part of a document that ends leaves the rest in force: 《…》第三条、第五条停止执行.
_PART_ENDS = re.compile(
    r"^(?:\([^()]{0,60}\))?(?:中的?|的)?(?:(?:第[〇零一二三四五六七八九十百\d]{1,5}[章节条款项]|附件\d{0,2}|[有相]关(?:规定|内容|条款)?|规定|内容)[、,和及至的]?){1,12}"
    r"(?:同时|予以|即行|相应)?(?:停止执行|不再执行|废止|失效)"
)
# The number of an announcement behind its title: 《…公告》（2022年第8号）; that of the order before it.
_COUNTED = re.compile(
    r"\((?P<number>[\u4e00-\u9fff]{0,30}(?:公告)?(?:19|20)\d\d年第\d{1,4}号)(?:公布|发布)?\)"
)
_ORDERED = re.compile(rf"(?P<number>{ORDER_NUMBER.pattern})(?:公布|发布)?的?$")
_BEFORE_MAKER = re.compile(r"^.*(?:[日以由按]|废止|根据|依据|依照|代替|原)")
_ANNOUNCEMENT = re.compile(r"[公通]告$")
_LONGEST_ORDER = 60  # characters
# What leads in a list of documents that end (决定废止下列文件：) or heads it (废止的文件目录); its items.
_ENDS_BELOW = re.compile(
    r"(?:废止|失效|停止执行)[^。;《》]{0,30}(?:以下|下列)[^。;《》]{0,30}:$|(?:以下|下列)[^。;《》]{0,40}(?:废止|失效|停止执行)[^。;《》]{0,16}:$"
    r"|^[^。;:《》]{0,60}(?:废止|失效)[^。;:《》]{0,20}(?:目录|清单|名单|一览表)(?:\([^()]{1,20}\))?$"
)
_ITEM_OF_LIST = re.compile(
    r"(?:\(?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\)?[.、|]{0,2}(?:(?!修改|修订|[将对,])[^《》。:;]){0,40}《"
    r"|[^《》。:;,]{0,30}《[^》]{1,120}(?:》(?:的[通知决定意见批复]{2})?(?:\([^()]{0,60}\)?)?[。;,、]?)?$)"
)
_LONGEST_CAPTION = 40  # characters of a line between a list's head and its first item
# A decision changes another document (对《…》作如下修改); a plan that wants one changed does not.
_AMENDS_AFTER = re.compile(r"^[^。;]{0,20}?(?:作|进行|做)(?:出|了)?(?:如下|以下)(修改|修订)")
_AMENDS_BEFORE = re.compile(r"(修改|修订|修正)[^,。;:]{0,6}$")
_AMENDED_AFTER = re.compile(r"^(?:\([^()]*\))?(?:第?[一二三四五六七八九十]次)?(修正|修订)(?!的)")
_AMENDING_TITLE = re.compile(r"(?:决定|修正案)(?:\([^()]{1,10}\))?$")
_ISSUES_BEFORE = re.compile(
    r"现(?:将(?:[^,。;《》]{0,20}(?:[修制][订改正定]|编制|拟[订定]|起草|调整|完善|审定|批准|通过)(?:后|过)?的)?|予?(?:发布|公布|印发|转发))$"
)
# What a notice's makers have made and now issue is no ground, though a ground stands before it.
_MADE_BEFORE = re.compile(r"(?:现将|(?:制定|编制|起草|修订|拟定|形成)了?)$")
_ISSUED_AFTER = re.compile(
    r"^(?:\([^()]{0,60}\))?[,。]?现(?:予以?|将其|一并)?(?:印发|发布|公布|转发)"
)
_ISSUES_AFTER = re.compile(
    r"^(?:已经|业经|经)[^。;]{2,60}(?:同意|通过),现|^(?:已经|业经)[^。;]{2,40}(?:同意|通过)"
)
# What stands between two titles of one list: marks, and the body whose document follows.
_AND = re.compile(
    r"(?:(?:、|,|和|与|及|以及|或|等)+(?:(?!修[正订]|批准)[\u4e00-\u9fff、]){0,24}|(?:关于|印发的)?)"
)
_SHORT_NAME = re.compile(r"(?:以下|下)?简?统?称[“\"]?《([^《》]{1,30})》")
_NUMBER_VERB = re.compile(r"贯彻落实|根据|依据|依照|按照|遵照|落实")
_LONGEST = 200  # characters of a title


class ReferenceKind(Enum):
    """What one document says of another."""

    GROUND = "依据"
    ENDS = "废止"
    AMENDS = "修订"
    AMENDED_BY = "修正依据"
    ISSUES = "印发"
    MENTIONS = "提及"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A document named in another one.

    `title` and `number` are as named, one of them may be ""; `word` is the verb it is named with
    (根据, 同时废止), "" for a mere mention. `source` quotes the place, the first of several.
    `target_id` is the id of the document that is meant, None where it is not at hand.
    """

    document_id: str
    kind: ReferenceKind
    title: str
    number: str
    word: str
    source: Citation
    target_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    """A title in 《…》 at `start:end` of a sheet, with the brackets behind it up to `after`.

    It begins at `begin`, where the number of an order stands before it.
    """

    begin: int
    start: int
    end: int
    after: int
    title: str
    number: str


def extract_references(parsed: ParsedDocument) -> tuple[Reference, ...]:
    """Return the documents that `parsed` names, each once for its kind, in the order of the text.

    A mention of a document that is also named as a ground, or the like, is left out; so are the
    document itself and names that are no titles of documents (forms, books, brands). What ends under
    the document's own title is its older edition.
    """
    sheet = sheet_of(parsed.document.text)
    names = list(_find_names(sheet))
    short = _short_names(sheet, names)
    found: dict[tuple[str, ReferenceKind], Reference] = {}
    own = title_key(parsed.document.title)
    ended = list(_listed_as_ended(sheet))
    for chain in _chains(sheet, names):
        kind, word = _kind(sheet, chain)
        is_mentioned = kind is ReferenceKind.MENTIONS
        for name in chain:
            if is_mentioned:
                is_ended = _is_in(ended, name.start)
                kind, word = (ReferenceKind.ENDS, "废止") if is_ended else (kind, "")
                kind = kind if is_ended else ReferenceKind.MENTIONS
            title = short.get(name.title, name.title)
            key = title_key(title)
            # A new edition ends the old one of the same title (…办法》（云水发〔2015〕8号）同时废止).
            is_other = key != own or kind is ReferenceKind.ENDS
            if _is_title(title) and is_other:
                reference = _reference(parsed, sheet, name, title, (kind, word))
                found.setdefault((key, kind), reference)
    for reference in _numbers_alone(parsed, sheet, names):
        found.setdefault((reference.number, reference.kind), reference)
    said = {key for key, kind in found if kind is not ReferenceKind.MENTIONS}
    kept = (
        one
        for (key, kind), one in found.items()
        if kind is not ReferenceKind.MENTIONS or key not in said
    )
    return tuple(sorted(kept, key=lambda one: one.source.span.start))


def _is_title(title: str) -> bool:
    """Tell whether a name in 《…》 ends as titles of documents do, and says what it is about."""
    plain = _plain(title)
    return bool(_TITLE.search(plain)) and not _KIND_ALONE.fullmatch(plain)


@lru_cache(maxsize=20_000)  # every question holds all titles at hand against its own words
def title_key(title: str) -> str:
    """Return a title as titles are compared: without blanks, quotation marks and outer brackets.

    >>> title_key("《中共中央 国务院关于“双碳”工作的意见》") == title_key("中共中央、国务院关于双碳工作的意见")
    True
    """
    return (
        re.sub(r"[\s“”‘’\"'《》〈〉、,·]", "", _plain(title)).replace("—", "-").replace("--", "-")
    )


def _plain(title: str) -> str:
    return sheet_of(title).text


def _find_names(sheet: Sheet) -> Iterator[_Name]:
    """Yield the outermost 《…》, in order; one that is not closed, or too long, is none."""
    depth = start = 0
    for match in re.finditer(r"[《》]", sheet.text):
        if match.group() == "《":
            if depth and match.start() - start > _LONGEST:
                depth = 0
            start = match.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield _name(sheet, start, match.end())


def _name(sheet: Sheet, start: int, end: int) -> _Name:
    after = end
    bracket = re.compile(r"\([^()]{0,60}\)").match(sheet.text, end)
    title = sheet.verbatim(start + 1, end - 1)
    found, begin = "", start
    if bracket:
        after = bracket.end()
        match = NUMBER.search(bracket.group()) or ORDER_NUMBER.search(bracket.group())
        found = match.group() if match else ""
        if (
            not found
            and _ANNOUNCEMENT.search(title)
            and (one := _COUNTED.fullmatch(bracket.group()))
        ):
            found = one["number"]
    if not found and (order := _ORDERED.search(sheet.text, max(start - _LONGEST_ORDER, 0), start)):
        found = _BEFORE_MAKER.sub("", order["number"])
        begin = order.end("number") - len(found)
    number = normal_number(found)
    return _Name(begin=begin, start=start, end=end, after=after, title=title, number=number)


def _short_names(sheet: Sheet, names: list[_Name]) -> dict[str, str]:
    """Return the short names that the text gives: （以下简称《意见》）, each for the title before it."""
    found: dict[str, str] = {}
    for name in names:
        match = _SHORT_NAME.search(sheet.text, name.end, name.end + 60)
        if match and "》" not in sheet.text[name.end : match.start()]:
            found.setdefault(match.group(1), name.title)
    return found


def _chains(sheet: Sheet, names: list[_Name]) -> Iterator[tuple[_Name, ...]]:
    """Group the titles of one list: only a comma, 和 or an author's name stands between them."""
    chain: list[_Name] = []
    for name in names:
        between = sheet.text[chain[-1].after : name.start] if chain else ""
        is_next = chain and len(between) <= 40 and _AND.fullmatch(between)
        starts_anew = _GROUND.search(between) or _MADE_BEFORE.search(between)
        if chain and not (is_next and not starts_anew):
            yield tuple(chain)
            chain = []
        chain.append(name)
    if chain:
        yield tuple(chain)


def _listed_as_ended(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield where the items stand that a decision lists as repealed, one line each, or a wrapped one.

    Convention: the verb stands once, above the list (决定废止下列文件：), or in the head of an annex
    (废止的规范性文件目录); the list ends with the first line that is no item.
    """
    is_led = is_open = has_item = False
    for line in sheet.lines:
        if _ENDS_BELOW.search(line.text):
            is_led, is_open, has_item = True, False, False
        elif is_led and (is_open or _ITEM_OF_LIST.match(line.text)):
            has_item = True
            yield line.start, line.end
            is_open = _is_cut(line.text, is_open=is_open)
        else:
            is_caption = len(line.text) <= _LONGEST_CAPTION and "。" not in line.text
            is_led = is_led and is_caption and not has_item


def _is_cut(line: str, *, is_open: bool) -> bool:
    """Tell whether an item goes on in the next line: its 《 or its bracket is not closed here."""
    left = sum(map(line.count, "《(")) - sum(map(line.count, "》)")) + is_open
    return left > 0


def _is_in(places: list[tuple[int, int]], at: int) -> bool:
    found = bisect_right(places, at, key=lambda place: place[0]) - 1
    return found >= 0 and places[found][0] <= at < places[found][1]


def _kind(sheet: Sheet, chain: tuple[_Name, ...]) -> tuple[ReferenceKind, str]:
    """Tell how the titles of a list are named, by the words before the first and behind the last."""
    first, last = chain[0], chain[-1]
    before = sheet.text[sheet.sentence_start(first.start, longest=120) : first.start]
    before = before.rsplit("》", 1)[-1]
    after = sheet.text[last.after : sheet.sentence_end(last.after, longest=80)]
    nearest = after.split("《", 1)[0]
    if _PART_ENDS.match(nearest):
        return ReferenceKind.MENTIONS, ""
    # 《…》已经…同意，现印发: at the beginning of a paragraph, behind whom the notice is sent to.
    opens = not before.strip() or before.endswith(":") or not sheet.line_to(first.start)
    is_titled = sheet.front > 0 and first.start < sheet.lines[0].end
    is_decision = _AMENDING_TITLE.search(_plain(last.title))
    said = (
        (ReferenceKind.ENDS, _ENDS_AFTER.search(nearest)),
        (ReferenceKind.AMENDED_BY, _AMENDED_AFTER.match(nearest) if is_decision else None),
        (ReferenceKind.AMENDS, _AMENDS_AFTER.match(nearest)),
        (ReferenceKind.ENDS, _ENDS_BEFORE.search(before)),
        (ReferenceKind.AMENDS, _AMENDS_BEFORE.search(before) if is_titled else None),
        (ReferenceKind.ISSUES, _ISSUES_BEFORE.search(before)),
        (ReferenceKind.ISSUES, _MADE_BEFORE.search(before) and _ISSUED_AFTER.match(nearest)),
        (ReferenceKind.ISSUES, opens and _ISSUES_AFTER.match(nearest)),
        (ReferenceKind.GROUND, _GROUND.search(before)),
    )
    for kind, match in said:
        if match:
            return kind, "印发" if kind is ReferenceKind.ISSUES else match.group(1)
    return ReferenceKind.MENTIONS, ""


def _reference(
    parsed: ParsedDocument, sheet: Sheet, name: _Name, title: str, said: tuple[ReferenceKind, str]
) -> Reference:
    end = name.after if name.number else name.end
    return Reference(
        document_id=parsed.document.id,
        kind=said[0],
        title=title,
        number=name.number,
        word=said[1],
        source=cite_in(parsed, sheet, name.begin, end),
    )


def _numbers_alone(parsed: ParsedDocument, sheet: Sheet, names: list[_Name]) -> Iterator[Reference]:
    """Yield the documents that are named by their number alone: 按照国发〔2021〕23号文件要求."""
    covered = [name.after for name in names]
    text = sheet.text
    body = sheet.lines[sheet.front].start if sheet.front < len(sheet.lines) else len(text)
    for match in find_numbers(text, body):
        at = bisect_right(covered, match.start())
        if at < len(names) and names[at].start <= match.start():
            continue
        # The verb may have been taken for a part of the number: 按照国发〔2021〕23号.
        opening = text[max(match.start() - 40, sheet.sentence_start(match.start())) : match.end()]
        verbs = list(_NUMBER_VERB.finditer(opening))
        ends = _ENDS_AFTER.match(text, match.end())
        if not verbs and not ends:
            continue
        start = match.start()
        if verbs:
            start = max(start, match.end() - len(opening) + verbs[-1].end())
        yield Reference(
            document_id=parsed.document.id,
            kind=ReferenceKind.ENDS if ends else ReferenceKind.GROUND,
            title="",
            number=normal_number(text[start : match.end()]),
            word=(ends or verbs[-1]).group(),
            source=cite_in(parsed, sheet, start, match.end()),
        )


def cite_in(parsed: ParsedDocument, sheet: Sheet, start: int, end: int) -> Citation:
    """Cite a range of a sheet as part of its clause, or of the document where it is in none."""
    span = sheet.view.span(start, end)
    clauses = parsed.clauses  # in reading order, none over another
    at = bisect_right(clauses, span.start, key=lambda clause: clause.span.start) - 1
    inside = at >= 0 and clauses[at].span.contains(span)
    clause_id = clauses[at].id if inside else parsed.document.id
    return cite_range(sheet, parsed.document.id, clause_id, start, end)
