"""Load by wrk: one scenario for some seconds, with the CPU time it costs each group of processes."""

import json
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from processes import cpu_seconds

CONNECTIONS = 16

# Prints one line of JSON at the end. FILES is set for uploads: each request then stores a file of another name, and
# answers that are errors (which have status 200) are counted.
SCRIPT = """
local sent, failed = 0, 0
wrk.method = METHOD
wrk.body = BODY
for name, value in pairs(HEADERS) do wrk.headers[name] = value end
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() failures = 0 end
if FILES then
    function request()
        sent = sent + 1
        return wrk.format(nil, TARGET .. FILES .. sent .. ".bin")
    end
    function response(status, headers, body)
        if status ~= 200 or body:find('"error"', 1, true) then failures = failures + 1 end
    end
end
function done(summary, latency, requests)
    local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
    for _, thread in ipairs(threads) do failed = failed + thread:get("failures") end
    io.write(string.format('\\nRESULT {"requests":%d,"microseconds":%d,"failed":%d,"p50":%d,"p99":%d}\\n',
        summary.requests, summary.duration, failed, latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass
class Scenario:
    name: str
    base: str
    target: str
    method: str = "GET"
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    files: str = ""  # name prefix of uploaded files


@dataclass
class Result:
    requests: int
    seconds: float
    failed: int
    p50_us: float
    p99_us: float
    cpu_us: dict  # microseconds per request, by group

    @property
    def per_second(self):
        return self.requests / self.seconds


def lua(text):
    return '"' + "".join(f"\\{octet:03d}" for octet in text) + '"'


def script(scenario, round_name):
    headers = ",".join(f"[{lua(name.encode())}]={lua(value.encode())}" for name, value in scenario.headers.items())
    files = lua((scenario.files + round_name + "-").encode()) if scenario.files else "nil"
    body = lua(scenario.body) if scenario.body else "nil"
    return (f"METHOD={lua(scenario.method.encode())}\nHEADERS={{{headers}}}\nBODY={body}\n"
            f"TARGET={lua(scenario.target.encode())}\nFILES={files}\n") + SCRIPT


def run(scenario, seconds, groups, round_name):
    """@param groups  name -> process ids whose CPU time is counted"""
    with tempfile.TemporaryDirectory(prefix="yoke-bench-") as folder:
        file = Path(folder) / "wrk.lua"
        file.write_text(script(scenario, round_name))
        before = {name: cpu_seconds(pids) for name, pids in groups.items()}
        output = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(file),
                                 scenario.base + scenario.target + (scenario.files and "x")],
                                check=True, capture_output=True, text=True).stdout
        after = {name: cpu_seconds(pids) for name, pids in groups.items()}
    line = next(line for line in output.splitlines() if line.startswith("RESULT "))
    result = json.loads(line[len("RESULT "):])
    requests = max(1, result["requests"])
    return Result(requests=result["requests"], seconds=result["microseconds"] / 1e6, failed=result["failed"],
                  p50_us=result["p50"], p99_us=result["p99"],
                  cpu_us={name: (after[name] - before[name]) * 1e6 / requests for name in groups})
