"""Without a database master reads go on and say so, and writes wait without a worker."""
import concurrent.futures
import contextlib
import json
import re
import signal
import socket
import time

from ajax import Client
from hosts import wait_for

ROUTE = "OX-1"
WRITES = 100
READS = 40


def at_node(cluster, user):
    """The same session, at a node's own port."""
    client = Client(f"http://{cluster.http(ROUTE)}")
    client.cookies, client.session = dict(user.cookies), user.session
    return client


def parked(cluster):
    return cluster.metrics(ROUTE)["yoke_net_requests_parked"]


def sees_master(cluster, route=ROUTE):
    return re.search(r"^cluster \d+ \w+: master", cluster.node_path(route, "ready"), re.MULTILINE) is not None


@contextlib.contextmanager
def master_stopped(cluster):
    """The master's machine hangs: nothing is closed, nothing answers."""
    process = cluster.master.processes["mariadbd"].popen
    process.send_signal(signal.SIGSTOP)
    try:
        wait_for(lambda: not sees_master(cluster), "a node that misses the master")
        yield
    finally:
        process.send_signal(signal.SIGCONT)
        for route in cluster.nodes:
            wait_for(lambda name=route: sees_master(cluster, name), "the master's return")


@contextlib.contextmanager
def master_killed(cluster):
    cluster.master.processes["mariadbd"].kill()
    try:
        wait_for(lambda: not sees_master(cluster), "a node that misses the master")
        yield
    finally:
        cluster.start_database(cluster.master, "master")
        for route in cluster.nodes:
            wait_for(lambda name=route: sees_master(cluster, name), "the master's return")
        cluster.wait_for_replica()


def titles(client, folder, prefix):
    rows = client.call("GET", "infostore", action="all", folder=folder, columns="702").json["data"]
    return sorted(row[0] for row in rows if row[0].startswith(prefix))


def test_reads_are_answered_at_once_while_writes_wait_for_a_master_that_hangs(cluster, user):
    client = at_node(cluster, user)
    folder = client.infostore_folder()
    known = client.upload(b"known", "no-master-known.txt", folder).json["data"]
    cluster.wait_for_replica()

    def write(number):
        return client.upload(b"waited", f"waited-{number:03}.txt", folder)

    def read(_):
        start = time.monotonic()
        answer = client.call("GET", "infostore", action="get", id=known, folder=folder)
        return answer, time.monotonic() - start

    with concurrent.futures.ThreadPoolExecutor(WRITES + READS) as pool:
        with master_stopped(cluster):
            writes = [pool.submit(write, number) for number in range(WRITES)]
            wait_for(lambda: parked(cluster) == WRITES, "the writes to wait")
            for answer, seconds in pool.map(read, range(READS)):
                assert answer.json["data"]["filename"] == "no-master-known.txt"
                assert answer.headers["X-Yoke-Read-Only"] == "1"
                assert [warning["category"] for warning in answer.json["warnings"]] == [13]
                assert seconds < 3
            assert client.download(known, folder).headers["X-Yoke-Read-Only"] == "1"
            assert not any(done.done() for done in writes)
        answers = [done.result() for done in writes]
    assert {(answer.status, answer.error) for answer in answers} == {(200, None)}
    assert titles(client, folder, "waited-") == [f"waited-{number:03}.txt" for number in range(WRITES)], "once each"
    assert client.call("GET", "user", action="get").headers["X-Yoke-Read-Only"] is None
    assert parked(cluster) == 0


def test_when_no_master_comes_back_in_time_writes_are_refused_and_sessions_stay(cluster, user):
    with cluster.settings("dbpool.writeWait=2s"):
        client = at_node(cluster, user)
        folder = client.infostore_folder()
        cluster.wait_for_replica()
        with master_killed(cluster):
            start = time.monotonic()
            refused = client.upload(b"never", "never.txt", folder)
            assert time.monotonic() - start >= 2
            assert (refused.status, refused.error) == (503, "SRV-0001")
            assert int(refused.headers["Retry-After"]) > 0
            fresh = Client(f"http://{cluster.http(ROUTE)}")
            refused = fresh.login()
            assert refused.status == 503 and int(refused.headers["Retry-After"]) > 0
            assert client.call("GET", "user", action="get").json["data"]["login_info"] == "testuser"
            batch = json.dumps([{"module": "user", "action": "get"}, {"module": "infostore", "action": "lock", "id": "1"}])
            assert client.call("PUT", "multiple", batch).status == 503, "a batch waits as a whole"
        assert client.upload(b"again", "again.txt", folder).error is None, "no new login"
        assert titles(client, folder, "never") == []


def test_a_client_that_leaves_while_its_write_waits_has_written_nothing(cluster, user):
    client = at_node(cluster, user)
    folder = client.infostore_folder()
    cluster.wait_for_replica()  # which alone can tell then that the session is good
    with master_stopped(cluster):
        connection = socket.create_connection((client.address, client.port))
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        connection.sendall(f"PUT /ajax/infostore?action=upload&binary=true&folder_id={folder}&filename=left.txt&session="
                           f"{client.session} HTTP/1.1\r\nHost: node\r\nCookie: {cookies}\r\nContent-Type: "
                           f"application/octet-stream\r\nContent-Length: 4\r\n\r\nleft".encode())
        wait_for(lambda: parked(cluster) == 1, "the write to wait")
        connection.close()
        wait_for(lambda: parked(cluster) == 0, "its place to be free")
    assert titles(client, folder, "left") == []
