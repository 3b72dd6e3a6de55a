"""The set-up guide's commands, word for word, print what the guide prints."""


def test_initconfigdb_says_that_it_is_done(cluster):
    assert cluster.initconfigdb.endswith("done")


def test_the_first_ids_are_those_of_the_guide(cluster):
    assert cluster.registerserver == "server 2 registered"
    assert cluster.registerfilestore == "filestore 3 registered"
    assert cluster.registermaster == "database 4 registered"
    assert cluster.registerreplica == "database 6 registered"


def test_context_and_user_are_created(cluster):
    assert cluster.createcontext == "context 1 created"
    assert cluster.createuser == "user 3 in context 1 created"


def test_a_second_initconfigdb_refuses_to_drop_the_config_db(cluster):
    again = cluster.tool("OX-2", "initconfigdb", "--configdb-user=openexchange", "--configdb-pass=secret",
                         f"--configdb-host={cluster.master.address}", check=False)
    assert again.returncode != 0
    assert "-i" in again.stderr and len(again.stderr.strip().splitlines()) == 1


def test_repeating_createcontext_says_that_it_exists(cluster):
    again = cluster.tool("OX-1", "createcontext", "-A", "oxadminmaster", "-P", "secret", "-c", "1", "-u", "oxadmin", "-d",
                         "Context Admin", "-g", "Admin", "-s", "User", "-p", "secret", "-L", "defaultcontext", "-e",
                         "oxadmin@example.com", "-q", "1024", "--access-combination-name=all", check=False)
    assert again.returncode == 110
    assert again.stdout == "" and len(again.stderr.strip().splitlines()) == 1


def test_a_wrong_master_password_is_refused(cluster):
    refused = cluster.tool("OX-1", "listserver", "-A", "oxadminmaster", "-P", "wrong", check=False)
    assert refused.returncode == 101
    assert "secret" not in refused.stderr


def test_listdatabase_never_prints_a_password(cluster):
    for form in ((), ("--csv",), ("--json",)):
        printed = cluster.tool("OX-1", "listdatabase", "-A", "oxadminmaster", "-P", "secret", *form).stdout
        assert "oxdatabase_slave" in printed
        assert "secret" not in printed


def test_database_passwords_are_sealed_in_the_config_db(cluster):
    stored = cluster.value(cluster.master, "SELECT HEX(password) FROM configdb.db_pool WHERE db_pool_id = 4")
    assert len(stored) > 32
    assert "secret".encode().hex().upper() not in stored


def test_both_nodes_register_themselves(cluster):
    routes = cluster.value(cluster.master, "SELECT route FROM configdb.cluster_node ORDER BY route").split()
    assert routes == ["OX-1", "OX-2"]


def test_the_daemon_that_is_down_is_one_clear_message(cluster):
    down = cluster.nodes["OX-2"].run(cluster.programs / "listserver", "-A", "oxadminmaster", "-P", "secret", check=False)
    assert down.returncode == 105
    assert len(down.stderr.strip().splitlines()) == 1
