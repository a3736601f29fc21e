"""What policy texts talk about, counted."""

from __future__ import annotations

import math

import pytest

from index.background import count_background, load_background, save_background
from index.tokens import DictionaryWord


class Blanks:
    """Cuts at blanks."""

    def cut(self, text: str) -> list[str]:
        return text.split()


# Chinese in general, a million words: 渠道 and 后果 are nouns, 推广 a verb, 排污 one that policy
# texts use far more than others, 我们 a function word, 天气 a noun of other texts.
DICTIONARY = {
    "渠道": DictionaryWord(count=1000, tag="n"),
    "后果": DictionaryWord(count=1000, tag="n"),
    "推广": DictionaryWord(count=100_000, tag="v"),
    "排污": DictionaryWord(count=1000, tag="v"),
    "我们": DictionaryWord(count=1000, tag="r"),
    "天气": DictionaryWord(count=890_000, tag="n"),
    "水": DictionaryWord(count=1000, tag="n"),
    "少见": DictionaryWord(count=1000, tag="n"),
}
TEXTS = (
    "渠道 渠道 渠道 推广 排污 排污 我们 水",
    "渠道 渠道 后果 推广 我们 水 天气",
    "渠道 渠道 后果 推广 排污 排污 水 少见",
    "渠道 后果 推广 推广 排污 排污 我们 水 少见",
)


@pytest.fixture(scope="module")
def background():
    return count_background(TEXTS, DICTIONARY, Blanks())


def test_texts_are_counted_not_uses(background):
    """A word counts once in each text that has it."""
    assert background.texts == 4
    assert background.counts == {"渠道": 4, "后果": 3, "推广": 4, "排污": 3}


def test_what_is_left_out(background):
    """Function words, single characters, words in under three texts, and words of other texts."""
    assert background.counts.keys().isdisjoint({"我们", "水", "少见", "天气"})


def test_terms_are_nouns_and_words_peculiar_to_policy(background):
    """A verb is a term only where policy texts use it far more than Chinese does."""
    assert background.terms == {"渠道", "后果", "排污"}


def test_subjects_are_what_a_text_comes_back_to(background):
    """A term used again and again in the texts that have it is what a text can be about."""
    assert background.subjects == {"渠道", "排污"}


def test_a_rarer_word_tells_more(background):
    """ln(texts / count); nothing for a word that is no policy word."""
    assert background.weight("后果") == pytest.approx(math.log(4 / 3))
    assert background.weight("渠道") == 0.0
    assert background.weight("天气") == 0.0


def test_a_saved_table_is_read_as_it_was(background, tmp_path):
    """Counts, terms and subjects come back; the lexicon's words are added as subjects."""
    path = tmp_path / "background.tsv"
    save_background(background, path)
    read = load_background(path)
    assert read.texts == 4
    own = set(background.counts)
    assert {word: read.counts[word] for word in own} == background.counts
    assert {word for word in own if word in read.subjects} == background.subjects
    assert {word for word in own if word in read.terms} == background.terms


def test_the_shipped_table():
    """Policy nouns are terms, function words are not in it, and every word stands in three texts."""
    shipped = load_background()
    assert {"灌溉", "养老", "粮食"} <= shipped.terms
    assert shipped.counts.keys().isdisjoint({"我们", "可以", "哪些"})
    assert min(shipped.counts.values()) >= 3
    assert max(shipped.counts.values()) <= shipped.texts
    assert shipped.subjects <= shipped.terms
