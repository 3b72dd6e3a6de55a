"""What is left in databases and filestore when nothing runs any more."""
import hashlib
import re

import mariadb
from laboratory import CLUSTER

# Lines of a program's log that name a bug or data at risk.
ERROR_LINE = re.compile(r"^\S+ (Error|Critical|Fatal): ")


def unexpected_lines(laboratory):
    """Pairs of host and line."""
    for host in [*laboratory.nodes.values(), laboratory.admin]:
        for output in host.folder.glob("yoke-*.out"):
            for line in output.read_text(errors="replace").splitlines():
                if ERROR_LINE.match(line):
                    yield host.name, line


class FinalState:
    def __init__(self, laboratory):
        self._laboratory = laboratory
        self._master = laboratory.databases[laboratory.master()]

    def schemas(self):
        found = mariadb.rows(self._master, "SELECT table_schema FROM information_schema.tables WHERE table_name = 'ctx_state'")
        return [row[0] for row in found if row[0].startswith(f"{CLUSTER}_")]

    def contexts(self, places):
        """One `final` line for each context."""
        for schema in self.schemas():
            checksums = {name: self._checksum(host, schema) for name, host in self._laboratory.databases.items()}
            present = {int(row[0]) for row in mariadb.rows(self._master, f"SELECT cid FROM {schema}.ctx_state")}
            for place in places:
                if place.context in present:
                    yield self._context(schema, place) | {"replicas": checksums}

    @staticmethod
    def _checksum(host, schema):
        """Over all rows of all tables, whatever their order on disk."""
        tables = [row[0] for row in mariadb.rows(
            host, f"SELECT table_name FROM information_schema.tables WHERE table_schema = '{schema}' ORDER BY table_name")]
        sums = mariadb.value(host, "CHECKSUM TABLE " + ", ".join(f"{schema}.{table}" for table in tables))
        return hashlib.sha256(sums.encode()).hexdigest()[:16]

    def _rows(self, schema, text, context):
        return mariadb.rows(self._master, text.replace("$", f"{schema}.").replace("?", str(context)))

    def _context(self, schema, place):
        context = place.context
        state = self._rows(schema, "SELECT seq, prev, epoch, min_seq FROM $ctx_state WHERE cid = ?", context)[0]
        usage = self._rows(schema, "SELECT quota, used, (SELECT COALESCE(SUM(size), 0) FROM $document_version WHERE cid = ?) "
                                   "FROM $filestore_usage WHERE cid = ?", context)[0]
        changes = self._rows(schema, "SELECT DISTINCT seq, prev FROM $ctx_change WHERE cid = ? ORDER BY seq", context)
        operations = self._rows(schema, "SELECT LOWER(HEX(op_id)) FROM $ctx_change WHERE cid = ? AND ordinal = 0 ORDER BY seq", context)
        return {"context": context, "objects": self._objects(schema, place), "files": self._files(schema, place),
                "usage": {"quota": int(usage[0]), "used": int(usage[1]), "sum": int(usage[2])},
                "changes": [[int(seq), int(prev)] for seq, prev in changes], "operations": [row[0] for row in operations],
                "state": dict(zip(("seq", "prev", "epoch", "min_seq"), map(int, state))),
                "orphans": self._orphans(schema, context)}

    def _objects(self, schema, place):
        names = {folder: name for name, folder in place.folders.items()}
        objects = {f"{name[:2]}.{place.context}.{name[3:]}": [] for name in place.folders if name.startswith("w1.")}
        for folder, title, description in self._rows(schema, "SELECT folder, title, description FROM $document WHERE cid = ?",
                                                     place.context):
            name = names.get(folder, "")
            if name.startswith("w1."):
                objects[f"w1.{place.context}.{name[3:]}"].append(title)
            elif name == "w2":
                objects[title] = int(description)
            elif name in ("w3", "w3b"):
                objects[title] = [int(description), folder]
            elif name == "w6":
                objects[title] = description
        return objects

    def _store(self, context):
        return self._laboratory.filestore / f"{context}_ctx_store" / "hashed"

    def _blobs(self, context):
        """Files of the context's filestore by their key."""
        return {path.name: path for path in self._store(context).rglob("*") if path.is_file()}

    def _files(self, schema, place):
        blobs = self._blobs(place.context)
        files = {}
        for name, digest, size, key in self._rows(
                schema, "SELECT d.filename, LOWER(HEX(v.sha256)), v.size, v.blob_key FROM $document d JOIN $document_version v "
                        "ON v.cid = d.cid AND v.document = d.id AND v.version = d.current_version WHERE d.cid = ? "
                        f"AND d.folder = {place.folders['w5']}", place.context):
            blob = blobs.get(key.rpartition("/")[2])
            octets = blob.read_bytes() if blob else None
            files[name] = {"sha256": digest, "size": int(size),
                           "blob_sha256": hashlib.sha256(octets).hexdigest() if blob else None,
                           "blob_size": len(octets) if blob else None}
        return files

    def _orphans(self, schema, context):
        used = self._rows(schema, "SELECT blob_key FROM $document_version WHERE cid = ? UNION ALL "
                                  "SELECT blob_key FROM $attachment WHERE cid = ? UNION ALL "
                                  "SELECT blob_key FROM $upload WHERE cid = ? UNION ALL "
                                  "SELECT blob_key FROM $filestore_trash WHERE cid = ?", context)
        return len(set(self._blobs(context)) - {row[0].rpartition("/")[2] for row in used})
