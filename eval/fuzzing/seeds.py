"""Documents to damage: a small invented plan, written in every format; pure."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from random import Random

import zstandard

_MATTERS = (
    "节水改造", "农田灌溉", "园区循环", "绿色建筑", "公共交通", "数据共享", "人才培养", "标准制定",
    "污水处理", "电池回收", "乡村医疗", "普惠托育",
)  # fmt: skip
_BODIES = (
    "推进{0}，到2027年{0}覆盖率达到85%以上，较2020年下降18%左右。",
    "新建项目必须开展{0}，不得使用淘汰设备，鼓励社会资本参与。",
    "加快{0}，力争“十五五”期间累计投资３０亿元，培育企业 20—30 家。",
    "违反本条规定的，由县级以上人民政府水行政主管部门责令改正，处五万元以上二十万元以下罚款。",
    "{0}、监测、评估分别达到60%、80%和百家以上。",
    "依据《{0}管理办法》（某政发〔2021〕15号），分解落实第三条所列任务。",
)
_DUTIES = (
    "（责任单位：市水利局、市发展改革委，各县(市)区人民政府）",
    "（市工信局牵头，市财政局、生态环境局配合）",
    "（省发改委、工信厅等按职责分工负责）",
    "",
    "",
)
_CHINESE = "一二三四五六七八九十"
_CELL = "指标\t单位\t2025年\t2030年"


def invent_plan(random: Random) -> list[str]:
    """Return the paragraphs of an invented plan: heads, duties, targets, a box, a table, annexes."""
    matter = random.choice(_MATTERS)
    lines = [f"青禾市{matter}行动方案", "为做好相关工作，制定本方案。"]
    if random.random() < 0.3:
        lines[1:1] = ["青政办发〔2024〕12号", "各县（市）区人民政府，市直各部门："]
    begin = random.choice(("{0}、{1}", "第{0}章 {1}", "# {0}、{1}"))
    for at in range(random.randint(2, 5)):
        lines.append(begin.format(_CHINESE[at], random.choice(_MATTERS)))
        lines += _section(random)
    if random.random() < 0.5:
        lines += [
            "专栏1 重点工程",
            f"——{matter}：实施改造30项。",
            f"——监测：{matter}站点建设。",
            "",
        ]
    if random.random() < 0.5:
        lines += ["附件1", f"{matter}指标表", _CELL, "覆盖率\t%\t70\t85", "能耗\t吨\t1.2\t0.9"]
    lines += ["青禾市人民政府办公室", f"2024年{random.randint(1, 12)}月6日"]
    return lines


def _section(random: Random) -> list[str]:
    form = random.choice(("（{0}）{2}。", "{1}.{2}。", "第{0}条 ", "（{1}）{2}。", "{2}。", ""))
    return [
        form.format(_CHINESE[at], at + 1, random.choice(_MATTERS))
        + random.choice(_BODIES).format(random.choice(_MATTERS))
        + random.choice(_DUTIES)
        for at in range(random.randint(1, 6))
    ]


def _plain(lines: Sequence[str], random: Random) -> bytes:
    text = random.choice(("\n", "\n", "\r\n", "\n\n")).join(lines)
    return text.encode(random.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16")))


def _web(lines: Sequence[str], random: Random) -> bytes:
    inner = "".join(f"<p>{line}</p>\n" for line in lines)
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{lines[0]}</title>'
        '<meta name="ArticleTitle" content="方案"></head><body><nav><a href="/">首页</a></nav>'
        f'<div class="main"><h1>{lines[0]}</h1><div>{inner}</div>'
        "<table><tr><td>覆盖率</td><td>85%</td></tr></table></div>"
        '<div style="display:none">重复</div><footer>版权</footer></body></html>'
    )
    return page.encode(random.choice(("utf-8", "gb18030")))


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml", "_rels/.rels")


def _word(lines: Sequence[str], random: Random) -> bytes:
    paragraphs = "".join(_word_paragraph(line, random) for line in lines)
    row = "".join(f"<w:tc><w:p>{_run(cell)}</w:p></w:tc>" for cell in _CELL.split("\t"))
    body = f"<w:body>{paragraphs}<w:tbl><w:tr>{row}</w:tr><w:tr>{row}</w:tr></w:tbl></w:body>"
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="（%1）"/></w:lvl>'
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    style = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    return pack_zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>'.encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
                f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": _part("document", body),
            "word/numbering.xml": _part("numbering", lists),
            "word/styles.xml": _part("styles", style),
        }
    )


def _word_paragraph(line: str, random: Random) -> str:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    properties = number if random.random() < 0.2 else '<w:pStyle w:val="1"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{_run(line)}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _part(name: str, inner: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<w:{name} xmlns:w="{_WORD}">{inner}</w:{name}>'.encode()


def pack_zip(parts: Mapping[str, bytes]) -> bytes:
    """Pack `parts` (name to content), dated alike, so that the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


_PAGE_LINES = 18


def _pdf(lines: Sequence[str], random: Random) -> bytes:
    wrapped = [line[at : at + 30] for line in lines for at in range(0, max(len(line), 1), 30)]
    groups = [wrapped[at : at + _PAGE_LINES] for at in range(0, len(wrapped), _PAGE_LINES)]
    pages = [_drawn([*group, f"— {at} —"]) for at, group in enumerate(groups, start=1)]
    if random.random() < 0.02:
        pages.append(b"0 0 100 100 re f")  # a page that shows something and has no text
    return pack_pdf(pages, "".join(lines), packed=random.random() < 0.7)


def _drawn(lines: Sequence[str]) -> bytes:
    shown = "\n".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td" for line in lines)
    return f"BT /F1 12 Tf 72 780 Td\n{shown}\nET".encode()


def pack_pdf(pages: Sequence[bytes], text: str, *, packed: bool = False) -> bytes:
    """Write a PDF of pages (their drawing) in a font that maps the characters of `text`.

    A character's code is its number in UTF-16, so that no font has to be at hand.
    """
    codes = sorted({ord(sign) for sign in text + "— 0123456789" if ord(sign) < 0x10000})
    chars = "\n".join(f"<{code:04x}> <{code:04x}>" for code in codes)
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> "
        f"endcodespacerange {len(codes)} beginbfchar\n{chars}\nendbfchar endcmap"
    )
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>",
        _stream(cmap.encode(), packed=packed),
    ]
    for at, drawing in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            b"<< /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (7 + 2 * at)
        )
        objects.append(_stream(drawing, packed=packed))
    return _with_table(objects)


def _stream(content: bytes, *, packed: bool) -> bytes:
    data = zlib.compress(content) if packed else content
    coded = b"/Filter /FlateDecode " if packed else b""
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (coded, len(data), data)


def _with_table(objects: Sequence[bytes]) -> bytes:
    file = bytearray(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start, count = len(file), len(objects) + 1
    file += b"xref\n0 %d\n0000000000 65535 f \n" % count
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, start)
    return bytes(file)


def _rich(lines: Sequence[str], random: Random) -> bytes:
    coded = ["".join(f"\\u{_signed(sign)}?" for sign in line) for line in lines]
    head = "{\\rtf1\\ansi\\ansicpg936\\uc1 {\\fonttbl{\\f0 SimSun;}}\\f0 "
    end = random.choice(("\\par ", "\\par\n"))
    return f"{head}{end.join(coded)}{end}}}".encode()


def _signed(sign: str) -> int:
    return ord(sign) - 0x10000 if ord(sign) > 0x7FFF else ord(sign)


_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")  # of the files that Word 97 writes


def _old_word(lines: Sequence[str], random: Random) -> bytes:
    text = "\r".join(lines).encode("utf-16-le")
    header = _HEADER + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
    return header.ljust(512, b"\xff") + b"\xec\xa5\xc1\0" + bytes(508) + text + random.randbytes(64)


def _rows(lines: Sequence[str], random: Random) -> bytes:
    text = "\n".join(lines)
    rows = [{"title": f"{lines[0]}{at}", "text": text, "source": "网站"} for at in range(3)]
    written = (json.dumps(row, ensure_ascii=random.random() < 0.5) for row in rows)
    return "\n".join(written).encode()


def _packed_rows(lines: Sequence[str], random: Random) -> bytes:
    return zstandard.compress(_rows(lines, random))


# How a plan is written in each format, by the ending of the file's name.
WRITERS: dict[str, Callable[[Sequence[str], Random], bytes]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _web,
    ".docx": _word,
    ".pdf": _pdf,
    ".jsonl": _rows,
    ".jsonl.zst": _packed_rows,
    ".rtf": _rich,
    ".doc": _old_word,
}
