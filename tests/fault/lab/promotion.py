"""Another master: by the command, or by the SQL that a careful person types. And how a former master comes back."""
import time

import mariadb
from laboratory import CLUSTER, SECRET

DRAIN_SECONDS = 600
LEASE_SECONDS = 3  # more than the nodes' own


class Refused(Exception):
    """The promotion did not happen, and says why."""


def gtid_number(position):
    """The sequence number of a position of one domain, 0 if there is none."""
    return int(position.rpartition("-")[2] or 0)


def by_command(laboratory, *options):
    """promotedatabase, whichever server it chooses. @return the new master's name @throws Refused"""
    done = laboratory.as_operator("promotedatabase", "-n", CLUSTER, "--replication-user", "replication", "--replication-passwd",
                                  SECRET, *options, check=False)
    if done.returncode != 0:
        raise Refused((done.stderr or done.stdout).strip().replace("\n", " "))
    return laboratory.master()


def by_itself(laboratory, gone, seconds=30):
    """What the admin daemon does when nobody does anything. A master that was lost twice in a minute is a person's.
    @return the new master's name @throws Refused"""
    before = len(refusals(laboratory))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        master = laboratory.master()
        if master and master != gone:
            return master
        if new := refusals(laboratory)[before:]:
            raise Refused(new[-1])
        time.sleep(0.2)
    raise Refused(f"nothing happened for {seconds} s")


def refusals(laboratory):
    """What the daemon said why it does not promote, oldest first. The config DB, on the same servers, has no operator here."""
    lines = laboratory.admin.processes["yoke-admin"].log_text().splitlines()
    said = [line for line in lines if f"autopromotion.state cluster={CLUSTER} " in line]
    return [line for line in said if "state=refused" in line or "state=failed" in line]


def visible(laboratory):
    """Servers that answer on the administrator's host."""
    return [name for name, host in laboratory.databases.items() if laboratory.admin.run(
        "mariadb", "--no-defaults", f"--host={host.address}", "-uopenexchange", f"-p{SECRET}", "--connect-timeout=2",
        "-e", "SELECT 1", check=False).returncode == 0]


def by_hand(laboratory, gone, drain_seconds=DRAIN_SECONDS):
    """Promotes the replica that received most. `gone` are servers that nobody should use any more; the others become its
    replicas. A node may believe in a server that still runs for as long as its lease. @return the new master's name @throws Refused"""
    candidates = [name for name in visible(laboratory) if name not in gone]
    # An acknowledged commit is on the master and on one other server: unless all others but one are seen, it may be missed.
    if len(candidates) < len(laboratory.databases) - 1:
        raise Refused(f"sees {','.join(candidates) or 'nobody'} alone")
    hosts = {name: laboratory.databases[name] for name in candidates}
    # A replica that stands still with both threads drops its relay log when either is started again, acknowledged commits
    # included: so nobody stops receiving unless all are applying.
    if idle := [name for name, host in hosts.items() if mariadb.replica_status(host)["Slave_SQL_Running"] != "Yes"]:
        raise Refused(f"{','.join(idle)} does not apply what it received")
    for host in hosts.values():
        mariadb.sql(host, "STOP SLAVE IO_THREAD")
    cut = time.monotonic()
    # What is in the relay log counts, not what was applied: a commit is acknowledged as soon as it was received.
    best = max(hosts, key=lambda name: gtid_number(mariadb.replica_status(hosts[name])["Gtid_IO_Pos"]))
    received = mariadb.replica_status(hosts[best])["Gtid_IO_Pos"]
    if mariadb.value(hosts[best], f"SELECT MASTER_GTID_WAIT('{received}', {drain_seconds})") != "0":
        raise Refused(f"{best} did not apply what it received")
    number = list(laboratory.databases).index(best) + 1
    terms = "".join(f"UPDATE {schema}.cluster_state SET term = term + 1, master_server_id = {number};"
                    for schema in schemas_with_term(hosts[best]))
    mariadb.sql(hosts[best], f"STOP SLAVE; RESET SLAVE ALL; {terms}")
    for name in hosts:
        if name != best:
            mariadb.sql(hosts[name], "STOP SLAVE")
            laboratory.follow(name, best)
    if any(laboratory.databases[name].processes["mariadbd"].running() for name in gone):
        time.sleep(max(0.0, cut + LEASE_SECONDS - time.monotonic()))
    mariadb.sql(hosts[best], "SET GLOBAL rpl_semi_sync_master_enabled = ON; SET GLOBAL read_only = OFF")
    return best


def schemas_with_term(host):
    return [row[0] for row in mariadb.rows(
        host, "SELECT table_schema FROM information_schema.tables WHERE table_name = 'cluster_state'")]


def rejoin(laboratory, name):
    """A former master becomes a replica. What it committed without an acknowledgement, nobody ever saw: as a replica it
    takes that back when it starts (init_rpl_role)."""
    host = laboratory.databases[name]
    if host.processes["mariadbd"].running():
        host.processes["mariadbd"].kill()
    laboratory.start_database(name, "--init-rpl-role=SLAVE", "--skip-slave-start")
    mariadb.sql(host, "SET GLOBAL gtid_slave_pos = @@gtid_binlog_pos")
    laboratory.follow(name, laboratory.master())
