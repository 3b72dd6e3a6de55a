"""TLS to the databases: nothing goes in plaintext, and a certificate that does not hold is refused."""
import os

import pytest

from ajax import Client
from hosts import wait_for

MASTER = ("-A", "oxadminmaster", "-P", "secret")


@pytest.fixture(scope="module")
def encrypted(cluster):
    """Both servers refuse plaintext; nodes, daemon and replication use TLS."""
    authority = cluster.tls.authority
    for database, more in (("4", ()), ("6", ("--tls-verify-name", "false"))):
        cluster.tool("OX-1", "changedatabase", "-i", database, "--tls-ca", authority, *more, *MASTER)
    for route in cluster.nodes:
        cluster.install_node(route, "--configdb-tls-ca", authority)
    cluster.sql(cluster.replica, "STOP SLAVE; CHANGE MASTER TO MASTER_SSL = 1, MASTER_SSL_VERIFY_SERVER_CERT = 1, "
                                 f"MASTER_SSL_CA = '{authority}'; START SLAVE")
    for server in (cluster.master, cluster.replica):
        cluster.sql(server, "SET GLOBAL require_secure_transport = ON")
    cluster.restart_admin()
    cluster.restart()
    cluster.wait_for_replica()
    yield cluster
    for server in (cluster.master, cluster.replica):
        cluster.sql(server, "SET GLOBAL require_secure_transport = OFF")


def test_nodes_and_daemon_run_over_tls(encrypted):
    client = Client(encrypted.base)
    assert client.login().status == 200
    content = os.urandom(20_000)
    document = client.upload(content, "over-tls.bin").json["data"]
    assert client.download(document).body == content
    client.logout()
    done = encrypted.tool("OX-1", "createcontext", *MASTER, "-c", "9", "-u", "oxadmin", "-d", "Nine", "-g", "A", "-s", "B",
                          "-p", "secret", "-e", "oxadmin@nine.example.com", "-q", "10", "-L", "nine")
    assert done.stdout.strip() == "context 9 created"
    encrypted.tool("OX-1", "deletecontext", *MASTER, "-c", "9")


def test_a_client_in_plaintext_is_refused(encrypted):
    refused = encrypted.nodes["OX-1"].run("mariadb", "--no-defaults", "--skip-ssl", "-h", encrypted.master.address,
                                          "-uopenexchange", "-psecret", "-e", "SELECT 1", check=False)
    assert refused.returncode != 0
    refused = encrypted.tool("OX-1", "changedatabase", "-i", "4", "--tls-ca", "", *MASTER, check=False)
    assert refused.returncode != 0 and "--tls-ca" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("database, options, reason", [
    ("4", ("--tls-ca", "{stranger}"), "self-signed certificate"),
    ("6", ("--tls-verify-name", "true"), "for the name 10.20.30.219"),
    ("4", ("--tls-ca", "/nonexistent.pem"), "/nonexistent.pem")])
def test_a_certificate_that_does_not_hold_is_one_clear_message(encrypted, database, options, reason):
    options = [option.format(stranger=encrypted.tls.stranger) for option in options]
    refused = encrypted.tool("OX-1", "changedatabase", "-i", database, *options, *MASTER, check=False)
    assert refused.returncode != 0 and reason in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_server_that_offers_no_tls_is_refused(encrypted):
    encrypted.replica.processes["mariadbd"].terminate()
    encrypted.start_database(encrypted.replica, "replica", "--skip-ssl", "--skip-slave-start")
    try:
        refused = encrypted.tool("OX-1", "changedatabase", "-i", "6", "--tls-ca", encrypted.tls.authority, *MASTER,
                                 check=False)
        assert refused.returncode != 0 and "the server does not support it" in refused.stderr
        client = Client(encrypted.base)
        assert client.login().status == 200, "the nodes do without this replica"
        client.logout()
    finally:
        encrypted.replica.processes["mariadbd"].terminate()
        encrypted.start_database(encrypted.replica, "replica")
        encrypted.wait_for_replica()


def test_a_node_that_trusts_another_authority_does_not_serve(encrypted):
    host = encrypted.nodes["OX-2"]
    properties = host.folder / "etc" / "node.d" / "zz-tls.properties"
    properties.write_text(f"configdb.tlsCaFile={encrypted.tls.stranger}\n")
    host.processes["yoke-groupware"].terminate()
    try:
        process = host.start("yoke-groupware", encrypted.programs / "yoke-groupware")
        wait_for(lambda: "self-signed certificate" in process.log_text(), "the reason in the log")
        ready = f"http://{encrypted.http('OX-2')}/ready"
        wait_for(lambda: host.run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", ready, check=False).stdout == "503",
                 "a node that is not ready")
        assert process.running()
    finally:
        properties.unlink()
        host.processes["yoke-groupware"].terminate()
        encrypted.start_node("OX-2")


def test_oxinstaller_refuses_an_authority_that_did_not_sign(encrypted):
    refused = encrypted.install_node("OX-2", "--configdb-tls-ca", encrypted.tls.stranger, check=False)
    assert refused.returncode != 0 and "self-signed certificate" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
