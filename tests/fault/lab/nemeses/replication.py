"""N4, N5, N6: replicas that receive or apply nothing, or late."""
import mariadb
from nemeses.base import Nemesis


class Replication(Nemesis):
    """What it did to a replica that is the master by now needs no undoing."""

    def still_replicas(self):
        return [host for host in map(self.laboratory.databases.get, self.hit) if mariadb.replica_status(host)]


class StopApplying(Replication):
    name, what = "N4", "STOP SLAVE SQL_THREAD on one replica or on all: they receive and apply nothing"

    def start(self):
        replicas = self.laboratory.replicas()
        self.hit = replicas if self.random.random() < 0.3 else [self.random.choice(replicas)]
        for name in self.hit:
            mariadb.sql(self.laboratory.databases[name], "STOP SLAVE SQL_THREAD")
        return ",".join(self.hit)

    def stop(self):
        for host in self.still_replicas():
            mariadb.sql(host, "START SLAVE SQL_THREAD")


class Delay(Replication):
    name, what = "N5", "MASTER_DELAY of 1 to 30 s on a replica"

    def start(self):
        self.hit, seconds = [self.some_replica()], self.random.choice((1, 2, 5, 30))
        self.set_delay(seconds)
        return f"{self.hit[0]} {seconds} s"

    def set_delay(self, seconds):
        for host in self.still_replicas():
            mariadb.sql(host, f"STOP SLAVE; CHANGE MASTER TO MASTER_DELAY = {seconds}; START SLAVE")

    def stop(self):
        self.set_delay(0)


class StopReceiving(Replication):
    name, what = "N6", "STOP SLAVE IO_THREAD on all replicas: a strict master acknowledges nothing"

    def start(self):
        self.hit = self.laboratory.replicas()
        for name in self.hit:
            mariadb.sql(self.laboratory.databases[name], "STOP SLAVE IO_THREAD")
        return ",".join(self.hit)

    def stop(self):
        for host in self.still_replicas():
            mariadb.sql(host, "START SLAVE IO_THREAD")
