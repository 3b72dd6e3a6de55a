"""N21: what a node read arrives late, so that the world has moved on before the node looks at it."""
import pathlib
import sys

import mariadb
from hosts import wait_for
from nemeses.base import Nemesis

TABLE = "ip late"
PORT = 13306
RELAY = pathlib.Path(__file__).resolve().parent.parent / "relay.py"


class SlowAnswers(Nemesis):
    name, what = "N21", "answers of a replica reach one node 5 to 50 ms late, through a relay"
    milliseconds = (5, 10, 50)

    def start(self):
        lab = self.laboratory
        self.node, self.replica = lab.nodes[self.some_node()], lab.databases[self.some_replica()]
        milliseconds = self.random.choice(self.milliseconds)
        self.relay = self.replica.start("relay", sys.executable, "-B", RELAY, PORT, self.replica.address, 3306, milliseconds)
        wait_for(lambda: self.replica.run("ss", "-Hlnt", f"sport = :{PORT}").stdout, "the relay")
        (self.node.folder / "late.nft").write_text(
            f"add table {TABLE}\nadd chain {TABLE} out {{ type nat hook output priority -100; }}\n"
            f"add rule {TABLE} out ip daddr {self.replica.address} tcp dport 3306 tcp flags & (syn | ack) == syn "
            f"dnat to {self.replica.address}:{PORT}\n")
        self.node.run("nft", "-f", self.node.folder / "late.nft")
        self.cut_connections()
        return f"{self.replica.name} to {self.node.name} {milliseconds} ms"

    def cut_connections(self):
        """New ones take the way that holds now."""
        for row in mariadb.rows(self.replica, "SELECT id FROM information_schema.processlist "
                                              f"WHERE host LIKE '{self.node.address}:%'"):
            mariadb.sql(self.replica, f"KILL {row[0]}", check=False)

    def stop(self):
        self.node.run("nft", "delete", "table", *TABLE.split())
        self.relay.kill()
