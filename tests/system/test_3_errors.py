"""Bad input: a clear error, and nothing lost."""
import os
import socket
import struct

import pytest

from ajax import Client
from hosts import wait_for


def still_fine(cluster, user):
    """The cluster answers, and what the user stored is there."""
    content = os.urandom(1000)
    document = user.upload(content, f"still-fine-{os.urandom(4).hex()}.bin").json["data"]
    assert user.download(document).body == content


@pytest.mark.parametrize("name, password", [("testuser", "wrong"), ("nobody", "secret"), ("testuser@nowhere", "secret"),
                                            ("testuser@999", "secret"), ("", "secret"), ("testuser", "")])
def test_a_login_that_fails_says_the_same_whatever_was_wrong(client, name, password):
    answer = client.login(name, password)
    assert answer.error in ("LGI-0006", "SVL-0002")
    assert "session" not in answer.json
    assert not any(cookie.startswith("open-xchange-secret") for cookie in client.cookies)


def test_a_password_in_the_address_is_refused(client):
    assert client.call("POST", "login", action="login", name="testuser", password="secret").error == "SVL-0030"


def test_many_wrong_passwords_are_throttled(cluster):
    name = "throttled@defaultcontext"
    codes = [Client(cluster.base).login(name, "wrong") for _ in range(40)]
    assert codes[0].error == "LGI-0006"
    assert codes[-1].status == 429
    assert codes[-1].headers["Retry-After"]
    good = Client(cluster.base)
    assert good.login().status == 200
    good.logout()


def test_an_unknown_module_and_action_are_named(user):
    assert user.call("GET", "nonsense", action="all").error == "SVL-0007"
    assert user.call("GET", "infostore", action="nonsense").error in ("SVL-0001", "SVL-0021")


def test_missing_parameters_are_named(user):
    answer = user.call("GET", "infostore", action="get")
    assert answer.error == "SVL-0002"
    assert "id" in answer.json["error_desc"] or "id" in answer.json["error"]


@pytest.mark.parametrize("path", ["/ajax/../etc/passwd", "/ajax/%2e%2e/%2e%2e/etc/passwd", "/ajax%2Fsystem",
                                  "/ajax/infostore/..%2f..%2fetc%2fpasswd?action=document", "/ajax/%00",
                                  "/ajax/infostore%00?action=all", "/ajax/%c0%ae%c0%ae/etc", "/ajax/%zz"])
def test_path_tricks_are_refused(cluster, user, path):
    for base in (cluster.base, f"http://{cluster.http('OX-1')}"):
        client = Client(base)
        client.cookies = dict(user.cookies)
        answer = client.request("GET", path)
        assert answer.status in (400, 404), (base, path, answer.body)
        assert b"root:" not in answer.body
    still_fine(cluster, user)


@pytest.mark.parametrize("name", ["../escape", "a/b", "nul\0byte", "", "." * 2, "x" * 5000])
def test_bad_file_names_are_refused_and_nothing_is_stored(cluster, user, name):
    folder = user.infostore_folder()
    before = user.call("GET", "infostore", action="all", folder=folder, columns="1").json["data"]
    answer = user.upload(b"content", name, folder)
    assert answer.status in (400, 414, 431) or answer.error, answer.body
    assert user.call("GET", "infostore", action="all", folder=folder, columns="1").json["data"] == before


def test_headers_beyond_the_limit_are_refused(cluster, user):
    for base in (cluster.base, f"http://{cluster.http('OX-1')}"):
        client = Client(base)
        answer = client.request("GET", "/ajax/system?action=ping", headers={"X-Long": "x" * 200_000})
        assert answer.status in (400, 431), base
    still_fine(cluster, user)


def test_json_beyond_the_limits_is_refused(cluster, user):
    deep = "[" * 100_000
    answer = user.call("PUT", "infostore", deep, action="list", columns="1")
    assert answer.status in (400, 413) or answer.error
    huge = "[" + ",".join(["1"] * 20_000_000) + "]"
    answer = user.call("PUT", "infostore", huge, action="list", columns="1")
    assert answer.status in (400, 413) or answer.error
    still_fine(cluster, user)


def test_the_quota_is_kept_and_what_was_there_stays(cluster):
    cluster.tool("OX-1", "createcontext", "-A", "oxadminmaster", "-P", "secret", "-c", "7", "-u", "oxadmin", "-d", "Admin",
                 "-g", "Admin", "-s", "User", "-p", "secret", "-L", "small", "-e", "oxadmin@small.example", "-q", "1",
                 "--access-combination-name=all")
    client = Client(cluster.base)
    client.login("oxadmin@small")
    content = os.urandom(600_000)
    document = client.upload(content, "fits.bin").json["data"]
    answer = client.upload(os.urandom(600_000), "too-much.bin")
    assert answer.error == "FLS-0003"
    assert client.download(document).body == content
    names = client.call("GET", "infostore", action="all", folder=client.infostore_folder(), columns="702").json["data"]
    assert names == [["fits.bin"]]
    # What is deleted for good makes room again.
    timestamp = client.call("GET", "infostore", action="get", id=document,
                            folder=client.infostore_folder()).json["timestamp"]
    client.call("PUT", "infostore", [{"id": document, "folder": client.infostore_folder()}], action="delete",
                timestamp=timestamp, hardDelete="true")
    assert client.upload(os.urandom(600_000), "fits-now.bin").error is None


def test_contexts_never_see_each_other(cluster, user):
    other = Client(cluster.base)
    other.login("oxadmin@small")
    folder = user.infostore_folder()
    document = user.upload(b"mine", "private.txt", folder).json["data"]
    answer = other.call("GET", "infostore", action="get", id=document, folder=folder)
    assert answer.error, answer.body
    stolen = Client(cluster.base)
    stolen.cookies = dict(other.cookies)
    stolen.session = user.session[:8] + other.session[8:]
    assert stolen.call("GET", "user", action="get").error == "SES-0203"


def ajp_exchange(cluster, octets):
    """Sends octets to a node's AJP port from the web server's address; returns what came back."""
    cluster.web.enter()
    try:
        with socket.create_connection((cluster.nodes["OX-1"].address, 8009), timeout=15) as connection:
            connection.sendall(octets)
            connection.shutdown(socket.SHUT_WR)
            received = b""
            while piece := connection.recv(65536):
                received += piece
            return received
    finally:
        cluster.client.enter()


@pytest.mark.parametrize("octets", [b"\x12\x34", b"\x12\x34\x00", b"\x12\x34\xff\xff", b"GET / HTTP/1.1\r\n\r\n",
                                    b"\x12\x34\x00\x05\x02\x02\x00\xff\xff", b"\x12\x34\x00\x01\x63",
                                    b"\x12\x34" + struct.pack(">H", 6) + b"\x02\x02\x00\x08HT"])
def test_truncated_and_broken_ajp_packets_end_the_connection(cluster, user, octets):
    answer = ajp_exchange(cluster, octets)
    assert b"\x04\x00\xc8" not in answer  # no 200
    still_fine(cluster, user)


def test_ajp_without_the_secret_is_refused(cluster, user):
    packet = b"\x02\x02\x00\x08HTTP/1.1\x00\x00\x01/\x00\xff\xff\xff\xff\x00\x04node\x00\x00\x50\x00\x00\x00\xff"
    answer = ajp_exchange(cluster, b"\x12\x34" + struct.pack(">H", len(packet)) + packet)
    assert answer[4:7] == b"\x04\x01\x93", answer  # SEND_HEADERS, 403
    wait_for(lambda: "reason=secret-wrong" in cluster.node_log("OX-1"), "the refusal in the log")
    still_fine(cluster, user)
