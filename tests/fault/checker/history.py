"""The history of a run: every operation of every client, what was done to the cluster, and how it ended.

The lines of the file are described in tests/fault/README.md. Times are nanoseconds of one monotonic clock.
"""
import json
import math
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

FOREVER = math.inf
READS = frozenset(("read", "list", "download"))
OUTCOMES = frozenset(("ok", "fail", "info"))


class HistoryError(Exception):
    """The file is not a history."""


@dataclass(slots=True, eq=False)
class Operation:
    """One request of a client. `complete` is None if no answer ever came."""

    id: int
    process: str
    session: str
    context: int
    node: str
    token: bool
    workload: str
    kind: str
    key: str
    value: Any
    invoke: int
    complete: int | None
    outcome: str
    status: int | None = None
    flagged: bool = False
    seq: int | None = None
    error: str = ""

    @property
    def is_read(self):
        return self.kind in READS

    @property
    def done(self):
        """When its effect had certainly happened: at its good answer. One whose outcome is unknown may still be under
        way, for ever."""
        return self.complete if self.outcome == "ok" else FOREVER

    @property
    def acknowledged(self):
        return self.outcome == "ok" and not self.is_read

    @property
    def binding(self):
        """A read that promises to be current: answered, and not flagged as unproven."""
        return self.outcome == "ok" and self.is_read and not self.flagged


@dataclass(slots=True)
class Event:
    time: int
    what: str
    nemesis: str = ""
    detail: str = ""


@dataclass(slots=True)
class Final:
    """What one context held after everything was healed and had come to rest."""

    context: int
    objects: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    usage: dict | None = None
    changes: list = field(default_factory=list)
    operations: list = field(default_factory=list)
    state: dict | None = None
    orphans: int = 0
    replicas: dict = field(default_factory=dict)


@dataclass
class History:
    seed: Any = None
    durability: str = "strict"
    start: int = 0
    tags: dict = field(default_factory=dict)  # context -> its secret text
    operations: list = field(default_factory=list)  # by invoke
    events: list = field(default_factory=list)  # by time
    finals: list = field(default_factory=list)
    logs: list = field(default_factory=list)  # (source, line)
    cache: dict = field(default_factory=dict)  # what several invariants compute once

    def __post_init__(self):
        self.operations.sort(key=lambda operation: operation.invoke)
        self.events.sort(key=lambda event: event.time)

    @property
    def end(self):
        """The last instant that anything is known about."""
        if "end" not in self.cache:
            times = [operation.complete or operation.invoke for operation in self.operations]
            self.cache["end"] = max(times + [event.time for event in self.events], default=self.start)
        return self.cache["end"]

    def by_object(self):
        """(context, key) -> its operations by invoke. A key belongs to one workload."""
        if "objects" not in self.cache:
            groups = defaultdict(list)
            for operation in self.operations:
                groups[operation.context, operation.key].append(operation)
            self.cache["objects"] = groups
        return self.cache["objects"]


FIELDS = frozenset(Operation.__dataclass_fields__)
REQUIRED = ("id", "session", "context", "kind", "key", "invoke", "outcome")


def operation_of(line):
    for name in REQUIRED:
        if name not in line:
            raise HistoryError(f"an operation without {name}")
    if line["outcome"] not in OUTCOMES:
        raise HistoryError(f"outcome {line['outcome']!r}")
    if line["outcome"] == "ok" and line.get("complete") is None:
        raise HistoryError("an operation that is ok has no time of its answer")
    fields = {"process": "", "node": "", "token": False, "workload": "", "value": None, "complete": None}
    fields.update((name, value) for name, value in line.items() if name in FIELDS)
    for name in ("process", "session", "node", "workload", "kind", "key"):
        fields[name] = sys.intern(str(fields[name]))
    fields["flagged"] = bool(fields.get("flagged"))
    fields["error"] = fields.get("error") or ""
    return Operation(**fields)


def parse_history(lines):
    """@raises HistoryError with the number of the line"""
    history = History()
    seen_run = False
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
            kind = line["type"]
            if kind == "run":
                seen_run = True
                history.seed, history.start = line.get("seed"), line["start"]
                history.durability = line.get("durability", "strict")
                history.tags = {int(context): tag for context, tag in (line.get("tags") or {}).items()}
            elif kind == "op":
                history.operations.append(operation_of(line))
            elif kind == "event":
                history.events.append(Event(line["time"], line["what"], line.get("nemesis") or "", line.get("detail") or ""))
            elif kind == "final":
                history.finals.append(final_of(line))
            elif kind == "log":
                history.logs.append((line.get("source", ""), line["line"]))
            else:
                raise HistoryError(f"type {kind!r}")
        except (ValueError, KeyError, TypeError, HistoryError) as error:
            raise HistoryError(f"line {number}: {error}") from error
    if not seen_run:
        raise HistoryError("no line of type run")
    history.__post_init__()
    return history


def final_of(line):
    return Final(line["context"], line.get("objects") or {}, line.get("files") or {}, line.get("usage"),
                 line.get("changes") or [], line.get("operations") or [], line.get("state"), line.get("orphans") or 0,
                 line.get("replicas") or {})


def read_history(path):
    with open(path, encoding="utf-8") as lines:
        return parse_history(lines)
