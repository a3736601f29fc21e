"""Files of JSON lines: many documents in one file, each line with title, text and source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.errors import ReadError
from corpus.reading import bytes_of, too_large

# A collection of tens of thousands of documents has hundreds of megabytes.
_LARGEST_COLLECTION = 2 * 2**30
_CHUNK = 2**20


def json_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Return the lines of a `.jsonl` or `.jsonl.zst` that are not blank, with their numbers.

    Raises:
        ReadError: the file is missing, empty, too large or damaged.
    """
    data = bytes_of(path, _LARGEST_COLLECTION)
    if path.name.endswith(".zst"):
        data = _unpacked(path, data)
    lines = data.decode("utf-8-sig", errors="replace").split("\n")
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _unpacked(path: Path, data: bytes) -> bytes:
    import zstandard

    hint = "请重新下载或解压后重试。"
    frame = zstandard.ZstdDecompressor().decompressobj()
    pieces: list[bytes] = []
    size = 0
    try:
        for at in range(0, len(data), _CHUNK):
            if frame.eof:
                break
            pieces.append(frame.decompress(data[at : at + _CHUNK]))
            size += len(pieces[-1])
            if size > _LARGEST_COLLECTION:
                raise too_large(path, "解压后超过 2 GB")
    except zstandard.ZstdError as error:
        raise ReadError(path, f"压缩文件损坏：{path.name}", hint=hint) from error
    if not frame.eof:
        raise ReadError(path, f"压缩文件不完整：{path.name}", hint=hint)
    return b"".join(pieces)
