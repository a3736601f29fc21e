"""The command that learns anew how much each feature of a clause counts."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click
from tqdm import tqdm

from app.catalogue import Catalogue
from app.clause_features import Features, load_weights, save_weights
from app.draft import Findings
from eval.bed_gold import Query, gold_of
from eval.beds import chosen_cases, other_documents
from eval.cases import Split
from eval.commands import cli
from eval.corpora import gather, open_sources, read_names
from eval.learning import Choice, judge_left_out, learn_weights
from eval.options import beside_option, corpus_option
from eval.tables import Table
from index.library import open_library

WEIGHTS_HELP = """从开发集重学“条款细读”的权数（app/clause_weights.tsv）。

先轮流留出一个题集，比较现用的权数和从其余题集学得的；--write 用全部题集学得的权数覆盖原有的。
不随程序的题集要用 --corpus 给出文件所在的文件夹；--beside 另在许多别的文件中间检索一遍。

\b
例：
  python -m eval weights eval/sets/plans.jsonl eval/sets/practice.jsonl
  python -m eval weights eval/sets/plans.jsonl 我的题集.jsonl --corpus 我的文件夹 --write
"""


@cli.command(help=WEIGHTS_HELP)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="题集...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@corpus_option
@beside_option
@click.option("--write", is_flag=True, help="覆盖原有的权数。")
def weights(
    *, paths: tuple[Path, ...], documents: tuple[Path, ...], beside: Path | None, write: bool
) -> None:
    """Judge the weights with each set left out, and learn them from all."""
    now = load_weights()
    sets: dict[str, Sequence[Choice]] = {}
    for path in paths:
        # A set over what ships is no set over what --corpus gives for the others.
        own = documents if read_names(path) else ()
        sets[path.stem] = choices_of(path, own)
        if beside is not None:
            sets[path.stem] = (*sets[path.stem], *choices_of(path, own, beside))
    if len(sets) > 1:
        click.echo(_left_out_table(sets, now).to_text() + "\n")
    learned = learn_weights(sets.values(), now)
    click.echo(_weights_table(now, learned).to_text())
    if write:
        save_weights(learned)


def choices_of(
    path: Path, documents: Sequence[Path], beside: Path | None = None
) -> tuple[Choice, ...]:
    """Return what the chain finds for the develop questions of a set, and which of it answers.

    Raises:
        PolicyQAError: documents or gold that are not there.
    """
    from app.chain import build_finder

    with ExitStack() as stack:
        sources = stack.enter_context(open_sources(path, documents, progress=True))
        folders = [*sources.folders]
        if beside is not None:
            more = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wence-beside-")))
            gather(other_documents(beside, sources.folders), [beside], more, progress=True)
            folders.append(more)
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="wence-weights-"))
        library = open_library(folders, home=Path(home), progress=True)
        cases = chosen_cases(path, Split.DEVELOP.value)
        queries, _ = gold_of(cases, library.parsed, sources.names)
        find = build_finder(library, Catalogue(library.parsed, library.descriptions)).invoke
        bar = tqdm(queries, desc=path.stem, unit="题")
        return tuple(choice for one in bar if (choice := _choice(one, find(one.question))).answers)


def _choice(query: Query, findings: Findings) -> Choice:
    """Return the clauses found by the search; those put first for their place are no choice."""
    gold = frozenset().union(*query.gold)
    found = [(one.features, one.facts.clause.id in gold) for one in findings.candidates]
    return Choice(
        features=tuple(features for features, _ in found if features is not None),
        answers=tuple(right for features, right in found if features is not None),
    )


def _left_out_table(sets: dict[str, Sequence[Choice]], now: Features) -> Table:
    header = ("留出的题集", "题数", "首位检中", "MRR@10", "学得：首位检中", "学得：MRR@10")
    rows = tuple(
        (
            name,
            str(before.questions),
            *(f"{value:.3f}" for value in (before.first, before.mrr_at_10)),
            *(f"{value:.3f}" for value in (after.first, after.mrr_at_10)),
        )
        for name, (before, after) in judge_left_out(sets, now).items()
    )
    return Table(header=header, rows=rows)


def _weights_table(now: Features, learned: Features) -> Table:
    rows = zip(Features._fields, now, learned, strict=True)
    return Table(
        header=("特征", "现用", "学得"),
        rows=tuple((name, f"{old:.2f}", f"{new:.2f}") for name, old, new in rows),
    )
