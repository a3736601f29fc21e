"""Train the encoder from scratch on folders of texts and questions, and measure it."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from tqdm import tqdm

from corpus.commands import Command
from corpus.errors import DocumentsError
from index.background import BACKGROUND_PATH, count_background, save_background
from index.embed import DEFAULT_ENCODER, open_build_embedder, save_encoder
from index.heldout import HeldOut, load_heldout_titles, title_key
from index.lexicon import mine_lexicon, save_lexicon
from index.material import Material, hold_out, read_material
from index.measure import Benchmark, benchmarks_of, bigram_score, embedding_score, word_score
from index.measure import measure as measure_benchmark
from index.pairs import Pair, document_pairs, question_pairs
from index.reading import Numbering, Reader, choose_vocabulary
from index.tokens import LEXICON_PATH, Tokenizer, load_lexicon, read_dictionary

if TYPE_CHECKING:
    from index.contrast import Example, Recipe

logger = logging.getLogger(__name__)

HELDOUT_NAME = "HELDOUT.txt"
SHIPPED_DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"


def train_encoder(
    folders: Sequence[Path],
    output: Path = DEFAULT_ENCODER,
    *,
    heldout_folders: Sequence[Path] = (),
    recipe: Recipe | None = None,
) -> None:
    """Train an encoder on the texts and questions of `folders` and write it to `output`.

    Args:
        folders: Folders of documents and of JSON lines; see `index.material.read_material`.
        output: The encoder's folder; HELDOUT.txt is read there, or from the shipped encoder.
        heldout_folders: Further held-out documents, whatever their titles.
        recipe: How to train; None is the shipped encoder's way.

    Raises:
        DocumentsError: the folders hold nothing to train on.
    """
    from index.contrast import Recipe, first_vectors, fit

    recipe = recipe or Recipe()
    pairs = training_pairs(folders, output, heldout_folders, seed=recipe.seed)
    reader = Reader(Tokenizer(load_lexicon()))
    counted = reader.count(text for pair in pairs for text in (pair.query, pair.passage))
    numbering = Numbering(choose_vocabulary(counted, recipe.words))
    frequencies = np.zeros(len(numbering.rows) + 1)
    for word, count in counted.items():
        np.add.at(frequencies, numbering.ids([word]), count)
    table = fit(_examples(pairs, reader, numbering), first_vectors(frequencies, recipe), recipe)
    save_encoder(dict(zip(numbering.rows, table[1:], strict=True)), output)
    logger.info("编码器已写入 %s：%d 词，%d 维", output, len(numbering.rows), recipe.dimensions)


def training_pairs(
    folders: Sequence[Path], output: Path, heldout_folders: Sequence[Path], *, seed: int
) -> list[Pair]:
    """Return the pairs of `folders` that share nothing with the held-out documents.

    Raises:
        DocumentsError: there are none.
    """
    held_out, material = _read_kept(folders, output, heldout_folders)
    pairs = list(document_pairs(material.documents, held_out, seed=seed))
    pairs += question_pairs(material.asked, held_out)
    if not pairs:
        raise DocumentsError(
            folders[0],
            f"没有可训练的文字：{'、'.join(map(str, folders))}",
            hint="请指定含政策文本的文件夹：每行含 title、text 的 jsonl（可压缩为 zst），或 txt、md、docx、pdf、html。",
        )
    return pairs


def _read_kept(
    folders: Sequence[Path], output: Path, heldout_folders: Sequence[Path]
) -> tuple[HeldOut, Material]:
    titles = [title for group in heldout_titles(output).values() for title in group]
    return hold_out(read_material(folders), titles, (SHIPPED_DOCUMENTS, *heldout_folders))


def heldout_titles(encoder: Path) -> dict[str, tuple[str, ...]]:
    """Read the HELDOUT.txt of `encoder`, or that of the shipped encoder where it has none."""
    own = encoder / HELDOUT_NAME
    return load_heldout_titles(own if own.is_file() else DEFAULT_ENCODER / HELDOUT_NAME)


def _examples(pairs: Iterable[Pair], reader: Reader, numbering: Numbering) -> list[Example]:
    from index.contrast import Example

    examples = (
        Example(
            kind=pair.kind,
            question=numbering.ids(reader.words(pair.query)),
            passage=numbering.ids(reader.words(pair.passage)),
            document=pair.document,
            clause=pair.clause,
        )
        for pair in pairs
    )
    return [example for example in examples if len(example.question) and len(example.passage)]


def measure(folders: Sequence[Path], encoder: Path = DEFAULT_ENCODER) -> list[tuple[str, ...]]:
    """Measure an encoder on the held-out plans and questions of `folders`: rows of a table.

    Beside it stand an untrained encoder (random vectors of the same words) and BM25 over words and
    over bigrams. The numbers are mean nDCG@10.
    """
    material = read_material(folders)
    keys = frozenset(map(title_key, heldout_titles(encoder).get("plan", ())))
    plans = [d for d in material.documents if title_key(d.title) in keys]
    head = ("基准", "问题数", "条款数", "本编码器", "未训练", "BM25 词", "BM25 二元")
    with tempfile.TemporaryDirectory() as untrained:
        _save_untrained(encoder, Path(untrained))
        rows = [_row(b, (encoder, Path(untrained))) for b in benchmarks_of(material, plans)]
    return [head, *rows]


def _save_untrained(encoder: Path, folder: Path) -> None:
    embedder = open_build_embedder(encoder, Tokenizer())
    words = embedder.vocabulary
    drawn = np.random.default_rng(7).normal(size=(len(words), embedder.dimensions))
    save_encoder(dict(zip(sorted(words), drawn, strict=True)), folder)


def _row(benchmark: Benchmark, encoders: Iterable[Path]) -> tuple[str, ...]:
    tokenizer = Tokenizer(load_lexicon())
    scores = [
        embedding_score(open_build_embedder(encoder, tokenizer).encode) for encoder in encoders
    ]
    scores += [word_score(tokenizer), bigram_score]
    sizes = str(len(benchmark.queries)), str(len(benchmark.passages))
    return (benchmark.name, *sizes, *(f"{measure_benchmark(benchmark, s):.4f}" for s in scores))


def make_lexicon(
    folders: Sequence[Path], output: Path = LEXICON_PATH, *, heldout_folders: Sequence[Path] = ()
) -> int:
    """Mine the lexicon from the documents of `folders` that are not held out; return its size."""
    _, material = _read_kept(folders, DEFAULT_ENCODER, heldout_folders)
    terms = mine_lexicon([document.text for document in material.documents])
    save_lexicon(terms, output)
    return len(terms)


def make_background(
    folders: Sequence[Path], output: Path = BACKGROUND_PATH, *, heldout_folders: Sequence[Path] = ()
) -> int:
    """Count the policy terms of the documents of `folders` that are not held out; return how many."""
    _, material = _read_kept(folders, DEFAULT_ENCODER, heldout_folders)
    texts = (document.text for document in tqdm(material.documents, desc="统计", unit="篇"))
    background = count_background(texts, read_dictionary(), Tokenizer())
    save_background(background, output)
    return len(background.counts)


TRAIN_HELP = """用文件夹里的政策文本和问答对，从零训练文本编码器；HELDOUT.txt 所列文件不参与训练。

\b
例：
  python -m index train 文本文件夹 问答对文件夹 --output 我的编码器
  python -m index train 文本文件夹 问答对文件夹 --measure
  python -m index train 文本文件夹 --lexicon
  python -m index train 文本文件夹 --background
"""

_FOLDERS = click.argument(
    "folders",
    nargs=-1,
    required=True,
    metavar="文件夹...",
    type=click.Path(exists=True, path_type=Path),
)


@click.command("train", cls=Command, help=TRAIN_HELP)
@_FOLDERS
@click.option(
    "--output",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    default=DEFAULT_ENCODER,
    help="编码器目录，默认为自带的。",
)
@click.option(
    "--heldout",
    multiple=True,
    metavar="路径",
    type=click.Path(exists=True, path_type=Path),
    help="另外留出、不得参与训练的文件或文件夹（可重复）。",
)
@click.option("--lexicon", is_flag=True, help="不训练，只从文本统计通用词表。")
@click.option("--background", is_flag=True, help="不训练，只从文本统计政策用词表。")
@click.option("--measure", "only_measure", is_flag=True, help="不训练，只测量编码器。")
def train(
    folders: tuple[Path, ...],
    output: Path,
    heldout: tuple[Path, ...],
    *,
    lexicon: bool,
    background: bool,
    only_measure: bool,
) -> None:
    """Train, measure or count, as the options say."""
    if lexicon:
        click.echo(f"{make_lexicon(folders, heldout_folders=heldout)} 个词写入 {LEXICON_PATH}")
    elif background:
        words = make_background(folders, heldout_folders=heldout)
        click.echo(f"{words} 个词写入 {BACKGROUND_PATH}")
    elif only_measure:
        for row in measure(folders, output):
            click.echo("\t".join(row))
    else:
        train_encoder(folders, output, heldout_folders=heldout)
        click.echo(f"编码器已写入 {output}")


train_command = train  # `train` is its name on the command line
