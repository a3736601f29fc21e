"""Errors of finding clauses; the tree is drawn in corpus/errors.py."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import PolicyQAError


class RetrievalError(PolicyQAError):
    """An error about the index."""


class IndexMissingError(RetrievalError):
    """There is no index where one was looked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"没有找到索引：{path}", hint="运行 make index（或 python -m index build）建立索引。"
        )
        self.path = path


class IndexDamagedError(RetrievalError):
    """The files of an index are truncated, changed or unreadable."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"索引文件损坏：{path}（{detail}）",
            hint="运行 make index（或 python -m index build）重建索引。",
        )
        self.path = path


class EncoderError(RetrievalError):
    """The text encoder cannot be loaded."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(
            f"文本编码器无法加载：{name}（{detail}）",
            hint="检查设置 WENCE_ENCODER 是否为 sentence-transformers 模型目录，或恢复默认的 index/encoder。",
        )
        self.name = name


class QueryError(RetrievalError):
    """What is to be searched for is too long."""

    def __init__(self, characters: int, most: int) -> None:
        super().__init__(
            f"查询内容太长：{characters} 个字，最多 {most} 个字。",
            hint="只留下要找的内容，或分成几次来查。",
        )


class ScopeError(RetrievalError):
    """A question is limited to documents that are not there."""


class IndexStaleError(RetrievalError):
    """An index that was built from other documents, by other code or another encoder."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"索引已过期：{reason}（{path}）",
            hint="运行 make index（或 python -m index build）重建索引。",
        )
        self.path = path
        self.reason = reason


class HomeError(RetrievalError):
    """The data home cannot be written."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"数据目录无法写入：{path}（{detail}）",
            hint="检查该目录的权限和磁盘空间，或把环境变量 WENCE_HOME 设为可写的目录。",
        )
        self.path = path
