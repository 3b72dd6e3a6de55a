"""When somebody can be met, and what he lets others know of it, on two nodes."""
import pytest

from ajax import Client
from described import description

ADMIN = ("-A", "oxadmin", "-P", "secret")
LATER = 9_999_999_999_999
NAME = "punctual"


@pytest.fixture(scope="module")
def sessions(cluster):
    """One user, logged in on both nodes."""
    done = cluster.tool("OX-1", "createuser", "-c", "1", *ADMIN, "-u", NAME, "-d", "Punctual", "-g", "P", "-s", "Test",
                        "-p", "secret", "-e", f"{NAME}@example.com", "--access-combination-name=all")
    user = int(done.stdout.split()[1])
    clients = [Client(f"http://{cluster.http(route)}") for route in ("OX-1", "OX-2")]
    for client in clients:
        assert client.login(NAME).status == 200 and client.session
    yield (*clients, user)
    for client in clients:
        client.logout()
    cluster.tool("OX-1", "deleteuser", "-c", "1", *ADMIN, "-i", str(user))


def ok(answer):
    assert answer.error is None, answer.json
    return answer.json.get("data")


def test_availability_is_kept_and_seen_on_the_other_node(sessions):
    here, there, user = sessions
    assert ok(there.call("GET", "chronos/availability", action="get")) == {"availableTimes": []}
    times = [{"uid": "office", "summary": "Office", "rrule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
              "start": {"value": "20260302T090000", "tzid": "Europe/Berlin"},
              "end": {"value": "20260302T170000", "tzid": "Europe/Berlin"}}]
    ok(here.call("PUT", "chronos/availability", {"availableTimes": times}, action="set"))
    kept = ok(there.call("GET", "chronos/availability", action="get"))["availableTimes"]
    assert len(kept) == 1 and kept[0]["user"] == user
    assert {name: kept[0][name] for name in times[0]} == times[0]
    for wrong in ({}, {"availableTimes": [{"start": {"value": "x"}, "end": {"value": "20260302"}}]},
                  {"availableTimes": [{**times[0], "rrule": "FREQ=SECONDLY"}]},
                  {"availableTimes": [{**times[0], "end": times[0]["start"]}]}):
        assert here.call("PUT", "chronos/availability", wrong, action="set").error is not None, wrong


def test_a_url_shows_times_without_session_on_every_node(sessions):
    here, there, _ = sessions
    assert ok(there.call("GET", "freebusy", action="url")) == {}
    url = ok(here.call("PUT", "freebusy", action="publish"))["url"]
    assert ok(there.call("GET", "freebusy", action="url"))["url"].endswith(url[url.index("/ajax/"):])
    path = url[url.index("/ajax/"):]
    shown = there.request("GET", path, cookies=False)
    assert shown.status == 200 and shown.headers["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VFREEBUSY" in shown.body and b"FBTYPE=BUSY-UNAVAILABLE" in shown.body
    assert b"Office" not in shown.body
    again = here.request("GET", path, cookies=False, headers={"If-None-Match": shown.headers["ETag"]})
    assert again.status == 304 and again.body == b""
    assert here.request("GET", path + "?start=20200101T000000Z", cookies=False).status == 400
    assert here.request("GET", path + "?start=tomorrow", cookies=False).status == 400
    assert here.request("GET", path.replace("/free-busy/0", "/free-busy/1"), cookies=False).status == 404
    ok(here.call("PUT", "freebusy", action="unpublish"))
    assert there.request("GET", path, cookies=False).status == 404, "at once, on every node"


def test_who_may_see_it_is_a_setting(sessions):
    here, there, _ = sessions
    assert ok(here.call("GET", "config/calendar/freeBusyVisibility")) == "all"
    assert here.call("PUT", "config/calendar/freeBusyVisibility", '"none"').error is None
    assert ok(there.call("GET", "config/calendar/freeBusyVisibility")) == "none"
    assert here.call("PUT", "config/calendar/freeBusyVisibility", '"maybe"').error is not None
    ok(there.call("PUT", "chronos/availability", action="delete"))
    assert ok(here.call("GET", "chronos/availability", action="get")) == {"availableTimes": []}


def test_resources_say_who_may_book_them(sessions):
    here, there, user = sessions
    permissions = [{"entity": 0, "group": True, "privilege": "ask_to_book"},
                   {"entity": user, "group": False, "privilege": "delegate"}]
    made = ok(here.call("PUT", "resource", {"name": "boat", "display_name": "Boat", "mailaddress": "boat@example.com",
                                            "permissions": permissions}, action="new"))
    seen = ok(there.call("GET", "resource", action="get", id=made["id"]))
    assert seen["permissions"] == permissions and seen["own_privilege"] == "delegate"
    assert here.call("PUT", "resource", [{"id": made["id"]}], action="delete", timestamp=LATER).error is None


def test_every_action_was_answered():
    assert description().unanswered("availability") == ["get /free-busy/{path}"]  # a calendar, not JSON
