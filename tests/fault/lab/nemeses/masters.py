"""N1, N9, N17: the master is gone, and another one takes its place."""
import mariadb
import promotion
from nemeses.base import Nemesis
from nemeses.network import cut, heal


class Succession(Nemesis):
    """A fault that ends with another master."""

    databases = 3

    def promote(self, gone):
        self.say("promotion-start", self.name, f"{','.join(gone)} gone")
        best = promotion.by_hand(self.laboratory, gone)
        self.say("promotion-end", self.name, f"{best} is the master")


class KillMaster(Succession):
    name, what = "N1", "kill -9 of the master; a replica is promoted, the old master comes back as a replica"

    def start(self):
        self.hit = self.laboratory.master()
        self.laboratory.databases[self.hit].processes["mariadbd"].kill()
        return self.hit

    def react(self):
        self.promote([self.hit])

    def stop(self):
        promotion.rejoin(self.laboratory, self.hit)
