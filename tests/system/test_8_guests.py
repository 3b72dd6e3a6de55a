"""What guests may call shows them what was shared with them, themselves, and nothing else."""
import base64
import json

import pytest

from ajax import Client
from test_8_sharing import OWNER, VIEWER, own_id, visitor

LATER = 9_999_999_999_999
DAY = 86_400_000
DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
KINDS = {"contacts": "display_name", "tasks": "title", "calendar": "title", "infostore": "title"}
NUMBERS = {"contacts": 7, "tasks": 4, "calendar": 1}
COLUMNS = {"contacts": 500, "tasks": 200, "calendar": 200, "infostore": 702}
MARCH = 1_772_323_200_000
RANGES = {"calendar": f"&start={MARCH}&end={MARCH + 31 * DAY}"}


def form(*parts):
    body = b""
    for name, filename, content in parts:
        file = f"; filename=\"{filename}\"" if filename else ""
        body += f"--f\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n".encode() + content + b"\r\n"
    return body + b"--f--\r\n"


def good(answer):
    assert answer.error is None, answer.json
    return answer.json["data"]


class Place:
    """A folder of each kind with an object in it, all with a word in their texts."""

    def __init__(self, owner, word):
        self.owner, self.word, self.folders, self.objects, self.files = owner, word, {}, {}, {}
        for module, name in KINDS.items():
            home = good(owner.call("GET", f"config/folder/{module}"))
            new = {"title": f"{word} {module}", "module": module}
            self.folders[module] = good(owner.call("PUT", "folders", new, action="new", folder_id=home))
            self.make(module, name)
        self.put_files()

    def make(self, module, name):
        folder = self.folders[module]
        if module == "infostore":
            self.objects[module] = good(self.owner.upload(f"{self.word} inside".encode(), f"{self.word} file.txt", folder))
            return
        new = json.dumps({"folder_id": int(folder), name: f"zebra {self.word}",
                          **({"email1": f"{self.word}@example.com"} if module == "contacts" else {})})
        if module == "calendar":
            times = {"start_date": MARCH + DAY, "end_date": MARCH + DAY + 3_600_000}
            new = json.dumps({**json.loads(new), **times})
        if module in ("tasks", "calendar"):
            self.objects[module] = str(good(self.owner.call("PUT", module, new, action="new"))["id"])
            return
        answer = self.post(module, form(("json", None, new.encode()), ("file", "dot.png", DOT)), "new")
        assert answer.status == 200, answer.body
        rows = good(self.owner.call("GET", module, action="all", folder=folder, columns="1"))
        self.objects[module] = str(rows[0][0])

    def put_files(self):
        for module, number in NUMBERS.items():
            place = {"module": number, "attached": int(self.objects[module]), "folder": int(self.folders[module])}
            parts = ("json_0", None, json.dumps(place).encode()), ("file_0", f"{self.word}.txt", self.word.encode())
            self.files[module] = good(self.post("attachment", form(*parts), "attach"))[0]

    def post(self, module, body, action):
        return self.owner.request("POST", f"/ajax/{module}?action={action}&session={self.owner.session}", body,
                                  {"Content-Type": "multipart/form-data; boundary=f"})

    def remove(self):
        for folder in self.folders.values():
            self.owner.call("PUT", "folders", [folder], action="delete", hardDelete="true", timestamp=LATER)


@pytest.fixture(scope="module")
def places(cluster):
    """A guest on one node, what is shared with him, and what is not, of a user on the other."""
    owner = Client(f"http://{cluster.http('OX-1')}")
    assert owner.login().status == 200 and owner.session
    shown, hidden = Place(owner, "shownword"), Place(owner, "hiddenword")
    entries = [{"entity": own_id(owner), "bits": OWNER},
               {"type": "guest", "email_address": "curious@example.org", "display_name": "Curious", "bits": VIEWER}]
    for folder in shown.folders.values():
        good(owner.call("PUT", "folders", {"permissions": entries}, action="update", id=folder))
    entries = good(owner.call("GET", "folders", action="get", id=shown.folders["contacts"]))
    entries = entries["com.openexchange.share.extendedPermissions"]
    guest, answer = visitor(cluster, next(entry["share_url"] for entry in entries if entry["type"] == "guest"))
    assert answer.error is None, answer.json
    yield guest, shown, hidden, answer.json["user_id"]
    shown.remove()
    hidden.remove()
    owner.logout()


def ask(guest, method, path, body=None):
    joint = "&" if "?" in path else "?"
    return guest.request(method, f"/ajax/{path}{joint}session={guest.session}", body and json.dumps(body))


def everywhere(module):
    """Searches that name no folder: whatever the guest can find."""
    column = COLUMNS[module]
    word = "shownword" if module == "infostore" else "zebra"
    words = {"facets": [{"facet": "global", "value": word}]}
    calls = [("PUT", f"{module}?action=search&columns=1,{column}", {"pattern": "*word*"})]
    if module == "contacts":
        equal = {"filter": ["=", {"field": "display_name"}, "zebra *"]}
        calls += [("PUT", f"contacts?action=advancedSearch&columns=1,{column}", equal),
                  ("GET", f"contacts?action=autocomplete&query=zebra&columns=1,{column}", None)]
    name = "files" if module == "infostore" else module
    return [*calls, ("PUT", f"find?action=query&module={name}&columns=1,{column}", words),
            ("PUT", f"find?action=autocomplete&module={name}", {"prefix": word})]


@pytest.mark.parametrize("module", KINDS)
def test_a_search_finds_what_is_shared(places, module):
    guest = places[0]
    for call in everywhere(module):
        answer = ask(guest, *call)
        assert answer.error is None, (call, answer.json)
        assert b"hiddenword" not in answer.body, call
        assert b"shownword" in answer.body, (call, answer.body)


def within(place):
    """Calls that name folders and objects of a place, all of which answer with its word or its picture."""
    calls = []
    for module in KINDS:
        folder, thing = place.folders[module], place.objects[module]
        column = COLUMNS[module]
        calls += [("GET", f"{module}?action=get&id={thing}&folder={folder}", None),
                  ("GET", f"{module}?action=all&folder={folder}&columns=1,{column}" + RANGES.get(module, ""), None),
                  ("GET", f"folders?action=get&id={folder}", None)]
        if module in NUMBERS:
            where = f"module={NUMBERS[module]}&attached={thing}&folder={folder}"
            file = place.files[module]
            calls += [("GET", f"attachment?action=all&{where}&columns=1,803", None),
                      ("PUT", f"attachment?action=list&{where}&columns=1,803", [file]),
                      ("GET", f"attachment?action=get&{where}&id={file}", None),
                      ("GET", f"attachment?action=document&{where}&id={file}", None)]
    event = f"id={place.objects['calendar']}&folder={place.folders['calendar']}"
    calls += [("GET", f"chronos?action=get&{event}", None),
              ("GET", f"chronos?action=all&folder={place.folders['calendar']}&fields=id,summary"
                      "&rangeStart=20260301T000000Z&rangeEnd=20260401T000000Z", None)]
    contact = f"id={place.objects['contacts']}&folder={place.folders['contacts']}"
    calls += [("GET", f"contacts/picture?action=get&{contact}", None), ("GET", f"image/contact/picture?{contact}", None),
              ("GET", f"contacts/picture?action=get&email={place.word}@example.com", None)]
    return calls


def test_what_is_shared_is_read_and_what_is_not_is_not_there(places):
    guest, shown, hidden, _ = places
    for call in within(shown):
        answer = ask(guest, *call)
        assert b"shownword" in answer.body or answer.body == DOT, (call, answer.body)
    for call in within(hidden):
        assert b"hiddenword" in (own := ask(hidden.owner, *call)).body or own.body == DOT, "the owner has it"
        answer = ask(guest, *call)
        assert b"hiddenword" not in answer.body and DOT not in answer.body, (call, answer.body)
        assert answer.status == 404 or answer.error, call
    # Nor by naming what is shared: the place of an object counts.
    mixed = f"module=4&attached={hidden.objects['tasks']}&folder={shown.folders['tasks']}"
    for call in (f"attachment?action=document&{mixed}&id={hidden.files['tasks']}",
                 f"attachment?action=document&module=4&attached={shown.objects['tasks']}&folder={shown.folders['tasks']}"
                 f"&id={hidden.files['tasks']}",
                 f"contacts/picture?action=get&id={hidden.objects['contacts']}&folder={shown.folders['contacts']}"):
        answer = ask(guest, "GET", call)
        assert b"hiddenword" not in answer.body and DOT not in answer.body, (call, answer.body)


def test_a_guest_finds_himself_and_no_user(places):
    guest, shown, _, me = places
    himself = good(ask(guest, "GET", "user?action=get"))
    assert (himself["id"], himself["display_name"], himself["email1"]) == (me, "Curious", "curious@example.org")
    assert good(ask(guest, "GET", f"user?action=get&id={me}"))["id"] == me
    assert good(ask(guest, "GET", "user/me"))["user_id"] == me
    for user in (2, 3, own_id(shown.owner)):
        assert ask(guest, "GET", f"user?action=get&id={user}").error == "USR-0010"
    assert ask(guest, "GET", "contacts?action=all&folder=6&columns=1,500").error is not None
    for call in (("GET", "user?action=all&columns=1"), ("PUT", "user?action=list&columns=1", [2]),
                 ("PUT", "user?action=search&columns=1", {"pattern": "*"}), ("PUT", f"user?action=update&id={me}", {}),
                 ("GET", "contacts?action=listuser&columns=1"), ("GET", "group?action=all"), ("GET", "resource?action=all"),
                 ("GET", "user?action=getAttribute&id=3&name=theme"), ("GET", "quota?action=get"),
                 ("GET", "reminder?action=range&end=1"), ("GET", "sessionmanagement?action=all")):
        assert ask(guest, *call).error == "SVL-0016", call
    assert shown.owner.call("GET", "user", action="get", id=me).error == "USR-0010", "a guest is no user"


def test_a_guest_reads_settings_and_keeps_none(places):
    guest, shown, _, me = places
    tree = good(ask(guest, "GET", "config"))
    assert (tree["identifier"], tree["gui"], tree["folder"]["contacts"]) == (me, {}, None)
    assert "contacts" in tree["availableModules"]
    assert "share_links" not in [one["id"] for one in good(ask(guest, "GET", "capabilities?action=all"))]
    core = good(ask(guest, "GET", "jslob?action=get&id=io.ox/core"))["tree"]
    assert core["identifier"] == me
    assert good(ask(guest, "PUT", "jslob?action=list", ["io.ox/core"]))[0]["tree"] == core
    good(ask(guest, "GET", "jslob?action=all"))
    for path, value in (("gui", {"a": 1}), ("language", "fr_FR"), ("timezone", "Asia/Tokyo")):
        assert ask(guest, "PUT", f"config/{path}", value).error == "SVL-0016", path
    inside = ask(guest, "PUT", "multiple?continue=true", [{"module": "config/gui", "data": {"a": 1}},
                                                          {"module": "user", "action": "get", "id": 3},
                                                          {"module": "config/identifier"}]).json
    assert [one.get("code") for one in inside] == ["SVL-0016", "USR-0010", None] and inside[2]["data"] == me
    assert good(ask(guest, "GET", "config"))["gui"] == {}
    for action in ("set", "update"):
        assert ask(guest, "PUT", f"jslob?action={action}&id=io.ox/core", {"language": "fr_FR"}).error == "SVL-0016"
    for module, action in (("attachment", "attach"), ("attachment", "detach"), ("file", "new"), ("tasks", "confirm"),
                           ("contacts", "merge"), ("contacts", "collect"), ("import", "VCARD"), ("export", "VCARD")):
        assert ask(guest, "PUT", f"{module}?action={action}", []).error == "SVL-0016", (module, action)
