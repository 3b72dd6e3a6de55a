from histories import Story


def test_what_was_acknowledged_is_there_at_the_end():
    assert Story().write("a", 0, 1, 1).write("a", 2, 3, 2).end(2).broken() == []
    assert Story("W1").write("a", 0, 1, "x").end(["x"]).broken() == []
    assert Story("W3").write("a", 0, 1, [1, "f"]).end([1, "f"]).broken() == []
    assert Story("W5").write("a", 0, 1, "hash").end(files={"w5.1.0": {"sha256": "hash", "size": 1}}).broken() == []


def test_an_acknowledged_write_is_not_there_at_the_end():
    assert Story().write("a", 0, 1, 1).write("a", 2, 3, 2).end(1).broken() == ["I1"]
    assert Story().write("a", 0, 1, 1).end().broken() == ["I1"]
    assert Story("W1").write("a", 0, 1, "x").write("a", 0, 1, "y").end(["y"]).broken() == ["I1"]
    assert Story("W3").write("a", 0, 1, [1, "f"]).write("a", 2, 3, [2, "g"]).end([1, "f"]).broken() == ["I1"]
    assert Story("W5").write("a", 0, 1, "hash").end().broken() == ["I1"]


def test_a_deletion_is_a_write_too():
    story = Story("W5").write("a", 0, 1, "hash").do("delete", "a", 2, 3, None)
    assert story.end().broken() == []
    assert story.end(files={"w5.1.0": {"sha256": "hash", "size": 1}}).broken() == ["I1"]


def test_unknown_and_failed_writes_are_not_missed():
    for outcome in ("info", "fail"):
        assert Story().write("a", 0, 1, 1).write("a", 2, None, 2, outcome=outcome).end(1).broken() == []
        assert Story("W1").write("a", 2, None, "x", outcome=outcome).end([]).broken() == []
    assert Story().write("a", 0, 1, 1).write("a", 2, None, 2, outcome="info").end(2).broken() == []


def test_what_was_seen_is_missed_although_its_outcome_is_unknown():
    story = Story().write("a", 0, 1, 1).write("a", 2, None, 2, outcome="info").read("b", 3, 4, 2)
    assert story.end(1).broken() == ["I1"]


def test_a_flagged_read_is_no_proof():
    story = Story().write("a", 0, 1, 1).write("a", 2, None, 2, outcome="info").read("b", 3, 4, 2, flagged=True)
    assert story.end(1).broken() == []


def lossy(durability, detail):
    return (Story(durability=durability).write("a", 0, 1, 1).event(2, "nemesis-start", "N1").write("a", 3, 4, 2)
            .event(5, "promotion-start").event(6, "promotion-end", detail=detail).end(1))


def test_a_loss_that_the_promotion_reports_is_allowed_if_the_mode_allows_it():
    assert lossy("available", "1 transaction lost").broken() == []
    assert lossy("available", "").broken() == ["I1"]
    assert lossy("strict", "1 transaction lost").broken() == ["I1"]


def test_before_the_fault_nothing_may_be_lost():
    story = lossy("available", "1 transaction lost")
    story.history.finals.clear()
    assert story.end().broken() == ["I1"]
