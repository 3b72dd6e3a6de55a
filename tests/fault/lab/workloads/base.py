"""What all workloads share: a process that makes calls at a steady rate."""
import asyncio
import random

from client import Client
from history import now


class Place:
    """Where the workloads of one context work: its folders, made before the load."""

    def __init__(self, context):
        self.context = context
        self.folders = {}  # name -> id
        self.registers = {}  # key -> document id, of W2
        self.items = {}  # key -> document id, of W3
        self.tenants = {}  # key -> document id, of W6


class Process:
    """One sequential caller. Subclasses set `workload` and define `step`, which makes one call.

    @param world     what all processes share: laboratory, history, seed, places, tags
    @param sessions  by context; some are shared with other processes"""

    workload = ""

    def __init__(self, name, world, sessions):
        self.random = random.Random(f"{world.seed}/{name}")
        self.client = Client(name, self.workload, world.laboratory, world.history)
        self.nodes = list(world.laboratory.nodes)
        self.world, self.places, self.sessions = world, world.places, sessions

    async def prepare(self):
        """Makes what the process alone writes, before the load starts."""

    async def step(self):
        raise NotImplementedError

    def some_node(self):
        return self.random.choice(self.nodes)

    def some_place(self):
        return self.random.choice(self.places)

    async def run(self, interval, stop):
        """Steps every `interval` seconds on average until `stop` is set. A late step is not made up for."""
        due = now() / 1e9 + self.random.uniform(0, interval)
        while True:
            due = max(due + interval * self.random.uniform(0.5, 1.5), now() / 1e9 - interval)
            try:
                await asyncio.wait_for(stop.wait(), max(0.0, due - now() / 1e9))
                break
            except asyncio.TimeoutError:
                await self.step()
        self.client.close()

    # calls that several workloads make

    async def get(self, place, key, document, read, token=None, node=None):
        """Reads the document's metadata; `read` makes the value from them. @return (outcome, value)"""
        token = self.random.random() < 0.5 if token is None else token
        return await self.client.call(
            ("read", key), self.sessions[place.context], node or self.some_node(), "GET", "infostore",
            {"action": "get", "id": document}, token=token, result=lambda done: read(done.data))

    async def list(self, place, key, folder, column):
        await self.client.call(
            ("list", key), self.sessions[place.context], self.some_node(), "GET", "infostore",
            {"action": "all", "folder": folder, "columns": column}, token=self.random.random() < 0.5,
            result=lambda done: [row[0] for row in done.data])


class Owned:
    """A document that one process alone writes, each time a greater number, naming the state it saw."""

    def __init__(self, place, key, document, seq):
        self.place, self.key, self.document = place, key, document
        self.seen = seq
        self.attempted = 0
        self.unsure = False  # read before the next write: the last one may have happened

    def next(self):
        self.attempted += 1
        return self.attempted

    def after(self, outcome):
        if outcome.ok:
            self.seen = outcome.seq
        else:
            self.unsure = True
