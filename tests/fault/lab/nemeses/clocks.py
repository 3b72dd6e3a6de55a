"""N16: a host whose clock jumps."""
from nemeses.base import Nemesis


class Skew(Nemesis):
    name, what = "N16", "the clock of a node or a database jumps by two hours, forward or back"

    def start(self):
        lab = self.laboratory
        self.hit = self.random.choice([*lab.nodes.values(), *lab.databases.values()])
        seconds = self.random.choice((7200, -7200))
        lab.set_clock(self.hit, seconds)
        return f"{self.hit.name} {seconds:+d} s"

    def stop(self):
        self.laboratory.set_clock(self.hit, 0)
