import json

import pytest
from checker import HistoryError, check, render, verdict
from checker.__main__ import main
from checker.history import parse_history
from histories import Story

RUN = {"type": "run", "seed": 7, "durability": "strict", "start": 0, "tags": {"1": "aaaa"}}
WRITE = {"type": "op", "id": 1, "process": "w2-0", "session": "s1", "context": 1, "node": "n1", "token": True, "workload": "W2",
         "kind": "write", "key": "w2.1.0", "value": 1, "invoke": 10, "complete": 20, "outcome": "ok", "status": 200,
         "flagged": False, "seq": 5, "error": ""}
READ = {**WRITE, "id": 2, "session": "s2", "node": "n2", "kind": "read", "value": None, "invoke": 30, "complete": 40}
EVENT = {"type": "event", "time": 25, "what": "nemesis-start", "nemesis": "N4", "detail": "d2"}


def file_of(folder, *lines):
    path = folder / "history.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return str(path)


def test_the_exit_code_is_the_verdict(tmp_path, capsys):
    assert main([file_of(tmp_path, RUN, WRITE)]) == 0
    assert capsys.readouterr().out.startswith("clean: 1 operations (1 ok, 0 fail, 0 info, 0 flagged), seed 7")
    assert main([file_of(tmp_path, RUN, READ, EVENT, WRITE)]) == 1
    assert main([file_of(tmp_path, RUN, READ, WRITE), "--only", "I8"]) == 0
    assert main([file_of(tmp_path, WRITE)]) == 2
    assert main([file_of(tmp_path, RUN, {**WRITE, "outcome": "maybe"})]) == 2
    assert "line 2: outcome 'maybe'" in capsys.readouterr().err


def test_a_file_that_was_cut_off_is_refused(tmp_path):
    path = tmp_path / "history.jsonl"
    path.write_text(json.dumps(RUN) + "\n" + json.dumps(WRITE)[:40])
    assert main([str(path)]) == 2


def test_a_key_with_two_writers_cannot_be_judged():
    other = {**WRITE, "id": 3, "process": "w2-1", "value": 2}
    with pytest.raises(HistoryError):
        check(parse_history(json.dumps(line) for line in (RUN, WRITE, other)))


def test_a_violation_shows_who_where_and_when_with_the_faults_between():
    history = parse_history(json.dumps(line) for line in (RUN, READ, EVENT, WRITE))
    [violation] = check(history)
    text = render(violation, history).splitlines()
    assert text[0] == "I5 (visibility to others): session s2 does not see a write that was acknowledged"
    write, event, read = text[2:]
    assert "n1    write w2.1.0 = 1 -> ok 200 with its token seq 5" in write
    assert "nemesis-start N4 d2" in event
    assert "n2    read w2.1.0 = None" in read
    assert verdict([violation], history).startswith("VIOLATED I5: 1 violations")


def test_many_violations_are_counted_and_not_all_kept():
    story = Story().write("a", 0, 1, 1)
    for time in range(2, 1002):
        story.read("b", time, time + 1, None)
    found = story.violations()
    assert len(found) == 101 and found[-1].summary == "and 900 more of this kind"
