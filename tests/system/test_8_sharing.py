"""Sharing: what one user grants on one node, another sees at once on the other."""
import json
import time
import urllib.parse

import pytest

from ajax import Client
from hosts import wait_for

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


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def visitor(cluster, url, password=None):
    """Somebody without an account who opens a link on the other node; with what he was answered."""
    client = Client(f"http://{cluster.http('OX-2')}")
    path = urllib.parse.urlsplit(url).path
    if password is None:
        answer = client.request("GET", path)
    else:
        answer = client.request("POST", path, urllib.parse.urlencode({"password": password}), FORM)
    client.session = answer.json.get("session")
    return client, answer


def link_call(client, action, folder, timestamp=None, **more):
    parameters = {} if timestamp is None else {"timestamp": timestamp}
    return client.call("PUT", "share/management", {"module": "infostore", "folder": folder, **more}, action=action,
                       **parameters)


@pytest.fixture
def open_folder(people):
    """A folder of the first user with a file and a link: the folder, the file and the link."""
    owner = people[0]
    home = owner.infostore_folder()
    name = f"open-{time.monotonic_ns()}"
    folder = owner.call("PUT", "folders", {"title": name, "module": "infostore"}, action="new", folder_id=home).json["data"]
    document = owner.upload(b"for visitors", "visit.txt", folder).json["data"]
    yield folder, document, link_call(owner, "getLink", folder).json
    owner.call("PUT", "folders", [folder], action="delete", hardDelete="true")


def test_a_link_shows_its_folder_and_nothing_else(cluster, people, open_folder):
    owner = people[0]
    folder, document, link = open_folder
    assert link["data"]["is_new"] and not link["data"]["has_password"]
    assert link_call(owner, "getLink", folder).json["data"]["url"] == link["data"]["url"]
    guest, answer = visitor(cluster, link["data"]["url"])
    assert (answer.json["module"], answer.json["folder"]) == ("infostore", folder)
    assert answer.json["user_id"] == link["data"]["entity"]
    rows = guest.call("GET", "infostore", action="all", folder=folder, columns="1,702").json["data"]
    assert rows == [[document, "visit.txt"]]
    assert guest.download(document, folder).body == b"for visitors"
    assert guest.upload(b"by a visitor", "more.txt", folder).error is not None
    assert guest.call("GET", "folders", action="get", id=owner.infostore_folder()).error == "FLD-0008"
    assert [row[0] for row in guest.call("GET", "folders", action="list", parent="10", columns="1").json["data"]] == [folder]
    for module, action in (("user", "all"), ("group", "all"), ("apppasswords", "all"), ("delegation", "all")):
        assert guest.call("GET", module, action=action, columns="1").error == "SVL-0016", module
    known = owner.call("GET", "user", action="all", columns="1").json["data"]
    assert [link["data"]["entity"]] not in known, "a guest is no user"
    entries = owner.call("GET", "folders", action="get", id=folder).json["data"]
    entries = entries["com.openexchange.share.extendedPermissions"]
    assert [entry["share_url"] for entry in entries if entry["type"] == "anonymous"] == [
        urllib.parse.urlsplit(link["data"]["url"]).path]
    assert link_call(owner, "sendLink", folder).error == "SHR-0004"


def test_a_password_ends_the_sessions_of_a_link_at_once_on_the_other_node(cluster, people, open_folder):
    owner = people[0]
    folder, _document, link = open_folder
    url = link["data"]["url"]
    guest, _answer = visitor(cluster, url)
    assert guest.call("GET", "folders", action="get", id=folder).error is None
    assert link_call(owner, "updateLink", folder, link["timestamp"], password="open sesame").error is None
    assert guest.call("GET", "folders", action="get", id=folder).error == "SES-0203"
    assert visitor(cluster, url)[1].error == "SHR-0002"
    assert visitor(cluster, url, "wrong")[1].error == "LGI-0025"
    guest, answer = visitor(cluster, url, "open sesame")
    assert answer.error is None and guest.call("GET", "folders", action="get", id=folder).error is None
    again = Client(f"http://{cluster.http('OX-2')}")
    token = url.rpartition("/")[2]
    answer = again.request("POST", f"/ajax/login?action=anonymous&share={token}", "password=open+sesame", FORM)
    assert answer.json["folder"] == folder


def test_a_link_is_over_when_it_expires_and_when_it_is_deleted(cluster, people, open_folder):
    owner = people[0]
    folder, _document, link = open_folder
    url = link["data"]["url"]
    soon = int(time.time() * 1000) + 1500
    changed = link_call(owner, "updateLink", folder, link["timestamp"], expiry_date=soon)
    assert changed.error is None, changed.json
    guest, _answer = visitor(cluster, url)
    wait_for(lambda: guest.call("GET", "folders", action="get", id=folder).error == "SES-0203", "the link's end")
    assert visitor(cluster, url)[1].error == "SHR-0001"
    other = link_call(owner, "getLink", folder).json
    assert other["data"]["is_new"] and other["data"]["url"] != url
    guest, _answer = visitor(cluster, other["data"]["url"])
    assert link_call(owner, "deleteLink", folder, other["timestamp"]).error is None
    assert guest.call("GET", "folders", action="get", id=folder).error == "SES-0203"
    assert visitor(cluster, other["data"]["url"])[1].error == "SHR-0001"


def test_an_invited_guest_writes_where_he_may(cluster, people, open_folder):
    owner = people[0]
    folder, _document, _link = open_folder
    entries = [{"entity": own_id(owner), "bits": OWNER},
               {"type": "guest", "email_address": "guest@example.org", "display_name": "Guest", "bits": AUTHOR}]
    assert owner.call("PUT", "folders", {"permissions": entries}, action="update", id=folder).error is None
    shown = owner.call("GET", "folders", action="get", id=folder).json["data"]
    shown = {entry["type"]: entry for entry in shown["com.openexchange.share.extendedPermissions"]}
    assert "anonymous" not in shown, "who replaces the permissions ends the link"
    guest, answer = visitor(cluster, shown["guest"]["share_url"])
    assert answer.json["user"] == "guest@example.org"
    document = guest.upload(b"by the guest", "guest.txt", folder).json["data"]
    assert owner.download(document, folder).body == b"by the guest"
    share(owner, folder)
    assert guest.call("GET", "folders", action="get", id=folder).error == "SES-0203"


def test_a_browser_opens_a_link(cluster, people, open_folder):
    folder, _document, link = open_folder
    client = Client(cluster.base)
    answer = client.request("GET", urllib.parse.urlsplit(link["data"]["url"]).path, headers={"Accept": "text/html"})
    assert answer.status == 303
    fragment = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["Location"]).fragment))
    client.session = fragment["session"]
    assert json.loads(client.call("GET", "folders", action="get", id=fragment["f"]).body)["data"]["id"] == folder


def test_a_delegate_keeps_the_tasks_of_the_owner(people):
    owner, sharee, entity = people
    folder = default_folder(owner, "tasks")
    secret = owner.call("PUT", "tasks", {"folder_id": folder, "title": "Secret", "private_flag": True}, action="new")
    assert secret.error is None, secret.json
    new = {"folder_id": folder, "title": "By the delegate"}
    assert owner.call("PUT", "delegation", {"entity": entity, "level": "read"}, action="set").error is None
    assert sharee.call("PUT", "tasks", new, action="new").error is not None
    assert owner.call("PUT", "delegation", {"entity": entity, "level": "write"}, action="set").error is None
    made = sharee.call("PUT", "tasks", new, action="new").json["data"]["id"]
    seen = owner.call("GET", "tasks", action="get", id=made, folder=folder).json["data"]
    assert (seen["title"], int(seen["created_by"]), int(seen["modified_by"])) == (new["title"], entity, entity)
    rows = sharee.call("GET", "tasks", action="all", folder=folder, columns="200").json["data"]
    assert [new["title"]] in rows and ["Secret"] not in rows, "what is private stays the owner's"
    assert ["Secret"] in owner.call("GET", "tasks", action="all", folder=folder, columns="200").json["data"]
    assert owner.call("PUT", "delegation", [{"entity": entity}], action="delete").error is None
    assert sharee.call("GET", "tasks", action="get", id=made, folder=folder).error is not None
