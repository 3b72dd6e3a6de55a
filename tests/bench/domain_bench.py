"""Figures of single operations of a running cluster: SQL statements, latency, CPU time, and the same SQL sent bare.

Starts the cluster by scripts/run, fills one user's folders, records the statements of one request of each operation, and
lets operations and their bare SQL take turns in several rounds. One request at a time on one connection that is kept:
the times are latencies seen by a client of node 1, what Python needs for a request included, but not to read the JSON
of its answer.
"""

import argparse
import gc
import os
import re
import signal
import statistics
import sys
import time
import uuid
from dataclasses import dataclass, field

from cluster import Cluster
from nginx import free_port
from operation import Keeping
from operations import PARTS, operations
from processes import cpu_seconds, pids_of
from statements import Bare, Recorder, Statement


def percentile(times, share):
    return sorted(times)[int(share * (len(times) - 1))]


def prepared(operation):
    if operation.prepare:
        operation.prepare()


def timed(operation, calls):
    """@return microseconds of each call"""
    times = []
    gc.disable()  # it would take longer than many a request
    for _ in range(calls):
        begin, reading = time.perf_counter(), Keeping.reading
        operation.run()
        times.append((time.perf_counter() - begin - (Keeping.reading - reading)) * 1e6)
    gc.enable()
    return times


def warm(operation):
    """Opens connections and prepares statements; connections were just closed, so requests may fail at first."""
    good, end = 0, time.monotonic() + 30
    while good < operation.calls(20):
        try:
            prepared(operation)
            operation.run()
            good += 1
        except RuntimeError:
            if time.monotonic() > end:
                raise


def recorded(operation, recorder):
    """The statements of one request."""
    warm(operation)
    prepared(operation)
    return recorder.record(operation.run)


UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER = re.compile(rb"\b\d+\b")


class Variants:
    """Rounds of the same statements that can run one after the other: what must be unique is new in each."""

    def __init__(self, statements):
        self._statements = statements
        texts = [each.text for each in statements]
        self._seqs = {each.group(1) for each in map(re.compile(rb"INSERT INTO ctx_change .*?VALUES \(1,(\d+),",
                                                               re.S).match, texts) if each}
        self._ids = {each.group(1) for each in map(re.compile(rb"INSERT INTO (?:contact|task|folder|calendar_object) .*?VALUES "
                                                              rb"\(1, ?(\d+),", re.S).match, texts) if each}
        self._makes = any(each.startswith(b"INSERT INTO ctx_sequence ") for each in texts)
        if not self._makes:  # writes what is there already
            self._ids = set()
        self._numbers = self._seqs | self._ids
        self._number = 0

    def make(self, count):
        return [self._next() for _ in range(count)]

    def _next(self):
        self._number += 1
        return [Statement(each.server, self._changed(each.text)) for each in self._statements]

    def _changed(self, text):
        if self._makes:
            text = UUID.sub(lambda found: str(uuid.uuid5(uuid.NAMESPACE_OID, f"{found[0]}{self._number}")).encode(), text)
        text = NUMBER.sub(lambda found: b"%d" % (int(found[0]) + 10_000_000 + self._number) if found[0] in self._numbers
                          else found[0], text)
        if text.startswith(b"INSERT INTO ctx_change "):  # the log does not show octets of op_id as they are
            text = re.sub(rb"'(?:[^'\\]|\\.)*'", lambda _: b"x'" + os.urandom(16).hex().encode() + b"'", text)
        return text


@dataclass
class Measured:
    statements: int
    times: list = field(default_factory=list)
    bare: list = field(default_factory=list)
    cpu: float = 0.0


def statements_of(plan, cluster, show):
    """@return operation -> list of Statement"""
    with Recorder(cluster) as recorder:
        result = {operation: recorded(operation, recorder) for operation in plan}
    for operation in plan if show else []:
        print(f"{operation.name}:")
        for each in result[operation]:
            print(f"    {each.server:8}{each.text.decode(errors='replace')[:200]}")
    return result


def measure(statements, bare, pids, options):
    """@return operation -> Measured"""
    plan = list(statements)
    variants = {operation: Variants(statements[operation]) for operation in plan}
    measured = {operation: Measured(len(statements[operation])) for operation in plan}
    for operation in plan:
        warm(operation)
    for number in range(options.rounds):
        print(f"  round {number + 1}", file=sys.stderr)
        for operation in plan:
            calls = operation.calls(options.calls)
            if not operation.prepare:
                operation.run()  # opens the client's connection, which its server may have closed meanwhile
            for piece in [1] * calls if operation.prepare else [calls]:
                prepared(operation)
                before = cpu_seconds(pids)
                measured[operation].times += timed(operation, piece)
                measured[operation].cpu += cpu_seconds(pids) - before
                prepared(operation)
                measured[operation].bare += bare.times(variants[operation].make(piece))
    return measured


def print_table(measured):
    print(f"{'':44}{'SQL':>5}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'bare p50':>10}{'bare p99':>10}{'ratio':>7}")
    for operation, each in measured.items():
        middle, bare = statistics.median(each.times), statistics.median(each.bare)
        print(f"{operation.name:44}{each.statements:5}{middle / 1000:9.2f}{percentile(each.times, 0.99) / 1000:9.2f}"
              f"{each.cpu * 1000 / len(each.times):9.2f}{bare / 1000:10.2f}{percentile(each.bare, 0.99) / 1000:10.2f}"
              f"{middle / bare:7.2f}" + (f"  {operation.objects / middle * 1e6:,.0f}/s" if operation.objects else ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--calls", type=int, default=100, help="of each operation in each round")
    parser.add_argument("--show", action="store_true", help="print the statements of each operation")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part (may be repeated)")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))  # an exit stops the cluster, too

    with Cluster(free_port()) as cluster:
        print("filling folders", file=sys.stderr)
        plan = operations(cluster, options.only or tuple(PARTS))
        statements = statements_of(plan, cluster, options.show)
        measured = measure(statements, Bare(cluster), pids_of("yoke-groupware", str(cluster.var)), options)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {options.rounds} rounds of {options.calls} calls; "
              "CPU is that of the nodes for each request, ratio that of the medians to the bare SQL")
        print_table(measured)


if __name__ == "__main__":
    main()
