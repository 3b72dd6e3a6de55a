"""I11: at any time one master acknowledges writes. Two would count on their own.

Seen from the clients: the numbers of a context's acknowledged writes follow the order in which they happened (whoever is sent
after an answer gets a greater number), no number is given twice, and each number stands in the chain of the master that is there
at the end. The last of these is asked in durability `strict` only.
"""
from ..violation import Findings

NAME = "I11"
TITLE = "one master at a time"


def check(history):
    found = Findings(NAME)
    for writes in numbered_writes(history).values():
        check_order(found, writes)
        check_numbers(found, writes)
    if history.durability == "strict":
        check_chain(found, history)
    return found


def numbered_writes(history):
    """Context -> its acknowledged writes that were told their number, by invoke."""
    writes = {}
    for operation in history.operations:
        if operation.acknowledged and operation.seq is not None:
            writes.setdefault(operation.context, []).append(operation)
    return writes


def check_order(found, writes):
    """As each write is sent, all that were answered before have smaller numbers."""
    answered = sorted(writes, key=lambda write: write.complete)
    place, greatest = 0, None
    for write in writes:
        while answered[place].complete < write.invoke:
            if greatest is None or answered[place].seq > greatest.seq:
                greatest = answered[place]
            place += 1
        if greatest is not None and greatest.seq > write.seq:
            found.add(f"write {write.seq} happened after write {greatest.seq}", [greatest, write])


def check_numbers(found, writes):
    seen = {}
    for write in writes:
        other = seen.setdefault(write.seq, write)
        if other is not write:
            found.add(f"two writes were acknowledged as {write.seq}", [other, write])


def check_chain(found, history):
    writes = numbered_writes(history)
    for final in history.finals:
        if not final.changes:
            continue
        chain = {seq for seq, _ in final.changes}
        first = final.changes[0][0]
        for write in writes.get(final.context, ()):
            if write.seq >= first and write.seq not in chain:
                found.add(f"write {write.seq} was acknowledged and is not in the chain at the end", [write])
