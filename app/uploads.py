"""Documents that are known and files that come in: what is new, what is not, what it is called; pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from corpus.description import Description
from corpus.reader import JSON_LINES, SUFFIXES
from corpus.view import fold_width

LONGEST_NAME = 180  # bytes of a file's name; file systems allow 255
_UNNAMED = "文件"
# What no file's name may hold anywhere: separators, what shells and Windows keep for themselves.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
# Names of devices on Windows, whatever their suffix.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$", re.I)


class Place(Enum):
    """Where a document lies: with the program, in a folder of the settings, or among the uploads."""

    SHIPPED = "随程序"
    CONFIGURED = "设置的文件夹"
    UPLOADED = "上传"


class Choice(Enum):
    """What to do with a new version of a document that is known."""

    REPLACE = "替换"
    BESIDE = "并存"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDocument:
    """A document that is answered from, and the file it comes from.

    `size` and `shared` are of the file: its bytes, and how many documents it holds. `text_hash`
    is that of the text without blanks, by which the same content is known in another encoding.
    `warnings` say what could not be read as it should; `description` is what the document says of
    itself, no sidecar laid over, None where nobody has asked for it.
    """

    id: str
    title: str
    path: Path
    place: Place
    pages: int
    clauses: int
    size: int
    shared: int
    content_hash: str
    text_hash: str
    warnings: tuple[str, ...] = ()
    description: Description | None = None

    @property
    def source(self) -> str:
        """The name of the file."""
        return unicodedata.normalize("NFC", self.path.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that is to be added: its name, made safe, and its documents' titles and text hashes."""

    path: Path
    name: str
    titles: tuple[str, ...]
    text_hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """The candidate's content is known: as these documents."""

    known: tuple[KnownDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """The candidate is added under `name`; the file `replaced` goes, where there is one."""

    name: str
    replaced: KnownDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """The candidate is a new version of these documents, and nobody has said what to do."""

    versions: tuple[KnownDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The candidate cannot replace what it is a new version of: why, and what to do."""

    message: str
    hint: str


Decision = Duplicate | Addition | Undecided | Refusal


def decide(
    candidate: Candidate,
    known: Sequence[KnownDocument],
    choice: Choice | None,
    *,
    taken: Collection[str] = (),
) -> Decision:
    """Say what becomes of a file that is to be added.

    Args:
        candidate: The file.
        known: All documents answered from.
        choice: What to do with a new version of one of them; None where nobody has said.
        taken: Names of files that lie among the uploads, those that cannot be read included.
    """
    by_text = {one.text_hash: one for one in reversed(known)}
    if all(text_hash in by_text for text_hash in candidate.text_hashes):
        return Duplicate(known=tuple(by_text[text_hash] for text_hash in candidate.text_hashes))
    versions = versions_of(candidate, known)
    if versions and choice is None:
        return Undecided(versions=versions)
    if versions and choice is Choice.REPLACE:
        return _replacement(candidate, versions, known, taken)
    return Addition(name=free_name(candidate.name, known, taken))


def versions_of(candidate: Candidate, known: Sequence[KnownDocument]) -> tuple[KnownDocument, ...]:
    """Return the documents of the same title or the same file name, other content taken as given.

    A file of JSON lines is a folder of documents: it is a version of a file of its own name only.
    """
    holds_many = is_json_lines(candidate.name)
    titles = set() if holds_many else {_folded(title) for title in candidate.titles}
    return tuple(
        one
        for one in known
        if _folded(one.source) == _folded(candidate.name)
        or (_folded(one.title) in titles and not is_json_lines(one.source))
    )


def _replacement(
    candidate: Candidate,
    versions: Sequence[KnownDocument],
    known: Sequence[KnownDocument],
    taken: Collection[str],
) -> Addition | Refusal:
    uploaded = {one.path: one for one in versions if one.place is Place.UPLOADED}
    if not uploaded:
        old = versions[0]
        return Refusal(
            message=f"《{old.title}》不是上传的文件，程序不替换它：{old.path}",
            hint="用 --beside 让两份并存，或自己更新那个文件。",
        )
    named = [one for one in uploaded.values() if _folded(one.source) == _folded(candidate.name)]
    chosen = named or list(uploaded.values())
    if len(chosen) > 1:
        names = "、".join(one.id for one in chosen)
        return Refusal(
            message=f"有 {len(chosen)} 份可以替换：{names}",
            hint="先用 python -m app remove 删去不要的，或用 --beside 并存。",
        )
    old = chosen[0]
    others = [one for one in known if one.path != old.path]
    return Addition(
        name=free_name(candidate.name, others, [name for name in taken if name != old.path.name]),
        replaced=old,
    )


def free_name(name: str, known: Sequence[KnownDocument], taken: Collection[str]) -> str:
    """Return `name`, or it with a number, so that neither file nor document id is there yet.

    >>> free_name("方案.txt", (), ["方案.TXT", "方案（2）.txt"])
    '方案（3）.txt'
    """
    stem, suffix = split_name(name)
    ids = {_folded(one.id) for one in known}
    files = {_folded(one) for one in taken}
    number, shown = 1, stem
    while _folded(shown) in ids or _folded(f"{shown}{suffix}") in files:
        number += 1
        shown = f"{_shortened(stem, LONGEST_NAME - 30)}（{number}）"
    return f"{shown}{suffix}"


def safe_name(name: str) -> str:
    r"""Return a name for a file that lies in one folder, is shown as it reads, and is not hidden.

    >>> [safe_name(name) for name in ("../../etc/方案.txt", "C:\\a\\b.PDF", ".\u202e隐.md", "~$a.docx")]
    ['方案.txt', 'b.pdf', '隐.md', 'a.docx']
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(one for one in last if one == " " or unicodedata.category(one)[0] not in "CZ")
    stem, suffix = split_name(_FORBIDDEN.sub("", visible))
    stem = stem.lstrip(".~$- ").rstrip(". ")
    if not stem or _DEVICE.match(stem):
        stem = f"{_UNNAMED}{stem}"
    return _shortened(stem, LONGEST_NAME - len(suffix.encode())) + suffix


def split_name(name: str) -> tuple[str, str]:
    """Return stem and suffix of a file's name, the suffix in small letters if it is a known one.

    >>> split_name("方案.PDF"), split_name("全集.jsonl.zst"), split_name("方案2.0版")
    (('方案', '.pdf'), ('全集', '.jsonl.zst'), ('方案2.0版', ''))
    """
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)], suffix
    return name, ""


def is_json_lines(name: str) -> bool:
    """Tell whether a file of this name holds a document in each line."""
    return name.lower().endswith(JSON_LINES)


def hash_text(text: str) -> str:
    """Return what a text is known by, whatever its encoding, line ends and blanks."""
    joined = "".join(text.split())
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def _shortened(stem: str, longest: int) -> str:
    return stem.encode()[:longest].decode("utf-8", "ignore")


def _folded(name: str) -> str:
    return "".join(fold_width(unicodedata.normalize("NFC", name)).casefold().split())
