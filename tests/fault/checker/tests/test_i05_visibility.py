from histories import Story


def test_others_see_an_acknowledged_write_at_once():
    story = Story().write("a", 0, 1, 1).write("a", 2, 3, 2)
    assert story.read("b", 4, 5, 2).broken() == []
    assert story.read("c", 6, 7, 1).broken() == ["I5"]


def test_nothing_there_after_an_acknowledged_write():
    assert Story().write("a", 0, 1, 1).read("b", 2, 3, None).broken() == ["I5"]


def test_nothing_there_before_it():
    assert Story().read("b", 0, 1, None).write("a", 0, 2, 1).read("b", 1, 3, None).broken() == []


def test_what_one_session_saw_every_later_one_sees():
    story = Story().write("a", 0, 1, 1).write("a", 2, None, 2, outcome="info").read("b", 3, 4, 2)
    assert story.read("c", 4, 5, 1).broken() == []
    assert story.read("d", 6, 7, 1).broken() == ["I5"]


def test_a_late_attempt_does_not_overwrite_an_acknowledged_one():
    story = Story().write("a", 0, 1, 1, outcome="info").write("a", 2, 3, 2)
    assert story.read("b", 4, 5, 1).broken() == ["I5"]


def test_a_stale_read_has_to_be_flagged():
    story = Story().write("a", 0, 1, 1).write("a", 2, 3, 2)
    assert story.read("b", 4, 5, 1, flagged=True).broken() == []
    assert story.read("b", 6, 7, 1).broken() == ["I5"]


def test_an_acknowledged_element_is_in_everybodys_list():
    story = Story("W1").write("a", 0, 1, "x").write("a", 2, 9, "y")
    assert story.read("b", 3, 4, ["x"]).read("b", 3, 4, ["y", "x"]).broken() == []
    assert story.read("c", 10, 11, ["y"]).broken() == ["I5"]


def test_the_same_key_of_another_context_is_another_object():
    assert Story().write("a", 0, 1, 1).read("b", 2, 3, None, context=2).broken() == []
