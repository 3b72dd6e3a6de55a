#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/object_quota.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace groupware::principals {

/// Reads the quotas of the session's context. Works on a replica or inside a transaction.
class QuotaReader {
public:
    explicit QuotaReader(dbpool::ReadSession& session) : session_(session) {}

    /// Those of which something was set or used, by module.
    [[nodiscard]] std::vector<ObjectQuota> list();

private:
    dbpool::ReadSession& session_;
};

class QuotaWriter {
public:
    explicit QuotaWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// Counts `count` more, or fewer if it is negative. @return the quota with them
    ObjectQuota add(QuotaModule module, std::int64_t count);
    void setMaximum(QuotaModule module, std::optional<std::int64_t> maximum);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::principals
