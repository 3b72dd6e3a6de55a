"""Contacts: written on one node, read on the other; files in and out."""
import json

import pytest

from ajax import Client


@pytest.fixture(scope="module")
def nodes(cluster):
    """The same user, logged in on both nodes."""
    clients = []
    for route in ("OX-1", "OX-2"):
        client = Client(f"http://{cluster.http(route)}")
        assert client.login("testuser").status == 200 and client.session
        clients.append(client)
    yield clients
    for client in clients:
        client.logout()


def folder_of(client):
    return str(client.call("GET", "config/folder/contacts").json["data"])


def new(client, folder, **fields):
    answer = client.call("PUT", "contacts", {"folder_id": folder, **fields}, action="new")
    assert answer.error is None, answer.json
    return answer.json["data"]["id"], answer.json["timestamp"]


def test_a_contact_is_seen_on_the_other_node_at_once(nodes):
    here, there = nodes
    folder = folder_of(here)
    before = there.call("GET", "contacts", action="updates", folder=folder, columns="1", timestamp=0).json["timestamp"]
    contact, timestamp = new(here, folder, last_name="Doe", first_name="Jo", email1="jo@example.com")
    read = there.call("GET", "contacts", action="get", id=contact, folder=folder).json
    assert read["data"]["display_name"] == "Doe, Jo" and read["timestamp"] == timestamp
    found = there.call("GET", "addressbooks", action="autocomplete", query="jo d", columns="555").json["data"]
    assert ["jo@example.com"] in found
    changed = there.call("PUT", "contacts", {"note": "met"}, action="update", id=contact, folder=folder, timestamp=timestamp)
    assert changed.error is None
    late = here.call("PUT", "contacts", {"note": "lost"}, action="update", id=contact, folder=folder, timestamp=timestamp)
    assert late.error == "CON-0119"
    assert here.call("PUT", "contacts", [{"id": contact, "folder": folder}], action="delete",
                     timestamp=changed.json["timestamp"]).json["data"] == []
    after = there.call("GET", "contacts", action="updates", folder=folder, columns="1", timestamp=before).json["data"]
    assert int(contact) in after


def test_users_are_contacts_of_the_global_address_book(nodes):
    rows = nodes[1].call("GET", "contacts", action="all", folder="6", columns="524,500").json["data"]
    assert len(rows) >= 2 and all(user for user, _ in rows)


def test_cards_come_back_as_they_came(nodes):
    here, there = nodes
    folder = folder_of(here)
    card = ("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:system-test\r\nN:Roe;Al;;;\r\nFN:Al Roe\r\nX-ODD;A=b:c\r\n"
            "item1.TEL;type=CELL:+1 555\r\nitem1.X-ABLabel:Boat\r\nEND:VCARD\r\n")
    form = (f"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.vcf\"\r\n\r\n{card}broken\r\n"
            "BEGIN:VCARD\r\nno colon\r\nEND:VCARD\r\n\r\n--edge--\r\n")
    done = here.request("POST", f"/ajax/import?action=VCARD&folder={folder}&session={here.session}", form,
                        {"Content-Type": "multipart/form-data; boundary=edge"})
    items = json.loads(done.body)["data"]
    assert [("id" in item, "error" in item) for item in items] == [(True, False), (False, True)]
    out = there.request("GET", f"/ajax/export?action=VCARD&folder={folder}&session={there.session}")
    assert card in out.body.decode()
