"""N2, N3, N11, N12, N18: programs that are killed or stopped."""
import subprocess
import time

import mariadb
from nemeses.base import Nemesis

SETTLED = 0.15  # InnoDB shows the same list of transactions again to who asks for it within 0.1 s
END_SECONDS = 30  # the nodes' node.drainTime is 20 s


class KillReplica(Nemesis):
    name, what = "N2", "kill -9 of a replica, started again at the end"
    apart_from = ("N4", "N5", "N6", "N17", "N21")

    def start(self):
        self.hit = self.some_replica()
        self.laboratory.databases[self.hit].processes["mariadbd"].kill()
        return self.hit

    def stop(self):
        self.laboratory.start_database(self.hit)


class KillNode(Nemesis):
    name, what, nodes = "N3", "kill -9 of a node, started again at the end", 2

    def start(self):
        self.hit = self.some_node()
        self.laboratory.nodes[self.hit].processes["yoke-groupware"].kill()
        return self.hit

    def stop(self):
        self.laboratory.launch_node(self.hit)


class PauseMaster(Nemesis):
    name, what = "N11", "SIGSTOP of the master: its connections stay open and answer nothing until it goes on"

    def start(self):
        self.hit = self.laboratory.master()
        self.laboratory.databases[self.hit].processes["mariadbd"].pause()
        return self.hit

    def stop(self):
        self.laboratory.databases[self.hit].processes["mariadbd"].resume()


class PauseNode(Nemesis):
    name, what, nodes = "N12", "SIGSTOP of a node inside a write transaction: it holds the context's seq row", 2
    apart_from = ("N11", "N18")
    TRIES = 60

    def start(self):
        self.hit = self.some_node()
        process = self.laboratory.nodes[self.hit].processes["yoke-groupware"]
        # Whether it is inside a transaction shows only once it stands still.
        for attempt in range(self.TRIES):
            process.pause()
            time.sleep(SETTLED)
            if held := self.transactions():
                return f"{self.hit}, {held} open transactions, after {attempt} tries"
            process.resume()
        process.pause()
        return f"{self.hit}, outside of transactions"

    def transactions(self):
        lab = self.laboratory
        return int(mariadb.value(
            lab.databases[lab.master()],
            "SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p "
            f"ON p.id = t.trx_mysql_thread_id WHERE p.host LIKE '{lab.nodes[self.hit].address}:%' "
            "AND t.trx_rows_modified > 0 AND p.command = 'Sleep'"))

    def stop(self):
        self.laboratory.nodes[self.hit].processes["yoke-groupware"].resume()


class RestartNodes(Nemesis):
    name, what = "N18", "all nodes are told to end, and started again"
    apart_from = ("N3",)

    def start(self):
        processes = [host.processes["yoke-groupware"] for host in self.laboratory.nodes.values()]
        for process in processes:
            process.popen.terminate()
        codes = [self.end_of(process) for process in processes]
        for name in self.laboratory.nodes:
            self.laboratory.launch_node(name)
        return f"exit codes {codes}"

    def end_of(self, process):
        try:
            return process.popen.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.say("finding", self.name, f"{process.host.name} runs {END_SECONDS} s after it was told to end")
            process.kill()
            return process.popen.returncode

    def stop(self):
        """The nodes run already: they come back into a cluster under load."""
