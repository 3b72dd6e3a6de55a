"""W3: items move between two folders, with a number that grows in the same step."""
from workloads.registers import Registers


class Moves(Registers):
    workload = "W3"
    prefix = "w3"

    @staticmethod
    def documents(place):
        return place.items

    def read(self, data):
        return [int(data["description"]), data["folder_id"]]

    async def write(self, mine):
        if mine.unsure:
            await super().write(mine)
            return
        number = mine.next()
        target = mine.place.folders[self.random.choice(("w3", "w3b"))]
        outcome, _ = await self.client.call(
            ("move", mine.key, number), self.sessions[mine.place.context], self.some_node(), "PUT", "infostore",
            {"action": "update", "id": mine.document, "timestamp": mine.seen},
            {"description": str(number), "folder_id": target})
        mine.after(outcome)
