"""Calls of several modules in one request: what they write the next ones see, and what one request is no part of."""
import pytest

from ajax import Client

LATER = 9_999_999_999_999
DAY = 86_400_000
DUE = 1_800_000_000_000 // DAY * DAY


def several(client, *calls, **parameters):
    return client.call("PUT", "multiple", list(calls), **parameters).json


def good(answers):
    assert [answer for answer in answers if "error" in answer] == []
    return [answer.get("data") for answer in answers]


def folder(client, module):
    return client.call("GET", f"config/folder/{module}").json["data"]


@pytest.fixture(params=["OX-1", "OX-2"])
def direct(cluster, user, request):
    """The user on one node, past Apache."""
    client = Client(f"http://{cluster.http(request.param)}")
    client.cookies, client.session = dict(user.cookies), user.session
    return client


def test_every_call_sees_what_those_before_it_wrote(direct):
    contacts, tasks = folder(direct, "contacts"), folder(direct, "tasks")
    made = good(several(
        direct,
        {"module": "contacts", "action": "new", "data": {"folder_id": contacts, "display_name": "Quince, Peter"}},
        {"module": "contacts", "action": "all", "folder": contacts, "columns": "500"},
        {"module": "tasks", "action": "new", "data": {"folder_id": int(tasks), "title": "Rehearse", "alarm": DUE}},
        {"module": "tasks", "action": "all", "folder": tasks, "columns": "200"},
        {"module": "reminder", "action": "range", "end": DUE + DAY, "modules": "4"},
        {"module": "jslob", "action": "set", "id": "io.ox/multiple", "data": {"seen": True}},
        {"module": "jslob", "action": "list", "data": ["io.ox/multiple"]},
        {"module": "folders", "action": "new", "folder_id": contacts,
         "data": {"title": "players", "module": "contacts"}},
        {"module": "folders", "action": "list", "parent": contacts, "columns": "300"},
        {"module": "config/gui", "data": {"theme": "dark"}},
        {"module": "config/gui/theme"}))
    contact, all_contacts, task, all_tasks, due, _, settings, subfolder, subfolders, _, theme = made
    assert ["Quince, Peter"] in all_contacts and ["Rehearse"] in all_tasks
    assert [one["alarm"] for one in due if one["target_id"] == task["id"]] == [DUE]
    assert settings[0]["tree"] == {"seen": True}
    assert ["players"] in subfolders and theme == "dark"

    gone = good(several(
        direct,
        {"module": "contacts", "action": "delete", "timestamp": LATER, "data": [{"id": contact["id"], "folder": contacts}]},
        {"module": "contacts", "action": "all", "folder": contacts, "columns": "500"},
        {"module": "tasks", "action": "delete", "timestamp": LATER, "data": [{"id": task["id"], "folder": tasks}]},
        {"module": "reminder", "action": "range", "end": DUE + DAY, "modules": "4"},
        {"module": "folders", "action": "delete", "hardDelete": True, "data": [subfolder]},
        {"module": "folders", "action": "list", "parent": contacts, "columns": "300"},
        {"module": "jslob", "action": "set", "id": "io.ox/multiple"}))
    assert ["Quince, Peter"] not in gone[1] and ["players"] not in gone[5]
    assert [one for one in gone[3] if one["target_id"] == task["id"]] == []


def test_a_failure_ends_them_or_is_one_of_them(direct):
    contacts, tasks = folder(direct, "contacts"), folder(direct, "tasks")
    calls = [{"module": "contacts", "action": "new", "data": {"folder_id": contacts, "display_name": "Snug"}},
             {"module": "tasks", "action": "get", "id": 999_999, "folder": tasks},
             {"module": "jslob", "action": "set", "id": "io.ox/after", "data": {"here": 1}}]
    ended = several(direct, *calls)
    assert [answer.get("code") for answer in ended] == [None, "TSK-0019"], "the third never ran"
    assert direct.call("GET", "jslob", action="get", id="io.ox/after").error == "SVL-0004"
    went_on = several(direct, *calls, **{"continue": "true"})
    assert [answer.get("code") for answer in went_on] == [None, "TSK-0019", None]
    assert direct.call("GET", "jslob", action="get", id="io.ox/after").json["data"]["tree"] == {"here": 1}
    made = [{"id": answers[0]["data"]["id"], "folder": contacts} for answers in (ended, went_on)]
    names = direct.call("PUT", "contacts", made, action="list", columns="500").json["data"]
    assert names == [["Snug"], ["Snug"]], "what was done before the failure stays"
    good(several(direct, {"module": "contacts", "action": "delete", "timestamp": LATER, "data": made},
                 {"module": "jslob", "action": "set", "id": "io.ox/after"}))


@pytest.mark.parametrize("call", [
    {"module": "file", "action": "new", "type": "file", "data": {}},
    {"module": "attachment", "action": "attach", "data": {}},
    {"module": "import", "action": "VCARD", "data": "BEGIN:VCARD"},
    {"module": "import", "action": "ICAL", "data": "BEGIN:VCALENDAR"},
    {"module": "infostore", "action": "upload", "data": {}},
    {"module": "contacts/picture", "action": "get", "email": "test@example.com"},
    {"module": "image/contact/picture", "email": "test@example.com"},
    {"module": "events"},
    {"module": "login", "action": "logout"},
    {"module": "multiple", "data": []},
], ids=lambda call: call["module"])
def test_what_is_a_request_of_its_own_is_refused_and_the_others_go_on(direct, call):
    module = "tasks" if call.get("action") == "ICAL" else "contacts"
    refused, after = several(direct, {**call, "folder": folder(direct, module)}, {"module": "config/identifier"},
                             **{"continue": "true"})
    assert "data" not in refused
    assert "request of its own" in refused["error"] or "part of 'multiple'" in refused["error"], refused
    assert after["data"] > 0
