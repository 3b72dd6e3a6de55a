"""I10: after everything was healed all servers hold the same rows."""
from ..violation import Findings

NAME = "I10"
TITLE = "replicas are equal"


def check(history):
    found = Findings(NAME)
    for final in history.finals:
        if len(set(final.replicas.values())) > 1:
            found.add(f"context {final.context} differs between servers",
                      notes=[f"{server}: {checksum}" for server, checksum in final.replicas.items()])
    return found
