from histories import Story


def state(seq, prev, min_seq=0):
    return {"seq": seq, "prev": prev, "epoch": 1, "min_seq": min_seq}


def test_an_unbroken_chain():
    changes = [[5, 0], [7, 5], [8, 7]]
    assert Story().end(changes=changes, operations=["a", "b", "c"], state=state(8, 7)).broken() == []
    assert Story().end(changes=changes[1:], state=state(8, 7, 6)).broken() == []
    assert Story().end(changes=[], state=state(8, 7, 9)).broken() == []


def test_a_missing_change():
    assert Story().end(changes=[[5, 0], [8, 7]]).broken() == ["I9"]


def test_a_change_missing_at_the_end():
    assert Story().end(changes=[[5, 0], [7, 5]], state=state(8, 7)).broken() == ["I9"]
    assert Story().end(changes=[], state=state(8, 7)).broken() == ["I9"]


def test_a_change_missing_at_the_beginning():
    assert Story().end(changes=[[7, 5], [8, 7]], state=state(8, 7)).broken() == ["I9"]
    assert Story().end(changes=[[7, 5], [8, 7]], state=state(8, 7, 5)).broken() == ["I9"]


def test_a_fork():
    assert Story().end(changes=[[5, 0], [7, 5], [8, 5]]).broken() == ["I9"]
    assert Story().end(changes=[[5, 0], [5, 0]]).broken() == ["I9"]


def test_a_transaction_without_its_id():
    assert Story().end(changes=[[5, 0], [7, 5]], operations=["a"]).broken() == ["I9"]
