"""I9: the change log of a context is one unbroken chain: each transaction names its predecessor, none is missing, none
stands there twice, each has its operation id, and the last one is the context's state.

Rows below `min_seq` may have been removed, from the old end only.
"""
from ..violation import Findings

NAME = "I9"
TITLE = "unbroken chain of changes"


def check(history):
    found = Findings(NAME)
    for final in history.finals:
        check_chain(found, final)
        check_ends(found, final)
        if final.operations and len(final.operations) != len(final.changes):
            found.add(f"context {final.context} has {len(final.changes)} transactions and {len(final.operations)} operation ids")
    return found


def check_chain(found, final):
    for (before, _), (seq, prev) in zip(final.changes, final.changes[1:]):
        where = f"context {final.context}: change {seq}"
        if seq <= before:
            found.add(f"{where} follows {before}")
        elif prev != before:
            found.add(f"{where} names {prev} as its predecessor, but {before} stands before it")


def check_ends(found, final):
    state = final.state
    if state is None:
        return
    if final.changes:
        first, last = final.changes[0], final.changes[-1]
        if list(last) != [state["seq"], state["prev"]]:
            found.add(f"context {final.context} is at {state['seq']} after {state['prev']}, its last change is {last[0]} after {last[1]}")
        if first[1] and first[1] >= state["min_seq"]:
            found.add(f"context {final.context}: the first change {first[0]} names {first[1]}, which should be there"
                      f" (kept from {state['min_seq']})")
    elif state["prev"] and state["seq"] >= state["min_seq"]:
        found.add(f"context {final.context} is at {state['seq']} without any change")
