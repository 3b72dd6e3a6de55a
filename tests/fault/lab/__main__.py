"""Faults on purpose: runs a whole cluster under load, breaks it, heals it, and checks that it kept its promises."""
import argparse
import asyncio
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1] / "support" / "cluster")]

import figures  # noqa: E402
import outages  # noqa: E402
import planted  # noqa: E402
from experiment import Experiment, make_plan  # noqa: E402
from laboratory import TOP, Laboratory  # noqa: E402
from nemeses.catalogue import NEMESES  # noqa: E402
from nemeses.masters import Succession  # noqa: E402

SHORT = ("N4", "N11", "N7", "N3", "N12", "N1")  # with --short

EPILOG = """Exit code: 0 all promises kept, 1 a promise was broken or the laboratory failed, 64 wrong usage. A failing run leaves
its history and the logs of all hosts in the folder that it prints. Runs with the same seed and options do the same in the
same order; how the programs' threads interleave is not repeated."""


def parse(arguments):
    parser = argparse.ArgumentParser(prog="faultlab", description=__doc__, epilog=EPILOG)
    parser.add_argument("--list", action="store_true", help="list the nemeses and end")
    parser.add_argument("--seed", type=int, default=None, help="of everything that is chosen at random (default: a new one)")
    parser.add_argument("--minutes", type=float, default=None, help="after each nemesis, pairs of them; no new fault after so long")
    parser.add_argument("--nemesis", default="all", help="names as in N4,N5, or all, or pairs: two at a time (default: all)")
    parser.add_argument("--nodes", type=int, default=2, help="default 2")
    parser.add_argument("--databases", type=int, default=3, help="one master, the others replicas (default 3)")
    parser.add_argument("--contexts", type=int, default=4, help="all in one schema (default 4)")
    parser.add_argument("--rate", type=float, default=150, help="calls a second (default 150)")
    parser.add_argument("--promote-by", choices=("command", "hand", "either", "auto"), default="either",
                        help="promotedatabase, SQL as a person types it, chance (default), or the admin daemon by itself")
    parser.add_argument("--fault", type=float, default=20, help="seconds that a fault lasts (default 20)")
    parser.add_argument("--heal", type=float, default=20, help="seconds between faults (default 20)")
    parser.add_argument("--short", action="store_true",
                        help=f"what scripts/test runs: seed 1, two contexts, {','.join(SHORT)}, 6 s each")
    parser.add_argument("--times", type=int, default=1, help="how often each nemesis is used, without --minutes (default 1)")
    parser.add_argument("--fresh-reads", type=int, metavar="N", help="no faults, but N reads of what was just written, while replicas lag")
    parser.add_argument("--readers", type=int, default=8, help="threads that read for --fresh-reads: fewer for the times of calls (default 8)")
    parser.add_argument("--release", action="store_true", help="programs built for figures; --fresh-reads always uses them")
    parser.add_argument("--planted", action="store_true", help="programs with known bugs: does the checker notice them?")
    parser.add_argument("--keep", metavar="DIR", help="keep history and logs there, also of a good run")
    options = parser.parse_args(arguments)
    options.arguments = arguments
    if options.short:
        options.seed, options.contexts, options.nemesis, options.fault, options.heal = 1, 2, ",".join(SHORT), 6, 3
        options.promote_by = "hand"
    options.seeded = options.seed is not None
    options.seed = random.SystemRandom().randrange(1 << 31) if options.seed is None else options.seed
    options.pairs = options.nemesis == "pairs"
    options.names = list(NEMESES) if options.nemesis in ("all", "pairs") else options.nemesis.split(",")
    if unknown := [name for name in options.names if name not in NEMESES]:
        parser.error(f"no nemesis {unknown[0]}; see --list")
    # Those that the cluster is too small for; if all were asked for, they are left out.
    small = [name for name in options.names if NEMESES[name].nodes > options.nodes or NEMESES[name].databases > options.databases]
    if small and options.nemesis not in ("all", "pairs"):
        parser.error(f"{small[0]} needs {NEMESES[small[0]].nodes} nodes and {NEMESES[small[0]].databases} databases")
    options.names = [name for name in options.names if name not in small]
    return options


def keep(laboratory_folder, target):
    """Copies what a person wants to read."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in laboratory_folder.rglob("*"):
        if path.suffix in (".jsonl", ".out", ".properties", ".cnf", ".nft", ".txt") and "data" not in path.parts:
            copy = target / path.relative_to(laboratory_folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)


def judge(history):
    """Runs the checker. @return its exit code"""
    return subprocess.run([sys.executable, "-B", "-m", "checker", str(history)], cwd=HERE.parent, check=False).returncode


def experiment(options, folder):
    laboratory = Laboratory(folder, os.environ["YOKE_BIN"], options.nodes, options.databases, options.contexts,
                            skewable="N16" in options.names, auto_promote=options.promote_by == "auto")
    run = None
    try:
        Succession.by = options.promote_by
        run = Experiment(laboratory, options, None)
        run.plan = make_plan(laboratory, options, NEMESES, run.event)
        laboratory.start(run.say)
        asyncio.run(run.run())
        return run.findings
    finally:
        laboratory.stop()


def fresh_reads(options, folder):
    """@return whether all reads were fresh"""
    laboratory = Laboratory(folder, os.environ["YOKE_BIN"], options.nodes, options.databases, options.contexts)
    try:
        laboratory.start(print)
        return sum(figures.fresh_reads(laboratory, options.fresh_reads // 2, options.readers, lag, print) for lag in (False, True)) == 0
    finally:
        laboratory.stop()


def main():
    options = parse(sys.argv[1:])
    if options.list:
        for name, kind in NEMESES.items():
            print(f"{name:4} {kind.what}")
        return 0
    if not options.fresh_reads and not options.planted:
        print(f"seed {options.seed}, {'pairs' if options.pairs else ' '.join(options.names)}", flush=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="yoke-faultlab-"))
    folder.chmod(0o755)
    good = False
    try:
        if options.fresh_reads:
            good = fresh_reads(options, folder)
        elif options.planted:
            good = planted.run(folder)
        else:
            findings = experiment(options, folder)
            print(*outages.summary(folder / "history.jsonl"), sep="\n")
            good = judge(folder / "history.jsonl") == 0 and not findings
    finally:
        if options.keep or not good:
            target = pathlib.Path(options.keep).resolve() if options.keep else TOP / "var" / "faultlab"
            keep(folder, target)
            print(f"history and logs are in {target}")
        if not good:
            print("again: scripts/faultlab", *options.arguments, *([] if options.seeded else ["--seed", options.seed]))
        shutil.rmtree(folder, ignore_errors=True)
    verdict = "every planted bug was noticed" if options.planted else "all promises kept"
    print(verdict if good else "FAILED")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
