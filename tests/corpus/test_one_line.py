"""Reports printed on one line are parted at their numbers, else by their length."""

from __future__ import annotations

from corpus.check import check_document
from corpus.structure import parse_document, split_clauses
from tests.corpus.factories import document_of
from tests.growth import assert_in_proportion

REPORT = (
    "各位代表：现在，我向大会报告工作，请予审议。一、2023年工作回顾过去一年，我们坚持稳中求进，取得新成绩。"
    "实施项目200个，完成投资500亿元。二、2024年工作安排今年的主要目标是：地区生产总值增长6%左右。"
    "重点抓好以下工作：（一）推动产业升级。实施技改项目100个。（二）扩大有效投资。安排项目300个，年度投资600亿元。"
    "三、加强自身建设（三）坚持依法行政。自觉接受监督。（四）改进作风。精文减会。"
)
SENTENCE = "去年是实施规划的关键一年，全市淘汰了落后电机二百台，单位能耗继续下降。"


def labels(text: str) -> list[str]:
    document = document_of(f"某市政府工作报告\n{text}\n")
    return [one.path.label for one in split_clauses(document)[1]]


def test_numbers_in_sequence_part_a_text_on_one_line() -> None:
    """A head's title need not be told from its text; （三） runs on through the heads."""
    assert labels(REPORT) == [
        "导语", "一", "二", "二（一）", "二（二）", "三（三）", "三（四）",
    ]  # fmt: skip


def test_a_list_in_a_sentence_stays_in_it() -> None:
    """What is parted by semicolons is one sentence, and a number out of step is none."""
    text = "本市补助下列单位：（一）学校；（二）医院。" + SENTENCE * 6 + "三、四季度抓紧落实。"

    assert labels(text) == ["导语"]


def test_what_no_number_parts_is_parted_by_length_and_said_so() -> None:
    """Each part ends with a sentence, and the check tells how the text was cut."""
    parsed = parse_document(document_of(f"某市节能工作总结\n{SENTENCE * 60}\n"))
    quotes = [one.span.of(parsed.document.text) for one in parsed.clauses]

    assert len(quotes) > 2
    assert all(quote.endswith("。") and len(quote) < 900 for quote in quotes)
    texts = [one.text for one in check_document(parsed).warnings]
    assert "正文没有分行，也没有编号，按长度在句末切分" in texts


def test_hostile_text_on_one_line_is_read_in_proportion() -> None:
    """Numbers that lead nowhere are looked through once."""
    assert_in_proportion(labels, lambda length: "：一、甲" * length, 500)
