from histories import Story


def test_an_own_acknowledged_write_is_seen():
    assert Story().write("a", 0, 1, 1).read("a", 2, 3, 1).broken() == []


def test_an_own_acknowledged_write_that_is_not_seen():
    assert Story().write("a", 0, 1, 1).write("a", 2, 3, 2).read("a", 4, 5, 1, node="n2").broken() == ["I3"]


def test_nothing_there_after_the_own_first_write():
    assert Story().write("a", 0, 1, 1).read("a", 2, 3, None).broken() == ["I3"]


def test_a_read_that_overlaps_the_write_may_see_either():
    assert Story().write("a", 0, 1, 1).write("a", 2, 9, 2).read("a", 3, 4, 1).broken() == []
    assert Story().write("a", 0, 1, 1).write("a", 2, 9, 2).read("a", 3, 4, 2).broken() == []


def test_one_instant_is_no_order():
    assert Story().write("a", 0, 1, 1).write("a", 2, 4, 2).read("a", 4, 5, 1).broken() == []


def test_a_write_of_unknown_outcome_may_be_seen_or_not():
    for seen in (1, 2):
        assert Story().write("a", 0, 1, 1).write("a", 2, 3, 2, outcome="info").read("a", 4, 5, seen).broken() == []


def test_a_failed_write_is_not_missed():
    assert Story().write("a", 0, 1, 1).write("a", 2, 3, 2, outcome="fail").read("a", 4, 5, 1).broken() == []


def test_a_flagged_read_owes_nothing():
    assert Story().write("a", 0, 1, 1).write("a", 2, 3, 2).read("a", 4, 5, 1, flagged=True).broken() == []


def test_an_own_element_is_in_the_list():
    assert Story("W1").write("a", 0, 1, "x").read("a", 2, 3, ["x"]).broken() == []
    assert Story("W1").write("a", 0, 1, "x").read("a", 2, 3, []).broken() == ["I3"]
    assert Story("W1").write("a", 0, 1, "x", outcome="info").read("a", 2, 3, []).broken() == []


def test_an_own_deleted_file_is_gone():
    story = Story("W5").write("a", 0, 1, "hash").do("delete", "a", 2, 3, None)
    assert story.read("a", 4, 5, None).broken() == []
    assert story.read("a", 6, 7, "hash").broken() == ["I3"]


def test_an_own_move_is_seen():
    story = Story("W3").write("a", 0, 1, [1, "x"]).write("a", 2, 3, [2, "y"])
    assert story.read("a", 4, 5, [2, "y"]).broken() == []
    assert story.read("a", 6, 7, [1, "x"]).broken() == ["I3"]
