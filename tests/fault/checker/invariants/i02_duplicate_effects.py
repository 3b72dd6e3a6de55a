"""I2: a request that was sent once has its effect once, however often the cluster had to repeat its transaction.

A list that has one element twice shows a duplicate, flagged or not. At the end, no operation id of a transaction
stands twice in the change log.
"""
from collections import Counter

from ..staleness import is_set
from ..violation import Findings
from .i01_lost_writes import final_read

NAME = "I2"
TITLE = "no duplicate effect"


def check(history):
    found = Findings(NAME)
    for (context, key), operations in history.by_object().items():
        if not is_set(operations):
            continue
        adds = {operation.value: operation for operation in operations if operation.kind == "add"}
        reported = set()
        for read in with_final(history, context, key, operations):
            if len(read.value) == len(set(read.value)):
                continue
            for element, times in Counter(read.value).items():
                if times > 1 and element in adds and element not in reported:
                    reported.add(element)
                    found.add(f"{element!r} was added once and is there {times} times", [adds[element], read])
    for final in history.finals:
        for operation, times in Counter(final.operations).items():
            if times > 1:
                found.add(f"operation {operation} of context {final.context} was committed {times} times")
    return found


def with_final(history, context, key, operations):
    """Every answered list, by time, the state at the end last."""
    yield from (operation for operation in operations if operation.kind == "list" and operation.outcome == "ok")
    for final in history.finals:
        if final.context == context and isinstance(final.objects.get(key), list):
            yield final_read(history, context, key, final.objects[key])
