"""A cluster that keeps every promise, as a simulation: one copy of the data, clients that overlap, answers that get lost.

Everything is drawn from one seed. Subclasses break one thing (`faults.py`); what they broke is counted in `broken`, since a
fault that never struck need not be found.
"""
import heapq
import random
from collections import defaultdict

from checker.history import Event, Final, History, Operation

MILLISECOND = 10**6
CONTEXTS = (1, 2)
NODES = ("n1", "n2")
TAGS = {1: "aaaa", 2: "bbbb"}


class SingleCopy:
    def __init__(self, seed, calls=1000, info=0.08, flagged=0.08):
        self.random = random.Random(seed)
        self.calls, self.info, self.flagged = calls, info, flagged
        self.history = History(seed=seed, start=0, tags=TAGS)
        self.agenda, self.steps = [], 0  # (time, tie, what to do)
        self.now = 0
        self.seqs = dict.fromkeys(CONTEXTS, 1000)
        self.changes = {context: [[1000, 0]] for context in CONTEXTS}
        self.identifiers = {context: ["created"] for context in CONTEXTS}
        self.objects = defaultdict(list)  # (context, key) -> [(seq, value)] of a register, oldest first
        self.sets = defaultdict(list)
        self.seen = {}  # read -> the seq of what it saw
        self.broken = 0
        self.clients = [Writer(self, workload, context, number) for workload in ("W2", "W3", "W5", "W6")
                        for context in CONTEXTS for number in range(2)]
        self.clients += [Adder(self, context, number) for context in CONTEXTS for number in range(2)]
        self.clients += [Reader(self, context, number) for context in CONTEXTS for number in range(4)]

    def run(self):
        for client in self.clients:
            self.at(self.random.randrange(20 * MILLISECOND), client.step)
        while self.agenda:
            self.now, _, step = heapq.heappop(self.agenda)
            step()
        self.finish()
        self.history.__post_init__()
        return self.history

    def at(self, delay, step):
        self.steps += 1
        heapq.heappush(self.agenda, (self.now + delay, self.steps, step))

    def send(self, client, kind, key, value=None, base=None):
        """One call: it takes effect at one instant between its sending and its answer, or is lost on the way."""
        operation = Operation(id=len(self.history.operations), process=client.name, session=client.session(),
                              context=client.context, node=self.random.choice(NODES), token=self.random.random() < 0.5,
                              workload=client.workload, kind=kind, key=key, value=value, invoke=self.now, complete=None,
                              outcome="ok", status=200)
        self.history.operations.append(operation)
        travel = self.random.randrange(1, 8 * MILLISECOND)
        lost = self.random.random() < self.info
        if operation.is_read:
            operation.flagged = self.random.random() < self.flagged
            self.at(travel, lambda: self.answer_read(client, operation, lost))
        elif not lost:
            self.at(travel, lambda: self.answer_write(client, operation, base))
        else:
            operation.outcome = "info"
            if self.random.random() < 0.6:  # it arrives, perhaps long after its client has gone on
                self.at(self.random.randrange(1, 60 * MILLISECOND), lambda: self.apply(operation, base))
            self.at(travel, lambda: self.end(client, operation))

    def answer_read(self, client, operation, lost):
        if lost:
            operation.outcome, operation.status, operation.flagged = "fail", 0, False
        else:
            operation.value = self.look(operation)
            self.seen[operation] = self.version((operation.context, operation.key))
        self.at(self.random.randrange(1, 4 * MILLISECOND), lambda: self.end(client, operation))

    def answer_write(self, client, operation, base):
        operation.seq = self.apply(operation, base)
        if operation.seq is None:
            operation.outcome, operation.status = "fail", 409
        self.at(self.random.randrange(1, 4 * MILLISECOND), lambda: self.end(client, operation))

    def end(self, client, operation):
        gone = operation.outcome == "info" and self.random.random() < 0.3
        operation.complete = None if gone else self.now
        client.answered(operation)
        if len(self.history.operations) < self.calls:
            self.at(self.random.randrange(6 * MILLISECOND), client.step)

    # what one copy does

    def apply(self, operation, base):
        """Commits a write that names the state it saw. @return its seq, or None if that state is gone"""
        name = operation.context, operation.key
        if operation.kind != "add" and base != self.version(name):
            return None
        seq = self.commit(operation.context, operation.id)
        if operation.kind == "add":
            self.sets[name].append(operation.value)
        else:
            self.objects[name].append((seq, operation.value))
        return seq

    def commit(self, context, identifier):
        self.seqs[context], prev = self.seqs[context] + self.random.randrange(1, 5), self.seqs[context]
        self.changes[context].append([self.seqs[context], prev])
        self.identifiers[context].append(identifier)
        return self.seqs[context]

    def version(self, name):
        return self.objects[name][-1][0] if self.objects[name] else None

    def look(self, operation):
        name = operation.context, operation.key
        if operation.kind == "list":
            elements = self.sets[name]
            return elements[:self.random.randrange(len(elements) + 1)] if operation.flagged else list(elements)
        values = [None] + [value for _, value in self.objects[name]]
        value = self.random.choice(values) if operation.flagged else values[-1]
        return [value, len(value)] if operation.kind == "download" and value else value

    def finish(self):
        for event in (Event(0, "load-start"), Event(self.now + 1, "load-stop")):
            self.history.events.append(event)
        for context in CONTEXTS:
            objects = {key: list(elements) for (home, key), elements in self.sets.items() if home == context}
            files = {}
            for (home, key), versions in self.objects.items():
                value = versions[-1][1] if versions else None
                if home != context or value is None:
                    continue
                if key.startswith("w5"):
                    files[key] = {"sha256": value, "size": len(value), "blob_sha256": value, "blob_size": len(value)}
                else:
                    objects[key] = value
            seq, prev = self.changes[context][-1]
            used = sum(row["size"] for row in files.values())
            self.history.finals.append(Final(
                context, objects, files, {"quota": -1, "used": used, "sum": used}, self.changes[context],
                self.identifiers[context], {"seq": seq, "prev": prev, "epoch": 1, "min_seq": 0},
                replicas={"d1": "1f", "d2": "1f"}))


class Client:
    def __init__(self, cluster, workload, context, number):
        self.cluster, self.workload, self.context = cluster, workload, context
        self.name = f"{workload.lower()}-{context}-{number}"
        self.key = f"{workload.lower()}.{context}.{number}"

    def session(self):
        return self.name

    def answered(self, operation):
        pass


class Writer(Client):
    """Has one register for itself; writes greater and greater values, each on top of what it saw last."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.base, self.number, self.unsure = None, 0, False

    def step(self):
        draw = self.cluster.random
        if self.unsure or draw.random() < 0.3:
            self.cluster.send(self, "download" if self.workload == "W5" and draw.random() < 0.5 else "read", self.key)
            return
        self.number += 1
        if self.workload == "W5" and draw.random() < 0.2 and self.base is not None:
            self.cluster.send(self, "delete", self.key, None, self.base)
            return
        kind = {"W3": "move", "W5": "upload"}.get(self.workload, "write")
        self.cluster.send(self, kind, self.key, self.value(draw), self.base)

    def value(self, draw):
        if self.workload == "W3":
            return [self.number, draw.choice("abc")]
        if self.workload == "W5":
            return f"{self.name}:{self.number}".ljust(draw.randrange(20, 30), "-")
        return f"{self.number}.{TAGS[self.context]}" if self.workload == "W6" else self.number

    def answered(self, operation):
        if operation.is_read:
            if operation.binding:
                self.unsure, self.base = False, self.cluster.seen.pop(operation)
        elif operation.outcome == "ok":
            self.base = operation.seq
        else:
            self.unsure = True


class Adder(Client):
    def __init__(self, cluster, context, number):
        super().__init__(cluster, "W1", context, number)
        self.key, self.number = f"w1.{context}.0", 0

    def step(self):
        if self.cluster.random.random() < 0.3:
            self.cluster.send(self, "list", self.key)
            return
        self.number += 1
        self.cluster.send(self, "add", self.key, f"{self.name}:{self.number}")


class Reader(Client):
    """Two calls at once in one session: two clients share it."""

    def __init__(self, cluster, context, number):
        super().__init__(cluster, "R", context, number)
        self.number = number

    def session(self):
        return f"r-{self.context}-{self.number // 2}"

    def step(self):
        draw = self.cluster.random
        self.workload = draw.choice(("W1", "W2", "W3", "W5", "W6"))
        if self.workload == "W1":
            self.cluster.send(self, "list", f"w1.{self.context}.0")
        else:
            self.cluster.send(self, draw.choice(("read", "download")) if self.workload == "W5" else "read",
                              f"{self.workload.lower()}.{self.context}.{draw.randrange(2)}")
