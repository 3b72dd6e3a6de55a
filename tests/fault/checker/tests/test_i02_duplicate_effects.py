from histories import Story


def test_an_element_is_there_once():
    assert Story("W1").write("a", 0, 1, "x").read("b", 2, 3, ["x"]).end(["x"]).broken() == []


def test_an_element_is_there_twice():
    assert Story("W1").write("a", 0, 1, "x").read("b", 2, 3, ["x", "x"]).broken() == ["I2"]
    assert Story("W1").write("a", 0, 1, "x").end(["x", "x"]).broken() == ["I2"]


def test_a_flag_excuses_no_duplicate():
    assert Story("W1").write("a", 0, 1, "x").read("b", 2, 3, ["x", "x"], flagged=True).broken() == ["I2"]


def test_an_unknown_outcome_excuses_no_duplicate():
    story = Story("W1").write("a", 0, None, "x", outcome="info")
    assert story.read("b", 2, 3, ["x", "x"]).broken() == ["I2"]


def test_one_operation_committed_twice():
    changes = [[1, 0], [2, 1]]
    assert Story("W1").end([], changes=changes, operations=["01", "02"]).broken() == []
    assert Story("W1").end([], changes=changes, operations=["01", "01"]).broken() == ["I2"]
