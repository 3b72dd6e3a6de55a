#include "dbpool/routing/context_epochs.h"

#include "dbpool/driver/db_error.h"

namespace dbpool {
namespace {

constexpr std::string_view kEpochs = "SELECT cid, epoch FROM ctx_state ORDER BY cid";

}  // namespace

std::vector<ContextEpoch> contextEpochs(Connection& connection, std::string_view schema) {
    std::vector<ContextEpoch> epochs;
    try {
        connection.use(schema);
        for (Rows rows = connection.query(kEpochs); rows.next();) {
            epochs.push_back({.context = {rows.integer(1)}, .epoch = rows.integer(2)});
        }
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::UnknownObject) throw;
    }
    return epochs;
}

}  // namespace dbpool
