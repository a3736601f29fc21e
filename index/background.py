"""What policy texts in general talk about: their terms and the number of texts each stands in.

A question's word that no clause has may be small talk or the very thing that is asked about. It is
the latter where policy texts use the word as often as other Chinese does; this table holds those
words. Counted by command (`python -m index train FOLDER… --background`), from documents not shipped.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.tokens import DictionaryWord, Tokenizer, lexicon_counts

BACKGROUND_PATH = Path(__file__).parent / "background.tsv"
FEWEST_TEXTS = 3
# Tags of jieba's dictionary (ICTCLAS): function words, numerals, foreign names, places.
_FUNCTION_TAG = re.compile(r"(?:[cuprydmqteofhkxz]|u[jlzgdv]|zg|nrt|nrfg|ns|mq)$")
_NOUN_TAGS = frozenset("nsj")
_PERSON = "nr"
_NOUN_SHARE = 0.2
_PECULIAR = 2.5  # times as often as Chinese in general: a matter of policy whatever its tag
_BURSTY = 2.0  # uses in a text that has the word
# … of words that tell what is done, or how: 搬迁, 认可, 便捷. 采购 as 名动词 (vn) names a matter too.
_ACT_TAGS = frozenset({"v", "vd", "vi", "a", "ad", "d"})
_RESULTS = "好完到掉住"
_HEAD = "# 政策用词：词<制表符>出现的文档数<制表符>s 主题词、t 其他术语、v 其他，后加 a 的说的是动作、性状；第一行为文档总数（由命令统计）\n"


@dataclass(frozen=True, slots=True)
class Background:
    """Content words of policy texts and how many of `texts` texts each stands in.

    `terms` are nouns and words peculiar to policy (排污, 造纸). `subjects` are those of them that a
    text comes back to once it has them (水泥, not 后果): what a text can be about. Burstiness as a
    sign of topical words is Church and Gale's (Poisson Mixtures, 1995). `acts` are those of the terms
    that tell what is done or how (搬迁, 认可), for which an asker has many words.
    """

    texts: int
    counts: dict[str, int]
    terms: frozenset[str]
    subjects: frozenset[str]
    acts: frozenset[str] = frozenset()

    def weight(self, word: str) -> float:
        """Return how telling `word` is, ln(texts / count); 0 for a word that is no policy term."""
        count = self.counts.get(word, 0)
        return math.log(self.texts / count) if count else 0.0


def count_background(
    texts: Iterable[str], dictionary: Mapping[str, DictionaryWord], tokenizer: Tokenizer
) -> Background:
    """Count the dictionary's words that are policy terms, each in how many texts it stands.

    A noun is a term if policy texts use it at least a fifth as often as Chinese in general does
    (by the dictionary's counts), any other content word if they use it at least as often.
    """
    documents: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    total = length = 0
    for text in texts:
        words = tokenizer.cut(text)
        total, length = total + 1, length + len(words)
        uses.update(words)
        documents.update(set(words))
    general = sum(entry.count for entry in dictionary.values())
    kept = {
        word: documents[word]
        for word, entry in dictionary.items()
        if len(word) > 1
        and documents[word] >= FEWEST_TEXTS
        and not _FUNCTION_TAG.match(entry.tag)
        and uses[word] / length >= _share(entry.tag) * entry.count / general
    }
    terms = frozenset(
        word
        for word in kept
        if _is_noun(dictionary[word].tag)
        or uses[word] / length >= _PECULIAR * dictionary[word].count / general
    )
    subjects = frozenset(word for word in terms if uses[word] >= _BURSTY * documents[word])
    acts = frozenset(word for word in terms if dictionary[word].tag in _ACT_TAGS)
    return Background(texts=total, counts=kept, terms=terms, subjects=subjects, acts=acts)


def _is_noun(tag: str) -> bool:
    return (tag[0] in _NOUN_TAGS and tag != _PERSON) or tag in {"vn", "an"}


def _share(tag: str) -> float:
    """Return how often policy texts have to use a word of that tag, as a share of general use."""
    if tag == _PERSON:  # the dictionary takes many a word for a surname with a name: 养老
        return _PECULIAR
    return _NOUN_SHARE if tag[0] in _NOUN_TAGS else 1.0


def save_background(background: Background, path: Path = BACKGROUND_PATH) -> None:
    """Write the table, most frequent word first."""
    ranked = sorted(background.counts.items(), key=lambda item: (-item[1], item[0]))
    lines = "".join(f"{word}\t{count}\t{_mark(word, background)}\n" for word, count in ranked)
    path.write_text(f"{_HEAD}\t{background.texts}\t\n{lines}", encoding="utf-8")


def _mark(word: str, background: Background) -> str:
    act = "a" if word in background.acts else ""
    if word in background.subjects:
        return f"s{act}"
    return f"t{act}" if word in background.terms else "v"


@cache
def load_background(path: Path = BACKGROUND_PATH) -> Background:
    """Read the table that `save_background` wrote, and the lexicon: every term in it is a subject.

    A term of the lexicon is an act where it begins and ends with one (累计建成, unlike 碳排放), or ends
    in a verb's result (建好, 做到).
    """
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    counts = {word: int(count) for word, count, _ in rows}
    subjects = frozenset(word for word, _, mark in rows if mark.startswith("s"))
    acts = frozenset(word for word, _, mark in rows if mark.endswith("a"))
    verbs = acts | {word for word, _, mark in rows if mark == "v"}
    texts = counts.pop("")
    lexicon = {word: min(count, texts) for word, count in lexicon_counts().items()}
    subjects |= lexicon.keys()
    acts |= {word for word in lexicon if _is_act(word, verbs)}
    terms = subjects | {word for word, _, mark in rows if mark.startswith("t")}
    return Background(
        texts=texts, counts=lexicon | counts, terms=terms, subjects=subjects, acts=acts
    )


def _is_act(word: str, verbs: frozenset[str]) -> bool:
    return (word[:2] in verbs and word[-2:] in verbs) or word[-1] in _RESULTS
