"""A cluster started by scripts/run, and one user's session in it."""

import http.client
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.parse
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
READY_SECONDS = 1800  # a cold release build included


class Cluster:
    """Starts scripts/run with two nodes behind Apache; stops it at the end of a `with` block."""

    def __init__(self, port, environment=None):
        self._output = tempfile.NamedTemporaryFile(mode="w+", prefix="yoke-bench-")
        command = [str(TOP / "scripts/run"), "--nodes", "2", "--port", str(port)]
        self._process = subprocess.Popen(command, cwd=TOP, stdout=self._output, stderr=subprocess.STDOUT,
                                         stdin=subprocess.DEVNULL, env=os.environ | (environment or {}),
                                         start_new_session=True)
        try:
            text = self._wait()
        except BaseException:
            self.stop()
            raise
        self.apache = "http://127.0.0.1:" + str(port)
        self.nodes = re.findall(r"node \d+ +(http://\S+)", text)
        self.seconds_to_ready = float(re.search(r"ready after ([\d.]+) seconds", text).group(1))
        self.var = TOP / "var"

    def _wait(self):
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            text = Path(self._output.name).read_text()
            if "Ctrl-C stops everything." in text:
                return text
            if self._process.poll() is not None:
                raise RuntimeError("scripts/run ended:\n" + text[-4000:])
            time.sleep(0.1)
        raise RuntimeError("scripts/run is not ready")

    def stop(self):
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=120)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def tool(self, name, *arguments):
        """Runs one of the command-line tools."""
        subprocess.run([str(TOP / "build/release/bin" / name), *arguments], check=True, stdout=subprocess.DEVNULL,
                       env=os.environ | {"YOKE_CONFIG": str(self.var / "node1/etc")})

    def schema(self):
        """The schema of context 1."""
        return self.sql("master", "SELECT db_schema FROM configdb.context_server2db_pool WHERE cid=1")[0][0]

    def sql(self, server, statement):
        """Rows as lists of texts; `server` is master or replica."""
        answer = subprocess.run(["mariadb", "--no-defaults", f"--socket={self.var}/{server}/socket", "-uroot", "--batch",
                                 "--skip-column-names", "-e", statement], check=True, capture_output=True)
        # Bound octets may stand in a text, control characters among them: only the client's own newlines end a row.
        return [line.split("\t") for line in answer.stdout.decode(errors="replace").split("\n") if line]

    def questions(self):
        """Statements that both servers have executed since their start."""
        return sum(int(self.sql(server, "SHOW GLOBAL STATUS LIKE 'Questions'")[0][1]) for server in ("master", "replica"))


class Session:
    """A user, logged in through one base URL."""

    def __init__(self, base, user="testuser"):
        address = urllib.parse.urlsplit(base)
        self.host = address.netloc
        self._cookies = {}
        login = urllib.parse.urlencode({"name": user, "password": "secret"})
        answer = self.json("POST", "/ajax/login?action=login", login.encode(),
                           {"Content-Type": "application/x-www-form-urlencoded"})
        self.id = answer["session"]

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def request(self, method, target, body=None, headers=None):
        connection = http.client.HTTPConnection(self.host, timeout=300)
        connection.request(method, target, body, {"Cookie": self.cookie} | (headers or {}))
        response = connection.getresponse()
        octets = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self._cookies[key.strip()] = rest.partition(";")[0]
        connection.close()
        if response.status != 200:
            raise RuntimeError(f"{method} {target}: {response.status} {octets[:500]!r}")
        return octets

    def json(self, method, target, body=None, headers=None):
        answer = json.loads(self.request(method, target, body, headers))
        if "error" in answer:
            raise RuntimeError(f"{method} {target}: {answer}")
        return answer

    def infostore_folder(self):
        return str(self.json("GET", f"/ajax/config/folder/infostore?session={self.id}")["data"])

    def upload_target(self, folder):
        """The request target of an upload, without the file's name."""
        return f"/ajax/infostore?action=upload&binary=true&folder_id={folder}&session={self.id}&filename="

    def upload(self, folder, name, octets):
        """@return the document's id"""
        answer = self.json("PUT", self.upload_target(folder) + name, octets,
                           {"Content-Type": "application/octet-stream"})
        return str(answer["data"])
