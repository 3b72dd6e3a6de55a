"""What checkcalendar says and mends is what users see: a copy that was damaged is right again on every node."""
import json

import pytest

from ajax import Client
from test_8_booking import Booker
from test_8_guests import good

MASTER = ("-A", "oxadminmaster", "-P", "secret")
ADMIN = ("-c", "1", "-A", "oxadmin", "-P", "secret")
LATER = 9_999_999_999_999


@pytest.fixture
def copy(cluster):
    """Of a meeting: who is invited, and his copy's id and folder."""
    host, guest = Booker(cluster, "checkhost", "OX-1"), Booker(cluster, "checkguest", "OX-2")
    event = {"summary": "Checked", "startDate": {"value": "20300304T100000", "tzid": "UTC"},
             "endDate": {"value": "20300304T110000", "tzid": "UTC"}, "attendees": [{"entity": int(guest.id)}]}
    made = good(host.client.call("PUT", "chronos", event, action="new", folder=host.folder))["created"][0]
    yield guest, good(guest.client.call("GET", "chronos", action="resolve", id=made["uid"]))["id"]
    good(host.client.call("PUT", "chronos", [{"id": made["id"], "folder": host.folder}], action="delete", timestamp=LATER))
    for one in (host, guest):
        one.client.logout()
        cluster.tool("OX-1", "deleteuser", *ADMIN, "-i", one.id)


def test_a_damaged_copy_is_found_and_mended(cluster, copy):
    guest, event = copy

    def check(*options):
        cluster.wait_for_replica()
        return cluster.tool("OX-1", "checkcalendar", "-c", "1", *MASTER, *options, check=False)

    def found():
        return sorted((one["kind"], one["repairable"]) for one in json.loads(check("--json").stdout)
                      if str(one["object"]) == event)
    clean = check().returncode  # other tests have been here
    assert found() == []
    schema = cluster.schema_of(1)
    cluster.sql(cluster.master, f"UPDATE `{schema}`.calendar_object SET text = REPLACE(text, 'Checked', 'Wrong'), attachments "
                f"= 3 WHERE cid = 1 AND id = {event}")
    assert found() == [("attachments", True), ("copy", True), ("index", True)]
    assert check().returncode == 1
    mended = check("--repair", "--csv")
    assert mended.returncode == clean and mended.stdout.startswith("finding,event,of,id,repairable,detail\n")
    assert found() == [] and check().returncode == clean
    for route in cluster.nodes:
        there = Client(f"http://{cluster.http(route)}")
        there.cookies, there.session = dict(guest.client.cookies), guest.client.session
        seen = good(there.call("GET", "chronos", action="get", id=event, folder=guest.folder))
        assert seen["summary"] == "Checked" and not seen.get("attachments")
