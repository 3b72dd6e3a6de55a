"""Sessions: balanced, sticky, and good on every node."""
import hashlib
import os

from ajax import Client
from hosts import wait_for


def test_fresh_logins_use_both_routes(cluster):
    # Apache balances all requests: after sessions that kept one node busy, logins go to the other one for a while.
    routes = set()
    for _ in range(200):
        if len(routes) == len(cluster.nodes):
            break
        client = Client(cluster.base)
        assert client.login().status == 200
        routes.add(client.route)
        client.logout()
    assert routes == {"OX-1", "OX-2"}


def test_a_session_sticks_to_its_node(cluster, user):
    home = user.route
    other = next(route for route in cluster.nodes if route != home)
    served = {route: cluster.requests_logged(route, "user/get") for route in cluster.nodes}
    for _ in range(10):
        assert user.call("GET", "user", action="get").json["data"]["id"] in (3, "3")
        assert user.route == home
    wait_for(lambda: cluster.requests_logged(home, "user/get") == served[home] + 10, "ten lines in the log of the node")
    assert cluster.requests_logged(other, "user/get") == served[other]


def test_the_log_names_session_context_and_user(cluster, user):
    assert (user.session, "1", "3") in cluster.sessions_logged(user.route)


def test_any_node_serves_any_session(cluster, user):
    for route in cluster.nodes:
        direct = Client(f"http://{cluster.http(route)}")
        direct.cookies, direct.session = dict(user.cookies), user.session
        assert direct.call("GET", "user", action="get").json["data"]["login_info"] == "testuser"


def test_the_session_id_alone_is_not_enough(cluster, user):
    thief = Client(cluster.base)
    thief.session = user.session
    assert thief.call("GET", "user", action="get").error == "SES-0203"


def test_the_cookie_of_another_session_is_refused(cluster, user):
    other = Client(cluster.base)
    other.login()
    other.session = user.session
    assert other.call("GET", "user", action="get").error == "SES-0203"


def test_cookies_are_secure_where_tls_ends_before_the_web_server(cluster):
    with cluster.settings("http.forceSecureCookies=true"):
        client = Client(cluster.base)
        cookies = client.login().headers.get_all("Set-Cookie")
        cookies += client.call("GET", "login", action="store").headers.get_all("Set-Cookie")
        client.logout()
    assert any(cookie.startswith("JSESSIONID=") for cookie in cookies)
    assert any(cookie.startswith("open-xchange-secret-") for cookie in cookies)
    assert all("; Secure" in cookie for cookie in cookies), cookies


def test_logout_ends_the_session_on_every_node(cluster):
    client = Client(cluster.base)
    client.login()
    cookies, session = dict(client.cookies), client.session
    client.logout()
    for route in cluster.nodes:
        direct = Client(f"http://{cluster.http(route)}")
        direct.cookies, direct.session = dict(cookies), session
        assert direct.call("GET", "user", action="get").error == "SES-0203"


def test_login_with_a_mapping_and_by_context_id(cluster):
    for name in ("testuser@defaultcontext", "testuser@1", "oxadmin"):
        client = Client(cluster.base)
        assert client.login(name).json.get("context_id") == 1, name
        client.logout()


def test_a_file_uploaded_through_one_node_is_identical_through_the_other(cluster, user):
    first, second = (Client(f"http://{cluster.http(route)}") for route in ("OX-1", "OX-2"))
    for client in (first, second):
        client.cookies, client.session = dict(user.cookies), user.session
    for size in (0, 1, 4096, 65536, 3_000_001):
        content = os.urandom(size)
        document = first.upload(content, f"file-{size}.bin").json["data"]
        fetched = second.download(document)
        assert fetched.status == 200
        assert hashlib.sha256(fetched.body).digest() == hashlib.sha256(content).digest(), size


def test_the_same_through_apache_in_both_directions(cluster):
    clients = {}
    while len(clients) < 2:
        client = Client(cluster.base)
        client.login()
        clients.setdefault(client.route, client)
    content = os.urandom(200_000)
    document = clients["OX-1"].upload(content, "through-apache.bin").json["data"]
    assert clients["OX-2"].download(document).body == content
    assert int(clients["OX-2"].download(document).headers["Content-Length"]) == len(content)


def test_reads_are_served_by_the_replica_and_none_is_stale(cluster, user):
    folder = user.infostore_folder()
    other_route = next(route for route in cluster.nodes if route != user.route)
    other = Client(f"http://{cluster.http(other_route)}")
    other.cookies, other.session = dict(user.cookies), user.session
    before = cluster.metrics(other_route)
    queries = cluster.status(cluster.replica, "Com_stmt_execute")
    rounds = 50
    for number in range(rounds):
        document = user.upload(b"x", f"fresh-{number}.txt", folder).json["data"]
        seen = other.call("GET", "infostore", action="get", id=document, folder=folder).json
        assert seen["data"]["filename"] == f"fresh-{number}.txt", seen
    after = cluster.metrics(other_route)

    def grown(name, role):
        return sum(after[key] - before.get(key, 0) for key in after if key.startswith(name) and f'role="{role}"' in key)
    # The replica answered nearly all of them on this node, as the node counts and as the server does.
    assert grown("yoke_db_reads_total{", "replica") >= rounds * 0.9
    assert cluster.status(cluster.replica, "Com_stmt_execute") - queries >= rounds


def test_an_answer_to_a_write_names_its_state_for_every_node(cluster, user):
    folder = user.infostore_folder()
    assert "yoke-state-1" not in user.cookies, "reads set no cookie"
    user.upload(b"z", "state-1.txt", folder)
    first = user.cookies["yoke-state-1"]
    context, epoch, _term, seq = (int(number) for number in first.split(".")[1:5])
    state = cluster.value(cluster.master, f"SELECT epoch, seq FROM {cluster.schema_of(1)}.ctx_state WHERE cid = 1")
    assert (context, [epoch, seq]) == (1, [int(number) for number in state.split()])
    user.call("GET", "infostore", action="all", folder=folder, columns="1")
    assert user.cookies["yoke-state-1"] == first
    user.upload(b"z", "state-2.txt", folder)
    assert int(user.cookies["yoke-state-1"].split(".")[4]) > seq
    forged = dict(user.cookies)
    user.cookies["yoke-state-1"] = first.replace(f".{seq}.", f".{seq + 10**9}.")
    assert user.call("GET", "infostore", action="all", folder=folder, columns="1").error is None
    user.cookies = forged


def test_a_lagging_replica_is_never_read_stale(cluster, user):
    folder = user.infostore_folder()
    cluster.sql(cluster.replica, "STOP SLAVE SQL_THREAD")
    try:
        for number in range(10):
            document = user.upload(b"y", f"lagged-{number}.txt", folder).json["data"]
            seen = user.call("GET", "infostore", action="get", id=document, folder=folder).json
            assert seen["data"]["filename"] == f"lagged-{number}.txt", seen
    finally:
        cluster.sql(cluster.replica, "START SLAVE SQL_THREAD")
        cluster.wait_for_replica()


def test_the_room_for_files_is_the_same_on_every_node(cluster, user):
    before = user.call("GET", "quota", action="filestore").json["data"]
    assert before["quota"] == 1024 * 2**20
    user.upload(b"x" * 12_345, "room.bin")
    for route in cluster.nodes:
        direct = Client(f"http://{cluster.http(route)}")
        direct.cookies, direct.session = dict(user.cookies), user.session
        assert direct.call("GET", "quota", action="filestore").json["data"]["use"] == before["use"] + 12_345
