"""Planted bugs (b), (c) and (e): the parts that they break do not exist yet, so they are simulated."""
import pytest
from checker import check, render
from node_caches import DropsTokens, FollowsNumbers, LosesHints, NodeCaches, SessionTokens

SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
def test_nodes_that_follow_the_log_in_commit_order_are_sound(seed):
    history = NodeCaches(seed).run()
    violations = check(history)
    assert not violations, render(violations[0], history)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("bug", [LosesHints, FollowsNumbers])
def test_nodes_that_miss_changes_are_found(bug, seed):
    names = {violation.invariant for violation in check(bug(seed).run())}
    assert names & {"I3", "I4", "I5"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_token_that_is_only_raised_keeps_a_session_consistent(seed):
    history = SessionTokens(seed).run()
    violations = check(history, SessionTokens.promised)
    assert not violations, render(violations[0], history)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_token_dropped_after_the_first_success_is_found(seed):
    names = {violation.invariant for violation in check(DropsTokens(seed).run(), DropsTokens.promised)}
    assert names == {"I3", "I4"}
