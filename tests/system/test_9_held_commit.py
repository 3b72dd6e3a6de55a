"""A master that holds its commits, because no replica acknowledges them: what a node's client is told in the end, and how
soon a node ends that is told to."""
import concurrent.futures
import contextlib
import time

from hosts import wait_for
from test_9_no_master import ROUTE, at_node, sees_master, titles

SEMI_SYNC_MASTER = ("SET GLOBAL rpl_semi_sync_master_timeout = 3600000; SET GLOBAL rpl_semi_sync_master_wait_point = "
                    "AFTER_SYNC; SET GLOBAL rpl_semi_sync_master_wait_no_slave = ON; "
                    "SET GLOBAL rpl_semi_sync_master_enabled = ON")
BRIEF = "dbpool.readTimeout=2s\ndbpool.writeTime=25s"


@contextlib.contextmanager
def semi_synchronous(cluster):
    """Nobody sees a commit before the replica has it."""
    cluster.sql(cluster.replica, "SET GLOBAL rpl_semi_sync_slave_enabled = ON; STOP SLAVE IO_THREAD; START SLAVE IO_THREAD")
    cluster.sql(cluster.master, SEMI_SYNC_MASTER)
    try:
        yield
    finally:
        cluster.sql(cluster.master, "SET GLOBAL rpl_semi_sync_master_enabled = OFF")
        cluster.sql(cluster.replica, "START SLAVE")
        cluster.sql(cluster.replica, "SET GLOBAL rpl_semi_sync_slave_enabled = OFF")
        cluster.wait_for_replica()


def held(cluster):
    return cluster.value(cluster.master, "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE "
                                         "'Waiting for semi-sync ACK%'") != "0"


def looks_up(cluster):
    """A node's client has given up its COMMIT, and asks what became of it."""
    return cluster.value(cluster.master, "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE "
                                         "'SELECT epoch%FOR UPDATE'") != "0"


def test_a_commit_that_is_acknowledged_late_is_found_and_told_once(cluster, user):
    with cluster.settings(BRIEF), semi_synchronous(cluster), concurrent.futures.ThreadPoolExecutor(1) as pool:
        client = at_node(cluster, user)
        folder = client.infostore_folder()
        cluster.sql(cluster.replica, "STOP SLAVE IO_THREAD")
        writing = pool.submit(client.upload, b"held", "held.txt", folder)
        wait_for(lambda: held(cluster), "a COMMIT that is held")
        wait_for(lambda: looks_up(cluster), "the node to ask what became of it")
        cluster.sql(cluster.replica, "START SLAVE IO_THREAD")
        answer = writing.result()
        assert (answer.status, answer.error) == (200, None)
        wait_for(lambda: sees_master(cluster), "the master")
        assert titles(client, folder, "held") == ["held.txt"], "once"
        assert client.download(answer.json["data"], folder).body == b"held"
        assert "write.commit_looked_up" in cluster.node_log(ROUTE)


def test_a_commit_that_is_never_acknowledged_is_refused_in_time_and_not_repeated(cluster, user):
    with cluster.settings("dbpool.readTimeout=2s\ndbpool.writeTime=6s"), semi_synchronous(cluster):
        client = at_node(cluster, user)
        folder = client.infostore_folder()
        cluster.sql(cluster.replica, "STOP SLAVE IO_THREAD")
        start = time.monotonic()
        refused = client.upload(b"never", "unknown.txt", folder)
        assert time.monotonic() - start < 20
        assert (refused.status, refused.error) == (503, "SRV-0001")
        cluster.sql(cluster.replica, "START SLAVE IO_THREAD")
        wait_for(lambda: sees_master(cluster) and not held(cluster), "the master")
        cluster.wait_for_replica()
        assert len(titles(client, folder, "unknown")) <= 1, "there or not, but not twice"


def test_a_node_ends_in_time_although_the_master_hangs_during_its_commit(cluster, user):
    with cluster.settings("node.drainTime=2s"), concurrent.futures.ThreadPoolExecutor(1) as pool:
        process = cluster.nodes[ROUTE].processes["yoke-groupware"]
        client = at_node(cluster, user)
        folder = client.infostore_folder()
        with semi_synchronous(cluster):
            cluster.sql(cluster.replica, "STOP SLAVE IO_THREAD")
            writing = pool.submit(client.upload, b"cut", "cut.txt", folder)
            wait_for(lambda: held(cluster), "a COMMIT that is held")
            master = cluster.master.processes["mariadbd"]
            master.pause()
            try:
                start = time.monotonic()
                assert process.terminate(60) == 0
                assert time.monotonic() - start < 10, "two seconds for the requests, five for the rest"
            finally:
                master.resume()
            assert writing.exception() is not None, "the connection was closed"
            assert "program.cut_off" in process.log_text()
        cluster.start_node(ROUTE)  # settings() ends it once more
