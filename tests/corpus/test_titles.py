"""Documents are called what they call themselves, whatever their files are called."""

import pytest

from corpus.titles import title_of

RED_HEAD = "某市人民政府办公室文件\n某政办〔2024〕3号\n"


@pytest.mark.parametrize(
    ("front", "title"),
    [
        (
            RED_HEAD + "某市人民政府办公室\n关于加强节水的通知\n",
            "某市人民政府办公室关于加强节水的通知",
        ),
        (
            RED_HEAD + "关于印发某市节水行动\n实施方案（2024—2026年）\n的通知\n",
            "关于印发某市节水行动实施方案（2024—2026年）的通知",
        ),
        ("索引号：01/2024\n标 题：某市节水办法\n发布机构：某市水务局\n", "某市节水办法"),
        ("附件2\n某市节水行动计划\n", "某市节水行动计划"),
        ("关于印发《某市节\n水行动方案》的通知\n", "关于印发《某市节水行动方案》的通知"),
        ("# 某市**节水条例**\n", "某市节水条例"),
    ],
)
def test_the_title_above_the_body_names_a_document(front, title):
    """Wrapped or not, under a red head or in the labels of a web page."""
    assert title_of(front + "各区县政府：\n为加强节水，制定本办法。", "扫描件_01") == title


def test_the_name_of_the_file_stays_where_it_reads_as_a_title():
    """A user who has named a plan is not told another name for it."""
    assert (
        title_of("某市水务局关于印发节水方案的通\n知\n各区：\n为节水。", "某市节水方案")
        == "某市节水方案"
    )


@pytest.mark.parametrize(
    "front",
    [
        "各位代表：\n现在报告工作。",
        "推广节水技术，落实各项措施\n为节水，制定措施",
        "一、要按照规定",
    ],
)
def test_a_body_without_a_title_is_called_as_its_file(front):
    """Sentences and addresses are no titles, though a kind of document closes them."""
    assert title_of(front, "扫描件_01") == "扫描件_01"
