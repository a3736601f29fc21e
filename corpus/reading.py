"""What every reader of a format gives, and the limits all of them keep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import LockedError, ReadError
from corpus.model import Heading

# A policy document of a thousand pages has under two million characters; what is larger is no
# document but an archive, a picture book or an attack. Bytes, and characters of text.
LARGEST_FILE = 100 * 2**20
LONGEST_TEXT = 10_000_000
_MEGABYTE = 2**20
# A sign of control, which no text has and no blank is; the reader of a format takes it out of what it reads.
HEADING_SIGN = "\x10"
# The level of a line that is no heading by its style, but bold from end to end.
BOLD_LINE = 8
_MARK = re.compile(rf"{HEADING_SIGN}([1-9])")
_MARK_LENGTH = 2
_RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading a file may take.

    `seconds` may pass without a sign of progress: a document, a page recognised. `megabytes` is the
    memory of the process that reads, and of each program it starts.
    """

    seconds: float = 300.0
    megabytes: int = 3072


DEFAULT_LIMITS = Limits()
# A converter or the recognition of one page takes 256 MB at the least.
LEAST_SECONDS, MOST_SECONDS = 1.0, 86_400.0
LEAST_MEGABYTES, MOST_MEGABYTES = 256, 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a format gives: text, its pages, and the title the format itself names.

    `pages` are the offsets at which pages begin (none where the format has no pages), `ocr_pages`
    the numbers (from 1) of those whose text was read from their picture; `headings` are the lines
    that the format marks as headings; `title` is "" if none; `particulars` what it says of the text
    outside it, by field of `Metadata`.
    """

    text: str
    pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    title: str = ""
    headings: tuple[Heading, ...] = ()
    particulars: tuple[tuple[str, str], ...] = ()


def heading_mark(level: int) -> str:
    """Return what stands before a heading of `level` until its text is put together."""
    return f"{HEADING_SIGN}{level}"


def without_marks(text: str) -> str:
    """Return `text` without the marks of headings."""
    return _MARK.sub("", text) if HEADING_SIGN in text else text


def raised(words: str, before: str) -> str:
    """Return what is set as a superscript behind `before` in the signs that Unicode has for it.

    10⁴吨 is not 104吨. Behind a letter, figures say the same on the line (m2, km2), as units are typed.

    >>> raised("4", "产量10"), raised("2", "m"), raised("注1", "吨")
    ('⁴', '2', '注1')
    """
    shown = words.translate(_RAISED)
    is_whole = not any(one in shown for one in set(words.strip()))
    is_unit = before[-1:].isascii() and before[-1:].isalpha()
    return shown if is_whole and not is_unit else words


def take_headings(marked: str) -> tuple[str, tuple[Heading, ...]]:
    r"""Return `marked` without the marks of headings, and where in it headings begin.

    >>> take_headings("题\n\x102总则")
    ('题\n总则', (Heading(start=2, level=2),))
    """
    found = [
        Heading(start=match.start() - at * _MARK_LENGTH, level=int(match[1]))
        for at, match in enumerate(_MARK.finditer(marked))
    ]
    return without_marks(marked), tuple(found)


def bytes_of(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """Return the bytes of a file that is neither blank nor over `largest` bytes.

    Raises:
        ReadError: the file is missing, locked, blank or too large.
    """
    try:
        size = path.stat().st_size
        if size > largest:
            raise too_large(path, f"{size / _MEGABYTE:.0f} MB，上限 {largest / _MEGABYTE:.0f} MB")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(path, f"找不到文件：{path}", hint="检查路径是否正确。") from error
    except OSError as error:
        raise ReadError(
            path, f"文件无法读取：{path}（{error.strerror}）", hint="检查文件权限。"
        ) from error
    if not data.strip():
        raise ReadError(path, f"文件是空的：{path.name}", hint="请放入有内容的文件。")
    return data


def too_large(path: Path, detail: str) -> ReadError:
    """Return the error about a file that is, or unpacks to, more than a document can be."""
    return ReadError(
        path, f"文件过大（{detail}）：{path.name}", hint="请拆分成较小的文件，或只放入正文部分。"
    )


def locked(path: Path, password: str) -> LockedError:
    """Return the error that asks for the password of a PDF, or says that `password` is wrong."""
    if password:
        return LockedError(path, f"PDF 的密码不对：{path.name}", hint="请核对密码后重试。")
    return LockedError(
        path,
        f"PDF 有密码：{path.name}",
        hint="请给出打开密码：命令行加 --password，或设环境变量 WENCE_PASSWORD；网页在“文件”里输入；"
        "也可先去除密码再放入。",
    )
