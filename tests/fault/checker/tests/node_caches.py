"""Planted bugs of parts that the cluster does not have yet, in a simulation of them: nodes that keep what they read and follow
the change log, and reads that are proven by the session's token alone instead of by the master.

Each comes sound and with its bug; the sound one must be accepted.
"""
from collections import defaultdict

from single_copy import MILLISECOND, NODES, SingleCopy


class NodeCaches(SingleCopy):
    """Every node answers from its memory. Before it does, it follows the change log up to the state that the master admits."""

    def __init__(self, seed):
        super().__init__(seed, flagged=0)
        self.log = defaultdict(list)  # context -> [(number of the transaction, seq, name, value)] in the order of the commits
        self.numbers = {}  # operation -> its number, drawn when it began
        self.caches = defaultdict(lambda: defaultdict(list))  # node -> name -> values seen
        self.followed = defaultdict(int)  # (node, context) -> how far

    def send(self, client, kind, key, value=None, base=None):
        self.numbers[len(self.history.operations)] = len(self.numbers)
        super().send(client, kind, key, value, base)

    def apply(self, operation, base):
        seq = super().apply(operation, base)
        if seq is not None:
            name = operation.context, operation.key
            self.log[operation.context].append((self.numbers[operation.id], seq, name, operation.value))
            self.committed(operation.context)
        return seq

    def committed(self, context):
        """What the node that wrote tells the others."""

    def look(self, operation):
        self.follow(operation.node, operation.context)
        values = self.caches[operation.node][operation.context, operation.key]
        if operation.kind == "list":
            return list(values)
        value = values[-1] if values else None
        return [value, len(value)] if operation.kind == "download" and value else value

    def follow(self, node, context):
        """By commit order: what stands behind the place that was reached last."""
        log = self.log[context]
        for _, _, name, value in log[self.followed[node, context]:]:
            self.caches[node][name].append(value)
        self.followed[node, context] = len(log)


class LosesHints(NodeCaches):
    """(c) The log is read only when a hint arrives; some are lost, and nobody polls."""

    def committed(self, context):
        for node in NODES:
            if self.random.random() < 0.5:
                self.at(self.random.randrange(MILLISECOND), lambda node=node: self.follow(node, context))

    def look(self, operation):
        follow, self.follow = self.follow, lambda node, context: None
        try:
            return super().look(operation)
        finally:
            self.follow = follow


class FollowsNumbers(NodeCaches):
    """(e) The log is read from the greatest number seen: a transaction that began earlier and committed later is never seen."""

    def follow(self, node, context):
        seen = self.followed[node, context]
        for number, _, name, value in sorted(self.log[context]):
            if number > seen:
                self.caches[node][name].append(value)
                self.followed[node, context] = number


class SessionTokens(SingleCopy):
    """A read goes to one of two replicas that are behind, if that has reached the newest state the session wrote or saw.
    So a session's own view never goes back; what others wrote may be late: I5 is not promised."""

    promised = ("I3", "I4")

    def __init__(self, seed):
        super().__init__(seed, flagged=0)
        self.elements = defaultdict(list)  # name -> [(seq, element)]
        self.tokens = defaultdict(int)  # (session, context) -> seq
        self.proven = {}  # read -> the position of the replica that answered it

    def apply(self, operation, base):
        seq = super().apply(operation, base)
        if seq is not None and operation.kind == "add":
            self.elements[operation.context, operation.key].append((seq, operation.value))
        return seq

    def look(self, operation):
        owner, name = (operation.session, operation.context), (operation.context, operation.key)
        history = self.changes[operation.context]
        position = history[max(0, len(history) - 1 - self.random.randrange(20))][0]  # of some replica
        if position < self.tokens[owner]:
            position = history[-1][0]
        self.proven[operation] = position
        if operation.kind == "list":
            return [element for seq, element in self.elements[name] if seq <= position]
        values = [None] + [value for seq, value in self.objects[name] if seq <= position]
        return [values[-1], len(values[-1])] if operation.kind == "download" and values[-1] else values[-1]

    def end(self, client, operation):
        if operation.outcome == "ok":
            owner = operation.session, operation.context
            self.remember(owner, operation.seq or self.proven.get(operation, 0))
        super().end(client, operation)

    def remember(self, owner, seq):
        self.tokens[owner] = max(self.tokens[owner], seq)


class DropsTokens(SessionTokens):
    """(b) The token is cleared by the first read that it proved."""

    def look(self, operation):
        value = super().look(operation)
        self.tokens[operation.session, operation.context] = 0
        return value

    def end(self, client, operation):
        if operation.is_read:
            self.proven.pop(operation, None)
        super().end(client, operation)
