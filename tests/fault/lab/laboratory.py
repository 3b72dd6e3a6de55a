"""The cluster of the laboratory: databases d1.., nodes n1.., the admin daemon's host, and the clients' host."""
import concurrent.futures
import http.client
import pathlib

import mariadb
from hosts import Host, make_switch, wait_for

TOP = pathlib.Path(__file__).resolve().parents[3]
SECRET = "secret"
HTTP_PORT = 8088
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
CLUSTER = "lab"  # the name that the databases are registered under
USER = "testuser"
# The first id that a registration hands out is 2: server 2, filestore 3, master 4.
MASTER_ID = 4

DATABASE_SETTINGS = (
    f"!include {TOP}/etc/mariadb/replica.cnf",
    "slave-net-timeout=4",
    "rpl-semi-sync-slave-enabled=ON",
    "rpl-semi-sync-master-wait-point=AFTER_SYNC",
    "rpl-semi-sync-master-timeout=3600000",
    "rpl-semi-sync-master-wait-no-slave=ON",
)


class Laboratory:
    """Starts everything; the nemeses use its hosts and roles.

    Every server starts read-only with the options of a replica; being the master is a matter of its state."""

    def __init__(self, folder, programs, nodes=2, databases=3, contexts=4, skewable=False,
                 auto_promote=False):
        self.folder = pathlib.Path(folder)
        self.programs = pathlib.Path(programs)
        self.auto_promote = auto_promote  # whether the admin daemon promotes without being told
        self.skewable = skewable  # whether clocks can be set while programs run
        make_switch()
        self.databases = {name: Host(name, f"10.77.0.{10 + i}", folder) for i, name in
                          enumerate((f"d{1 + i}" for i in range(databases)), 1)}
        self.nodes = {name: Host(name, f"10.77.0.{30 + i}", folder) for i, name in
                      enumerate((f"n{1 + i}" for i in range(nodes)), 1)}
        self.admin = Host("ad", "10.77.0.50", folder)
        self.clients = Host("cl", "10.77.0.60", folder)
        self._last_master = "d1"
        self.contexts = list(range(1, contexts + 1))
        self.filestore = self.folder / "filestore"
        self.filestore.mkdir()

    @property
    def hosts(self):
        return {**self.databases, **self.nodes, "ad": self.admin, "cl": self.clients}

    # clocks

    def environment(self, host):
        """What a program on the host is started with, so that its clock can be set later."""
        if not self.skewable:
            return {}
        self.set_clock(host, 0)
        return {"LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": str(host.folder / "clock"),
                "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_CACHE_DURATION": "1"}

    def set_clock(self, host, seconds):
        (host.folder / "clock").write_text(f"{seconds:+d}")

    # databases

    def start_database(self, name, *options):
        mariadb.start(self.databases[name], *options, **self.environment(self.databases[name]))

    def alive(self, name):
        """Whether the database's process runs and answers."""
        host = self.databases[name]
        return host.processes["mariadbd"].running() and mariadb.sql(host, "SELECT 1", check=False).returncode == 0

    def masters(self):
        """Servers that take writes and replicate from nobody."""
        return [name for name, host in self.databases.items() if self.alive(name) and
                mariadb.value(host, "SELECT @@read_only") == "0" and not mariadb.replica_status(host)]

    def master(self):
        """The master's name; with two of them the one with the higher term, without any the last one."""
        if found := self.masters():
            self._last_master = max(found, key=lambda name: self.term(self.databases[name]))
        return self._last_master

    def replicas(self):
        master = self.master()
        return [name for name in self.databases if name != master]

    def term(self, host):
        done = mariadb.sql(host, f"SELECT term FROM {CLUSTER}_0.cluster_state", check=False)
        return int(done.stdout.strip()) if done.returncode == 0 and done.stdout.strip() else 0

    def follow(self, name, master):
        mariadb.sql(self.databases[name], mariadb.follow(self.databases[master].address, "replication", SECRET))

    def reunite(self):
        """Makes those follow the master that were away when it took over. @return their names"""
        master = self.databases[self.master()]
        lost = [name for name, host in self.databases.items() if host is not master and self.alive(name) and
                mariadb.replica_status(host).get("Master_Host", master.address) != master.address]
        for name in lost:
            mariadb.sql(self.databases[name], "STOP SLAVE")
            self.follow(name, master.name)
        return lost

    def start_databases(self):
        for number, host in enumerate(self.databases.values(), 1):
            mariadb.configure(host, *DATABASE_SETTINGS, f"server-id={number}")
        with concurrent.futures.ThreadPoolExecutor() as pool:
            list(pool.map(self.start_database, self.databases))
        accounts = f"CREATE USER 'replication'@'10.77.0.%' IDENTIFIED BY '{SECRET}';" \
                   "GRANT REPLICATION SLAVE ON *.* TO 'replication'@'10.77.0.%';" \
                   f"CREATE USER 'openexchange'@'10.77.0.%' IDENTIFIED BY '{SECRET}';" \
                   "GRANT ALL PRIVILEGES ON configdb.* TO 'openexchange'@'10.77.0.%';" \
                   f"GRANT ALL PRIVILEGES ON `{CLUSTER}\\_%`.* TO 'openexchange'@'10.77.0.%';" \
                   "GRANT SLAVE MONITOR ON *.* TO 'openexchange'@'10.77.0.%';" \
                   f"CREATE USER 'operator'@'10.77.0.50' IDENTIFIED BY '{SECRET}';" \
                   "GRANT RELOAD, PROCESS, CONNECTION ADMIN, READ_ONLY ADMIN, REPLICATION MASTER ADMIN, REPLICATION SLAVE ADMIN, " \
                   "SLAVE MONITOR, BINLOG MONITOR ON *.* TO 'operator'@'10.77.0.50';" \
                   f"GRANT SELECT, INSERT, UPDATE, ALTER ON `{CLUSTER}\\_%`.* TO 'operator'@'10.77.0.50';" \
                   "GRANT SELECT, INSERT, UPDATE, ALTER ON configdb.* TO 'operator'@'10.77.0.50';"
        mariadb.sql(self.databases["d1"], f"SET GLOBAL read_only = OFF; {accounts}")
        for name in list(self.databases)[1:]:
            self.follow(name, "d1")
        self.wait_for_replicas()
        if len(self.databases) > 1:  # alone, it would wait for an acknowledgement for ever
            mariadb.sql(self.databases["d1"], "SET GLOBAL rpl_semi_sync_master_enabled = ON")

    def replicates(self, name):
        state = mariadb.replica_status(self.databases[name])
        return state.get("Slave_IO_Running") == "Yes" and state.get("Slave_SQL_Running") == "Yes"

    def wait_for_replicas(self, seconds=60):
        master = self.master()
        for name in self.databases:
            if name != master:
                mariadb.wait_for_replica(self.databases[master], self.databases[name], seconds)

    # the groupware

    def tool(self, name, *options, check=True):
        return self.admin.run(self.programs / name, *options, check=check)

    def as_operator(self, name, *options, check=True):
        """A command as the master administrator."""
        return self.tool(name, "-A", "oxadminmaster", "-P", SECRET, *options, check=check)

    def configure(self):
        master = self.databases["d1"].address
        servers = ",".join(host.address for host in self.databases.values())
        self.tool("initconfigdb", "--configdb-user=openexchange", f"--configdb-pass={SECRET}", f"--configdb-host={master}")
        for name, host in {**self.nodes, "ad": self.admin}.items():
            host.run(self.programs / "oxinstaller", "--servername=oxserver", f"--configdb-readhost={servers}",
                     f"--configdb-writehost={servers}", "--configdb-user=openexchange", f"--master-pass={SECRET}",
                     f"--configdb-pass={SECRET}", f"--jkroute={name}", f"--http-port={HTTP_PORT}")
            (host.folder / "etc" / "node.d").mkdir(exist_ok=True)
            (host.folder / "etc" / "node.d" / "zz-laboratory.properties").write_text(
                f"node.name={name}\nnet.httpAddress={host.address}\nnet.httpProxies={self.clients.address}\n"
                "AJP_PORT=-1\nlogin.attemptsPerAddress=100000\n")

    def register(self):
        self.as_operator("registerserver", "-n", "oxserver")
        self.as_operator("registerfilestore", "-t", f"file://{self.filestore}", "--storesize", "10000")
        account = ("--dbuser", "openexchange", "--dbpasswd", SECRET, "--operator-user", "operator", "--operator-passwd", SECRET)
        for name, host in self.databases.items():
            role = ("--master", "true", "--name", CLUSTER, "--durability", "strict") if name == "d1" else \
                ("--master", "false", f"--masterid={MASTER_ID}", "--name", f"{CLUSTER}_{name}")
            self.as_operator("registerdatabase", "--hostname", host.address, *account, *role)

    def create_contexts(self):
        person = ("-g", "First", "-s", "Last", "-p", SECRET)
        for context in self.contexts:
            self.as_operator("createcontext", "-c", str(context), "-u", "oxadmin", "-d", "Admin", *person, "-L", f"ctx{context}",
                             "-e", f"oxadmin@ctx{context}.example", "-q", "1024", "--access-combination-name=all")
            self.tool("createuser", "-c", str(context), "-A", "oxadmin", "-P", SECRET, "-u", USER, "-d", "User", *person,
                      "-e", f"user@ctx{context}.example")

    def start_admin(self):
        if self.auto_promote:
            with (self.admin.folder / "etc" / "node.d" / "zz-laboratory.properties").open("a") as options:
                options.write("admin.autoPromote=true\n")
        daemon = self.admin.start("yoke-admin", self.programs / "yoke-admin", **self.environment(self.admin))

        def answers():
            assert daemon.running(), daemon.log_text()
            return self.as_operator("listserver", check=False).returncode == 0
        wait_for(answers, "yoke-admin")

    def launch_node(self, name):
        """Starts the node's program; it need not become ready."""
        host = self.nodes[name]
        host.start("yoke-groupware", self.programs / "yoke-groupware", **self.environment(host))

    def start_node(self, name):
        self.launch_node(name)
        wait_for(lambda: self.node_ready(name), f"node {name}")

    def node_get(self, name, path):
        """Status and text of a page of the node; call it on the clients' host."""
        connection = http.client.HTTPConnection(self.nodes[name].address, HTTP_PORT, timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def node_ready(self, name):
        process = self.nodes[name].processes["yoke-groupware"]
        assert process.running(), process.log_text()
        return self.node_get(name, "/ready")[0] == 200

    def start(self, say):
        self.clients.enter()
        say("databases")
        self.start_databases()
        self.configure()
        self.start_admin()
        self.register()
        say("nodes")
        for name in self.nodes:
            self.start_node(name)
        say(f"{len(self.contexts)} contexts")
        self.create_contexts()

    # the end

    def well(self):
        """Whether every database replicates and every node is ready; else what is missing."""
        masters = self.masters()
        if len(masters) != 1:
            return f"masters: {masters or 'none'}"
        for name in self.databases:
            if name not in masters and not (self.alive(name) and self.replicates(name)):
                return f"{name} does not replicate"
        for name, host in self.nodes.items():
            if not host.processes["yoke-groupware"].running():
                return f"{name} has ended"
            if not self.node_ready(name):
                return f"{name} is not ready"
        return ""

    def stop(self):
        for host in self.hosts.values():
            for process in host.processes.values():
                if process.running():
                    process.kill()

