"""Which documents a question means: by title, own name, number, place, level or field; pure."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from corpus.aliases import AgencyMention
from corpus.description import Description
from corpus.matter import SPOKEN_NUMBER, find_order, is_same_number, normal_number
from corpus.model import Document
from corpus.regions import load_regions
from corpus.titles import own_name
from corpus.view import fold_width
from index.background import load_background
from index.places_named import is_of, place_at, place_before
from index.question_words import DOCUMENT_NOUN
from index.titles_shortened import shortened_titles

_LEVEL = {
    "省": re.compile(r"省里|省级方案|全省|我省|本省|省直|省的|省方案|咱省|省上|省内"),
    "市": re.compile(r"市里|我市|本市|全市|市直|市级方案|市方案|咱市|市上"),
}
TITLE_MARKS = re.compile(r"《([^》]{1,200})》")
# Words of titles that name no document in particular.
_COMMON_TITLE = re.compile(
    r"实施方案|行动方案|工作方案|方案|规划|计划|意见|通知|办法|条例|规定|细则|关于|印发|行业|领域|工作|推进|加快|促进|若干|措施|的|和"
)
_LEVEL_WORD = re.compile(r"^(?:[\u4e00-\u9fff]{0,6}?自治[区州县]|[省市县区])")
# A document by the count of its number alone, as people speak: 408号文.
_COUNT_ALONE = re.compile(r"(?<![\d〔\[(第])(\d{1,5})号文(?![\u4e00-\u9fff]{0,2}[楼室])")
_ASKED_HOW = re.compile(r"(?:怎么|怎样|如何|咋)(?:来|去)?(?:解释|规定|说明|决定|通知)")
_SHORTEST_NAME = 3  # characters of a name that speaks of one document: 节能法
_TELLING = 1.5  # ln(texts / texts with the word): a field word that names a document by itself
BOTH = re.compile(
    r"两(?:个|份|项|部)?(?:方案|文件|规划|计划|意见|办法|地|级)|(?:方案|文件)(?:之间)?(?:有何|有什么)不同|省市两级|分别|各自|各由|各要|各定|各是"
    r"|(?:哪[个边家份方里]|谁)[^,。?]{0,10}更[高低多少大小早晚快慢严]|相比(?:有|存在)?(?:何|什么|哪些)?不同"
)

# Words that set several documents named against each other: 对比, 哪个高, 相差多少.
COMPARES = re.compile(
    r"对比|^(?:请|帮我|麻烦)?比较|比一比|比起来|相比|(?:哪[个边家份方里]|谁)[^,。?]{0,10}?[高低多少大小早晚快慢严松长短]|差多少|相差|不同|不一样|区别|差别|差异"
    r"|各(?:有|要|为|占|到|达|是|在|需|多少|几|哪|降|自)"
)


def is_title_of(called: str, title: str) -> bool:
    """Tell whether a document is called by its title, a part of it, or the title without its issuer.

    Convention (党政机关公文处理工作条例: 发文机关、事由、文种): who issues it stands ahead of 关于, and in speech only
    its place is kept.

    >>> is_title_of("青禾省关于节水的意见", "青禾省人民政府办公厅关于节水的意见")
    True
    >>> is_title_of("福建省关于节水的意见", "江西省人民政府关于节水的意见")
    False
    """
    if called in title or title in called:
        return True
    (issuer, mark, matter), (own, _, own_matter) = called.partition("关于"), title.partition("关于")
    if not mark or matter != own_matter:
        return False
    places, own_places = (load_regions().found_in(one) for one in (issuer, own))
    return places == own_places and (bool(places) or own.startswith(issuer[:2]))


def titled_documents(
    text: str, regions: tuple[str, ...], documents: Sequence[Document]
) -> tuple[tuple[str, ...], str]:
    """Return the ids of the documents a question calls by title, or one by its own name, and how."""
    for quoted in TITLE_MARKS.findall(text):
        same = [one.id for one in documents if is_title_of(quoted, one.title)]
        if same:
            return tuple(same), quoted
    if len(documents) == 1 or BOTH.search(text):
        return (), ""
    titles = {one.id: unicodedata.normalize("NFKC", one.title) for one in documents}
    held = [title for title in titles.values() if title in text]
    if held:
        longest = max(held, key=len)
        return tuple(one for one, title in titles.items() if title == longest), longest
    return _called_by_name(text, regions, documents)


def named_documents(
    text: str,
    regions: tuple[str, ...],
    documents: Sequence[Document],
    issuers: Sequence[AgencyMention] = (),
) -> tuple[tuple[str, ...], str]:
    """Return the ids of the documents a question speaks of by shortened title, region, level or field.

    Behind them comes that title as the question has it, "" for none. `issuers` are those it names as
    who issued the document (国管局那份规划).
    """
    if len(documents) == 1:
        return (), ""
    if not BOTH.search(text):
        called, title = shortened_titles(text, regions, documents, issuers)
        if called:
            return called, title if len(called) == 1 else ""
    titles = tuple(one.title for one in documents)
    levels = {
        level
        for level, pattern in _LEVEL.items()
        if pattern.search(text) and sum(level in title for title in {*titles}) == 1
    }
    spoken = {
        one.id: frozenset(
            (
                *(level for level in levels if level in one.title),
                *(field for field in fields if _speaks_of(text, field)),
                *(region for region in regions if is_of(region, one)),
            )
        )
        for one, fields in zip(documents, _fields(titles), strict=True)
    }
    named = {name: used for name, used in spoken.items() if used - _LEVEL.keys()}
    named = named or {name: used for name, used in spoken.items() if used}
    # What is called by more names than another is meant: 泉州 and 节水, not 泉州 alone.
    meant = (
        name for name, used in named.items() if not any(used < other for other in named.values())
    )
    return tuple(meant), ""


def numbered_documents(text: str, descriptions: Sequence[Description]) -> tuple[str, ...]:
    """Return the ids of the documents whose number (发文字号) is the first that `text` names.

    In speech the count alone calls a document (408号文), where one has it.
    """
    words = "".join(text.split())
    number = SPOKEN_NUMBER.search(words)
    numbers = {one.document_id: one.metadata.number for one in descriptions}
    own = {name: said.value for name, said in numbers.items() if said}
    if number is None:
        order = find_order(words := fold_width(words))
        found = (name for name, said in own.items() if is_same_number(words, said))
        return tuple(found) if order else _called_by_count(words, own)
    wanted = normal_number(number.group())
    return tuple(one for one, said in own.items() if wanted.endswith(said))


def _called_by_count(words: str, own: Mapping[str, str]) -> tuple[str, ...]:
    """Return the one document that 408号文 calls by the count of its number; () where none or several have it."""
    count = _COUNT_ALONE.search(words)
    if count is None:
        return ()
    ending = f"〕{int(count[1])}号"
    found = tuple(name for name, said in own.items() if said.endswith(ending))
    return found if len(found) == 1 else ()


def _called_by_name(
    text: str, regions: tuple[str, ...], documents: Sequence[Document]
) -> tuple[tuple[str, ...], str]:
    """Return the one document whose own name the question has, and that name: 水法, 节水办法."""
    names: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        place, bare = _parted(document.title)
        elsewhere = _place_ahead(text, bare)
        if not elsewhere.endswith(place) and not place.endswith(elsewhere):
            continue
        if not place or not regions or place in regions:
            names[bare].append(document)
    held = [name for name in names if len(name) >= _SHORTEST_NAME and name in text]
    longest = max(held, key=len, default="")
    same = names[longest] if longest else []
    is_one = len({one.title for one in same}) == 1  # editions of one document have one title
    return (tuple(one.id for one in same), longest) if is_one else ((), "")


def _place_ahead(text: str, name: str) -> str:
    """Return the place of any kind that a question sets before a name: 东海市 in 东海市限塑条例."""
    return place_before(text[: text.find(name)]) if name in text else ""


@cache
def _parted(title: str) -> tuple[str, str]:
    """Return the region at the head of a title's own name, "" for none, and what stands behind it."""
    name = own_name(title)
    found = load_regions().found_in(name)
    place = next((region for region in found if name.startswith(region)), "")
    if not place and (unknown := place_at(name)):
        return unknown, name.removeprefix(unknown)
    bare = name.removeprefix(place)
    return place, _LEVEL_WORD.sub("", bare) if place else bare


def words_for_documents(text: str, documents: Sequence[Document]) -> Iterator[str]:
    """Yield the words of `text` that only say which document is meant."""
    yield from ("省里", "市里", "全省", "全市", "我省", "我市", "省", "市")
    for fields in _fields(tuple(one.title for one in documents)):
        yield from (field for field in fields if _stands_for_one(text, field))
    for region in load_regions().found_in(text):
        yield from (f"{region}省", f"{region}市")


def _speaks_of(text: str, field: str) -> bool:
    """Tell whether `field` names a document in `text`: a telling word, or one with 方案 behind it.

    What is asked to be explained (怎么解释“X”) speaks of no 解释.
    """
    text = _ASKED_HOW.sub(" ", text)
    if load_background().weight(field) >= _TELLING:
        return field in text
    return _stands_for_one(text, field)


def _stands_for_one(text: str, field: str) -> bool:
    pattern = rf"{field}.{{0,6}}?(?:{DOCUMENT_NOUN.pattern})"
    return field in text and bool(re.search(pattern, text))


@lru_cache(maxsize=8)
def _fields(titles: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return for each title the words for its field that no other title has, and their stems.

    Found once for the documents at hand: each title is held against every other.
    """
    stems = [_stems(title) for title in titles]
    distinct = frozenset(titles)
    having = {
        stem: sum(stem in title for title in distinct)
        for stem in dict.fromkeys(chain.from_iterable(stems))
    }
    return tuple(tuple(stem for stem in own if having[stem] == 1) for own in stems)


def _stems(title: str) -> tuple[str, ...]:
    """Return the words of a title for its field, and their stems."""
    regions = load_regions().found_in(title)
    bare = re.sub("|".join(map(re.escape, regions)), " ", title) if regions else title
    words = [
        re.sub(r"^[省市县区]", "", piece)
        for piece in re.findall(r"[\u4e00-\u9fff]{2,}", _COMMON_TITLE.sub(" ", bare))
    ]
    return tuple(dict.fromkeys(stem for word in words for stem in (word, word[:2]) if stem[1:]))
