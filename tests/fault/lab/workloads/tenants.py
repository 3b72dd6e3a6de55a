"""W6: many contexts in one schema; every value carries the tag of its context."""
from workloads.registers import Registers


class Tenants(Registers):
    workload = "W6"
    prefix = "w6"

    async def prepare(self):
        self.own = [await self.create(place, 0) for place in self.places]

    @staticmethod
    def documents(place):
        return place.tenants

    def stored(self, place, number):
        return f"{number}.{self.world.tags[str(place.context)]}"

    def read(self, data):
        return data["description"]

    async def step(self):
        if self.random.random() < 0.2:
            place = self.some_place()
            await self.list(place, f"w6.{place.context}", place.folders["w6"], "706")
        else:
            await super().step()
