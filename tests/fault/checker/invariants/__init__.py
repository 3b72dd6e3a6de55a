"""The promises of the cluster, one file each: a function from a history to the violations found in it."""
from . import (i01_lost_writes, i02_duplicate_effects, i03_read_your_writes, i04_monotonic_reads, i05_visibility,
               i06_atomicity, i07_files, i08_tenants, i09_change_chain, i10_replicas, i11_masters, i12_liveness, i14_logs,
               i15_sessions)

ALL = {module.NAME: module for module in (
    i01_lost_writes, i02_duplicate_effects, i03_read_your_writes, i04_monotonic_reads, i05_visibility, i06_atomicity,
    i07_files, i08_tenants, i09_change_chain, i10_replicas, i11_masters, i12_liveness, i14_logs, i15_sessions)}


def check(history, names=None):
    """The violations of all invariants, or of those named, in their order."""
    return [violation for name, module in ALL.items() if names is None or name in names
            for violation in module.check(history).shown]
