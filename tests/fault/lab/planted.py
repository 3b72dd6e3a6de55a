"""Does the laboratory notice bugs? Programs with one bug each run under the fault that exposes it; the checker must accuse
them, and must not accuse the sound program under the same fault."""
import asyncio
import os
import pathlib
from types import SimpleNamespace

from checker import check, read_history, render
from experiment import Experiment
from laboratory import Laboratory
from nemeses.catalogue import NEMESES

STALE = {"I3", "I4", "I5"}
# The fault, the programs that run under it, and what each is to be accused of: nothing, or one or more of a set.
TRIALS = (
    ("N4", {"sound": set(), "ungated": STALE, "laggard": STALE}),
)
OPTIONS = SimpleNamespace(seed=1, rate=100, fault=4, heal=0.5, minutes=None)


class Trial:
    """One run of one program under one fault, with a context of its own."""

    def __init__(self, laboratory, number, fault, bug):
        self.laboratory, self.fault, self.bug = laboratory, fault, bug
        self.programs = laboratory.programs if bug == "sound" else laboratory.programs / "planted" / bug
        self.contexts = [number]

    def run(self):
        """@return (violations, history)"""
        laboratory = self.laboratory
        usual = laboratory.programs, laboratory.contexts
        laboratory.programs, laboratory.contexts = self.programs, self.contexts
        try:
            for name in laboratory.nodes:
                laboratory.start_node(name)
            experiment = Experiment(laboratory, OPTIONS, None)
            experiment.plan = [[NEMESES[self.fault](laboratory, OPTIONS.seed, experiment.event)]]
            asyncio.run(experiment.run())
        finally:
            laboratory.programs, laboratory.contexts = usual
        history = read_history(laboratory.folder / "history.jsonl")
        return check(history), history


def judge(bug, expected, violations, history):
    """@return whether the checker said what it should have said"""
    names = {violation.invariant for violation in violations}
    good = bool(names & expected) if expected else not names
    said = f"accused of {', '.join(sorted(names))}" if names else "clean"
    print(f"{'ok    ' if good else 'FAILED'}  {bug}: {said} ({len(history.operations)} operations)", flush=True)
    if violations and (not expected or not good):
        print(render(violations[0], history))
    return good


def run(folder):
    """@return whether every program was judged rightly"""
    trials = [(fault, bug, expected) for fault, programs in TRIALS for bug, expected in programs.items()]
    laboratory = Laboratory(pathlib.Path(folder), os.environ["YOKE_BIN"], nodes=2, databases=2, contexts=len(trials))
    try:
        laboratory.start(print)
        for node in laboratory.nodes.values():
            node.processes["yoke-groupware"].terminate(60)
        good = True
        for number, (fault, bug, expected) in enumerate(trials, 1):
            print(f"---- {bug} under {fault}", flush=True)
            violations, history = Trial(laboratory, number, fault, bug).run()
            good = judge(bug, expected, violations, history) and good
        return good
    finally:
        laboratory.stop()
