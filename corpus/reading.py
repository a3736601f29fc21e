"""What every reader of a format gives, and the limits all of them keep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.errors import LockedError, ReadError

# A policy document of a thousand pages has under two million characters; what is larger is no
# document but an archive, a picture book or an attack. Bytes, and characters of text.
LARGEST_FILE = 100 * 2**20
LONGEST_TEXT = 10_000_000
_MEGABYTE = 2**20


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
    the numbers (from 1) of those whose text was read from their picture; `title` is "" if none.
    """

    text: str
    pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    title: str = ""


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
