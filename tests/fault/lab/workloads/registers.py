"""W2: registers that only ever grow, read through other nodes by sessions that know and by sessions that do not."""
from workloads.base import Owned, Process

REGISTERS = 3  # of each process


class Registers(Process):
    workload = "W2"
    prefix = "w2"

    async def prepare(self):
        place = self.some_place()
        self.own = [await self.create(place, n) for n in range(REGISTERS)]

    async def create(self, place, n):
        key = f"{self.prefix}.{place.context}.{self.client.name}.{n}"
        outcome, _ = await self.client.call(
            ("write", key, self.stored(place, 0)), self.sessions[place.context], self.some_node(), "PUT", "infostore",
            {"action": "new"}, {"folder_id": place.folders[self.prefix], "title": key, "description": str(self.stored(place, 0))})
        assert outcome.ok, outcome.error
        document = outcome.data.split("/")[1]
        self.documents(place)[key] = document
        return Owned(place, key, document, outcome.seq)

    @staticmethod
    def documents(place):
        return place.registers

    def stored(self, _place, number):
        """The value for a number."""
        return number

    def read(self, data):
        return int(data["description"])

    async def step(self):
        choice = self.random.random()
        mine = self.random.choice(self.own)
        if choice < 0.40:
            await self.write(mine)
        elif choice < 0.75:
            await self.get(mine.place, mine.key, mine.document, self.read)
        else:
            key, document = self.random.choice(list(self.documents(mine.place).items()))
            await self.get(mine.place, key, document, self.read)

    async def write(self, mine):
        if mine.unsure:
            outcome, value = await self.get(mine.place, mine.key, mine.document, self.read, token=True)
            if value is not None:
                mine.seen, mine.unsure = outcome.seq, False
            return
        value = self.stored(mine.place, mine.next())
        outcome, _ = await self.client.call(
            ("write", mine.key, value), self.sessions[mine.place.context], self.some_node(), "PUT", "infostore",
            {"action": "update", "id": mine.document, "timestamp": mine.seen}, {"description": str(value)})
        mine.after(outcome)
