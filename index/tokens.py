"""Words, bigrams and the encoder's spelling of a text; the only module that imports jieba."""

from __future__ import annotations

import hashlib
import logging
import marshal
import re
import sys
import tempfile
import unicodedata
import warnings
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.view import RADICALS

logger = logging.getLogger(__name__)

LEXICON_PATH = Path(__file__).parent / "lexicon.tsv"

HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_STARTS_HAN = re.compile(rf"[{HAN}]")
_BLANK_INSIDE = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
# A number keeps its unit sign (15%); a number that runs into letters is a name (5g, pm2.5).
_NUMBER = r"\d++(?:\.\d++)?+(?:%|‰|°c)?(?![a-z])"
_NAME = r"[a-z0-9]++(?:[.+-][a-z0-9]++)*+"
_TOKEN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<other>{_NUMBER}|{_NAME})")
_TOKEN_ALONE = re.compile(rf"[{HAN}]+|{_NUMBER}|{_NAME}")
_RAREST_WORD = 10  # uses; below stand names and words that nobody types
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def fold(text: str) -> str:
    """Fold width and case, and join what blanks cut apart inside Chinese text.

    >>> fold("到２０２５年，ＣＣＵＳ 减 排 １５％")
    '到2025年,ccus 减排 15%'
    """
    folded = unicodedata.normalize("NFKC", text).translate(RADICALS).lower()
    return _THOUSANDS.sub("", _BLANK_INSIDE.sub("", folded))


# The same body is read for words and for bigrams, a batch of 256 passages apart.
_fold_again = lru_cache(maxsize=1024)(fold)


@lru_cache(maxsize=1024)  # as above
def units(text: str) -> tuple[str, ...]:
    """Return the runs of Chinese characters, the names and the numbers of `text`.

    >>> units("到2025年，铝")
    ('到', '2025', '年', '铝')
    """
    return tuple(_TOKEN_ALONE.findall(_fold_again(text)))


def joined_units(first: str, second: str) -> tuple[str, ...]:
    """Return the units of two texts with a blank between, of which their own units are known.

    A blank inside Chinese text counts for nothing, so two runs may become one.

    >>> joined_units("重点任务", "推广。")
    ('重点任务推广',)
    """
    before, behind = units(first), units(second)
    ending, opening = _fold_again(first).rstrip()[-1:], _fold_again(second).lstrip()[:1]
    if not (ending and opening and _is_han(ending) and _is_han(opening)):
        return before + behind
    return (*before[:-1], before[-1] + behind[0], *behind[1:])


def bigrams(text: str) -> list[str]:
    """Return the bigrams of `text`, over runs of Chinese characters, names and numbers.

    A name or number counts as one character and stands on its own as well; a single Chinese
    character between punctuation stands alone.

    >>> bigrams("到2025年，铝")
    ['到2025', '2025', '2025年', '铝']
    """
    found: list[str] = []
    for run, is_plain in _runs(_fold_again(text)):
        if is_plain and len(run) > 1:
            found += [first + second for first, second in pairwise(run)]
            continue
        for position, unit in enumerate(run):
            if not _is_han(unit) or len(run) == 1:
                found.append(unit)
            if position + 1 < len(run):
                found.append(unit + run[position + 1])
    return found


def _runs(folded: str) -> Iterator[tuple[list[str], bool]]:
    """Yield the runs of a text as units, each with whether all of them are Chinese characters."""
    run: list[str] = []
    is_plain = True
    end = 0
    for token in _TOKEN.finditer(folded):
        if token.start() != end and run:
            yield run, is_plain
            run, is_plain = [], True
        run.extend(token["han"] or [token["other"]])
        is_plain = is_plain and bool(token["han"])
        end = token.end()
    if run:
        yield run, is_plain


@lru_cache(maxsize=30_000)
def _is_han(unit: str) -> bool:
    return _STARTS_HAN.match(unit) is not None


def spell(words: Iterable[str], vocabulary: Collection[str]) -> str:
    """Write `words` as the encoder reads them: blank-joined, unknown ones spelt out.

    An unknown word is spelt by the longest known words in it from the left, at last by its
    characters, so that a name nobody trained on still carries the meaning of its parts.

    >>> spell(["碳达峰", "市工信局"], {"碳达峰", "工信局", "市"})
    '碳达峰 市 工信局'
    """
    return " ".join(
        word if word in vocabulary else " ".join(_pieces(word, vocabulary)) for word in words
    )


def _pieces(word: str, vocabulary: Collection[str]) -> Iterator[str]:
    start = 0
    while start < len(word):
        end = len(word)
        while end > start + 1 and word[start:end] not in vocabulary:
            end -= 1
        yield word[start:end]
        start = end


def lexicon_counts(path: Path = LEXICON_PATH) -> dict[str, int]:
    """Return the general administrative lexicon: terms that jieba would cut apart, counted."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: int(count) for word, count in rows}


def load_lexicon(path: Path = LEXICON_PATH) -> tuple[str, ...]:
    """Return the words of the general administrative lexicon."""
    return tuple(lexicon_counts(path))


@dataclass(frozen=True, slots=True)
class DictionaryWord:
    """A word of jieba's own dictionary: how often Chinese in general uses it, and as what."""

    count: int
    tag: str


def read_dictionary() -> dict[str, DictionaryWord]:
    """Return jieba's own dictionary."""
    import jieba

    lines = (line.decode("utf-8").split() for line in jieba.get_dict_file())
    return {word: DictionaryWord(int(count), tag) for word, count, tag in lines}


class Tokenizer:
    """jieba with a user dictionary; the same words give the same cut on every machine.

    The hidden Markov model of jieba is off: it guesses words that depend on their neighbours, so
    the same name would be cut in two ways.

    Args:
        words: User words, kept whole where jieba's own dictionary would cut them.
        tmp_dir: Folder for the cache of the finished dictionary, which saves most of the start;
            None reads the dictionary afresh and writes nothing.
    """

    def __init__(self, words: Iterable[str] = (), *, tmp_dir: Path | None = None) -> None:
        self._words = tuple(words)
        self.tmp_dir = tmp_dir

    @cached_property
    def user_words(self) -> tuple[str, ...]:
        """The user words in one width and case, the short ones first."""
        folded = {fold(word) for word in self._words}
        chosen = (word for word in folded if len(word) > 1 and all(map(_is_han, word)))
        return tuple(sorted(chosen, key=lambda word: (len(word), word)))

    def cut(self, text: str) -> list[str]:
        """Cut `text` into words, each character in at most one; punctuation is dropped."""
        words: list[str] = []
        for unit in units(text):
            words += self.cut_run(unit) if _STARTS_HAN.match(unit) else (unit,)
        return words

    def cut_run(self, run: str) -> list[str]:
        """Cut a run of Chinese characters into words."""
        return list(self._jieba.cut(run, HMM=False))

    def is_word(self, text: str) -> bool:
        """Tell whether `text` is a user word or one the dictionary counts at least ten times."""
        frequency: int = self._jieba.FREQ.get(text) or 0
        return frequency >= _RAREST_WORD or text in self._user_set

    @cached_property
    def _user_set(self) -> frozenset[str]:
        return frozenset(self.user_words)

    def words(self, text: str) -> list[str]:
        """Return the search words of `text`: the words of `cut`, and before each the words in it.

        So 发展改革委 is found by 发展 and by 改革, and a long name by a part of it.
        """
        found: list[str] = []
        for unit in units(text):
            found += self.unit_words(unit)
        return found

    def unit_words(self, unit: str) -> Sequence[str]:
        """Return the search words of a run of Chinese characters, a name or a number."""
        words = self.cut_run(unit) if _STARTS_HAN.match(unit) else (unit,)
        return [part for word in words for part in (*self.inner_words(word), word)]

    def inner_words(self, word: str) -> Iterable[str]:
        """Yield the words in a word of three characters or more."""
        if len(word) < 3 or not _is_han(word):
            return
        frequencies = self._jieba.FREQ
        for start in range(len(word) - 1):
            for end in range(start + 2, len(word) + 1):
                part = word[start:end]
                if frequencies.get(part) and part != word:
                    yield part

    @cached_property
    def _jieba(self) -> Any:  # noqa: ANN401 -- jieba ships no types
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba 0.42 has old escapes and resource calls
            import jieba

        jieba.setLogLevel(logging.WARNING)
        cutter = jieba.Tokenizer()
        cache = self._cache_path(jieba.__version__)
        state = _read_cache(cache)
        if state is None:
            state = self._build(cutter)
            _write_cache(cache, state)
        cutter.FREQ, cutter.total = state
        cutter.initialized = True
        return cutter

    def _build(self, cutter: Any) -> tuple[dict[str, int], int]:  # noqa: ANN401 -- as above
        cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
        cutter.initialized = True
        for word in self.user_words:
            cutter.add_word(word)
        return cutter.FREQ, cutter.total

    def _cache_path(self, version: str) -> Path | None:
        if self.tmp_dir is None:
            return None
        made_of = "\n".join((version, sys.version, str(marshal.version), *self.user_words))
        return self.tmp_dir / f"jieba-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}.cache"


def _read_cache(path: Path | None) -> tuple[dict[str, int], int] | None:
    """Return the dictionary in the cache at `path`, None where there is none or it is damaged."""
    if path is None or not path.is_file():
        return None
    stored = path.read_bytes()
    checksum, body = stored[:4], stored[4:]
    if zlib.crc32(body).to_bytes(4) != checksum:
        logger.warning("词典缓存损坏，重新生成：%s", path)
        return None
    frequencies, total = marshal.loads(body)
    return frequencies, total


def _write_cache(path: Path | None, state: tuple[dict[str, int], int]) -> None:
    if path is None:
        return
    body = marshal.dumps(state)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(zlib.crc32(body).to_bytes(4) + body)
        Path(file.name).replace(path)
    except OSError as error:  # a cache saves time only
        logger.warning("词典缓存未能写入：%s（%s）", path, error)
