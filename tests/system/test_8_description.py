"""What openapi.yaml describes is answered as it says: here by calling it all, in every other test on the side."""
import json

import pytest

from ajax import Client
from described import Call, Undescribed, description

MASTER_OF_CONTEXT = ("-c", "1", "-A", "oxadmin", "-P", "secret")


def good(answer):
    """The data of an answer that is no failure."""
    assert answer.status == 200 and not answer.error, answer.body
    return answer.json.get("data")


def stamp(answer):
    good(answer)
    return answer.json["timestamp"]


@pytest.fixture(scope="module")
def tourist(cluster):
    """Somebody with every right, and nothing to lose."""
    cluster.tool("OX-1", "createuser", *MASTER_OF_CONTEXT, "-u", "tourist", "-d", "Tour Ist", "-g", "Tour", "-s", "Ist",
                 "-p", "secret", "-e", "tourist@example.com", "--access-combination-name=all")
    client = Client(cluster.base)
    assert client.login("tourist", staySignedIn="true").status == 200
    yield client
    client.logout()
    cluster.tool("OX-1", "deleteuser", *MASTER_OF_CONTEXT, "-u", "tourist")


def test_sessions(tourist, cluster):
    good(tourist.call("GET", "login", action="store"))
    good(tourist.call("GET", "login", action="refreshSecret"))
    good(tourist.call("GET", "login", action="changeip", clientIP=cluster.client.address))
    again = tourist.call("GET", "login", action="autologin")
    assert again.json["session"] == tourist.session
    others = [Client(cluster.base) for _ in range(2)]
    for other in others:
        assert other.login("tourist").status == 200
    assert len(good(tourist.call("GET", "sessionmanagement", action="all"))) >= 3
    good(tourist.call("PUT", "sessionmanagement", [others[0].session], action="delete"))
    good(tourist.call("PUT", "sessionmanagement", [], action="clear"))
    assert others[1].call("GET", "user", action="get").error == "SES-0203"
    assert not description().unanswered("login", "sessionmanagement")[1:]  # logout has no body


def test_passwords(tourist, cluster):
    made = good(tourist.call("PUT", "apppasswords", {"name": "telephone", "password": "secret", "modules": ["infostore"]},
                             action="new"))
    assert [one["id"] for one in good(tourist.call("GET", "apppasswords", action="all"))] == [made["id"]]
    good(tourist.call("PUT", "apppasswords", [made["id"]], action="delete"))
    for old, new in (("secret", "another secret"), ("another secret", "secret")):
        good(tourist.call("PUT", "passwordchange", {"old_password": old, "new_password": new}, action="update"))
    assert not description().unanswered("passwordchange", "apppasswords")


def test_settings(tourist):
    assert good(tourist.call("GET", "system", action="ping")) == {"pong": True}
    assert good(tourist.call("GET", "capabilities", action="all"))
    assert good(tourist.call("GET", "capabilities", action="get", id="infostore"))["id"] == "infostore"
    assert good(tourist.call("GET", "config"))["language"] == "en_US"
    tourist.call("PUT", "config/language", json.dumps("de_DE"))
    assert good(tourist.call("GET", "config/language")) == "de_DE"
    calls = [{"module": "user/me"}, {"module": "folders", "action": "root", "columns": "1,300,305,306"},
             {"module": "config/language"}]
    answers = tourist.call("PUT", "multiple", calls, **{"continue": "true"}).json
    assert [sorted(answer) for answer in answers] == [["data"], ["data", "timestamp"], ["data"]]


def test_users(tourist):
    everything = ",".join(str(member["x-column"]) for member in description().definitions["User"]["properties"].values())
    assert len(good(tourist.call("GET", "user", action="all", columns=everything))) > 2
    assert good(tourist.call("GET", "user", action="all", fields="id,login_info"))[0] == {"id": 2, "login_info": "oxadmin"}
    known = tourist.call("GET", "user", action="get")
    me = good(known)["id"]
    assert good(tourist.call("PUT", "user", [me], action="list", columns="1"))[0] == [me]
    assert [me] in good(tourist.call("PUT", "user", {"pattern": "ist"}, action="search", columns="1"))
    stamp(tourist.call("PUT", "user", {"nickname": "wanderer", "birthday": 0, "aliases": None}, action="update", id=me,
                       timestamp=stamp(known)))
    assert good(tourist.call("GET", "user", action="get"))["nickname"] == "wanderer"
    assert good(tourist.call("PUT", "user", {"name": "theme", "value": "dark"}, action="setAttribute", id=me)) is True
    assert good(tourist.call("GET", "user", action="getAttribute", id=me, name="theme"))["value"] == "dark"
    assert good(tourist.call("GET", "user/me"))["user_id"] == me
    assert not description().unanswered("user")


def test_groups_and_resources(tourist):
    things = {"group": {"name": "travellers", "display_name": "Travellers", "members": [3]},
              "resource": {"name": "bus", "display_name": "Bus", "mailaddress": "bus@example.com"}}
    for module, thing in things.items():
        before = stamp(tourist.call("PUT", module, action="all", columns="1"))
        made = good(tourist.call("PUT", module, thing, action="new"))["id"]
        known = tourist.call("GET", module, action="get", id=made)
        assert good(known)["name"] == thing["name"]
        after = stamp(tourist.call("PUT", module, {"display_name": "Other"}, action="update", id=made, timestamp=stamp(known)))
        changes = good(tourist.call("GET", module, action="updates", timestamp=before))
        assert [one["id"] for one in changes["new"]] == [made]
        assert good(tourist.call("PUT", module, [{"id": made}], action="list"))[0]["display_name"] == "Other"
        assert good(tourist.call("PUT", module, {"pattern": "Other"}, action="search"))[0]["id"] == made
        ref = {"id": made} if module == "group" else [{"id": made}]
        good(tourist.call("PUT", module, ref, action="delete", timestamp=after))
        assert {"id": made} in good(tourist.call("GET", module, action="updates", timestamp=before))["deleted"]
    assert not description().unanswered("group", "resource")


def test_delegation(tourist):
    stamp(tourist.call("PUT", "delegation", {"entity": 3, "level": "write"}, action="set"))
    assert good(tourist.call("GET", "delegation", action="all")) == [{"entity": 3, "group": False, "level": "write"}]
    good(tourist.call("GET", "delegation", action="mandates"))
    stamp(tourist.call("PUT", "delegation", [{"entity": 3}], action="delete"))
    assert not description().unanswered("delegation")


def test_links(tourist, cluster):
    home = tourist.infostore_folder()
    folder = good(tourist.call("PUT", "folders", {"title": "postcards", "module": "infostore"}, action="new", folder_id=home))
    target = {"module": "infostore", "folder": folder}
    made = tourist.call("PUT", "share/management", target, action="getLink")
    token = good(made)["url"].rpartition("/")[2]
    changed = tourist.call("PUT", "share/management", {**target, "password": "secret", "expiry_date": None},
                           action="updateLink", timestamp=stamp(made))
    for action in ("anonymous", "guest"):
        Client(cluster.base).request("POST", f"/ajax/login?action={action}&share={token}", "password=secret",
                                     {"Content-Type": "application/x-www-form-urlencoded"})
    after = tourist.call("PUT", "share/management", {**target, "password": None}, action="updateLink",
                         timestamp=stamp(changed))
    assert Client(cluster.base).request("GET", f"/ajax/share/{token}").json["folder"] == folder
    stamp(tourist.call("PUT", "share/management", target, action="deleteLink", timestamp=stamp(after)))
    assert tourist.call("PUT", "share/management", target, action="sendLink").error == "SHR-0004"
    assert not description().unanswered("share")[1:]  # sendLink has no good answer
    good(tourist.call("PUT", "folders", [folder], action="delete", hardDelete="true"))


def test_folders(tourist):
    every = ",".join(str(member["x-column"]) for member in description().definitions["Folder"]["properties"].values())
    home = tourist.infostore_folder()
    assert good(tourist.call("GET", "folders", action="root", columns=every))
    made = tourist.call("PUT", "folders", {"title": "souvenirs", "module": "infostore"}, action="new", folder_id=home)
    folder = good(made)
    assert [folder] in good(tourist.call("GET", "folders", action="list", parent=home, columns="1"))
    assert good(tourist.call("GET", "folders", action="list", parent=home, columns=every))
    assert good(tourist.call("GET", "folders", action="get", id=folder))["title"] == "souvenirs"
    assert good(tourist.call("GET", "folders", action="path", id=folder, columns=every))
    assert good(tourist.call("GET", "folders", action="shares", content_type="infostore", columns=every)) == []
    assert good(tourist.call("GET", "folders", action="allVisible", content_type="infostore", columns=every))["private"] is not None
    known = stamp(tourist.call("PUT", "folders", {"title": "gifts"}, action="update", id=folder, timestamp=stamp(made)))
    changed = tourist.call("GET", "folders", action="updates", parent=home, timestamp=0, columns=every)
    assert any(row[0] == folder for row in good(changed) if isinstance(row, list))
    good(tourist.call("PUT", "folders", [folder], action="clear"))
    good(tourist.call("PUT", "sync", [folder], action="refresh_server"))
    assert good(tourist.call("PUT", "folders", [folder], action="delete", timestamp=known, hardDelete="true")) == []
    lost = good(tourist.call("PUT", "folders", {"title": "lost", "module": "infostore"}, action="new", folder_id=home))
    good(tourist.call("PUT", "folders", [lost], action="delete"))
    assert good(tourist.call("PUT", "folders", [lost], action="restore")) == [
        {"id": lost, "folder_id": home, "title": "lost"}]
    large = {"files": [{"name": "small.txt", "size": 5}, {"name": "large.txt", "size": 10**15}]}
    limits = good(tourist.call("PUT", "folders", large, action="checklimits", id=home, type="filestore"))["errors"]
    assert [one["code"] for one in limits] == ["IFO-1700", "FLS-0003"]
    small = {"files": [{"name": "small.txt", "size": 5}]}
    assert good(tourist.call("PUT", "folders", small, action="checklimits", id=home, type="filestore")) == {"errors": []}
    assert tourist.call("PUT", "folders", {"entities": ["3"]}, action="notify", id=home).error == "FLD-0003"
    refused = tourist.call("PUT", "folders", ["10"], action="delete", timestamp=known)
    assert good(refused) == ["10"] and refused.json["warnings"]
    assert not description().unanswered("folders")[1:]  # notify has no good answer


def test_documents(tourist):
    every = ",".join(str(member["x-column"]) for member in description().definitions["Document"]["properties"].values())
    home = tourist.infostore_folder()
    ids = [good(tourist.upload(b"postcard", name)) for name in ("front.txt", "back.txt")]
    good(tourist.call("PUT", "infostore", {"folder_id": home, "title": "a note"}, action="new"))
    for calls in ({"action": "all", "folder": home}, {"action": "updates", "folder": home, "timestamp": 0},
                  {"action": "versions", "id": ids[0]}):
        assert good(tourist.call("GET", "infostore", columns=every, **calls))
    assert good(tourist.call("PUT", "infostore", [{"id": ids[0], "folder": home}], action="list", columns=every))
    assert good(tourist.call("PUT", "infostore", {"pattern": "back"}, action="search", columns=every, folder=home))
    known = tourist.call("GET", "infostore", action="get", id=ids[0])
    assert good(known)["filename"] == "front.txt"
    good(tourist.call("PUT", "infostore", action="lock", id=ids[0]))
    assert good(tourist.call("GET", "infostore", action="get", id=ids[0]))["locked_until"] > 0
    good(tourist.call("PUT", "infostore", action="unlock", id=ids[0]))
    seen = stamp(tourist.call("GET", "infostore", action="get", id=ids[0]))
    good(tourist.call("PUT", "infostore", {"title": "view"}, action="update", id=ids[0], timestamp=seen))
    good(tourist.upload(b"another", "front.txt", id=ids[0]))
    good(tourist.call("PUT", "infostore", {"filename": "copy.txt"}, action="copy", id=ids[0]))
    seen = stamp(tourist.call("GET", "infostore", action="get", id=ids[0]))
    assert good(tourist.call("PUT", "infostore", [1, 77], action="detach", id=ids[0], timestamp=seen)) == [77]
    seen = stamp(tourist.call("GET", "infostore", action="get", id=ids[0]))
    good(tourist.call("PUT", "infostore", action="revert", id=ids[0], timestamp=seen))
    good(tourist.call("GET", "infostore", action="checkname", name="fine.txt"))
    folder = good(tourist.call("PUT", "folders", {"title": "album", "module": "infostore"}, action="new", folder_id=home))
    seen = stamp(tourist.call("GET", "infostore", action="all", folder=home, columns="1"))
    assert good(tourist.call("PUT", "infostore", [{"id": ids[1], "folder": home}], action="move", folder=folder,
                             timestamp=seen)) == []
    gone = tourist.call("PUT", "infostore", [{"id": ids[0], "folder": home}, {"id": home + "/999999"}], action="delete",
                        timestamp=seen + 10**9, hardDelete="true")
    assert [one["id"] for one in good(gone)] == [home + "/999999"]
    good(tourist.call("PUT", "infostore", [{"id": ids[1].split("/")[-1]}], action="delete", timestamp=seen + 10**9))
    [back] = good(tourist.call("PUT", "infostore", [{"id": ids[1].split("/")[-1]}], action="restore"))
    assert back["folder_id"] == folder and not back["elsewhere"]
    assert good(tourist.call("GET", "quota", action="filestore"))["use"] > 0
    assert set(good(tourist.call("GET", "quota", action="get"))) >= {"infostore", "contact", "task"}
    left = description().unanswered("infostore")
    assert [one for one in left if "post " not in one and "=document" not in one] == []  # forms: elsewhere


@pytest.mark.parametrize("answer, complaint", [
    ({"data": {"id": 3, "shoe_size": 44}, "timestamp": 1}, "shoe_size"),
    ({"data": {"id": "3"}, "timestamp": 1}, "is not of type"),
    ({"data": {"id": 3}}, "timestamp"),
    ({"data": {"id": 3}, "timestamp": 1, "hint": ""}, "hint"),
    ({"error": "no", "code": "SVL-0010", "why": "because"}, "why"),
])
def test_an_answer_that_is_not_as_described_fails(answer, complaint):
    good_answer = {"data": {"id": 3}, "timestamp": 1}
    description().check(Call("GET", "user", {"action": "get"}), 200, good_answer)
    with pytest.raises(Undescribed, match=complaint):
        description().check(Call("GET", "user", {"action": "get"}), 200, answer)


@pytest.mark.parametrize("row", [["3", "Anna"], [3], [3, "Anna", None], [3, 7]])
def test_rows_have_a_value_of_its_type_for_each_column(row):
    call = Call("GET", "user", {"action": "all", "columns": "1,500"})
    description().check(call, 200, {"data": [[3, "Anna"], [4, None]], "timestamp": 1})
    with pytest.raises(Undescribed):
        description().check(call, 200, {"data": [row], "timestamp": 1})


@pytest.mark.parametrize("row", [{"id": 3}, {"id": "3", "display_name": None}, [3, None]])
def test_objects_have_the_fields_asked_for(row):
    call = Call("GET", "user", {"action": "all", "fields": "id,display_name"})
    description().check(call, 200, {"data": [{"id": 3, "display_name": None}], "timestamp": 1})
    with pytest.raises(Undescribed):
        description().check(call, 200, {"data": [row], "timestamp": 1})


def test_parts_of_multiple_are_checked_and_actions_have_to_be_described():
    body = json.dumps([{"module": "user", "action": "get"}])
    with pytest.raises(Undescribed):
        description().check(Call("PUT", "multiple", {}, body), 200, [{"data": {"id": None}, "timestamp": 1}])
    with pytest.raises(Undescribed, match="not described"):
        description().check(Call("GET", "user", {"action": "secret"}), 200, {"data": {}})
    description().check(Call("GET", "user", {"action": "secret"}), 200, {"error": "", "code": "SVL-0001"})
