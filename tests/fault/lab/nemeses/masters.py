"""N1, N9, N17, switch: another server becomes the master."""
import mariadb
import promotion
from hosts import wait_for
from nemeses.base import Nemesis
from nemeses.network import cut, heal

AT_LAST_SECONDS = 60

class Succession(Nemesis):
    """A fault that ends with another master. It is undone after all others."""

    databases = 3
    changes_master = True
    by = "either"  # command, hand, either as chance will have it, or auto: by nobody

    promoted = False

    def promote(self, gone, *, dead):
        """Another master than `gone`; a refusal is no error, but see promote_at_last()."""
        by_command = self.by == "command" or (self.by == "either" and self.random.random() < 0.7)
        how = "by itself" if self.by == "auto" else "promotedatabase" if by_command else "by hand"
        self.say("promotion-start", self.name, f"{gone} gone, {how}")
        try:
            if self.by == "auto":
                best = promotion.by_itself(self.laboratory, gone)
            elif by_command:
                best = promotion.by_command(self.laboratory, *(["--old-master-is-dead"] if dead else []))
            else:
                best = promotion.by_hand(self.laboratory, [gone])
            detail = f"{best} is the master"
            self.promoted = True
        except promotion.Refused as refused:
            detail = f"refused: {refused}"
        self.say("promotion-end", self.name, detail)

    def promote_at_last(self, gone):
        """When nothing but the old master's death is left that could stand in the way."""
        def promoted():
            self.promote(gone, dead=True)
            return self.promoted
        wait_for(promoted, "a promotion that is not refused", AT_LAST_SECONDS)


class KillMaster(Succession):
    name, what = "N1", "kill -9 of the master; a replica is promoted, the old master comes back as a replica"

    def start(self):
        self.promoted = False
        self.hit = self.laboratory.master()
        self.laboratory.databases[self.hit].processes["mariadbd"].kill()
        return self.hit

    def react(self):
        self.promote(self.hit, dead=True)

    def stop(self):
        if not self.promoted:
            if self.alone:
                self.say("finding", self.name, "nothing stood in the way of a promotion")
            self.promote_at_last(self.hit)
        promotion.rejoin(self.laboratory, self.hit)


class SplitCluster(Succession):
    """The master keeps some company. Where the administrator sees all others, a promotion is safe; where one more is missing, that
    one may have acknowledged what nobody else has."""

    name, what, nodes = "N9", "{master + a node or a replica} | {the rest}; a promotion succeeds or must refuse", 2

    def start(self):
        lab = self.laboratory
        self.promoted = False
        self.master = lab.master()
        company = self.random.choice((lab.nodes[self.some_node()], lab.databases[self.some_replica()]))
        self.side = [lab.databases[self.master], company]
        rest = [host for host in lab.hosts.values() if host not in self.side and host is not lab.clients]
        for host in self.side:
            cut(host, rest)
        self.may_promote = company.name in lab.nodes
        return f"{self.master},{company.name} | {','.join(host.name for host in rest)}"

    def react(self):
        self.promote(self.master, dead=False)
        if self.promoted and not self.may_promote:
            self.say("finding", self.name, "a promotion without the server that may know more")

    def stop(self):
        for host in self.side:
            heal(host)
        if self.promoted:
            promotion.rejoin(self.laboratory, self.master)


class DoubleFault(Succession):
    name, what = "N17", "kill -9 of the master while the best replica applies nothing: a promotion must wait or refuse"
    apart_from = ("N4", "N5", "N6", "N10", "N11")

    def start(self):
        lab = self.laboratory
        self.promoted = False
        self.hit = lab.master()
        self.best, other = self.random.sample(lab.replicas(), 2)
        mariadb.sql(lab.databases[other], "STOP SLAVE IO_THREAD")
        mariadb.sql(lab.databases[self.best], "STOP SLAVE SQL_THREAD")
        before = mariadb.replica_status(lab.databases[self.best])["Gtid_IO_Pos"]
        wait_for(lambda: mariadb.replica_status(lab.databases[self.best])["Gtid_IO_Pos"] != before, "a commit")
        lab.databases[self.hit].processes["mariadbd"].kill()
        return f"{self.hit}, while {self.best} applies and {other} receives nothing"

    def react(self):
        self.promote(self.hit, dead=True)
        if self.promoted:
            self.say("finding", self.name, "a promotion without what the best replica received")

    def stop(self):
        if not self.promoted:
            mariadb.sql(self.laboratory.databases[self.best], "START SLAVE SQL_THREAD")
            self.promote_at_last(self.hit)
        promotion.rejoin(self.laboratory, self.hit)


class Switchover(Succession):
    name, what, databases = "switch", "a planned change of the master by promotedatabase, while all are well", 2

    def start(self):
        self.say("promotion-start", self.name, f"{self.laboratory.master()} hands over")
        try:
            detail = f"{promotion.by_command(self.laboratory)} is the master"
        except promotion.Refused as refused:
            detail = f"refused: {refused}"
            if self.alone:
                self.say("finding", self.name, detail)
        self.say("promotion-end", self.name, detail)
        return detail

    def stop(self):
        """The old master follows already."""
