"""What the tests of `updates` do with objects, the same for every module that has them."""
import json


class Contacts:
    name = "contacts"

    def __init__(self, client):
        self.client = client

    def folder(self, title):
        private = "1"
        body = {"title": title, "module": self.name, "permissions": [{"bits": 403710016, "entity": self.owner(),
                                                                      "group": False}]}
        answer = self.client.call("PUT", "folders", body, action="new", folder_id=private, tree="0")
        assert "data" in answer.json, answer.json
        return answer.json["data"]

    def owner(self):
        return self.client.call("GET", "user", action="get").json["data"]["id"]

    def fields(self, text):
        return {"last_name": text, "email1": f"{text}@example.com"}

    def new(self, folder, text):
        """@return its id and the time of the change"""
        answer = self.client.call("PUT", self.name, {"folder_id": folder, **self.fields(text)}, action="new").json
        assert "data" in answer, answer
        return str(answer["data"]["id"]), answer["timestamp"]

    def change(self, folder, identifier, text, timestamp):
        answer = self.client.call("PUT", self.name, self.fields(text), action="update", folder=folder, id=identifier,
                                  timestamp=timestamp).json
        assert "error" not in answer, answer
        return answer["timestamp"]

    def delete(self, folder, identifier, timestamp):
        answer = self.client.call("PUT", self.name, [{"id": identifier, "folder": folder}], action="delete",
                                  timestamp=timestamp).json
        assert answer.get("data", []) == [], answer

    def updates(self, folder, timestamp):
        """@return what changed: id -> last_modified; the ids of what was deleted; the time to ask from next"""
        answer = self.client.call("GET", self.name, action="updates", folder=folder, columns="1,5",
                                  timestamp=timestamp).json
        assert "data" in answer, answer
        rows = [row for row in answer["data"] if isinstance(row, list)]
        changed = {str(row[0]): row[1] for row in rows}
        assert len(changed) == len(rows), "an object stands twice in one answer"
        return changed, [str(each) for each in answer["data"] if not isinstance(each, list)], answer["timestamp"]

    def all(self, folder):
        """id -> last_modified"""
        rows = self.client.call("GET", self.name, action="all", folder=folder, columns="1,5").json["data"]
        return {str(row[0]): row[1] for row in rows}


class Tasks(Contacts):
    name = "tasks"

    def fields(self, text):
        return {"title": text, "status": 2, "percent_completed": 50}


class Documents(Contacts):
    name = "infostore"

    def folder(self, title):
        body = {"title": title, "module": self.name, "permissions": [{"bits": 403710016, "entity": self.owner(),
                                                                      "group": False}]}
        return self.client.call("PUT", "folders", body, action="new", folder_id=self.client.infostore_folder(),
                                tree="0").json["data"]

    def new(self, folder, text):
        answer = self.client.upload(text.encode(), f"{text}.txt", folder).json
        assert "data" in answer, answer
        identifier = str(answer["data"])
        got = self.client.call("GET", self.name, action="get", folder=folder, id=identifier).json["data"]
        return identifier, got["last_modified"]

    def change(self, folder, identifier, text, timestamp):
        answer = self.client.call("PUT", self.name, json.dumps({"title": text}), action="update", folder=folder,
                                  id=identifier, timestamp=timestamp).json
        assert "error" not in answer, answer
        return answer["timestamp"]
