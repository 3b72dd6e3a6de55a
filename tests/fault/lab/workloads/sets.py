"""W1: sets that elements are added to; none may be lost, none may be there twice."""
from workloads.base import Process

SETS = 6  # of each context


class Sets(Process):
    workload = "W1"

    added = 0

    async def step(self):
        place = self.some_place()
        number = self.random.randrange(SETS)
        folder, key = place.folders[f"w1.{number}"], f"w1.{place.context}.{number}"
        if self.random.random() < 0.85:
            self.added += 1
            element = f"{self.client.name}.{self.added}"
            await self.client.call(("add", key, element), self.sessions[place.context], self.some_node(), "PUT", "infostore",
                                   {"action": "new"}, {"folder_id": folder, "title": element})
        else:
            await self.list(place, key, folder, "700")
