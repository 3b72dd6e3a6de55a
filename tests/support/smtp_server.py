"""A mail server on loopback that keeps what it is sent: aiosmtpd, with answers that a test chooses.

Usage: smtp_server.py <directory> <port> [<certificate> <key> [starttls|tls [<user>:<password>]]]

Mails go to <directory>/<number>.eml, what the envelope said to <number>.envelope (sender, then recipient, a line each).
<directory>/answers has lines "<recipient> <answer>"; each answers one RCPT for that recipient, in their order. A line
"DATA <answer>" answers one DATA, after it came. <directory>/listening appears when the server is ready. It offers
SMTPUTF8 if <directory>/smtputf8 is there when it starts, and listens on SMTP_ADDRESS, which is 127.0.0.1 if nothing else
is said.
"""

import os
import pathlib
import signal
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


class Keeper:
    def __init__(self, directory):
        self.directory = directory
        self.count = len(list(directory.glob("*.eml")))

    def planned(self, key):
        path = self.directory / "answers"
        lines = path.read_text().splitlines() if path.exists() else []
        for index, line in enumerate(lines):
            word, answer = line.split(" ", 1)
            if word == key:
                fresh = path.with_suffix(".fresh")
                fresh.write_text("".join(other + "\n" for other in lines[:index] + lines[index + 1:]))
                fresh.replace(path)
                return answer
        return None

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.planned(address)
        if answer is not None:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server, session, envelope):
        answer = self.planned("DATA")
        if answer is not None:
            return answer
        self.count += 1
        (self.directory / f"{self.count}.envelope").write_text(f"{envelope.mail_from}\n{envelope.rcpt_tos[0]}\n",
                                                               encoding="utf-8")
        fresh = self.directory / f"{self.count}.fresh"
        fresh.write_bytes(envelope.original_content)
        fresh.rename(self.directory / f"{self.count}.eml")
        return "250 2.0.0 kept"


def main():
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    directory, port = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    options = {}
    if len(sys.argv) > 4:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3], sys.argv[4])
        if len(sys.argv) > 5 and sys.argv[5] == "tls":
            # It knows of encryption that it began itself only.
            options.update(ssl_context=context, auth_require_tls=False)
        else:
            options.update(tls_context=context, require_starttls=True)
    if len(sys.argv) > 6:
        user, password = sys.argv[6].encode().split(b":")

        def authenticate(server, session, envelope, mechanism, data):
            known = isinstance(data, LoginPassword) and (data.login, data.password) == (user, password)
            return AuthResult(success=known, handled=False)

        options.update(authenticator=authenticate, auth_required=True)
    controller = Controller(Keeper(directory), hostname=os.environ.get("SMTP_ADDRESS", "127.0.0.1"), port=port,
                            enable_SMTPUTF8=(directory / "smtputf8").exists(), **options)
    controller.start()
    (directory / "listening").touch()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    controller.stop()


main()
