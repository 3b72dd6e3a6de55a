"""Operations on events: folders of 1,000 and 10,000, a series with 20 attendees, free/busy of 50 users."""

import datetime
from concurrent.futures import ThreadPoolExecutor

from operation import FOREVER, Keeping, Operation, expecting

USERS = 50
ATTENDEES = 20
MANY_EVENTS = 10_000
MONTH_EVENTS = 1_000
IMPORTED = 10_000
# What a month view of a web UI shows.
FIELDS = ("id,folder,seriesId,recurrenceId,summary,location,startDate,endDate,transp,class,status,color,categories,flags,"
          "organizer,lastModified")
MONTH = {"rangeStart": "20260301T000000Z", "rangeEnd": "20260401T000000Z"}
WEEK = {"from": "20260302T000000Z", "until": "20260309T000000Z"}


def calendar_text(events):
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def event_text(prefix, number, start):
    end = start + datetime.timedelta(hours=1)
    return ("BEGIN:VEVENT\r\n" f"UID:{prefix}-{number}\r\nDTSTAMP:20260101T000000Z\r\n"
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}\r\nDTEND:{end:%Y%m%dT%H%M%SZ}\r\n"
            f"SUMMARY:Appointment {number}\r\nLOCATION:Room {number % 9}\r\nCATEGORIES:Work,Team {number % 5}\r\n"
            f"DESCRIPTION:What is to be discussed in number {number}\\, at length.\r\n"
            "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:Reminder\r\nEND:VALARM\r\nEND:VEVENT\r\n")


def spread(prefix, count, first, days):
    """Events that follow each other evenly over some days."""
    step = datetime.timedelta(days=days) / count
    return [event_text(prefix, number, first + number * step) for number in range(count)]


def import_events(session, folder, events):
    items = session.import_file("ICAL", folder, "events.ics", calendar_text(events).encode(), "text/calendar")
    assert len(items) == len(events) and not any("error" in each for each in items), items[:3]


def new_users(cluster):
    """@return the ids of USERS new users"""
    lines = [f"bench{number},Bench {number},Bench,{number},secret,bench{number}@example.com" for number in range(USERS)]
    file = cluster.var / "users.csv"
    file.write_text("username,displayname,givenname,surname,password,email\n" + "\n".join(lines) + "\n")
    cluster.tool("createuser", "-c", "1", "-A", "oxadmin", "-P", "secret", "--csv-import", str(file))
    names = {f"bench{number}" for number in range(USERS)}
    rows = cluster.sql("master", "SELECT id, login FROM " + cluster.schema() + ".user_account WHERE cid = 1")
    return [int(row[0]) for row in rows if row[1] in names]


def event_data(summary, start, attendees=(), **more):
    end = start + datetime.timedelta(hours=1)
    when = "%Y%m%dT%H%M%S"
    data = {"summary": summary, "location": "Room 1", "startDate": {"value": f"{start:{when}}", "tzid": "Europe/Berlin"},
            "endDate": {"value": f"{end:{when}}", "tzid": "Europe/Berlin"}, **more}
    if attendees:
        data["attendees"] = [{"cuType": "INDIVIDUAL", "entity": user} for user in attendees]
    return data


def created(answer):
    return answer["data"]["created"][0]


def fill_calendars_of(cluster, numbers):
    """Ten events each in the week whose free/busy is asked for."""
    def fill(number):
        session = Keeping(cluster.nodes[0], f"bench{number}")
        folder = str(session.call("GET", "config/folder/calendar")["data"])
        import_events(session, folder, spread(f"own-{number}", 10, datetime.datetime(2026, 3, 2, 8), 7))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fill, numbers))


def import_operation(session, folder):
    """One large file, into a folder that was emptied."""
    file = calendar_text(spread("bulk", IMPORTED, datetime.datetime(2024, 1, 1), 700)).encode()

    def run():
        items = session.import_file("ICAL", folder, "events.ics", file, "text/calendar")
        assert len(items) == IMPORTED and not any("error" in each for each in items), items[:3]

    def clear():
        assert session.call("PUT", "folders", [folder], action="clear", timestamp=FOREVER)["data"] == []
    return Operation(f"import of {IMPORTED:,} events", run, most=3, prepare=clear, objects=IMPORTED)


def calendar_operations(session, cluster):
    users = new_users(cluster)
    fill_calendars_of(cluster, range(USERS))
    folder = {name: session.folder(name, "1", "calendar") for name in ("month", "many", "created", "bulk", "meetings")}
    import_events(session, folder["month"], spread("month", MONTH_EVENTS, datetime.datetime(2026, 3, 1), 31))
    import_events(session, folder["many"], spread("many", MANY_EVENTS, datetime.datetime(2025, 1, 1), 800))

    first = datetime.datetime(2026, 1, 5, 10)
    series = created(session.call("PUT", "chronos", event_data("Weekly", first, [session.user, *users[:ATTENDEES]],
                                                               rrule="FREQ=WEEKLY"),
                                  action="new", folder=folder["meetings"], checkConflicts="false"))
    old = created(session.call("PUT", "chronos", event_data("Daily", datetime.datetime(2016, 3, 1, 9), rrule="FREQ=DAILY"),
                               action="new", folder=folder["meetings"], checkConflicts="false"))
    assert old["id"]
    before = session.call("GET", "chronos", action="all", folder=folder["many"], fields="id,timestamp", **MONTH)
    one = before["data"][0]["id"]
    session.call("PUT", "chronos", {"summary": "changed"}, action="update", folder=folder["many"], id=one,
                 timestamp=FOREVER, checkConflicts="false")
    numbers = iter(range(10**9))

    def create():
        session.call("PUT", "chronos", event_data(f"New {next(numbers)}", first), action="new",
                     folder=folder["created"], checkConflicts="false")

    def change_instance():
        session.call("PUT", "chronos", {"location": f"Room {next(numbers)}"}, action="update",
                     folder=folder["meetings"], id=series["id"], recurrenceId="20260309T100000", timestamp=FOREVER,
                     checkConflicts="false")

    def month(name, count):
        return expecting(count, lambda: session.call("GET", "chronos", action="all", folder=folder[name], fields=FIELDS,
                                                     expand="true", **MONTH))

    def in_march(count, days):
        step = datetime.timedelta(days=days) / count
        starts = [datetime.datetime(2025, 1, 1) + number * step for number in range(count)]
        return len([start for start in starts if datetime.datetime(2026, 2, 28, 23) < start < datetime.datetime(2026, 4, 1)])

    attendees = {"attendees": [{"entity": user} for user in users]}
    return [
        Operation("create event", create),
        Operation(f"change an instance, {ATTENDEES} attendees", change_instance),
        Operation("month of 1,000 events in 1,000", month("month", MONTH_EVENTS)),
        Operation("month of a folder of 10,000 events", month("many", in_march(MANY_EVENTS, 800))),
        Operation("month of a weekly and an old daily series",
                  lambda: session.call("GET", "chronos", action="all", folder=folder["meetings"], fields=FIELDS,
                                       expand="true", **MONTH)),
        Operation("event updates after one in 10,000",
                  lambda: session.call("GET", "chronos", action="updates", folder=folder["many"], fields=FIELDS,
                                       timestamp=before["timestamp"])),
        Operation(f"free/busy of {USERS} users, a week",
                  expecting(USERS, lambda: session.call("PUT", "chronos", attendees, action="freeBusy", **WEEK))),
        import_operation(session, folder["bulk"]),
    ]
