"""The checker accepts whatever one copy of the data can do, and finds every fault that is planted into it."""
import time

import pytest
from checker import check, render
from faults import FAULTS, ServesOldReads
from single_copy import SingleCopy

SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_copy_never_breaks_a_promise(seed):
    history = SingleCopy(seed).run()
    violations = check(history)
    assert not violations, render(violations[0], history)
    assert sum(1 for operation in history.operations if operation.outcome == "info") > 20


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_found_and_named(fault):
    struck = 0
    for seed in SEEDS:
        cluster = fault(seed)
        history = cluster.run()
        if cluster.broken == 0:
            continue
        struck += 1
        names = {violation.invariant for violation in check(history)}
        assert names & fault.expected, f"seed {seed}: {cluster.broken} strikes, found {names}"
    assert struck > len(SEEDS) // 2


def test_a_single_stale_read_is_enough():
    found = 0
    for seed in SEEDS:
        cluster = ServesOldReads(seed)
        cluster.strikes = 0.004
        history = cluster.run()
        stale = [violation for violation in check(history) if violation.invariant in ("I3", "I4", "I5")]
        assert len(stale) == cluster.broken, f"seed {seed}"
        found += len(stale)
    assert found > 0


def test_the_time_grows_with_the_length_of_the_history():
    def seconds(calls):
        cluster = SingleCopy(1, calls)
        cluster.clients = [client for client in cluster.clients if client.workload != "W1"]  # lists grow with the run
        history = cluster.run()
        begin = time.process_time()
        assert check(history) == []
        return time.process_time() - begin
    seconds(2_000)
    assert seconds(40_000) < 20 * max(seconds(4_000), 0.02)
