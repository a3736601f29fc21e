"""Whether words are borne out by what they cite: numbers, dates, agencies, binding words, quotations; pure.

One checker for every composer, our own and a language model. Two rules:

- **There**: what binds in a statement stands in its cited spans, in their headings or in the facts read
  from them (agencies in full, the unit that a list of values shares).
- **In its place**: where a statement repeats the words of a span, what binds between these words is what
  the span has there: nothing exchanged, nothing left out, nothing put in (`app.word_places`).

Conventions: who quotes an official text keeps its amounts, years, units and the words that bind; the
first unit listed is 牵头 only where the text says so; 不得 and 应当 are not each other's paraphrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from app.binding_words import load_binding_words, tokens_of
from app.catalogue import Catalogue
from app.evidence import fold
from app.proof_source import Fault, FaultKind, Source, names_of, narrowed, read_source
from app.word_places import find_exchanged, find_left_out
from corpus.dates import find_dates
from corpus.facts import Responsibility
from corpus.model import Citation
from corpus.quantities import UNIT

_SUPPORTED = 0.5  # of a statement's pairs of characters
_MARK = re.compile(r"[^\w%]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_UNIT = rf"{UNIT}|年|月|日"
_AMOUNT = re.compile(rf"(?P<number>(?<![\d.])\d+(?:\.\d+)?)(?P<unit>{_UNIT})")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")
_BASE = re.compile(r"[比较]((?:19|20)\d\d)年")
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_WORDED = re.compile(
    rf"(?:百分之|[二三四五六七八九十百千万]分之)[{_NUMERALS}]{{1,12}}"
    rf"|[{_NUMERALS}]{{1,12}}(?:个?工作日|个?月|[年日天元倍人吨户成]|小时)"
)
_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
_QUOTED = re.compile(r"[“「『]([^“”「」『』]{1,400})[”」』]")
_TITLE = re.compile(r"《([^《》]{1,200})》")
_SHORTENED = re.compile(r"(?:…|\.\.\.)$")
# An office by the end of its name; two characters before tell which: 教育局, 发改委.
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2}(?:局(?![面部限势地])|厅|委(?![托派任培内])|委员会|管委会|办公室|部门|人民政府|海关|银行|法院|检察院)"
)
_LEVEL = re.compile(r"(?:国家|自治区|[省市县区])$")
_LONGEST_LEVEL = 3  # characters
# What a reply says of units in its own words, where the text calls none of them 牵头.
_OWN_WORDS = re.compile(
    r"\(首列单位,文件未明确牵头\)|首列单位是(?P<kept>[^。;()]{2,40})\(文件未明确牵头单位\)|责任单位中没有[^。;]{1,40}"
)
_NOT_AMONG = re.compile(r"责任单位中没有(?P<unit>[^。;]{1,40})")
_LEADS = re.compile(
    r"牵头单位:(?P<after>[^。;()]{2,80})|(?P<before>[\u4e00-\u9fff()]{2,30})\(牵头\)"
)
_FIRST = re.compile(
    r"首列单位是(?P<after>[^。;()]{2,40})|(?P<before>[\u4e00-\u9fff()]{2,30})\(首列单位,"
)
_LISTED = re.compile(r"的责任单位:(?P<listed>[^。]+)")
_SUPPORTS = re.compile(
    r"(?P<after>)(?P<before>[\u4e00-\u9fff()]{2,30})\((?:配合|参与|参加|协助|协同|协办)\)"
)
_RANK = re.compile(r"\((?:(?:牵头|首列)[^()]{0,40}|配合|参与|参加|协助|协同|协办)\)")
# A premise put right: what was asked, and what the text has instead.
_CORRECTION = re.compile(r"^不是(?P<asked>[^,:]{1,40}),文件写的是(?P<found>[^:]{1,60}):")
_PLACE = re.compile(
    r"《(?P<title>[^《》]{1,200})》(?=第|\d|附件|专栏|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}(?:[、(\d“]|$))"
)
_GOES_ON = re.compile(r"\(?[\d一二三四五六七八九十]")


def find_faults(
    text: str, citations: Sequence[Citation], catalogue: Catalogue, *, granted: str = ""
) -> tuple[Fault, ...]:
    """Return what a statement says and its citations do not; () where they bear it out.

    Args:
        text: The statement, without citation numbers.
        citations: Its proof, each verbatim at its place (see `app.citations.is_proven`).
        catalogue: The documents.
        granted: What the statement may say besides: the amount that a question asked about, names
            of documents, a day reckoned from the text.
    """
    if not citations:
        return (Fault(FaultKind.UNCITED, text),)
    source = read_source(citations, catalogue, granted)
    whole = narrowed(text)
    stated = _OWN_WORDS.sub(lambda match: match["kept"] or "", whole)
    found = (
        *_wrong_correction(whole, source, granted),
        *_wrong_places(stated, source),
        *_absent_numbers(stated, source),
        *_absent_days(stated, source),
        *_absent_agencies(stated, source),
        *_wrong_ranks(whole, source),
        *_wrong_lists(whole, source),
        *_absent_words(stated, source),
        *_without_limit(_without_denied(stated, granted), source),
        *_absent_quotations(text, source),
        *_misplaced(_without_denied(stated, granted), source),
        *_unpaired(stated, source),
        *_unsupported(stated, source),
    )
    return tuple(dict.fromkeys(found))


def _absent_numbers(stated: str, source: Source) -> Iterator[Fault]:
    known = {number for text in (source.words, source.loose) for number in _NUMBER.findall(text)}
    known |= {one.value for one in source.targets}
    for number in _NUMBER.findall(stated):
        if number not in known:
            yield Fault(FaultKind.NUMBER, number)
    for match in _AMOUNT.finditer(stated):
        if not _has_amount(match["number"], match["unit"], source):
            yield Fault(FaultKind.NUMBER, match.group())
    for match in _WORDED.finditer(stated):
        if not source.has(match.group()):
            yield Fault(FaultKind.NUMBER, match.group())


def _has_amount(number: str, unit: str, source: Source) -> bool:
    """Tell whether the source has a number with this unit, or with none of its own (a cell, 60、80%)."""
    pattern = re.compile(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)(?P<unit>{_UNIT})?")
    for text in (source.words, source.loose):
        for match in pattern.finditer(text):
            own = match["unit"] or ""
            if own.startswith(unit) or unit.startswith(own):
                return True
    return False


def _absent_days(stated: str, source: Source) -> Iterator[Fault]:
    here = {one.day for text in (source.words, source.loose) for one in find_dates(text)}
    for mention in find_dates(stated):
        if mention.day not in here:
            yield Fault(FaultKind.DATE, stated[mention.start : mention.end])
    for match in _DAY.finditer(stated):
        if not source.has(match.group()):
            yield Fault(FaultKind.DATE, match.group())


def _absent_agencies(stated: str, source: Source) -> Iterator[Fault]:
    for match in _OFFICE.finditer(stated):
        ahead = stated[max(0, match.start() - _LONGEST_LEVEL) : match.start()]
        level = _LEVEL.search(ahead)
        name = f"{level.group()}{match.group()}" if level else match.group()
        if not source.has(name):
            yield Fault(FaultKind.AGENCY, name)


def _wrong_correction(whole: str, source: Source, granted: str) -> Iterator[Fault]:
    """Yield what a correction has the wrong way round: 不是(asked)，文件写的是(found)."""
    match = _CORRECTION.match(whole)
    if match is None:
        return
    asked, held = _NUMBER.findall(narrowed(granted)), _NUMBER.findall(source.repeated)
    wrong = [one for one in _NUMBER.findall(match["asked"]) if one not in asked]
    wrong += [one for one in _NUMBER.findall(match["found"]) if one not in held]
    yield from (Fault(FaultKind.NUMBER, one) for one in wrong)


def _wrong_places(stated: str, source: Source) -> Iterator[Fault]:
    """Yield the number of a clause, behind the title of its document, that no citation has."""
    for match in _PLACE.finditer(stated):
        labels = [one for title, own in source.places if title == match["title"] for one in own]
        rest = stated[match.end() :]
        if labels and not any(_is_named(rest, label) for label in labels):
            yield Fault(FaultKind.NUMBER, rest[:12])


def _is_named(rest: str, label: str) -> bool:
    """Tell whether a text opens with the number of a place, and not with one below it."""
    return rest.startswith(label) and not _GOES_ON.match(rest, len(label))


def _wrong_ranks(whole: str, source: Source) -> Iterator[Fault]:
    """Yield units that a statement calls first or leading, or not among those named, against the facts.

    A bracket with nothing in it has lost the rank of the unit before it.
    """
    if "()" in whole and "()" not in source.words:
        yield Fault(FaultKind.AGENCY, "()")
    duties = source.responsibilities
    if not duties:
        return
    named = [narrowed(name) for fact in duties for name in names_of(fact)]
    for match in _NOT_AMONG.finditer(whole):
        if any(match["unit"].endswith(one) for one in named):
            yield Fault(FaultKind.AGENCY, match["unit"])
    leads = [narrowed(one) for fact in duties for one in fact.leads]
    firsts = [narrowed(fact.agencies[0]) for fact in duties if fact.agencies]
    supports = [narrowed(one) for fact in duties for one in fact.support_of]
    for pattern, held in ((_LEADS, leads), (_FIRST, firsts), (_SUPPORTS, supports)):
        for match in pattern.finditer(whole):
            # What stands ahead of a bracket may have more before the name.
            units = match["after"].split("、") if match["after"] else [match["before"]]
            for unit in units:
                if not any(unit == one or (match["before"] and unit.endswith(one)) for one in held):
                    yield Fault(FaultKind.AGENCY, unit)


def _wrong_lists(whole: str, source: Source) -> Iterator[Fault]:
    """Yield a list of the responsible units that is not the whole list in the order of the text."""
    for match in _LISTED.finditer(whole):
        listed = _RANK.sub("", match["listed"])
        duties = source.responsibilities
        if duties and not any(_opens_with(listed, fact) for fact in duties):
            yield Fault(FaultKind.AGENCY, listed[:40])


def _opens_with(listed: str, fact: Responsibility) -> bool:
    names = [narrowed(one) for one in names_of(fact)]
    return any(
        listed.startswith("、".join(names[:count])) for count in (len(names), len(fact.agencies))
    )


def _absent_words(stated: str, source: Source) -> Iterator[Fault]:
    held = {*tokens_of(source.words), *tokens_of(source.loose)}
    for word in tokens_of(stated):
        if word in load_binding_words().stated and word not in held:
            yield Fault(FaultKind.BINDING, word)


def _without_limit(stated: str, source: Source) -> Iterator[Fault]:
    """Yield amounts that the spans give with a limit (15%以上) and nowhere without, given without it."""
    held = source.repeated
    limited: dict[str, set[str]] = {}
    for match in _AMOUNT.finditer(held):
        limited.setdefault(match.group(), set()).add(_limit(held, match.end()))
    for match in _AMOUNT.finditer(stated):
        limits = limited.get(match.group(), {""})
        if "" not in limits and _limit(stated, match.end()) not in limits:
            yield Fault(FaultKind.BINDING, min(limits))


def _limit(text: str, at: int) -> str:
    """Return the limiting word that stands at `at`, "" where none does."""
    words = sorted(load_binding_words().preceding, key=len, reverse=True)
    return next((word for word in words if text.startswith(word, at)), "")


def _absent_quotations(text: str, source: Source) -> Iterator[Fault]:
    for match in (*_QUOTED.finditer(text), *_TITLE.finditer(text)):
        words = _SHORTENED.sub("", match[1])
        if not source.has(narrowed(words)) and fold(words) not in fold(source.words):
            yield Fault(FaultKind.QUOTATION, match.group())


def _without_denied(stated: str, granted: str) -> str:
    """Return a correction without the question's own words that it denies: they stand in the place of the true ones."""
    match = _CORRECTION.match(stated)
    is_asked = match and match["asked"] in narrowed(granted)
    return stated[match.end("asked") + 1 :] if match and is_asked else stated


def _misplaced(stated: str, source: Source) -> Iterator[Fault]:
    """Yield what stands where the spans have something else, and what was left out of its place."""
    tokens = tokens_of(stated)
    for token in find_exchanged(tokens, source.spans):
        yield Fault(FaultKind.NUMBER if token[0].isdigit() else FaultKind.BINDING, token)
    yield from (Fault(FaultKind.BINDING, word) for word in find_left_out(tokens, source.spans))


def _unpaired(stated: str, source: Source) -> Iterator[Fault]:
    """Yield amounts that a statement gives for a year for which the spans give another one."""
    pairs = set(_pairs(source.words))
    pairs |= {(str(one.year), f"{one.value}{one.unit}") for one in source.targets if one.year}
    for year, amount in _pairs(stated):
        years = {one for one, other in pairs if other == amount and one}
        if year and years and year not in years:
            yield Fault(FaultKind.DATE, f"{year}年{amount}")


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each amount of a text with the years it may be for: the last before it, and its base."""
    for sentence in re.split(r"[。\n]", text):
        bases = {match.start(1) for match in _BASE.finditer(sentence)}
        amounts = [one for one in _AMOUNT.finditer(sentence) if one["unit"] not in "年月日"]
        counts = {one.start() for one in amounts}  # 2000张 is no year
        years = [(one.start(), one[1]) for one in _YEAR.finditer(sentence)]
        years = [one for one in years if one[0] not in counts]
        for match in amounts:
            before = [(at, year) for at, year in years if at < match.start()]
            due = next((year for at, year in reversed(before) if at not in bases), "")
            last = before[-1][1] if before else ""
            yield from ((year, match.group()) for year in dict.fromkeys((due, last)))


def _unsupported(stated: str, source: Source) -> Iterator[Fault]:
    """Yield a statement most of whose words stand neither in its citations nor round them."""
    pairs = (stated[at : at + 2] for at in range(len(stated) - 1))
    own = [pair for pair in pairs if not _MARK.search(pair)]
    if sum(source.has(pair) for pair in own) < len(own) * _SUPPORTED:
        yield Fault(FaultKind.UNSUPPORTED, stated[:40])


def words_of(faults: Iterable[Fault]) -> str:
    """Return faults on one line, for the log."""
    return "；".join(f"{one.kind.value}：{one.words}" for one in faults)
