"""Files of many megabytes go in and out, and no node holds them in its memory."""
import pytest

from ajax import Client
from test_8_chronos import ADMIN, FORM, form

MEGABYTE = 1 << 20
EVENTS, DESCRIPTION = 400, 100_000  # 38 MiB: more than a node may take for it


class Memory:
    """How much more a process needed meanwhile than when it began."""

    def __init__(self, process):
        self.folder = f"/proc/{process.pid}"

    def __enter__(self):
        with open(f"{self.folder}/clear_refs", "w") as file:
            file.write("5")  # the peak begins anew
        self.before = self.peak()
        return self

    def __exit__(self, *_):
        self.more = self.peak() - self.before

    def peak(self):
        with open(f"{self.folder}/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))


@pytest.fixture
def erik(cluster):
    done = cluster.tool("OX-1", "createuser", "-c", "1", *ADMIN, "-u", "erik", "-d", "Erik", "-g", "Erik", "-s", "Test", "-p", "secret",
                        "-e", "erik@example.com", "-t", "Europe/Berlin", "--access-combination-name=all")
    client = Client(f"http://{cluster.http('OX-1')}")
    assert client.login("erik").status == 200 and client.session
    yield client
    client.logout()
    cluster.tool("OX-1", "deleteuser", "-c", "1", *ADMIN, "-i", done.stdout.split()[1])


def event(number):
    text = f"{number:06}".encode() * (DESCRIPTION // 6)
    return (b"BEGIN:VEVENT\r\nUID:big-%d\r\nDTSTAMP:20270101T000000Z\r\nDTSTART:202703%02dT100000Z\r\nDESCRIPTION:%b\r\n"
            b"END:VEVENT\r\n" % (number, number % 28 + 1, text))


def test_a_file_of_many_megabytes_costs_a_few_of_memory(cluster, erik):
    folder = str(erik.call("GET", "config/folder/calendar").json["data"])
    events = [event(number) for number in range(EVENTS)]
    file = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + b"".join(events) + b"END:VCALENDAR\r\n"
    node = cluster.nodes["OX-1"].processes["yoke-groupware"]
    upload = form({"file": ("big.ics", "text/calendar", file)})
    with Memory(node) as importing:
        done = erik.call("POST", "import", upload, FORM, action="ICAL", folder=folder).json
    assert len(done["data"]) == EVENTS and all("id" in item for item in done["data"])
    with Memory(node) as exporting:
        out = erik.call("GET", "export", action="ICAL", folder=folder).body
    assert len(out) > EVENTS * DESCRIPTION and out.endswith(b"END:VCALENDAR\r\n")
    assert all(one in out for one in events[::40])
    print(f"import {importing.more / MEGABYTE:.1f} MiB, export {exporting.more / MEGABYTE:.1f} MiB")
    assert max(importing.more, exporting.more) < len(file) * 2 / 3
