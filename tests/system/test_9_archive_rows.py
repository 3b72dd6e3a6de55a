"""What comes back from the archive of a context is row by row what went, and works as before: links, app passwords, booking
policies. A table that no archive knows fails here until it is in one, or stands below with the reason."""
import base64
import json
import subprocess

import pytest

from ajax import Client
from test_8_guests import DOT, form, good
from test_8_sharing import OWNER, VIEWER, own_id, visitor

MASTER = ("-A", "oxadminmaster", "-P", "secret")
CONTEXT = "79"
ADMIN = ("-c", CONTEXT, "-A", "oxadmin", "-P", "secret")
LATER = 9_999_999_999_999

STAYS_BEHIND = {
    "ctx_state": "where a context is and how far it has come is its own",
    "ctx_change": "caches of nodes follow it for minutes",
    "ctx_sequence": "is made of the ids that come along",
    "tombstone": "clients begin anew with a context that was imported: its epoch is another one",
    "tombstone_floor": "likewise",
    "session": "everybody logs in again",
    "login_attempt": "counts the last minutes",
    "upload": "files on their way",
    "filestore_trash": "files that are gone",
    "calendar_outbox": "the nodes send each mail once, also after an export",
    "calendar_cancelled": "guards for some weeks against invitations that come late",
    "calendar_alarm_zone": "where users were when their alarms were reckoned: the nodes find out",
    "calendar_zone": "with which time zone rules the index was made: it is made anew",
}
# Of rows that come along.
OWN_TO_THE_CONTEXT = {"cid", "seq", "created_seq", "content_seq", "schedule_tag", "picture_seq", "credential_version"}
NEW_FILES = {"blob_key"}
ONE_BY_ONE = {
    ("document", "lock_owner"): "locks end",
    ("document", "locked_until"): "locks end",
}
BINARY = ("binary", "varbinary", "blob", "mediumblob", "longblob")


def tables(cluster, schema):
    """Of contexts: table -> column -> type."""
    text = cluster.sql(cluster.master, "SELECT table_name, column_name, data_type FROM information_schema.columns c WHERE "
                       f"table_schema = '{schema}' AND EXISTS (SELECT 1 FROM information_schema.columns o WHERE "
                       "o.table_schema = c.table_schema AND o.table_name = c.table_name AND o.column_name = 'cid')").stdout
    found = {}
    for line in text.splitlines():
        table, column, kind = line.split("\t")
        found.setdefault(table, {})[column] = kind
    return found


def rows(cluster):
    """Everything that an archive has to bring back: table -> rows."""
    schema, found = cluster.schema_of(CONTEXT), {}
    for table, columns in tables(cluster, schema).items():
        if table in STAYS_BEHIND:
            continue
        wanted = [name for name in columns if name not in OWN_TO_THE_CONTEXT | NEW_FILES and (table, name) not in ONE_BY_ONE]
        pairs = ", ".join(f"'{name}', " + (f"HEX(`{name}`)" if columns[name] in BINARY else f"`{name}`") for name in wanted)
        text = cluster.sql(cluster.master, f"SELECT TO_BASE64(JSON_OBJECT({pairs})) FROM `{schema}`.`{table}` "
                           f"WHERE cid = {CONTEXT}").stdout
        values = [base64.b64decode(line.replace("\\n", "")).decode() for line in text.splitlines()]
        found[table] = sorted((json.loads(value) for value in values), key=lambda row: json.dumps(row, sort_keys=True))
    return found


class People:
    """Anna on one node and Bert on the other."""

    def __init__(self, cluster):
        self.clients = []
        for name, route in (("anna", "OX-1"), ("bert", "OX-2")):
            client = Client(f"http://{cluster.http(route)}")
            assert client.login(f"{name}@archived").status == 200 and client.session
            self.clients.append(client)
        self.anna, self.bert = self.clients

    def leave(self):
        for client in self.clients:
            client.logout()


def day(number, hour):
    return {"value": f"203003{number:02}T{hour:02}0000", "tzid": "Europe/Berlin"}


def meeting(number, hour, **more):
    return {"summary": "Meeting", "startDate": day(number, hour), "endDate": day(number, hour + 1),
            "attendees": [{"uri": "mailto:bert@archived.example", "cuType": "INDIVIDUAL"},
                          {"uri": "mailto:room@archived.example", "cuType": "RESOURCE"}], **more}


def attach(client, module, folder, target):
    place = {"module": module, "attached": int(target), "folder": int(folder)}
    parts = form(("json_0", None, json.dumps(place).encode()), ("file_0", "note.txt", b"a note"))
    good(client.request("POST", f"/ajax/attachment?action=attach&session={client.session}", parts,
                        {"Content-Type": "multipart/form-data; boundary=f"}))


def book(client, event):
    """@return the new event's id and what the room answers"""
    folder = good(client.call("GET", "config/folder/calendar"))
    made = good(client.call("PUT", "chronos", event, action="new", folder=folder))["created"][0]
    return made["id"], next(one["partStat"] for one in made["attendees"] if one.get("email") == "room@archived.example")


def fill_calendar(anna, bert):
    folder = good(anna.call("GET", "config/folder/calendar"))
    event = meeting(4, 10, rrule="FREQ=WEEKLY;COUNT=10", alarms=[{"action": "DISPLAY", "trigger": {"duration": "-PT15M"}}])
    made, answer = book(anna, event)
    assert answer == "ACCEPTED"
    assert book(anna, meeting(4, 10))[1] == "DECLINED"
    good(anna.call("PUT", "chronos", {"summary": "Another"}, action="update", id=made, folder=folder, timestamp=LATER,
                   recurrenceId="20300311T090000Z"))
    attach(anna, 1, folder, made)
    entries = [{"entity": own_id(anna), "bits": OWNER}, {"entity": own_id(bert), "bits": VIEWER}]
    good(anna.call("PUT", "folders", {"permissions": entries}, action="update", id=folder))
    alarms = [{"action": "DISPLAY", "trigger": {"duration": "-PT30M"}}]
    good(bert.call("PUT", "chronos/alarm", alarms, action="updateAlarms", id=made, folder=folder, timestamp=LATER))
    times = [{"start": day(1, 9), "end": day(1, 17), "rrule": "FREQ=DAILY"}]
    good(anna.call("PUT", "chronos/availability", {"availableTimes": times}, action="set"))
    assert bert.call("PUT", "config/calendar/freeBusyVisibility", '"none"').error is None
    return good(anna.call("PUT", "freebusy", action="publish"))["url"]


def fill_contacts(anna, cluster):
    folder = good(anna.call("GET", "config/folder/contacts"))
    contact = json.dumps({"folder_id": int(folder), "display_name": "Zoe", "email1": "zoe@example.org", "birthday": 86400000})
    assert anna.request("POST", f"/ajax/contacts?action=new&session={anna.session}",
                        form(("json", None, contact.encode()), ("file", "dot.png", DOT)),
                        {"Content-Type": "multipart/form-data; boundary=f"}).status == 200
    zoe = good(anna.call("GET", "contacts", action="all", folder=folder, columns="1"))[0][0]
    attach(anna, 7, folder, zoe)
    members = [{"id": zoe, "folder_id": folder, "mail_field": 1, "mail": "zoe@example.org", "display_name": "Zoe"},
               {"mail_field": 0, "mail": "x@example.org", "display_name": "X"}]
    good(anna.call("PUT", "contacts", {"folder_id": folder, "display_name": "List", "mark_as_distributionlist": True,
                                       "distribution_list": members}, action="new"))
    cluster.sql(cluster.master, f"UPDATE `{cluster.schema_of(CONTEXT)}`.contact SET use_count = 7 WHERE cid = {CONTEXT}")


def fill_tasks(anna, bert):
    folder = good(anna.call("GET", "config/folder/tasks"))
    task = {"folder_id": folder, "title": "Together", "alarm": 1_900_000_000_000,
            "participants": [{"id": own_id(bert), "type": 1}]}
    attach(anna, 4, folder, good(anna.call("PUT", "tasks", task, action="new"))["id"])


def fill_files(anna, bert):
    home = anna.infostore_folder()
    folder, gone = (good(anna.call("PUT", "folders", {"title": title, "module": "infostore"}, action="new", folder_id=home))
                    for title in ("Shared", "Gone"))
    document = good(anna.upload(b"first", "report.txt", folder))
    good(anna.call("PUT", "infostore", b"second", {"Content-Type": "application/octet-stream"}, action="upload", binary="true",
                   id=document, folder=folder, timestamp=LATER, filename="report.txt"))
    thrown = good(anna.upload(b"thrown away", "old.txt", folder))
    good(anna.call("PUT", "infostore", [{"id": thrown, "folder": folder}], action="delete", timestamp=LATER))
    good(anna.call("PUT", "folders", [gone], action="delete", timestamp=LATER))
    entries = [{"entity": own_id(anna), "bits": OWNER}, {"entity": own_id(bert), "bits": VIEWER},
               {"type": "guest", "email_address": "curious@example.org", "display_name": "Curious", "bits": VIEWER}]
    good(anna.call("PUT", "folders", {"permissions": entries}, action="update", id=folder))
    link = good(anna.call("PUT", "share/management", {"module": "infostore", "folder": folder}, action="getLink"))["url"]
    good(anna.call("PUT", "share/management", {"module": "infostore", "folder": folder, "password": "open"},
                   action="updateLink", timestamp=LATER))
    good(bert.call("PUT", "folders", {"folder": {"subscribed": False}}, action="update", id=folder))
    return folder, document, link


@pytest.fixture(scope="module")
def archived(cluster, tmp_path_factory):
    """A context with something in every table, what it had before its export, and what works there."""
    cluster.tool("OX-1", "createcontext", *MASTER, "-c", CONTEXT, "-u", "oxadmin", "-d", "Admin", "-g", "A", "-s", "B", "-p",
                 "secret", "-L", "archived", "-e", "admin@archived.example", "-q", "100", "--access-combination-name=all")
    for name in ("anna", "bert"):
        cluster.tool("OX-1", "createuser", *ADMIN, "-u", name, "-d", name.title(), "-g", name, "-s", "Test", "-p", "secret",
                     "-e", f"{name}@archived.example", "-t", "Europe/Berlin", "--access-combination-name=all")
    cluster.tool("OX-1", "createresource", *ADMIN, "-n", "room", "-d", "Room", "-e", "room@archived.example",
                 "--longest-booking", "120", "--booking-window", "9000")
    cluster.tool("OX-1", "changecontext", *MASTER, "-c", CONTEXT, "--quota-module", "contact", "--quota-value", "77")
    people = People(cluster)
    anna, bert = people.clients
    works = {"url": fill_calendar(anna, bert)}
    fill_contacts(anna, cluster)
    fill_tasks(anna, bert)
    works["folder"], works["document"], works["link"] = fill_files(anna, bert)
    good(anna.call("PUT", "delegation", {"entity": own_id(bert), "level": "read"}, action="set"))
    assert anna.call("PUT", "jslob", {"list": {"sort": "date"}}, action="set", id="io.ox/test").error is None
    assert anna.call("PUT", "config/gui", {"theme": "dark"}).error is None
    works["token"] = good(anna.call("PUT", "apppasswords", {"name": "telephone", "password": "secret",
                                                            "modules": ["calendar"]}, action="new"))["password"]
    people.leave()
    before = rows(cluster)
    file = str(tmp_path_factory.mktemp("archive") / "context")
    cluster.wait_for_replica()
    done = cluster.tool("OX-1", "exportcontext", *MASTER, "-c", CONTEXT, "--file", file)
    assert done.stderr == ""
    cluster.tool("OX-1", "deletecontext", *MASTER, "-c", CONTEXT)
    back = cluster.tool("OX-1", "importcontext", *MASTER, "--file", file)
    assert back.stderr == ""
    yield before, works, file
    cluster.tool("OX-1", "deletecontext", *MASTER, "-c", CONTEXT)


def test_every_row_comes_back(cluster, archived):
    before, after = archived[0], rows(cluster)
    assert not [table for table, found in before.items() if not found], "a table with nothing in it shows nothing"
    assert set(after) == set(before)
    for table, found in before.items():
        assert after[table] == found, table


def test_a_file_of_a_meeting_is_in_the_archive_once(archived):
    names = subprocess.run(["tar", "--zstd", "-tf", archived[2]], capture_output=True, text=True, check=True).stdout
    assert names.count("-note.txt\n") == 3, "of a meeting of two, of a contact, and of a task"


def test_links_urls_and_app_passwords_open_what_they_opened(cluster, archived):
    _, works, _ = archived
    guest, answer = visitor(cluster, works["link"], "open")
    assert answer.error is None, answer.json
    assert guest.download(works["document"], works["folder"]).body == b"second"
    program = Client(cluster.base)
    bearer = {"Authorization": f"Bearer {works['token']}"}
    seen = program.request("GET", "/ajax/config/folder/calendar", headers=bearer)
    assert seen.status == 200 and seen.error is None, seen.body
    path = works["url"][works["url"].index("/ajax/"):]
    assert b"BEGIN:VFREEBUSY" in program.request("GET", path, cookies=False).body


def test_the_room_goes_on_to_be_booked_by_its_policy(cluster, archived):
    people = People(cluster)
    anna = people.anna
    assert book(anna, meeting(4, 12))[1] == "ACCEPTED"
    assert book(anna, meeting(4, 10))[1] == "DECLINED", "it is taken by the series that was imported"
    assert book(anna, meeting(5, 10, endDate=day(5, 14)))[1] == "DECLINED", "two hours at most"
    people.leave()


def test_a_copy_under_another_id_has_everything_but_what_names_the_context(cluster, archived):
    done = cluster.tool("OX-1", "importcontext", *MASTER, "--file", archived[2], "--as", "80", "-N", "copy")
    try:
        assert "App passwords left out" in done.stderr
        client = Client(cluster.base)
        assert client.login("anna@80").status == 200 and client.session
        assert good(client.call("GET", "apppasswords", action="all")) == []
        url = good(client.call("GET", "freebusy", action="url"))["url"]
        assert url != archived[1]["url"]
        assert b"BEGIN:VFREEBUSY" in client.request("GET", url[url.index("/ajax/"):], cookies=False).body
        client.logout()
    finally:
        cluster.tool("OX-1", "deletecontext", *MASTER, "-c", "80", check=False)
