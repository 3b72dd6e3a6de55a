"""Requests beyond the connectors' limits, through Apache and on a node's own port."""
import os
import socket

import pytest

from curl import curl
from hosts import wait_for

LIMITS = """
net.bodyBytes=300K
net.headerBytes=8K
net.headerCount=40
net.uriBytes=2K
net.chunkLineBytes=128
net.trailerBytes=256
"""


@pytest.fixture(scope="module", autouse=True)
def limits(cluster):
    with cluster.settings(LIMITS):
        yield


def refusals(cluster, reason):
    return sum(value for route in cluster.nodes for name, value in cluster.metrics(route).items()
               if name.startswith("yoke_net_refusals_total") and f'reason="{reason}"' in name)


def expect_refusal(cluster, answer, status, reason, before):
    """The client is told, the node's metrics count it, and its log has a line under the same request's id."""
    assert answer.status == status, answer.body
    assert refusals(cluster, reason) == before + 1
    name = answer.body.strip().rpartition("Request ")[2]
    assert answer.body.startswith(f"{status} ") and name, answer.body

    def logged():
        return any("refused" in line and name in line and f"status={status}" in line and f"reason={reason}" in line
                   for route in cluster.nodes for line in cluster.node_log(route).splitlines())
    wait_for(logged, f"the line about request {name}")


@pytest.mark.parametrize("coding", ["length", "chunked"])
def test_a_body_beyond_the_limit(cluster, user, base, stored, tmp_path, coding):
    body = tmp_path / "body"
    body.write_bytes(os.urandom(400_000))
    before = refusals(cluster, "body-too-large")
    options = ["-H", "Transfer-Encoding: chunked"] if coding == "chunked" else []
    answer = curl(cluster.client, user, base, "PUT", "infostore", "-H", "Content-Type: application/octet-stream",
                  *options, "--data-binary", f"@{body}", action="upload", binary="true", folder_id=stored,
                  filename="too-large.bin")
    expect_refusal(cluster, answer, 413, "body-too-large", before)


def test_too_many_header_fields(cluster, user, base, stored):
    before = refusals(cluster, "head-too-large")
    fields = [word for number in range(60) for word in ("-H", f"X-{number}: y")]
    answer = curl(cluster.client, user, base, "GET", "system", *fields, action="ping")
    expect_refusal(cluster, answer, 431, "head-too-large", before)


def test_a_header_beyond_the_limit(cluster, user, base, stored):
    before = refusals(cluster, "head-too-large")
    answer = curl(cluster.client, user, base, "GET", "system", "-H", "X-Long: " + "x" * 12_000, action="ping")
    expect_refusal(cluster, answer, 431, "head-too-large", before)


def test_an_address_beyond_the_limit(cluster, user, base, stored):
    before = refusals(cluster, "uri-too-long")
    answer = curl(cluster.client, user, base, "GET", "system", action="ping", more="x" * 3000)
    expect_refusal(cluster, answer, 414, "uri-too-long", before)


@pytest.mark.parametrize("chunks", [b"1;" + b"x" * 200 + b"\r\na\r\n0\r\n\r\n",
                                    b"0\r\n" + b"X-Trailer: " + b"y" * 100 + b"\r\n" + b"Z-Trailer: " + b"z" * 160 + b"\r\n\r\n"],
                         ids=["extension", "trailer"])
def test_chunk_lines_beyond_the_limit(cluster, stored, chunks):
    """Only on a node's own port: Apache takes chunks apart itself."""
    before = refusals(cluster, "body-malformed")
    host, _, port = cluster.http("OX-1").partition(":")
    with socket.create_connection((host, int(port)), timeout=15) as connection:
        connection.sendall(b"PUT /ajax/system?action=ping HTTP/1.1\r\nHost: node\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 400 "), answer
    assert refusals(cluster, "body-malformed") == before + 1


@pytest.mark.parametrize("head", [b"nonsense\r\n\r\n", b"GET /ajax/system HTTP/1.1\r\n\r\n",
                                  b"GET /ajax/system HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"],
                         ids=["nonsense", "no-host", "length"])
def test_a_broken_request_is_told_so(cluster, stored, head):
    before = refusals(cluster, "malformed")
    host, _, port = cluster.http("OX-1").partition(":")
    with socket.create_connection((host, int(port)), timeout=15) as connection:
        connection.sendall(head)
        assert connection.recv(65536).startswith(b"HTTP/1.1 400 ")
    assert refusals(cluster, "malformed") == before + 1
