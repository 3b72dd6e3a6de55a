"""I8: nobody ever reads a value of another context, flagged or not.

Tagged values (W6) carry the secret text of their context; elements of sets and numbers of files are unique in the run, so who
wrote them says where they belong.
"""
from ..staleness import identity
from ..violation import Findings

NAME = "I8"
TITLE = "tenants stay apart"


def check(history):
    found = Findings(NAME)
    homes = {tag: context for context, tag in history.tags.items()}
    writers = {}
    for operation in history.operations:
        if operation.kind in ("add", "upload"):
            writers[identity(operation)] = operation
    for read in history.operations:
        if not read.is_read or read.outcome != "ok" or read.value is None:
            continue
        for value in texts(read.value):
            home = homes.get(value.rpartition(".")[2])
            write = writers.get(value)
            if home is not None and home != read.context:
                found.add(f"a session of context {read.context} read {value!r} of context {home}", [read])
            elif write is not None and write.context != read.context:
                found.add(f"a session of context {read.context} read a value of context {write.context}", [write, read])
    for final in history.finals:
        for key, value in final.objects.items():
            for text in texts(value):
                home = homes.get(text.rpartition(".")[2])
                if home is not None and home != final.context:
                    found.add(f"{key} of context {final.context} holds {text!r} of context {home} at the end")
    return found


def texts(value):
    if isinstance(value, str):
        return (value,)
    return [element for element in value if isinstance(element, str)] if isinstance(value, list) else ()
