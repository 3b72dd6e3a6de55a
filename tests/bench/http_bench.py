"""HTTP figures of a running cluster: requests per second, CPU time per request, statements per request, idle connections.

Starts the cluster by scripts/run. Scenarios take turns in several rounds, so that what else the machine does hits all of
them; the medians are printed, and each scenario's ratio to nginx serving a static file of the same size.
"""

import argparse
import os
import resource
import signal
import socket
import statistics
import subprocess
import sys
import urllib.parse

import load
from cluster import TOP, Cluster, Session
from nginx import Nginx, free_port
from processes import pids_of, status

DOCUMENT_OCTETS = 4096
IDLE_CONNECTIONS = 10_000


def scenarios(session_of, document):
    """@param session_of  "direct" and "Apache" -> (base URL, Session)
    @param document  (folder, id)"""
    folder, identifier = document
    result = []
    for way, (base, session) in session_of.items():
        headers = {"Cookie": session.cookie}
        where = f"folder={folder}&id={urllib.parse.quote(identifier, safe='')}&session={session.id}"
        result += [
            load.Scenario(f"ping, {way}", base, "/ajax/system?action=ping", headers=headers),
            load.Scenario(f"document get, {way}", base, f"/ajax/infostore?action=get&{where}", headers=headers),
            load.Scenario(f"4 KiB download, {way}", base, f"/ajax/infostore?action=document&{where}", headers=headers),
            load.Scenario(f"4 KiB upload, {way}", base, session.upload_target(folder), "PUT",
                          headers | {"Content-Type": "application/octet-stream"}, os.urandom(DOCUMENT_OCTETS),
                          files=f"bench-{way}-"),
        ]
    return result


def check(scenario, session, octets):
    """One request of the scenario must answer what its name says."""
    if scenario.files:
        return
    answer = session.request(scenario.method, scenario.target)
    if "download" in scenario.name:
        assert answer == octets, scenario.name
    else:
        assert b'"error"' not in answer, (scenario.name, answer[:500])


def measure(plan, groups, cluster, rounds, seconds):
    """@return scenario name -> (its results, statements per request)"""
    results = {scenario.name: [] for scenario in plan}
    statements = {}
    for number in range(rounds):
        for scenario in plan:
            before = cluster.questions()
            result = load.run(scenario, seconds, groups, f"{os.getpid()}-{number}")
            if result.failed:
                raise RuntimeError(f"{scenario.name}: {result.failed} of {result.requests} requests failed")
            results[scenario.name].append(result)
            statements[scenario.name] = (cluster.questions() - before) / max(1, result.requests)
            print(f"  round {number + 1}: {scenario.name}: {result.per_second:.0f}/s", file=sys.stderr)
    return {name: (results[name], statements[name]) for name in results}


def median(results, value):
    return statistics.median(value(result) for result in results)


def print_table(measured, groups):
    names = list(groups)
    print(f"{'':26}{'requests/s':>11}{'ratio':>7}{'p50 ms':>8}{'p99 ms':>8}{'SQL/req':>8}  CPU us/request: "
          + ", ".join(names))
    yardstick = median(next(iter(measured.values()))[0], lambda result: result.per_second)
    for name, (results, statements) in measured.items():
        rate = median(results, lambda result: result.per_second)
        cpu = "".join(f"{median(results, lambda result: result.cpu_us[group]):9.1f}" for group in names)
        print(f"{name:26}{rate:11.0f}{rate / yardstick:7.3f}{median(results, lambda result: result.p50_us) / 1000:8.2f}"
              f"{median(results, lambda result: result.p99_us) / 1000:8.2f}{statements:8.1f}  {cpu}")


def idle_connections(base, pid):
    """Opens kept-alive connections, one ping each, and leaves them idle."""
    wanted = IDLE_CONNECTIONS + 500
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, wanted), hard))
    address = urllib.parse.urlsplit(base)
    request = (f"GET /ajax/system?action=ping HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n").encode()
    before = (status(pid, "Threads"), status(pid, "VmRSS"))
    sockets = []
    for _ in range(IDLE_CONNECTIONS):
        connection = socket.create_connection((address.hostname, address.port), timeout=30)
        connection.sendall(request)
        if not connection.recv(4096).startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"connection {len(sockets) + 1} was not answered")
        sockets.append(connection)
    after = (status(pid, "Threads"), status(pid, "VmRSS"))
    for connection in (sockets[0], sockets[-1]):  # still served, not only accepted
        connection.sendall(request)
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")
    for connection in sockets:
        connection.close()
    return before, after


def bare_transaction(cluster, statements, seconds):
    """The rate of a bare SQL transaction with so many statements on the cluster's master, one after the other."""
    cluster.sql("master", "CREATE DATABASE IF NOT EXISTS oxdatabase_bench")
    port = cluster.sql("master", "SELECT @@port")[0][0]
    program = str(TOP / "build/bench/bin/bench_transaction")
    output = subprocess.run([program, port, "openexchange", "oxdatabase_bench", str(statements), str(seconds)],
                            check=True, capture_output=True, text=True, env=os.environ | {"BENCH_PASSWORD": "secret"})
    return output.stdout.strip()


def statements_of_upload(cluster, session, folder):
    """The statements of the transaction of one upload, as the master's general log saw them."""
    name = f"logged-{os.getpid()}.bin"
    cluster.sql("master", "SET GLOBAL log_output='TABLE'; TRUNCATE mysql.general_log; SET GLOBAL general_log=ON")
    try:
        session.upload(folder, name, os.urandom(DOCUMENT_OCTETS))
    finally:
        cluster.sql("master", "SET GLOBAL general_log=OFF")
    rows = cluster.sql("master", "SELECT thread_id, REPLACE(LEFT(argument, 2000), '\\n', ' ') FROM mysql.general_log "
                                 "WHERE command_type IN ('Query','Execute') ORDER BY event_time")
    # By its name: uploads of the load that were still queued when it ended are in the log as well.
    writer = next((row[0] for row in rows if row[1].startswith("INSERT INTO document ") and name in row[1]), None)
    if writer is None:
        raise RuntimeError("the upload's document is not in the general log")
    own = [row[1] for row in rows if row[0] == writer]
    document = next(i for i, text in enumerate(own) if text.startswith("INSERT INTO document ") and name in text)
    begin = max(i for i, text in enumerate(own[:document]) if "START TRANSACTION" in text.upper())
    end = next(i for i, text in enumerate(own) if i > document and text.upper().startswith("COMMIT"))
    return own[begin:end + 1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4, help="of each scenario in each round")
    parser.add_argument("--port", type=int, default=0, help="of Apache; 0 = any free one")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))  # an exit stops the cluster, too

    octets = os.urandom(DOCUMENT_OCTETS)
    limits = {"YOKE_NET_CONNECTIONS": str(IDLE_CONNECTIONS + 1000), "YOKE_NET_IDLETIME": "10m",
              "YOKE_NET_CONNECTIONSPERADDRESS": str(IDLE_CONNECTIONS + 1000)}
    with Cluster(options.port or free_port(), limits) as cluster, Nginx(octets) as nginx:
        session_of = {"direct": (cluster.nodes[0], Session(cluster.nodes[0])),
                      "Apache": (cluster.apache, Session(cluster.apache))}
        folder = session_of["direct"][1].infostore_folder()
        document = (folder, session_of["direct"][1].upload(folder, f"bench-{os.getpid()}.bin", octets))
        plan = [load.Scenario("nginx static 4 KiB", nginx.base, "/file"), *scenarios(session_of, document)]
        for scenario in plan[1:]:
            check(scenario, session_of[scenario.name.rpartition(", ")[2]][1], octets)
        var = str(cluster.var)
        groups = {"nodes": pids_of("yoke-groupware", var), "Apache": pids_of("apache2", var),
                  "MariaDB": pids_of("mariadbd", var), "nginx": nginx.pids}
        measured = measure(plan, groups, cluster, options.rounds, options.seconds)

        durability = cluster.sql("master", "SELECT @@sync_binlog, @@innodb_flush_log_at_trx_commit")[0]
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {load.CONNECTIONS} connections, median of "
              f"{options.rounds} rounds of {options.seconds} s; sync_binlog={durability[0]}, "
              f"innodb_flush_log_at_trx_commit={durability[1]}; ready after {cluster.seconds_to_ready:.1f} s")
        print_table(measured, groups)
        statements = statements_of_upload(cluster, session_of["direct"][1], folder)
        print(f"\nbare SQL transaction of {len(statements)} statements, as one upload contains: "
              + bare_transaction(cluster, len(statements), options.seconds))
        for text in statements:
            print("    " + text[:160])
        node = pids_of("yoke-groupware", var + "/node1/")[0]
        before, after = idle_connections(cluster.nodes[0], node)
        print(f"\n{IDLE_CONNECTIONS} idle kept-alive connections to one node: threads {before[0]} -> {after[0]}, "
              f"RSS {before[1] / 1024:.1f} -> {after[1] / 1024:.1f} MiB, "
              f"{(after[1] - before[1]) * 1024 / IDLE_CONNECTIONS:.0f} octets each")


if __name__ == "__main__":
    main()
