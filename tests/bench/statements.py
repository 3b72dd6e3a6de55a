"""The SQL statements of one request, as the servers' general logs saw them, and the same sent bare."""

import os
import re
import subprocess
from dataclasses import dataclass

from cluster import TOP

SERVERS = ("master", "replica")


CONTROL = (b"BEGIN NOT ATOMIC", b"START TRANSACTION", b"COMMIT", b"ROLLBACK")


@dataclass
class Statement:
    server: str
    text: bytes
    connection: str = ""


def template(text):
    """The statement without its values, to recognise those of the background."""
    text = re.sub(rb"x?'(?:[^'\\]|\\.|'')*'", b"?", text, flags=re.S)
    return re.sub(rb"\b\d+\b", b"?", text)


class Recorder:
    """Records what requests send to the databases. Statements that also come without any request are left out, and so
    are the transactions of connections that sent nothing else.

    Only between enter and exit: the servers keep the values of statements for the log if it is on when a statement is
    prepared, so connections are opened anew before and after."""

    def __init__(self, cluster):
        self._cluster = cluster
        self._background = set()

    def __enter__(self):
        self._everywhere("SET GLOBAL log_output='NONE'; SET GLOBAL general_log=ON; KILL USER openexchange@'127.0.0.1'")
        self._background = {template(each.text) for each in self._record(self._cluster_rests)}
        return self

    def __exit__(self, *_):
        self._everywhere("SET GLOBAL general_log=OFF; KILL USER openexchange@'127.0.0.1'")

    def record(self, request):
        """@return what `request()` sent, in its order"""
        everything = self._record(request)
        own = [each for each in everything if template(each.text) not in self._background]
        connections = {(each.server, each.connection) for each in own}
        return [each for each in everything if each in own or
                each.text.startswith(CONTROL) and (each.server, each.connection) in connections]

    def _everywhere(self, statement):
        for server in SERVERS:
            self._cluster.sql(server, statement)

    def _cluster_rests(self):
        """Long enough for everything that nodes do of themselves every second or less often."""
        subprocess.run(["sleep", "12"], check=True)

    def _record(self, action):
        self._everywhere("TRUNCATE mysql.general_log; SET GLOBAL log_output='TABLE'")
        try:
            action()
        finally:
            self._everywhere("SET GLOBAL log_output='NONE'")
        rows = []
        for server in SERVERS:
            # Connections of the nodes only: replication and this program speak to the servers as well.
            rows += [(row[0], Statement(server, bytes.fromhex(row[2]), row[1])) for row in self._cluster.sql(
                server, "SELECT event_time, thread_id, HEX(argument) FROM mysql.general_log WHERE command_type IN "
                        "('Query', 'Execute') AND user_host LIKE '%openexchange%' ORDER BY event_time")]
        return [statement for _, statement in sorted(rows, key=lambda row: row[0])]


class Bare:
    """Sends statements without Yoke: one connection to each server, no pool, no gate."""

    def __init__(self, cluster):
        self._ports = [cluster.sql(server, "SELECT @@port")[0][0] for server in SERVERS]
        self._schema = cluster.schema()

    def times(self, rounds):
        """@param rounds  lists of Statement
        @return microseconds of each round"""
        lines = []
        for each in rounds:
            lines += [f"{statement.server}\t{statement.text.hex()}" for statement in each] + [""]
        program = str(TOP / "build/bench/bin/bench_statements")
        done = subprocess.run([program, *self._ports, "openexchange", self._schema], check=True, text=True,
                              input="\n".join(lines) + "\n", stdout=subprocess.PIPE,
                              env=os.environ | {"BENCH_PASSWORD": "secret"})
        return [float(line) for line in done.stdout.split()]
