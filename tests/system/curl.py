"""Requests that http.client cannot make: curl reads an answer while it still sends, and sends chunks and forms."""
import json
import re
import urllib.parse


class Refusal:
    def __init__(self, output):
        self.body, _, status = output.rpartition("\n")
        self.status = int(status)

    @property
    def error(self):
        """The error code in a JSON answer, or in the page that answers a form; None if there is none."""
        found = re.search(r'"code"\s*:\s*"([A-Z]+-\d+)"', self.body)
        return found and found.group(1)


def curl(client, user, base, method, module, *options, **parameters):
    """Sends as `user` from the host `client`."""
    parameters.setdefault("session", user.session)
    done = client.run("curl", "-sS", "-w", "\n%{http_code}", "-X", method, "-H", "Expect:", *options, "-b",
                      "; ".join(f"{name}={value}" for name, value in user.cookies.items()),
                      f"{base}/ajax/{module}?{urllib.parse.urlencode(parameters)}", check=False)
    return Refusal(done.stdout) if done.stdout.strip() else Refusal("\n0")


def upload_form(client, user, base, folder, *fields, description=None):
    """Uploads as a browser's form does; `fields` are curl's -F arguments."""
    described = json.dumps({"folder_id": folder, "title": "form", **({"description": description} if description else {})})
    options = [word for field in (f"json={described}", *fields) for word in ("-F", field)]
    return curl(client, user, base, "POST", "infostore", *options, action="new")
