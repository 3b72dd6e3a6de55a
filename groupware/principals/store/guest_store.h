#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/clock.h"
#include "groupware/principals/guest.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace groupware::principals {

/// Reads the guests of the session's context. Works on a replica or inside a transaction.
class GuestReader {
public:
    explicit GuestReader(dbpool::ReadSession& session) : session_(session) {}

    /// Those of `ids` that are guests, by id. One statement for 512 ids, none for none.
    [[nodiscard]] std::vector<Guest> among(std::span<const std::int64_t> ids);
    [[nodiscard]] std::optional<Guest> findByEmail(std::string_view email);
    /// The links that a user made, at most `limit`.
    [[nodiscard]] std::vector<Guest> linksOf(UserId user, std::int64_t limit);
    [[nodiscard]] std::vector<Guest> overAt(Instant now, std::int64_t limit);
    /// All of the context, by id.
    [[nodiscard]] std::vector<Guest> list();

private:
    dbpool::ReadSession& session_;
};

/// Writes them. Change records and quotas are the service's.
class GuestWriter {
public:
    explicit GuestWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void insert(const Guest& guest);
    /// Stores password, credential version and expiry.
    void update(const Guest& guest);
    void remove(std::span<const std::int64_t> ids);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::principals
