"""The cluster of the set-up guide: a web server, two groupware nodes, a database master and a replica."""
import contextlib
import pathlib
import re
import shutil

import mariadb
from certificates import Certificates
from hosts import Host, make_switch, wait_for
from web import start_apache

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
SECRET = "secret"
FRONT_SECRET = "what-only-the-front-knows"


class Cluster:
    def __init__(self, folder, programs):
        self.folder = pathlib.Path(folder)
        self.programs = pathlib.Path(programs)
        self.outputs = {}  # what each of the guide's commands printed
        make_switch()
        self.client = Host("client", "10.20.30.200", folder)
        self.web = Host("web", "10.20.30.210", folder)
        self.nodes = {"OX-1": Host("oxgw01", "10.20.30.213", folder), "OX-2": Host("oxgw02", "10.20.30.215", folder)}
        self.master = Host("dbmaster", "10.20.30.217", folder)
        self.replica = Host("dbslave", "10.20.30.219", folder)
        self.filestore = self.folder / "filestore"
        self.filestore.mkdir()
        self.base = f"http://{self.web.address}"
        # The replica's name in its certificate is not the address it is registered with.
        self.tls = Certificates(self.folder / "tls", {self.master: f"IP:{self.master.address}",
                                                      self.replica: "DNS:db2.example.com"})

    # databases

    def start_database(self, host, kind, *options):
        tls = host.folder / "tls.cnf"
        tls.write_text((TOP / "etc/mariadb/tls.cnf").read_text().replace("/etc/mysql/tls", str(self.tls.of(host))))
        mariadb.configure(host, f"!include {TOP}/etc/mariadb/{kind}.cnf", f"!include {tls}")
        mariadb.start(host, *options)

    def sql(self, host, text, check=True):
        return mariadb.sql(host, text, check)

    def value(self, host, text):
        return mariadb.value(host, text)

    def status(self, host, name):
        return mariadb.status(host, name)

    def schema_of(self, context):
        return self.value(self.master, f"SELECT db_schema FROM configdb.context_server2db_pool WHERE cid = {context}")

    def start_databases(self):
        self.start_database(self.master, "master")
        self.start_database(self.replica, "replica")
        self.sql(self.master, (TOP / "etc/mariadb/grants.sql").read_text())
        self.sql(self.replica, mariadb.follow(self.master.address, "replication", SECRET))
        self.wait_for_replica()

    def wait_for_replica(self):
        mariadb.wait_for_replica(self.master, self.replica)

    # the guide's commands

    def tool(self, node, name, *options, check=True, **environment):
        return self.nodes[node].run(self.programs / name, *options, check=check, **environment)

    def guide(self, node, name, *options):
        done = self.tool(node, name, *options)
        self.outputs[(node, name, options[-1] if name == "registerdatabase" else "")] = done.stdout
        return done.stdout.strip()

    def configure(self):
        master = self.master.address
        self.initconfigdb = self.guide("OX-1", "initconfigdb", "--configdb-user=openexchange",
                                       f"--configdb-pass={SECRET}", f"--configdb-host={master}")
        for route in self.nodes:
            self.install_node(route)
            self.name_the_front(self.nodes[route])
        self.start_admin()
        self.registerserver = self.guide("OX-1", "registerserver", "-n", "oxserver", "-A", "oxadminmaster", "-P", SECRET)
        self.registerfilestore = self.guide("OX-1", "registerfilestore", "-A", "oxadminmaster", "-P", SECRET, "-t",
                                            f"file://{self.filestore}")
        self.registermaster = self.guide("OX-1", "registerdatabase", "-A", "oxadminmaster", "-P", SECRET, "--name",
                                         "oxdatabase", "--hostname", master, "--dbuser", "openexchange", "--dbpasswd",
                                         SECRET, "--master", "true")
        self.registerreplica = self.guide("OX-1", "registerdatabase", "-A", "oxadminmaster", "-P", SECRET, "--name",
                                          "oxdatabase_slave", "--hostname", self.replica.address, "--dbuser",
                                          "openexchange", "--dbpasswd", SECRET, "--master", "false", "--masterid=4")
        for route in self.nodes:
            self.start_node(route)
        self.createcontext = self.guide("OX-1", "createcontext", "-A", "oxadminmaster", "-P", SECRET, "-c", "1", "-u",
                                        "oxadmin", "-d", "Context Admin", "-g", "Admin", "-s", "User", "-p", SECRET,
                                        "-L", "defaultcontext", "-e", "oxadmin@example.com", "-q", "1024",
                                        "--access-combination-name=all")
        self.createuser = self.guide("OX-1", "createuser", "-c", "1", "-A", "oxadmin", "-P", SECRET, "-u", "testuser",
                                     "-d", "Test User", "-g", "Test", "-s", "User", "-p", SECRET, "-e",
                                     "testuser@example.com")

    def install_node(self, route, *more, check=True):
        """The guide's oxinstaller, with further options."""
        master = self.master.address
        return self.tool(route, "oxinstaller", "--servername=oxserver", f"--configdb-readhost={master}",
                         f"--configdb-writehost={master}", "--configdb-user=openexchange", f"--master-pass={SECRET}",
                         f"--configdb-pass={SECRET}", f"--jkroute={route}", "--ajp-bind-port=*", *more, check=check)

    def name_the_front(self, node):
        """Who the web server is and what it sends, as README.md says; and for the tests, HTTP from other hosts."""
        secret = node.folder / "etc" / "ajp.secret"
        secret.write_text(f"{FRONT_SECRET}\n")
        secret.chmod(0o600)
        (node.folder / "etc" / "node.d" / "front.properties").write_text(
            f"net.ajpProxies={self.web.address}\nnet.ajpSecretFile={secret}\nnet.httpAddress={node.address}\n")

    def restart(self):
        for route, node in self.nodes.items():
            assert node.processes["yoke-groupware"].terminate() == 0
            self.start_node(route)

    def restart_admin(self):
        assert self.nodes["OX-1"].processes["yoke-admin"].terminate() == 0
        self.start_admin()

    @contextlib.contextmanager
    def settings(self, text):
        """Restarts both nodes with further settings, and afterwards without them."""
        files = [node.folder / "etc" / "node.d" / "zz-test.properties" for node in self.nodes.values()]
        for file in files:
            file.write_text(f"{text.strip()}\n")
        try:
            self.restart()
            yield
        finally:
            for file in files:
                file.unlink()
            self.restart()

    def start_admin(self):
        daemon = self.nodes["OX-1"].start("yoke-admin", self.programs / "yoke-admin")

        def answers():
            assert daemon.running(), daemon.log_text()
            return self.tool("OX-1", "listserver", "-A", "oxadminmaster", "-P", SECRET, check=False).returncode == 0
        wait_for(answers, "yoke-admin")

    def start_node(self, route):
        host = self.nodes[route]
        host.start("yoke-groupware", self.programs / "yoke-groupware")
        wait_for(lambda: self.node_answers(route), f"node {route}")

    def node_answers(self, route):
        host = self.nodes[route]
        assert host.processes["yoke-groupware"].running(), host.processes["yoke-groupware"].log_text()
        return host.run("curl", "-fsS", f"http://{self.http(route)}/ready", check=False).returncode == 0

    def node_path(self, route, path):
        """What the node's own port answers, whatever the status."""
        return self.nodes[route].run("curl", "-sS", f"http://{self.http(route)}/{path}").stdout

    def http(self, route):
        """The address of the node's own HTTP port."""
        return f"{self.nodes[route].address}:8080"

    # Apache

    def start_web(self):
        balancer = (TOP / "etc/apache/yoke-balancer.conf").read_text()
        assert "change-me" in balancer
        start_apache(self.web, "apache2", 80,
                     f"{balancer.replace('change-me', FRONT_SECRET)}Include {TOP}/etc/apache/yoke-paths.conf")

    def start(self):
        self.start_databases()
        self.configure()
        self.start_web()

    def stop(self):
        for host in [self.web, *self.nodes.values(), self.replica, self.master]:
            for process in host.processes.values():
                if process.running():
                    process.kill()

    # what the nodes logged

    def node_log(self, route):
        host = self.nodes[route]
        return host.processes["yoke-groupware"].log_text()

    def requests_logged(self, route, operation):
        """How many requests of that operation the node answered."""
        return self.node_log(route).count(f" operation={operation} ")

    def metrics(self, route):
        """The node's counters: name and labels to value."""
        text = self.web.run("curl", "-fsS", f"http://{self.http(route)}/metrics").stdout
        return {key: float(value) for key, value in re.findall(r"^([a-z]\S+) ([0-9.e+-]+)$", text, re.M)}

    def sessions_logged(self, route):
        return re.findall(r"Session created\. ID: ([0-9a-f]{32}), Context: (\d+), User: (\d+)", self.node_log(route))


def keep_for_reading(folder):
    """Copies logs of a failed run where a person finds them."""
    target = TOP / "var" / "system-test"
    shutil.rmtree(target, ignore_errors=True)
    for path in pathlib.Path(folder).rglob("*"):
        if path.suffix in (".out", ".log", ".properties", ".conf", ".cnf") and "data" not in path.parts:
            copy = target / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    return target
