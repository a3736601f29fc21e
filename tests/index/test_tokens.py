"""Words, bigrams and spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import Tokenizer, bigrams, fold, load_lexicon, spell


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(["碳达峰", "责任单位", "发展改革委", "能效标杆水平"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＣＣＵＳ技术", ["ccus", "技术"]),
        ("到2025年，下降１５％以上。", ["到", "2025", "年", "下降", "15%", "以上"]),
        ("1,200万吨、3.5亿元", ["1200", "万吨", "3.5", "亿元"]),
        ("2021-2023年", ["2021", "2023", "年"]),
        ("PM2.5和5G", ["pm2.5", "和", "5g"]),
        ("责 任\u3000单位：各县", ["责任单位", "各县"]),
        ("", []),
        ("——（）\n", []),
    ],
)
def test_cutting_folds_width_and_keeps_numbers_whole(tokenizer, text, expected):
    """Punctuation and blanks go, a number keeps its unit sign, a lexicon word stays whole."""
    assert tokenizer.cut(text) == expected


def test_search_words_hold_the_words_inside_a_long_word(tokenizer):
    """A long name is found by its parts, and stands after them."""
    words = tokenizer.words("发展改革委")

    assert words[-1] == "发展改革委"
    assert {"发展", "改革"} <= set(words)


def test_user_words_stay_whole_where_jieba_cuts_them(tokenizer):
    """The same text without the user word is cut apart."""
    assert "能效标杆水平" in tokenizer.words("达到能效标杆水平的企业")
    assert "能效标杆水平" not in Tokenizer().words("达到能效标杆水平的企业")


PLAIN = Tokenizer()
PLAIN.cut("先读词典")  # before the property test, whose deadline is for cutting alone


@given(st.text(alphabet="省市工信厅发改委负责落实，。 2025%aB１（", max_size=40))
def test_cutting_loses_no_character(text):
    """Every Chinese character, letter and digit of the folded text is in exactly one word."""
    kept = [c for c in fold(text) if c.isalnum()]
    words = [c for word in PLAIN.cut(text) for c in word if c.isalnum()]

    assert words == kept


def test_the_dictionary_cache_gives_the_same_words(tmp_path):
    """A second start reads the cache; a damaged cache is noticed and written anew."""
    text = "能效标杆水平与责任单位"
    first = Tokenizer(["能效标杆水平"], tmp_dir=tmp_path).words(text)
    (cache,) = tmp_path.iterdir()
    again = Tokenizer(["能效标杆水平"], tmp_dir=tmp_path).words(text)
    whole = cache.read_bytes()
    cache.write_bytes(whole[: len(whole) // 2])
    repaired = Tokenizer(["能效标杆水平"], tmp_dir=tmp_path).words(text)

    assert first == again == repaired
    assert cache.read_bytes() == whole


def test_other_user_words_use_another_cache(tmp_path):
    """The cache of one word list never serves another."""
    assert "能效标杆水平" in Tokenizer(["能效标杆水平"], tmp_dir=tmp_path).words("能效标杆水平")
    assert "能效标杆水平" not in Tokenizer([], tmp_dir=tmp_path).words("能效标杆水平")


def test_the_dictionary_does_not_depend_on_the_order_of_its_words():
    """User words are added in one order, however they come."""
    words = ["碳达峰", "碳达峰碳中和", "领导小组"]
    text = "碳达峰碳中和领导小组办公室"

    assert Tokenizer(words).cut(text) == Tokenizer(reversed(words)).cut(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("废旧电池", ["废旧", "旧电", "电池"]),
        ("铝、铜", ["铝", "铜"]),
        ("2030年", ["2030", "2030年"]),
        ("减排15%。", ["减排", "排15%", "15%"]),
        ("", []),
    ],
)
def test_bigrams_run_over_characters_and_numbers(text, expected):
    """Nothing pairs across punctuation; a lone character and every number stand alone too."""
    assert bigrams(text) == expected


def test_spelling_falls_back_to_known_parts_and_characters():
    """Known words stay, unknown ones become their longest known parts, then characters."""
    vocabulary = {"节能", "工信局", "市"}

    assert spell(["节能", "市工信局", "稀土"], vocabulary) == "节能 市 工信局 稀 土"
    assert spell([], vocabulary) == ""


def test_lexicon_words_stay_whole():
    """Every term of the shipped lexicon, alone, is one word."""
    lexicon = load_lexicon()
    tokenizer = Tokenizer(lexicon)

    assert len(lexicon) > 1000
    assert [word for word in lexicon if tokenizer.cut(word) != [word]] == []


def test_radicals_are_searched_as_the_characters_they_stand_for() -> None:
    """Text layers of PDF files name them so."""
    assert bigrams("部⻔⼯作") == bigrams("部门工作")
