"""A small invented plan, parsed by hand, and the makers of cases and answers about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.answer import (
    Answer,
    AnswerCitation,
    AnswerStatus,
    Premise,
    Question,
    QuestionKind,
    Statement,
)
from corpus.facts import Facts, ParsedDocument, Responsibility, Target
from corpus.model import Citation, Clause, ClausePath, ClauseRole, Document, Head, Span
from eval.__main__ import cli
from eval.cases import Case, Gold, Split
from eval.gold import Shelf
from eval.runner import Record, System, run_cases
from eval.runs import Run, describe_run, keep_records, start_run
from eval.systems import OURS, Stage, open_stage
from index.model import IndexManifest

TITLE = "海州市绿色行动方案"
FACTORY = "1.绿色工厂。到2030年，累计创建绿色工厂200家以上，节水15%左右。（责任单位:市工信局、生态环境局按职责分工负责）"
ENERGY = "2.清洁能源。到2025年，清洁能源占比达到40%。（责任单位:市发改委、商务局）"
BOX = "——光伏行业：推广双面组件，开发百种产品。"
TEXT = f"{TITLE}\n一、重点任务\n{FACTORY}\n{ENERGY}\n专栏1 示范\n{BOX}\n"


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def clause(number: str, title: str, words: str, **extra: object) -> Clause:
    return Clause(
        id=f"{TITLE}/一/{number}",
        document_id=TITLE,
        path=ClausePath(headings=("一、重点任务", title), numbers=("一", number)),
        titles=(title,),
        span=span_of(words),
        **{"role": ClauseRole.TASK, **extra},
    )


def quoted(owner: Clause, words: str) -> Citation:
    return Citation(document_id=TITLE, clause_id=owner.id, span=span_of(words), quote=words)


def parse_plan() -> ParsedDocument:
    factory = clause("1", "1.绿色工厂", FACTORY)
    energy = clause("2", "2.清洁能源", ENERGY)
    box = clause("专栏1", "专栏1 示范", BOX, role=ClauseRole.BOX, host_id=energy.id)
    first = quoted(factory, "（责任单位:市工信局、生态环境局按职责分工负责）")
    second = quoted(energy, "（责任单位:市发改委、商务局）")
    goal = quoted(factory, "累计创建绿色工厂200家以上")
    head = ClausePath(headings=("一、重点任务",), numbers=("一",))
    return ParsedDocument(
        document=Document(id=TITLE, title=TITLE, text=TEXT, source="plan.txt", content_hash="0"),
        heads=(Head(path=head, title="一、重点任务", span=span_of("一、重点任务"), level=1),),
        clauses=(factory, energy, box),
        facts=Facts(
            responsibilities=(
                Responsibility(
                    agencies=("市工信局", "市生态环境局"), leads=(), manner=None, source=first
                ),
                Responsibility(
                    agencies=("市发改委", "市商务局"), leads=(), manner=None, source=second
                ),
            ),
            targets=(
                Target(
                    metric="绿色工厂",
                    value="200",
                    unit="家",
                    qualifier="以上",
                    year=2030,
                    period=None,
                    historical=False,
                    source=goal,
                ),
            ),
        ),
    )


@pytest.fixture(scope="session")
def plan() -> ParsedDocument:
    return parse_plan()


@pytest.fixture(scope="session")
def shelf(plan: ParsedDocument) -> Shelf:
    return Shelf([plan])


@pytest.fixture
def make_case():
    """Return a maker of cases; gold quotes are given as words of the plan."""

    def make(kind: str = "target", *quotes: str, **fields: object) -> Case:
        gold = tuple(Gold(document=TITLE, quote=quote) for quote in quotes)
        defaults = {
            "id": "c1",
            "question": "绿色工厂要建多少家？",
            "kind": QuestionKind(kind),
            "answerable": bool(quotes),
            "gold": gold,
            "keys": (),
            "key_alternatives": {},
            "split": Split.DEVELOP,
            "path": Path("cases.jsonl"),
            "line": 1,
        }
        return Case(**{**defaults, **fields})

    return make


def cited(number: int, quote: str, **changes: object) -> AnswerCitation:
    span = span_of(quote) if quote in TEXT else Span(start=0, end=len(quote))
    fields = {
        "number": number,
        "document_id": TITLE,
        "document_title": TITLE,
        "clause_id": f"{TITLE}/一/1",
        "path": ("一、重点任务",),
        "label": f"《{TITLE}》一1",
        "quote": quote,
        "start": span.start,
        "end": span.end,
        "page": None,
        "source": "plan.txt",
    }
    return AnswerCitation(**{**fields, **changes})


@pytest.fixture
def make_answer():
    """Return a maker of answers: the text, then the quotes it cites, in order."""

    def make(text: str, *quotes: str | AnswerCitation, **fields: object) -> Answer:
        citations = tuple(
            cited(number, quote) if isinstance(quote, str) else quote
            for number, quote in enumerate(quotes, 1)
        )
        declined = not citations
        return Answer(
            **{
                "id": "c1",
                "question": "？",
                "resolved_question": "？",
                "kind": QuestionKind.OTHER,
                "status": AnswerStatus.NOT_FOUND if declined else AnswerStatus.ANSWERED,
                "answer": text,
                "statements": () if declined else (Statement(text=text, citations=(1,)),),
                "citations": citations,
                "reason": "没有规定" if declined else None,
                **fields,
            }
        )

    return make


@pytest.fixture
def make_citation():
    return cited


@pytest.fixture
def make_premise():
    return Premise


@pytest.fixture
def case_line():
    """Return a maker of set lines: the fields of a good case with some of them changed."""

    def make(**fields: object) -> str:
        good = {
            "id": "c1",
            "question": "绿色工厂要建多少家？",
            "history": [],
            "kind": "target",
            "answerable": True,
            "gold": [{"document": TITLE, "quote": "绿色工厂200家以上"}],
            "keys": ["200家以上"],
            "key_alternatives": {},
            "documents": [],
            "status": "answered",
            "premise": None,
            "split": "develop",
            "source": "",
            "note": "",
        }
        changed = {**good, **fields}
        return json.dumps(
            {name: value for name, value in changed.items() if value is not ...},
            ensure_ascii=False,
        )

    return make


@pytest.fixture
def scripted():
    """Return a maker of an assistant that gives answers by question text and keeps what it was asked."""

    class Scripted:
        def __init__(self, answers: dict[str, Answer]) -> None:
            self.answers = answers
            self.asked: list[Question] = []

        def __call__(self, question: Question) -> Answer:
            self.asked.append(question)
            return self.answers[question.text]

    return Scripted


@pytest.fixture
def plan_folder(tmp_path, plan) -> Path:
    """A folder with the plan as a file."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / f"{plan.document.title}.txt").write_text(plan.document.text, encoding="utf-8")
    return folder


@pytest.fixture
def write_set(tmp_path):
    """Return a function that writes the lines of a set and gives its path."""

    def write(*lines: str | bytes, name: str = "set.jsonl") -> Path:
        raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
        path = tmp_path / name
        path.write_bytes(b"".join(line + b"\n" for line in raw))
        return path

    return write


INDEX = IndexManifest(
    version="1",
    corpus_hash="c" * 64,
    code_hash="d" * 64,
    encoder="encoders/编码器",
    encoder_hash="e" * 64,
    segmented=True,
    clauses=3,
    dimensions=16,
    files=(),
)


@pytest.fixture
def index_manifest() -> IndexManifest:
    return INDEX


@pytest.fixture
def make_stage(plan):
    """Return a maker of a stage over the plan on which every system is the one asked with `ask`."""

    def make(ask, find=None, **changes: object) -> Stage:
        return Stage(
            parsed=(plan,),
            manifest=replace(INDEX, **changes),
            words=list,
            open=lambda name: System(name=name, ask=ask, find=find),
        )

    return make


@pytest.fixture
def judged(shelf):
    """Return a function that runs cases through what answers them and gives the records."""

    def judge_all(cases, ask, find=None) -> tuple[Record, ...]:
        return tuple(run_cases(cases, System(name="照稿", ask=ask, find=find), shelf))

    return judge_all


@pytest.fixture
def keep_run(tmp_path, write_set, case_line):
    """Return a function that keeps records as a run of a half of a set; the test half sealed."""
    path = write_set(case_line(), name="甲.jsonl")

    def keep(
        records: tuple[Record, ...],
        *,
        home: Path = tmp_path / "runs",
        split: str = "all",
        opened: bool = False,
        of: Path = path,
        system: str = OURS,
    ) -> Run:
        manifest = describe_run(
            of,
            [_case_of(record, of) for record in records],
            split=split,
            system=system,
            index=INDEX,
            opened=opened,
        )
        shown = {one.case_id for one in records if one.judgement.split is not Split.TEST or opened}
        return keep_records(start_run(manifest, home), iter(records), frozenset(shown))

    return keep


def _case_of(record: Record, path: Path) -> Case:
    """Return a case of which a run needs to know the half alone."""
    return Case(
        id=record.case_id,
        question=record.question or "",
        kind=record.judgement.kind,
        answerable=record.judgement.answerable,
        gold=(),
        keys=(),
        key_alternatives={},
        split=record.judgement.split,
        path=path,
        line=1,
    )


@pytest.fixture
def run_eval():
    """Return a function that runs `python -m eval …` in this process, on a stage where one is given."""

    def run(*arguments: object, stage: Stage | None = None):
        opener = None if stage is None else lambda _: nullcontext(stage)
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(cli, words, obj=opener, prog_name="python -m eval")

    return run


@pytest.fixture
def refused(run_eval):
    """Return a function that runs a command that must fail in words; returns what it said."""

    def run(*arguments: object, stage: Stage | None = None) -> str:
        result = run_eval(*arguments, stage=stage)
        assert result.exit_code == 2, (result.output, result.exception)
        assert isinstance(result.exception, SystemExit)
        assert "下一步：" in result.stderr
        assert result.stdout == ""
        return result.stderr

    return run


TINY_TITLE = "示例市制造业行动方案"
TINY_TEXT = f"""{TINY_TITLE}

一、重点任务

1.服务中小企业。搭建面向中小企业的公共服务平台，组织技术对接。（责任单位：市经信局、科技局）
2.推进绿色改造。到2030年，建成绿色车间120个。（责任单位：市生态环境局）
3.再生铝利用。推动再生铝保级利用，公共服务平台由社会力量建设。
4.平台经济。统筹平台治理、平台监管、平台数据、平台用工。
5.犇羴工程。实施犇羴鱻工程。（责任单位：市农业农村局）
"""
FARM_TITLE = "另一市农业发展意见"
FARM_TEXT = f"""{FARM_TITLE}

一、主要任务

1.培育良种。到2028年，推广水稻良种40万亩。（责任单位：市农业农村局）
2.建设绿色车间。支持粮食加工企业建设绿色车间。
"""


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory) -> Path:
    """A folder of two small documents that the real program answers from."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / f"{TINY_TITLE}.txt").write_text(TINY_TEXT, encoding="utf-8")
    (folder / f"{FARM_TITLE}.txt").write_text(FARM_TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_stage(tiny_folder) -> Iterator[Stage]:
    """The real stage over the two documents: every system can be opened on it."""
    with open_stage([tiny_folder]) as stage:
        yield stage


TINY_CASES = (
    (
        "agency",
        "公共服务平台由哪些部门负责？",
        "面向中小企业的公共服务平台",
        ("市经信局", "市科技局"),
    ),
    ("target", "绿色车间要建成多少个？", "建成绿色车间120个", ("120个",)),
    ("target", "水稻良种推广多少？", "推广水稻良种40万亩", ("40万亩",)),
    ("task", "再生铝怎么利用？", "推动再生铝保级利用", ("保级利用",)),
    ("target", "航天发射场要建几个？", None, ()),
)


@pytest.fixture(scope="session")
def tiny_rows():
    """Return a maker of set lines over the two documents: `times` all their questions."""

    def make(times: int = 1) -> list[str]:
        rows = []
        for number in range(times * len(TINY_CASES)):
            kind, question, quote, keys = TINY_CASES[number % len(TINY_CASES)]
            title = FARM_TITLE if quote and "水稻" in quote else TINY_TITLE
            row = {
                "id": f"n{number + 1:03}",
                "question": question,
                "kind": kind,
                "answerable": quote is not None,
                "gold": [{"document": title, "quote": quote}] if quote else [],
                "keys": keys,
                "split": "develop",
            }
            rows.append(json.dumps(row, ensure_ascii=False))
        return rows

    return make
