"""What clients keep for a user, and files on their way: written on one node, there on the other."""
import json
import os

import pytest

from ajax import Client


def on_node(cluster, user, route):
    direct = Client(f"http://{cluster.http(route)}")
    direct.cookies, direct.session = dict(user.cookies), user.session
    return direct


def tree(client, name):
    return client.call("GET", "jslob", action="get", id=name).json["data"]["tree"]


def test_settings_are_merged_and_seen_on_every_node(cluster, user):
    first, second = on_node(cluster, user, "OX-1"), on_node(cluster, user, "OX-2")
    assert "error" not in first.call("PUT", "jslob", {"list": {"sort": "date", "order": "asc"}}, action="set", id="io.ox/test").json
    assert "error" not in second.call("PUT", "jslob", {"list": {"order": None, "page": 2}}, action="update", id="io.ox/test").json
    assert tree(first, "io.ox/test") == {"list": {"sort": "date", "page": 2}}
    assert "error" not in first.call("PUT", "jslob", action="set", id="io.ox/test").json
    assert second.call("GET", "jslob", action="get", id="io.ox/test").error == "SVL-0004"


def test_the_core_has_what_the_server_knows(user):
    core = tree(user, "io.ox/core")
    assert str(core["folder"]["infostore"]) == user.infostore_folder()
    assert core["timezone"] == user.call("GET", "config/timezone").json["data"]
    listed = user.call("PUT", "jslob", ["io.ox/core", "io.ox/unknown"], action="list").json["data"]
    assert [one["id"] for one in listed] == ["io.ox/core", "io.ox/unknown"] and listed[1]["tree"] == {}
    assert "io.ox/core" in [one["id"] for one in user.call("GET", "jslob", action="all").json["data"]]


def test_an_uploaded_file_is_good_on_every_node(cluster, user):
    first, second = on_node(cluster, user, "OX-1"), on_node(cluster, user, "OX-2")
    content = os.urandom(100_000)
    form = (b"--f\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n" + content + b"\r\n--f--\r\n")
    answer = first.request("POST", f"/ajax/file?action=new&module=mail&type=file&session={first.session}", form,
                           {"Content-Type": "multipart/form-data; boundary=f"})
    name = answer.json["data"][0]
    assert second.call("GET", "file", action="keepalive", id=name).json == {}
    assert second.call("GET", "file", action="get", id=name).body == content


def setting(client, path):
    answer = client.call("GET", f"config/{path}")
    return answer.error or answer.json.get("data")


@pytest.mark.parametrize("path, value", [
    ("maxUploadIdleTimeout", 15 * 60_000), ("minimumSearchCharacters", 0), ("tasknotification", False),
    ("participants", {"maximumNumberParticipants": 200}), ("modules/mail/module", False),
    ("modules/contacts", {"module": True}), ("modules/tasks", {"delegate_tasks": True, "module": True}),
    ("modules/interfaces", {"ical": True, "syncml": False, "vcard": True}), ("shoe_size", "SVL-0004"),
    ("identifier/no", "SVL-0004"), ("folder/eas", "SVL-0004")])
def test_the_tree_says_what_is_so(user, path, value):
    assert setting(user, path) == value


def test_only_what_is_the_users_can_be_set(cluster, user):
    first, second = on_node(cluster, user, "OX-1"), on_node(cluster, user, "OX-2")
    for path, wanted in (("timezone", "Asia/Tokyo"), ("language", "fr_FR"), ("gui", {"a": [1]}),
                         ("modules/mail/contactCollectEnabled", False)):
        before = setting(first, path)
        assert before != wanted
        assert first.call("PUT", f"config/{path}", json.dumps(wanted)).error is None, path
        assert setting(second, path) == wanted
        assert second.call("PUT", f"config/{path}", json.dumps(before)).error is None, path
        assert setting(first, path) == before
    for path in ("identifier", "folder/contacts", "folder", "modules/tasks/module", "maxUploadIdleTimeout"):
        before = setting(first, path)
        assert first.call("PUT", f"config/{path}", "7").error == "SVL-0016", path
        assert setting(first, path) == before
    assert first.call("PUT", "config/shoe_size", "44").error == "SVL-0004"
    assert first.call("PUT", "config/timezone", json.dumps("Mars/Base")).error == "SVL-0010"
    assert first.call("GET", "config", action="get_property", name="readUrl").error == "SVL-0001"


GROUPWARE = {"calendar", "contacts", "tasks", "infostore", "ical", "vcard", "read_create_shared_folders", "delegate_tasks",
             "edit_public_folders", "edit_group", "edit_resource", "edit_password"}


@pytest.mark.parametrize("access, expected, modules", [
    ("webmail", {"contacts", "edit_password"}, ["contacts"]),
    ("pim", {"calendar", "contacts", "tasks", "edit_password"}, ["calendar", "contacts", "tasks"]),
    ("groupware_standard", GROUPWARE, ["calendar", "contacts", "tasks", "infostore"]),
    ("groupware_premium", GROUPWARE | {"share_links", "invite_guests"}, ["calendar", "contacts", "tasks", "infostore"])])
def test_capabilities_follow_the_access_and_what_is_served(cluster, access, expected, modules):
    admin = ("-c", "1", "-A", "oxadmin", "-P", "secret")
    name = f"able-{access}"
    cluster.tool("OX-1", "createuser", *admin, "-u", name, "-d", name, "-g", "A", "-s", "Ble", "-p", "secret", "-e",
                 f"{name}@example.com", f"--access-combination-name={access}")
    client = Client(f"http://{cluster.http('OX-2')}")
    assert client.login(name).status == 200
    known = {one["id"] for one in client.call("GET", "capabilities", action="all").json["data"]}
    assert known == expected
    for one_of in expected | {"webmail", "share_links", "portal"}:
        one = client.call("GET", "capabilities", action="get", id=one_of).json["data"]
        assert one == ({"id": one_of, "attributes": {}} if one_of in expected else {}), one_of
    assert [module for module in setting(client, "availableModules") if module.isalpha()] == modules
    assert (setting(client, "folder/tasks") is None) == ("tasks" not in expected)
    client.logout()
    cluster.tool("OX-1", "deleteuser", *admin, "-u", name)
