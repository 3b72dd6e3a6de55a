"""The history of a run: what was called and what happened, as lines of JSON. README.md describes them."""
import json
import threading
import time


def now():
    """Nanoseconds of the one clock of the history."""
    return time.monotonic_ns()


class History:
    """Appends to the file; may be used by several threads."""

    def __init__(self, path):
        self._file = open(path, "w", encoding="ascii")
        self._lock = threading.Lock()
        self._operations = 0

    def write(self, kind, /, **members):
        line = json.dumps({"type": kind, **members}, separators=(",", ":"))
        with self._lock:
            self._file.write(line + "\n")

    def operation(self, **members):
        with self._lock:
            self._operations += 1
            number = self._operations
        self.write("op", id=number, **members)

    @property
    def operations(self):
        return self._operations

    def event(self, what, nemesis="", detail="", time=None):
        """Something that the laboratory did, now or at another time."""
        self.write("event", time=time or now(), what=what, nemesis=nemesis, detail=detail)
        self._file.flush()

    def close(self):
        self._file.close()
