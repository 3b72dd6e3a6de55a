"""The calendar on two nodes, as a web interface uses it in a day: a meeting that recurs is made here and answered there."""
import json

import pytest

from ajax import Client
from described import description
from forms import FORM, form

ADMIN = ("-A", "oxadmin", "-P", "secret")
MONTH = {"rangeStart": "20270301T000000Z", "rangeEnd": "20270401T000000Z"}
OWNS, READS = 403710016, 257


class Person:
    """A user with his own calendar, on one node."""

    def __init__(self, cluster, route, name):
        done = cluster.tool("OX-1", "createuser", "-c", "1", *ADMIN, "-u", name, "-d", name.title(), "-g", name, "-s", "Test",
                            "-p", "secret", "-e", f"{name}@example.com", "-t", "Europe/Berlin",
                            "--access-combination-name=all")
        self.id = int(done.stdout.split()[1])
        self.client = Client(f"http://{cluster.http(route)}")
        assert self.client.login(name).status == 200 and self.client.session
        self.folder = str(self.client.call("GET", "config/folder/calendar").json["data"])

    def get(self, action, module="chronos", **parameters):
        answer = self.client.call("GET", module, action=action, **parameters)
        assert answer.error is None, answer.json
        return answer.json

    def put(self, action, body, _module="chronos", **parameters):
        answer = self.client.call("PUT", _module, body, action=action, **parameters)
        assert answer.error is None, answer.json
        return answer.json

    def refused(self, action, body, **parameters):
        return self.client.call("PUT", "chronos", body, action=action, **parameters).error

    def new(self, start, summary, hours=1, **more):
        day, hour = start.split("T")
        end = f"{day}T{int(hour[:2]) + hours:02}{hour[2:]}"
        body = {"startDate": berlin(start), "endDate": berlin(end), "summary": summary, **more}
        made = self.put("new", body, folder=self.folder)
        return made["data"]["created"][0]["id"], made["timestamp"]

    def month(self, folder=None):
        events = self.get("all", folder=folder or self.folder, expand="true", fields="startDate,summary", **MONTH)["data"]
        return [f"{event['startDate']['value'][6:11]} {event['summary']}" for event in events]

    def own(self, uid, **parameters):
        return self.get("resolve", id=uid, **parameters)["data"]


def berlin(start):
    return {"value": start, "tzid": "Europe/Berlin"}


def of(person, event, timestamp, **more):
    return {"folder": person.folder, "id": event, "timestamp": timestamp, **more}


@pytest.fixture(scope="module")
def people(cluster):
    anna, bert = Person(cluster, "OX-1", "chronosanna"), Person(cluster, "OX-2", "chronosbert")
    yield anna, bert
    for person in (anna, bert):
        person.client.logout()
        cluster.tool("OX-1", "deleteuser", "-c", "1", *ADMIN, "-i", str(person.id))


def test_a_series_with_somebody_on_the_other_node(people):
    anna, bert = people
    since = bert.get("updates", folder=bert.folder, timestamp=0, fields="id")["timestamp"]
    event, stamp = anna.new("20270308T100000", "Weekly", rrule="FREQ=WEEKLY", location="Room 7",
                            attendees=[{"entity": bert.id}], alarms=[{"action": "DISPLAY", "trigger": {"duration": "-PT15M"}}])
    uid = anna.get("get", folder=anna.folder, id=event)["data"]["uid"]
    changed = bert.get("updates", folder=bert.folder, timestamp=since, fields="uid,flags,location,rrule")
    assert changed["data"]["newAndModified"] == [{"uid": uid, "flags": ["scheduled", "attendee", "needs_action", "series"],
                                                  "location": "Room 7", "rrule": "FREQ=WEEKLY"}]
    assert bert.month() == ["08T10 Weekly", "15T10 Weekly", "22T10 Weekly", "29T10 Weekly"]
    assert [one["uid"] for one in bert.get("needsAction", fields="uid", **MONTH)["data"]] == [uid]

    mine = bert.own(uid)
    bert.put("updateAttendee", {"attendee": {"entity": bert.id, "partStat": "ACCEPTED", "comment": "gladly"}},
             **of(bert, mine["id"], mine["timestamp"]))
    assert bert.get("needsAction", fields="uid", **MONTH)["data"] == []
    seen = anna.get("get", folder=anna.folder, id=event)["data"]
    answers = {person["entity"]: person["partStat"] for person in seen["attendees"]}
    assert answers == {anna.id: "ACCEPTED", bert.id: "ACCEPTED"}
    assert anna.refused("update", {"summary": "lost"}, **of(anna, event, stamp)) == "CAL-4120", "the answer came in between"

    moved = anna.put("update", {"startDate": berlin("20270315T150000")},
                     **of(anna, event, seen["timestamp"], recurrenceId="20270315T100000", expand="true", **MONTH))
    assert [one["seriesId"] for one in moved["data"]["created"]] == [event]
    assert bert.month() == ["08T10 Weekly", "15T15 Weekly", "22T10 Weekly", "29T10 Weekly"]
    later = anna.put("update", {"summary": "Later"},
                     **of(anna, event, moved["timestamp"], recurrenceId="20270322T100000", recurrenceRange="THISANDFUTURE"))
    assert bert.month() == anna.month() == ["08T10 Weekly", "15T15 Weekly", "22T10 Later", "29T10 Later"]

    following = later["data"]["created"][0]["id"]
    gone = anna.put("delete", [{"folder": anna.folder, "id": event}, {"folder": anna.folder, "id": following}],
                    timestamp=later["timestamp"])["data"]
    assert [one["deleted"][0]["id"] for one in gone] == [event, following]
    assert anna.month() == []
    missing = anna.client.call("PUT", "chronos", [{"folder": anna.folder, "id": event}], action="delete",
                               timestamp=later["timestamp"]).json
    assert missing["data"][0]["error"]["code"] == "CAL-4040" and len(missing["warnings"]) == 1


def test_who_is_busy_is_told_before_it_is_stored(people):
    anna, bert = people
    event, stamp = bert.new("20270314T100000", "Dentist", **{"class": "PRIVATE"})
    body = {"startDate": berlin("20270314T103000"), "endDate": berlin("20270314T113000"), "summary": "Review",
            "attendees": [{"entity": bert.id}]}
    refused = anna.put("new", body, folder=anna.folder, checkConflicts="true")
    (conflict,) = refused["data"]["conflicts"]
    assert (conflict["hard_conflict"], [one["entity"] for one in conflict["conflicting_attendees"]]) == (False, [bert.id])
    assert "summary" not in conflict["event"] and "timestamp" not in refused
    day = {"from": "20270314T000000Z", "until": "20270315T000000Z"}
    (busy,) = anna.put("freeBusy", {"attendees": [{"entity": bert.id}]}, merge="true", **day)["data"]
    assert [time["fbType"] for time in busy["freeBusyTime"]] == ["BUSY"]
    known, stranger = anna.put("freeBusy", {"attendees": [{"entity": bert.id}, {"uri": "mailto:x@example.net"}]}, **day)["data"]
    assert "summary" not in known["freeBusyTime"][0].get("event", {}) and stranger["warnings"]
    times = anna.get("get", "freebusy", participant=bert.id, **{"from": 1804982400000, "until": 1805068800000}, merged="true")
    listed = anna.put("list", [bert.id], "freebusy", **{"from": 1804982400000, "until": 1805068800000}, merged="true")
    assert listed["data"] == [{"participant": str(bert.id), "data": times["data"]}] and times["data"]
    bert.put("delete", [{"folder": bert.folder, "id": event}], timestamp=stamp)
    assert anna.month() == [], "nothing was stored"


def test_files_come_along(people):
    anna, _ = people
    body = {"startDate": {"value": "20270315"}, "endDate": {"value": "20270316"}, "summary": "Fair",
            "attachments": [{"filename": "plan.txt", "fmtType": "text/plain", "uri": "cid:file_0"}]}
    made = anna.client.call("POST", "chronos", form({"file_0": ("plan.txt", "text/plain", b"hall 7")}, json_0=body), FORM,
                            action="new", folder=anna.folder)
    assert made.error is None, made.json
    event, stamp = made.json["data"]["created"][0], made.json["timestamp"]
    (file,) = event["attachments"]
    assert (file["filename"], file["size"], event["flags"]) == ("plan.txt", 6, ["attachments"])
    got = anna.client.call("GET", "chronos", action="getAttachment", folder=anna.folder, id=event["id"],
                           managedId=file["managedId"])
    assert got.body == b"hall 7" and "attachment" in got.headers["Content-Disposition"]
    more = anna.client.call("POST", "chronos", form({"file_0": ("map.png", "image/png", b"\x89PNG")}, json_0={
        "attachments": [file, {"filename": "map.png", "uri": "cid:file_0"}]}), FORM, action="update",
        **of(anna, event["id"], stamp))
    assert [one["filename"] for one in more.json["data"]["updated"][0]["attachments"]] == ["plan.txt", "map.png"]
    packed = anna.client.call("PUT", "chronos", [file["managedId"]], action="zipAttachments", folder=anna.folder, id=event["id"])
    assert packed.body[:2] == b"PK" and b"plan.txt" in packed.body
    anna.put("delete", [{"folder": anna.folder, "id": event["id"]}], timestamp=more.json["timestamp"])


def test_a_meeting_takes_its_files_to_everybody_and_along(people):
    anna, bert = people
    body = {"startDate": berlin("20270317T090000"), "endDate": berlin("20270317T100000"), "summary": "Plans",
            "attendees": [{"entity": bert.id}], "attachments": [{"filename": "plan.txt", "uri": "cid:file_0"}]}
    made = anna.client.call("POST", "chronos", form({"file_0": ("plan.txt", "text/plain", b"hall 7")}, json_0=body), FORM,
                            action="new", folder=anna.folder)
    assert made.error is None, made.json
    event, stamp = made.json["data"]["created"][0], made.json["timestamp"]
    (copy,) = [one for one in bert.get("all", folder=bert.folder, fields="id,uid,attachments", **MONTH)["data"]
               if one["uid"] == event["uid"]]
    (file,) = copy["attachments"]
    got = bert.client.call("GET", "chronos", action="getAttachment", folder=bert.folder, id=copy["id"], managedId=file["managedId"])
    assert got.body == b"hall 7", "the attendee reads it on the other node, in his copy"
    refused = bert.client.call("POST", "chronos", form({"file_0": ("b.txt", "text/plain", b"b")}, json_0={
        "attachments": [file, {"filename": "b.txt", "uri": "cid:file_0"}]}), FORM, action="update", **of(bert, copy["id"], 2**52))
    assert refused.json["error"] == "Only the organizer of a meeting may attach files to it and remove them."

    public = anna.put("new", {"title": "Plans", "module": "calendar"}, "folders", folder_id="2", tree="0")["data"]
    assert anna.refused("move", "", targetFolder=public, **of(anna, event["id"], stamp)) == "CAL-4030", "he cannot read it there"
    anna.put("update", {"folder": {"permissions": [{"entity": anna.id, "group": False, "bits": OWNS},
                                                   {"entity": bert.id, "group": False, "bits": READS}]}}, "folders", id=public)
    moved = anna.put("move", "", targetFolder=public, **of(anna, event["id"], stamp))
    assert [one["id"] for one in moved["data"]["updated"]] == [event["id"]]
    assert "17T09 Plans" not in bert.month(), "in a public folder nobody has a copy of his own"
    back = anna.put("move", "", targetFolder=anna.folder, folder=public, id=event["id"], timestamp=moved["timestamp"])
    (copy,) = [one for one in bert.get("all", folder=bert.folder, fields="id,uid,attachments", **MONTH)["data"]
               if one["uid"] == event["uid"]]
    assert [one["filename"] for one in copy["attachments"]] == ["plan.txt"]
    anna.put("delete", [{"folder": anna.folder, "id": event["id"]}], timestamp=back["timestamp"])
    assert "17T09 Plans" not in bert.month()


def test_a_calendar_goes_in_and_comes_out_octet_for_octet(people):
    anna, _ = people
    event = ("BEGIN:VEVENT\r\nUID:first\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20270316T100000\r\n"
             "SUMMARY:First\r\nX-KEEP;A=b:c\\,d\r\nEND:VEVENT\r\n")
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n{event}BEGIN:VEVENT\r\nUID:bad\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    upload = form({"file": ("a.ics", "text/calendar", text.encode())})
    done = anna.client.call("POST", "import", upload, FORM, action="ICAL", folder=anna.folder).json
    stored, failed = done["data"]
    assert (failed["code"], failed["index"], len(done["warnings"])) == ("CAL-4000", 1, 1)
    again = anna.client.call("POST", "import", upload, FORM, action="ICAL", folder=anna.folder).json
    assert again["data"][0]["code"] == "CAL-4090"
    out = anna.client.call("PUT", "export", [{"id": stored["id"], "folder_id": anna.folder}], action="ICAL")
    assert event.encode() in out.body and out.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert event.encode() in anna.client.call("GET", "export", action="ICAL", folder=anna.folder).body
    shown = anna.own("first")
    assert shown["extendedProperties"]["X-KEEP"] == {"value": "c\\,d", "parameters": {"A": "b"}}
    anna.put("delete", [{"folder": anna.folder, "id": stored["id"]}], timestamp=shown["timestamp"])


def test_an_attendee_proposes_another_time(people):
    anna, bert = people
    event, _ = anna.new("20270322T100000", "When?", attendees=[{"entity": bert.id}])
    uid = anna.get("get", id=event, folder=anna.folder)["data"]["uid"]
    mine = bert.own(uid)["id"]
    proposed = lambda person, ref: {one["email"]: (one["counter"]["startDate"]["value"], one["counter"]["declined"])
                                    for one in person.get("get", id=ref, folder=person.folder)["data"]["attendees"]
                                    if "counter" in one}
    times = lambda start, end: {"startDate": berlin(start), "endDate": berlin(end), "comment": "Later?"}
    bert.put("counter", times("20270322T140000", "20270322T150000"), **of(bert, mine, 2**53))
    assert proposed(anna, event) == {"chronosbert@example.com": ("20270322T130000Z", False)}
    who = {"attendee": {"entity": bert.id}}
    anna.put("declineCounter", {**who, "comment": "No"}, **of(anna, event, 2**53))
    assert proposed(bert, mine) == {"chronosbert@example.com": ("20270322T130000Z", True)}
    assert anna.refused("acceptCounter", who, **of(anna, event, 2**53)) == "CAL-4040"
    assert anna.refused("counter", times("20270322T140000", "20270322T150000"), **of(anna, event, 2**53)) == "CAL-4030"
    bert.put("counter", times("20270322T170000", "20270322T180000"), **of(bert, mine, 2**53))
    anna.put("acceptCounter", who, **of(anna, event, 2**53))
    assert bert.own(uid)["startDate"]["value"] == "20270322T170000" and proposed(bert, mine) == {}
    anna.put("delete", [{"folder": anna.folder, "id": event}], timestamp=2**53)


def test_many_folders_lists_search_and_paper(people):
    anna, bert = people
    event, stamp = anna.new("20270317T100000", "Spring cleaning", hours=2)
    folders = anna.put("all", {"folders": [anna.folder, bert.folder]}, fields="summary", **MONTH)["data"]
    assert folders[0]["events"] == [{"summary": "Spring cleaning"}]
    assert folders[1]["error"]["code"] in ("CAL-4040", "CAL-4030"), "not his to see"
    assert anna.put("list", [{"folder": anna.folder, "id": event}], fields="id,summary")["data"] == [
        {"id": event, "summary": "Spring cleaning"}]
    assert find(anna, "spring") == [{"summary": "Spring cleaning"}]
    days = anna.get("print", timezone="Europe/Berlin", rangeStart="20270316T230000Z", rangeEnd="20270317T230000Z")["data"]
    assert [(day["date"], day["events"][0]["start"], day["events"][0]["end"]) for day in days] == [("2027-03-17", "10:00", "12:00")]
    page = anna.client.call("GET", "chronos", action="print", format="html", **MONTH)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8" and b"Spring cleaning</strong>" in page.body
    home = anna.put("new", {"title": "Home", "module": "calendar"}, "folders", folder_id="1", tree="0")["data"]
    moved = anna.put("move", None, targetFolder=home, **of(anna, event, stamp))
    assert (anna.month(), anna.month(home)) == ([], ["17T10 Spring cleaning"])
    anna.put("changeOrganizer", {"organizer": {"entity": bert.id}}, folder=home, id=meeting(anna, bert, home), timestamp=2**53)
    assert moved["data"]["updated"][0]["folder"] == home
    assert anna.client.call("GET", "config/modules/calendar/module").json["data"] is True
    assert "calendar" in [one["id"] for one in anna.client.call("GET", "capabilities", action="all").json["data"]]
    anna.put("delete", [home], "folders", hardDelete="true", timestamp=2**53)
    left = [one for one in description().unanswered("chronos", "freebusy") if "/chronos?" in one or one.endswith(("=get", "=list"))]
    assert [one for one in left if "Attachment" not in one and "/chronos/" not in one] == []  # files are no JSON


def test_flags_and_words_without_the_text(people):
    anna, bert = people
    event, stamp = anna.new("20270309T100000", "Standup", rrule="FREQ=DAILY;COUNT=3", description="Who mends the K\u00fchlschrank?",
                            attendees=[{"entity": bert.id}], conferences=[{"uri": "tel:+49-30-1"}], relatedTo=["one", "two"],
                            alarms=[{"action": "DISPLAY", "trigger": {"duration": "-PT15M"}}])
    def flags(person):
        return [one["flags"] for one in person.get("all", folder=person.folder, expand="true", fields="flags", **MONTH)["data"]]
    always = ["alarms", "conferences", "scheduled", "organizer", "attendee", "accepted", "series"]
    assert flags(anna) == [always + ["first_occurrence"], always, always + ["last_occurrence"]]
    assert flags(bert)[1] == ["conferences", "scheduled", "attendee", "needs_action", "series"]
    assert find(bert, "KUHLSCHRANK") == [{"summary": "Standup"}], "on the other node"
    assert {"summary": "Standup"} in find(bert, "chronosanna@")
    related = anna.get("get", folder=anna.folder, id=event, fields="relatedTo")["data"]["relatedTo"]
    assert [one["value"] for one in related] == ["one", "two"]
    mine = bert.own(anna.get("get", folder=anna.folder, id=event)["data"]["uid"])
    bert.put("updateAttendee", {"attendee": {"entity": bert.id, "partStat": "DECLINED"}}, **of(bert, mine["id"], mine["timestamp"]))
    assert flags(anna)[1] == always + ["all_others_declined"]
    anna.put("delete", [{"folder": anna.folder, "id": event}], timestamp=2**53)
    assert find(bert, "kuhlschrank") == []


def find(person, words):
    query = {"facets": [{"facet": "global", "value": words, "filter": {"fields": ["global"], "queries": [words]}}],
             "start": 0, "size": 9}
    session = person.client.session
    return person.client.request("PUT", f"/ajax/find?action=query&module=calendar&fields=summary&session={session}",
                                 json.dumps(query)).json["data"]["results"]


def meeting(person, guest, folder):
    made = person.put("new", {"startDate": berlin("20270318T100000"), "endDate": berlin("20270318T110000"),
                              "attendees": [{"entity": guest.id}]}, folder=folder)
    return made["data"]["created"][0]["id"]
