from histories import Story


def unfinished():
    """A write that nobody was answered, and one that was before it."""
    return Story().write("a", 0, 1, 1).write("a", 2, None, 2, outcome="info")


def test_a_session_may_see_a_pending_write_and_then_always_does():
    assert unfinished().read("b", 3, 4, 1).read("b", 5, 6, 2).read("b", 7, 8, 2).broken() == []


def test_a_session_sees_a_value_go_back():
    assert unfinished().read("b", 3, 4, 2).read("b", 5, 6, 1, node="n2").broken() == ["I4"]


def test_overlapping_reads_of_a_session_have_no_order():
    assert unfinished().read("b", 3, 9, 2).read("b", 5, 6, 1).broken() == []


def test_a_flagged_read_may_go_back_and_proves_nothing():
    assert unfinished().read("b", 3, 4, 2).read("b", 5, 6, 1, flagged=True).broken() == []
    assert unfinished().read("b", 3, 4, 2, flagged=True).read("b", 5, 6, 1).broken() == []


def test_an_element_does_not_leave_the_list():
    story = Story("W1").write("a", 0, None, "x", outcome="info")
    assert story.read("b", 1, 2, []).read("b", 3, 4, ["x"]).broken() == []
    assert story.read("b", 5, 6, []).broken() == ["I4"]


def test_a_deleted_file_does_not_come_back():
    story = Story("W5").write("a", 0, 1, "hash").do("delete", "a", 2, None, None, outcome="info")
    assert story.read("b", 3, 4, "hash").read("b", 5, 6, None).broken() == []
    assert story.read("b", 7, 8, "hash").broken() == ["I4"]


def test_one_wrong_read_is_reported_once():
    story = unfinished().read("b", 3, 4, 2).read("b", 5, 6, 1).read("b", 7, 8, 2).read("b", 9, 10, 2)
    assert len(story.violations()) == 1
