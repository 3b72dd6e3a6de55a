"""How long nobody could write around each promotion, from the history."""
import json
import statistics

WRITES = ("add", "write", "move", "upload", "delete")
AFTER = 30 * 10**9  # how long after a promotion its consequences are looked for, in ns


def read(path):
    """Times of completed writes, sorted, and the promotions that happened as (nemesis, start, end)."""
    writes, promotions, begun = [], [], None
    with open(path, encoding="ascii") as lines:
        for line in map(json.loads, lines):
            if line["type"] == "op" and line["outcome"] == "ok" and line["kind"] in WRITES:
                writes.append(line["complete"])
            elif line["type"] == "event" and line["what"] == "promotion-start":
                begun = line["time"]
            elif line["type"] == "event" and line["what"] == "promotion-end" and not line["detail"].startswith("refused"):
                promotions.append((line["nemesis"], begun, line["time"]))
    return sorted(writes), promotions


def of_promotion(writes, start, end):
    """Milliseconds: from the promotion's start to the next acknowledged write, and the longest time without one."""
    after = [time for time in writes if time > start]
    before = [time for time in writes if time <= start]
    around = before[-1:] + [time for time in after if time <= end + AFTER]
    gaps = [later - earlier for earlier, later in zip(around, around[1:])]
    return (after[0] - start) / 1e6 if after else None, max(gaps, default=0) / 1e6


def summary(path):
    """Lines to print, one for each nemesis that promoted."""
    writes, promotions = read(path)
    for name in sorted({name for name, _, _ in promotions}):
        figures = [of_promotion(writes, start, end) for nemesis, start, end in promotions if nemesis == name]
        firsts = [first for first, _ in figures if first is not None]
        longest = [gap for _, gap in figures]
        if firsts:
            yield (f"{name}: {len(figures)} promotions; next acknowledged write {statistics.median(firsts):.0f} ms after the promotion's "
                   f"start (max {max(firsts):.0f}); longest time without one {statistics.median(longest):.0f} ms (max {max(longest):.0f})")
