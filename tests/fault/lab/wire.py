"""A small asyncio HTTP/1.1 client that knows what a lost answer means."""
import asyncio


class NotSent(Exception):
    """Not one octet of the request left: it cannot have had an effect."""


class NoAnswer(Exception):
    """The request may have arrived, and nobody knows what became of it."""


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        return next((value for key, value in self.headers if key == name), None)


class Wire:
    """One caller's connections, one for each node. Not for calls at the same time."""

    def __init__(self, port, connect_seconds=3.0):
        self._port, self._connect_seconds = port, connect_seconds
        self._open = {}

    async def request(self, address, method, target, headers=(), body=b"", seconds=35.0):
        """Sends one request; `headers` are pairs. @throws NotSent, NoAnswer"""
        if address in self._open and self._closed_by_peer(self._open[address][0]):
            self.close(address)
        if address not in self._open:
            await self._connect(address)
        lines = [f"{method} {target} HTTP/1.1", f"Host: {address}", f"Content-Length: {len(body)}",
                 *(f"{name}: {value}" for name, value in headers)]
        try:
            return await asyncio.wait_for(self._exchange(address, "\r\n".join(lines).encode() + b"\r\n\r\n" + body), seconds)
        except (OSError, EOFError, ValueError, asyncio.TimeoutError) as error:
            self.close(address)
            raise NoAnswer("timeout" if isinstance(error, asyncio.TimeoutError) else type(error).__name__) from error

    @staticmethod
    def _closed_by_peer(reader):
        """As far as is known: what is sent on such a connection cannot be answered."""
        return reader.at_eof() or reader.exception() is not None

    async def _connect(self, address):
        try:
            self._open[address] = await asyncio.wait_for(
                asyncio.open_connection(address, self._port, limit=1 << 20), self._connect_seconds)
        except (OSError, asyncio.TimeoutError) as error:
            raise NotSent(type(error).__name__) from error

    async def _exchange(self, address, octets):
        reader, writer = self._open[address]
        writer.write(octets)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split(" ", 2)[1])
        headers = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in head[1:] if line)]
        answer = Answer(status, headers, b"")
        if (answer.header("transfer-encoding") or "").lower() == "chunked":
            answer.body = await self._chunks(reader)
        else:
            answer.body = await reader.readexactly(int(answer.header("content-length") or 0))
        if (answer.header("connection") or "").lower() == "close":
            self.close(address)
        return answer

    @staticmethod
    async def _chunks(reader):
        body = b""
        while True:
            size = int((await reader.readuntil(b"\r\n")).split(b";")[0], 16)
            piece = await reader.readexactly(size + 2)
            body += piece[:-2]
            if size == 0:
                return body

    def close(self, address=None):
        for name in [address] if address else list(self._open):
            if name in self._open:
                self._open.pop(name)[1].close()
