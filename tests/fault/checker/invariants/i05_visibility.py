"""I5: an acknowledged write is seen at once by everybody, and nobody sees an older value once anybody saw the newer.

Reads are strict: every unflagged read that is sent after an acknowledgement sees the write, on every node, with or without a
token; there is no grace. Whoever cannot prove that flags the answer or refuses. A stale read whose proof is of the
same session is reported by I3 or I4 instead, so that each is reported once.
"""
from ..staleness import stale_reads
from ..violation import Findings

NAME = "I5"
TITLE = "visibility to others"


def check(history):
    found = Findings(NAME)
    for stale in stale_reads(history):
        if stale.proof == "other":
            known = "a write that was acknowledged" if stale.newer.acknowledged else "a value that others had seen"
            found.add(f"session {stale.read.session} does not see {known}"
                      f"{f': {stale.lacks} is missing' if stale.lacks else ''}", [stale.newer, stale.read])
    return found
