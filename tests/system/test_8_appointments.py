"""Appointments as older clients know them, on two nodes: who is invited there answers here; series, conflicts, updates."""
import time

import pytest

from ajax import Client
from described import description

ADMIN = ("-A", "oxadmin", "-P", "secret")
LATER = 9_999_999_999_999
HOUR = 3_600_000
DAY = 24 * HOUR
TEN = (int(time.time() * 1000) // DAY + 30) * DAY + 10 * HOUR  # next month, in the zone of whoever asks
RANGE = {"start": TEN - 2 * DAY, "end": TEN + 30 * DAY}


@pytest.fixture(scope="module")
def people(cluster):
    """Two users, each logged in on another node, and their ids."""
    clients, ids = [], []
    for route, name in (("OX-1", "host"), ("OX-2", "visitor")):
        done = cluster.tool("OX-1", "createuser", "-c", "1", *ADMIN, "-u", name, "-d", name.title(), "-g", name, "-s",
                            "Test", "-p", "secret", "-e", f"{name}@example.com", "--access-combination-name=all")
        ids.append(int(done.stdout.split()[1]))
        client = Client(f"http://{cluster.http(route)}")
        assert client.login(name).status == 200 and client.session
        clients.append(client)
    yield (*clients, *ids)
    for client, user in zip(clients, ids):
        client.logout()
        cluster.tool("OX-1", "deleteuser", "-c", "1", *ADMIN, "-i", str(user))


def own_folder(client):
    return int(client.call("GET", "config/folder/calendar").json["data"])


def ask(client, method, action, body=None, **parameters):
    answer = client.call(method, "calendar", body, action=action, **parameters)
    assert answer.error is None, answer.json
    return answer.json


def make(client, start=TEN, **members):
    body = {"folder_id": own_folder(client), "start_date": start, "end_date": start + HOUR, **members}
    return ask(client, "PUT", "new", body)["data"]


def get(client, appointment, **more):
    return ask(client, "GET", "get", id=appointment, folder=own_folder(client), **more)["data"]


def update(client, appointment, timestamp=LATER, **members):
    return client.call("PUT", "calendar", members, action="update", id=appointment, folder=own_folder(client),
                       timestamp=timestamp)


def delete(client, appointment, **more):
    return ask(client, "PUT", "delete", [{"id": appointment, "folder": own_folder(client), **more}],
               timestamp=LATER)["data"]


def updates(client, since):
    return ask(client, "GET", "updates", folder=own_folder(client), timestamp=since, columns="1,200")


def test_who_is_invited_on_the_other_node_answers(people):
    host, visitor, hosts_id, visitors_id = people
    since = updates(visitor, 0)["timestamp"]
    talk = make(host, title="Talk", alarm=15, location="Room 1", color_label=3, participants=[
        {"type": 1, "id": hosts_id}, {"type": 1, "id": visitors_id}, {"type": 5, "mail": "guest@example.org"}])["id"]
    (row,) = updates(visitor, since)["data"]
    assert row[1] == "Talk"
    mine = get(visitor, row[0])
    assert (mine["start_date"], mine["organizerId"], mine["alarm"]) == (TEN, hosts_id, -1)
    ask(visitor, "PUT", "confirm", {"confirmation": 3, "confirmmessage": "perhaps"}, id=mine["id"],
        folder=own_folder(visitor), timestamp=LATER)
    shown = get(host, talk)
    assert shown["users"] == [{"id": hosts_id, "display_name": "Host", "confirm": 1},
                              {"id": visitors_id, "display_name": "Visitor", "confirm": 3, "confirmmessage": "perhaps"}]
    assert shown["confirmations"] == [{"type": 5, "mail": "guest@example.org", "status": 0}]
    assert update(host, talk, timestamp=1, title="lost").error == "CAL-4120"
    assert update(host, talk, **{**shown, "title": "Speech"}).error is None, "what was shown may be sent back"
    assert get(visitor, mine["id"])["title"] == "Speech"
    busy = ask(host, "GET", "freebusy", id=visitors_id, type=1, **RANGE)["data"]
    assert [(one["start_date"], one["shown_as"]) for one in busy] == [(TEN, 2)]
    uid = ask(visitor, "GET", "resolveuid", uid=shown["uid"])["data"]
    assert uid == {"id": mine["id"], "folder_id": own_folder(visitor)}
    since = updates(visitor, 0)["timestamp"]
    assert delete(host, talk) == []
    assert updates(visitor, since)["data"], "he is told"


def test_instances_of_a_series_are_named_by_their_numbers(people):
    host, _, _, _ = people
    series = make(host, title="Daily", recurrence_type=1, interval=1, occurrences=4)["id"]
    def rows(**more):
        return ask(host, "GET", "all", folder=own_folder(host), columns="1,207,201,200", **RANGE, **more)["data"]
    assert [row[1:] for row in rows()] == [[n + 1, TEN + n * DAY, "Daily"] for n in range(4)]
    assert rows(recurrence_master="true") == [[series, None, TEN, "Daily"]]
    changed = update(host, series, recurrence_position=2, title="Special").json["data"]["id"]
    assert changed != series and get(host, changed)["recurrence_id"] == series
    assert get(host, series, recurrence_position=3)["start_date"] == TEN + 2 * DAY
    assert delete(host, series, pos=4) == []
    master = get(host, series)
    assert master["change_exceptions"] == [(TEN + DAY) // DAY * DAY]
    assert master["delete_exceptions"] == [(TEN + 3 * DAY) // DAY * DAY]
    assert update(host, series, **master).error is None
    assert [row[3] for row in rows()] == ["Daily", "Special", "Daily"]
    exceptions = ask(host, "GET", "getChangeExceptions", id=series, folder=own_folder(host), columns="1,207")
    assert exceptions["data"] == [[changed, 2]]
    assert ask(host, "PUT", "list", [{"id": series, "folder": own_folder(host), "recurrence_position": 3}],
               columns="1,207")["data"] == [[series, 3]]
    assert delete(host, series) == []
    assert rows() == []


def test_what_is_in_the_way_is_told_and_the_rest_is_found(people):
    host, _, _, _ = people
    trip = make(host, start=TEN // DAY * DAY, end_date=(TEN // DAY + 2) * DAY, full_time=True, title="A trip")["id"]
    first = make(host, title="First", ignore_conflicts=True)["id"]
    conflicts = make(host, start=TEN + HOUR // 2, title="Too much")["conflicts"]
    assert (first, False) in [(one["id"], one["full_time"]) for one in conflicts]
    second = make(host, start=TEN + HOUR // 2, title="Anyway", ignore_conflicts=True)["id"]
    days = ask(host, "GET", "has", start=TEN - DAY, end=TEN + 2 * DAY)["data"]
    assert days == [False, True, True, False]
    assert ask(host, "PUT", "search", {"pattern": "trip"}, columns="1")["data"] == [[trip]]
    coming = ask(host, "GET", "newappointments", columns="1", limit=1, **RANGE)["data"]
    assert coming == [[trip]]
    copied = ask(host, "PUT", "copy", {"folder_id": own_folder(host)}, id=second, folder=own_folder(host),
                 ignore_conflicts="true")["data"]["id"]
    assert get(host, copied)["title"] == "Anyway"
    for appointment in (trip, first, second, copied):
        assert delete(host, appointment) == []


def test_every_action_is_described(people):
    assert not description().unanswered("appointments")
