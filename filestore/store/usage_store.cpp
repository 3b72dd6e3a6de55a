#include "filestore/store/usage_store.h"

namespace filestore {
namespace {

constexpr dbpool::ReadStatement kFind{"filestore.usage.find", "SELECT used, quota FROM filestore_usage WHERE cid = ?"};
constexpr dbpool::WriteStatement kCreate{"filestore.usage.create",
                                         "INSERT INTO filestore_usage (cid, used, quota) VALUES (?, 0, ?)"};
// The context id is bound first, and an UPDATE names its new values before its WHERE: so the context joins in front.
constexpr dbpool::WriteStatement kSetQuota{
    "filestore.usage.set_quota",
    "UPDATE filestore_usage JOIN (SELECT ? AS own) context ON filestore_usage.cid = context.own "
    "SET quota = ?"};
constexpr dbpool::WriteStatement kAdd{
    "filestore.usage.add",
    "UPDATE filestore_usage JOIN (SELECT ? AS own) context ON filestore_usage.cid = context.own "
    "SET used = GREATEST(used + ?, 0) "
    "WHERE ? <= 0 OR quota < 0 OR used + ? <= quota"};

constexpr std::string_view kReport = "SELECT cid, used FROM filestore_usage";  // filestore.usage.report

}  // namespace

std::optional<UsageRow> UsageReader::find() {
    auto rows = session_.query(kFind);
    if (!rows.next()) return std::nullopt;
    return UsageRow{.used = rows.integer(1), .quota = rows.integer(2)};
}

std::map<groupware::ContextId, std::int64_t> usedInSchema(dbpool::Connection& connection, std::string_view schema) {
    connection.use(schema);
    std::map<groupware::ContextId, std::int64_t> used;
    for (auto rows = connection.query(kReport); rows.next();) used[{rows.integer(1)}] = rows.integer(2);
    return used;
}

void UsageWriter::create(std::int64_t quota) {
    transaction_.execute(kCreate, {quota});
}

bool UsageWriter::setQuota(std::int64_t quota) {
    return transaction_.execute(kSetQuota, {quota}) != 0;
}

bool UsageWriter::add(std::int64_t octets) {
    return transaction_.execute(kAdd, {octets, octets, octets}) != 0;
}

}  // namespace filestore
