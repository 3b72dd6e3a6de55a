from histories import Story

TAGS = {1: "aaaa", 2: "bbbb"}


def test_every_session_reads_its_own_context():
    story = Story("W6", tags=TAGS).write("a", 0, 1, "1.aaaa").write("b", 0, 1, "1.bbbb", context=2)
    assert story.read("a", 2, 3, "1.aaaa").read("b", 2, 3, "1.bbbb", context=2).end("1.aaaa").broken() == []


def test_a_value_of_another_context():
    story = Story("W6", tags=TAGS).write("b", 0, 1, "1.bbbb", context=2)
    assert [violation.invariant for violation in story.read("a", 2, 3, "1.bbbb").violations("I8")] == ["I8"]


def test_a_list_with_a_value_of_another_context():
    story = Story("W6", tags=TAGS).do("list", "a", 0, 1, ["1.aaaa", "4.bbbb"], key="w6.1", flagged=True)
    assert story.broken() == ["I8"]


def test_an_element_of_another_context():
    story = Story("W1").write("a", 0, 1, "x").write("b", 0, 1, "y", context=2)
    assert story.read("a", 2, 3, ["x"]).violations("I8") == []
    assert len(story.read("a", 4, 5, ["x", "y"]).violations("I8")) == 1


def test_a_value_of_another_context_at_the_end():
    assert len(Story("W6", tags=TAGS).end("1.bbbb").violations("I8")) == 1
