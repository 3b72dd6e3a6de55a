"""Failures: a node, the replica; nobody notices."""
import os
import signal

from ajax import Client
from hosts import wait_for


def test_a_node_killed_takes_no_session_and_no_write_with_it(cluster, user):
    content = os.urandom(50_000)
    document = user.upload(content, "before-the-crash.bin").json["data"]
    home = user.route
    other = next(route for route in cluster.nodes if route != home)
    cluster.nodes[home].processes["yoke-groupware"].kill()
    try:
        fetched = user.download(document)
        assert fetched.status == 200 and fetched.body == content
        assert user.call("GET", "user", action="get").json["data"]["login_info"] == "testuser"
        assert user.route == other
        assert user.upload(b"after", "after-the-crash.txt").error is None
    finally:
        cluster.start_node(home)
    wait_for(lambda: home in routes_of_new_logins(cluster), f"new logins on {home}")


def routes_of_new_logins(cluster):
    routes = set()
    for _ in range(4):
        client = Client(cluster.base)
        client.login()
        routes.add(client.route)
        client.logout()
    return routes


def test_without_the_replica_everything_works(cluster, user):
    cluster.replica.processes["mariadbd"].kill()
    try:
        content = os.urandom(10_000)
        document = user.upload(content, "no-replica.bin").json["data"]
        assert user.download(document).body == content
        assert user.call("GET", "infostore", action="all", folder=user.infostore_folder(),
                         columns="1,702").json["data"]
        fresh = Client(cluster.base)
        assert fresh.login().status == 200
        fresh.logout()
    finally:
        cluster.start_database(cluster.replica, "replica")
        cluster.wait_for_replica()


def test_a_node_told_to_stop_finishes_and_deregisters(cluster):
    process = cluster.nodes["OX-2"].processes["yoke-groupware"]
    try:
        assert process.terminate() == 0
        assert cluster.value(cluster.master, "SELECT COUNT(*) FROM configdb.cluster_node WHERE route = 'OX-2'") == "0"
    finally:
        cluster.start_node("OX-2")


def test_signals_reopen_the_log_and_reload_the_configuration(cluster):
    process = cluster.nodes["OX-1"].processes["yoke-groupware"]
    process.popen.send_signal(signal.SIGUSR2)
    process.popen.send_signal(signal.SIGHUP)
    wait_for(lambda: "reload" in process.log_text(), "the line about the reload")
    assert process.running()
    assert cluster.node_answers("OX-1")


def test_health_ready_and_metrics_answer(cluster):
    for route in cluster.nodes:
        for path in ("health", "ready", "metrics"):
            assert cluster.web.run("curl", "-fsS", f"http://{cluster.http(route)}/{path}").stdout, path
