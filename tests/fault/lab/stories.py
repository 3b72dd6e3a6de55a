"""A few calls in a fixed order, for faults that a load would meet by chance only."""
import asyncio
import time

import mariadb
import promotion
from client import Client, Session
from final_state import FinalState
from history import History
from laboratory import CLUSTER, SECRET
from nemeses.network import cut, heal
from nemeses.slow_answers import SlowAnswers
from workloads.base import Place

ELEMENTS = 20


class Story:
    """Subclasses tell what happens in `tell`. Writes a history like every experiment."""

    databases = ()  # whose final state counts; all if empty

    def __init__(self, laboratory, context, programs):
        self.laboratory, self.programs = laboratory, programs
        self.place = Place(context)
        self.history = History(laboratory.folder / "history.jsonl")
        self.session = Session(f"s{context}", context)

    def run(self):
        self.history.write("run", seed=0, durability="strict", start=time.monotonic_ns(), nodes=list(self.laboratory.nodes),
                           databases=list(self.laboratory.databases), contexts=[self.place.context])
        asyncio.run(self.whole())
        everything = self.laboratory.databases
        if self.databases:
            self.laboratory.databases = {name: everything[name] for name in self.databases}
        try:
            for state in FinalState(self.laboratory).contexts([self.place]):
                self.history.write("final", **state)
        finally:
            self.laboratory.databases = everything
        self.history.close()

    async def whole(self):
        self.client = Client("teller", "W1", self.laboratory, self.history)
        await self.open(self.session)
        await self.tell()
        self.client.close()

    async def tell(self):
        raise NotImplementedError

    async def open(self, session):
        outcome = await self.client.login(session, "n1")
        assert outcome.ok, outcome.error

    async def folder(self, name):
        """@return its id, new"""
        parent = (await self.client.send(self.session, "n1", "GET", "config/folder/infostore", {})).data
        outcome = await self.client.send(
            self.session, "n1", "PUT", "folders", {"action": "new", "folder_id": parent},
            f'{{"title":"{name}","module":"infostore"}}'.encode(), writes=True)
        assert outcome.ok, outcome.error
        self.place.folders[name] = str(outcome.data)
        return self.place.folders[name]


class Takeover(Story):
    """The master dies while its replica, which acknowledged everything, is seconds behind in applying it."""

    delay = 3

    async def tell(self):
        laboratory = self.laboratory
        for name in ("w2", "w3", "w5", "w6"):
            self.place.folders[name] = "0"  # the final state looks into all of them
        folder = await self.folder("w1.0")
        laboratory.wait_for_replicas()
        mariadb.sql(laboratory.databases["d2"],
                    f"STOP SLAVE; CHANGE MASTER TO MASTER_DELAY = {self.delay}; START SLAVE")
        for number in range(ELEMENTS):
            await self.client.call(("add", f"w1.{self.place.context}.0", f"e{self.place.context}.{number}"), self.session, "n1", "PUT",
                                   "infostore", {"action": "new"}, {"folder_id": folder, "title": f"e{self.place.context}.{number}"})
        self.history.event("nemesis-start", "N1", "d1")
        laboratory.databases["d1"].processes["mariadbd"].kill()
        self.history.event("promotion-start", detail="d1 is gone")
        self.history.event("promotion-end", detail=promote(laboratory, self.programs, "d1", "d2"))
        self.databases = ("d2",)


class SlowMaster(SlowAnswers):
    """What the master answers to n1 arrives late."""

    milliseconds = (400,)

    def some_node(self):
        return "n1"

    def some_replica(self):
        return self.laboratory.master()


class LateJoiner(Story):
    """A read is sent while the admission of another read of the same session is under way: the master has answered that before a
    write that is acknowledged by now, so its answer must not be shared."""

    pause = 0.15  # seconds; the admission takes 0.4

    async def tell(self):
        laboratory, replica = self.laboratory, self.laboratory.databases["d2"]
        for name in ("w3", "w5", "w6"):
            self.place.folders[name] = "0"
        folder = await self.folder("w2")
        self.key = f"w2.{self.place.context}.0"
        self.writer, self.early, self.late = (Client(name, "W2", laboratory, self.history) for name in ("writer", "early", "late"))
        other = Session(f"o{self.place.context}", self.place.context)
        await self.open(other)
        made, _ = await self.writer.call(("write", self.key, 0), other, "n2", "PUT", "infostore", {"action": "new"},
                                         {"folder_id": folder, "title": self.key, "description": "0"})
        self.document = made.data.split("/")[1]
        laboratory.wait_for_replicas()
        mariadb.sql(replica, "STOP SLAVE SQL_THREAD")
        slow = SlowMaster(laboratory, 0, self.history.event)
        self.history.event("nemesis-start", "N21", slow.start())
        try:
            await self.read(self.early)  # connects
            early = asyncio.create_task(self.read(self.early))
            await asyncio.sleep(self.pause)
            await self.writer.call(("write", self.key, 1), other, "n2", "PUT", "infostore",
                                   {"action": "update", "id": self.document, "timestamp": made.seq}, {"description": "1"})
            await asyncio.gather(early, self.read(self.late))
        finally:
            slow.stop()
            mariadb.sql(replica, "START SLAVE SQL_THREAD")
        for client in (self.writer, self.early, self.late):
            client.close()
        laboratory.wait_for_replicas()

    async def read(self, client):
        await client.call(("read", self.key), self.session, "n1", "GET", "infostore", {"action": "get", "id": self.document},
                          result=lambda done: int(done.data["description"]))


class EarlySight(Story):
    """A replica applies a write whose acknowledgement is still on its way to the master, and shows it; the master does not have it
    yet. Who reads it there has seen it, so nobody may be shown the state before it any more."""

    async def tell(self):
        laboratory = self.laboratory
        master, replica, other = laboratory.databases["d1"], laboratory.databases["d2"], laboratory.nodes["n2"]
        for name in ("w3", "w5", "w6"):
            self.place.folders[name] = "0"
        folder = await self.folder("w2")
        self.key = f"w2.{self.place.context}.0"
        writer, reader = Client("writer", "W2", laboratory, self.history), Client("reader", "W2", laboratory, self.history)
        made, _ = await writer.call(("write", self.key, 0), self.session, "n1", "PUT", "infostore", {"action": "new"},
                                    {"folder_id": folder, "title": self.key, "description": "0"})
        self.document = made.data.split("/")[1]
        laboratory.wait_for_replicas()
        cut(other, [replica])
        for _ in range(3):
            await self.read(reader, "n2")  # finds out that the replica is gone
        self.history.event("nemesis-start", "N10", "d1 hears nothing of d2, n2 does not reach d2")
        cut(master, [replica], both_ways=False)
        write = asyncio.create_task(writer.call(
            ("write", self.key, 1), self.session, "n1", "PUT", "infostore",
            {"action": "update", "id": self.document, "timestamp": made.seq}, {"description": "1"}))
        try:
            await asyncio.sleep(0.5)
            await self.read(reader, "n1")
            await self.read(reader, "n2")
        finally:
            heal(master)
            heal(other)
        await write
        laboratory.wait_for_replicas()
        writer.close()
        reader.close()

    async def read(self, client, node):
        await client.call(("read", self.key), self.session, node, "GET", "infostore", {"action": "get", "id": self.document},
                          result=lambda done: int(done.data["description"]))


def promote(laboratory, programs, old, new):
    """By the program that the node is to be tested with; the old master is dead. @return the last line that it prints"""
    members = [f"{name}={laboratory.databases[name].address}" for name in (old, new)]
    done = laboratory.admin.run(programs / "promote", f"{CLUSTER}_0", "promoter", SECRET, *members)
    return done.stdout.strip().splitlines()[-1]


def permit_promotions(laboratory):
    mariadb.sql(laboratory.databases["d1"], f"CREATE USER 'promoter'@'10.77.0.%' IDENTIFIED BY '{SECRET}';"
                                            "GRANT ALL PRIVILEGES ON *.* TO 'promoter'@'10.77.0.%'")
    laboratory.wait_for_replicas()


def give_back(laboratory, programs):
    """Makes d1 the master again, as before a takeover by d2 that lost nothing."""
    promotion.rejoin(laboratory, "d1")
    laboratory.wait_for_replicas()
    laboratory.databases["d2"].processes["mariadbd"].kill()
    promote(laboratory, programs, "d2", "d1")
    promotion.rejoin(laboratory, "d2")
    laboratory.wait_for_replicas()
