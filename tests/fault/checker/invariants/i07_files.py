"""I7: metadata and blobs belong together: what is downloaded is what was uploaded, octet for octet; at the end each row
has its blob, the usage is the sum of the sizes, and no blob is left over.

A request that broke in the middle may leave one blob behind until the housekeeping finds it, so as many orphans as there are
uploads and deletions without a good answer are none of our business.
"""
from ..staleness import identity
from ..violation import Findings

NAME = "I7"
TITLE = "files"


def check(history):
    found = Findings(NAME)
    broken = {}
    for (context, key), operations in history.by_object().items():
        uploads = {identity(operation): operation for operation in operations if operation.kind == "upload"}
        files = [operation for operation in operations if operation.workload == "W5"]
        if not files:
            continue
        broken[context] = broken.get(context, 0) + sum(1 for operation in files
                                                       if not operation.is_read and operation.outcome != "ok")
        for read in files:
            if read.is_read and read.outcome == "ok" and read.value is not None:
                check_contents(found, read, uploads)
    for final in history.finals:
        check_final(found, final, broken.get(final.context, 0))
    return found


def check_contents(found, read, uploads):
    upload = uploads.get(identity(read))
    what = "received octets" if read.kind == "download" else "metadata names octets"
    if upload is None:
        found.add(f"{what} that nobody uploaded", [read])
    elif upload.outcome == "fail":
        found.add(f"{what} of an upload that failed", [upload, read])
    elif read.complete < upload.invoke:
        found.add(f"{what} that were not uploaded yet", [upload, read])


def check_final(found, final, broken):
    for key, row in final.files.items():
        if row is None:
            continue
        if row.get("blob_sha256", row["sha256"]) is None:
            found.add(f"{key} of context {final.context} has no blob at the end")
        elif (row.get("blob_sha256", row["sha256"]), row.get("blob_size", row["size"])) != (row["sha256"], row["size"]):
            found.add(f"{key} of context {final.context}: row and blob differ at the end", notes=[str(row)])
    usage = final.usage or {}
    if usage.get("used") != usage.get("sum"):
        found.add(f"context {final.context} is charged {usage.get('used')} octets and has {usage.get('sum')}")
    if final.orphans > broken:
        found.add(f"context {final.context} has {final.orphans} blobs that nothing refers to, after {broken} broken uploads")
