#pragma once

#include "dbpool/driver/connection.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace filestore {

/// The row of `filestore_usage`, in octets.
struct UsageRow {
    std::int64_t used = 0;
    std::int64_t quota = 0;
};

class UsageReader {
public:
    explicit UsageReader(dbpool::ReadSession& session) : session_(session) {}
    [[nodiscard]] std::optional<UsageRow> find();

private:
    dbpool::ReadSession& session_;
};

/// `used` of every context of one schema, on a connection that belongs to no context.
[[nodiscard]] std::map<groupware::ContextId, std::int64_t> usedInSchema(dbpool::Connection& connection,
                                                                        std::string_view schema);

class UsageWriter {
public:
    explicit UsageWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}
    void create(std::int64_t quota);
    /// False if there is no row.
    [[nodiscard]] bool setQuota(std::int64_t quota);
    /// False if there is no row, or the quota does not allow it.
    [[nodiscard]] bool add(std::int64_t octets);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace filestore
