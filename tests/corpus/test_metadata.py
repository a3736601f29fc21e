"""What a document says of itself: number, issuer, dates, region, level, status."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from corpus.dates import find_dates, parse_day
from corpus.facts import Facts, ParsedDocument
from corpus.issuers import place_of, split_issuers
from corpus.metadata import Metadata, Origin, Reading, Status
from corpus.particulars import read_metadata
from corpus.reader import from_text
from corpus.sheet import sheet_of
from corpus.structure import parse_document
from tests.corpus.factories import document_of
from tests.growth import assert_in_proportion

NOTICE = """青禾市人民政府办公室文件
青政办〔2023〕15号

青禾市人民政府办公室关于印发青禾市节水行动方案的通知
各县（市、区）人民政府，市政府各部门：
根据《云岭省节水条例》（云人发〔2021〕7号）要求，现将《青禾市节水行动方案》印发给你们，请认真贯彻执行。
青禾市人民政府办公室
2023年5月6日
（此件公开发布）

青禾市节水行动方案
为落实《国家节水规划》（国节〔2019〕3号），2019年1月1日起开展节水行动，制定本方案。
一、总体要求
到2027年，用水量下降12%以上。
二、保障措施
本方案自印发之日起施行，有效期5年。
市水利局
2022年12月31日前完成。
抄送：市委各部门。
青禾市人民政府办公室　　2023年5月9日印发
"""
STATUTE = """青禾市节约用水条例
（2011年3月30日云岭省第十一届人民代表大会常务委员会第八次会议通过　根据2018年7月26日云岭省第十三届人民代表大会常务委员会第四次会议《关于修改〈云岭省水土保持条例〉等三件地方性法规的决定》修正）
第一章　总则
第一条　为了节约用水，根据《中华人民共和国水法》，制定本条例。
第二条　取水许可证有效期五年。
第三条　本条例自2011年6月1日起施行。1998年1月1日起施行的《云岭省用水办法》同时废止。
"""
ORDER = """城市排水许可办法
（2015年1月22日住房和城乡建设部令第21号公布　自2015年3月1日起施行）
第一条　为了规范排水，制定本办法。
第二条　本办法自2015年3月1日起施行。
"""
PAGE = """首页 > 政府信息公开
索 引 号： 0145/2025-00821
发文机关： 云岭省水利厅 云岭省财政厅
文 号： 云水发〔2025〕6号
成文日期： 2025-04-03
发布日期： 2025-04-08 10:23
有 效 性： 有效
云岭省水利厅 云岭省财政厅关于节约用水的意见
各市水利局：
请遵照执行。
"""


def metadata_of(text: str, name: str = "样本") -> Metadata:
    return read_metadata(parse_document(document_of(text, name)))


def values(text: str, *names: str) -> tuple[object, ...]:
    metadata = metadata_of(text)
    readings = [getattr(metadata, name) for name in names]
    return tuple(reading and reading.value for reading in readings)


def test_of_a_notice_with_its_plan_the_notice_is_read() -> None:
    """Number and dates of the notice hold, not those of documents and deadlines in the text."""
    metadata = metadata_of(NOTICE)

    assert metadata.number
    assert metadata.number.value == "青政办〔2023〕15号"
    assert metadata.issuer
    assert metadata.issuer.value == ("青禾市人民政府办公室",)
    assert metadata.signed
    assert metadata.signed.value == date(2023, 5, 6)
    assert metadata.published
    assert metadata.published.value == date(2023, 5, 9)
    assert metadata.effective
    assert metadata.effective.value == date(2023, 5, 6)
    assert metadata.expires
    assert metadata.expires.value == date(2028, 5, 5)
    assert metadata.region
    assert metadata.region.value == "青禾市"
    assert metadata.level  # 青禾市 is in no table, but has counties below it
    assert metadata.level.value.value == "市"
    assert metadata.status.value is Status.UNKNOWN


def test_origins_say_where_in_the_document_a_value_stands() -> None:
    """文首, 落款, 版记, 条文."""
    metadata = metadata_of(NOTICE)
    readings = [metadata.number, metadata.signed, metadata.published, metadata.expires]

    assert [one.origin if one else None for one in readings] == [
        Origin.HEADING,
        Origin.SIGNATURE,
        Origin.COLOPHON,
        Origin.ARTICLE,
    ]


def test_a_statute_is_read_by_its_caption_and_its_last_article() -> None:
    """Passed, amended, in force; the assembly without its ordinal; a licence's term is not its own."""
    names = ("number", "issuer", "signed", "amended", "effective", "expires")

    assert values(STATUTE, *names) == (
        None,
        ("云岭省人民代表大会常务委员会",),
        date(2011, 3, 30),
        date(2018, 7, 26),
        date(2011, 6, 1),
        None,
    )


def test_an_order_names_number_publication_and_body() -> None:
    """令第X号公布: the body that gave the order is the issuer."""
    names = ("number", "issuer", "signed", "published", "effective")

    assert values(ORDER, *names) == (
        "住房和城乡建设部令第21号",
        ("住房和城乡建设部",),
        None,
        date(2015, 1, 22),
        date(2015, 3, 1),
    )


def test_labels_of_a_portal_are_read_first() -> None:
    """发文机关, 文号, 成文日期, 发布日期 (with the hour), 有效性."""
    names = ("number", "issuer", "signed", "published", "status")

    assert values(PAGE, *names) == (
        "云水发〔2025〕6号",
        ("云岭省水利厅", "云岭省财政厅"),
        date(2025, 4, 3),
        date(2025, 4, 8),
        Status.IN_FORCE,
    )


@pytest.mark.parametrize("text", [NOTICE, STATUTE, ORDER, PAGE])
def test_every_value_is_proven_by_words_of_the_text(text: str) -> None:
    """A citation's quote stands at its span, in the clause it names."""
    parsed = parse_document(document_of(text))
    spans = {clause.id: clause.span for clause in parsed.clauses}
    metadata = read_metadata(parsed)

    for field in fields(metadata):
        reading = getattr(metadata, field.name)
        if isinstance(reading, Reading) and reading.citation:
            citation = reading.citation
            assert citation.span.of(text) == citation.quote
            inside = spans.get(citation.clause_id)
            assert inside is None or inside.contains(citation.span)
            assert inside or citation.clause_id == parsed.document.id


def test_a_text_that_says_nothing_has_nothing() -> None:
    """No number, no issuer, no date is made up, whatever the text cites."""
    text = "节水常识\n按照《节水条例》（云水〔2020〕1号）和2021年3月4日的部署，大家要节水。\n"

    names = [field.name for field in fields(Metadata)][2:-1]
    assert values(text, *names) == (None,) * len(names)


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("云政发〔2021〕33号", "云政发〔2021〕33号"),
        ("（云政发[2021]33号）", "云政发〔2021〕33号"),
        ("云政发（２０２１）３３ 号", "云政发〔2021〕33号"),
        ("云 政 发 〔 2021 〕 第 033 号", "云政发〔2021〕33号"),
        ("云岭省人民政府文件云政发〔2021〕33号签发人：某某", "云政发〔2021〕33号"),
        ("云岭省人民政府关于节水的通知（云政发〔2021〕33号）", "云政发〔2021〕33号"),
        ("云岭省人民政府令\n（第50号）", "云岭省人民政府令第50号"),
        ("云岭省水利厅公告2022年第4号", "云岭省水利厅公告2022年第4号"),
        ("（国务院令第641号）", "国务院令第641号"),
        ("中华人民共和国主席令\n第七十四号", "中华人民共和国主席令第七十四号"),
        ("云岭省节水条例（云岭省人民政府令第50号）", "云岭省人民政府令第50号"),
        ("标题：云岭省节水条例\n文号：省政府令第50号", "省政府令第50号"),
        ("关于转发《节水办法》（云政发〔2021〕33号）的通知", None),
        ("关于贯彻云政发〔2021〕33号文件的通知", None),
    ],
)
def test_numbers(head: str, number: str | None) -> None:
    """A number on its own line, behind red head or title; never that of a document named."""
    assert values(f"节水通知\n{head}\n各市人民政府：\n请执行。\n", "number") == (number,)


@pytest.mark.parametrize(
    ("signature", "issuer", "day"),
    [
        ("云岭省水利厅\n２０２１年７月７日", ("云岭省水利厅",), date(2021, 7, 7)),
        ("云 岭 省 水 利 厅\n二〇二一年七月七日", ("云岭省水利厅",), date(2021, 7, 7)),
        ("云岭省水利厅\n二○二一年十二月三十一日", ("云岭省水利厅",), date(2021, 12, 31)),
        (
            "云岭省水利厅　　云岭省财政厅\n2021年7月7日",
            ("云岭省水利厅", "云岭省财政厅"),
            date(2021, 7, 7),
        ),
        (
            "云岭省水利厅\n云岭省财政厅\n2021年7月7日",
            ("云岭省水利厅", "云岭省财政厅"),
            date(2021, 7, 7),
        ),
        ("云岭省水利厅 2021年7月7日", ("云岭省水利厅",), date(2021, 7, 7)),
        ("云岭省水利厅办公\n室\n2021年7月7日", ("云岭省水利厅办公室",), date(2021, 7, 7)),
        ("水利部\n2021年7月7日云岭省节水规划", ("水利部",), date(2021, 7, 7)),
        (
            "云岭省节水领导小组\n（云岭省水利厅代章）\n2021年7月7日",
            ("云岭省节水领导小组",),
            date(2021, 7, 7),
        ),
        (
            "云岭省宁安回\n族自治县人民政府\n2021年7月7日",
            ("云岭省宁安回族自治县人民政府",),
            date(2021, 7, 7),
        ),
        (
            "云岭市水利局\n云岭市消防救援支队　云岭军分区\n2021年7月7日",
            ("云岭市水利局", "云岭市消防救援支队", "云岭军分区"),
            date(2021, 7, 7),
        ),
        (
            "云岭市水利局　　云岭市林场\n云岭市第二医院\n2021年7月7日",
            ("云岭市水利局", "云岭市林场", "云岭市第二医院"),
            date(2021, 7, 7),
        ),
        ("云岭市节水方案\n云岭市水利局\n2021年7月7日", ("云岭市水利局",), date(2021, 7, 7)),
        ("2021年7月7日", None, date(2021, 7, 7)),
        ("部长　某某\n2021年7月7日", None, date(2021, 7, 7)),
        ("二〇二一年七月", None, None),
        ("2021年2月30日", None, None),
        ("市水利局\n2021年12月31日前完成", None, None),
    ],
)
def test_signatures(signature: str, issuer: tuple[str, ...] | None, day: date | None) -> None:
    """Names in one line or several, letter-spaced or wrapped; a month alone is no day."""
    text = f"节水通知\n各市水利局：\n请结合实际，认真执行。\n{signature}\n"

    assert values(text, "issuer", "signed") == (issuer, day)


@pytest.mark.parametrize(
    ("article", "effective", "expires"),
    [
        ("本办法自2024年3月1日起施行。", date(2024, 3, 1), None),
        ("本办法自２０２４年３月１日起施行，有效期三年。", date(2024, 3, 1), date(2027, 2, 28)),
        (
            "本办法由市水利局负责解释，自2024年3月1日起施行。有效期为2年。",
            date(2024, 3, 1),
            date(2026, 2, 28),
        ),
        (
            "本办法自2024年3月1日起施行，有效期至2026年12月31日。",
            date(2024, 3, 1),
            date(2026, 12, 31),
        ),
        ("本办法（试行）自印发之日起实施，暂定三年。", date(2024, 1, 5), date(2027, 1, 4)),
        ("本办法从印发之日起施行，试行两年。", date(2024, 1, 5), date(2026, 1, 4)),
        ("本办法自2024年5月1日起施行，暂定实施三年。", date(2024, 5, 1), date(2027, 4, 30)),
        ("本办法自2024年2月29日起施行，有效期1年。", date(2024, 2, 29), date(2025, 2, 28)),
        ("本办法有效期五年，自印发之日起施行。", date(2024, 1, 5), date(2029, 1, 4)),
        ("本办法自公布之日起30日后施行。", date(2024, 2, 4), None),
        ("本通知有效期自2024年2月1日起至2025年1月31日。", date(2024, 2, 1), date(2025, 1, 31)),
        ("政策实施期限为2024年2月1日至2025年1月31日。", date(2024, 2, 1), date(2025, 1, 31)),
        ("上述政策执行期：2024年2月1日—2025年1月31日。", date(2024, 2, 1), date(2025, 1, 31)),
        ("项目实施期限为2024年2月1日至2025年1月31日。", None, None),
        (
            "贷款政策执行期限为2024年2月1日至2025年1月31日。补贴政策实施期限为2024年2月1日至2026年1月31日。",
            None,
            None,
        ),
        ("本措施自2024年2月1日起施行至2025年1月31日止。", date(2024, 2, 1), date(2025, 1, 31)),
        ("本办法自2024年3月1日起施行，许可证有效期三年。", date(2024, 3, 1), None),
        ("《节水条例》自2020年3月1日起施行。", None, None),
        ("将第九条修改为：“本办法自2019年3月1日起施行。”", None, None),
        ("现予公布，自2024年3月1日起施行。", date(2024, 3, 1), None),
    ],
)
def test_closing_articles(article: str, effective: date | None, expires: date | None) -> None:
    """Day of effect and end; what is said of other documents, or quoted, does not count."""
    text = f"节水通知\n各市水利局：\n请执行。\n云岭省水利厅\n2024年1月5日\n节水办法\n第一条　要节水。\n第二条　{article}\n"

    assert values(text, "effective", "expires") == (effective, expires)


def test_the_day_a_statute_was_passed_is_not_the_day_of_publication() -> None:
    """自公布之日起施行 without a day of publication says no day."""
    text = STATUTE.replace("自2011年6月1日起施行。", "自公布之日起施行。")

    assert values(text, "signed", "effective") == (date(2011, 3, 30), None)


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("云岭省节水条例（征求意见稿）", Status.DRAFT),
        ("云岭省节水办法（已废止）", Status.REPEALED),
        ("云岭省节水办法", Status.UNKNOWN),
    ],
)
def test_status_in_the_title(title: str, status: Status) -> None:
    """征求意见稿 and 已废止 behind a title."""
    assert values(f"{title}\n第一条　要节水。\n", "status") == (status,)


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("时效性：现行有效", Status.IN_FORCE),
        ("有效性：失效", Status.EXPIRED),
        ("文件状态：已废止", Status.REPEALED),
        ("是否有效：是", Status.IN_FORCE),
    ],
)
def test_status_in_a_label(label: str, status: Status) -> None:
    """The words of portals and law databases."""
    assert values(f"{label}\n云岭省节水办法\n第一条　要节水。\n", "status") == (status,)


def test_a_term_that_has_ended_shows_on_the_day_after() -> None:
    """`status_on` counts with the day it is given; the status itself is what the text says."""
    metadata = metadata_of(NOTICE)

    assert metadata.status_on(date(2028, 5, 5)) is Status.UNKNOWN
    assert metadata.status_on(date(2028, 5, 7)) is Status.EXPIRED


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("国务院办公厅", ("国务院办公厅",)),
        ("中共中央 国务院", ("中共中央", "国务院")),
        ("中共福州市委福州市人民政府", ("中共福州市委", "福州市人民政府")),
        ("财政部生态环境部", ("财政部", "生态环境部")),
        ("国家税务总局福州市税务局", ("国家税务总局福州市税务局",)),
        ("中国人民银行　福州中心支行", ("中国人民银行福州中心支行",)),
        ("福建省委省政府", ("福建省委", "省政府")),
        ("现将有关事项通知如下", ()),
        ("各有关部门", ()),
        ("局" * 2000, ()),
    ],
)
def test_issuers_are_parted(text: str, names: tuple[str, ...]) -> None:
    """At blanks, and where the next name begins; a branch keeps its region."""
    assert split_issuers(text) == names


@pytest.mark.parametrize(
    ("name", "region", "level"),
    [
        ("国务院", None, "国家"),
        ("国家税务总局福建省税务局", "福建省", "省"),
        ("福建省工业和信息化厅", "福建省", "省"),
        ("上海市人民政府", "上海市", "省"),
        ("上海市浦东新区人民政府", "上海市浦东新区", "县"),
        ("广西壮族自治区人民政府", "广西壮族自治区", "省"),
        ("中共杭州市委", "杭州市", "市"),
        ("海西州人民政府", "海西州", "市"),
        ("句容市人民政府办公室", "句容市", "县"),
        ("福建省市场监督管理局", "福建省", "省"),
        ("自治区人民政府办公厅", None, "省"),
        ("市水利局", None, "市"),
        ("句容市政府", "句容市", "县"),
        ("青禾市人民政府", "青禾市", None),
        ("福建省青禾市水利局", "福建省青禾市", None),
        ("青禾县人民政府", "青禾县", "县"),
    ],
)
def test_places(name: str, region: str | None, level: str | None) -> None:
    """The region a body's name opens with, and the level that follows."""
    place = place_of(name)

    assert place is not None
    assert (place.region, place.level and place.level.value) == (region, level)


@pytest.mark.parametrize(
    "title",
    [
        "关于节水的通知",
        "工业节水方案",
        "广西生态文明强区规划",
        "小区垃圾分类管理办法",
        "国旗升挂规定",
        "夜市摊位管理细则",
        "优化县乡用水若干措施",
        "上海市授予荣誉市民称号规定",
        "某某军区采购目录",
    ],
)
def test_a_title_without_a_county_names_none(title: str) -> None:
    """区 and 市 inside other words make no county."""
    place = place_of(title, is_title=True)

    assert place is None or place.level.value == "省"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年1月3日", date(2024, 1, 3)),
        ("二〇二四年元月三日", date(2024, 1, 3)),
        ("二零零七年二月一日", date(2007, 2, 1)),
        ("2024.01.03", date(2024, 1, 3)),
        ("2024-13-03", None),
        ("2024年", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    """Chinese and Arabic figures; no day that the calendar does not have."""
    assert parse_day(text) == day


@pytest.mark.parametrize("end", ["", "\n"], ids=["line", "lines"])
@pytest.mark.parametrize(
    "piece",
    [
        "2021年",
        "局",
        "本办法",
        "自2021年1月1日起",
        "《",
        "（2021年1月1日",
        "令第一号",
        "发布日期：",
        "国发〔2021〕",
        "青 ",
    ],
)
def test_adversarial_text_is_read_in_proportion(piece: str, end: str) -> None:
    """One beginning over a hundred thousand characters, on one line or many, takes linear work."""

    def document(length: int) -> ParsedDocument:
        text = document_of(f"{piece}{end}" * (length // len(piece)))
        return ParsedDocument(document=text, heads=(), clauses=(), facts=Facts())

    def read(parsed: ParsedDocument) -> None:
        sheet_of.cache_clear()  # every reading does the whole work
        read_metadata(parsed)
        list(find_dates(parsed.document.text))

    assert_in_proportion(read, document, 6_250)


HEADS = {
    "lines": "标　　题：青禾市水利局关于修窖的通知\n发文字号：青水〔2024〕9号\n成文日期：2024年3月12日\n失效/废止日期：\n有效性：失效\n",
    "laws": "【法规标题】青禾市水利局关于修窖的通知\n【发文字号】青水〔2024〕9号【成文日期】2024.03.12\n【时效性】失效\n",
    "Markdown": "**标题**: 青禾市水利局关于修窖的通知\n**文号**: 青水〔2024〕9号\n**成文日期**: 2024-03-12\n**有效性**: 失效\n",
    "table": "| 标题 | 青禾市水利局关于修窖的通知 |\n| 文号 | 青水〔2024〕9号 |\n| 成文日期 | 2024-03-12 |\n| 时效性 | 失效 |\n",
    "below": "标题：\n青禾市水利局关于修窖的通知\n文号：\n青水〔2024〕9号\n成文日期：\n2024-03-12\n有效性：\n失效\n",
}


@pytest.mark.parametrize("name", HEADS)
def test_particulars_at_the_head_of_any_file_are_read_and_are_no_clause(name: str) -> None:
    """However an export writes them; the body below begins as it would without them."""
    parsed = parse_document(
        document_of(f"{HEADS[name]}各县水利局：\n请修窖。\n一、抓紧修。", "样本")
    )
    metadata = read_metadata(parsed)

    assert parsed.document.title == "青禾市水利局关于修窖的通知"
    assert metadata.number
    assert metadata.number.value == "青水〔2024〕9号"
    assert metadata.signed
    assert metadata.signed.value == date(2024, 3, 12)
    assert metadata.status.value is Status.EXPIRED
    assert [clause.path.label for clause in parsed.clauses] == ["著录项", "导语", "一"]


def test_a_form_is_no_list_of_particulars() -> None:
    """名称 and 备注 open lines of any text; without an item of a catalogue they stay in the body."""
    parsed = parse_document(document_of("名称：修窖\n备注：无\n请修窖。\n一、抓紧修。", "样本"))

    assert [clause.path.label for clause in parsed.clauses] == ["导语", "一"]


@pytest.mark.parametrize(
    "written",
    [
        "二○二四年三月五日",
        "二零二四年三月五日",
        "二Ｏ二四年三月五日",
        "二◯二四年〇三月〇五日",
        "2 0 2 4 年 3 月 5 日",
        "２０２４年３月５日",
        "2O24年3月5日",
        "2024年O3月05曰",
        "2024 年 3 月 5",
        "2024年3月5号",
    ],
)
def test_the_day_of_signature_is_read_however_it_is_printed(written: str) -> None:
    """Zeros and ones of text recognition, blanks, Chinese figures, and a 日 that was cut off."""
    text = f"关于修窖的通知\n各县水利局：\n一、请修窖。\n青禾市水利局\n{written}\n"

    assert values(text, "signed") == (date(2024, 3, 5),)


@pytest.mark.parametrize(
    "written", ["2024年3月", "2024年3月 日", "2024年13月5日", "20240305", "O年l月l日"]
)
def test_what_is_no_whole_day_is_no_day_of_signature(written: str) -> None:
    """A month, a day left open, a month that no calendar has, a bare number."""
    text = f"关于修窖的通知\n各县水利局：\n一、请修窖。\n青禾市水利局\n{written}\n"

    assert values(text, "signed") == (None,)


def test_a_label_may_have_its_day_as_one_number() -> None:
    """发布日期：20240305, as some catalogues have it."""
    assert values("发布日期：20240305\n关于修窖的通知\n请修窖。", "published") == (
        date(2024, 3, 5),
    )


@pytest.mark.parametrize(
    ("addressed", "level"),
    [
        ("各县（市、区）人民政府，市直各单位：", "市"),
        ("各镇人民政府，各街道办事处，市直各单位：", "县"),
        ("市直各有关单位：", None),
    ],
)
def test_a_city_shows_its_level_by_whom_it_addresses(addressed: str, level: str | None) -> None:
    """A 市 of no table that sends a notice to counties is a prefecture."""
    (found,) = values(f"青禾市人民政府关于节水的通知\n{addressed}\n请节水。\n", "level")

    assert getattr(found, "value", None) == level


@pytest.mark.parametrize(
    ("article", "effective", "expires"),
    [
        ("本措施自印发之日起实施至2025年12月31日。", date(2024, 1, 5), date(2025, 12, 31)),
        ("本措施经省人民政府批准，自2024年3月1日起施行。", date(2024, 3, 1), None),
        ("本措施自2024年3月1日零时起施行。", date(2024, 3, 1), None),
        ("本措施自印发之日起三个月后施行。", date(2024, 4, 5), None),
        ("本措施执行期为2024年2月1日至2026年1月31日。", date(2024, 2, 1), date(2026, 1, 31)),
        ("本措施自2024年2月1日起施行，2026年1月31日废止。", date(2024, 2, 1), date(2026, 1, 31)),
    ],
)
def test_closing_articles_in_other_words(
    article: str, effective: date | None, expires: date | None
) -> None:
    """Terms joined on, after months, from an hour, and named as a span."""
    text = f"节水通知\n各市水利局：\n请执行。\n云岭省水利厅\n2024年1月5日\n节水办法\n第一条　要节水。\n第二条　{article}\n"

    assert values(text, "effective", "expires") == (effective, expires)


def test_rules_say_behind_their_order_how_long_they_hold() -> None:
    """The order gives the day alone, the last article the day again and the term."""
    text = (
        "青禾市人民政府令\n第9号\n《青禾市节水办法》已经通过，现予公布，自2022年3月1日起施行。\n市长　某某\n"
        "2022年1月5日\n青禾市节水办法\n第一条　为了节水，制定本办法。\n第二条　本办法自2022年3月1日起施行，有效期三年。"
    )
    assert values(text, "effective", "expires") == (date(2022, 3, 1), date(2025, 2, 28))


def test_the_first_of_several_issuers_tells_the_level() -> None:
    """A title that names one ministry 等部门 is of the nation; its issuers are not all told."""
    text = "水利部等部门关于加强节约用水的指导意见\n各省水利厅：\n为了节水，提出意见。\n"
    metadata = metadata_of(text)

    assert metadata.issuer is None
    assert metadata.level is not None
    assert (metadata.level.value.value, metadata.region) == ("国家", None)


def test_a_caption_gives_the_number_and_the_day_of_printing() -> None:
    """Rules printed without their notice have both in brackets under the title."""
    text = (
        "青禾市供水应急预案\n（青政办发〔2022〕19号印发，2022年5月12日）\n1 总则\n1.1 目的\n为保供水，制定本预案。\n"
        "2 附则\n2.1 本预案自印发之日起实施。\n"
    )
    expected = ("青政办发〔2022〕19号", date(2022, 5, 12), date(2022, 5, 12))
    assert values(text, "number", "published", "effective") == expected


def test_a_statute_in_force_from_its_passing() -> None:
    """自通过之日起施行 counts from the day in the caption."""
    text = STATUTE.replace("自2011年6月1日起施行。", "自通过之日起施行。")

    assert values(text, "effective") == (date(2011, 3, 30),)


def test_the_body_that_passed_a_statute_is_named_without_its_preposition() -> None:
    """经…人民代表大会通过 names the assembly."""
    text = "青禾县节水条例\n（2012年11月29日经青禾县第二届人民代表大会第一次会议通过）\n第一条　要节水。\n"

    assert values(text, "issuer") == (("青禾县人民代表大会",),)


@pytest.mark.parametrize(
    ("title", "region", "level"),
    [
        ("2022年山东省节水要点", "山东省", "省"),
        ("北原省节水规划", "北原省", "省"),
        ("云岭州人民政府关于节水的意见", "云岭州", "市"),
        ("全省节水规划", None, None),
        ("关于印发《山东省节水实施细则》的通知", "山东省", "省"),
        ("市科技局关于发布2021年天津市节水专项的通知", "天津市", "省"),
        ("关于转发《山东省节水实施细则》的通知", None, None),
        ("关于加快节水的意见", None, None),
    ],
)
def test_a_region_that_no_table_has_is_known_by_its_own_name(title, region, level) -> None:
    """What calls itself 省 or 州 at the head of a title is one; 全省 is none, a year before it counts not."""
    document = document_of(f"{title}\n一、目标\n节水。", title)
    metadata = read_metadata(parse_document(document))

    assert (metadata.region and metadata.region.value) == region
    assert (metadata.level and metadata.level.value.value) == level


def test_a_city_that_writes_to_its_districts_is_no_county() -> None:
    """西山 is a district's name too; 各县区 and 各区人民政府 lie in a prefecture."""
    for address in ("各县区水利局：", "各区人民政府，市政府各部门："):
        text = f"西山市水利局关于节水的通知\n{address}\n为节水，通知如下。\n一、节水。"
        document = document_of(text)
        metadata = read_metadata(parse_document(document))
        assert metadata.level
        assert metadata.level.value.value == "市"


def test_an_order_names_who_gives_it() -> None:
    """某某令 above its count is the issuer where no signature tells."""
    text = "节水管理办法\n国家发展和改革委员会令\n（第50号）\n《节水管理办法》已经审议通过，现予公布。\n主任：某某\n2022年4月16日\n第一条 节水。"
    document = document_of(text)
    metadata = read_metadata(parse_document(document))

    assert metadata.issuer
    assert metadata.issuer.value == ("国家发展和改革委员会",)


def test_an_issuer_is_named_in_full_by_the_region_of_the_title() -> None:
    """市水利局 that signs a plan of 青禾市 is its office; a bare 省 is not that city."""
    text = "福州市节水方案\n各县（市）区水利局：\n请认真执行。\n{}\n2024年1月5日\n"

    city, province = (
        read_metadata(parse_document(document_of(text.format(name))))
        for name in ("市水利局　市财政局", "省水利厅")
    )

    assert city.issuer is not None
    assert city.issuer.value == ("福州市水利局", "福州市财政局")
    assert city.issuer.citation is not None
    assert city.issuer.citation.quote == "市水利局　市财政局"
    assert province.issuer is not None
    assert province.issuer.value == ("省水利厅",)


def test_the_order_below_a_title_is_no_part_of_it() -> None:
    """（国务院令第641号） is the number, as a caption in brackets is none of the title."""
    text = "节水条例\n（国务院令第641号）\n第一条 为了节水，制定本条例。"
    document = from_text(text, path=Path("扫描件_01.txt"), content_hash="")

    assert read_metadata(parse_document(document)).title.value == "节水条例"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "政府工作报告\n——2024年1月16日在青禾市第五届人民代表大会第三次会议上\n市人民政府市长　某某\n",
            (("青禾市人民政府",), date(2024, 1, 16), "青禾市"),
        ),
        (
            "政府工作报告\n（2024年3月5日在第十四届全国人民代表大会第二次会议上）\n国务院总理　某某\n",
            (("国务院",), date(2024, 3, 5), None),
        ),
    ],
)
def test_a_report_says_under_its_title_where_and_by_whom_it_was_given(
    head: str, expected: tuple[object, ...]
) -> None:
    """The session tells day and region, the post of the speaker the government."""
    text = f"{head}各位代表：\n现在，我向大会报告工作。\n一、2023年工作回顾\n粮食增产。\n"

    assert values(text, "issuer", "signed", "region") == expected


def test_the_title_of_a_report_names_its_region_in_short() -> None:
    """南京政府工作报告 is that of a city of the table."""
    place = place_of("南京政府工作报告", is_title=True)

    assert place is not None
    assert place.region == "南京"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2018年4月6日印发的《青禾市节水暂行办法》同时废止。", None),
        ("各单位按照市水利局2018年4月6日印发\n《青禾市节水暂行办法》的要求执行。", None),
        ("2018年4月6日印发，现予废止。", None),
        ("青禾市人民政府办公室 2023年5月9日印发", date(2023, 5, 9)),
        ("抄送：市委各部门。青禾市水利局办公室2023年5月9日印发 （共印60份）", date(2023, 5, 9)),
        ("2023年5月9日印发 青禾市水利局办公室", date(2023, 5, 9)),
    ],
)
def test_the_day_of_printing_is_that_of_the_colophon(line: str, published: date | None) -> None:
    """What a sentence says of another document's printing is no colophon (版记)."""
    text = f"青禾市节水办法\n一、总则\n节约用水。\n二、附则\n本办法自印发之日起施行。\n{line}\n"

    found = metadata_of(text).published

    assert (found and found.value) == published


def test_a_city_whose_statute_the_province_approves_is_a_prefecture() -> None:
    """立法法: the assemblies of 设区的市 need the approval (批准) of the province's."""
    text = (
        "宁安市扬尘条例\n（2022年10月26日宁安市第五届人民代表大会常务委员会第五次会议通过　"
        "2022年11月30日云岭省第十三届人民代表大会常务委员会第三次会议批准）\n第一条　要除尘。\n"
    )
    level = metadata_of(text).level

    assert level is not None
    assert (level.value.value, level.origin) == ("市", Origin.CAPTION)
