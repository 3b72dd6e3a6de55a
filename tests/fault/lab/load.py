"""The load: sessions, folders and processes of all workloads, at a steady rate."""
import asyncio
import hashlib
import hmac

from client import Client, Session
from workloads.base import Place
from workloads.files import Files
from workloads.moves import Moves
from workloads.registers import Registers
from workloads.sets import SETS, Sets
from workloads.tenants import Tenants

# Kinds of processes, and how many of 20.
MIX = {Sets: 4, Registers: 8, Moves: 2, Files: 3, Tenants: 3}
CALLS_PER_PROCESS = 5.0  # a second: a call that waits 10 s for a master holds up 50 others at most
FOLDERS = ["w2", "w3", "w3b", "w5", "w6", *(f"w1.{n}" for n in range(SETS))]


class World:
    """What all processes share."""

    def __init__(self, laboratory, history, seed):
        self.laboratory, self.history, self.seed = laboratory, history, seed
        self.places = [Place(context) for context in laboratory.contexts]
        self.tags = {str(context): hmac.new(str(seed).encode(), str(context).encode(), hashlib.sha256).hexdigest()[:16]
                     for context in laboratory.contexts}


class Load:
    def __init__(self, world, rate):
        self.world, self.rate = world, rate
        self.processes = []
        self._sessions = 0
        self._stop = asyncio.Event()
        self._tasks = []

    async def prepare(self):
        """Logs in, makes folders and documents."""
        setup = Client("setup", "setup", self.world.laboratory, self.world.history)
        for place in self.world.places:
            await self._make_folders(setup, place)
        count = max(len(MIX), round(self.rate / CALLS_PER_PROCESS))
        kinds = [kind for kind, share in MIX.items() for _ in range(max(1, round(count * share / 20)))]
        previous = None
        for number, kind in enumerate(kinds):
            # Every second process uses the session of the one before it, with the same cookie jar.
            shared = previous if number % 2 else None
            previous = shared or await self._log_in(setup)
            self.processes.append(kind(f"{kind.workload.lower()}-{number}", self.world, previous))
        for process in self.processes:
            await process.prepare()
        setup.close()

    async def _log_in(self, setup):
        """A session in every context."""
        sessions = {}
        nodes = list(self.world.laboratory.nodes)
        for place in self.world.places:
            self._sessions += 1
            session = Session(f"s{self._sessions}", place.context)
            outcome = await setup.login(session, nodes[self._sessions % len(nodes)])
            assert outcome.ok, f"login: {outcome.error}"
            sessions[place.context] = session
        return sessions

    async def _make_folders(self, setup, place):
        session = Session("setup", place.context)
        node = next(iter(self.world.laboratory.nodes))
        outcome = await setup.login(session, node)
        assert outcome.ok, f"login: {outcome.error}"
        outcome = await setup.send(session, node, "GET", "config/folder/infostore", {})
        parent = str(outcome.data)
        for name in FOLDERS:
            outcome = await setup.send(session, node, "PUT", "folders", {"action": "new", "folder_id": parent},
                                       f'{{"title":"{name}","module":"infostore"}}'.encode(), writes=True)
            assert outcome.ok, f"folder: {outcome.error} {outcome.json}"
            place.folders[name] = str(outcome.data)

    def start(self):
        interval = len(self.processes) / self.rate
        self._tasks = [asyncio.create_task(process.run(interval, self._stop)) for process in self.processes]

    def failed(self):
        """The exception of a process that broke, if any: a bug of the laboratory."""
        for task in self._tasks:
            if task.done() and not task.cancelled() and task.exception():
                return task.exception()
        return None

    async def stop(self):
        """Ends once every call was answered or given up."""
        self._stop.set()
        await asyncio.gather(*self._tasks)
