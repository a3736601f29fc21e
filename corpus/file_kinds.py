"""What a file is by its first bytes, whatever its name says; pure."""

from __future__ import annotations

_OLE = b"\xd0\xcf\x11\xe0"
# First bytes, the word for the kind, and the ending that its files have.
_KINDS = (
    (b"%PDF-", "PDF", ".pdf"),
    (_OLE, "旧版 Office 文件（doc、xls、wps）", ".doc"),
    (b"{\\rtf", "RTF 文档", ".rtf"),
    (b"\x89PNG", "图片", ""),
    (b"\xff\xd8\xff", "图片", ""),
)
_PARTS = (
    (b"word/", "Word 文档", ".docx"),
    (b"xl/", "Excel 工作簿", ""),
    (b"ppt/", "演示文稿", ""),
)
_SAMPLE = 2_000  # characters
_FIRST = 20_000  # bytes in which a package names its parts


def told_kind(data: bytes) -> tuple[str, str]:
    """Return in words what `data` is and what to do with it; "" twice where it is not known.

    >>> told_kind(b"%PDF-1.7")
    ('内容其实是 PDF', '请把文件名的结尾改成 .pdf 再加入。')
    """
    kinds: tuple[tuple[bytes, str, str], ...] = _KINDS
    if data.startswith(b"PK\x03\x04"):
        pieces = data[:_FIRST] + data[-_FIRST:]
        kinds = tuple((b"PK", name, end) for part, name, end in _PARTS if part in pieces)
    for opening, name, end in kinds:
        if data.startswith(opening):
            hint = f"请把文件名的结尾改成 {end} 再加入。" if end else _hint_for(name)
            return f"内容其实是 {name}", hint
    return "", ""


def _hint_for(name: str) -> str:
    if name == "图片":
        return "请先做文字识别，存为文本或 PDF 再加入。"
    return "请另存为 PDF，或把文字和表格复制到 Word 文档（docx）再加入。"


def is_garbled(text: str) -> bool:
    """Tell whether a text is Chinese that a program has read in another encoding and saved again.

    What it then reads like (¹ØÓÚ, å…³äºŽ, 鍏充簬) gives Chinese characters when the mistake is undone; a text of
    its own never does.

    >>> garbled = "关于加强节水工作的通知".encode("gb18030").decode("latin-1")
    >>> is_garbled(garbled), is_garbled("关于节水的通知"), is_garbled("CCUS")
    (True, False, False)
    """
    sample = "".join(text[:_SAMPLE].split())
    for read_as, is_in in (("latin-1", "utf-8"), ("latin-1", "gb18030"), ("gb18030", "utf-8")):
        undone = sample.encode(read_as, "ignore").decode(is_in, "ignore")
        foreign = sum(one > "\x7f" for one in sample)
        han = sum("\u4e00" <= one <= "\u9fff" for one in undone)
        is_other = read_as == "gb18030" or not any("\u4e00" <= one <= "\u9fff" for one in sample)
        if is_other and foreign * 2 > len(sample) and han * 4 > foreign:
            return True
    return False
