"""One kind of request, and the session that sends it."""

import http.client
import json
import time
import urllib.parse

from cluster import Session

OWNER_BITS = 403710016
FOREVER = 9_007_199_254_740_991  # no client saw the object later


class Keeping(Session):
    """A session whose requests use one connection."""

    reading = 0.0  # seconds that all sessions took to read JSON: not the server's

    def __init__(self, base, user="testuser"):
        self._connection = None
        self._used = 0.0
        super().__init__(base, user)
        self._connection = http.client.HTTPConnection(self.host, timeout=120)
        self.user = self.call("GET", "user", action="get")["data"]["id"]

    def call(self, method, module, body=None, **parameters):
        target = f"/ajax/{module}?" + urllib.parse.urlencode({"session": self.id, **parameters})
        octets = None if body is None else json.dumps(body).encode()
        if self._connection is None:
            return self.json(method, target, octets)
        if time.monotonic() - self._used > 2:  # servers close what is idle
            self._connection.close()
        self._connection.request(method, target, octets, {"Cookie": self.cookie})
        octets = self._connection.getresponse().read()
        self._used = time.monotonic()
        begin = time.perf_counter()
        answer = json.loads(octets)
        Keeping.reading += time.perf_counter() - begin
        if "error" in answer:
            raise RuntimeError(f"{method} {target}: {answer}")
        return answer

    def folder(self, title, parent, module):
        permissions = [{"bits": OWNER_BITS, "entity": self.user, "group": False}]
        return self.call("PUT", "folders", {"title": title, "module": module, "permissions": permissions},
                         action="new", folder_id=parent, tree="0")["data"]

    def import_file(self, action, folder, name, octets, media_type):
        """Imports a file. @return the answer's data"""
        boundary = "bench-boundary"
        body = (f"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n"
                f"Content-Type: {media_type}\r\n\r\n").encode() + octets + f"\r\n--{boundary}--\r\n".encode()
        return self.json("POST", f"/ajax/import?action={action}&plainJson=true&folder={folder}&session={self.id}", body,
                         {"Content-Type": f"multipart/form-data; boundary={boundary}"})["data"]


class Operation:
    """One kind of request.

    @param most     calls in a round, of what takes long
    @param prepare  comes before each call, and before its SQL is sent bare; not measured
    @param objects  that one request is about, where their number each second is of interest"""

    def __init__(self, name, run, most=None, prepare=None, objects=0):
        self.name, self.run, self.most, self.prepare, self.objects = name, run, most, prepare, objects

    def calls(self, wanted):
        return wanted if self.most is None else min(wanted, self.most)


def expecting(count, call):
    """A request whose answer must have so many items; else the figures would be of something else."""
    def run():
        data = call()["data"]
        assert len(data) == count, f"{len(data)} instead of {count}: {str(data)[:300]}"
    return run
