"""What all nemeses share."""
import random


class Nemesis:
    """One kind of fault. `start`, `react` and `stop` run on a thread of their own and may take as long as they need.

    `stop` undoes everything that `start` did; afterwards the cluster must become well by itself.
    """

    name = ""  # as in --nemesis
    what = ""  # one line for --list
    databases = 2  # servers that it needs at least
    nodes = 1
    changes_master = False  # ends with another master than before
    apart_from = ()  # names of those that it makes no sense together with
    alone = True  # no other nemesis is at work at the same time; set before each start

    def __init__(self, laboratory, seed, say):
        self.laboratory = laboratory
        self.random = random.Random(f"{seed}/{self.name}")
        self.say = say  # say(what, nemesis, detail): an event of the history and a line for the reader

    def start(self):
        """@return who was hit, for the history"""
        raise NotImplementedError

    def react(self):
        """What an operator does while the fault lasts."""

    def stop(self):
        raise NotImplementedError

    # choices

    def some_node(self):
        return self.random.choice(list(self.laboratory.nodes))

    def some_replica(self):
        return self.random.choice(self.laboratory.replicas())
