"""I14: no program logs an error that nobody caused on purpose, and none ends by itself. The laboratory knows what it
caused and writes only the other lines into the history."""
from ..violation import Findings

NAME = "I14"
TITLE = "quiet logs"


def check(history):
    found = Findings(NAME)
    for source, line in history.logs:
        found.add(f"{source}: {line}")
    return found
