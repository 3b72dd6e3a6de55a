"""MariaDB servers on hosts: one for each host, with everything it needs in the host's folder."""
from hosts import wait_for

CONNECT_SECONDS = 5  # a server that was stopped accepts connections and says nothing


def configure(host, *settings):
    """Writes the server's options: `settings` are lines of the section mariadbd, or !include lines before them."""
    (host.folder / "my.cnf").write_text("\n".join([
        *(line for line in settings if line.startswith("!")), "[mariadbd]", f"datadir={host.folder}/data",
        f"socket={host.folder}/socket", f"pid-file={host.folder}/pid", f"bind-address={host.address}", "port=3306",
        # Names of temporary tables have the process id, which another cluster in its own namespace has too.
        f"tmpdir={host.folder}", "user=root", "innodb-buffer-pool-size=64M", "performance-schema=OFF",
        # The disk of a test machine proves nothing about losing power.
        "sync-binlog=0", "innodb-flush-log-at-trx-commit=2",
        *(line for line in settings if not line.startswith("!"))]) + "\n")


def start(host, *options, **environment):
    """Starts the configured server, with further options for this time only; ends once it answers."""
    data = host.folder / "data"
    if not data.exists():
        host.run("mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
                 "--skip-test-db", "--user=root", TMPDIR=str(host.folder))
    process = host.start("mariadbd", "mariadbd", f"--defaults-file={host.folder}/my.cnf", *options, **environment)

    def answers():
        assert process.running(), process.log_text()
        return sql(host, "SELECT 1", check=False).returncode == 0
    wait_for(answers, f"MariaDB on {host.name}", 60)


def sql(host, text, check=True):
    return host.run("mariadb", "--no-defaults", f"--socket={host.folder}/socket", "-uroot", f"--connect-timeout={CONNECT_SECONDS}",
                    "--batch", "--skip-column-names", "-e", text, check=check)


def value(host, text):
    return sql(host, text).stdout.strip()


def rows(host, text):
    """Rows as lists of texts."""
    return [line.split("\t") for line in sql(host, text).stdout.split("\n") if line]


def status(host, name):
    return int(value(host, f"SHOW GLOBAL STATUS LIKE '{name}'").split()[-1])


def replica_status(host):
    """SHOW SLAVE STATUS as a dictionary; empty on a server that replicates from nobody."""
    done = host.run("mariadb", "--no-defaults", f"--socket={host.folder}/socket", "-uroot", f"--connect-timeout={CONNECT_SECONDS}",
                    "-e", "SHOW SLAVE STATUS\\G")
    fields = (line.strip().partition(": ") for line in done.stdout.splitlines() if ":" in line)
    return {name.rstrip(":"): text for name, _, text in fields}


def follow(master_address, user, password):
    """The statements that make a server a replica of another, from where its own GTID position is."""
    return (f"CHANGE MASTER TO MASTER_HOST='{master_address}', MASTER_PORT=3306, MASTER_USER='{user}',"
            f"MASTER_PASSWORD='{password}', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1,"
            "MASTER_HEARTBEAT_PERIOD=1; START SLAVE;")


def wait_for_replica(master, replica, seconds=20):
    """Until the replica has applied what the master has committed now."""
    position = value(master, "SELECT @@gtid_binlog_pos")
    wait_for(lambda: value(replica, f"SELECT MASTER_GTID_WAIT('{position}', 1)") == "0", f"replica {replica.name}", seconds)
