"""Whether an answer of the JSON API is what groupware/api/openapi.yaml says. Client checks each that it gets.

Stricter than the file needs to be for clients: members that it does not list are refused, an envelope has all that are
listed (but x-may-lack), and rows have a value of the right type for each column.
"""
import functools
import json
import pathlib
import urllib.parse

import jsonschema
import yaml

FILE = pathlib.Path(__file__).resolve().parents[2] / "groupware/api/openapi.yaml"
PREFIXES = ("/ajax/", "/appsuite/api/")
UNKNOWN = ("SVL-0001", "SVL-0007")  # no such action, no such module
FORM = "application/x-www-form-urlencoded"


class Undescribed(AssertionError):
    pass


@functools.lru_cache
def description():
    return Description(yaml.load(FILE.read_text(), getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def check(method, target, headers, body, answer):
    """Raises Undescribed if `answer` (see ajax.Answer) is not what the file says of such a request."""
    path, _, query = target.partition("?")
    prefix = next((one for one in PREFIXES if path.startswith(one)), None)
    kind = answer.headers.get("Content-Type", "")
    if not prefix or not kind.startswith("application/json") or answer.headers.get("Content-Disposition"):
        return  # a file, or an error from below the API
    if not answer.body:
        return
    parameters = dict(urllib.parse.parse_qsl(query))
    if (headers or {}).get("Content-Type", "").startswith(FORM) and isinstance(body, str):
        parameters = {**dict(urllib.parse.parse_qsl(body)), **parameters}
    description().check(Call(method, urllib.parse.unquote(path[len(prefix):]), parameters, body), answer.status,
                        json.loads(answer.body))


class Call:
    def __init__(self, method, path, parameters, body=None):
        self.method, self.path, self.parameters, self.body = method.lower(), path.strip("/"), parameters, body

    def __str__(self):
        action = self.parameters.get("action")
        return f"{self.method.upper()} /{self.path}" + (f"?action={action}" if action else "")


class Description:
    def __init__(self, document):
        self.document = document
        self.definitions = {name: self.closed(schema) for name, schema in document["components"]["schemas"].items()}
        self.validators = {}
        self.answered = set()  # operations that were answered with something else than a failure

    def unanswered(self, *tags):
        """Paths of JSON operations with one of these tags that no checked answer was from so far."""
        return [f"{method} {path}" for path, methods in self.document["paths"].items() if "$ref" not in methods
                for method, operation in methods.items() if method != "parameters"
                and operation["tags"][0] in tags and id(operation) not in self.answered]

    def check(self, call, status, answer):
        if isinstance(answer, dict) and "error" in answer and "code" in answer:
            self.require(call, "Failure", answer, lambda: self.reference("Failure"))
            if self.find(call) is None and answer["code"] not in UNKNOWN and call.parameters.get("action"):
                raise Undescribed(f"{call} is not described, and refused with {answer['code']}")
            return
        if status != 200:
            raise Undescribed(f"{call}: status {status} without a failure: {answer}")
        operation = self.find(call)
        if operation is None:
            raise Undescribed(f"{call} is not described")
        self.answered.add(id(operation))
        self.require(call, id(operation), answer, lambda: self.envelope(operation, call))
        if call.path == "multiple":
            self.check_parts(call, answer)
        if "x-columns" in operation and isinstance(answer, dict):
            self.check_rows(call, operation["x-columns"], answer["data"])

    def find(self, call):
        """The operation, or None. The method is only where the body is: others than the listed ones are served too."""
        paths = self.document["paths"]
        module, action = call.path, call.parameters.get("action")
        for key in ([f"/{module}?action={action}"] if action else []) + [f"/{module}", f"/{module.split('/')[0]}/{{path}}"]:
            if key in paths:
                methods = self.resolve(paths[key])
                first = next(methods[one] for one in ("get", "put", "post") if one in methods)
                return methods.get(call.method, first)
        return None

    def check_parts(self, call, answers):
        for part, answer in zip(json.loads(call.body), answers):
            parameters = {name: str(value) for name, value in part.items() if name not in ("module", "data")}
            self.check(Call("PUT" if "data" in part else "GET", part["module"], parameters), 200, answer)

    def check_rows(self, call, schema, data):
        """Lists of rows, or objects of lists. What is neither a row nor an object in them is the id of a removed one."""
        members = {name: member for name, member in self.definitions[schema]["properties"].items() if "x-column" in member}
        by_column = {str(member["x-column"]): name for name, member in members.items()}
        names = call.parameters.get("fields", "").split(",")
        columns = [by_column.get(column) for column in call.parameters.get("columns", "").split(",")]
        for row in (row for rows in (data.values() if isinstance(data, dict) else [data]) for row in rows):
            if isinstance(row, dict) and sorted(row) == sorted(set(names)):
                cells = row.items()
            elif isinstance(row, list) and len(row) == len(columns):
                cells = zip(columns, row)
            elif isinstance(row, (int, str)):
                continue
            else:
                raise Undescribed(f"{call}: asked for {call.parameters}, and a row {row}")
            for name, value in ((name, value) for name, value in cells if value is not None):
                self.require(f"{call}, {name}", (schema, name), value, lambda: members.get(name, {"enum": [None]}))

    def require(self, what, key, value, schema):
        if key not in self.validators:
            self.validators[key] = jsonschema.Draft4Validator({**schema(), "definitions": self.definitions})
        error = jsonschema.exceptions.best_match(self.validators[key].iter_errors(value))
        if error:
            where = "/".join(str(step) for step in error.absolute_path)
            raise Undescribed(f"{what}: {where or 'the answer'}: {error.message}"[:2000])

    def envelope(self, operation, call):
        """The schema of an answer that is no failure. Read-only nodes warn in every envelope."""
        content = self.resolve(operation["responses"]["200"]).get("content", {})
        if "application/json" not in content:
            raise Undescribed(f"{call}: no JSON answer is described")
        schema = content["application/json"]["schema"]
        choices = [one for one in schema.get("anyOf", [schema]) if one.get("$ref") != self.reference("Failure", "schemas")["$ref"]]
        closed = self.closed(self.resolve(choices[0]))
        members = closed.get("properties", {}).keys()
        if members and members <= {"data", "timestamp", "warnings"}:
            closed.setdefault("required", sorted(members - {"warnings", *closed.get("x-may-lack", ())}))
            closed["properties"]["warnings"] = {"type": "array", "items": self.reference("Warning")}
        return closed

    def closed(self, schema):
        """As JSON Schema (draft 4), and without members that are not listed."""
        if "$ref" in schema:
            return self.reference(schema["$ref"].rpartition("/")[2])
        if "allOf" in schema:
            schema = self.merged(schema)
        made = dict(schema)
        if "properties" in schema:
            made["properties"] = {name: self.closed(member) for name, member in schema["properties"].items()}
        if "items" in schema:
            made["items"] = self.closed(schema["items"])
        for choice in ("anyOf", "oneOf"):
            if choice in schema:
                made[choice] = [self.closed(one) for one in schema[choice]]
        if isinstance(schema.get("additionalProperties"), dict):
            made["additionalProperties"] = self.closed(schema["additionalProperties"])
        elif schema.get("type") == "object":
            made.setdefault("additionalProperties", False)
        if made.pop("nullable", False):
            made = {"anyOf": [made, {"enum": [None]}]}
        return made

    def merged(self, schema):
        """All members of `allOf` as one object, because each of them alone would refuse those of the others."""
        made = {name: value for name, value in schema.items() if name != "allOf"}
        for part in schema["allOf"]:
            part = self.resolve(part)
            part = self.merged(part) if "allOf" in part else part
            properties = {**made.get("properties", {}), **part.get("properties", {})}
            required = made.get("required", []) + part.get("required", [])
            made = {**made, **part}
            if properties:
                made["properties"] = properties
            if required:
                made["required"] = required
        return made

    def resolve(self, node):
        while "$ref" in node:
            steps = [urllib.parse.unquote(step).replace("~1", "/").replace("~0", "~")
                     for step in node["$ref"].removeprefix("#/").split("/")]
            node = functools.reduce(lambda inside, step: inside[step], steps, self.document)
        return node

    @staticmethod
    def reference(name, section=None):
        return {"$ref": f"#/components/{section}/{name}" if section else f"#/definitions/{name}"}
