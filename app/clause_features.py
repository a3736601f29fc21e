"""What speaks for a clause as the answer, and how much each counts; the weights are learned and kept as data.

A linear model over features of question and clause, learned as a softmax over the clauses found
(Cao et al., Learning to rank: from pairwise approach to listwise approach, ICML 2007). The command
that learns the weights anew is `python -m eval weights`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

PATH = Path(__file__).parent / "clause_weights.tsv"


class Features(NamedTuple):
    """What speaks for one clause, each mostly 0 to 1; or the weights of these.

    Attributes:
        searched: The score of the search, as a share of the best.
        clause: Share of the question's terms in the clause with its headings.
        sentence: The same for its best sentence with the headings.
        sentence_alone: The same for its best sentence without them, each term by how well it tells
            the clauses found apart.
        heading: The same for the headings alone.
        asking_part: Share of the terms of the part that asks, in the best sentence and the headings.
        named_document: The question names its document; 2 where it calls it by a shortened title.
        fitting_value: A sentence that speaks of the question has a value of the kind asked for; -1
            where none has.
        fitting_goal: Asked for a goal, it has one of the year asked about.
        responsible: Asked who, it or the task it hangs on has units.
        doer: Asked who, it has no units and its best sentence says who does it.
        introduces: Asked what is to be done, it only sets the tone of a plan.
        fitting_words: It has the words that an answer of the kind asked for is made of (处罚, 是指, 不得).
        elsewhere: It is of another place than the question names.
        out_of_force: Its document is not in force; more where a later one takes its place.
        form: It is a blank form or a torn table.
    """

    searched: float
    clause: float
    sentence: float
    sentence_alone: float
    heading: float
    asking_part: float
    named_document: float
    fitting_value: float
    fitting_goal: float
    responsible: float
    doer: float
    introduces: float
    fitting_words: float
    elsewhere: float
    out_of_force: float
    form: float

    def weighed(self, weights: Features) -> float:
        """Return the sum of the features, each times its weight."""
        return sum(own * weight for own, weight in zip(self, weights, strict=True))


@cache
def load_weights(path: Path = PATH) -> Features:
    """Read the weights: a feature, a tab, its weight; # starts a remark."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return Features(**{name: float(weight) for name, weight, *_ in rows})


def save_weights(weights: Features, path: Path = PATH) -> None:
    """Write the weights over those at `path`; its remarks stay."""
    lines = path.read_text(encoding="utf-8").splitlines()
    learned = weights._asdict()
    written = []
    for line in lines:
        name, _, rest = line.partition("\t")
        _, tab, remark = rest.partition("\t")
        written.append(f"{name}\t{learned[name]:.2f}{tab}{remark}" if name in learned else line)
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
