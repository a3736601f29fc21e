"""Units that a question names by a name no table has."""

from __future__ import annotations

import pytest

from app.units_named import units_named
from corpus.aliases import load_aliases

TOLD = "渠道更新由市滨河办牵头，各镇(街道)政府、甲江供水公司配合。"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("渠道更新由市滨河办负责吗?", ["市滨河办"]),
        ("渠道更新是不是甲江供水公司在管?", ["甲江供水公司"]),
        ("渠道更新归不归甲江供水公司来抓?", ["甲江供水公司"]),
        ("各镇(街道)政府要参与渠道更新吗", ["各镇(街道)政府"]),
        ("甲江供水公司负责哪些任务?", ["甲江供水公司"]),
        ("渠道更新由市水利局负责吗?", []),  # known from the table
        ("渠道更新由丙海办负责吗?", []),  # the documents have no such name
        ("渠道更新由谁负责?", []),
    ],
)
def test_a_unit_is_named_where_the_question_says_who_acts(text, names):
    """As the documents write it, and only where no table has it."""
    known = load_aliases().mentions(text)
    assert [one.text for one in units_named(text, known, TOLD.__contains__)] == names
