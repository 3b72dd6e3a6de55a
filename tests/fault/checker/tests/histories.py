"""Histories written by hand: one line for an operation, times in milliseconds."""
from checker import check
from checker.history import Event, Final, History, Operation

MILLISECOND = 10**6
KINDS = {"W1": ("add", "list"), "W2": ("write", "read"), "W3": ("move", "read"), "W5": ("upload", "read"), "W6": ("write", "read")}


class Story:
    """Collects operations; every method takes (session, invoke, complete) in milliseconds."""

    def __init__(self, workload="W2", durability="strict", **run):
        self.workload = workload
        self.history = History(seed=1, durability=durability, start=0, **run)

    def do(self, kind, session, invoke, complete, value, **more):
        fields = {"id": len(self.history.operations), "process": session, "session": session, "context": 1, "node": "n1",
                  "token": False, "workload": self.workload, "key": f"{self.workload.lower()}.1.0", "status": 200, **more}
        outcome = fields.pop("outcome", "ok")
        done = None if complete is None else complete * MILLISECOND
        self.history.operations.append(Operation(kind=kind, value=value, invoke=invoke * MILLISECOND, complete=done,
                                                 outcome=outcome, **fields))
        return self

    def write(self, session, invoke, complete, value, **more):
        return self.do(KINDS[self.workload][0], session, invoke, complete, value, **more)

    def read(self, session, invoke, complete, value, **more):
        return self.do(KINDS[self.workload][1], session, invoke, complete, value, **more)

    def event(self, time, what, nemesis="", detail=""):
        self.history.events.append(Event(time * MILLISECOND, what, nemesis, detail))
        return self

    def end(self, value=None, context=1, key=None, **final):
        objects = {} if value is None else {key or f"{self.workload.lower()}.1.0": value}
        self.history.finals.append(Final(context, objects=objects, **final))
        return self

    def violations(self, *names):
        self.history.cache.clear()
        self.history.__post_init__()
        return check(self.history, names or None)

    def broken(self):
        """The names of the broken invariants."""
        return sorted({violation.invariant for violation in self.violations()})
