"""Sessions and calls of the JSON API, each call written into the history."""
import json
import urllib.parse

from history import now
from laboratory import SECRET, USER
from wire import NoAnswer, NotSent, Wire

FORM = "application/x-www-form-urlencoded"
# The answer to a call that broke inside the node: its transaction may have been committed.
UNKNOWN_CODES = ("SVL-0012",)


class Session:
    """One login and its cookie jar."""

    def __init__(self, name, context):
        self.name, self.context = name, context
        self.id = ""
        self.cookies = {}
        self.login_cookies = {}

    def keep(self, answer):
        for name, value in answer.headers:
            if name == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key.strip()] = rest.partition(";")[0]

    def cookie(self, with_token):
        """The header: all that was ever set, or what the login set alone."""
        return "; ".join(f"{name}={value}" for name, value in (self.cookies if with_token else self.login_cookies).items())


class Outcome:
    """What became of a call: `kind` is ok, fail or info."""

    def __init__(self, kind, answer=None, body=None, error=""):
        self.kind, self.answer, self.error = kind, answer, error
        self.json = body if isinstance(body, dict) else {}

    @property
    def ok(self):
        return self.kind == "ok"

    @property
    def data(self):
        return self.json.get("data")

    @property
    def seq(self):
        return self.json.get("timestamp")


def judge(answer, writes):
    """ok, fail or info. A refusal with a code (status 200, or 4xx and 429 before an action was found) means that the transaction
    was rolled back or never begun. 503 is documented as "did not happen, or nobody can know yet", so it is unknown."""
    is_json = (answer.header("content-type") or "").startswith("application/json")
    body = json.loads(answer.body) if is_json and answer.body else None
    code = body.get("code", "") if isinstance(body, dict) and "error" in body else ""
    if answer.status in (200, 206) and not code:
        return Outcome("ok", answer, body)
    unknown = answer.status >= 500 or code in UNKNOWN_CODES
    return Outcome("info" if writes and unknown else "fail", answer, body, code or f"HTTP {answer.status}")


class Client:
    """One process of the history: makes one call after the other."""

    def __init__(self, name, workload, laboratory, history):
        self.name, self.workload = name, workload
        self._laboratory, self._history = laboratory, history
        self._wire = Wire(8088)

    async def send(self, session, node, method, module, parameters, body=b"", content_type=None, token=True, writes=False):
        """One call. @return its outcome; whatever was answered, cookies are kept"""
        query = urllib.parse.urlencode({**parameters, **({"session": session.id} if session.id else {})})
        headers = [("User-Agent", "faultlab")]
        if cookie := session.cookie(token):
            headers.append(("Cookie", cookie))
        if content_type:
            headers.append(("Content-Type", content_type))
        try:
            answer = await self._wire.request(self._laboratory.nodes[node].address, method, f"/ajax/{module}?{query}", headers, body)
        except NotSent as error:
            return Outcome("fail", error=f"not sent: {error}")
        except NoAnswer as error:
            return Outcome("info" if writes else "fail", error=f"no answer: {error}")
        if token:
            session.keep(answer)
        return judge(answer, writes)

    async def login(self, session, node):
        form = urllib.parse.urlencode({"name": f"{USER}@ctx{session.context}", "password": SECRET}).encode()
        session.id, session.cookies = "", {}
        outcome = await self.send(session, node, "POST", "login", {"action": "login"}, form, FORM)
        if outcome.ok:
            session.id = outcome.json["session"]
            session.login_cookies = dict(session.cookies)
        return outcome

    async def call(self, operation, session, node, method, module, parameters, body=None, *, content_type=None, token=True,
                   result=None, refused=None):
        """A call that is an operation of the history.

        @param operation  kind and key, and the value if it writes
        @param body       octets, or something to be sent as JSON
        @param refused    for writes: whether an answer without an error says that nothing was done
        @param result     for reads: makes the value from the outcome, None = the answer has none; a write has no such function
        """
        kind, key, *value = operation
        octets = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        invoked = now()
        outcome = Outcome("info", error="the run ended")
        completed = None
        try:
            outcome = await self.send(session, node, method, module, parameters, octets, content_type, token, result is None)
            completed = now()
            if result is not None and (outcome.ok or outcome.error == "IFO-0300"):
                # "No such document" is an answer to a read like any other: the value is null.
                value = [result(outcome) if outcome.ok else None]
                outcome.kind = "ok"
            if refused is not None and outcome.ok and refused(outcome):
                outcome.kind, outcome.error = "fail", "refused"
        finally:  # also if the run ends while the call waits
            self._history.operation(
                process=self.name, session=session.name, context=session.context, node=node, token=token, workload=self.workload,
                kind=kind, key=key, value=value[0] if value else None, invoke=invoked, complete=completed, outcome=outcome.kind,
                status=outcome.answer.status if outcome.answer else 0,
                flagged=bool(outcome.answer and outcome.answer.header("x-yoke-read-only")), seq=outcome.seq, error=outcome.error)
        return outcome, value[0] if value else None

    def close(self):
        self._wire.close()
