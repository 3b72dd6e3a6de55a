"""What administrators and users change about people holds on every node with the next request."""
import contextlib
import os

import pytest

from ajax import Client

ADMIN = ("-A", "oxadmin", "-P", "secret")
MASTER = ("-A", "oxadminmaster", "-P", "secret")


class Person:
    """A user with one session, a program with an app password, and both on each node."""

    def __init__(self, cluster, name, password="secret"):
        self.cluster, self.name, self.password = cluster, name, password
        self.tool("createuser", "-u", name, "-d", f"Person {name}", "-g", name, "-s", "Person", "-p", password, "-e",
                  f"{name}@example.com", "--access-combination-name=groupware_standard")
        self.client = self.login()
        self.id = self.data("user", action="get")["id"]
        made = self.client.call("PUT", "apppasswords", {"name": "program", "password": password}, action="new").json["data"]
        self.token, self.token_id = made["password"], made["id"]

    def tool(self, command, *options, admin=ADMIN):
        return self.cluster.tool("OX-1", command, "-c", "1", *admin, *options)

    def change(self, *options):
        self.tool("changeuser", "-u", self.name, *options)

    def login(self, route="OX-1"):
        client = Client(f"http://{self.cluster.http(route)}")
        assert client.login(self.name, self.password).status == 200 and client.session
        return client

    def at(self, route, client=None):
        """The session at a node that may not have seen it yet."""
        client = client or self.client
        there = Client(f"http://{self.cluster.http(route)}")
        there.cookies, there.session = dict(client.cookies), client.session
        return there

    def data(self, *call, **parameters):
        answer = self.client.call("GET", *call, **parameters)
        assert not answer.error, answer.body
        return answer.json["data"]

    def session_says(self, client=None):
        """What each node answers to the session: error codes, or None."""
        return [self.at(route, client).call("GET", "user", action="get").error for route in self.cluster.nodes]

    def program_says(self):
        statuses = []
        for route in self.cluster.nodes:
            program = Client(f"http://{self.cluster.http(route)}")
            answer = program.request("GET", "/ajax/user?action=get", headers={"Authorization": f"Bearer {self.token}"})
            statuses.append((answer.status, answer.error))
        return statuses


# Levels of folder, read, write, delete and admin; see Permission in openapi.yaml.
OWNS, READS, WRITES = (sum(level << 7 * place for place, level in enumerate(levels))
                       for levels in ((64, 64, 64, 64, 1), (1, 2, 0, 0, 0), (2, 2, 2, 2, 0)))
WORKS, ENDED = [None, None], ["SES-0203", "SES-0203"]
PROGRAM_WORKS, PROGRAM_REFUSED = [(200, None)] * 2, [(401, "APW-0001")] * 2


@pytest.fixture
def person(cluster):
    person = Person(cluster, f"p{os.urandom(3).hex()}")
    assert person.session_says() == WORKS and person.program_says() == PROGRAM_WORKS  # both nodes know them now
    yield person
    person.tool("deleteuser", "-i", str(person.id))


def test_a_password_that_the_administrator_changes_ends_everything(person):
    person.change("-p", "another secret")
    assert person.session_says() == ENDED
    assert person.program_says() == PROGRAM_REFUSED
    person.password = "another secret"
    assert person.session_says(person.login("OX-2")) == WORKS


def test_an_own_password_ends_everything_but_the_session_that_changed_it(person):
    other = person.login("OX-2")
    assert person.session_says(other) == WORKS
    wrong = person.client.call("PUT", "passwordchange", {"old_password": "guess", "new_password": "better secret"}, action="update")
    assert wrong.error == "PSW-0001" and person.session_says(other) == WORKS
    done = person.client.call("PUT", "passwordchange", {"old_password": "secret", "new_password": "better secret"}, action="update")
    assert not done.error, done.body
    assert person.session_says() == WORKS
    assert person.session_says(other) == ENDED
    assert person.program_says() == PROGRAM_REFUSED


def test_a_user_who_is_disabled_or_deleted_is_out(cluster, person):
    person.change("--enabled", "false")
    assert person.session_says() == ENDED and person.program_says() == PROGRAM_REFUSED
    assert Client(cluster.base).login(person.name).error == "LGI-0013"
    person.change("--enabled", "true")
    leaver = Person(cluster, f"l{os.urandom(3).hex()}")
    leaver.tool("deleteuser", "-u", leaver.name)
    assert leaver.session_says() == ENDED and leaver.program_says() == PROGRAM_REFUSED


def test_an_app_password_is_revoked_on_both_nodes(person):
    revoked = person.at("OX-2").call("PUT", "apppasswords", [person.token_id], action="delete")
    assert not revoked.error
    assert person.program_says() == PROGRAM_REFUSED and person.session_says() == WORKS


def test_modules_that_are_taken_away_are_refused(person):
    folder = person.client.infostore_folder()

    def says():
        return [person.at(route).call("GET", "infostore", action="all", folder=folder, columns="1").error
                for route in person.cluster.nodes]
    assert says() == WORKS
    person.change("--access-infostore", "off")
    assert says() == ["SVL-0016"] * 2
    person.change("--access-infostore", "on")
    assert says() == WORKS
    person.change("--access-edit-password", "off")
    refused = person.client.call("PUT", "passwordchange", {"old_password": "secret", "new_password": "x" * 12}, action="update")
    assert refused.error == "SVL-0016"
    person.change("--access-edit-group", "off")
    refused = person.client.call("PUT", "group", {"name": "mine", "display_name": "Mine", "members": []}, action="new")
    assert refused.error == "GRP-0009"


def test_who_leaves_a_group_loses_what_was_shared_with_it(cluster, user, person):
    made = person.tool("creategroup", "-n", f"g-{person.name}", "-d", f"Group {person.name}", "-a", str(person.id)).stdout
    group = int(made.split()[1])
    home = user.infostore_folder()
    me = user.call("GET", "user", action="get").json["data"]["id"]
    grants = [{"entity": me, "group": False, "bits": OWNS}, {"entity": group, "group": True, "bits": READS}]
    folder = user.call("PUT", "folders", {"title": f"for {person.name}", "module": "infostore", "permissions": grants},
                       action="new", folder_id=home).json["data"]
    try:
        def says():
            return [person.at(route).call("GET", "folders", action="get", id=folder).error for route in cluster.nodes]
        assert says() == WORKS
        person.tool("changegroup", "-i", str(group), "--removemembers", str(person.id))
        assert says() == ["FLD-0008"] * 2
        person.tool("changegroup", "-i", str(group), "--addmembers", str(person.id))
        assert says() == WORKS
        person.tool("deletegroup", "-i", str(group))
        assert says() == ["FLD-0008"] * 2
    finally:
        user.call("PUT", "folders", [folder], action="delete", hardDelete="true")


def test_what_a_deleted_user_shared_is_his_heirs(cluster, user, person):
    home = person.client.infostore_folder()
    me = user.call("GET", "user", action="get").json["data"]["id"]
    theirs = user.call("PUT", "folders", {"title": f"with {person.name}", "module": "infostore", "permissions": [
        {"entity": me, "group": False, "bits": OWNS}, {"entity": person.id, "group": False, "bits": WRITES}]},
        action="new", folder_id=user.infostore_folder()).json["data"]
    document = person.client.upload(b"by me", "mine.txt", theirs).json["data"]
    assert person.client.upload(b"private", "private.txt", home).json["data"]
    leaver, heir = person, str(me)
    leaver.tool("deleteuser", "-u", leaver.name, "--reassign", heir)
    kept = user.call("GET", "infostore", action="get", id=document).json["data"]
    assert (kept["created_by"], kept["modified_by"]) == (heir, heir) and user.download(document).body == b"by me"
    user.call("PUT", "folders", [theirs], action="delete", hardDelete="true")
    person.__init__(cluster, person.name)  # what the fixture deletes


def test_a_quota_of_documents_holds_on_both_nodes(cluster, user):
    used = user.call("GET", "quota", action="get").json["data"]["infostore"]["accounts"][0]["countuse"]
    tool = ("changecontext", "-c", "1", *MASTER, "--quota-module", "infostore", "--quota-value")
    cluster.tool("OX-1", *tool, str(used + 1))
    try:
        first, second = (Client(f"http://{cluster.http(route)}") for route in cluster.nodes)
        for client in (first, second):
            client.cookies, client.session = dict(user.cookies), user.session
        document = first.upload(b"one", f"{os.urandom(4).hex()}.txt")
        assert not document.error, document.body
        assert second.upload(b"two", f"{os.urandom(4).hex()}.txt").error == "FLS-0003"
        first.call("PUT", "infostore", [{"id": document.json["data"]}], action="delete", timestamp=9999999999999,
                   hardDelete="true")
        assert not second.upload(b"three", f"{os.urandom(4).hex()}.txt").error
        assert f"infostore {used + 1}" in " ".join(cluster.tool("OX-1", "listquota", "-c", "1", *MASTER).stdout.split())
    finally:
        cluster.tool("OX-1", *tool, "-1")


@contextlib.contextmanager
def disabled(cluster, *options):
    cluster.tool("OX-1", "disablecontext", "-c", "1", *MASTER, *options)
    try:
        yield
    finally:
        cluster.tool("OX-1", "enablecontext", "-c", "1", *MASTER)


def test_a_disabled_context_is_closed_and_says_why(cluster, person):
    made = cluster.tool("OX-1", "createreason", *MASTER, "-r", "We move house until Monday").stdout.split()
    with disabled(cluster, "-r", made[1]):
        assert person.session_says() == ["SES-0204"] * 2
        assert [error for _, error in person.program_says()] == ["SES-0204"] * 2
        refused = Client(cluster.base).login(person.name)
        assert refused.json["error"] == "We move house until Monday"
    assert person.session_says() == WORKS and person.program_says() == PROGRAM_WORKS
    with disabled(cluster):
        assert "move house" not in Client(cluster.base).login(person.name).json["error"]
    cluster.tool("OX-1", "deletereason", *MASTER, "-i", made[1])
