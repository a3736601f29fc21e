"""What the tabs of tables do: make the tables, and write them as files to be taken away."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.assistant import Assistant
from app.catalogue import Catalogue
from app.checklist import Category, Checklist
from app.live_assistant import LiveAssistant
from app.obligation_tables import to_tables
from app.obligations import check_obligations
from app.page_clause import show_clause
from app.profile import Profile
from app.settings import Settings
from app.table_files import FORMATS
from app.table_rows import Wanted, names_of, unread
from app.tables import FactTable
from app.tabulation import target_table, task_table
from corpus.model import Span
from index.persistence import home_errors

_KEPT = 12  # sets of files of one server; older ones go
_LONGEST_NAME = 40  # characters of a file's name


class TablesDesk:
    """The tables of one server; what it makes depends on nothing but the documents of the moment.

    Args:
        assistant: Knows the documents.
        settings: Where files may be written.
    """

    def __init__(self, assistant: Assistant | LiveAssistant, settings: Settings) -> None:
        self.assistant = assistant
        self._settings = settings

    @property
    def catalogue(self) -> Catalogue:
        """The documents, clauses and facts of the moment."""
        return self.assistant.catalogue

    def tasks(self, wanted: Wanted) -> FactTable:
        """Return the 任务分解表."""
        return self._complete(task_table(self.catalogue, wanted))

    def targets(self, wanted: Wanted) -> FactTable:
        """Return the 目标指标表."""
        return self._complete(target_table(self.catalogue, wanted))

    def _complete(self, table: FactTable) -> FactTable:
        return replace(table, remarks=(*table.remarks, *unread(self.assistant.skipped)))

    def check(
        self, profile: Profile, documents: Sequence[str], categories: Sequence[Category]
    ) -> tuple[FactTable, FactTable]:
        """Return what applies to an enterprise, of all categories where none is chosen."""
        known = [one.id for one in self.catalogue.documents]
        found: Checklist = check_obligations(
            self.catalogue, profile, documents=tuple(one for one in known if one in documents)
        )
        items = tuple(one for one in found.items if not categories or one.category in categories)
        remarks = (*found.remarks, *unread(self.assistant.skipped))
        return to_tables(replace(found, items=items, remarks=remarks))

    def agencies(self) -> list[str]:
        """Return the units that the documents name, those named most often first."""
        counts: dict[str, int] = {}
        for item in self.catalogue.parsed:
            for one in item.facts.responsibilities:
                for name in names_of(one):
                    counts[name] = counts.get(name, 0) + 1
        return sorted(counts, key=lambda name: -counts[name])

    def years(self) -> list[int]:
        """Return the years in which goals of the documents are due."""
        return sorted(
            {
                target.year
                for item in self.catalogue.parsed
                for target in item.facts.targets
                if target.year and not target.historical
            }
        )

    def clause(self, clause_id: str, marked: Span | None) -> str:
        """Return a clause in full as HTML; a row that is about all of it marks nothing."""
        try:
            whole = self.catalogue[clause_id].clause.span
        except KeyError:  # a heading, or gone
            whole = None
        if whole and marked and marked.contains(whole):
            marked = None
        return show_clause(self.assistant, clause_id, marked)

    def write(self, tables: Sequence[FactTable]) -> tuple[Path, ...]:
        """Write tables in every format; return the files, in the order of `FORMATS`.

        Raises:
            HomeError: the data home cannot be written.
        """
        home = _folder(self._settings)
        with home_errors(self._settings.home):
            home.mkdir(parents=True, exist_ok=True)
            _drop_old(home)
            folder = Path(tempfile.mkdtemp(dir=home))
            paths = []
            for form, make in FORMATS.items():
                path = folder / f"{_file_name(tables[0].title)}.{form}"
                path.write_bytes(make(tables))
                paths.append(path)
        return tuple(paths)


def clear_files(settings: Settings) -> None:
    """Drop the files that an earlier server on this port made."""
    shutil.rmtree(_folder(settings), ignore_errors=True)


def _folder(settings: Settings) -> Path:
    return settings.home / "gradio" / f"tables-{settings.port}"


def _drop_old(home: Path) -> None:
    folders = sorted(home.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    for folder in folders[: max(len(folders) - _KEPT, 0)]:
        shutil.rmtree(folder, ignore_errors=True)


def _file_name(title: str) -> str:
    """Return a title as the name of a file: letters, digits and characters, not too long.

    >>> _file_name("《甲/乙方案》任务分解表（单位：市工信局）")
    '甲乙方案任务分解表单位市工信局'
    """
    return "".join(one for one in title if one.isalnum())[:_LONGEST_NAME] or "表"
