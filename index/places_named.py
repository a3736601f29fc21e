"""Places that documents are of and questions name, beyond the table of regions: 青禾县, 云岭州; pure.

Convention (党政机关公文格式): the title of a document, and the issuer above it, begin with the place they are
of (青禾县人民政府关于…, 青禾县…办法); a question names the place in the same words, often without 省, 市 or 县.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import PurePath

from corpus.issuers import split_issuers
from corpus.model import Document
from corpus.regions import load_regions
from corpus.titles import own_name
from index.background import load_background
from index.tokens import fold

_LEVEL = r"(?:自治[区州县旗]|[省市县区州旗])"
_PLACE = re.compile(
    rf"(?![全各本我该此那这某有如在是]|中共)[\u4e00-\u9fff]{{2,3}}?{_LEVEL}(?![场政容民域级直属间内外里上])"
)
# What stands before 区, 市, 县 in a word for any such place: 老旧小区, 一类区, 沿海地市, 设区市.
_NO_NAME = re.compile(
    r"[小社园选灌垦城景矿灾牧库片校街辖地郊林禁分展能发护税验范心集业活宅类级域]区$|[城都超股上地门夜设区个]市$"
    r"|[市区各个]县$|[全各内外]省$|[全各本我][市县区州]$|[两三四一二各]?[市县][区县州]$|[各一二两三四五六七八九十几多个]|[由被把给与及么说]|^(?:同时|需要|不是|是不)"
)
_OPENING = 400  # characters: the number, the issuer and the title
_SIGNED_WITHIN, _SIGNED_BEHIND = 1600, 600  # characters: a covering notice, and the end of a text
_SIGNED_ON = re.compile(r"\s*(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s*")
_MOST_SIGNERS = 12  # lines
_LONGEST_PLACE = 6  # characters
_SHORTEST_STEM = 2  # characters: 青禾 in 青禾县
_BARE_ISSUER = re.compile(r"(?m)^[省市][\u4e00-\u9fff]{2,12}?(?:厅|局|委)")
_OWN = re.compile(r"[我全]([省市县区州盟])")
_OFTEN = 3
_ABOVE_TEXT = re.compile(
    r".{2,5}人民政府|.{4,60}(?:方案|规划|计划|意见|办法|通知|条例|规定|细则|政策|措施|决定|公告|解读|解答|问答)$"
)
_ASKING = re.compile(r"^(?:请问|想问|那么?|关于|[我在问查]){0,2}")


def places_in(text: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the places that `text` names and the table of regions lacks, as it writes them.

    They are places that documents at hand are of, with or without 省, 市 or 县, and a place of any
    name that the question opens with.
    """
    own = _own_places(tuple((one.title, one.text[:_OPENING]) for one in documents))
    found = [place for place in own if place in text]
    stems = [place[:-1] for place in own if len(place) > _SHORTEST_STEM]
    found += [stem for stem in stems if stem in text and not any(stem in one for one in found)]
    start = _ASKING.match(text).end()  # type: ignore[union-attr] # matches nothing too
    match = _PLACE.match(text, start)
    # The table has every province there is: 听说省… opens with none.
    # 改造灌区… opens with a verb: the first two characters of a name are no word of policy.
    is_word = match is not None and match.group()[:2] in load_background().counts
    if match and not is_word and match.group()[-1] != "省" and _is_name(match.group()):
        found.append(match.group())
    return tuple(dict.fromkeys(one for one in found if not load_regions().found_in(one)))


def place_at(words: str) -> str:
    """Return the place that `words` begin with, whether any table has it; "" for none."""
    match = _PLACE.match(words)
    return match.group() if match and _is_name(match.group()) else ""


def place_before(words: str) -> str:
    """Return the place that `words` end with; "" for none."""
    ends = (words[-length:] for length in range(_LONGEST_PLACE, 2, -1))
    return next((one for one in ends if place_at(one) == one), "")


def is_of(place: str, document: Document) -> bool:
    """Tell whether a document is of a place: its title, its file or what stands above its text names it."""
    opening = document.text[:_OPENING]
    heads = "\n".join(_heads(document.title, opening))
    filed = _file_name(document)
    if (
        stem(place) in heads
        or stem(place) in filed
        or any(stem(place) in one for one in signers(document))
    ):
        return True
    if load_regions().found_in(heads):
        return False
    # Issuers without their place (省市场监管局) leave it to the text to say which it is.
    is_bare = _BARE_ISSUER.search(opening) and stem(place) in document.text
    return bool(is_bare) or stem(place) == _place_untold(document.text)


def _file_name(document: Document) -> str:
    """Return the name a document was filed under: who files 我省 of a title by its place says which."""
    return _folded(PurePath(document.source).stem)


def signers(document: Document) -> tuple[str, ...]:
    """Return who signed a document, or the notice that covers it, as names are looked for in them.

    Convention (党政机关公文格式, 7.3.5): the names of the issuers stand in lines of their own above the date.
    """
    return _signers(document.text[:_SIGNED_WITHIN], document.text[-_SIGNED_BEHIND:])


@lru_cache(maxsize=4096)
def _signers(*parts: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in parts:
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        for at in (at for at, line in enumerate(lines) if _SIGNED_ON.fullmatch(line)):
            for line in reversed(lines[max(at - _MOST_SIGNERS, 0) : at]):
                if not (names := split_issuers(line)):
                    break
                found += names
    return tuple(dict.fromkeys(map(_folded, found)))


def is_national(document: Document) -> bool:
    """Tell whether a document is of no place: neither its title nor what stands above its text names one."""
    opening = document.text[:_OPENING]
    heads = "\n".join(_heads(document.title, opening))
    is_of_a_place = load_regions().found_in(heads) or place_at(own_name(document.title))
    is_untold = _BARE_ISSUER.search(opening) or _place_untold(document.text)
    return not is_of_a_place and not is_untold


def stem(place: str) -> str:
    """Return a place without the word for its level: 青禾县 → 青禾, 福州 → 福州."""
    is_bare = len(place) <= _SHORTEST_STEM or place[-1] not in "省市县区州旗"
    return _folded(place if is_bare else place[:-1])


@lru_cache(maxsize=1024)
def _place_untold(text: str) -> str:
    """Return the place that a text is of without saying so above: the one it names most; "" for none.

    Convention (公文格式): within a province or a city its name goes without saying (我省, 全市), and stands
    in the signature and in the names of what is its own (《山西省…规定》, 山西证监局).
    """
    own = Counter(match.group(1) for match in _OWN.finditer(text))
    if sum(own.values()) < _OFTEN:
        return ""
    regions = load_regions()
    named = regions.pattern.findall(text)
    if own["省"] > own["市"]:
        named = [regions.province_of(one) for one in named]
    return max(counted := Counter(named), key=lambda one: counted[one], default="")


def _folded(words: str) -> str:
    return "".join(fold(words).split())


@lru_cache(maxsize=8)
def _own_places(openings: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the places at the head of the documents' titles and of the lines above their texts."""
    found = (place for title, opening in openings for place in _at_heads(title, opening))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def _heads(title: str, opening: str) -> tuple[str, ...]:
    """Return the names of a document and the lines above its text that give its issuer or title."""
    lines = (line.strip(" \t#\u3000") for line in opening.split("\n"))
    heads = (own_name(title), title, *filter(_ABOVE_TEXT.match, lines))
    return tuple(_folded(one) for one in heads)


def _at_heads(title: str, opening: str) -> Iterator[str]:
    for head in _heads(title, opening):
        if place := place_at(head):
            yield place


def _is_name(place: str) -> bool:
    """Tell whether a word ending in 市, 县 or 区 is a name and no word for any such place."""
    return not _NO_NAME.search(place) and place not in load_background().counts
