"""What clients keep for a user, and files on their way: written on one node, there on the other."""
import os

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
