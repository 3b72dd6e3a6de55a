"""I4: what a session has seen does not go back, whichever server answers.

Between two calls of a session that overlap there is no order. A flagged read neither promises nor proves anything: it
may show an older state than the session has seen, and what only a flagged read has seen may be gone again, since a
server that cannot prove that it is current may hold what the surviving master never got. Within one phase without a
master a client may therefore see time go back; the flag is the warning. The same read without a flag is a violation.
"""
from ..staleness import stale_reads
from ..violation import Findings

NAME = "I4"
TITLE = "monotonic reads"


def check(history):
    found = Findings(NAME)
    for stale in stale_reads(history):
        if stale.proof == "own read":
            found.add(f"session {stale.read.session} sees less than it saw before"
                      f"{f': {stale.lacks} is gone' if stale.lacks else ''}", [stale.newer, stale.read])
    return found
