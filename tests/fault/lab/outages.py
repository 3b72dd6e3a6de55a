"""How long nobody could write around each promotion, and which calls failed, from the history."""
import json
import math
import statistics

WRITES = ("add", "write", "move", "upload", "delete")
AFTER = 30 * 10**9  # how long after a promotion its consequences are looked for, in ns


class Round:
    """From one fault to the next one, or to the end of the load."""

    def __init__(self, nemesis, fault):
        self.nemesis, self.fault, self.next_fault = nemesis, fault, None
        self.start = self.end = None  # of the promotion, if there was one


def read(path):
    """The operations, and the rounds in which a promotion happened."""
    operations, events = [], []
    with open(path, encoding="ascii") as lines:
        for line in map(json.loads, lines):
            if line["type"] == "op":
                operations.append(line)
            elif line["type"] == "event":
                events.append(line)
    return operations, rounds_of(sorted(events, key=lambda event: event["time"]))


def rounds_of(events):
    rounds = []
    for event in events:
        if event["what"] in ("nemesis-start", "load-stop"):
            if rounds:
                rounds[-1].next_fault = event["time"]
            rounds.append(Round(event["nemesis"], event["time"]))
        elif event["what"] == "promotion-start":
            rounds[-1].nemesis, rounds[-1].start = event["nemesis"], event["time"]
        elif event["what"] == "promotion-end" and not event["detail"].startswith("refused"):
            rounds[-1].end = event["time"]
    return [one for one in rounds if one.end]


def outage(writes, one):
    """Milliseconds: from the promotion's start to the first write that was sent after it and acknowledged, and the longest
    time without an acknowledgement."""
    first = min((answered for sent, answered in writes if sent > one.start), default=None)
    answers = sorted(answered for _, answered in writes)
    before = [time for time in answers if time <= one.start]
    around = before[-1:] + [time for time in answers if one.start < time <= min(one.end + AFTER, one.next_fault or math.inf)]
    gaps = [later - earlier for earlier, later in zip(around, around[1:])]
    return (first - one.start) / 1e6 if first else None, max(gaps, default=0) / 1e6


def failed(operation):
    """Whether the client was told that something is wrong with the cluster, or nothing."""
    return operation["outcome"] == "info" or (operation["outcome"] == "fail" and not 0 < (operation["status"] or 0) < 500)


def summary(path):
    """Lines to print, one for each nemesis that promoted."""
    operations, rounds = read(path)
    writes = [(one["invoke"], one["complete"]) for one in operations if one["outcome"] == "ok" and one["kind"] in WRITES]
    for name in sorted({one.nemesis for one in rounds}):
        mine = [one for one in rounds if one.nemesis == name]
        figures = [outage(writes, one) for one in mine]
        firsts, longest = [first for first, _ in figures if first is not None], [gap for _, gap in figures]
        calls = [call for call in operations for one in mine
                 if one.fault <= call["invoke"] and (one.next_fault is None or call["invoke"] < one.next_fault)]
        if firsts:
            yield (f"{name}: {len(mine)} promotions; first acknowledged write {statistics.median(firsts):.0f} ms after the promotion's "
                   f"start (max {max(firsts):.0f}); longest time without one {statistics.median(longest):.0f} ms "
                   f"(max {max(longest):.0f}); {sum(map(failed, calls))} of {len(calls)} calls failed")
    if rounds:
        yield f"{len(writes)} writes were acknowledged"
