"""Statements made false on purpose, one word at a time, to measure the checker of answers.

Each kind changes what an official would be held to: a value, a year, a unit, a word that binds, a
limit, a quotation. A statement gives at most one tampered text for each kind and place, always the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice

from app.answer import Answer
from app.binding_words import load_binding_words
from app.catalogue import Catalogue
from app.citations import LOST, UNPROVEN
from app.proof import find_faults, words_of
from app.proof_source import narrowed
from corpus.aliases import load_aliases
from corpus.model import Citation, Span

_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?=[%％\u4e00-\u9fff])")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
_CLOSED = re.compile(r"[”」。；;]|$")
# A word that binds, and one that binds otherwise.
_OPPOSITES = {
    "不得": "应当",
    "禁止": "鼓励",
    "严禁": "鼓励",
    "必须": "可以",
    "应当": "可以",
    "鼓励": "必须",
    "支持": "禁止",
    "引导": "严禁",
    "限制": "鼓励",
    "严格控制": "大力支持",
    "可以": "必须",
    "牵头": "配合",
}
_OTHER_OFFICES = ("档案局", "气象局", "体育局", "民政局", "退役军人局")
INVENTED = "对符合条件的单位给予一次性奖励"


def swap_values(text: str) -> Iterator[str]:
    """Yield `text` with two different numbers in each other's place."""
    places = list(_NUMBER.finditer(text))
    for first, second in combinations(places, 2):
        if narrowed(first.group()) != narrowed(second.group()):
            between = text[first.end() : second.start()]
            changed = second.group() + between + first.group()
            yield text[: first.start()] + changed + text[second.end() :]


def change_number(text: str) -> Iterator[str]:
    """Yield `text` with a number made one larger."""
    for match in _NUMBER.finditer(text):
        whole, point, rest = match.group().partition(".")
        yield text[: match.start()] + str(int(whole) + 1) + point + rest + text[match.end() :]


def change_year(text: str) -> Iterator[str]:
    """Yield `text` with a year five years on."""
    for match in _YEAR.finditer(text):
        yield text[: match.start()] + str(int(match[1]) + 5) + text[match.end() :]


def change_agency(text: str) -> Iterator[str]:
    """Yield `text` with a unit named in another's place."""
    for mention in load_aliases().pattern.finditer(text):
        if text[: mention.start()].endswith("没有"):
            continue  # 责任单位中没有… is as true of another
        office = next(one for one in _OTHER_OFFICES if one not in text)
        yield text[: mention.start(2)] + office + text[mention.end(2) :]


def change_binding(text: str) -> Iterator[str]:
    """Yield `text` with a word that binds turned into one that binds otherwise: 不得 → 应当."""
    for match in re.finditer("|".join(sorted(_OPPOSITES, key=len, reverse=True)), text):
        yield text[: match.start()] + _OPPOSITES[match.group()] + text[match.end() :]


def drop_limit(text: str) -> Iterator[str]:
    """Yield `text` without a word that binds or limits what it stands beside: 力争, 以上."""
    words = sorted(load_binding_words().stated, key=len, reverse=True)
    for match in re.finditer("|".join(words), text):
        governs = match.group() in load_binding_words().preceding
        if governs or not _CLOSED.match(text, match.end()):  # a noun: “加大资金支持”
            yield text[: match.start()] + text[match.end() :]


def invent_quotation(text: str) -> Iterator[str]:
    """Yield `text` with a quotation that stands nowhere."""
    yield f"{text.rstrip('。')}，文件写明“{INVENTED}”。"


KINDS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "两个数值对调": swap_values,
    "改一个数": change_number,
    "改年份": change_year,
    "换一个单位": change_agency,
    "换约束词": change_binding,
    "去掉限定词": drop_limit,
    "编造引语": invent_quotation,
}

_MOST = 12  # tampered texts of one statement and kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampering:
    """How the checker fared: per kind what it caught of what, and what it said of honest statements."""

    statements: int
    caught: Mapping[str, tuple[int, int]]
    alarms: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield the result in words."""
        yield f"如实的陈述 {self.statements} 条，误报 {len(self.alarms)} 条"
        yield from (f"误报：{one}" for one in self.alarms)
        for kind, (caught, total) in self.caught.items():
            yield f"{kind}：{total} 处，查出 {caught} 处"


def measure(answers: Iterable[Answer], catalogue: Catalogue) -> Tampering:
    """Check every statement of honest answers, and each again with every kind of tampering."""
    caught: Counter[str] = Counter()
    total: Counter[str] = Counter()
    alarms: dict[str, None] = {}
    seen: set[tuple[str, tuple[Citation, ...]]] = set()
    for answer in answers:
        if answer.reason == UNPROVEN or any(note.code == LOST for note in answer.notes):
            alarms[f"{answer.question}（有陈述未通过核对，见日志）"] = None
        granted = answer.premise.asked if answer.premise else ""
        for text, citations in _statements(answer):
            if (text, citations) in seen:
                continue
            seen.add((text, citations))
            if faults := find_faults(text, citations, catalogue, granted=granted):
                alarms[f"{text}（{words_of(faults)}）"] = None
                continue
            for kind, tamper in KINDS.items():
                for false in islice(tamper(text), _MOST):
                    total[kind] += 1
                    caught[kind] += bool(find_faults(false, citations, catalogue, granted=granted))
    return Tampering(
        statements=len(seen),
        caught={kind: (caught[kind], total[kind]) for kind in KINDS},
        alarms=tuple(alarms),
    )


def _statements(answer: Answer) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    by_number = {
        one.number: Citation(
            document_id=one.document_id,
            clause_id=one.clause_id,
            span=Span(start=one.start, end=one.end),
            quote=one.quote,
        )
        for one in answer.citations
    }
    for statement in answer.statements:
        yield statement.text, tuple(by_number[number] for number in statement.citations)
    for part in answer.parts:
        yield from _statements(part)
