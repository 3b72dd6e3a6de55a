"""What a checker says."""
from dataclasses import dataclass, field


@dataclass
class Violation:
    """One broken promise, with the operations that prove it."""

    invariant: str
    summary: str
    operations: list = field(default_factory=list)  # of Operation, in any order
    notes: list = field(default_factory=list)  # further lines for the reader


@dataclass
class Findings:
    """The violations of one invariant: the first ones in full, all of them counted."""

    invariant: str
    limit: int = 100  # in full
    shown: list = field(default_factory=list)
    count: int = 0

    def add(self, summary, operations=(), notes=()):
        self.count += 1
        if len(self.shown) < self.limit:
            self.shown.append(Violation(self.invariant, summary, list(operations), list(notes)))
        elif len(self.shown) == self.limit:
            self.shown.append(Violation(self.invariant, ""))
        if self.count > self.limit:
            self.shown[-1].summary = f"and {self.count - self.limit} more of this kind"

    @property
    def room(self):
        """Whether another one is shown: finding evidence for more is wasted."""
        return self.count < self.limit
