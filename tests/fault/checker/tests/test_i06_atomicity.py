from histories import Story


def test_an_item_and_its_folder_move_together():
    story = Story("W3").write("a", 0, 1, [1, "x"]).write("a", 2, 9, [2, "y"])
    assert story.read("b", 3, 4, [1, "x"]).read("b", 5, 6, [2, "y"]).broken() == []
    assert story.read("b", 7, 8, [2, "x"]).broken() == ["I6"]


def test_one_number_has_one_folder_also_if_the_write_does_not_say_which():
    story = Story("W3").write("a", 0, 1, 1).read("b", 2, 3, [1, "x"])
    assert story.broken() == []
    assert story.read("b", 4, 5, [1, "y"], flagged=True).broken() == ["I6"]
    assert Story("W3").write("a", 0, 1, 1).read("b", 2, 3, [1, "x"]).end([1, "y"]).broken() == ["I6"]


def test_a_failed_write_left_nothing():
    story = Story().write("a", 0, 1, 1).write("a", 2, 3, 2, outcome="fail")
    assert story.read("b", 4, 5, 1).broken() == []
    assert story.read("b", 6, 7, 2).broken() == ["I6"]
    assert Story("W1").write("a", 0, 1, "x", outcome="fail").read("b", 2, 3, ["x"]).broken() == ["I6"]


def test_a_failed_write_is_not_there_at_the_end():
    assert Story("W1").write("a", 0, 1, "x", outcome="fail").end(["x"]).broken() == ["I6"]


def test_nobody_reads_what_nobody_wrote():
    assert Story().write("a", 0, 1, 1).read("b", 2, 3, 7).broken() == ["I6"]
    assert Story("W1").write("a", 0, 1, "x").read("b", 2, 3, ["x", "y"]).broken() == ["I6"]


def test_nobody_reads_what_will_be_written():
    assert Story().write("a", 0, 1, 1).read("b", 2, 3, 2).write("a", 4, 5, 2).broken() == ["I6"]


def test_a_flag_excuses_no_invention():
    assert Story().write("a", 0, 1, 1).read("b", 2, 3, 7, flagged=True).broken() == ["I6"]
