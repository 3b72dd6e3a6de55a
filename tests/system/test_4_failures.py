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


def test_rotation_by_rename_and_sigusr2_loses_no_line(cluster, user):
    host = cluster.nodes["OX-2"]
    log = host.folder / "node.log"
    (host.folder / "etc" / "node.d" / "zz-log.properties").write_text(f"log.file={log}\n")
    cluster.nodes["OX-2"].processes["yoke-groupware"].terminate()
    cluster.start_node("OX-2")
    direct = Client(f"http://{cluster.http('OX-2')}")
    direct.cookies, direct.session = dict(user.cookies), user.session
    try:
        direct.call("GET", "user", action="get")
        wait_for(lambda: log.exists() and "operation=user/get" in log.read_text(), "the line of the request")
        log.rename(host.folder / "node.log.1")
        host.processes["yoke-groupware"].popen.send_signal(signal.SIGUSR2)
        wait_for(log.exists, "the new file")
        direct.call("GET", "infostore", action="all", folder=user.infostore_folder(), columns="1")
        wait_for(lambda: "operation=infostore/all" in log.read_text(), "the line in the new file")
        assert "operation=infostore/all" not in (host.folder / "node.log.1").read_text()
    finally:
        (host.folder / "etc" / "node.d" / "zz-log.properties").unlink()
        host.processes["yoke-groupware"].terminate()
        cluster.start_node("OX-2")


def test_sighup_makes_a_changed_log_level_effective(cluster, user):
    process = cluster.nodes["OX-1"].processes["yoke-groupware"]
    direct = Client(f"http://{cluster.http('OX-1')}")
    direct.cookies, direct.session = dict(user.cookies), user.session
    setting = cluster.nodes["OX-1"].folder / "etc" / "node.d" / "zz-level.properties"

    try:
        setting.write_text("log.level=warning\n")
        process.popen.send_signal(signal.SIGHUP)
        wait_for(lambda: silent(cluster, direct), "a log without requests")
    finally:
        setting.unlink()
        process.popen.send_signal(signal.SIGHUP)
    wait_for(lambda: not silent(cluster, direct), "requests in the log again")
    assert process.running()


def silent(cluster, client):
    """Whether the node answers a request without a line in its log."""
    before = cluster.requests_logged("OX-1", "user/get")
    assert client.call("GET", "user", action="get").error is None
    assert client.call("GET", "user", action="get").error is None
    # The log is written by a thread of its own; two requests later the first one's line would be there.
    return cluster.requests_logged("OX-1", "user/get") == before


def all_well(cluster, route):
    told = cluster.node_path(route, "ready")
    return "failed" not in told and "warning" not in told


def test_health_ready_and_metrics_say_what_is_the_case(cluster, user):
    user.call("GET", "user", action="get")
    for route in cluster.nodes:
        assert cluster.node_path(route, "health").strip()
        # The replica may have come back a moment ago; the nodes look at it now and then.
        wait_for(lambda name=route: all_well(cluster, name), f"nothing failing on {route}")
        assert cluster.metrics(route)["yoke_net_connections_open{protocol=\"http\"}"] >= 1


def test_ready_names_the_replica_that_is_gone_and_stays_ready(cluster, user):
    def replica_failed():
        assert user.call("GET", "infostore", action="all", folder=user.infostore_folder(), columns="1").error is None
        return any(line.startswith("cluster ") and "0 of 1 replicas, not " in line
                   for route in cluster.nodes for line in cluster.node_path(route, "ready").splitlines())

    cluster.replica.processes["mariadbd"].kill()
    try:
        wait_for(replica_failed, "the failed replica")
        for route in cluster.nodes:
            assert cluster.node_answers(route)
    finally:
        cluster.start_database(cluster.replica, "replica")
        cluster.wait_for_replica()
    for route in cluster.nodes:
        wait_for(lambda name=route: all_well(cluster, name), f"the replica's return on {route}")
