"""Alarms of events: pending on every node, acknowledged on one, snoozed, and as reminders for old clients."""
import datetime

from ajax import Client
from described import description

UTC = datetime.timezone.utc


def on_node(cluster, user, route):
    direct = Client(f"http://{cluster.http(route)}")
    direct.cookies, direct.session = dict(user.cookies), user.session
    return direct


def stamp(instant):
    return instant.strftime("%Y%m%dT%H%M%SZ")


def good(answer):
    assert answer.status == 200 and not answer.error, answer.body
    return answer.json.get("data")


def test_alarms_of_a_series(cluster, user):
    first, second = on_node(cluster, user, "OX-1"), on_node(cluster, user, "OX-2")
    folder = str(good(user.call("GET", "config/folder/calendar")))
    start = datetime.datetime.now(UTC).replace(microsecond=0) + datetime.timedelta(hours=2)
    begin = {"value": start.strftime("%Y%m%dT%H%M%S"), "tzid": "UTC"}
    end = {"value": (start + datetime.timedelta(hours=1)).strftime("%Y%m%dT%H%M%S"), "tzid": "UTC"}
    body = {"summary": "standup", "startDate": begin, "endDate": end, "rrule": "FREQ=DAILY",
            "alarms": [{"action": "DISPLAY", "trigger": {"duration": "-PT15M"}, "description": "soon"}]}
    event = good(first.call("PUT", "chronos", body, action="new", folder=folder))["created"][0]["id"]
    where = {"id": event, "folder": folder}
    far = stamp(start + datetime.timedelta(days=10))

    def pending(client):
        return [one for one in good(client.call("GET", "chronos/alarm", action="pending", rangeEnd=far))
                if one["eventId"] == event]

    rings = start - datetime.timedelta(minutes=15)
    [alarm] = pending(second)
    assert alarm["time"] == stamp(rings) and alarm["folder"] == folder and alarm["action"] == "DISPLAY"
    assert pending(second)[0]["recurrenceId"].startswith(start.strftime("%Y%m%dT%H%M%S"))
    assert not good(second.call("GET", "chronos/alarm", action="pending", rangeEnd=stamp(rings)))

    # Seen: the next day's is pending, on the other node at once.
    good(second.call("GET", "chronos/alarm", action="ack", alarmId=alarm["alarmId"], **where))
    assert [one["time"] for one in pending(first)] == [stamp(rings + datetime.timedelta(days=1))]

    # Snoozed: again in a minute, and the day after.
    good(first.call("GET", "chronos/alarm", action="snooze", alarmId=alarm["alarmId"], snoozeTime=60_000, **where))
    later = pending(second)
    assert len(later) == 2 and later[1]["time"] == stamp(rings + datetime.timedelta(days=2))

    # Other alarms.
    seen = first.call("GET", "chronos", action="get", **where).json["timestamp"]
    good(first.call("PUT", "chronos/alarm", [{"action": "DISPLAY", "trigger": {"duration": "-PT5M"}}],
                    action="updateAlarms", timestamp=seen, **where))
    assert [one["time"] for one in pending(second)] == [stamp(start - datetime.timedelta(minutes=5))]
    wrong = first.call("GET", "chronos/alarm", action="ack", alarmId=99, **where)
    assert wrong.error == "CAL-4040", wrong.body

    # As old clients see them.
    def reminders(client):
        return [one for one in good(client.call("GET", "reminder", action="range", modules="1", timezone="UTC"))
                if str(one["target_id"]) == event]

    [reminder] = reminders(second)
    assert reminder["alarm"] == (start - datetime.timedelta(minutes=5)).timestamp() * 1000
    assert good(second.call("PUT", "reminder", [{"id": reminder["id"]}], action="delete")) == []
    [again] = reminders(first)
    assert again["alarm"] == reminder["alarm"] + 86_400_000 and again["id"] == reminder["id"]
    moved = good(first.call("PUT", "reminder", {"alarm": again["alarm"] - 3_600_000}, action="remindAgain", id=again["id"],
                            timezone="UTC"))
    assert moved["alarm"] == again["alarm"] - 3_600_000
    assert reminders(second)[0]["alarm"] == moved["alarm"]
    assert not description().unanswered("chronos/alarm")
