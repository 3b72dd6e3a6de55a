"""I12: the cluster heals: no call takes longer than 30 s, ever; and from 10 s after a heal until the next fault or the end of
the load, calls succeed and the slowest per cent is about as fast as before the first fault. Calls of the last second before
a fault are left out: they may still be under way when it comes.

A refusal that the client has earned (status below 500) is a success here. Too few calls to speak of a per cent are
not compared.
"""
from ..violation import Findings

NAME = "I12"
TITLE = "liveness"
SECOND = 10**9
LONGEST_CALL = 30 * SECOND
RECOVERY = 10 * SECOND
UNDER_WAY = SECOND
ENOUGH = 100  # calls, for a 99th percentile
SLOWER = 3  # times the 99th percentile before the first fault
ALWAYS_FINE = SECOND // 2  # a 99th percentile below this is never too slow: the machine is shared


def check(history):
    found = Findings(NAME)
    for operation in history.operations:
        took = (history.end if operation.complete is None else operation.complete) - operation.invoke
        if took > LONGEST_CALL:
            end = "was still without an answer after" if operation.complete is None else "took"
            found.add(f"a call {end} {took / SECOND:.1f} s", [operation])
    before = percentile([operation for operation in history.operations if operation.invoke < first_fault(history)])
    for begin, end in healed(history):
        calls = [operation for operation in history.operations if begin <= operation.invoke < end]
        for operation in calls:
            if broken(operation):
                found.add(f"a call failed {(operation.invoke - begin + RECOVERY) / SECOND:.1f} s after everything was healed",
                          [operation])
        after = percentile(calls)
        if before is not None and after is not None and after > max(SLOWER * before, ALWAYS_FINE):
            found.add(f"after the heal 99% of the calls take up to {after / SECOND:.3f} s, {before / SECOND:.3f} s before the fault")
    return found


def broken(operation):
    return operation.outcome == "info" or (operation.outcome == "fail" and not 0 < (operation.status or 0) < 500)


def percentile(operations):
    times = sorted(operation.complete - operation.invoke for operation in operations if operation.complete is not None)
    return times[len(times) * 99 // 100] if len(times) >= ENOUGH else None


def first_fault(history):
    return min((event.time for event in history.events if event.what == "nemesis-start"), default=history.start)


def healed(history):
    """(begin, end) of the times in which all must be well again."""
    begin = None
    for event in history.events:
        if event.what == "heal":
            begin = event.time + RECOVERY
        elif event.what in ("nemesis-start", "load-stop") and begin is not None:
            yield begin, event.time - (UNDER_WAY if event.what == "nemesis-start" else 0)
            begin = None
    if begin is not None:
        yield begin, history.end + 1
