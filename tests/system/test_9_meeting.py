"""Sixteen people and two nodes at one meeting: whatever is changed and answered at once, all copies agree in the end, and
what was acknowledged last is what they say."""
import collections
import concurrent.futures
import random

import pytest

from ajax import Client

ADMIN = ("-A", "oxadmin", "-P", "secret")
LATER = 9_999_999_999_999
GUESTS = 15
DAYS = [f"2027030{day}T090000Z" for day in range(1, 6)]  # 10:00 in Berlin
RANGE = {"rangeStart": "20270228T000000Z", "rangeEnd": "20270401T000000Z"}
ANSWERS = ("ACCEPTED", "DECLINED", "TENTATIVE")


class Person:
    def __init__(self, cluster, name, route):
        done = cluster.tool("OX-1", "createuser", "-c", "1", *ADMIN, "-u", name, "-d", name.title(), "-g", name, "-s",
                            "Test", "-p", "secret", "-e", f"{name}@example.com", "-t", "Europe/Berlin",
                            "--access-combination-name=all")
        self.name, self.id = name, done.stdout.split()[1]
        self.client = Client(f"http://{cluster.http(route)}")
        assert self.client.login(name).status == 200 and self.client.session
        self.folder = self.client.call("GET", "config/folder/calendar").json["data"]
        self.said = {}  # what was acknowledged last, by instance; None = the series

    def event(self, uid):
        """Where his copy is."""
        return self.client.call("GET", "chronos", action="resolve", id=uid).json["data"]["id"]

    def instances(self):
        """What his copy says of each day: (title, place, who answered what)."""
        answer = self.client.call("GET", "chronos", action="all", folder=self.folder, **RANGE, expand="true",
                                  fields="id,recurrenceId,summary,location,startDate,sequence,attendees")
        assert answer.error is None, answer.json
        days = {}
        for one in answer.json["data"]:
            people = {person.get("email"): person["partStat"] for person in one["attendees"]}
            days[one["startDate"]["value"]] = (one["summary"], one.get("location"), tuple(sorted(people.items())))
        return days

    def put(self, action, body, event, instance):
        """Until it is acknowledged, as clients do: a busy machine may find no time for it."""
        where = {"recurrenceId": instance} if instance else {}
        while True:
            answer = self.client.call("PUT", "chronos", body, action=action, id=event, folder=self.folder,
                                      timestamp=LATER, **where)
            if answer.error != "SRV-0001":
                assert answer.error is None, answer.json
                return

    def change(self, event, members, instance=None):
        self.put("update", members, event, instance)

    def reply(self, event, status, instance=None):
        self.put("updateAttendee", {"attendee": {"partStat": status}}, event, instance)
        if instance is None:
            self.said.clear()
        self.said[instance] = status


@pytest.fixture(scope="module")
def people(cluster):
    """Who organizes, and who is invited: half of them on either node."""
    hall = cluster.tool("OX-1", "createresource", "-c", "1", *ADMIN, "-n", "hall", "-d", "Hall", "-e", "hall@example.com")
    everybody = [Person(cluster, f"person{number}", ("OX-1", "OX-2")[number % 2]) for number in range(GUESTS + 1)]
    yield everybody[0], everybody[1:]
    for person in everybody:
        cluster.tool("OX-1", "deleteuser", "-c", "1", *ADMIN, "-i", person.id)
    cluster.tool("OX-1", "deleteresource", "-c", "1", *ADMIN, "-i", hall.stdout.split()[1])


@pytest.fixture
def meeting(people):
    """A daily meeting of five days; the organizer's event. Afterwards it is nobody's."""
    host, guests = people
    event = {"summary": "Daily", "rrule": "FREQ=DAILY;COUNT=5",
             "startDate": {"value": "20270301T100000", "tzid": "Europe/Berlin"},
             "endDate": {"value": "20270301T103000", "tzid": "Europe/Berlin"},
             "attendees": [{"uri": f"mailto:{one.name}@example.com", "cuType": "INDIVIDUAL"} for one in guests] +
                          [{"uri": "mailto:hall@example.com", "cuType": "RESOURCE"}]}
    created = host.client.call("PUT", "chronos", event, action="new", folder=host.folder)
    assert created.error is None, created.json
    own, uid = (created.json["data"]["created"][0][key] for key in ("id", "uid"))
    events = {host: own, **{one: one.event(uid) for one in guests}}
    yield events
    removed = host.client.call("PUT", "chronos", [{"id": own, "folder": host.folder}], action="delete", timestamp=LATER)
    assert removed.error is None, removed.json
    assert all(one.instances() == {} for one in (host, *guests))


def at_once(*jobs):
    """Runs all of them, each on a thread; their unexpected errors."""
    with concurrent.futures.ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(job) for job in jobs]:
            done.result()


def agreed(host, guests):
    """What all copies say, which has to be the same."""
    wanted = host.instances()
    for guest in guests:
        assert guest.instances() == wanted, guest.name
    return wanted


def test_copies_agree_and_no_answer_is_lost(people, meeting):
    host, guests = people
    titles = {}

    def organize():
        chance = random.Random(1)
        for turn in range(8):
            instance = chance.choice([None, *DAYS])
            title = f"Title {turn}"
            host.change(meeting[host], {"summary": title}, instance)
            titles[instance] = title  # a new title of the series leaves those of single days alone

    def attend(guest, seed):
        chance = random.Random(seed)
        for _ in range(3):
            guest.reply(meeting[guest], chance.choice(ANSWERS), chance.choice([None, *DAYS, *DAYS]))

    at_once(organize, *[lambda guest=guest, seed=seed: attend(guest, seed) for seed, guest in enumerate(guests)])
    days = agreed(host, guests)
    assert len(days) == len(DAYS)
    said = collections.Counter()
    for day, (start, (title, _, attendees)) in zip(DAYS, sorted(days.items())):
        assert title == titles.get(day, titles.get(None, "Daily")), start
        attendees = dict(attendees)
        assert attendees["hall@example.com"] == "ACCEPTED"
        for guest in guests:
            wanted = guest.said.get(day, guest.said.get(None, "NEEDS-ACTION"))
            assert attendees[f"{guest.name}@example.com"] == wanted, (start, guest.name)
            said[wanted] += 1
    assert len(said) >= 3


def test_copies_agree_when_the_meeting_moves_meanwhile(people, meeting):
    host, guests = people

    def organize():
        for turn in range(6):
            moved = {"startDate": {"value": f"20270301T1{turn % 4}0000", "tzid": "Europe/Berlin"},
                     "endDate": {"value": f"20270301T1{turn % 4}3000", "tzid": "Europe/Berlin"},
                     "location": f"Room {turn}"}
            host.change(meeting[host], moved)

    def attend(guest, seed):
        chance = random.Random(seed)
        for _ in range(3):
            guest.reply(meeting[guest], chance.choice(ANSWERS))

    at_once(organize, *[lambda guest=guest, seed=seed: attend(guest, seed) for seed, guest in enumerate(guests)])
    days = agreed(host, guests)
    assert {place for _, place, _ in days.values()} == {"Room 5"}
    assert sorted(days)[0] == "20270301T110000"
