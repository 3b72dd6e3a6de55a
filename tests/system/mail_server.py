"""A mail server for the cluster's nodes to talk to (aiosmtpd), and what it got."""
import email
import email.policy
import pathlib

from hosts import wait_for

PROGRAM = pathlib.Path(__file__).resolve().parents[1] / "support/smtp_server.py"
PORT = 2525


class MailServer:
    def __init__(self, host):
        self.host = host
        self.folder = host.folder / "mails"
        self.folder.mkdir(exist_ok=True)
        self.settings = f"smtp.host={host.address}\nsmtp.port={PORT}"
        self.start()

    def start(self):
        ready = self.folder / "listening"
        ready.unlink(missing_ok=True)
        self.process = self.host.start("smtp", "/usr/bin/python3", "-B", PROGRAM, self.folder, PORT,
                                       SMTP_ADDRESS=self.host.address)
        wait_for(lambda: ready.exists() or not self.process.running(), "the mail server")
        assert self.process.running(), self.process.log_text()

    def kill(self):
        self.process.kill()

    def offer_utf8(self, offered):
        """Whether it takes addresses beyond ASCII (SMTPUTF8), from now on."""
        self.kill()
        marker = self.folder / "smtputf8"
        marker.touch() if offered else marker.unlink(missing_ok=True)
        self.start()

    def answer(self, recipient, line):
        """Answers the next RCPT for that recipient."""
        with open(self.folder / "answers", "a", encoding="ascii") as answers:
            answers.write(f"{recipient} {line}\n")

    def mails(self, recipient):
        """Those that came for him, parsed, in their order."""
        found = []
        for path in sorted(self.folder.glob("*.eml"), key=lambda one: int(one.stem)):
            sender, to = path.with_suffix(".envelope").read_text("utf-8").split()
            if to == recipient:
                mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                mail.envelope_sender, mail.octets = sender, path.read_bytes()
                found.append(mail)
        return found

    def wait_for(self, recipient, count=1):
        wait_for(lambda: len(self.mails(recipient)) >= count, f"{count} mails for {recipient}")
        return self.mails(recipient)
