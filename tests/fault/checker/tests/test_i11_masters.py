from histories import Story


def test_numbers_in_the_order_of_the_writes():
    story = Story().write("a", 0, 1, 1, seq=10).write("b", 0, 5, 1, seq=30, key="k").write("a", 2, 3, 2, seq=20)
    assert story.end(2, changes=[[10, 0], [20, 10], [30, 20]]).violations("I11") == []


def test_writes_that_overlap_have_no_order():
    assert Story().write("a", 0, 4, 1, seq=30).write("b", 3, 5, 1, seq=20, key="k").broken() == []


def test_a_master_that_counts_on_its_own():
    assert Story().write("a", 0, 1, 1, seq=30).write("b", 2, 3, 1, seq=20, key="k").broken() == ["I11"]


def test_one_number_given_twice():
    assert Story().write("a", 0, 4, 1, seq=20).write("b", 3, 5, 1, seq=20, key="k").broken() == ["I11"]


def test_contexts_count_for_themselves():
    assert Story().write("a", 0, 1, 1, seq=20).write("b", 2, 3, 1, seq=20, context=2).broken() == []


def test_a_write_that_another_master_acknowledged():
    changes = [[10, 0], [20, 10]]
    for durability, broken in (("strict", ["I11"]), ("available", [])):
        story = Story(durability=durability).write("a", 0, 1, 1, seq=10).write("b", 0, 1, 1, seq=15, key="k")
        assert [violation.invariant for violation in story.end(changes=changes).violations("I11")] == broken
