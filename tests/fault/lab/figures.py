"""Figures of reads: a great many checks that a read shows what was just written, while replicas lag."""
import asyncio
import json
import pathlib
import re
import threading

import mariadb
from client import Client, Session
from history import History
from laboratory import HTTP_PORT

REGISTERS = 8  # documents of each context
PHASE_SECONDS = 5


class Lag:
    """Replicas that fall behind in turns, until stopped: none, one by a second, one that applies nothing, all."""

    def __init__(self, laboratory):
        self._hosts = [laboratory.databases[name] for name in laboratory.replicas()]
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()
        for host in self._hosts:
            self._set(host, "0")

    @staticmethod
    def _set(host, lag):
        """A delay in seconds, or `stopped`."""
        delay = "" if lag == "stopped" else f"CHANGE MASTER TO MASTER_DELAY = {lag}; START SLAVE"
        mariadb.sql(host, f"STOP SLAVE SQL_THREAD; {delay and 'STOP SLAVE;'} {delay}")

    def _run(self):
        phases = [["0"] * len(self._hosts)]
        for index in range(len(self._hosts)):
            phases += [["1" if at == index else "0" for at in range(len(self._hosts))],
                       ["stopped" if at == index else "0" for at in range(len(self._hosts))]]
        phases.append(["stopped"] * len(self._hosts))
        number = 0
        while not self._end.wait(PHASE_SECONDS):
            number += 1
            for host, lag in zip(self._hosts, phases[number % len(phases)]):
                self._set(host, lag)


def counters(laboratory):
    """Reads of all nodes, by role of the server that answered."""
    sums = {}
    for name in laboratory.nodes:
        for role, value in re.findall(r'^yoke_db_reads_total\{[^}]*role="(\w+)"[^}]*\} (\d+)', laboratory.node_get(name, "/metrics")[1],
                                      re.M):
            sums[role] = sums.get(role, 0) + int(value)
    return sums


async def registers(laboratory):
    """Lines for bench_fresh_reads: documents, each with its writer's session and another one."""
    client = Client("setup", "setup", laboratory, History("/dev/null"))
    lines = []
    nodes = list(laboratory.nodes)
    for context in laboratory.contexts:
        sessions = [Session(f"{context}.{n}", context) for n in range(2)]
        for session, node in zip(sessions, nodes * 2):
            assert (await client.login(session, node)).ok
        folder = (await client.send(sessions[0], nodes[0], "GET", "config/folder/infostore", {})).data
        for number in range(REGISTERS):
            done = await client.send(
                sessions[0], nodes[0], "PUT", "infostore", {"action": "new"},
                json.dumps({"folder_id": str(folder), "title": f"register {number}", "description": "0"}).encode(), writes=True)
            assert done.ok, done.error
            document = done.data.split("/")[1]
            lines.append("\t".join([document, *(text for session in sessions for text in (session.id, session.cookie(False)))]))
    client.close()
    return lines


def fresh_reads(laboratory, checks, readers, with_lag, say):
    """@param readers  threads of the client
    @return violations"""
    folder = laboratory.clients.folder
    (folder / "registers").write_text("\n".join(asyncio.run(registers(laboratory))) + "\n")
    before = counters(laboratory)
    program = pathlib.Path(laboratory.programs) / "bench_fresh_reads"
    addresses = " ".join(f"{host.address}:{HTTP_PORT}" for host in laboratory.nodes.values())
    process = laboratory.clients.start(f"fresh_reads_{'lag' if with_lag else 'level'}", "bash", "-c",
                                       f"{program} {checks} {readers} {addresses} < {folder}/registers")
    if with_lag:
        with Lag(laboratory):
            process.popen.wait()
    else:
        process.popen.wait()
    *told, last = process.log_text().splitlines()
    for line in told:
        say(line)
    result = json.loads(last)
    after = counters(laboratory)
    reads = {role: after[role] - before.get(role, 0) for role in after}
    say(f"fresh reads, {'replicas lag in turns' if with_lag else 'no lag'}: {result['checks']} checks, {result['violations']} violations, "
        f"{result['flagged']} flagged, {result['refused']} refused, {result['writes']} writes; p50 {result['p50_ms']:.2f} ms, "
        f"p99 {result['p99_ms']:.2f} ms, {result['checks'] / result['seconds']:.0f}/s; {100 * reads.get('replica', 0) / sum(reads.values()):.1f} % of the reads by replicas")
    return result["violations"]
