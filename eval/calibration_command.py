"""The command that tells what the confidence is worth, and learns its weights anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from app.confidence import ALWAYS, FEATURES, WEIGHTS_PATH, load_weights, save_weights
from eval.bars import Bar, rate_bar
from eval.calibration import Calibration, Sample, learn_weights, leave_out, measure
from eval.cases import Split
from eval.commands import cli, open_set, print_parts, select_cases
from eval.corpora import read_names
from eval.errors import EvaluationError
from eval.options import corpus_option
from eval.results import Chapter, Part, Plot
from eval.runner import DEFAULT_SET, SETS
from eval.systems import OURS
from eval.tables import Table, format_rate, format_share

LEARNED_FROM = (DEFAULT_SET, SETS / "practice.jsonl", SETS / "others.jsonl")

CALIBRATION_HELP = """“把握”准不准：说 0.8 的题，是不是五题里四题可答。

只用各评测集的开发集，每一套的数由其余几套学得的权重算出。--learn 用全部开发集重学权重，写进 app/confidence.tsv。

\b
例：
  python -m eval calibration --corpus 我的文件夹
  python -m eval calibration --corpus 我的文件夹 --learn
"""
TEXT = """作答之前先算“把握”：由几项可以核对的特征（哪些词文件里没有、条款缺不缺所问的主题、有没有所问种类的数、地区和年份合不合）\
经逻辑回归合成一个 0 到 1 的数。下面只用开发集，每一套评测集的数由其余几套学得的权重算出，没有用它自己的题。"""
WEIGHTS_TEXT = "发布的权重由全部开发集学得；正的表示更可能可答。"
_MEANINGS = {
    ALWAYS: "常数",
    "similar": "编码器给出的相似度",
    "gap": "比第二名高出多少",
    "unknown": "全部文件里都没有的词所占的分量",
    "subject_lost": "所问部分里最有分量的主题词，条款没有",
    "matter_lost": "全部文件都没有的政策用语所占的分量",
    "elsewhere": "问的是别的地区",
    "other_year": "条款没有所问的年份",
    "no_attribute": "问电话、地址一类，条款没有这个词",
    "of_a_figure": "问数值或时间",
    "value_missing": "说到这件事的句子没有所问种类的数",
    "no_figure": "相近的几个条款都没有种类、年份、事项相合的数",
    "complete": "问清单、结构、某条、定义或依据",
    "for_a_chatbot": "不是问文件（写作、翻译、套取指令）",
}


@cli.command(help=CALIBRATION_HELP)
@corpus_option
@click.option("--learn", is_flag=True, help="重学权重，写进 app/confidence.tsv。")
def calibration(*, documents: tuple[Path, ...], learn: bool) -> None:
    """Measure the confidence, and learn its weights anew if wanted."""
    samples = collect_samples(documents)
    if learn:
        save_weights(learn_weights(samples))
        load_weights.cache_clear()
        click.echo(f"权重写在 {WEIGHTS_PATH}", err=True)
    print_parts(calibration_parts(samples))


def collect_samples(documents: Sequence[Path]) -> list[Sample]:
    """Return the develop questions of every set with their features.

    Raises:
        EvaluationError: the documents of a set are not given.
    """
    if not documents:
        raise EvaluationError(
            "没有给出文件。", hint="例：python -m eval calibration --corpus 我的文件夹"
        )
    return [sample for path in LEARNED_FROM for sample in _samples(path, documents)]


def _samples(path: Path, documents: Sequence[Path]) -> Iterator[Sample]:
    with open_set(path, documents if read_names(path) else ()) as (stage, shelf):
        find = stage.open(OURS).find
        for case in select_cases(path, Split.DEVELOP.value):
            found = find(shelf.question(case)) if find else None
            yield Sample(
                group=path.stem,
                answerable=case.answerable,
                features=found.features if found else None,
            )


def calibration_chapter(documents: Sequence[Path]) -> Chapter:
    """Return what the confidence is worth as a chapter of the page of results."""
    return Chapter(
        name="calibration",
        title="把握（拒答的依据）",
        command="python -m eval calibration --corpus …",
        parts=calibration_parts(collect_samples(documents)),
    )


def calibration_parts(samples: Sequence[Sample]) -> tuple[Part, ...]:
    """Return the measures by set, the curve, and the weights that ship."""
    confidences = leave_out(samples)
    whole = measure(samples, confidences)
    pairs = list(zip(samples, confidences, strict=True))
    groups = {
        group: [pair for pair in pairs if pair[0].group == group]
        for group in dict.fromkeys(one.group for one in samples)
    }
    measured = {
        name: measure([one for one, _ in inside], [value for _, value in inside])
        for name, inside in groups.items()
    }
    weights = load_weights()
    learned = Table(
        header=("特征", "含义", "权重"),
        rows=tuple(
            (name, _MEANINGS[name], f"{weights[name]:+.2f}") for name in (ALWAYS, *FEATURES)
        ),
    )
    return (
        Part(title="", text=TEXT, tables=(_measures({**measured, "合计": whole}),)),
        Part(
            title="曲线",
            text="每一段里实际可答的比率；准的话应当落在该段“把握”的均值附近。",
            tables=(_curve(whole),),
            plot=Plot(file="calibration.svg", title="各段把握里可答的比率", bars=_bars(whole)),
        ),
        Part(title="权重", text=WEIGHTS_TEXT, tables=(learned,)),
    )


def _measures(measured: dict[str, Calibration]) -> Table:
    rows = (
        (name, str(one.cases), format_share(one.auroc), f"{one.brier:.3f}", f"{one.error:.3f}")
        for name, one in measured.items()
    )
    return Table(header=("评测集", "题数", "AUROC", "Brier", "ECE"), rows=tuple(rows))


def _curve(whole: Calibration) -> Table:
    rows = (
        (
            _span(one.low),
            f"{one.mean:.2f}" if one.answerable.n else "—",
            format_rate(one.answerable),
        )
        for one in whole.bins
    )
    return Table(header=("把握", "均值", "可答"), rows=tuple(rows))


def _span(low: float) -> str:
    return f"{low:.1f}–{low + 0.1:.1f}"


def _bars(whole: Calibration) -> tuple[Bar, ...]:
    return tuple(rate_bar(_span(one.low), one.answerable) for one in whole.bins)
