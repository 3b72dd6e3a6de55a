"""A seed repeats what was done, and in which order."""
import itertools
from types import SimpleNamespace

from experiment import make_plan
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


def test_pairs_make_sense():
    plans = {pair for seed in range(20) for pair in plan(seed, pairs=True, minutes=5, names=list(NEMESES))}
    pairs = [set(pair.split("+")) for pair in plans]
    assert {"N1", "N12"} in pairs
    assert not [pair for pair in pairs if pair <= {"N1", "N9", "N17", "switch"}]  # one master at a time
    assert {"N2", "N4"} not in pairs and {"N3", "N18"} not in pairs


def test_after_each_nemesis_come_pairs():
    plans = plan(1, minutes=5)
    assert plans[:3] == ["N2", "N4", "N7"] and all("+" in pair for pair in plans[3:])
