#include "tests/bench/object_write.h"

namespace bench {
namespace {

constexpr std::int64_t kEpoch = 1;

}  // namespace

const dbpool::MigrationSet& schema() {
    static const dbpool::MigrationSet kSet{
        "tests/bench",
        {{1, "object",
          "CREATE TABLE bench_object (cid BIGINT NOT NULL, id BIGINT NOT NULL, name VARCHAR(100) NOT NULL,"
          " PRIMARY KEY (cid, id)) ENGINE=InnoDB;\n"
          "CREATE TABLE bench_touch (cid BIGINT NOT NULL, id BIGINT NOT NULL, n BIGINT NOT NULL,"
          " PRIMARY KEY (cid, id)) ENGINE=InnoDB COMMENT='unsynced';\n"}}};
    return kSet;
}

groupware::CommitToken writeObject(dbpool::ContextDatabase& database, groupware::ContextId context, std::int64_t id) {
    return database.write(context, [&](dbpool::WriteTransaction& tx) {
        tx.execute(kInsert, {id, kText});
        tx.record({.kind = 1, .folder = 0, .object = id, .verb = 1});
    });
}

void BareWriter::write(groupware::ContextId context, std::int64_t id) {
    connection_.command("START TRANSACTION");
    connection_.execute(
        "UPDATE ctx_state SET prev = seq, seq = GREATEST(seq + 1, CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED))"
        " WHERE cid = ? AND epoch = ? AND state = 'active'",
        {context.value, kEpoch});
    connection_.execute(kInsert.sql, {context.value, id, kText});
    connection_.execute(
        "INSERT INTO ctx_change SELECT cid, seq, 0, prev, NULL, 1, 0, ?, 1 FROM ctx_state WHERE cid = ?",
        {id, context.value});
    connection_.command("COMMIT");
}

}  // namespace bench
