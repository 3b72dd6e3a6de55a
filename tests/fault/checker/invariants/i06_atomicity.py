"""I6: a write happens as a whole or not at all: an answer shows only states that somebody wrote.

So nobody sees, flagged or not, the effect of a write that failed; a value before it was sent, or that nobody sent; or
half of a write: a moved item carries the number that was written together with its folder.
What files and tenants contain is judged by I7 and I8.
"""
from ..staleness import identity, is_set
from ..violation import Findings
from .i01_lost_writes import final_read

NAME = "I6"
TITLE = "atomicity"
ELSEWHERE = frozenset(("W5",))


def check(history):
    found = Findings(NAME)
    for (context, key), operations in history.by_object().items():
        if any(operation.workload in ELSEWHERE for operation in operations):
            continue
        writes = {identity(operation): operation for operation in operations if not operation.is_read}
        if not writes:  # a list over several objects
            continue
        read_elements = elements if is_set(operations) else lambda read: (read.value,)
        reads = [operation for operation in operations if operation.is_read and operation.outcome == "ok"]
        reads += [final_read(history, context, key, final.objects[key]) for final in history.finals
                  if final.context == context and key in final.objects]
        check_values(found, reads, writes, read_elements)
        if not is_set(operations):
            check_pairs(found, reads, writes)
    return found


def elements(read):
    return read.value or ()


def check_values(found, reads, writes, elements_of):
    reported = set()
    for read in reads:
        for value in elements_of(read):
            name = value[0] if isinstance(value, list) else value
            if name is None or name in reported:
                continue
            write = writes.get(name)
            if write is None:
                problem, proof = "was written by nobody", [read]
            elif write.outcome == "fail":
                problem, proof = "is there although its write failed", [write, read]
            elif read.complete < write.invoke:
                problem, proof = "was read before it was written", [write, read]
            else:
                continue
            reported.add(name)
            found.add(f"{name!r} {problem}", proof)


def check_pairs(found, reads, writes):
    """Whatever is written together with a number is read together with it."""
    together = {}
    for number, write in writes.items():
        if isinstance(write.value, list):
            together[number] = write
    for read in reads:
        if not isinstance(read.value, list):
            continue
        other = together.setdefault(identity(read), read)
        if other.value != read.value:
            found.add(f"{read.value} is half of {other.value}", [other, read])
