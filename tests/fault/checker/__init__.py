"""Judges what a run of the laboratory observed: a history of operations goes in, violations come out.

    history = read_history("history.jsonl")
    for violation in check(history): print(render(violation, history))
"""
from .history import History, HistoryError, read_history
from .invariants import ALL, check
from .report import render, verdict
from .violation import Violation

__all__ = ["ALL", "History", "HistoryError", "Violation", "check", "read_history", "render", "verdict"]
