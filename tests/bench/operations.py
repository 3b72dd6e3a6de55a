"""The operations whose figures are taken, and the folders they need: 10,000 contacts, 1,000 contacts, 1,000 folders."""

import http.client
import json
import urllib.parse

from cluster import Session

MANY_CONTACTS = 10_000
LISTED_CONTACTS = 1_000
FOLDERS = 1_000
MODULE = "contacts"
OWNER_BITS = 403710016
# 20 columns of contacts that a list in a web UI shows.
COLUMNS = "1,20,2,3,4,5,100,101,102,500,501,502,505,519,526,542,548,551,555,556"
FOREVER = 9_007_199_254_740_991  # no client saw the object later


class Keeping(Session):
    """A session whose requests use one connection."""

    def __init__(self, base):
        self._connection = None
        super().__init__(base)
        self._connection = http.client.HTTPConnection(self.host, timeout=120)
        self.user = self.call("GET", "user", action="get")["data"]["id"]

    def call(self, method, module, body=None, **parameters):
        target = f"/ajax/{module}?" + urllib.parse.urlencode({"session": self.id, **parameters})
        octets = None if body is None else json.dumps(body).encode()
        if self._connection is None:
            return self.json(method, target, octets)
        self._connection.request(method, target, octets, {"Cookie": self.cookie})
        answer = json.loads(self._connection.getresponse().read())
        if "error" in answer:
            raise RuntimeError(f"{method} {target}: {answer}")
        return answer

    def folder(self, title, parent, module):
        permissions = [{"bits": OWNER_BITS, "entity": self.user, "group": False}]
        return self.call("PUT", "folders", {"title": title, "module": module, "permissions": permissions},
                         action="new", folder_id=parent, tree="0")["data"]

    def import_cards(self, folder, numbers):
        cards = "".join(card(number) for number in numbers).encode()
        boundary = "bench-boundary"
        body = (f"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cards.vcf\"\r\n"
                "Content-Type: text/vcard\r\n\r\n").encode() + cards + f"\r\n--{boundary}--\r\n".encode()
        answer = self.json("POST", f"/ajax/import?action=VCARD&plainJson=true&folder={folder}&session={self.id}", body,
                           {"Content-Type": f"multipart/form-data; boundary={boundary}"})
        assert len(answer["data"]) == len(numbers) and not any("error" in each for each in answer["data"]), answer


def card(number):
    return ("BEGIN:VCARD\r\nVERSION:3.0\r\n"
            f"UID:bench-{number}\r\nFN:Given{number} Family{number}\r\nN:Family{number};Given{number};;;\r\n"
            f"ORG:Company {number % 97};Department {number % 7}\r\nTITLE:Engineer\r\n"
            f"EMAIL;TYPE=work:given{number}.family{number}@example.com\r\nEMAIL;TYPE=home:g{number}@example.net\r\n"
            f"TEL;TYPE=work,voice:+49 30 {number}\r\nTEL;TYPE=cell:+49 170 {number}\r\n"
            f"ADR;TYPE=work:;;Street {number};Berlin;;10115;Germany\r\nBDAY:1970-01-02\r\nNOTE:Number {number}\r\n"
            "END:VCARD\r\n")


class Operation:
    """One kind of request."""

    def __init__(self, name, run):
        self.name, self.run = name, run


def expecting(count, call):
    """A request whose answer must have so many items; else the figures would be of something else."""
    def run():
        data = call()["data"]
        assert len(data) == count, f"{len(data)} instead of {count}: {str(data)[:300]}"
    return run


def contact_operations(session, module="contacts"):
    private = "1"
    many = session.folder("many contacts", private, "contacts")
    listed = session.folder("listed contacts", private, "contacts")
    created = session.folder("created contacts", private, "contacts")
    for first in range(0, MANY_CONTACTS, 1000):
        session.import_cards(many, range(first, first + 1000))
    session.import_cards(listed, range(20_000, 20_000 + LISTED_CONTACTS))
    ids = [{"id": str(row[0]), "folder": listed}
           for row in session.call("GET", module, action="all", folder=listed, columns="1")["data"]]
    before = session.call("GET", module, action="all", folder=many, columns="1")["timestamp"]
    one = session.call("GET", module, action="all", folder=many, columns="1")["data"][0][0]
    session.call("PUT", module, {"note": "changed"}, action="update", folder=many, id=one, timestamp=FOREVER)
    numbers = iter(range(10**9))

    def create():
        number = next(numbers)
        session.call("PUT", module, {"folder_id": created, "first_name": f"New{number}", "last_name": "Person",
                                     "company": "Company", "email1": f"new{number}@example.com",
                                     "telephone_business1": f"+49 30 {number}"}, action="new")
    return [
        Operation("create contact", create),
        Operation("updates after one change in 10,000",
                  expecting(1, lambda: session.call("GET", module, action="updates", folder=many, columns=COLUMNS,
                                                    timestamp=before))),
        Operation("autocomplete over 10,000 contacts",
                  expecting(11, lambda: session.call("GET", module, action="autocomplete", query="family123",
                                                     columns="1,20,500,555", folder=many))),
        Operation("list of 1,000 with 20 columns",
                  expecting(LISTED_CONTACTS, lambda: session.call("PUT", module, ids, action="list", columns=COLUMNS))),
        Operation("all of 1,000 with 20 columns",
                  expecting(LISTED_CONTACTS, lambda: session.call("GET", module, action="all", folder=listed,
                                                                  columns=COLUMNS))),
    ]


def folder_operations(session):
    root = session.folder("tree", "1", "contacts")
    for branch in range(20):
        parent = session.folder(f"branch {branch}", root, "contacts")
        for leaf in range(FOLDERS // 20 - 1):
            session.folder(f"folder {branch}-{leaf}", parent, "contacts")
    shared = session.folder("shared", "1", "contacts")
    other = 2
    levels = iter([257, 129] * 10**6)

    def share():
        session.call("PUT", "folders", {"permissions": [
            {"bits": OWNER_BITS, "entity": session.user, "group": False},
            {"bits": next(levels), "entity": other, "group": False}]},
            action="update", id=shared, timestamp=FOREVER, tree="0")

    def tree():
        data = session.call("GET", "folders", action="allVisible", content_type=MODULE, columns="1,20,300,305",
                            tree="0")["data"]
        assert len(data.get("private", []) + data.get("public", [])) >= FOLDERS
    return [Operation("share a folder", share), Operation("folder tree of 1,000 folders", tree)]


def operations(cluster):
    session = Keeping(cluster.nodes[0])
    return contact_operations(session) + folder_operations(session)
