"""Does the laboratory notice bugs? Programs with one bug each run under the fault that exposes it; the checker must accuse
them, and must not accuse the sound programs under the same fault."""
import asyncio
import os
import pathlib
from types import SimpleNamespace

from checker import check, read_history, render
from experiment import Experiment
from laboratory import Laboratory
from nemeses.catalogue import NEMESES
from stories import EarlySight, LateJoiner, Takeover, give_back, permit_promotions

STALE = {"I3", "I4", "I5"}
# The fault, a nemesis under load or a story; the programs that run under it; what each is to be accused of: nothing,
# or one or more of a set.
TRIALS = (
    ("N4", "sound", set()),
    ("N4", "ungated", STALE),
    ("N4", "laggard", STALE),
    (EarlySight, "sound", set()),
    (EarlySight, "premature", {"I4"}),
    (LateJoiner, "sound", set()),
    (LateJoiner, "joined", STALE),
    (Takeover, "sound", set()),
    (Takeover, "undrained", {"I1"}),  # the last one: it leaves two masters behind
)
OPTIONS = SimpleNamespace(seed=1, rate=100, fault=4, heal=0.5, minutes=None)


def run(folder):
    """@return whether every program was judged rightly"""
    laboratory = Laboratory(pathlib.Path(folder), os.environ["YOKE_BIN"], nodes=2, databases=2, contexts=len(TRIALS))
    try:
        laboratory.start(print)
        permit_promotions(laboratory)
        good = True
        for context, (fault, bug, expected) in enumerate(TRIALS, 1):
            print(f"---- {bug} under {name_of(fault)}", flush=True)
            history = observe(laboratory, context, fault, bug)
            good = judge(bug, expected, check(history), history) and good
        return good
    finally:
        laboratory.stop()


def name_of(fault):
    return fault if isinstance(fault, str) else fault.__name__


def observe(laboratory, context, fault, bug):
    """Runs the programs with the bug under the fault, in a context of its own. @return the history"""
    usual = laboratory.programs, laboratory.contexts
    laboratory.programs, laboratory.contexts = usual[0] / "planted" / bug, [context]
    try:
        restart_nodes(laboratory)
        if isinstance(fault, str):
            load(laboratory, fault)
        else:
            fault(laboratory, context, laboratory.programs).run()
            if fault is Takeover and bug == "sound":
                give_back(laboratory, laboratory.programs)
    finally:
        laboratory.programs, laboratory.contexts = usual
    return read_history(laboratory.folder / "history.jsonl")


def restart_nodes(laboratory):
    for name, host in laboratory.nodes.items():
        host.processes["yoke-groupware"].terminate(60)
        laboratory.start_node(name)


def load(laboratory, fault):
    experiment = Experiment(laboratory, OPTIONS, None)
    experiment.plan = [[NEMESES[fault](laboratory, OPTIONS.seed, experiment.event)]]
    asyncio.run(experiment.run())


def judge(bug, expected, violations, history):
    """@return whether the checker said what it should have said"""
    names = {violation.invariant for violation in violations}
    good = bool(names & expected) if expected else not names
    said = f"accused of {', '.join(sorted(names))}" if names else "clean"
    print(f"{'ok    ' if good else 'FAILED'}  {bug}: {said} ({len(history.operations)} operations)", flush=True)
    if violations:
        print(render(violations[0], history))
    return good
