"""A second question is completed by the one before it: year, place, thing, the rest."""

from __future__ import annotations

import pytest

from app.follow_up import complete
from corpus.model import Document

_WORDS = (
    "喷灌",
    "滴灌",
    "渠道",
    "面积",
    "职工医保",
    "比例",
    "多少",
    "泉州",
    "由",
    "谁",
    "负责",
    "目标",
    "考核",
    "优秀",
    "偷水",
    "一个月",
)


def cut(run: str) -> list[str]:
    """Cut by a short list of words, the rest into characters."""
    found: list[str] = []
    while run:
        word = next((one for one in _WORDS if run.startswith(one)), run[0])
        found.append(word)
        run = run[len(word) :]
    return found


@pytest.mark.parametrize(
    ("before", "text", "completed"),
    [
        ("泉州2027年喷灌面积要到多少？", "那2030年呢？", "泉州2030年喷灌面积要到多少?"),
        ("泉州喷灌面积要到多少？", "到2030年呢？", "2030年,泉州喷灌面积要到多少?"),
        ("泉州喷灌面积要到多少？", "厦门呢？", "厦门喷灌面积要到多少?"),
        ("职工医保的比例是多少？", "居民医保呢？", "居民医保的比例是多少?"),
        ("喷灌由谁负责？是不是市水利局？", "还有吗？", "喷灌由谁负责"),
    ],
)
def test_what_is_named_takes_the_place_of_what_was_asked(before, text, completed):
    """A year, a place or a thing like the one before it is put in its place."""
    assert complete(text, [before], cut=cut) == completed


def test_a_thing_takes_the_place_of_what_the_documents_name_in_turn():
    """Without a shared ending, what stands in the same places of the documents is meant."""
    likeness = {"喷灌": 0.4, "面积": 0.1}
    found = complete(
        "管灌呢？",
        ["泉州喷灌面积要到多少？"],
        cut=cut,
        alike=lambda one, other: likeness.get(one, 0.0) if other == "管灌" else 0.0,
    )
    assert found == "泉州管灌面积要到多少?"


def test_a_chain_of_follow_ups_is_read_from_its_beginning():
    """The question before may itself be a follow-up."""
    history = ["泉州2027年喷灌面积要到多少？", "那2030年呢？"]
    assert complete("厦门呢？", history, cut=cut) == "厦门2030年喷灌面积要到多少?"


@pytest.mark.parametrize(
    "text", ["省科技厅负责哪些任务？", "市水利局参与哪几项？", "2030年有哪些量化目标？"]
)
def test_a_list_asked_for_is_whole_in_itself(text):
    """All tasks of a unit, all goals of a year: in any talk, whatever was asked before."""
    assert complete(text, ["喷灌由谁负责？"], cut=cut) == text


@pytest.mark.parametrize("text", ["滴灌由谁负责？", "滴灌由谁负责呢？", "渠道面积多少？"])
def test_a_question_of_its_own_stays_as_it_is(text):
    """It names what it is about and asks by itself."""
    assert complete(text, ["喷灌的比例是多少？"], cut=cut) == text


_TALK = "泉州市节水办法 喷灌、滴灌、管灌 喷灌节水率 滴灌设备补贴 渠道防渗率 考核优秀、良好的单位"


@pytest.mark.parametrize(
    ("before", "text", "completed"),
    [
        ("泉州喷灌节水率要多少？", "防渗率呢？", "泉州防渗率要多少?"),
        ("泉州喷灌面积要到多少？", "滴灌呢？", "泉州滴灌面积要到多少?"),
        ("泉州2027年建多少个节水村？", "渠道呢？", "泉州2027年建多少个渠道?"),
        ("考核优秀的给多少钱？", "良好的呢？", "考核良好的给多少钱?"),
        ("泉州喷灌面积比2020年增加多少？", "2030年呢？", "2030年,泉州喷灌面积比2020年增加多少?"),
        ("泉州省级渠道由谁负责？", "市级的呢？", "泉州市级渠道由谁负责?"),
        ("市水利局负责哪些任务？", "那市财政局呢？", "市财政局负责哪些任务?"),
        ("泉州喷灌面积2027年要到多少？", "厦门2030年呢？", "厦门喷灌面积2030年要到多少?"),
        ("泉州偷水要罚多少？", "造成严重后果呢？", "泉州偷水,造成严重后果要罚多少?"),
    ],
)
def test_what_asks_stays_and_what_is_named_changes(before, text, completed):
    """The words that ask are kept: a figure is asked of the other thing, the other case, both changes."""
    assert complete(text, [before], cut=cut, has=_TALK.__contains__) == completed


@pytest.mark.parametrize(
    ("history", "text", "completed"),
    [
        (["泉州滴灌2027年要到多少？"], "由谁负责？", "泉州滴灌,由谁负责?"),
        (["泉州滴灌要到多少？", "由谁负责？"], "什么时候完成？", "泉州滴灌,什么时候完成?"),
        (["泉州滴灌要到多少？"], "这个归谁管？", "泉州滴灌,归谁管?"),
        (["泉州滴灌怎么补？"], "逾期没交怎么办？", "泉州滴灌,逾期没交怎么办?"),
        (["泉州滴灌由谁负责？"], "市水利局参与吗？", "泉州滴灌,市水利局参与吗?"),
    ],
)
def test_what_only_asks_keeps_the_thing_that_was_asked_about(history, text, completed):
    """A question without a matter of its own is about the matter of the talk, however far back."""
    assert complete(text, history, cut=cut) == completed


def test_a_measure_named_after_a_question_for_units_asks_for_its_figure():
    """No unit is in charge of a rate alone; what it comes to is asked."""
    found = complete("渠道防渗率呢？", ["泉州喷灌节水率由谁负责？"], cut=cut)
    assert found == "泉州渠道防渗率是多少?"


def test_another_document_is_asked_the_same():
    """省里那份 and 有色的 name a document and nothing else: what was asked is asked of it."""
    documents = [
        Document(
            id="a", title="福田市工业领域碳达峰实施方案", text="", source="", content_hash="a"
        ),
        Document(
            id="b", title="广东省粮食行业碳达峰实施方案", text="", source="", content_hash="b"
        ),
    ]
    before = ["福田市工业领域碳达峰实施方案是依据哪个文件制定的？"]
    asked = "《广东省粮食行业碳达峰实施方案》是依据哪个文件制定的?"
    for text in ("省里粮食那份呢？", "换成广东的呢？", "粮食行业的呢？"):
        assert complete(text, before, cut=cut, documents=documents) == asked
    other = complete("粮食补贴呢？", before, cut=cut, documents=documents)
    assert not other.startswith("《广东省")


def test_who_tells_his_unit_speaks_of_it():
    """我们厅 is the unit that was told; where none was, nothing is put for it."""
    asked = complete("我在省水利厅上班，哪些任务要我们厅参与？", [], cut=cut)
    assert asked == "我在省水利厅上班，哪些任务要省水利厅参与？"
    for text in ("哪些任务要我们厅参与？", "我在市水利局网站看到通知，我们单位要交什么材料？"):
        assert complete(text, [], cut=cut) == text


@pytest.mark.parametrize(
    ("before", "text", "completed"),
    [
        ("泉州喷灌2025年面积多少？", "水库蓄水能力呢？", "泉州2025年水库蓄水能力是多少?"),
        ("偷水的怎么罚？", "虚报呢？", "虚报怎么罚?"),
        ("喷灌面积多少？", "对考核结果不服呢？", "喷灌面积,对考核结果不服怎么办?"),
        ("喷灌一个月多少？", "由谁负责？", "喷灌,由谁负责?"),
        ("没偷水怎么罚？", "由谁负责？", "没偷水,由谁负责?"),
        (
            "《喷灌管理办法（试行）》什么时候施行？",
            "目标是多少？",
            "《喷灌管理办法(试行)》的目标是什么?",
        ),
    ],
)
def test_the_matter_of_the_talk_is_kept_whole(before, text, completed):
    """A measure of its own, a deed, a case met with; rates and negations; a title with brackets."""
    assert complete(text, [before], cut=cut) == completed


@pytest.mark.parametrize(
    ("before", "text", "completed"),
    [
        ("泉州喷灌面积要到多少？", "厦门", "厦门喷灌面积要到多少?"),
        ("泉州2027年喷灌面积要到多少？", "2030", "泉州2030喷灌面积要到多少?"),
        ("泉州喷灌由谁负责？", "滴灌", "泉州滴灌由谁负责?"),
        ("泉州2027年喷灌比例是多少？", "滴灌比例的要求是多少？", "泉州2027年滴灌比例是多少?"),
        ("泉州2027年喷灌比例是多少？", "同期滴灌比例", "泉州2027年滴灌比例是多少?"),
        ("喷灌有哪些措施？", "滴灌呢 哪几个", "滴灌有哪些措施?"),
        ("渠道有哪些措施？", "除了修补以外，还包括哪些内容？", "渠道有哪些措施,除了修补以外?"),
        ("渠道有哪些措施？", "接下来呢 还有没", "渠道有哪些措施?"),
        ("渠道由谁负责？", "这笔钱由谁出？", "渠道,由谁出?"),
    ],
)
def test_a_name_alone_and_other_wordings_keep_the_frame(before, text, completed):
    """A bare name, a figure asked again, the same time and 还有 in any words leave the question as it was."""
    assert complete(text, [before], cut=cut) == completed
