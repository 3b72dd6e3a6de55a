"""Finds reads that show an object older than it was known to be: what I1, I3, I4 and I5 have in common.

An object is either a set that only grows (add, list) or a register (everything else: a number, an item's place, a file).
A register has one writer, who writes one value after the other, each at most once, and names the state that he saw; so
its versions have the order in which they were sent, and a write whose outcome is unknown is either in force before
the next acknowledged one or never. A version is *known* from the first answer that shows it: that of its write, or
of a read that saw it. A read is stale if, when it was sent, a later version was known; a list, if an element that was
known is missing.

Not judged here: flagged reads, which promise nothing and prove nothing; values that nobody can have written (I6, I7, I8).

Everything is swept in the order of time: n operations cost O(n log n) and lists the sum of their lengths.
"""
from bisect import bisect_left
from dataclasses import dataclass

from .history import FOREVER, HistoryError, Operation

ABSENT = None
SET_KINDS = frozenset(("add", "list"))
LOOK_BACK = 20  # earlier lists of a session that are compared with a stale one, to name the proof


@dataclass(slots=True)
class StaleRead:
    read: Operation
    newer: Operation  # answered before `read` was sent; shows what `read` lacks
    proof: str  # "own write", "own read", "other": whose `newer` is
    lacks: str = ""  # of a list: what is missing


@dataclass(slots=True)
class Latest:
    """The latest version known, and the operation that showed it."""

    version: int = 0
    by: Operation | None = None

    def shown(self, version, operation):
        if version > self.version:
            self.version, self.by = version, operation


class Register:
    """One object that holds one value at a time. Versions count from 1; 0 is its absence before the first write."""

    def __init__(self, operations):
        self.operations = [operation for operation in operations
                           if operation.binding or not operation.is_read and operation.outcome != "fail"]
        self.writes = [operation for operation in self.operations if not operation.is_read]
        if len({write.process for write in self.writes}) > 1:
            raise HistoryError(f"{self.writes[0].key} of context {self.writes[0].context} has several writers")
        self.numbers = {write: number for number, write in enumerate(self.writes, 1)}
        self.versions = {identity(write): number for write, number in self.numbers.items() if write.kind != "delete"}
        if len(self.versions) < sum(1 for write in self.writes if write.kind != "delete"):
            raise HistoryError(f"{self.writes[0].key} of context {self.writes[0].context} was given one value twice")
        self.deletions = [number for number, write in enumerate(self.writes, 1) if write.kind == "delete"]

    def version_of(self, operation, known):
        """The version that an answer shows; of an absence the earliest that is not older than `known`, if any. None if
        nobody can have written it."""
        if not operation.is_read:
            return self.numbers[operation]
        if operation.value is not ABSENT:
            return self.versions.get(identity(operation))
        if known == 0:
            return 0
        place = bisect_left(self.deletions, known)
        if place < len(self.deletions) and self.writes[self.deletions[place] - 1].invoke < operation.complete:
            return self.deletions[place]
        return self.deletions[place - 1] if place else 0

    def stale_reads(self):
        known, own_writes, own_reads, at_send = Latest(), {}, {}, {}
        for operation in self.steps():
            if operation.is_read and operation not in at_send:  # it is being sent
                version = self.version_of(operation, known.version)
                at_send[operation] = version
                if version is None or version >= known.version:
                    continue
                at_send[operation] = None  # proves nothing from here on
                yield explain(operation, version, known, own_writes.get(operation.session), own_reads.get(operation.session))
                continue
            if operation.is_read:
                version, own = at_send.pop(operation), own_reads
            else:
                version, own = self.version_of(operation, 0), own_writes
            if version:
                known.shown(version, operation)
                own.setdefault(operation.session, Latest()).shown(version, operation)

    def steps(self):
        """Reads when they are sent, then every operation when it is answered; at one instant, sent first."""
        steps = []
        for operation in self.operations:
            if operation.is_read:
                steps.append((operation.invoke, 0, len(steps), operation))
            if operation.outcome == "ok":
                steps.append((operation.complete, 1, len(steps), operation))
        steps.sort(key=lambda step: step[:3])
        return [step[3] for step in steps]


def explain(read, version, known, own_write, own_read):
    for own, proof in ((own_write, "own write"), (own_read, "own read")):
        if own and own.version > version:
            return StaleRead(read, own.by, proof)
    return StaleRead(read, known.by, "other")


class GrowingSet:
    """One object to which elements are only added: once one was known to be in it, it is in every later answer."""

    def __init__(self, operations):
        self.reads = [operation for operation in operations if operation.binding]
        self.adds = {}  # element -> its add
        self.known = {}  # element -> (the first answer that shows it, by which operation)
        for operation in operations:
            if operation.kind == "add" and operation.outcome != "fail":
                self.adds[operation.value] = operation
                if operation.outcome == "ok":
                    self.known[operation.value] = (operation.complete, operation)
        for read in self.reads:
            for element in read.value or ():
                if element in self.adds and read.complete < self.known_since(element):
                    self.known[element] = (read.complete, read)

    def known_since(self, element):
        return self.known.get(element, (FOREVER,))[0]

    def stale_reads(self):
        times = sorted(time for time, _ in self.known.values())
        due = 0
        for read in self.reads:  # by invoke
            while due < len(times) and times[due] < read.invoke:
                due += 1
            shown = sum(1 for element in set(read.value or ()) if self.known_since(element) < read.invoke)
            if shown < due:
                yield self.explain(read)

    def explain(self, read):
        missing = set(self.known).difference(read.value or ())
        missing = [element for element in missing if self.known_since(element) < read.invoke]
        lacks = f"{missing[0]!r}" + (f" and {len(missing) - 1} more" if len(missing) > 1 else "")
        for element in missing:
            if self.adds[element].session == read.session and self.adds[element].done < read.invoke:
                return StaleRead(read, self.adds[element], "own write", repr(element))
        earlier = [other for other in self.reads if other.session == read.session and other.complete < read.invoke]
        for other in earlier[-LOOK_BACK:]:
            seen = set(other.value or ()).intersection(missing)
            if seen:
                return StaleRead(read, other, "own read", repr(min(seen)))
        return StaleRead(read, self.known[missing[0]][1], "other", lacks)


def identity(operation):
    """What tells one version of a register from the others: the number of [number, folder], the sum of [sum, size]."""
    value = operation.value
    return value[0] if isinstance(value, (list, tuple)) else value


def is_set(operations):
    return any(operation.kind in SET_KINDS for operation in operations)


def objects(history):
    """(context, key) -> Register or GrowingSet."""
    if "judged" not in history.cache:
        history.cache["judged"] = {name: (GrowingSet if is_set(operations) else Register)(operations)
                                   for name, operations in history.by_object().items()}
    return history.cache["judged"]


def stale_reads(history):
    """Every stale read of the history by time; found once, shared by the invariants."""
    if "stale" not in history.cache:
        found = [stale for thing in objects(history).values() for stale in thing.stale_reads()]
        history.cache["stale"] = sorted(found, key=lambda stale: stale.read.invoke)
    return history.cache["stale"]
