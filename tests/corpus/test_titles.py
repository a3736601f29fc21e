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
        ("某市供水应急预案\n", "某市供水应急预案"),
        ("某市节水补助操作规程\n第三章申报条件和资助标准\n", "某市节水补助操作规程"),
        ("某市用水信息披露制度\n改革工作方案\n", "某市用水信息披露制度改革工作方案"),
        ("# 某市**节水条例**\n", "某市节水条例"),
        (
            "某市人民政府令\n第5号\n《某市节水办法》已经通过，现予公布。\n市长 张三\n某市节水办法\n",
            "某市节水办法",
        ),
        ("某厅对“关于节水，护水的建议”的答复\n", "某厅对“关于节水，护水的建议”的答复"),
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


BELOW = "水窖是山区群众的水源，年久失修的要一窖一策，限期修好。"


@pytest.mark.parametrize(
    "text",
    [
        f"山区水窖修缮简介\n{BELOW}",
        f"# 甲某诉乙县水利局补偿案\n\n{BELOW}",
        f"水窖修缮问答（一）\n一、谁来修\n{BELOW}",
        f"山区水窖的昨天和今天\n（2024年3月12日）\n{BELOW}",
        f"关于修窖若干问题的解释\n2013年1月14日审判委员会第1次会议通过\n{BELOW}",
        f"关于让每一口水窖都有人修、有人管、有人用\n并且有人问的决定\n（2024年3月12日某某会议通过）\n{BELOW}",
    ],
)
def test_a_first_line_that_stands_alone_above_the_text_is_its_title(text: str) -> None:
    """Without a kind of document at its end too, where the file's name is none; a caption is no part of it."""
    lines = text.removeprefix("# ").split("\n")
    title = lines[0] + (lines[1] if lines[1].endswith("决定") else "")

    assert title_of(text, "下载_01") == title


@pytest.mark.parametrize(
    "text",
    [
        f"某某省水利厅\n{BELOW}",
        f"云水〔2024〕9号\n{BELOW}",
        f"各县水利局：\n{BELOW}",
        "水窖是山区群众的水源在旱季尤其重要所以\n年久失修的要一窖一策限期修好。\n",
        f"根据省水利厅要求\n{BELOW}",
        f"水窖修缮\n（三）验收。\n{BELOW}",
        f"2024年3月12日\n{BELOW}",
        f"本办法由水利局负责解释\n年度修缮\n{BELOW}",
        BELOW,
    ],
)
def test_a_first_line_that_may_be_anything_else_is_no_title(text: str) -> None:
    """Red heads, numbers, addressees, wrapped sentences and torn pages leave the file its name."""
    assert title_of(text, "下载_01") == "下载_01"


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        (
            "某市水务局 某市财政局\n关于印发《某市节水行动方案》的通知\n某水〔2024〕3号\n各区：\n为节水。",
            "某市节水通知",
            "某市水务局某市财政局关于印发《某市节水行动方案》的通知",
        ),
        (
            "---\ntitle: 某市节水意见\n---\n# 某市人民政府关于节水的意见\n\n一、目标\n节水。",
            "意见",
            "某市人民政府关于节水的意见",
        ),
        ("---\ntitle: 某市节水问答\n---\n问：怎样节水？\n答：随手关。", "网页", "某市节水问答"),
        (
            "某省关于印发某省节水方案\n的通知\n各市：\n为节水。",
            "扫描",
            "某省关于印发某省节水方案的通知",
        ),
        ("某市节水工作方案\n（试行）\n节水是指少用水。", "扫描", "某市节水工作方案（试行）"),
        (
            "某市水务局\n关于印发《某市节水规划》的通知\n各区：\n为节水。",
            "某市节水规划",
            "某市节水规划",
        ),
    ],
)
def test_a_title_that_the_text_has_in_full_goes_before_a_short_one(text, name, title):
    """A name that is cut short yields; one of what a notice prints, or with other words, stays."""
    assert title_of(text, name) == title
