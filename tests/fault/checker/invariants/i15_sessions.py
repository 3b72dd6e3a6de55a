"""I15: no session is lost: no call is told that its session is over. The laboratory's clients neither log out nor change
passwords, and a run is shorter than the time after which an unused session ends.
"""
from ..violation import Findings

NAME = "I15"
TITLE = "kept sessions"
OVER = "SES-0203"


def check(history):
    found = Findings(NAME)
    for operation in history.operations:
        if operation.error.startswith(OVER):
            found.add(f"a call was told that session {operation.session} is over", [operation])
    return found
