"""The difference between a request that never left and an answer that never came."""
import asyncio

import pytest
from wire import NoAnswer, NotSent, Wire


def talk(answer):
    """What the client gets from a server that reads a request, sends `answer` and closes."""
    async def run():
        async def serve(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            writer.close()
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        wire = Wire(server.sockets[0].getsockname()[1])
        async with server:
            return await wire.request("127.0.0.1", "GET", "/")
    return asyncio.run(run())


def test_an_answer_with_a_length():
    answer = talk(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: a=b\r\n\r\nhi")
    assert (answer.status, answer.body, answer.header("set-cookie")) == (200, b"hi", "a=b")


def test_an_answer_in_chunks():
    assert talk(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n1\r\n!\r\n0\r\n\r\n").body == b"hi!"


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh"])
def test_an_answer_that_breaks_off_is_no_answer(answer):
    with pytest.raises(NoAnswer):
        talk(answer)


def test_a_connection_that_was_closed_meanwhile_is_not_used():
    async def run():
        async def serve(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            writer.close()
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        wire = Wire(server.sockets[0].getsockname()[1])
        async with server:
            await wire.request("127.0.0.1", "GET", "/")
            await wire._open["127.0.0.1"][0].read()  # until it is closed
            return (await wire.request("127.0.0.1", "GET", "/")).status
    assert asyncio.run(run()) == 200


def test_a_refused_connection_sent_nothing():
    async def run():
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        await Wire(port).request("127.0.0.1", "GET", "/")
    with pytest.raises(NotSent):
        asyncio.run(run())
