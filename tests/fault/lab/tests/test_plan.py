"""A seed repeats what was done, and in which order."""
import itertools
from types import SimpleNamespace

import outages
from experiment import make_plan
from history import History
from nemeses.catalogue import NEMESES


def plan(seed, pairs=False, minutes=None, times=1, names=("N2", "N4", "N7")):
    options = SimpleNamespace(seed=seed, names=list(names), pairs=pairs, minutes=minutes, times=times)
    rounds = make_plan(None, options, NEMESES, None)
    return ["+".join(nemesis.name for nemesis in nemeses) for nemeses in itertools.islice(rounds, 40)]


def test_without_minutes_each_nemesis_comes_as_often_as_asked():
    assert plan(1) == ["N2", "N4", "N7"]
    assert plan(1, times=2) == ["N2", "N4", "N7"] * 2


def test_with_minutes_chance_goes_on_and_a_seed_repeats_it():
    assert plan(1, minutes=5)[:3] == ["N2", "N4", "N7"] and len(plan(1, minutes=5)) == 40
    assert plan(7, minutes=5) == plan(7, minutes=5) != plan(8, minutes=5)


def test_pairs_are_of_two_kinds():
    assert all(len(set(pair.split("+"))) == 2 for pair in plan(3, pairs=True, minutes=5))


def test_an_outage_ends_with_the_next_acknowledged_write(tmp_path, monkeypatch):
    second = 10**9
    times = iter([10 * second, 12 * second])
    monkeypatch.setattr("history.now", lambda: next(times))
    history = History(tmp_path / "history.jsonl")
    for complete, outcome in ((9, "ok"), (11, "info"), (13, "ok"), (14, "ok")):
        history.operation(kind="write", outcome=outcome, complete=complete * second)
    history.event("promotion-start", "N1")
    history.event("promotion-end", "N1", "d2 is the master")
    history.close()
    assert list(outages.summary(tmp_path / "history.jsonl")) == [
        "N1: 1 promotions; next acknowledged write 3000 ms after the promotion's start (max 3000); "
        "longest time without one 4000 ms (max 4000)"]
