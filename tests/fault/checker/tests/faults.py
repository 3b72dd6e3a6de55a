"""The simulated cluster with one fault each. `strikes` says how often; `broken` counts what really went wrong."""
from checker.history import Event
from single_copy import CONTEXTS, MILLISECOND, TAGS, SingleCopy


class Faulty(SingleCopy):
    strikes = 0.05
    expected = frozenset()  # the invariants that may report it; one of them must

    def strikes_now(self):
        return self.random.random() < self.strikes


class LosesWrites(Faulty):
    """Acknowledges a write, forgets it, and shows the state before it."""
    expected = {"I1", "I3", "I4", "I5", "I11"}

    def answer_write(self, client, operation, base):
        super().answer_write(client, operation, base)
        if operation.seq is None or not self.strikes_now():
            return
        name = operation.context, operation.key
        self.broken += 1
        self.changes[operation.context].pop()
        self.identifiers[operation.context].pop()
        self.seqs[operation.context] = self.changes[operation.context][-1][0]
        (self.sets if operation.kind == "add" else self.objects)[name].pop()


class ServesOldReads(Faulty):
    """Answers from a server that is behind, without saying so."""
    expected = {"I3", "I4", "I5"}

    def look(self, operation):
        if operation.flagged or not self.strikes_now():
            return super().look(operation)
        name = operation.context, operation.key
        known = [write for write in self.history.operations if write.acknowledged and write.complete is not None
                 and write.complete < operation.invoke and (write.context, write.key) == name]
        if not known or known[-1].value is None:
            return super().look(operation)
        values = [None] + [value for seq, value in self.objects[name] if seq < known[-1].seq]
        if operation.workload == "W5" and values[-1] is None:
            return super().look(operation)  # a deletion may be under way: that would be right
        self.broken += 1
        if operation.kind == "list":
            return [element for element in self.sets[name] if element != known[-1].value]
        return [values[-1], 1] if operation.kind == "download" and values[-1] else values[-1]


class RepeatsEffects(Faulty):
    """Runs a transaction again whose COMMIT it had lost sight of."""
    expected = {"I2"}

    def apply(self, operation, base):
        seq = super().apply(operation, base)
        if seq is not None and operation.kind == "add" and self.strikes_now():
            self.broken += 1
            self.sets[operation.context, operation.key].append(operation.value)
            self.commit(operation.context, operation.id)
        return seq


class AppliesRefusedWrites(Faulty):
    """Refuses a write and does it all the same."""
    expected = {"I6", "I7"}
    strikes = 0.02

    def answer_write(self, client, operation, base):
        super().answer_write(client, operation, base)
        if operation.outcome == "ok" and operation.value is not None and self.strikes_now():
            self.broken += 1
            operation.outcome, operation.status, operation.seq = "fail", 409, None


class SwapsTenants(Faulty):
    """A connection that still stands in the schema of another context."""
    expected = {"I8"}

    def look(self, operation):
        value = super().look(operation)
        if operation.workload != "W6" or value is None or not self.strikes_now():
            return value
        self.broken += 1
        return value.replace(TAGS[operation.context], TAGS[CONTEXTS[0] + CONTEXTS[1] - operation.context])


class ShowsHalves(Faulty):
    """Reads the number of an item after a move and its folder before it."""
    expected = {"I6"}

    def look(self, operation):
        value = super().look(operation)
        if operation.workload != "W3" or value is None or not self.strikes_now():
            return value
        self.broken += 1
        return [value[0], "abc"["abc".index(value[1]) - 1]]


class TearsFiles(Faulty):
    """Serves a blob that is still being written."""
    expected = {"I7"}

    def look(self, operation):
        value = super().look(operation)
        if operation.kind != "download" or value is None or not self.strikes_now():
            return value
        self.broken += 1
        return [f"{value[0]}torn", value[1] // 2]


class BreaksTheChain(Faulty):
    """Two transactions name the same predecessor, or one is missing in the log."""
    expected = {"I9"}
    strikes = 0.01

    def commit(self, context, identifier):
        seq = super().commit(context, identifier)
        changes = self.changes[context]
        if len(changes) > 3 and self.strikes_now():
            self.broken += 1
            if self.random.random() < 0.5:
                changes[-1][1] = changes[-3][0]
            else:
                del changes[-2], self.identifiers[context][-2]
        return seq


class HasTwoMasters(Faulty):
    """A second master acknowledges writes and counts on its own."""
    expected = {"I11"}
    strikes = 0.02

    def answer_write(self, client, operation, base):
        super().answer_write(client, operation, base)
        answered = [write for write in self.history.operations
                    if write.context == operation.context and write.seq is not None and write.complete]
        if operation.seq is not None and len(answered) > 3 and self.strikes_now():
            self.broken += 1
            operation.seq = answered[0].seq


class NeverHeals(Faulty):
    """Leaves calls unanswered after everything was undone."""
    expected = {"I12"}

    def finish(self):
        super().finish()
        heal = Event(self.now // 2 - 10_000 * MILLISECOND, "heal")
        self.history.events.append(heal)
        self.broken = sum(1 for operation in self.history.operations
                          if operation.outcome == "info" and operation.invoke > self.now // 2)


class ReplicasDiffer(Faulty):
    expected = {"I10"}

    def finish(self):
        super().finish()
        self.broken += 1
        self.history.finals[0].replicas["d2"] = "2e"


FAULTS = (LosesWrites, ServesOldReads, RepeatsEffects, AppliesRefusedWrites, SwapsTenants, ShowsHalves, TearsFiles,
          BreaksTheChain, HasTwoMasters, NeverHeals, ReplicasDiffer)
