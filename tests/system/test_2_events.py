"""Server-sent events: what one node writes, clients of the other are told."""
import json
import threading

from ajax import Client


def events(client, last=""):
    headers = {"Last-Event-ID": last} if last else {}
    answer = client.call("GET", "events", None, headers)
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/event-stream", answer.body
    blocks = [dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
              for block in answer.body.decode().split("\n\n") if block]
    told = [(block["event"], json.loads(block["data"])) for block in blocks if "event" in block]
    return told, [block["id"] for block in blocks if "id" in block][-1]


def on_node(cluster, user, route):
    direct = Client(f"http://{cluster.http(route)}")
    direct.cookies, direct.session = dict(user.cookies), user.session
    return direct


def test_a_change_on_one_node_is_told_on_the_other(cluster, user):
    writer, reader = on_node(cluster, user, "OX-1"), on_node(cluster, user, "OX-2")
    (first, _), last = events(reader)[0][0], events(reader)[1]
    assert first == "ready"
    answers = []
    waiting = threading.Thread(target=lambda: answers.append(events(reader, last)))
    waiting.start()
    folder = user.infostore_folder()
    document = writer.upload(b"x", "told.txt").json["data"]
    waiting.join(20)
    told, after = answers[0]
    assert [(name, data["folder"], data["module"]) for name, data in told] == [("content", folder, "infostore")]
    assert after != last
    seen = writer.call("GET", "infostore", action="get", id=document, folder=folder).json["timestamp"]
    assert told[0][1]["seq"] == seen


def test_events_pass_through_apache(cluster, user):
    (name, _), last = events(user)[0][0], events(user)[1]
    assert name == "ready"
    user.upload(b"x", "passed.txt")
    assert [name for name, _ in events(user, last)[0]] == ["content"]
