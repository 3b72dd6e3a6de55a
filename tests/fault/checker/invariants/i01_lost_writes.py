"""I1: no acknowledged write is lost: the state at the end has it, or something that was written after it.

The same holds for what an unflagged read has shown: it was there. Writes of unknown outcome may be there or not.

With durability `available` a promotion may lose what the old master acknowledged alone, if it says so: the `detail` of its
`promotion-end` contains "lost". Then the writes that were acknowledged between the last fault before and that promotion's end
are not missed. A promotion that lost something and does not say so is a violation, and with `strict` each loss is.
"""
from ..history import Operation
from ..staleness import GrowingSet, objects
from ..violation import Findings

NAME = "I1"
TITLE = "no acknowledged write is lost"


def check(history):
    found = Findings(NAME)
    windows = reported_losses(history)
    things = objects(history)
    for final in history.finals:
        state = {**final.objects, **{key: row and row.get("sha256") for key, row in final.files.items()}}
        for (context, key), thing in things.items():
            if context != final.context:
                continue
            read = final_read(history, context, key, state.get(key))
            check_object(found, thing, read, windows)
    return found


def check_object(found, thing, read, windows):
    def counts(proof):
        return not any(begin <= proof.complete <= end for begin, end in windows)
    lost = lost_elements(thing, read, counts) if isinstance(thing, GrowingSet) else lost_versions(thing, read, counts)
    for what, proof in lost:
        how = "was acknowledged" if proof.acknowledged else "had been read"
        found.add(f"{what} {how} and is not there at the end", [proof, read])


def lost_elements(thing, read, counts):
    there = set(read.value or ())
    for element, (_, proof) in thing.known.items():
        if element not in there and counts(proof):
            yield repr(element), proof


def lost_versions(thing, read, counts):
    """The latest version that was known, if the end shows an earlier one."""
    proofs = {}
    for operation in thing.operations:
        if operation.outcome == "ok" and counts(operation):
            version = thing.version_of(operation, 0)
            if version and (version not in proofs or operation.acknowledged):
                proofs[version] = operation
    known = max(proofs, default=0)
    shown = thing.version_of(read, known)
    if shown is not None and shown < known:
        yield f"version {known} of {read.key}", proofs[known]


def final_read(history, context, key, value):
    """The state at the end, as a read after everything."""
    return Operation(id=-1, process="the end", session="-", context=context, node="-", token=False, workload="", kind="read",
                     key=key, value=value, invoke=history.end + 1, complete=history.end + 1, outcome="ok")


def reported_losses(history):
    """(begin, end) of the times in which acknowledged writes may have been lost, since the promotion said so."""
    windows, fault = [], None
    if history.durability == "strict":
        return windows
    for event in history.events:
        if event.what == "nemesis-start":
            fault = event.time
        elif event.what == "promotion-end" and "lost" in event.detail and fault is not None:
            windows.append((fault, event.time))
    return windows
