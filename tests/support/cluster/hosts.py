"""Hosts: network namespaces on one bridge, and the processes that run on them."""
import ctypes
import os
import pathlib
import signal
import subprocess
import time

SWITCH = "switch"
CLONE_NEWNET = 0x40000000


def wait_for(condition, what, seconds=20.0):
    """Returns the condition's first true value; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.02)


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def make_switch():
    ip("netns", "add", SWITCH)
    ip("-n", SWITCH, "link", "add", "bridge", "type", "bridge")
    ip("-n", SWITCH, "link", "set", "bridge", "up")


class Process:
    """A program running on a host; its output goes to a file."""

    def __init__(self, host, name, command, log, environment):
        self.host, self.name, self.log = host, name, log
        out = open(log, "ab")
        self.popen = subprocess.Popen(["ip", "netns", "exec", host.name, *map(str, command)], stdout=out, stderr=out,
                                      stdin=subprocess.DEVNULL, env=environment)

    @property
    def pid(self):
        return self.popen.pid  # `ip netns exec` replaces itself by the program

    def running(self):
        return self.popen.poll() is None

    def kill(self):
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()

    def pause(self):
        self.popen.send_signal(signal.SIGSTOP)

    def resume(self):
        self.popen.send_signal(signal.SIGCONT)

    def terminate(self, seconds=20):
        """SIGTERM; returns the exit code."""
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(seconds)

    def log_text(self):
        return pathlib.Path(self.log).read_text(errors="replace")


class Host:
    """One machine of the cluster: a name, an address, and a folder for its configuration and logs."""

    def __init__(self, name, address, folder):
        self.name, self.address = name, address
        self.folder = pathlib.Path(folder) / name
        self.folder.mkdir(parents=True)
        self.processes = {}
        ip("netns", "add", name)
        ip("link", "add", f"{name[:10]}-in", "netns", name, "type", "veth", "peer", "name", f"{name[:10]}-sw", "netns", SWITCH)
        ip("-n", SWITCH, "link", "set", f"{name[:10]}-sw", "master", "bridge", "up")
        ip("-n", name, "addr", "add", f"{address}/24", "dev", f"{name[:10]}-in")
        ip("-n", name, "link", "set", "lo", "up")
        ip("-n", name, "link", "set", f"{name[:10]}-in", "up")

    def environment(self, **more):
        return {**os.environ, "YOKE_CONFIG": str(self.folder / "etc"), **more}

    def run(self, *command, check=True, **environment):
        """Runs a command to its end; returns the completed process with text output."""
        done = subprocess.run(["ip", "netns", "exec", self.name, *map(str, command)], capture_output=True, text=True,
                              env=self.environment(**environment), timeout=120)
        assert not check or done.returncode == 0, f"{command}: exit {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def start(self, name, *command, **environment):
        process = Process(self, name, command, self.folder / f"{name}.out", self.environment(**environment))
        self.processes[name] = process
        return process

    def enter(self):
        """Moves the calling thread onto this host: the sockets it opens from now on are this host's."""
        libc = ctypes.CDLL(None, use_errno=True)
        with open(f"/run/netns/{self.name}", encoding="ascii") as namespace:
            if libc.setns(namespace.fileno(), CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")
