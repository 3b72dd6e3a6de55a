#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/uploads/upload.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace groupware::uploads {

class UploadReader {
public:
    explicit UploadReader(dbpool::ReadSession& session) : session_(session) {}

    /// Also one that has expired.
    [[nodiscard]] std::optional<Upload> find(std::string_view id);
    /// Those that expire after `now`.
    [[nodiscard]] std::int64_t count(UserId owner, Instant now);
    /// Those that have expired by `now`, `limit` of them at most.
    [[nodiscard]] std::vector<Upload> expired(Instant now, std::size_t limit);

private:
    dbpool::ReadSession& session_;
};

class UploadWriter {
public:
    explicit UploadWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void insert(const Upload& upload);
    void keepUntil(std::string_view id, Instant expiry);
    void remove(std::string_view id);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::uploads
