"""Terms: how telling a word is, what stands for it, how far a text has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence import Term, fold, missing, read_terms, support, telling_among
from index.synonyms import load_synonyms


def term(word: str, weight: float = 1.0, *, alternatives: tuple[str, ...] = ()) -> Term:
    return Term(
        word=word, weight=weight, alternatives=alternatives, known=True, subject=True, own=False
    )


def read(words: list[str], standing: dict[str, float], context: str = "") -> dict[str, Term]:
    """Read words where `standing` are the words of the documents with their idf."""
    terms = read_terms(
        words,
        idf=lambda word: standing.get(word, 0.0),
        synonyms=load_synonyms(),
        context=context or "".join(words),
    )
    return {one.word: one for one in terms}


@pytest.mark.parametrize(
    ("text", "folded"), [("ＣＣＵＳ", "ccus"), ("２０ ３０\u3000年", "2030年"), ("A\nB\t", "ab")]
)
def test_folding_takes_width_case_and_blanks_away(text, folded):
    """Texts are compared in one width and case, without blanks."""
    assert fold(text) == folded


@given(st.text(alphabet="ＡａB１2 \u3000年（(，"))
def test_folding_twice_changes_nothing(text):
    """A folded text is folded."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("word", "text", "share"),
    [
        ("灌溉", "发展灌溉", 1.0),
        ("喷灌", "发展灌溉", 0.0),
        ("喷灌机组", "喷灌的机组", 0.6 * 2 / 3),
    ],
)
def test_how_far_a_text_has_a_word(word, text, share):
    """The word counts whole, a long word's bigrams in part, a short word not at all without it."""
    assert term(word).found_in(text) == pytest.approx(share)


def test_a_synonym_counts_nearly_as_the_word():
    """An alternative in its place is worth a little less."""
    assert 0.5 < term("水务", alternatives=("水利",)).found_in("水利工程") < 1


def test_support_is_the_share_of_the_weight():
    """Heavier words count for more; without terms there is no support."""
    terms = (term("渠道", 3.0), term("衬砌", 1.0))
    assert support(terms, "更新渠道") == pytest.approx(0.75)
    assert support(terms, "渠道衬砌") == pytest.approx(1.0)
    assert support((), "渠道") == 0.0


def test_what_is_missing_comes_heaviest_first():
    """Only words the text has not, in order of weight."""
    terms = (term("渠道", 1.0), term("衬砌", 2.0), term("闸门", 3.0))
    assert [one.word for one in missing(terms, "更新渠道")] == ["闸门", "衬砌"]


def test_a_word_of_the_documents_is_known():
    """A standing word weighs by its idf; one that stands nowhere is unknown."""
    terms = read(["渠道", "喵喵"], {"渠道": 2.0})
    assert (terms["渠道"].known, terms["喵喵"].known) == (True, False)
    assert terms["渠道"].weight > terms["喵喵"].weight > 0


def test_a_subject_of_policy_outweighs_small_talk():
    """What policy texts treat of and these documents lack weighs more than a turn of speech."""
    terms = read(["养老", "哈哈哈"], {})
    assert terms["养老"].subject
    assert not terms["哈哈哈"].subject
    assert terms["养老"].weight > terms["哈哈哈"].weight


def test_a_latin_name_is_a_subject():
    """CCUS is no turn of speech."""
    assert read(["ccus"], {})["ccus"].subject


def test_synonyms_count_only_where_they_stand():
    """A synonym the documents lack is no alternative."""
    assert read(["充电站"], {"充电桩": 2.0})["充电站"].alternatives == ("充电桩",)
    assert read(["充电站"], {})["充电站"].alternatives == ()


def test_a_repeated_word_counts_once():
    """Saying it twice does not make it heavier."""
    assert len(read(["渠道", "渠道"], {"渠道": 1.0})) == 1


@given(st.lists(st.text(min_size=1, max_size=4), max_size=5), st.text(max_size=20))
def test_support_lies_between_nothing_and_all(words, text):
    """Whatever the words and the text, the share is a share."""
    terms = read_terms(
        words, idf=lambda word: float(len(word)), synonyms=load_synonyms(), context="".join(words)
    )
    assert 0.0 <= support(terms, text) <= 1.0 + 1e-9


def test_a_substance_weighs_in_full_though_it_is_one_character():
    """镍 and 废铝 are what a question is about; 建 and 还能 are anything."""
    found = read(["镍", "废铝", "建", "还能"], {"镍": 3.0, "废铝": 3.0, "建": 3.0, "还能": 3.0})
    assert found["镍"].weight == found["废铝"].weight == 3.0
    assert max(found["建"].weight, found["还能"].weight) < 1.5


def test_a_name_of_a_digit_and_a_letter_is_a_name():
    """5G is the name of a thing."""
    assert read(["5g"], {})["5g"].subject


def test_what_stands_in_all_texts_tells_none_apart():
    """A word of one text keeps its weight, one of all keeps a tenth."""
    water, canal = telling_among([term("节水"), term("渠道")], ["节水渠道", "节水", "节水", "节水"])
    assert canal.weight > 0.5 > water.weight == pytest.approx(0.1)
    assert telling_among([], ["节水"]) == ()


def test_a_share_may_be_of_the_weight_of_other_terms():
    """Lighter terms take their text down, not up to the whole."""
    light = [term("节水", 0.5)]
    assert support(light, "节水") == 1.0
    assert support(light, "节水", of=[term("节水", 1.0)]) == 0.5


def test_a_rate_that_only_other_documents_have_is_missed():
    """Of the documents asked none has it, though they have its parts: it is the thing asked about."""
    words = {"渠道": 1.0, "渠系": 1.0, "衬砌": 1.0, "渠系衬砌率": 3.0}
    terms = read_terms(
        ["渠系衬砌率"],
        idf=lambda word: words.get(word, 0.0),
        synonyms=load_synonyms(),
        context="渠系衬砌率",
        has=lambda word: word != "渠系衬砌率",
    )
    assert terms[0].weight == 3.0
    assert not terms[0].known
