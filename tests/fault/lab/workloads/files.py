"""W5: files are uploaded, replaced, deleted and downloaded; the metadata name the SHA-256 of the contents."""
import hashlib
import json

from workloads.base import Owned, Process

FILES = 4  # of each process at most
LARGEST = 200_000  # octets: some bodies are larger than what the node buffers
BOUNDARY = "faultlab-7c1f0a"


def form(description, filename, contents):
    """A form of two fields: the metadata, and the file."""
    lines = (f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{json.dumps(description)}\r\n"
             f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{filename}\"\r\n"
             "Content-Type: application/octet-stream\r\n\r\n")
    return lines.encode() + contents + f"\r\n--{BOUNDARY}--\r\n".encode()


class Files(Process):
    workload = "W5"

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.own = []
        self.made = 0

    async def step(self):
        choice = self.random.random()
        if not self.own or (choice < 0.15 and len(self.own) < FILES):
            await self.create()
            return
        mine = self.random.choice(self.own)
        if choice < 0.35:
            await (self.look(mine) if mine.unsure else self.replace(mine))
        elif choice < 0.42:
            await (self.look(mine) if mine.unsure else self.delete(mine))
        elif choice < 0.70:
            await self.look(mine)
        else:
            await self.download(mine)

    def contents(self):
        octets = self.random.randbytes(self.random.choice((100, 4_000, LARGEST)))
        return octets, hashlib.sha256(octets).hexdigest()

    async def create(self):
        self.made += 1
        place = self.some_place()
        key = f"w5.{place.context}.{self.client.name}.{self.made}"
        outcome, _ = await self.upload(place, key, {"action": "new", "force_json": "true"},
                                       {"folder_id": place.folders["w5"], "title": key})
        if outcome.ok:  # one of which nobody knows is left alone
            self.own.append(Owned(place, key, outcome.data.split("/")[1], outcome.seq))

    async def replace(self, mine):
        outcome, _ = await self.upload(
            mine.place, mine.key, {"action": "update", "force_json": "true", "id": mine.document, "timestamp": mine.seen}, {})
        mine.after(outcome)

    async def upload(self, place, key, parameters, description):
        octets, digest = self.contents()
        body = form({**description, "filename": key, "description": digest}, key, octets)
        return await self.client.call(("upload", key, digest), self.sessions[place.context], self.some_node(), "POST", "infostore",
                                      parameters, body, content_type=f"multipart/form-data; boundary={BOUNDARY}")

    async def delete(self, mine):
        folder = mine.place.folders["w5"]
        outcome, _ = await self.client.call(
            ("delete", mine.key, None), self.sessions[mine.place.context], self.some_node(), "PUT", "infostore",
            {"action": "delete", "timestamp": mine.seen, "hardDelete": "true"}, [{"id": mine.document, "folder": folder}],
            refused=lambda done: bool(done.data))
        mine.after(outcome)
        if outcome.ok:
            self.own.remove(mine)
            await self.look(mine)

    async def look(self, mine):
        outcome, value = await self.get(mine.place, mine.key, mine.document, lambda data: data["description"])
        if value is not None:
            mine.seen, mine.unsure = outcome.seq, False
        elif outcome.ok and mine in self.own:
            self.own.remove(mine)  # a delete with an unknown outcome happened

    async def download(self, mine):
        def received(outcome):
            octets = outcome.answer.body
            return [hashlib.sha256(octets).hexdigest(), len(octets)]
        await self.client.call(("download", mine.key), self.sessions[mine.place.context], self.some_node(), "GET", "infostore",
                               {"action": "document", "id": mine.document, "folder": mine.place.folders["w5"]},
                               token=self.random.random() < 0.5, result=received)
