"""python3 -m checker history.jsonl: judges a history. Exit code 0: clean, 1: violations, 2: not a history."""
import argparse
import sys

from . import ALL, HistoryError, check, read_history, render, verdict


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="checker", description=__doc__.split(": ", 1)[1])
    parser.add_argument("history", help="history.jsonl of a run")
    parser.add_argument("--only", help="the invariants to check, as in I3,I4 (default: all)")
    parser.add_argument("--most", type=int, default=5, help="how many violations of each invariant are printed (default: 5)")
    options = parser.parse_args(arguments)
    names = options.only.split(",") if options.only else None
    if names and not set(names) <= set(ALL):
        parser.error(f"the invariants are {', '.join(ALL)}")
    try:
        history = read_history(options.history)
        violations = check(history, names)
    except (OSError, HistoryError) as error:
        print(f"{options.history}: {error}", file=sys.stderr)
        return 2
    for name in ALL:
        mine = [violation for violation in violations if violation.invariant == name]
        for violation in mine[:options.most]:
            print(render(violation, history), end="\n\n")
        if len(mine) > options.most:
            print(f"{name}: {len(mine) - options.most} more; see --most\n")
    print(verdict(violations, history))
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
