#include "dbpool/routing/change_log.h"

#include "dbpool/routing/statement.h"

#include <algorithm>
#include <bit>
#include <string>

namespace dbpool {

namespace {

constexpr WriteStatement kInsert{
    "routing.change.insert",
    "INSERT INTO ctx_change (cid, seq, ordinal, prev, op_id, kind, folder, object, verb) VALUES "};
constexpr std::string_view kRow = "(?,?,?,?,?,?,?,?,?)";
/// Rows go in powers of two, so that few different texts are prepared.
constexpr std::size_t kMaxRows = 64;

std::string insertOf(std::size_t rows) {
    std::string sql(kInsert.sql);
    for (std::size_t row = 0; row < rows; ++row) {
        if (row > 0) sql += ',';
        sql += kRow;
    }
    return sql;
}

}  // namespace

void insertChanges(Session& session, std::string_view operation) {
    const std::vector<Change>& changes = session.pending.changes;
    for (std::size_t first = 0; first < changes.size();) {
        const std::size_t rows = std::bit_floor(std::min(changes.size() - first, kMaxRows));
        std::vector<Value> values;
        for (std::size_t index = first; index < first + rows; ++index) {
            const Change& change = changes[index];
            const Value operationValue = index == 0 ? Value(Blob{operation}) : Value(nullptr);
            values.insert(values.end(), {session.context().value, session.state.seq.value,
                                         static_cast<std::int64_t>(index), session.state.prev.value, operationValue,
                                         change.kind, change.folder, change.object, change.verb});
        }
        session.plainExecute(insertOf(rows), values);
        first += rows;
    }
}

}  // namespace dbpool
