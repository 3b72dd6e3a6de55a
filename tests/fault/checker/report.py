"""Violations as a person reads them."""
from .history import FOREVER
from .invariants import ALL

WIDTH = 44


def render(violation, history):
    """The summary, then what happened by time: the operations that prove it, and what was done to the cluster around them."""
    lines = [f"{violation.invariant} ({ALL[violation.invariant].TITLE}): {violation.summary}"]
    operations = list(dict.fromkeys(violation.operations))
    if operations:
        lines.append(f"    {'sent':>11}  {'answered':>11}  {'process':<10} {'session':<8} {'node':<5} what")
    rows = [(operation.invoke, row(operation, history)) for operation in operations]
    rows += [(event.time, event_row(event, history)) for event in around(operations, history)]
    lines += [text for _, text in sorted(rows)]
    lines += [f"    {note}" for note in violation.notes]
    return "\n".join(lines)


def seconds(time, history):
    return "never" if time is None or time == FOREVER else f"{(time - history.start) / 1e9:.6f}"


def row(operation, history):
    if operation.id < 0:
        return f"    {'-':>11}  {'-':>11}  {'at the end':<25} {operation.key} = {shorten(operation.value)}"
    token = " with its token" if operation.token else ""
    flagged = " FLAGGED" if operation.flagged else ""
    detail = f" seq {operation.seq}" if operation.seq is not None else ""
    error = f" {operation.error}" if operation.error else ""
    return (f"    {seconds(operation.invoke, history):>11}  {seconds(operation.complete, history):>11}"
            f"  {operation.process:<10} {operation.session:<8} {operation.node:<5} {operation.kind} {operation.key}"
            f" = {shorten(operation.value)} -> {operation.outcome} {operation.status or ''}{flagged}{token}{detail}{error}"
            f" (context {operation.context}, op {operation.id})")


def shorten(value):
    if isinstance(value, list) and len(value) > 4:
        return f"[{len(value)} elements]"
    text = repr(value)
    return text if len(text) <= WIDTH else f"{text[:WIDTH - 3]}..."


def event_row(event, history):
    words = " ".join(word for word in (event.what, event.nemesis, event.detail) if word)
    return f"    {seconds(event.time, history):>11}  ---- {words}"


def around(operations, history):
    """The events between the first and the last of the operations, and the last one before them."""
    real = [operation for operation in operations if operation.id >= 0]
    if not real:
        return []
    begin = min(operation.invoke for operation in real)
    end = max(operation.complete or operation.invoke for operation in operations)
    before = [event for event in history.events if event.time < begin][-1:]
    return before + [event for event in history.events if begin <= event.time <= end]


def verdict(violations, history):
    """One line on the whole history."""
    counts = {}
    for operation in history.operations:
        counts[operation.outcome] = counts.get(operation.outcome, 0) + 1
    flagged = sum(1 for operation in history.operations if operation.flagged)
    what = (f"{len(history.operations)} operations ({', '.join(f'{counts.get(name, 0)} {name}' for name in ('ok', 'fail', 'info'))},"
            f" {flagged} flagged), seed {history.seed}")
    if not violations:
        return f"clean: {what}"
    broken = ", ".join(sorted({violation.invariant for violation in violations}))
    return f"VIOLATED {broken}: {len(violations)} violations in {what}"
