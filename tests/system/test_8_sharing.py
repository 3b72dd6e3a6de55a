"""Sharing: what one user grants on one node, another sees at once on the other."""
import pytest

from ajax import Client

ADMIN = ("-A", "oxadmin", "-P", "secret")
OWNER, VIEWER, AUTHOR = 403710016, 257, 4227332


@pytest.fixture(scope="module")
def people(cluster):
    """Two users, each logged in on another node, and the second one's id."""
    done = cluster.tool("OX-1", "createuser", "-c", "1", *ADMIN, "-u", "sharee", "-d", "Sharee", "-g", "Sharee", "-s",
                        "Test", "-p", "secret", "-e", "sharee@example.com")
    sharee = int(done.stdout.split()[1])
    clients = []
    for route, name in (("OX-1", "testuser"), ("OX-2", "sharee")):
        client = Client(f"http://{cluster.http(route)}")
        assert client.login(name).status == 200 and client.session
        clients.append(client)
    yield (*clients, sharee)
    for client in clients:
        client.logout()


def own_id(client):
    return int(client.call("GET", "user", action="get").json["data"]["id"])


def default_folder(client, module):
    return str(client.call("GET", f"config/folder/{module}").json["data"])


def share(client, folder, *entries):
    """Shares a folder with (entity, group, bits) and nobody else."""
    permissions = [{"entity": own_id(client), "group": False, "bits": OWNER}]
    permissions += [{"entity": entity, "group": group, "bits": bits} for entity, group, bits in entries]
    answer = client.call("PUT", "folders", {"folder": {"permissions": permissions}}, action="update", id=folder)
    assert answer.error is None, answer.json
    return answer.json["timestamp"]


def share_refused(client, folder):
    body = {"folder": {"permissions": [{"entity": 0, "group": True, "bits": VIEWER}]}}
    return client.call("PUT", "folders", body, action="update", id=folder).error


def shared_with(client):
    return {row[0] for row in client.call("GET", "folders", action="list", parent="3", columns="1").json["data"]}


def test_a_share_is_seen_and_gone_at_once_on_the_other_node(people):
    owner, sharee, entity = people
    folder = default_folder(owner, "contacts")
    assert folder not in shared_with(sharee)
    since = share(owner, folder, (entity, False, VIEWER))
    assert folder in shared_with(sharee)
    seen = sharee.call("GET", "folders", action="get", id=folder).json["data"]
    assert (seen["type"], seen["own_rights"], seen["created_by"]) == (3, VIEWER, str(own_id(owner)))
    assert folder in [row[0] for row in owner.call("GET", "folders", action="shares", content_type="contacts",
                                                   columns="1").json["data"]]
    share(owner, folder)
    assert folder not in shared_with(sharee)
    assert sharee.call("GET", "folders", action="get", id=folder).error == "FLD-0008"
    left = sharee.call("GET", "folders", action="updates", parent="3", timestamp=since, columns="1").json["data"]
    assert folder in left


def test_joining_and_leaving_a_group_shares_at_once_on_the_other_node(cluster, people):
    owner, sharee, entity = people
    done = cluster.tool("OX-1", "creategroup", "-c", "1", *ADMIN, "-n", "readers", "-d", "Readers")
    group = int(done.stdout.split()[1])
    folder = default_folder(owner, "tasks")
    share(owner, folder, (group, True, VIEWER))
    assert folder not in shared_with(sharee)
    cluster.tool("OX-1", "changegroup", "-c", "1", *ADMIN, "-i", str(group), "-a", str(entity))
    assert folder in shared_with(sharee)
    cluster.tool("OX-1", "changegroup", "-c", "1", *ADMIN, "-i", str(group), "-r", str(entity))
    assert folder not in shared_with(sharee)


def test_a_delegate_acts_at_once_on_the_other_node(people):
    owner, sharee, entity = people
    folder = default_folder(owner, "calendar")
    assert owner.call("PUT", "delegation", {"entity": entity, "level": "read"}, action="set").error is None
    assert folder in shared_with(sharee)
    mandates = sharee.call("GET", "delegation", action="mandates").json["data"]
    assert mandates == [{"entity": entity, "group": False, "level": "read", "owner": own_id(owner)}]
    assert sharee.call("GET", "folders", action="get", id=folder).json["data"]["own_rights"] == VIEWER
    assert owner.call("PUT", "delegation", {"entity": entity, "level": "write"}, action="set").error is None
    assert sharee.call("GET", "folders", action="get", id=folder).json["data"]["own_rights"] == AUTHOR
    assert share_refused(sharee, folder) == "FLD-0003"
    assert owner.call("PUT", "delegation", [{"entity": entity}], action="delete").error is None
    assert folder not in shared_with(sharee)
    assert sharee.call("GET", "delegation", action="mandates").json["data"] == []
