"""Calls of older clients: to empty folders, and to ask what may still be stored."""
import urllib.parse

import pytest

from ajax import Client


@pytest.fixture
def nodes(cluster, user):
    """The same session on both nodes."""
    clients = []
    for route in ("OX-1", "OX-2"):
        client = Client(f"http://{cluster.http(route)}")
        client.cookies, client.session = dict(user.cookies), user.session
        clients.append(client)
    return clients


def folder_of(client, module, title):
    home = client.call("GET", f"config/folder/{module}").json["data"]
    return client.call("PUT", "folders", {"title": title, "module": module}, action="new", folder_id=home).json["data"]


def quota(client, **parameters):
    query = urllib.parse.urlencode({"action": "get", "session": client.session, **parameters})
    return client.request("GET", f"/ajax/quota?{query}")


def counts(client, module, **parameters):
    data = quota(client, module=module, **parameters).json["data"]
    assert list(data) == [module]
    account, = data[module]["accounts"]
    return account


def rows(client, module, folder):
    return client.call("GET", module, action="all", folder=folder, columns="1").json["data"]


@pytest.mark.parametrize("module, counted, title", [("contacts", "contact", "display_name"), ("tasks", "task", "title")])
def test_folders_are_emptied_on_every_node_and_what_cannot_be_is_named(nodes, module, counted, title):
    here, there = nodes
    folder, kept = (folder_of(here, module, name) for name in ("emptied", "kept"))
    before = counts(there, counted)["countuse"]
    for place in (folder, folder, kept):
        assert here.call("PUT", module, {"folder_id": int(place), title: "one"}, action="new").error is None
    assert counts(there, counted)["countuse"] == before + 3
    answer = there.call("PUT", "sync", [folder, "999999", "6"], action="refresh_server")
    assert answer.error is None and answer.json["data"] == ["999999", "6"]
    assert rows(here, module, folder) == [] and len(rows(here, module, kept)) == 1
    assert counts(here, counted)["countuse"] == before + 1
    assert here.call("PUT", "sync", {"not": "a list"}, action="refresh_server").error == "SVL-0010"
    refused = here.call("PUT", "sync", ["999999", kept], action="refresh_server", failOnError="true")
    assert refused.error == "FLD-0008" and len(rows(there, module, kept)) == 1
    assert here.call("PUT", "folders", [folder, kept], action="delete", hardDelete="true").json["data"] == []
    assert counts(there, counted)["countuse"] == before


def test_every_module_has_one_account(user):
    for module in ("infostore", "contact", "task", "calendar", "attachment", "share_links", "invite_guests"):
        account = counts(user, module)
        assert account == counts(user, module, account="0") and account["account_id"] == "0"
        assert account["countquota"] == -1 and account["countuse"] >= 0
        assert ("quota" in account) == (module == "infostore")
    assert quota(user, module="task", account="1").error == "SVL-0004"
    assert quota(user, account="mail").error == "SVL-0004"
    assert quota(user, module="mail").error == "SVL-0004"
    assert len(quota(user, account="0").json["data"]) == 7
