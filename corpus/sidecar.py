"""Corrections of a document's metadata in a file beside it: 通知.pdf and 通知.meta.toml.

    number = "国发〔2021〕23号"
    issuer = ["国务院"]           # or "甲部、乙部"
    effective = 2021-10-24        # or "2021年10月24日"
    status = "现行有效"
    published = ""                # what was read is wrong, and nothing is right

Where two files share a name, `通知.pdf.meta.toml` is for the one of them and goes first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.dates import parse_day
from corpus.errors import SidecarError
from corpus.issuers import Level
from corpus.matter import normal_number
from corpus.metadata import Metadata, Status
from corpus.view import fold_width

SUFFIX = ".meta.toml"
KEYS = tuple(one.name for one in fields(Metadata) if one.name != "document_id")
_DAYS = {"signed", "published", "amended", "effective", "expires"}
_CHOICES: dict[str, type[Level] | type[Status]] = {"level": Level, "status": Status}
_NEVER_EMPTY = {"title", "status"}


def sidecar_path(path: Path) -> Path | None:
    """Return the sidecar of a document's file, None where there is none."""
    candidates = (path.with_name(path.name + SUFFIX), path.with_name(path.stem + SUFFIX))
    return next((one for one in candidates if _is_file(one)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long with the suffix
        return False


def sidecar_stamps(places: Sequence[Path]) -> frozenset[tuple[str, int, int]]:
    """Return what tells whether a sidecar in folders, or beside files, came, went or was changed."""
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            found += place.rglob(f"*{SUFFIX}")
        elif sidecar := sidecar_path(place):
            found.append(sidecar)
    stamps = []
    for path in found:
        with suppress(OSError):  # gone meanwhile
            status = path.stat()
            stamps.append((str(path), status.st_mtime_ns, status.st_size))
    return frozenset(stamps)


def read_sidecar(path: Path) -> dict[str, Any]:
    """Read a sidecar: the value of each field it names, None for one that it empties.

    Raises:
        SidecarError: the file is no TOML in UTF-8, or a key or value in it is not known.
    """
    try:
        rows = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SidecarError(
            path,
            f"旁注文件无法读取：{path.name}{_place_of(error)}",
            hint="按 TOML 格式、UTF-8 编码改正。",
        ) from error
    except OSError as error:
        raise SidecarError(
            path, f"旁注文件无法打开：{path.name}（{error.strerror}）", hint="检查文件权限。"
        ) from error
    return {key: _value(path, key, value) for key, value in rows.items()}


def sidecar_values(paths: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """Read the sidecars beside files; return their values by the content hash of their document.

    Raises:
        SidecarError: as `read_sidecar`; or a sidecar lies beside a file of many documents.
    """
    found, faults = read_sidecars(paths)
    if faults:
        raise faults[0]
    return found


def read_sidecars(
    paths: Sequence[Path],
) -> tuple[dict[str, dict[str, Any]], tuple[SidecarError, ...]]:
    """Read the sidecars beside files as far as they can be read, and return what is wrong with others.

    The values are by the content hash of the document, which is read only where there is a sidecar.
    """
    from corpus.reader import hash_of

    found: dict[str, dict[str, Any]] = {}
    faults: list[SidecarError] = []
    for path in paths:
        if sidecar := sidecar_path(path):
            try:
                values = _values_for(path, sidecar)
            except SidecarError as error:
                faults.append(error)
                continue
            with suppress(OSError):  # the reader has said that the document cannot be read
                found[hash_of(path.read_bytes())] = values
    return found, tuple(faults)


def _values_for(path: Path, sidecar: Path) -> dict[str, Any]:
    from corpus.reader import JSON_LINES

    if path.name.endswith(JSON_LINES):
        raise many_documents(sidecar, path)
    return read_sidecar(sidecar)


def many_documents(sidecar: Path, path: Path) -> SidecarError:
    """Return what is said of a sidecar beside a file that holds many documents."""
    return SidecarError(
        sidecar,
        f"旁注文件不能用于含多份文件的 {path.name}：{sidecar.name}",
        hint="把要更正的文件单独存成一个文件，再在旁边写旁注。",
    )


def _value(path: Path, key: str, value: object) -> object:
    if key not in KEYS:
        raise _refuse(path, f"有不认识的字段 {key}", f"可用的字段：{'、'.join(KEYS)}。")
    if value in ("", []):
        if key in _NEVER_EMPTY:
            raise _refuse(path, f"的 {key} 不能为空", f"写上内容，或删去 {key} 这一行。")
        return None
    if key in _DAYS:
        return _day(path, key, value)
    if key == "issuer":
        return _issuer(path, value)
    if not isinstance(value, str):
        raise _refuse(path, f"的 {key} 不是文字：{value}", '用引号写，如 key = "文字"。')
    if choices := _CHOICES.get(key):
        if value not in [one.value for one in choices]:
            allowed = "、".join(str(one.value) for one in choices)
            raise _refuse(path, f"的 {key} 不可用：{value}", f"可写：{allowed}。")
        return choices(value)
    return normal_number(fold_width(value)) if key == "number" else value


def _day(path: Path, key: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    day = parse_day(fold_width(value)) if isinstance(value, str) else None
    if day is None:
        raise _refuse(path, f"的 {key} 不是日期：{value}", '写成 2024-01-03 或 "2024年1月3日"。')
    return day


def _issuer(path: Path, value: object) -> tuple[str, ...]:
    names = re.split(r"[、,，;；\s]+", value.strip()) if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(one, str) and one for one in names):
        raise _refuse(
            path, f"的 issuer 不是机关名称：{value}", '写成 "甲部、乙部" 或 ["甲部", "乙部"]。'
        )
    return tuple(names)


def _refuse(path: Path, message: str, hint: str) -> SidecarError:
    return SidecarError(path, f"旁注文件 {path.name} {message}。", hint=hint)


def _place_of(error: Exception) -> str:
    """Return where a sidecar is wrong, as the error of the reader of TOML tells it in English."""
    place = re.search(r"at line (\d{1,9}), column (\d{1,9})", str(error))
    return f"（第 {place[1]} 行第 {place[2]} 列）" if place else ""
