"""Pages whose text was recognised once (OCR), kept in a folder so that they are not read again.

A file holds one page: the hash of its text, a line break, the text. It is named after the hash of
the PDF, what recognised the page, and the page's number. Files are written beside their place and
renamed, so that processes may share the folder; what is damaged counts as missing.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

logger = logging.getLogger(__name__)

FOLDER = "recognised"  # of the data home
# A page of text has some three kilobytes: so many bytes are twenty thousand pages.
_MOST_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class RecognisedPages:
    """The folder of all recognised pages; without one nothing is kept."""

    folder: Path | None = None

    def of(self, pdf: bytes, engine: str) -> PagesOfOne:
        """Return the pages of one PDF as `engine` recognises them; another one may differ."""
        told = hashlib.sha256(engine.encode()).hexdigest()[:8]
        return PagesOfOne(folder=self.folder, name=f"{hashlib.sha256(pdf).hexdigest()}-{told}")

    def prune(self) -> None:
        """Take the pages away that were used longest ago, where there are too many."""
        with suppress(OSError):
            found = [(one.stat(), one) for one in (self.folder.iterdir() if self.folder else ())]
            over = sum(status.st_size for status, _ in found) - _MOST_BYTES
            for status, path in sorted(found, key=lambda one: one[0].st_mtime_ns):
                if over <= 0:
                    return
                path.unlink(missing_ok=True)
                over -= status.st_size


NOTHING_KEPT = RecognisedPages()


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesOfOne:
    """The recognised pages of one PDF."""

    folder: Path | None
    name: str

    def get(self, number: int) -> str | None:
        """Return the text of a page (from 1), "" for one without; None where it is not kept."""
        if self.folder is None:
            return None
        path = self._path(self.folder, number)
        try:
            stored, _, text = path.read_bytes().partition(b"\n")
            os.utime(path)
        except OSError:
            return None
        if hashlib.sha256(text).hexdigest().encode() != stored:
            return None
        return text.decode("utf-8", "surrogatepass")

    def put(self, number: int, text: str) -> None:
        """Keep the text of a page; a folder that cannot be written keeps nothing."""
        if self.folder is None:
            return
        data = text.encode("utf-8", "surrogatepass")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
            Path(file.name).replace(self._path(self.folder, number))
        except OSError as error:
            logger.debug("%s: a recognised page is not kept (%s)", self.folder, error)

    def _path(self, folder: Path, number: int) -> Path:
        return folder / f"{self.name}-{number}.txt"
