"""N7, N8, N10: hosts that cannot reach each other. Packets vanish, as behind a broken switch."""
from nemeses.base import Nemesis

TABLE = "inet laboratory"


def cut(host, others, both_ways=True):
    """Drops what `host` gets from the others, and what it sends to them."""
    rules = f"add table {TABLE}\nadd chain {TABLE} in {{ type filter hook input priority 0; }}\n" \
            f"add chain {TABLE} out {{ type filter hook output priority 0; }}\n"
    for other in others:
        rules += f"add rule {TABLE} in ip saddr {other.address} drop\n"
        if both_ways:
            rules += f"add rule {TABLE} out ip daddr {other.address} drop\n"
    (host.folder / "cut.nft").write_text(rules)
    host.run("nft", "-f", host.folder / "cut.nft")


def heal(host):
    host.run("nft", "delete", "table", *TABLE.split(), check=False)


class Partition(Nemesis):
    """Cuts hosts off; subclasses choose them when the fault starts."""

    hit = ()

    def cuts(self):
        """@return triples: a host, the hosts that it is cut off from, whether both ways"""
        raise NotImplementedError

    def start(self):
        self.hit = self.cuts()
        for host, others, both_ways in self.hit:
            cut(host, others, both_ways)
        return "; ".join(f"{host.name} {'|' if both_ways else 'hears nothing of'} {','.join(other.name for other in others)}"
                         for host, others, both_ways in self.hit)

    def stop(self):
        for host, _, _ in self.hit:
            heal(host)


class NodeFromMaster(Partition):
    name, what = "N7", "a node cannot reach the master"

    def cuts(self):
        lab = self.laboratory
        return [(lab.nodes[self.some_node()], [lab.databases[lab.master()]], True)]


class NodeFromNode(Partition):
    name, what, nodes = "N8", "two nodes cannot reach each other", 2

    def cuts(self):
        first, second = self.random.sample(list(self.laboratory.nodes.values()), 2)
        return [(first, [second], True)]


class MasterFromReplicas(Partition):
    name, what = "N10", "the master and its replicas cannot reach each other, both ways or one way"

    def cuts(self):
        lab = self.laboratory
        master = lab.databases[lab.master()]
        replicas = [lab.databases[name] for name in lab.replicas()]
        way = self.random.choice(("both", "to the replicas", "to the master"))
        if way == "to the replicas":
            return [(replica, [master], False) for replica in replicas]
        return [(master, replicas, way == "both")]
