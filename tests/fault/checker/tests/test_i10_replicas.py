from histories import Story


def test_equal_servers():
    assert Story().end(replicas={"d1": "1f", "d2": "1f"}).broken() == []


def test_servers_that_differ():
    assert Story().end(replicas={"d1": "1f", "d2": "1f", "d3": "2e"}).broken() == ["I10"]
