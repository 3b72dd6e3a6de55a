"""Tasks on two nodes: what one user gives another there, who answers here; reminders, import and export."""
import pytest

from ajax import Client
from described import description

ADMIN = ("-A", "oxadmin", "-P", "secret")
LATER = 9_999_999_999_999
DAY = 86_400_000
DUE = 1_800_000_000_000 // DAY * DAY


@pytest.fixture(scope="module")
def people(cluster):
    """Two users, each logged in on another node, and the second one's id."""
    clients, ids = [], []
    for route, name in (("OX-1", "giver"), ("OX-2", "helper")):
        done = cluster.tool("OX-1", "createuser", "-c", "1", *ADMIN, "-u", name, "-d", name.title(), "-g", name, "-s",
                            "Test", "-p", "secret", "-e", f"{name}@example.com", "--access-combination-name=all")
        ids.append(int(done.stdout.split()[1]))
        client = Client(f"http://{cluster.http(route)}")
        assert client.login(name).status == 200 and client.session
        clients.append(client)
    helper = ids[1]
    yield (*clients, helper)
    for client, user in zip(clients, ids):
        client.logout()
        cluster.tool("OX-1", "deleteuser", "-c", "1", *ADMIN, "-i", str(user))


def own_folder(client):
    return int(client.call("GET", "config/folder/tasks").json["data"])


def add(client, **members):
    answer = client.call("PUT", "tasks", {"folder_id": own_folder(client), **members}, action="new")
    assert answer.error is None, answer.json
    return answer.json["data"]["id"], answer.json["timestamp"]


def get(client, task):
    answer = client.call("GET", "tasks", action="get", id=task, folder=own_folder(client), timezone="UTC")
    assert answer.error is None, answer.json
    return answer.json["data"]


def update(client, task, timestamp=LATER, **members):
    return client.call("PUT", "tasks", members, action="update", id=task, folder=own_folder(client),
                       timestamp=timestamp, timezone="UTC")


def delete(client, *tasks):
    refs = [{"id": task, "folder": own_folder(client)} for task in tasks]
    return client.call("PUT", "tasks", refs, action="delete", timestamp=LATER).json["data"]


def updates(client, since):
    return client.call("GET", "tasks", action="updates", folder=own_folder(client), timestamp=since, columns="1,200",
                       ).json


def test_a_task_is_seen_by_whoever_takes_part_on_the_other_node(people):
    owner, helper, entity = people
    since = updates(helper, 0)["timestamp"]
    task, written = add(owner, title="Paint the fence", status=2, percent_completed=10, target_costs=12.5,
                        participants=[{"id": entity, "type": 1}, {"type": 5, "mail": "guest@example.com"}])
    assert updates(helper, since)["data"] == [[task, "Paint the fence"]]
    done = helper.call("PUT", "tasks", {"confirmation": 1, "confirmmessage": "gladly"}, action="confirm", id=task,
                       folder=own_folder(helper), timestamp=LATER)
    assert done.error is None
    seen = get(owner, task)
    assert seen["users"] == [{"id": entity, "display_name": "Helper", "confirm": 1, "confirmmessage": "gladly"}]
    assert update(owner, task, timestamp=written, title="lost").error == "TSK-0007", "the answer came in between"
    assert update(helper, task, title="Painted").error is None
    assert get(owner, task)["title"] == "Painted"

    since = updates(owner, 0)["timestamp"]
    assert delete(helper, task) == [], "he leaves"
    assert get(owner, task)["participants"] == [{"type": 5, "mail": "guest@example.com"}]
    assert updates(owner, since)["data"] == [[task, "Painted"]]
    assert delete(owner, task) == []
    assert updates(owner, since)["data"] == [task]
    assert delete(owner, task) == [task], "it is not there any more"


def test_what_recurs_goes_on(people):
    owner = people[0]
    task, _ = add(owner, title="Water the plants", start_time=DUE, end_time=DUE, full_time=True, recurrence_type=1,
                  interval=3, occurrences=2)
    since = updates(owner, 0)["timestamp"]
    assert update(owner, task, status=3).error is None
    following = [row[0] for row in updates(owner, since)["data"] if row[0] != task]
    assert len(following) == 1
    following = get(owner, following[0])
    assert (following["start_time"], following["status"], following["occurrences"]) == (DUE + 3 * DAY, 1, 1)
    assert get(owner, task)["recurrence_type"] == 0
    assert delete(owner, task, following["id"]) == []


def test_reminders_are_ones_own(people):
    owner, helper, entity = people
    task, _ = add(owner, title="Call", alarm=DUE, participants=[{"id": entity, "type": 1}])
    due = lambda client: [one for one in client.call("GET", "reminder", action="range", end=DUE + 2 * DAY,
                                                     modules="4").json["data"] if one["target_id"] == task]
    assert due(helper) == []
    mine = due(owner)[0]
    assert (mine["alarm"], mine["folder"]) == (DUE, own_folder(owner))
    again = owner.call("PUT", "reminder", {"alarm": DUE + DAY}, action="remindAgain", id=mine["id"])
    assert again.json["data"]["alarm"] == DUE + DAY
    assert owner.call("PUT", "reminder", [{"id": mine["id"]}], action="delete").json["data"] == []
    assert due(owner) == []
    assert delete(owner, task) == []


def test_a_calendar_goes_in_and_comes_out(people):
    owner = people[0]
    folder = own_folder(owner)
    calendar = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
                "BEGIN:VTODO\r\nUID:first\r\nSUMMARY:First\r\nX-KEEP;A=b:c\r\nEND:VTODO\r\n"
                "BEGIN:VTODO\r\nUID:second\r\nDTSTART:20260302T000000Z\r\nDUE:20260301T000000Z\r\nEND:VTODO\r\n"
                "END:VCALENDAR\r\n")
    form = ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.ics\"\r\n"
            f"Content-Type: text/calendar\r\n\r\n{calendar}\r\n--b--\r\n")
    done = owner.call("POST", "import", form, {"Content-Type": "multipart/form-data; boundary=b"}, action="ICAL",
                      folder=folder)
    stored, failed = done.json["data"]
    assert (failed["code"], failed["index"], len(done.json["warnings"])) == ("TSK-0050", 1, 1)
    out = owner.call("PUT", "export", [{"id": stored["id"], "folder_id": folder}], action="ICAL")
    assert out.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"UID:first\r\nSUMMARY:First\r\nX-KEEP;A=b:c\r\n" in out.body
    whole = owner.call("GET", "export", action="ICAL", folder=folder)
    assert b"UID:first\r\n" in whole.body
    assert owner.call("GET", "export", action="ICAL", folder=owner.infostore_folder()).error == "SVL-0010"
    assert delete(owner, stored["id"]) == []


def test_lists_are_searched_and_sorted(people):
    owner = people[0]
    tasks = [add(owner, title=title, priority=priority)[0] for title, priority in (("Sort b", 1), ("Sort a", 3))]
    found = owner.call("PUT", "tasks", {"pattern": "sort *"}, action="search", columns="200,309,316,221,302", sort=309,
                       order="desc").json["data"]
    assert found == [["Sort a", 3, None, [], None], ["Sort b", 1, None, [], None]]
    named = owner.call("PUT", "tasks", [{"id": task, "folder": own_folder(owner)} for task in tasks], action="list",
                       fields="id,title").json["data"]
    assert named == [{"id": tasks[0], "title": "Sort b"}, {"id": tasks[1], "title": "Sort a"}]
    assert [task for task, *_ in owner.call("GET", "tasks", action="all", folder=own_folder(owner),
                                            columns="1,20,5,401").json["data"]] == tasks
    assert delete(owner, *tasks) == []
    assert not description().unanswered("tasks", "reminder")
