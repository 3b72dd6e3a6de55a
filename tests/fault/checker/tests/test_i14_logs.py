from histories import Story


def test_an_unexpected_line():
    story = Story()
    assert story.broken() == []
    story.history.logs.append(("n1", "error: it went wrong"))
    assert story.broken() == ["I14"]
