"""Operations on a tree of 1,000 folders."""

from operation import FOREVER, OWNER_BITS, Operation

FOLDERS = 1_000
MODULE = "contacts"


def folder_operations(session):
    root = session.folder("tree", "1", "contacts")
    for branch in range(20):
        parent = session.folder(f"branch {branch}", root, "contacts")
        for leaf in range(FOLDERS // 20 - 1):
            session.folder(f"folder {branch}-{leaf}", parent, "contacts")
    shared = session.folder("shared", "1", "contacts")
    other = 2
    levels = iter([257, 129] * 10**6)

    def share():
        session.call("PUT", "folders", {"permissions": [
            {"bits": OWNER_BITS, "entity": session.user, "group": False},
            {"bits": next(levels), "entity": other, "group": False}]},
            action="update", id=shared, timestamp=FOREVER, tree="0")

    def tree():
        data = session.call("GET", "folders", action="allVisible", content_type=MODULE, columns="1,20,300,305",
                            tree="0")["data"]
        assert len(data.get("private", []) + data.get("public", [])) >= FOLDERS
    return [Operation("share a folder", share), Operation("folder tree of 1,000 folders", tree)]
