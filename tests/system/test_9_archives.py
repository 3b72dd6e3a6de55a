"""A context goes into one file and comes back as another one, while its users work."""
import os

import pytest

from ajax import Client

MASTER = ("-A", "oxadminmaster", "-P", "secret")
COPY = "77"


@pytest.fixture
def archive(cluster, user, tmp_path):
    """Of context 1, with a folder, a document of two versions and the contents of the newer one."""
    home = user.infostore_folder()
    folder = user.call("PUT", "folders", {"title": f"Reports {os.urandom(4).hex()}", "module": "infostore"},
                       action="new", folder_id=home).json["data"]
    document = user.upload(b"first", "report.txt", folder).json["data"]
    newer = os.urandom(3_000_000)
    stamp = user.call("GET", "infostore", action="get", id=document, folder=folder).json["timestamp"]
    answer = user.call("PUT", "infostore", newer, {"Content-Type": "application/octet-stream"}, action="upload",
                       binary="true", id=document, folder=folder, timestamp=stamp, filename="report.txt")
    assert "error" not in answer.json
    tasks = user.call("GET", "config/folder/tasks").json["data"]
    task = user.call("PUT", "tasks", {"folder_id": tasks, "title": "Go along"}, action="new").json["data"]["id"]
    file = tmp_path / "context.tar.zst"
    done = cluster.tool("OX-1", "exportcontext", "-c", "1", "--file", str(file), *MASTER)
    assert done.stdout == "context 1 exported\n" and done.stderr == ""
    yield file, folder, document, newer, (tasks, task)
    user.call("PUT", "tasks", {"id": task, "folder": tasks}, action="delete", timestamp=2**53)
    user.call("PUT", "folders", [folder], action="delete", hardDelete="true", timestamp=2**53)


@pytest.fixture
def copied(cluster, archive):
    done = cluster.tool("OX-1", "importcontext", "--file", str(archive[0]), "--as", COPY, *MASTER, check=False)
    if done.returncode == 0:
        yield archive
    cluster.tool("OX-1", "deletecontext", "-c", COPY, *MASTER, check=False)
    assert (done.returncode, done.stdout) == (0, f"context {COPY} imported\n"), done.stderr


def test_users_of_the_copy_find_everything_under_its_old_ids(cluster, copied):
    _, folder, document, newer, (tasks, task) = copied
    for route in cluster.nodes:
        client = Client(f"http://{cluster.http(route)}")
        assert client.login(f"testuser@{COPY}").status == 200 and client.session, "the password came along"
        assert client.download(document, folder).body == newer
        assert client.download(document, folder, version="1").body == b"first"
        versions = client.call("GET", "infostore", action="versions", id=document, columns="705").json["data"]
        assert sorted(row[0] for row in versions) == ["1", "2"]
        found = client.call("GET", "tasks", action="get", folder=tasks, id=task).json["data"]
        assert found["title"] == "Go along"
        assert client.download(client.upload(b"new", "new.txt", folder).json["data"], folder).body == b"new"
        client.logout()


def test_the_copy_and_its_original_do_not_touch_each_other(cluster, copied, user):
    _, folder, document, newer, _ = copied
    client = Client(cluster.base)
    client.login(f"testuser@{COPY}")
    stamp = 2**53
    gone = client.call("PUT", "infostore", [{"id": document, "folder": folder}], action="delete", timestamp=stamp,
                       hardDelete="true")
    assert gone.json["data"] == []
    assert user.download(document, folder).body == newer
    client.logout()


def test_a_damaged_archive_leaves_nothing(cluster, archive, tmp_path):
    damaged = tmp_path / "damaged"
    octets = bytearray(archive[0].read_bytes())
    octets[len(octets) // 2] ^= 255
    damaged.write_bytes(octets)
    done = cluster.tool("OX-1", "importcontext", "--file", str(damaged), "--as", COPY, *MASTER, check=False)
    assert done.returncode == 103 and "The archive is damaged" in done.stderr
    assert cluster.tool("OX-1", "existscontext", "-c", COPY, *MASTER, check=False).returncode == 1
    assert Client(cluster.base).login(f"testuser@{COPY}").error is not None
