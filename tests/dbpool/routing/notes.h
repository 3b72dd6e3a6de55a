#pragma once

#include "dbpool/migrate/migration.h"
#include "dbpool/routing/context_database.h"
#include "tests/support/error_code.h"

#include <cstdint>

/// A small object type to route: notes with lines, and one table that no client syncs.
namespace notes {

inline dbpool::MigrationSet schema() {
    return {"tests/notes",
            {{1, "0001_note",
              "CREATE TABLE note (cid BIGINT NOT NULL, id BIGINT NOT NULL, text VARCHAR(100) NOT NULL,"
              " PRIMARY KEY (cid, id)) ENGINE=InnoDB;\n"
              "CREATE TABLE note_line (cid BIGINT NOT NULL, note BIGINT NOT NULL, line BIGINT NOT NULL,"
              " PRIMARY KEY (cid, note, line), FOREIGN KEY (cid, note) REFERENCES note (cid, id)) ENGINE=InnoDB;\n"
              "CREATE TABLE note_touch (cid BIGINT NOT NULL PRIMARY KEY, touched BIGINT NOT NULL) ENGINE=InnoDB"
              " COMMENT='unsynced';\n"}}};
}

inline constexpr dbpool::WriteStatement kInsert{"note.insert", "INSERT INTO note (cid, id, text) VALUES (?, ?, ?)"};
inline constexpr dbpool::WriteStatement kInsertLine{"note.line.insert",
                                                    "INSERT INTO note_line (cid, note, line) VALUES (?, ?, ?)"};
inline constexpr dbpool::WriteStatement kRewrite{
    "note.rewrite", "INSERT INTO note (cid, id, text) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE text = VALUES(text)"};
inline constexpr dbpool::WriteStatement kRemove{"note.remove", "DELETE FROM note WHERE cid = ? AND id = ?"};
inline constexpr dbpool::WriteStatement kRemoveSome{"note.remove_some",
                                                    "DELETE FROM note WHERE cid = ? AND id IN (?...)"};
inline constexpr dbpool::ReadStatement kCount{"note.count", "SELECT COUNT(*) FROM note WHERE cid = ?"};
inline constexpr dbpool::ReadStatement kText{"note.text", "SELECT text FROM note WHERE cid = ? AND id = ?"};
inline constexpr dbpool::ReadStatement kSome{"note.some",
                                             "SELECT id FROM note WHERE cid = ? AND id IN (?...) ORDER BY id"};

inline dbpool::Change changed(std::int64_t id) {
    return {.kind = 1, .folder = 2, .object = id, .verb = 2};
}

/// One note, written and recorded.
inline groupware::CommitToken put(dbpool::ContextDatabase& database, groupware::ContextId context, std::int64_t id,
                                  const std::string& text = "text") {
    return database.write(context, [&](dbpool::WriteTransaction& tx) {
        tx.execute(kRewrite, {id, text});
        tx.record(changed(id));
    });
}

inline std::int64_t count(dbpool::ReadSession& session) {
    dbpool::Rows rows = session.query(kCount);
    return rows.next() ? rows.integer(1) : -1;
}

inline std::int64_t count(dbpool::ContextDatabase& database, groupware::ContextId context,
                          const groupware::Freshness& freshness = groupware::Freshness::strict()) {
    auto session = database.read(context, freshness);
    return count(session);
}

using ::test::codeOf;

}  // namespace notes
