"""I3: a session sees its own acknowledged writes, on every node, with and without its token.

Writes that overlap the read, that failed or whose outcome is unknown need not be seen; a flagged read owes nothing.
"""
from ..staleness import stale_reads
from ..violation import Findings

NAME = "I3"
TITLE = "read your writes"


def check(history):
    found = Findings(NAME)
    for stale in stale_reads(history):
        if stale.proof == "own write":
            found.add(f"session {stale.read.session} does not see its own acknowledged write"
                      f"{f' of {stale.lacks}' if stale.lacks else ''}", [stale.newer, stale.read])
    return found
