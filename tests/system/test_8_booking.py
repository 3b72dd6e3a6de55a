"""Who books a room, when and for how long is what its options say: as whoever asks sees it, on two nodes."""
import datetime

import pytest

from ajax import Client
from test_8_guests import good

ADMIN = ("-c", "1", "-A", "oxadmin", "-P", "secret")
LATER = 9_999_999_999_999
NOW = datetime.datetime.now(datetime.timezone.utc).replace(minute=0, second=0, microsecond=0)


class Booker:
    def __init__(self, cluster, name, route):
        done = cluster.tool("OX-1", "createuser", *ADMIN, "-u", name, "-d", name.title(), "-g", name, "-s", "Booker", "-p",
                            "secret", "-e", f"{name}@booking.example", "-t", "UTC", "--access-combination-name=all")
        self.id = done.stdout.split()[1]
        self.client = Client(f"http://{cluster.http(route)}")
        assert self.client.login(name).status == 200 and self.client.session
        self.folder = good(self.client.call("GET", "config/folder/calendar"))

    def book(self, days, hour=10, hours=1, **more):
        """@return the event's id and what the room answers"""
        start = NOW.replace(hour=hour) + datetime.timedelta(days=days)
        return self.book_at(start, start + datetime.timedelta(hours=hours), **more)

    def book_at(self, start, end, **more):
        times = {name: {"value": time.strftime("%Y%m%dT%H%M%S"), "tzid": "UTC"}
                 for name, time in (("startDate", start), ("endDate", end))}
        event = {"summary": "Booked", **times, "attendees": [{"uri": "mailto:booked@booking.example", "cuType": "RESOURCE"}],
                 **more}
        made = good(self.client.call("PUT", "chronos", event, action="new", folder=self.folder))["created"][0]
        return made["id"], self.answer_in(made)

    @staticmethod
    def answer_in(event):
        return next(one["partStat"] for one in event["attendees"] if one.get("email") == "booked@booking.example")

    def answer(self, event):
        """What the room says by now."""
        return self.answer_in(good(self.client.call("GET", "chronos", action="get", id=event, folder=self.folder)))

    def asked(self):
        """Ids of what waits for the consent of somebody who manages the room."""
        events = good(self.client.call("GET", "chronos", action="needsAction", rangeStart=stamp(0), rangeEnd=stamp(9)))
        return [one["id"] for one in events if one["folder"] == "0"]

    def decide(self, event, answer):
        good(self.client.call("PUT", "chronos", {"attendee": {"partStat": answer}}, action="updateAttendee", id=event,
                              folder="0", timestamp=LATER))


@pytest.fixture(scope="module")
def bookers(cluster):
    anna, bert = Booker(cluster, "bookanna", "OX-1"), Booker(cluster, "bookbert", "OX-2")
    team = cluster.tool("OX-1", "creategroup", *ADMIN, "-n", "bookteam", "-d", "Team", "-a", anna.id).stdout.split()[1]
    yield anna, bert, team
    cluster.tool("OX-1", "deletegroup", *ADMIN, "-i", team)
    for one in (anna, bert):
        one.client.logout()
        cluster.tool("OX-1", "deleteuser", *ADMIN, "-i", one.id)


@pytest.fixture
def room(cluster):
    """Makes the room with options; may be called again to change them. Afterwards it is gone with what it was booked for."""
    made = []

    def wanted(*options):
        if not made:
            done = cluster.tool("OX-1", "createresource", *ADMIN, "-n", "booked", "-d", "Booked", "-e", "booked@booking.example",
                                *options)
            made.append(done.stdout.split()[1])
        else:
            cluster.tool("OX-1", "changeresource", *ADMIN, "-i", made[0], *options)
        return made[0]
    yield wanted
    cluster.tool("OX-1", "deleteresource", *ADMIN, "-i", made[0])


def test_what_is_free_is_accepted_and_what_is_taken_declined(bookers, room):
    anna, bert, _ = bookers
    room()
    event, answer = anna.book(2)
    assert answer == "ACCEPTED"
    refused, answer = bert.book(2)
    assert answer == "DECLINED"
    good(anna.client.call("PUT", "chronos", [{"id": event, "folder": anna.folder}], action="delete", timestamp=LATER))
    assert bert.book(2)[1] == "ACCEPTED", "it is free again"
    assert bert.answer(refused) == "DECLINED"
    room("--conflicts", "true")
    assert anna.book(2)[1] == "ACCEPTED", "two at once"


def test_limits(bookers, room):
    anna, _, _ = bookers
    room("--longest-booking", "60", "--booking-window", "30", "--lead-time", "180", "--recurring", "false")
    assert anna.book(2)[1] == "ACCEPTED"
    assert anna.book(3, hours=2)[1] == "DECLINED", "an hour at most"
    assert anna.book(29)[1] == "ACCEPTED"
    assert anna.book(31)[1] == "DECLINED", "thirty days ahead at most"
    assert anna.book(1500)[1] == "DECLINED", "and four years are more"
    soon = NOW + datetime.timedelta(hours=2)
    assert anna.book_at(soon, soon + datetime.timedelta(minutes=30))[1] == "DECLINED", "three hours before"
    assert anna.book(4, rrule="FREQ=DAILY;COUNT=3")[1] == "DECLINED", "no series"
    room("--longest-booking", "0", "--booking-window", "0", "--lead-time", "0", "--recurring", "true")
    assert anna.book(3, hours=2)[1] == "ACCEPTED"
    assert anna.book(1500)[1] == "ACCEPTED"
    assert anna.book(1500)[1] == "DECLINED", "which it is once"
    assert anna.book(4, rrule="FREQ=DAILY;COUNT=3")[1] == "ACCEPTED"


def test_a_series_may_meet_some_of_what_is_booked(bookers, room):
    anna, bert, _ = bookers
    room("--conflict-instances", "1", "--conflict-percent", "40")
    assert anna.book(12)[1] == "ACCEPTED"
    series, answer = bert.book(10, rrule="FREQ=DAILY;COUNT=5")
    assert answer == "ACCEPTED"
    taken = (NOW.replace(hour=10) + datetime.timedelta(days=12)).strftime("%Y%m%dT%H%M%SZ")
    instance = good(bert.client.call("GET", "chronos", action="get", id=series, folder=bert.folder, recurrenceId=taken))
    assert bert.answer_in(instance) == "DECLINED", "on that day it has no room"
    assert anna.book(20)[1] == anna.book(22)[1] == "ACCEPTED"
    assert bert.book(19, rrule="FREQ=DAILY;COUNT=5")[1] == "DECLINED", "two are too many"


def test_who_may_book(bookers, room):
    anna, bert, team = bookers
    room("--booking", "decline", "--direct-bookers", f"group:{team}")
    assert bert.book(2)[1] == "DECLINED"
    assert anna.book(2)[1] == "ACCEPTED", "she is of the team"
    room("--booking", "accept", "--direct-bookers", "", "--excluded", anna.id)
    assert bert.book(3)[1] == "ACCEPTED"
    assert anna.book(4)[1] == "DECLINED"


def test_a_manager_answers_for_others_and_is_bound_by_no_limit(bookers, room):
    anna, bert, _ = bookers
    room("--booking", "request", "--booking-managers", anna.id, "--longest-booking", "60")
    event, answer = bert.book(2)
    assert answer == "NEEDS-ACTION"
    assert bert.book(3, hours=2)[1] == "DECLINED", "limits hold for who asks"
    assert anna.book(2)[1] == "DECLINED", "who asked first keeps it"
    assert anna.book(4, hours=5)[1] == "ACCEPTED"
    [waiting] = anna.asked()
    anna.decide(waiting, "ACCEPTED")
    assert bert.answer(event) == "ACCEPTED"


def test_who_has_to_ask(cluster, bookers, room):
    anna, bert, team = bookers
    room("--direct-bookers", f"group:{team}", "--requesters", anna.id, "--booking-managers", bert.id)
    listed = cluster.tool("OX-1", "listresource", *ADMIN, "--csv", "-s", "booked").stdout.splitlines()
    assert dict(zip(listed[0].split(","), listed[1].split(",")))["requesters"] == f'"user:{anna.id}"'
    event, answer = anna.book(2)
    assert answer == "NEEDS-ACTION", "she asks, whatever her group may do and everybody else"
    [waiting] = bert.asked()
    bert.decide(waiting, "DECLINED")
    assert anna.answer(event) == "DECLINED"
    room("--direct-bookers", "", "--requesters", f"group:{team}")
    assert anna.book(3)[1] == "NEEDS-ACTION"
    assert bert.book(4)[1] == "ACCEPTED", "managers do not ask"
    room("--requesters", "")
    assert anna.book(5)[1] == "ACCEPTED", "as everybody"


def stamp(days):
    return (NOW + datetime.timedelta(days=days)).strftime("%Y%m%dT%H%M%SZ")


def test_a_list_of_resources_shows_the_options(cluster, room):
    room("--longest-booking", "60", "--booking", "request", "--conflicts", "true")
    listed = cluster.tool("OX-1", "listresource", *ADMIN, "--csv", "-s", "booked").stdout.splitlines()
    shown = dict(zip(listed[0].split(","), listed[1].split(",")))
    assert (shown["longest-booking"], shown["booking"], shown["conflicts"]) == ('"60"', '"request"', '"true"')
