"""The gate in CI: today's program passes the committed baseline, every mutation of it does not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.answer import Answer, AnswerCitation, AnswerStatus, Question, QuestionKind, Statement
from corpus.facts import ParsedDocument
from corpus.store import DEFAULT_DOCUMENTS
from eval.cases import load_cases
from eval.errors import RunError
from eval.gate import Baseline, baseline_of, check_gate, read_baseline, write_baseline
from eval.gate_command import CI_BASELINE, CI_SET
from eval.gold import Shelf
from eval.runner import Record, System, no_answer, run_cases
from eval.runs import Run, describe_run, keep_records, start_run
from eval.systems import OURS, Stage, open_stage

Mutation = Callable[[Answer], Answer]

VALUE = re.compile(r"\d+(?:\.\d+)?(?:%|年|万吨|吨|家|个|种|项)")
AGENCY = re.compile(r"(?<=[：、])[市省][一-鿿]{2,8}[局厅委](?:（[^）]*）)?、")


@pytest.fixture(scope="module")
def stage():
    with open_stage([DEFAULT_DOCUMENTS]) as opened:
        yield opened


@pytest.fixture(scope="module")
def ours(stage):
    return stage.open(OURS)


@pytest.fixture(scope="module")
def cases():
    return load_cases(CI_SET)


@pytest.fixture(scope="module")
def run_with(stage: Stage, ours: System, cases):
    """Return a function that runs the fixed set through the program with its answers mutated."""
    shelf = Shelf(stage.parsed)

    def run(mutate: Mutation = lambda answer: answer) -> tuple[Record, ...]:
        def ask(question: Question) -> Answer:
            return mutate(ours.ask(question))

        return tuple(run_cases(cases, System(name="变异", ask=ask, find=ours.find), shelf))

    return run


@pytest.fixture(scope="module")
def today(run_with):
    return run_with()


@pytest.fixture(scope="module")
def baseline() -> Baseline:
    return read_baseline(CI_BASELINE)


def reworded(answer: Answer, change: Callable[[str], str]) -> Answer:
    """Change the words of an answer, line by line, and of its statements alike."""
    if answer.status is not AnswerStatus.ANSWERED:
        return answer
    return replace(
        answer,
        answer="\n".join(change(line) for line in answer.answer.split("\n")),
        statements=tuple(replace(one, text=change(one.text)) for one in answer.statements),
    )


def swap_two_values(answer: Answer) -> Answer:
    """Put the first two different values of every line in each other's place."""

    def swap(line: str) -> str:
        values = list(dict.fromkeys(VALUE.findall(line)))
        if len(values) < 2:
            return line
        first, second = values[0], values[1]
        return line.replace(first, "\0").replace(second, first).replace("\0", second)

    return reworded(answer, swap)


def change_a_value(answer: Answer) -> Answer:
    """Write another digit into the first value of every line."""
    return reworded(answer, lambda line: VALUE.sub(lambda m: "7" + m.group(), line, count=1))


def drop_an_agency(answer: Answer) -> Answer:
    """Leave the first agency of every line out."""
    return reworded(answer, lambda line: AGENCY.sub("", line, count=1))


def cited_as(citation: AnswerCitation, parsed: ParsedDocument, at: int) -> AnswerCitation:
    """Return a citation of clause number `at`, verbatim."""
    clause = parsed.clauses[at]
    return replace(
        citation,
        clause_id=clause.id,
        label=f"《{parsed.document.title}》{clause.path.label}",
        quote=clause.span.of(parsed.document.text),
        start=clause.span.start,
        end=clause.span.end,
    )


def cite_the_neighbour(parsed: dict[str, ParsedDocument]) -> Mutation:
    """Return a mutation that cites the clause after the right one."""

    def mutate(answer: Answer) -> Answer:
        moved = []
        for citation in answer.citations:
            document = parsed[citation.document_id]
            ids = [clause.id for clause in document.clauses]
            at = ids.index(citation.clause_id) if citation.clause_id in ids else 0
            moved.append(cited_as(citation, document, (at + 1) % len(ids)))
        return replace(answer, citations=tuple(moved))

    return mutate


def answer_everything(parsed: dict[str, ParsedDocument]) -> Mutation:
    """Return a mutation that answers with the nearest clause where the program declines."""
    title, document = next(iter(parsed.items()))
    blank = AnswerCitation(
        number=1,
        document_id=title,
        document_title=title,
        clause_id="",
        path=(),
        label="",
        quote="",
        start=0,
        end=0,
        page=None,
        source="",
    )

    def mutate(answer: Answer) -> Answer:
        if answer.status is AnswerStatus.ANSWERED:
            return answer
        near = answer.near[0] if answer.near else cited_as(blank, document, 0)
        citation = replace(near, number=1)
        return replace(
            answer,
            status=AnswerStatus.ANSWERED,
            answer=citation.quote,
            statements=(Statement(text=citation.quote, citations=(1,)),),
            citations=(citation,),
            reason=None,
        )

    return mutate


def decline_everything(answer: Answer) -> Answer:
    """Say that nothing was found."""
    return no_answer(Question(id=answer.id, text=answer.question), "没有找到")


def shift_the_quotes(answer: Answer) -> Answer:
    """Say that every quotation begins one character later than it does."""
    moved = (replace(one, start=one.start + 1) for one in answer.citations)
    return replace(answer, citations=tuple(moved))


@pytest.fixture(scope="module")
def mutations(stage) -> dict[str, Mutation]:
    parsed = {one.document.id: one for one in stage.parsed}
    return {
        "两个数对调": swap_two_values,
        "改一个数": change_a_value,
        "少一个部门": drop_an_agency,
        "引相邻条款": cite_the_neighbour(parsed),
        "有问必答": answer_everything(parsed),
        "一律拒答": decline_everything,
        "引文错位": shift_the_quotes,
    }


def test_today_passes_the_committed_baseline(today, baseline):
    """The gate of CI: what the program answered when the baseline was made, it still answers."""
    result = check_gate(today, baseline)
    assert result.passed, "\n".join(result.checks)


@pytest.mark.parametrize(
    "name",
    ["两个数对调", "改一个数", "少一个部门", "引相邻条款", "有问必答", "一律拒答", "引文错位"],
)
def test_every_mutation_of_the_answerer_is_caught(name, mutations, run_with, baseline):
    """A program that does this does not pass, whatever else it does well."""
    result = check_gate(run_with(mutations[name]), baseline)
    assert not result.passed, "\n".join(result.checks)


@pytest.mark.parametrize("name", ["两个数对调", "改一个数", "少一个部门", "引相邻条款"])
def test_each_mutated_answer_is_judged_worse(name, mutations, run_with, today):
    """Not only the sum: every right answer whose words or clause were changed is found out."""
    mutated = run_with(mutations[name])
    changed = [
        (old, new)
        for old, new in zip(today, mutated, strict=True)
        if old.judgement.right_clause and _is_other(old, new) and _can_be_found_out(name, old)
    ]
    assert len(changed) >= 5
    for old, new in changed:
        one = new.judgement
        is_worse = bool(one.fabricated) or not (one.right_clause and one.first_citation)
        assert is_worse, (old.question, new.reply["answer"])


def _can_be_found_out(name: str, old: Record) -> bool:
    """Tell whether the gold of a case says what was changed.

    Whether one unit takes part is right without the others; a heading is proven by any clause
    under it, so that the neighbour is right as well.
    """
    if name == "少一个部门":
        return old.judgement.row_recall is not None
    return name != "引相邻条款" or old.judgement.kind not in {
        QuestionKind.OUTLINE,
        QuestionKind.CLAUSE,
    }


def _is_other(old: Record, new: Record) -> bool:
    """Tell whether a reply differs in more than its time."""
    return any(old.reply[name] != new.reply[name] for name in ("answer", "citations"))


def test_a_drop_past_what_is_stated_closes_the_gate(today, baseline):
    """One question lost of fifty-two is too much, unless more is allowed; it is named."""
    right = [one for one in today if one.judgement.first_citation and one.judgement.answerable]

    def without(lost: list[Record]) -> list[Record]:
        return [
            replace(one, judgement=replace(one.judgement, first_citation=False))
            if one in lost
            else one
            for one in today
        ]

    result = check_gate(without(right[:1]), baseline)
    assert [fault.split(" ")[0] for fault in result.faults] == ["首条引用对"]
    assert result.lost == (f"{right[0].case_id}（首条引用对）",)
    assert check_gate(without(right[:1]), baseline, allowed=0.02).passed
    assert not check_gate(without(right[:2]), baseline, allowed=0.02).passed


def test_a_broken_law_closes_the_gate_however_small(today, baseline):
    """One made-up statement in sixty replies."""
    first = replace(today[0], judgement=replace(today[0].judgement, fabricated=("99%",)))
    result = check_gate([first, *today[1:]], baseline, allowed=1.0)
    assert [fault.split(" ")[0] for fault in result.faults] == ["编造"]


def test_other_cases_than_the_baseline_are_refused(today, baseline):
    """A gate over fewer questions would pass anything."""
    with pytest.raises(RunError, match="题目与基线的不同"):
        check_gate(today[1:], baseline)


def test_the_same_cases_in_other_words_are_refused(today, baseline):
    """A baseline holds for the very set it was made with."""
    with pytest.raises(RunError, match="题目与基线的不同"):
        check_gate(today, baseline, set_hash="0" * 64)


def test_a_baseline_is_written_and_read_back(tmp_path, stage, today, cases):
    """Verdicts alone: no word of a case or a reply stands in it."""
    manifest = describe_run(
        CI_SET, cases, split="develop", system=OURS, index=stage.manifest, opened=False
    )
    started = start_run(manifest, tmp_path / "runs")
    run: Run = keep_records(started, iter(today), frozenset(case.id for case in cases))
    made = baseline_of(run)
    write_baseline(made, tmp_path / "baseline.json")
    assert read_baseline(tmp_path / "baseline.json") == made
    assert check_gate(today, made, allowed=0).passed
    text = (tmp_path / "baseline.json").read_text(encoding="utf-8")
    assert not any(case.question in text for case in cases)
    assert set(json.loads(text)["met"]) == {case.id for case in cases}


def test_an_unfinished_run_is_no_baseline(tmp_path, stage, cases):
    """Half the cases are not the set."""
    manifest = describe_run(
        CI_SET, cases, split="develop", system=OURS, index=stage.manifest, opened=False
    )
    with pytest.raises(RunError, match="没有做完"):
        baseline_of(start_run(manifest, tmp_path))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"set": "a", "met": 3}'])
def test_a_damaged_baseline_is_named(tmp_path, text):
    """The file and what to do."""
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match="基线无法读取") as caught:
        read_baseline(path)
    assert "--renew" in caught.value.hint
