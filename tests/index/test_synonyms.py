"""Words that stand for one another."""

from __future__ import annotations

from index.synonyms import PATH, load_synonyms


def write(tmp_path, text: str):
    path = tmp_path / "synonyms.tsv"
    path.write_text(text, encoding="utf-8")
    return load_synonyms(path)


def test_a_group_stands_for_one_another(tmp_path):
    """Each word of a line has the others, in order; a remark is none."""
    synonyms = write(tmp_path, "# 甲 乙\n喷灌 滴灌 微灌\n")
    assert synonyms.of("滴灌") == ("喷灌", "微灌")
    assert synonyms.of("甲") == ()


def test_a_word_of_two_groups_has_both(tmp_path):
    """The groups are not merged, but the word in both has all."""
    synonyms = write(tmp_path, "水渠 渠道\n渠道 途径\n")
    assert synonyms.of("渠道") == ("水渠", "途径")
    assert synonyms.of("途径") == ("渠道",)


def test_the_longest_word_at_a_place_is_found(tmp_path):
    """A word inside a longer one is not found besides; order is that of the text, each once."""
    synonyms = write(tmp_path, "电池 电瓶\n动力电池 车用电池\n")
    assert synonyms.found_in("电瓶和动力电池、电瓶") == ("电瓶", "动力电池")
    assert synonyms.found_in("天气") == ()


def test_case_does_not_matter(tmp_path):
    """Latin words are kept in lower case, as texts are folded."""
    assert write(tmp_path, "CCUS 碳捕集\n").of("碳捕集") == ("ccus",)


def test_a_word_in_brackets_is_asked_but_not_looked_for(tmp_path):
    """(修渠) stands for the others of its group, none of them for it; other brackets are text."""
    synonyms = write(tmp_path, "渠道维护 渠系养护(含疏浚) (修渠)\n")
    assert synonyms.found_in("谁来修渠") == ("修渠",)
    assert synonyms.of("修渠") == ("渠道维护", "渠系养护(含疏浚)")
    assert synonyms.of("渠道维护") == ("渠系养护(含疏浚)",)


def test_the_shipped_table_is_well_formed():
    """Every line has two different words or more; words that are not only asked stand mutually."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    groups = [line.split() for line in lines if not line.startswith("#")]
    assert [group for group in groups if len(set(group)) < 2] == []
    assert len({frozenset(group) for group in groups}) == len(groups)
    asked = {one[1:-1] for group in groups for one in group if one.startswith("(")}
    assert asked.isdisjoint(one for group in groups for one in group)
    assert all(len(one) > 1 for one in asked)
    synonyms = load_synonyms()
    one_way = [
        (word, other)
        for word, others in synonyms.groups.items()
        if word not in asked
        for other in others
        if word not in synonyms.of(other) or word == other
    ]
    assert one_way == []
