"""A TCP relay that is late: relay.py PORT TARGET_ADDRESS TARGET_PORT MILLISECONDS. What the target answers waits so long."""
import asyncio
import sys


async def pump(reader, writer, seconds):
    try:
        while octets := await reader.read(1 << 16):
            await asyncio.sleep(seconds)
            writer.write(octets)
            await writer.drain()
    except OSError:
        pass  # one end is gone, so the other one is closed
    finally:
        writer.close()


async def main(port, address, target_port, milliseconds):
    async def serve(reader, writer):
        try:
            server_reader, server_writer = await asyncio.open_connection(address, target_port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(pump(reader, server_writer, 0), pump(server_reader, writer, milliseconds / 1000))
    server = await asyncio.start_server(serve, "0.0.0.0", port)
    async with server:
        await server.serve_forever()


asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
