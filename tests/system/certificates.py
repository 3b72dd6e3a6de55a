"""A certificate authority and the certificates of the database servers."""
import subprocess


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


class Certificates:
    def __init__(self, folder, names):
        """`names` says for each host what its certificate is made out to: "IP:10.0.0.1" or "DNS:db.example.com"."""
        self.folder = folder
        folder.mkdir()
        self.authority = self._authority("ca")
        self.stranger = self._authority("stranger")  # signed nothing
        for host, name in names.items():
            self._server(self.of(host), name)

    def of(self, host):
        """The folder with the host's ca.pem, server.pem and server.key."""
        return self.folder / host.name

    def _authority(self, name):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", 2, "-subj", f"/CN=test {name}", "-keyout",
                self.folder / f"{name}.key", "-out", self.folder / f"{name}.pem")
        return self.folder / f"{name}.pem"

    def _server(self, folder, name):
        folder.mkdir()
        (folder / "ca.pem").write_text(self.authority.read_text())
        (folder / "extensions").write_text(f"subjectAltName={name}\n")
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=database", "-keyout", folder / "server.key", "-out",
                folder / "server.csr")
        openssl("x509", "-req", "-days", 2, "-CA", self.folder / "ca.pem", "-CAkey", self.folder / "ca.key",
                "-CAcreateserial", "-extfile", folder / "extensions", "-in", folder / "server.csr", "-out",
                folder / "server.pem")
