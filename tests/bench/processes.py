"""CPU time, memory and threads of processes, read from /proc."""

import os
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def pids_of(program, argument=""):
    """Processes whose program file has this name and whose command line contains the argument."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # ended meanwhile
        if Path(os.fsdecode(words[0])).name == program and any(argument in os.fsdecode(word) for word in words):
            found.append(int(folder.name))
    return sorted(found)


def cpu_seconds(pids):
    """User and system time of all threads of these processes together."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # utime and stime, proc(5)
    return ticks / TICKS_PER_SECOND


def status(pid, name):
    """A number of /proc/PID/status, for example Threads, or VmRSS in KiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    raise KeyError(name)
