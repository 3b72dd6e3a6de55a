#include "groupware/principals/store/quota_store.h"

namespace groupware::principals {
namespace {

using dbpool::ReadStatement;
using dbpool::WriteStatement;

constexpr ReadStatement kList{"principals.quota.list",
                              "SELECT module, maximum, used FROM object_quota WHERE cid = ? ORDER BY module"};
constexpr WriteStatement kAdd{"principals.quota.add",
                              "INSERT INTO object_quota (cid, module, used) VALUES (?, ?, ?) "
                              "ON DUPLICATE KEY UPDATE used = used + VALUES(used) RETURNING module, maximum, used"};
constexpr WriteStatement kSetMaximum{"principals.quota.setMaximum",
                                     "INSERT INTO object_quota (cid, module, maximum) VALUES (?, ?, ?) "
                                     "ON DUPLICATE KEY UPDATE maximum = VALUES(maximum)"};

ObjectQuota quotaOf(const dbpool::Rows& rows) {
    ObjectQuota quota{.module = static_cast<QuotaModule>(rows.integer(1)), .maximum = {}, .used = rows.integer(3)};
    if (!rows.isNull(2)) quota.maximum = rows.integer(2);
    return quota;
}

}  // namespace

std::vector<ObjectQuota> QuotaReader::list() {
    std::vector<ObjectQuota> quotas;
    auto rows = session_.query(kList);
    while (rows.next()) quotas.push_back(quotaOf(rows));
    return quotas;
}

ObjectQuota QuotaWriter::add(QuotaModule module, std::int64_t count) {
    auto rows = transaction_.query(kAdd, {static_cast<std::int64_t>(module), count});
    (void)rows.next();
    return quotaOf(rows);
}

void QuotaWriter::setMaximum(QuotaModule module, std::optional<std::int64_t> maximum) {
    transaction_.execute(
        kSetMaximum, {static_cast<std::int64_t>(module), maximum ? dbpool::Value(*maximum) : dbpool::Value(nullptr)});
}

}  // namespace groupware::principals
