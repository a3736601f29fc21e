"""Word files are read as Word shows them: generated numbers, tables, text boxes, nothing hidden."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.reader import read_document
from corpus.structure import parse_document
from corpus.word_numbers import format_number
from tests.corpus.word_files import (
    abstract,
    cell,
    level,
    num,
    paragraph,
    part,
    run,
    table,
    word_file,
)

OFFICIAL = abstract(
    7,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)


def text_of(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "方案.docx"
    path.write_bytes(data)
    return read_document(path).text


def test_the_numbers_of_an_official_plan_stand_before_its_paragraphs(tmp_path: Path) -> None:
    """一、（一）1.① count and restart as Word shows them; the parser finds the sections."""
    lines = [
        ("某某市节水方案", None),
        ("总体要求", (1, 0)),
        ("指导思想", (1, 1)),
        ("主要目标", (1, 1)),
        ("重点任务", (1, 0)),
        ("工业节水", (1, 1)),
        ("改造管网。", (1, 2)),
        ("25 家企业。", (1, 2)),
        ("水表。", (1, 3)),
        ("农业节水", (1, 1)),
        ("滴灌。", (1, 2)),
    ]
    body = "".join(paragraph(text, number) for text, number in lines)

    text = text_of(tmp_path, word_file(body, OFFICIAL + num(1, 7)))

    assert text.split("\n") == [
        "某某市节水方案",
        "一、总体要求",
        "（一）指导思想",
        "（二）主要目标",
        "二、重点任务",
        "（一）工业节水",
        "1. 改造管网。",
        "2. 25 家企业。",
        "① 水表。",
        "（二）农业节水",
        "1. 滴灌。",
    ]
    parsed = parse_document(read_document(tmp_path / "方案.docx"))
    assert [head.title for head in parsed.heads if head.level == 1] == ["总体要求", "重点任务"]


def test_articles_run_through_chapters_and_levels_are_joined(tmp_path: Path) -> None:
    """第%2条 with lvlRestart 0 goes on in the next chapter; %1.%2 and legal forms are written out."""
    statute = abstract(
        1,
        level(0, "chineseCountingThousand", "第%1章", '<w:suff w:val="space"/>'),
        level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
    )
    report = abstract(
        2,
        level(0, "upperRoman", "%1"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
    )
    lines = [
        ("总则", (1, 0)),
        ("甲。", (1, 1)),
        ("附则", (1, 0)),
        ("乙。", (1, 1)),
        ("概况", (2, 0)),
        ("细项", (2, 1)),
        ("细目", (2, 2)),
    ]
    body = "".join(paragraph(text, number) for text, number in lines)

    text = text_of(tmp_path, word_file(body, statute + report + num(1, 1) + num(2, 2)))

    assert text.split("\n") == [
        "第一章 总则",
        "第一条 甲。",
        "第二章 附则",
        "第二条 乙。",
        "I 概况",
        "I.1 细项",
        "1.1.1 细目",
    ]


def test_lists_on_one_abstract_list_count_on_unless_they_start_anew(tmp_path: Path) -> None:
    """A second list goes on; one with a start of its own begins there, once."""
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = OFFICIAL + num(1, 7) + num(2, 7) + num(3, 7, start)
    body = "".join(paragraph("事项", (name, 0)) for name in (1, 2, 3, 3))

    text = text_of(tmp_path, word_file(body, lists))

    assert text.split("\n") == ["一、事项", "二、事项", "一、事项", "二、事项"]


def test_numbers_come_from_styles_and_what_these_stand_on(tmp_path: Path) -> None:
    """Headings linked to levels are numbered; numId 0 takes a paragraph out of its style's list."""
    lists = abstract(
        1,
        level(0, "japaneseCounting", "%1、", '<w:pStyle w:val="一级"/>'),
        level(1, "japaneseCounting", "（%2）", '<w:pStyle w:val="二级"/>'),
    )
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="一级">{numbered}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="二级">{numbered}</w:style>'
        '<w:style w:type="paragraph" w:styleId="派生"><w:basedOn w:val="二级"/></w:style>'
    )
    body = (
        paragraph("总则", style="一级")
        + paragraph("目的", style="二级")
        + paragraph("范围", style="派生")
        + paragraph("前言", number=(0, 0), style="一级")
        + paragraph("附则", style="一级")
    )

    text = text_of(tmp_path, word_file(body, lists + num(1, 1), styles))

    assert text.split("\n") == ["一、总则", "（一）目的", "（二）范围", "前言", "二、附则"]


@pytest.mark.parametrize(
    ("form", "value", "written"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 19, "十九"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 15, "壹拾伍"),
        ("ideographTraditional", 3, "丙"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"),
        ("没有的写法", 5, "5"),
    ],
)
def test_a_number_is_written_in_its_form(form: str, value: int, written: str) -> None:
    """The forms that Chinese documents use; an unknown one is Arabic."""
    assert format_number(value, form) == written


def test_a_table_is_a_row_a_line(tmp_path: Path) -> None:
    """Merged cells say their words once, 〃 below them, and keep the columns; a frame of one cell keeps lines."""
    body = (
        table(
            cell("指标", properties='<w:gridSpan w:val="2"/>') + cell("2025 年"),
            cell("工业", properties='<w:vMerge w:val="restart"/>')
            + cell("取水", "总量")
            + cell("5"),
            cell("", properties="<w:vMerge/>") + cell("回用率") + cell("25%"),
        )
        + paragraph("之后")
        + table(cell("专栏1 节水工程", "1.管网改造。"))
    )

    assert text_of(tmp_path, word_file(body)).split("\n") == [
        "指标\t\t2025 年",
        "工业\t取水 总量\t5",
        "〃\t回用率\t25%",
        "之后",
        "专栏1 节水工程",
        "1.管网改造。",
    ]


def test_a_text_box_is_read_once_and_hidden_text_not_at_all(tmp_path: Path) -> None:
    """Of the two forms of a box one counts; notes, deleted and hidden words are not shown."""
    box = f"<w:txbxContent>{paragraph('框内文字。')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('正文')}"
        '<w:r><w:footnoteReference w:id="1"/></w:r>'
        f"<w:ins>{run('增加')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:t>完</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('控件里的段落。')}</w:sdtContent></w:sdt>"
    )

    text = text_of(tmp_path, word_file(body, footnotes=part("footnotes", paragraph("脚注"))))

    assert text == "正文增加\t完\n框内文字。\n控件里的段落。"


def bomb() -> bytes:
    """Make a docx whose text unpacks to far more than it packs."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as file,
    ):
        for _ in range(70):
            file.write(b" " * 2**20)
    return buffer.getvalue()


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


def package_of(document: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bomb(), "文件过大"),
        (package_of(ENTITIES), "Word 文件无法打开"),
        (package_of("<w:document"), "Word 文件无法打开"),
        (package_of("<a/>"), "不是 Word 文档"),
        (package_of(part("document", "<w:p>" * 5000)), "Word 文件无法打开"),
        (word_file(paragraph("文字"))[:300], "Word 文件无法打开"),
        (word_file(paragraph("")), "没有文字"),
        (b"PK\x03\x04" + bytes(range(256)), "Word 文件无法打开"),
    ],
    ids=["bomb", "entities", "cut XML", "other XML", "nested", "cut zip", "empty", "no zip"],
)
def test_a_bad_word_file_is_an_error(data: bytes, message: str, tmp_path: Path) -> None:
    """No crash, and nothing large is unpacked."""
    with pytest.raises(ReadError, match=message):
        text_of(tmp_path, data)


HEADING_STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="1"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
)


def test_heading_styles_without_numbers_are_heads_at_their_level(tmp_path: Path) -> None:
    """By the style's name or outline, its own or inherited; long text and cells are none."""
    lines = [
        ("某某市节水方案", "1"),
        ("总体要求", "1"),
        ("指导思想", "2"),
        ("坚持节水优先，制度健全。", ""),
        ("主要目标", "b"),
        ("到2030年，用水下降5%。", ""),
        ("重点任务", "1"),
        ("（一）工业节水", ""),
        ("工厂改造。", ""),
        ("（二）农业节水", ""),
        ("推广滴灌，完善渠道。", "2"),
        ("责任单位", "c"),
    ]
    body = "".join(paragraph(text, style=style) for text, style in lines)
    rows = "".join(cell(text) for text in ("甲", "乙"))
    path = tmp_path / "方案.docx"
    path.write_bytes(word_file(body + table(rows), styles=HEADING_STYLES))

    parsed = parse_document(read_document(path))

    assert "\x10" not in parsed.document.text
    assert [clause.path.headings for clause in parsed.clauses] == [
        ("总体要求", "指导思想"),
        ("总体要求", "主要目标"),
        ("重点任务", "（一）工业节水"),
        ("重点任务", "（二）农业节水"),
    ]


def test_headings_beside_numbers_keep_to_the_level_both_stand_at(tmp_path: Path) -> None:
    """A styled 二、 ends the unnumbered heading beside it; numbers of plain text stay below one."""
    lines = [
        ("一、总体要求", "1"),
        ("到2030年，用水下降5%。", ""),
        ("保障措施", "1"),
        ("（一）组织。各地落实。", ""),
        ("（二）资金。各地安排。", ""),
        ("二、附则", "1"),
        ("解释", "2"),
        ("由市水利局解释。", ""),
    ]
    body = "".join(paragraph(text, style=style) for text, style in lines)
    path = tmp_path / "方案.docx"
    path.write_bytes(word_file(body, styles=HEADING_STYLES))

    labels = [clause.path.label for clause in parse_document(read_document(path)).clauses]

    assert labels == ["一", "“保障措施”（一）", "“保障措施”（二）", "二“解释”"]


def test_bold_lines_above_running_text_are_heads(tmp_path: Path) -> None:
    """Every run of the line is bold, and its text below is not; half a line in bold is none."""

    def line(*runs: tuple[str, str]) -> str:
        words = (f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>" for look, text in runs)
        return f"<w:p>{''.join(words)}</w:p>"

    bold, text = "<w:b/>", paragraph("水窖年久失修的要一窖一策，限期修好，不得拖延，谁用谁管。")
    body = (
        paragraph("某某市节水方案") + line((bold, "制定"), (bold, "背景")) + text + line((bold, "主要"), ('<w:b w:val="0"/>', "内容"))
        + text + line((bold, "下一步工作")) + text
    )  # fmt: skip
    path = tmp_path / "说明.docx"
    path.write_bytes(word_file(body))

    heads = [head.title for head in parse_document(read_document(path)).heads]

    assert heads == ["某某市节水方案", "制定背景", "下一步工作"]


def test_a_short_plan_of_headings_with_a_paragraph_each_has_its_heads(tmp_path: Path) -> None:
    """More than half of its paragraphs are headings, and each has text or a lower one below."""
    lines = [
        ("东溪镇护林方案", "1"),
        ("现有基础", "1"),
        ("林带总长三十公里。", ""),
        ("工作安排", "1"),
        ("巡护队伍", "2"),
        ("每村配备两名护林员。", ""),
        ("补植补造", "2"),
        ("春季补种杉木。", ""),
    ]
    body = "".join(paragraph(text, style=style) for text, style in lines)
    path = tmp_path / "方案.docx"
    path.write_bytes(word_file(body, styles=HEADING_STYLES))

    labels = [clause.path.label for clause in parse_document(read_document(path)).clauses]

    assert labels == ["“现有基础”", "“工作安排”“巡护队伍”", "“工作安排”“补植补造”"]


def test_a_file_all_in_a_heading_style_has_none(tmp_path: Path) -> None:
    """Whoever set the list of what is wanted in 标题 1 meant its looks."""
    lines = ["东溪镇护林物资", "手电筒", "望远镜", "对讲机", "雨衣", "灭火拍", "由镇林业站发放。"]
    body = "".join(paragraph(text, style="1") for text in lines)
    path = tmp_path / "清单.docx"
    path.write_bytes(word_file(body, styles=HEADING_STYLES))

    assert not parse_document(read_document(path)).heads


def test_a_heading_begins_a_paragraph_whatever_stands_above(tmp_path: Path) -> None:
    """Short paragraphs of one length look like the lines of a page, which go on in the next."""
    body = "".join(
        paragraph(f"{name}的家底", style="1")
        + paragraph(f"{name}现有苗圃，由镇林业站看护，三年内补种杉木{at}万株，成活率见附")
        for at, name in enumerate("甲乙丙丁戊己庚辛壬癸子丑", start=11)
    )
    path = tmp_path / "方案.docx"
    path.write_bytes(word_file(body, styles=HEADING_STYLES))

    heads = [head.title for head in parse_document(read_document(path)).heads]

    assert heads == [f"{name}的家底" for name in "甲乙丙丁戊己庚辛壬癸子丑"]


def test_superscripts_are_no_digits_on_the_line(tmp_path: Path) -> None:
    """10⁴吨; behind a letter the figure of a unit is typed on the line, and words stay words."""

    def up(text: str) -> str:
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{text}</w:t></w:r>'

    pieces = [
        run("储木10"),
        up("4"),
        run("吨，林地3km"),
        up("2"),
        run("，缺口不详"),
        up("注"),
        run("。"),
    ]
    path = tmp_path / "方案.docx"
    path.write_bytes(word_file(f"<w:p>{''.join(pieces)}</w:p>"))

    assert read_document(path).text == "储木10⁴吨，林地3km2，缺口不详注。"


def test_notes_that_are_left_out_are_counted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Their words stand elsewhere in the file, and the reader of the text is told so."""
    notes = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r>'
    path = tmp_path / "方案.docx"
    path.write_bytes(word_file(f"<w:p>{run('全年储木十万吨')}{notes}</w:p>"))

    assert read_document(path).text == "全年储木十万吨"
    assert caplog.messages == ["方案.docx：有 2 条脚注、尾注没有读入"]


def test_notes_stand_behind_their_paragraph_or_table(tmp_path: Path) -> None:
    """Each is a line with the number that Word shows; one in a cell stands behind the table."""

    def note(kind: str, name: int, text: str) -> str:
        return f'<w:{kind} w:id="{name}"><w:p><w:r><w:{kind}Ref/></w:r>{run(text)}</w:p></w:{kind}>'

    def sign(kind: str, name: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'

    row = f"<w:tc><w:p>{run('甲')}{sign('footnote', 3)}</w:p></w:tc>" + cell("5")
    body = (
        f"<w:p>{run('全年储木十万吨')}{sign('footnote', 2)}{run('。')}{sign('endnote', 2)}</w:p>"
        f"<w:p><w:del>{sign('footnote', 2)}</w:del>{run('完。')}</w:p>{table(row)}{paragraph('尾。')}"
    )
    notes = {
        "footnotes": note("footnote", 2, "含进口。") + note("footnote", 3, "不含丙。"),
        "endnotes": note("endnote", 2, "据年报。"),
    }
    parts = {name: part(name, inner) for name, inner in notes.items()}

    assert text_of(tmp_path, word_file(body, **parts)).split("\n") == [
        "全年储木十万吨。",
        "脚注1：含进口。",
        "尾注1：据年报。",
        "完。",
        "甲\t5",
        "脚注2：不含丙。",
        "尾。",
    ]
