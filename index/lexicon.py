"""Mine the administrative lexicon: terms that jieba cuts apart, found by how they keep together.

Three sources. Neighbouring words that occur together far more often than chance (normalised
pointwise mutual information) and in varied company on both sides (branching entropy), joined in
three rounds, so that terms of several words are found. Terms
that many texts set between marks on both sides: quoted, listed or labelled (、碳中和”). And the names
of agencies, read from the brackets and lists in which plans name who is responsible.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.tokens import HAN, Tokenizer, fold

MINIMUM_DOCUMENTS = 3
LARGEST = 8000  # terms kept, most frequent first
_LONGEST = 8
_ROUNDS = 3
_FREQUENCY = 20
_COHESION = 0.45  # normalised pointwise mutual information, -1 to 1
_ENTROPY = 1.5  # nats, on each side

_RUN = re.compile(rf"[{HAN}]+")
# No term has one of these words at its edge: function words, numerals, words of place and order.
_EDGES = frozenset(
    "的和及与等在对为以将是了并按由其各本该或应可不有到从向所把被让给使者之于至即因若如同则我更较很"
    "一二三四五六七八九十百千万亿两零〇第年月日个项条款章节件次名位种类批元倍号上下内外中前后时间要"
)
_FUNCTION = frozenset(
    re.findall(
        r"\w+",
        "应当 可以 不得 以及 以上 以下 以内 以外 我们 他们 进行 通过 根据 按照 有关 相关 加强 推动 推进 促进 "
        "加快 支持 鼓励 完善 建立 健全 开展 实施 提高 做好",
    )
)
_AGENCY = re.compile(
    rf"(?<![{HAN}])[{HAN}]{{2,14}}(?:厅|局|委|办|署|部|委员会|办公室|领导小组|管委会|总局|海关|银行)"
    rf"(?=[、，,;）)按]|$)"
)
_DELIMITED = re.compile(rf"(?<=[“”、(:])[{HAN}]{{3,6}}(?=[“”、):])")
_DELIMITED_DOCUMENTS = 12  # a listed item is a term only where many texts list it
_RESPONSIBLE = re.compile(
    r"[(（]([^()（）]{4,300}?)(?:按职责|负责|牵头|落实|参与)[^()（）]{0,20}[)）]"
)
_LABELLED = re.compile(r"(?:责任单位|牵头单位|责任部门|配合单位|参与单位)[:：]([^。)）\n]{3,300})")
_PREFIX = re.compile(r"^(?:责任单位|牵头单位|国家|自治区|省|市|区|县)")


def mine_lexicon(texts: Sequence[str]) -> dict[str, int]:
    """Return terms that jieba alone would cut apart, with the number of texts they stand in.

    Every term stands in at least `MINIMUM_DOCUMENTS` texts; most frequent first.
    """
    tokenizer = Tokenizer()
    stream = _Stream(texts, tokenizer)
    found: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        found |= Counter(stream.join_terms())
    listed = Counter(term for text in texts for term in set(_DELIMITED.findall(fold(text))))
    found |= Counter({t: count for t, count in listed.items() if count >= _DELIMITED_DOCUMENTS})
    found |= Counter(name for text in texts for name in _agencies(text))
    apart = {
        term: count
        for term, count in found.items()
        if count >= MINIMUM_DOCUMENTS and tokenizer.cut(term) != [term]
    }
    ranked = sorted(apart.items(), key=lambda item: (-item[1], item[0]))
    return dict(ranked[:LARGEST])


def save_lexicon(terms: dict[str, int], path: Path) -> None:
    """Write the lexicon: one term per line and the number of documents it was counted in."""
    head = "# 行政与政策通用词：词<制表符>出现的文档数（由命令统计）\n"
    lines = "".join(f"{term}\t{count}\n" for term, count in terms.items())
    path.write_text(head + lines, encoding="utf-8")


def _agencies(text: str) -> set[str]:
    """Return the agencies that the brackets of responsibility in `text` name."""
    folded = fold(text)
    names: set[str] = set()
    for pattern in (_RESPONSIBLE, _LABELLED):
        for listed in pattern.findall(folded):
            names.update(_AGENCY.findall(listed))
    bare = {_PREFIX.sub("", name) for name in names}
    return {name for name in names | bare if len(name) > 2 and name[0] not in _EDGES}


class _Stream:
    """The words of all texts as numbers, 0 between runs; neighbours join into terms in place."""

    def __init__(self, texts: Sequence[str], tokenizer: Tokenizer) -> None:
        self.words: list[str] = [""]
        numbers: dict[str, int] = {"": 0}
        stream: list[int] = []
        owners: list[int] = []
        for owner, text in enumerate(tqdm(texts, desc="切词", unit="篇", mininterval=5)):
            for word in _run_words(text, tokenizer):
                number = numbers.setdefault(word, len(numbers))
                if number == len(self.words):
                    self.words.append(word)
                stream.append(number)
                owners.append(owner)
        self._stream: NDArray[np.int64] = np.array(stream, dtype=np.int64)
        self._owners: NDArray[np.int64] = np.array(owners, dtype=np.int64)

    def join_terms(self) -> dict[str, int]:
        """Join neighbours that belong together; return the terms and their number of texts.

        A pair with too little company on one side, a part of one longer term (达峰 in 碳达峰), is
        joined as well, for the next round, but is no term.
        """
        first, second = self._stream[:-1], self._stream[1:]
        codes = np.where((first > 0) & (second > 0), first * len(self.words) + second, -1)
        pairs, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
        fit = self._cohesive(pairs, counts) & self._worded(pairs, counts)
        varied = self._varied(places, len(pairs), fit)
        spread = self._spread(places, len(pairs), fit)
        terms = np.flatnonzero(fit & varied & (spread >= MINIMUM_DOCUMENTS))
        counted = {self._term(int(pairs[index])): int(spread[index]) for index in terms}
        self._join(codes, [int(pair) for pair in pairs[fit]])
        return counted

    def _spread(
        self, places: NDArray[np.intp], size: int, fit: NDArray[np.bool_]
    ) -> NDArray[np.intp]:
        """Return the number of texts each pair stands in, 0 for pairs that are not `fit`."""
        spots = np.flatnonzero(fit[places])
        texts = int(self._owners.max()) + 1
        distinct = np.unique(places[spots] * texts + self._owners[spots])
        return np.bincount(distinct // texts, minlength=size)

    def _term(self, pair: int) -> str:
        size = len(self.words)
        return self.words[pair // size] + self.words[pair % size]

    def _cohesive(self, pairs: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.bool_]:
        size = len(self.words)
        total = len(self._stream)
        own = np.bincount(self._stream, minlength=size)
        joint = counts / total
        apart = own[pairs // size] / total * own[pairs % size] / total
        cohesion = np.log(joint / np.maximum(apart, 1e-18)) / -np.log(joint)
        return (pairs >= 0) & (counts >= _FREQUENCY) & (cohesion >= _COHESION)

    def _worded(self, pairs: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.bool_]:
        fit = np.zeros(len(pairs), dtype=np.bool_)
        size = len(self.words)
        for index in np.flatnonzero((pairs >= 0) & (counts >= _FREQUENCY)):
            parts = self.words[pairs[index] // size], self.words[pairs[index] % size]
            term = "".join(parts)
            fit[index] = (
                len(term) <= _LONGEST and _EDGES.isdisjoint(parts) and _FUNCTION.isdisjoint(parts)
            )
        return fit

    def _varied(
        self, places: NDArray[np.intp], size: int, chosen: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Tell which pairs have many different neighbours on both sides."""
        spots = np.flatnonzero(chosen[places])
        spots = spots[(spots > 0) & (spots + 2 < len(self._stream))]
        varied = np.ones(size, dtype=np.bool_)
        for neighbours in (self._stream[spots - 1], self._stream[spots + 2]):
            # A boundary is new company each time.
            company = np.where(neighbours > 0, neighbours, -1 - np.arange(len(spots)))
            varied &= _entropy(places[spots], company, size) >= _ENTROPY
        return varied

    def _join(self, codes: NDArray[np.int64], joined: list[int]) -> None:
        wanted = np.isin(codes, np.array(joined, dtype=np.int64))
        numbers = {pair: len(self.words) + rank for rank, pair in enumerate(joined)}
        self.words += [self._term(pair) for pair in joined]
        keep = np.ones(len(self._stream), dtype=np.bool_)
        taken = -1
        for spot in np.flatnonzero(wanted):
            if spot > taken:
                self._stream[spot] = numbers[int(codes[spot])]
                keep[spot + 1] = False
                taken = int(spot) + 1
        self._stream, self._owners = self._stream[keep], self._owners[keep]


def _run_words(text: str, tokenizer: Tokenizer) -> Iterator[str]:
    for run in _RUN.findall(fold(text)):
        yield from tokenizer.cut(run)
        yield ""


def _entropy(groups: NDArray[np.intp], values: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    """Return the entropy, in nats, of the values that go with each group number below `size`."""
    _, counts, owner = _group_counts(groups, values)
    totals = np.bincount(owner, weights=counts, minlength=size)
    shares = counts / totals[owner]
    return np.bincount(owner, weights=-shares * np.log(shares), minlength=size).astype(np.float64)


def _group_counts(
    groups: NDArray[np.intp], values: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    pairs = np.stack((groups, values), axis=1)
    distinct, counts = np.unique(pairs, axis=0, return_counts=True)
    return distinct, counts, distinct[:, 0]
