"""Figures of promotions, from a history written by hand. Times in seconds."""
import outages
from history import History

SECOND = 10**9


def summary(path, calls, *events):
    """@param calls  (sent, answered, outcome) of writes; `events` are (time, what, detail) of one nemesis"""
    history = History(path)
    for sent, answered, outcome in calls:
        history.operation(kind="write", outcome=outcome, status=200 if outcome == "ok" else 503, invoke=sent * SECOND,
                          complete=answered * SECOND)
    for time, what, detail in events:
        history.event(what, "N1", detail, time * SECOND)
    history.close()
    return list(outages.summary(path))


def test_an_outage_ends_with_the_next_acknowledged_write(tmp_path):
    calls = [(8, 9, "ok"), (9, 11, "ok"), (10, 13, "info"), (11, 14, "ok"), (14, 15, "ok")]
    events = [(9, "nemesis-start", "d1"), (10, "promotion-start", "d1"), (12, "promotion-end", "d2 is the master")]
    assert summary(tmp_path / "history.jsonl", calls, *events) == [
        "N1: 1 promotions; first acknowledged write 4000 ms after the promotion's start (max 4000); "
        "longest time without one 3000 ms (max 3000); 1 of 4 calls failed", "4 writes were acknowledged"]


def test_a_refused_promotion_is_none(tmp_path):
    events = [(9, "nemesis-start", "d1"), (10, "promotion-start", "d1"), (12, "promotion-end", "refused: sees nobody")]
    assert summary(tmp_path / "history.jsonl", [(8, 9, "ok"), (13, 14, "ok")], *events) == []


def test_calls_count_until_the_next_fault(tmp_path):
    calls = [(8, 9, "info"), (11, 12, "ok"), (21, 22, "info"), (31, 32, "ok"), (41, 42, "info")]
    events = [(time + after, what, "d2 is the master") for time in (10, 20)
              for after, what in ((0, "nemesis-start"), (0, "promotion-start"), (1, "promotion-end"))]
    assert summary(tmp_path / "history.jsonl", calls, *events, (40, "load-stop", ""))[0].endswith("1 of 3 calls failed")
