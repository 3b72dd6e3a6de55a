from histories import Story


def test_a_session_that_is_said_to_be_over():
    story = Story().read("s1", 0, 10, 5, outcome="fail", error="IFO-0300")
    assert "I15" not in story.broken()
    story.read("s1", 20, 30, None, outcome="fail", error="SES-0203")
    assert "I15" in story.broken()
