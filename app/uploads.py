"""Documents that are known and files that come in: what is new, what is not, what it is called; pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from app.errors import UploadError
from corpus.description import Description
from corpus.metadata import Metadata
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
    itself, no sidecar laid over, None where nobody has asked for it. `changed` is when the file was
    written, in nanoseconds.
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
    changed: int = 0

    @property
    def source(self) -> str:
        """The name of the file."""
        return unicodedata.normalize("NFC", self.path.name)

    @property
    def made(self) -> date | None:
        """The day on which the document was made in the form at hand; None where it does not say."""
        return day_of(self.description.metadata) if self.description else None


_LIKE = 0.4  # share of the pairs of characters of a title


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
    """The candidate is added under `name`; the file `replaced` goes, where there is one.

    `kept` are other versions that it might have replaced: `replaced` is the newest.
    """

    name: str
    replaced: KnownDocument | None = None
    kept: tuple[KnownDocument, ...] = ()


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
# What to do with a new version: replace the newest, stand beside, or replace this one.
Wanted = Choice | KnownDocument


def decide(
    candidate: Candidate,
    known: Sequence[KnownDocument],
    choice: Wanted | None,
    *,
    taken: Collection[str] = (),
) -> Decision:
    """Say what becomes of a file that is to be added.

    Args:
        candidate: The file.
        known: All documents answered from.
        choice: What to do with a new version of one of them; a document is to be replaced itself.
            None where nobody has said.
        taken: Names of files that lie among the uploads, those that cannot be read included.
    """
    by_text = {one.text_hash: one for one in reversed(known)}
    if all(text_hash in by_text for text_hash in candidate.text_hashes):
        return Duplicate(known=tuple(by_text[text_hash] for text_hash in candidate.text_hashes))
    versions = versions_of(candidate, known)
    if versions and choice is None:
        return Undecided(versions=versions)
    if versions and choice is not Choice.BESIDE:
        wanted = choice if isinstance(choice, KnownDocument) else None
        return _replacement(candidate, versions, wanted, known, taken)
    return Addition(name=free_name(candidate.name, known, taken))


def versions_of(candidate: Candidate, known: Sequence[KnownDocument]) -> tuple[KnownDocument, ...]:
    """Return the documents of the same title, or of the same file name and a title like it.

    Other content is taken as given. Many unlike documents are called 通知.pdf or 附件1.pdf: one of
    the same name under another title is no version. A file of JSON lines is a folder of documents:
    it is a version of a file of its own name only.
    """
    holds_many = is_json_lines(candidate.name)
    titles = set() if holds_many else {_folded(title) for title in candidate.titles}
    return tuple(
        one
        for one in known
        if (
            _folded(one.source) == _folded(candidate.name)
            and (holds_many or any(_is_like(one.title, title) for title in candidate.titles))
        )
        or (_folded(one.title) in titles and not is_json_lines(one.source))
    )


def _is_like(title: str, other: str) -> bool:
    """Tell whether two titles share a good part of the shorter one's pairs of characters."""
    first, second = (_pairs(_folded(one)) for one in (title, other))
    shorter = min(len(first), len(second))
    return not shorter or len(first & second) >= shorter * _LIKE


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def replaceable(versions: Sequence[KnownDocument]) -> tuple[KnownDocument, ...]:
    """Return those of `versions` that lie among the uploads, one of each file, the newest first.

    The newest is the one made last; of those that do not say when, the one that was added last
    comes first, but nothing is replaced on that ground alone.
    """
    uploaded = {one.path: one for one in versions if one.place is Place.UPLOADED}
    return tuple(sorted(uploaded.values(), key=_age, reverse=True))


def _age(one: KnownDocument) -> tuple[date, int]:
    return one.made or date.min, one.changed


def day_of(metadata: Metadata) -> date | None:
    """Return the day a document was made in the form at hand: last amended, signed or published."""
    reading = metadata.amended or metadata.signed or metadata.published
    return reading.value if reading else None


def _replacement(
    candidate: Candidate,
    versions: Sequence[KnownDocument],
    wanted: KnownDocument | None,
    known: Sequence[KnownDocument],
    taken: Collection[str],
) -> Addition | Refusal:
    found = replaceable(versions)
    if not found:
        old = versions[0]
        return Refusal(
            message=f"《{old.title}》不是上传的文件，程序不替换它：{old.path}",
            hint="让两份并存（命令行用 --beside），或自己更新那个文件。",
        )
    if wanted is not None:
        found = tuple(one for one in found if one.path == wanted.path)
        if not found:
            return Refusal(
                message=f"要替换的文件已不在：{wanted.source}", hint="看看现有的文件，再加一次。"
            )
    named = [one for one in found if _folded(one.source) == _folded(candidate.name)]
    old, *kept = named or found
    if not named and any(one.made == old.made or not (one.made and old.made) for one in kept):
        names = "；".join(f"《{one.title}》（{version_words(one)}）" for one in found)
        return Refusal(
            message=f"旧的版本有 {len(found)} 份，日期分不出先后，不知道替换哪一份：{names}",
            hint="先删去要替换的那一份（python -m app remove 编号），或让新文件与它同名，再加入一次。",
        )
    others = [one for one in known if one.path != old.path]
    return Addition(
        name=free_name(candidate.name, others, [name for name in taken if name != old.path.name]),
        replaced=old,
        kept=tuple(kept),
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


def named_for(name: str, known: Sequence[KnownDocument]) -> tuple[KnownDocument, ...]:
    """Return the documents of the one upload that a sidecar means: by its file's name or stem.

    Raises:
        UploadError: no upload is called so, or several are.
    """
    folded = _folded(name)
    uploaded = [one for one in known if one.place is Place.UPLOADED]
    found = [one for one in uploaded if _folded(one.source) == folded] or [
        one for one in uploaded if _folded(split_name(one.source)[0]) == folded
    ]
    files = sorted({one.path for one in found})
    if not files:
        raise UploadError(
            f"没有叫“{name}”的上传文件，旁注没有用上：{name}.meta.toml",
            hint="先加入那份文件，旁注与它同名：通知.pdf 的旁注是 通知.meta.toml。",
        )
    if len(files) > 1:
        names = "、".join(path.name for path in files)
        raise UploadError(
            f"叫“{name}”的上传文件有 {len(files)} 个：{names}",
            hint=f"旁注改用全名，如 {files[0].name}.meta.toml，再加一次。",
        )
    return tuple(found)


def version_words(one: KnownDocument) -> str:
    """Return what tells a document from another version: its day, number, file and place."""
    said = one.description.metadata if one.description else None
    return f"{told_apart(said, one.source)}，{one.place.value}"


def told_apart(said: Metadata | None, source: str) -> str:
    """Return the day and the number a document has, where it says them, and the name of its file."""
    made = day_of(said) if said else None
    words = (
        made.isoformat() if made else "",
        said.number.value if said and said.number else "",
        source,
    )
    return "，".join(filter(None, words))


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
