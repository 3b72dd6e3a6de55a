from histories import Story


def load(begin, end, took=10, **more):
    """One call every 20 ms."""
    story = Story()
    for time in range(begin, end, 20):
        story.read("a", time, time + took, None, **more)
    return story.history.operations


def story_of(*loads):
    story = Story().event(4000, "nemesis-start", "N1").event(5000, "nemesis-stop", "N1").event(6000, "heal")
    story.event(20_000, "load-stop")
    story.history.operations.extend(operation for load in loads for operation in load)
    return story


def test_a_cluster_that_recovers():
    fault = load(4000, 15_000, took=900, outcome="info", status=0)
    assert story_of(load(0, 4000), fault, load(16_000, 20_000)).broken() == []


def test_a_call_that_hangs():
    assert story_of().read("a", 0, 29_000, None).broken() == []
    assert story_of().read("a", 0, 31_000, None).broken() == ["I12"]
    assert story_of().write("a", 0, None, 1, outcome="info").read("b", 31_000, 31_001, None).broken() == ["I12"]


def test_calls_that_still_fail_after_the_heal():
    late = {"outcome": "fail", "status": 503}
    assert story_of(load(0, 4000)).read("a", 15_999, 16_000, None, **late).broken() == []
    assert story_of(load(0, 4000)).read("a", 16_001, 16_002, None, **late).broken() == ["I12"]
    assert story_of(load(0, 4000)).write("a", 16_001, 16_002, 1, outcome="info").broken() == ["I12"]
    assert story_of(load(0, 4000)).write("a", 16_001, 16_002, 1, outcome="fail", status=409).broken() == []


def test_calls_that_the_next_fault_meets():
    def broken(invoked):
        story = story_of(load(0, 4000)).event(18_000, "nemesis-start", "N1")
        return story.write("a", invoked, 28_000, 1, outcome="info").broken()
    assert broken(16_900) == ["I12"]
    assert broken(17_100) == []


def test_calls_that_stay_slow_after_the_heal():
    assert story_of(load(0, 4000), load(16_000, 20_000, took=400)).broken() == []
    assert story_of(load(0, 4000), load(16_000, 20_000, took=600)).broken() == ["I12"]
    assert story_of(load(0, 4000, took=300), load(16_000, 20_000, took=600)).broken() == []
