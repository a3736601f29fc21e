"""Files of a command line into the uploads: with progress, questions where there is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from app.settings import Settings
from app.shelf import Outcome, Shelf
from app.uploads import Choice, KnownDocument, Wanted, replaceable, version_words
from app.uploads_listing import outcome_line
from corpus.checking import find_files, unread_lines
from corpus.errors import PolicyQAError
from corpus.reading_options import passwords
from corpus.sidecar import SUFFIX, sidecar_path

_ANSWERS: dict[str, Wanted | None] = {"b": Choice.BESIDE, "s": None}


def add_files(
    settings: Settings, places: Sequence[Path], choice: Choice | None, *, asks: bool = False
) -> int:
    """Add files one by one, print what became of each, list those that failed; return how many.

    With `asks` the passwords of locked files are asked for on the terminal.
    """
    from tqdm import tqdm

    found, found_faults = find_files(places)
    files = _in_order(found)
    faults: list[PolicyQAError] = [*found_faults]
    added = 0
    with (
        Shelf(settings, progress=True, ask=passwords(asks=asks)) as shelf,
        tqdm(files, desc="加入文件", unit="个", file=sys.stderr) as bar,
    ):
        for path in bar:
            try:
                outcome = _add(shelf, path, choice, bar)
            except PolicyQAError as error:
                faults.append(error)
                continue
            added += bool(outcome.added)
            with bar.external_write_mode(file=sys.stdout):
                click.echo(outcome_line(outcome))
    if added:
        click.echo(f"加入 {added} 个文件，下次提问时索引自动更新。", err=True)
    for line in unread_lines(places):
        click.echo(line, err=True)
    if faults:
        click.echo(f"没有加入 {len(faults)} 个：", err=True)
    for fault in faults:
        click.echo(f"  {fault.message}\n    下一步：{fault.hint}", err=True)
    return len(faults)


def _in_order(files: Sequence[Path]) -> list[Path]:
    """Return files with sidecars last, those left out that come along with their document."""
    documents = [path for path in files if not path.name.endswith(SUFFIX)]
    along = {sidecar_path(path) for path in documents}
    return documents + [path for path in files if path.name.endswith(SUFFIX) and path not in along]


def _add(shelf: Shelf, path: Path, choice: Choice | None, bar: object) -> Outcome:
    def choose(path: Path, versions: tuple[KnownDocument, ...]) -> Wanted | None:
        if choice is not None or not sys.stdin.isatty():
            return choice
        bar.clear()  # type: ignore[attr-defined] # tqdm has no types
        return _ask(path, versions)

    return shelf.add(path, choose)


def _ask(path: Path, versions: Sequence[KnownDocument]) -> Wanted | None:
    """Ask on the terminal what to do with a new version, and which one it replaces."""
    click.echo(f"{path.name} 是已有文件的新版本：", err=True)
    numbered = {str(at): one for at, one in enumerate(replaceable(versions), start=1)}
    for number, one in numbered.items():
        click.echo(f"  {number} 替换《{one.title}》（{version_words(one)}）", err=True)
    for one in versions:
        if one not in numbered.values():
            click.echo(f"    《{one.title}》（{version_words(one)}）", err=True)
    answers: dict[str, Wanted | None] = {**numbered, **_ANSWERS}
    answer = click.prompt(
        f"{'写编号替换那一份，' if numbered else ''}b 并存，s 跳过",
        type=click.Choice([*answers], case_sensitive=False),
        default="s",
        show_choices=False,
        err=True,
    )
    return answers[str(answer).lower()]
