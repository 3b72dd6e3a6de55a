"""The accounts of etc/mariadb are enough for everything, and for nothing else."""
import concurrent.futures
import contextlib
import os
import pathlib
import threading

import pytest

import mariadb
from ajax import Client
from hosts import wait_for

MASTER = ("-A", "oxadminmaster", "-P", "secret")
EXAMPLES = pathlib.Path(__file__).resolve().parent.parent.parent / "etc/mariadb"


def as_account(cluster, server, statement, user="openexchange", password="secret", host="OX-1"):
    """Runs a statement from a node's machine with one of the accounts."""
    return cluster.nodes[host].run("mariadb", "--no-defaults", "-h", server.address, f"-u{user}", f"-p{password}",
                                   "--batch", "--skip-column-names", "-e", statement, check=False)


def test_the_accounts_of_the_nodes_are_those_of_the_example(cluster):
    for address in (node.address for node in cluster.nodes.values()):
        grants = cluster.sql(cluster.master, f"SHOW GRANTS FOR 'openexchange'@'{address}'").stdout
        assert "ON `oxdatabase" in grants and "ALL PRIVILEGES ON *.*" not in grants


def test_a_node_cannot_write_on_a_read_only_server(cluster):
    refused = as_account(cluster, cluster.replica, f"UPDATE {cluster.schema_of(1)}.ctx_state SET seq = seq + 1")
    assert refused.returncode != 0 and "1290" in refused.stderr
    refused = as_account(cluster, cluster.replica, "SET GLOBAL read_only = OFF")
    assert refused.returncode != 0 and "1227" in refused.stderr


def test_a_node_cannot_read_another_schema(cluster):
    cluster.sql(cluster.master, "CREATE DATABASE payroll; CREATE TABLE payroll.salary (euros INT)")
    cluster.wait_for_replica()
    for server in (cluster.master, cluster.replica):
        refused = as_account(cluster, server, "SELECT * FROM payroll.salary")
        assert refused.returncode != 0 and "1142" in refused.stderr
    refused = as_account(cluster, cluster.master, "SELECT * FROM mysql.global_priv")
    assert refused.returncode != 0 and "1142" in refused.stderr


@pytest.fixture(scope="module")
def separate(cluster):
    """Nodes without rights to make tables, a migration account, an operator account."""
    cluster.sql(cluster.master, (EXAMPLES / "grants-separate.sql").read_text())
    cluster.wait_for_replica()
    for database in ("4", "6"):
        done = cluster.tool("OX-1", "changedatabase", "-i", database, "--operator-user", "operator", "--migration-user",
                            "migration", "--strict-grants", *MASTER, DB_OPERATOR_PASSWORD="operator-secret",
                            DB_MIGRATION_PASSWORD="migration-secret")
        assert done.stdout.strip() == f"database {database} changed" and done.stderr == ""
    cluster.restart_admin()
    cluster.restart()
    return cluster


def test_nodes_work_without_the_right_to_make_tables(separate):
    schema = separate.schema_of(1)
    refused = as_account(separate, separate.master, f"CREATE TABLE {schema}.mine (id INT)")
    assert refused.returncode != 0 and "1142" in refused.stderr
    reads = {route: replica_reads(separate, route) for route in separate.nodes}
    client = Client(separate.base)
    assert client.login().status == 200
    content = os.urandom(20_000)
    document = client.upload(content, "accounts.bin").json["data"]
    assert client.download(document).body == content

    def replica_used():
        assert client.download(document).body == content
        return any(replica_reads(separate, route) > reads[route] for route in separate.nodes)
    wait_for(replica_used, "a read of the replica")
    client.logout()


def replica_reads(cluster, route):
    return sum(value for name, value in cluster.metrics(route).items()
               if name.startswith("yoke_db_reads_total{") and "replica" in name)


def test_a_new_schema_is_made_by_the_migration_account(separate):
    before = separate.schema_of(1)
    counter = f"configdb.contexts_per_dbschema SET count = count {{}} 1000 WHERE schemaname = '{before}'"
    separate.sql(separate.master, "UPDATE " + counter.format("+"))
    try:
        done = separate.tool("OX-1", "createcontext", *MASTER, "-c", "8", "-u", "oxadmin", "-d", "Eight", "-g", "A", "-s",
                             "B", "-p", "secret", "-e", "oxadmin@eight.example.com", "-q", "10", "-L", "eight")
        assert done.stdout.strip() == "context 8 created"
        assert separate.schema_of(8) != before
        client = Client(separate.base)
        assert client.login("oxadmin@eight").status == 200 and client.session
        client.logout()
        separate.tool("OX-1", "deletecontext", *MASTER, "-c", "8")
    finally:
        separate.sql(separate.master, "UPDATE " + counter.format("-"))


def test_the_operator_may_change_the_role_of_a_server(separate):
    writer = separate.value(separate.master,
                            "SELECT id FROM information_schema.processlist WHERE user = 'openexchange' LIMIT 1")
    done = as_account(separate, separate.master, f"KILL CONNECTION {writer}", "operator", "operator-secret")
    assert done.returncode == 0 or "1094" in done.stderr, done.stderr  # it may have ended by itself
    for statement in ("STOP SLAVE", "CHANGE MASTER TO MASTER_CONNECT_RETRY = 1", "START SLAVE",
                      "SET GLOBAL read_only = OFF", "SET GLOBAL read_only = ON", "SHOW ALL SLAVES STATUS",
                      "SELECT term FROM oxdatabase_0.cluster_state",
                      "SET GLOBAL rpl_semi_sync_master_enabled = OFF", "SET GLOBAL rpl_semi_sync_slave_enabled = OFF"):
        done = as_account(separate, separate.replica, statement, "operator", "operator-secret")
        assert done.returncode == 0, f"{statement}: {done.stderr}"
    separate.wait_for_replica()
    assert separate.value(separate.replica, "SELECT @@read_only") == "1"


def test_a_promotion_is_planned_with_the_operators_account(separate):
    planned = separate.tool("OX-1", "promotedatabase", "-n", "oxdatabase", "--to", "oxdatabase_slave", "--dry-run", *MASTER)
    assert "SET GLOBAL read_only = ON" in planned.stdout and "may not promote" not in planned.stdout + planned.stderr


def test_a_switchover_and_back_with_the_operators_account_fails_no_write(separate):
    servers = {"oxdatabase": separate.master, "oxdatabase_slave": separate.replica}
    hosts = ",".join(f"{host.address}:3306" for host in servers.values())
    client = Client(separate.base)
    try:
        with separate.settings(f"writeUrl=mysql://{hosts}/configdb"):  # the config DB is on the same servers
            separate.restart_admin()
            assert client.login().status == 200
            with writing(client) as answers:
                for master, replica in (("oxdatabase_slave", "oxdatabase"), ("oxdatabase", "oxdatabase_slave")):
                    done = separate.tool("OX-1", "promotedatabase", "-n", "oxdatabase", "--to", master, "--replication-user",
                                         "replication", *MASTER, REPLICATION_PASSWORD="secret")
                    assert done.stdout.endswith(f"database {master} is the master\n") and done.stderr == ""
                    before = len(answers)
                    wait_for(lambda count=before: len(answers) > count + 2, f"writes with {master} as the master")
                    mariadb.wait_for_replica(servers[master], servers[replica])
                    assert separate.value(servers[replica], "SELECT @@read_only") == "1"
            assert {(answer.status, answer.error) for answer in answers} == {(200, None)}
            rows = client.call("GET", "infostore", action="all", folder=client.infostore_folder(), columns="702").json["data"]
            assert sum(name.startswith("switched-") for name, in rows) == len(answers)
            client.logout()
    finally:
        separate.restart_admin()


@contextlib.contextmanager
def writing(client):
    """Uploads one document after the other as long as this lasts; gives the list of the answers so far."""
    answers, enough = [], threading.Event()
    folder = client.infostore_folder()

    def write():
        while not enough.is_set():
            answers.append(client.upload(b"written", f"switched-{len(answers):04}.txt", folder))

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write)
        try:
            yield answers
        finally:
            enough.set()
        writer.result()


def test_accounts_are_listed_by_name_and_stored_sealed(separate):
    listed = separate.tool("OX-1", "listdatabase", *MASTER).stdout
    assert "operator" in listed and "migration" in listed
    for form in ((), ("--csv",), ("--json",)):
        printed = separate.tool("OX-1", "listdatabase", *MASTER, *form).stdout
        assert "operator-secret" not in printed and "migration-secret" not in printed
    stored = separate.value(separate.master, "SELECT HEX(CONCAT(operator_password, migration_password)) FROM configdb.db_pool"
                                             " WHERE db_pool_id = 4")
    assert b"operator-secret".hex().upper() not in stored and len(stored) > 64
