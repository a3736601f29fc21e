"""What speaks for a clause: the weights kept as data, and the score made of them."""

from __future__ import annotations

from app.clause_features import PATH, Features, load_weights, save_weights

NOTHING = Features(*(0.0 for _ in Features._fields))


def test_a_score_is_the_weighed_sum():
    """Each feature times its weight, and nothing else."""
    weights = NOTHING._replace(searched=1.0, heading=0.5, form=-2.0)
    assert NOTHING._replace(searched=0.5, heading=1.0, form=1.0).weighed(weights) == -1.0


def test_every_feature_has_one_weight():
    """The table names each feature once, and how near the search found a clause is the unit."""
    rows = [line.split("\t") for line in PATH.read_text(encoding="utf-8").splitlines()]
    assert sorted(row[0] for row in rows if len(row) > 1) == sorted(Features._fields)
    assert load_weights().searched == 1.0


def test_what_speaks_against_a_clause_weighs_less_than_nothing():
    """An introduction, another place, a document out of force, a blank form."""
    weights = load_weights()
    against = (weights.introduces, weights.elsewhere, weights.out_of_force, weights.form)
    assert max(against) < 0


def test_weights_are_written_over_the_old_ones(tmp_path):
    """Remarks stay: those above the table and those behind a weight."""
    path = tmp_path / "weights.tsv"
    path.write_text(PATH.read_text(encoding="utf-8"), encoding="utf-8")
    learned = load_weights()._replace(heading=0.37, introduces=-0.11)
    save_weights(learned, path)
    assert load_weights(path) == learned
    before = PATH.read_text(encoding="utf-8").splitlines()
    after = path.read_text(encoding="utf-8").splitlines()
    assert len([one for one in zip(before, after, strict=True) if one[0] != one[1]]) == 2
    assert [one.split("\t")[2:] for one in before] == [one.split("\t")[2:] for one in after]
