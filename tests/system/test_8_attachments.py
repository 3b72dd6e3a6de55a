"""Files of tasks, attached on one node and read on the other; and the one search that finds both."""
import io
import json
import os
import zipfile

from ajax import Client


def on_node(cluster, user, route):
    direct = Client(f"http://{cluster.http(route)}")
    direct.cookies, direct.session = dict(user.cookies), user.session
    return direct


def form(place, files):
    body = b""
    for number, (name, content) in enumerate(files):
        body += (f"--f\r\nContent-Disposition: form-data; name=\"json_{number}\"\r\n\r\n{json.dumps(place)}\r\n"
                 f"--f\r\nContent-Disposition: form-data; name=\"file_{number}\"; filename=\"{name}\"\r\n\r\n").encode()
        body += content + b"\r\n"
    return body + b"--f--\r\n"


def test_files_of_a_task_are_there_on_every_node(cluster, user):
    first, second = on_node(cluster, user, "OX-1"), on_node(cluster, user, "OX-2")
    folder = int(user.call("GET", "config/folder/tasks").json["data"])
    task = first.call("PUT", "tasks", {"folder_id": folder, "title": "with files"}, action="new").json["data"]["id"]
    place = {"module": 4, "attached": int(task), "folder": folder}
    query = f"&module=4&attached={task}&folder={folder}"
    files = [("a.bin", os.urandom(50_000)), ("b.txt", b"text")]

    attached = first.request("POST", f"/ajax/attachment?action=attach&session={user.session}", form(place, files),
                             {"Content-Type": "multipart/form-data; boundary=f"})
    assert attached.error is None, attached.json
    ids = attached.json["data"]
    seen = second.call("GET", "tasks", action="get", id=task, folder=folder).json
    assert seen["data"]["number_of_attachments"] == 2 and seen["timestamp"] == attached.json["timestamp"]

    def ask(client, method, action, body=None, more=""):
        return client.request(method, f"/ajax/attachment?action={action}&session={user.session}{query}{more}", body)

    rows = ask(second, "GET", "all", more="&columns=1,803,804").json
    assert rows["data"] == [[one, name, len(content)] for one, (name, content) in zip(ids, files)]
    assert ask(second, "GET", "document", more=f"&id={ids[0]}").body == files[0][1]
    assert ask(second, "GET", "get", more=f"&id={ids[1]}").json["data"]["file_mimetype"] == "text/plain"
    assert ask(first, "PUT", "list", json.dumps([ids[1]]), "&fields=filename").json["data"] == [{"filename": "b.txt"}]

    archive = zipfile.ZipFile(io.BytesIO(ask(second, "PUT", "zipDocuments", json.dumps(ids)).body))
    assert {name: archive.read(name) for name in archive.namelist()} == dict(files)

    assert ask(second, "PUT", "detach", json.dumps([ids[0]])).error is None
    assert ask(first, "GET", "updates", more=f"&columns=1&timestamp={rows['timestamp']}").json["data"] == [ids[0]]
    assert first.call("GET", "tasks", action="get", id=task, folder=folder).json["data"]["number_of_attachments"] == 1
    gone = first.call("PUT", "tasks", [{"id": task, "folder": folder}], action="delete", timestamp=9_999_999_999_999)
    assert gone.error is None, gone.json
    assert ask(second, "GET", "all", more="&columns=1").error == "SVL-0004"


def test_one_search_finds_files_tasks_and_contacts(cluster, user):
    folder = int(user.call("GET", "config/folder/tasks").json["data"])
    task = user.call("PUT", "tasks", {"folder_id": folder, "title": "zebra crossing"}, action="new").json["data"]["id"]
    document = user.upload(b"x", "zebra.txt").json["data"]

    def find(module, action, body, more=""):
        answer = user.request("PUT", f"/ajax/find?action={action}&module={module}&session={user.session}{more}", json.dumps(body))
        assert answer.error is None, answer.json
        return answer.json["data"]

    wanted = {"facets": [{"facet": "global", "value": "zebra"}]}
    assert find("files", "query", wanted, "&fields=filename")["results"] == [{"filename": "zebra.txt"}]
    assert find("tasks", "query", wanted, "&fields=title")["results"] == [{"title": "zebra crossing"}]
    book = int(user.call("GET", "config/folder/contacts").json["data"])
    contact = user.call("PUT", "contacts", {"folder_id": book, "display_name": "Zebra Zoo"}, action="new").json["data"]["id"]
    assert find("contacts", "query", wanted, "&fields=display_name")["results"] == [{"display_name": "Zebra Zoo"}]
    suggested = find("tasks", "autocomplete", {"prefix": "zeb"})["facets"]
    assert [value["item"]["name"] for value in suggested[1]["values"]] == ["zebra crossing"]
    user.call("PUT", "tasks", [{"id": task, "folder": folder}], action="delete", timestamp=9_999_999_999_999)
    user.call("PUT", "contacts", [{"id": contact, "folder": book}], action="delete", timestamp=9_999_999_999_999)
    user.call("PUT", "infostore", [document], action="delete", timestamp=9_999_999_999_999, hardDelete="true")
