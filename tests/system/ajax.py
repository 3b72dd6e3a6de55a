"""A client of the JSON API, as a browser would be: cookies kept, one connection per request. What is answered has to be
as openapi.yaml says."""
import http.client
import json
import urllib.parse

import described


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        """The error code, or None."""
        return self.json.get("code")


class Client:
    def __init__(self, base):
        parts = urllib.parse.urlsplit(base)
        self.address, self.port = parts.hostname, parts.port or 80
        self.cookies = {}
        self.session = None

    def request(self, method, path, body=None, headers=None, cookies=True):
        connection = http.client.HTTPConnection(self.address, self.port, timeout=30)
        fields = dict(headers or {})
        if cookies and self.cookies:
            fields["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body=body, headers=fields)
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        described.check(method, path, headers, body, answer)
        if cookies:
            self.keep(answer.headers.get_all("Set-Cookie") or [])
        return answer

    def keep(self, set_cookies):
        for line in set_cookies:
            name, _, value = line.split(";")[0].partition("=")
            if "max-age=0" in line.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value

    @property
    def route(self):
        """The node that JSESSIONID names."""
        return self.cookies["JSESSIONID"].partition(".")[2]

    def call(self, method, module, body=None, headers=None, **parameters):
        if self.session:
            parameters.setdefault("session", self.session)
        if body is not None and not isinstance(body, (bytes, str)) and not hasattr(body, "read"):
            body = json.dumps(body)
        return self.request(method, f"/ajax/{module}?{urllib.parse.urlencode(parameters)}", body, headers)

    def login(self, name="testuser", password="secret", **more):
        form = urllib.parse.urlencode({"name": name, "password": password, **more})
        answer = self.request("POST", "/ajax/login?action=login", form,
                              {"Content-Type": "application/x-www-form-urlencoded"})
        if answer.status == 200 and "session" in answer.json:
            self.session = answer.json["session"]
        return answer

    def logout(self):
        return self.call("GET", "login", action="logout")

    def infostore_folder(self):
        return str(self.call("GET", "config/folder/infostore").json["data"])

    def upload(self, content, name, folder=None, **more):
        folder = folder or self.infostore_folder()
        return self.call("PUT", "infostore", content, {"Content-Type": "application/octet-stream"}, action="upload",
                         binary="true", folder_id=folder, filename=name, **more)

    def download(self, document, folder=None, headers=None, **more):
        folder = folder or self.infostore_folder()
        return self.call("GET", "infostore", None, headers, action="document", folder=folder, id=document, **more)
