#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/event.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace groupware::calendar {

/// What is a user's own of an object in a calendar that is not his.
struct Personal {
    std::optional<bool> transparent{};  ///< nothing: as the object says
    std::string alarms{};               ///< a VEVENT with VALARMs, or empty; see personal_alarms.h

    [[nodiscard]] friend bool operator==(const Personal&, const Personal&) = default;
};

/// Reads what users have of their own. Works on a replica or inside a transaction.
class PersonalReader {
public:
    explicit PersonalReader(dbpool::ReadSession& session) : session_(session) {}

    /// What the user has of these objects. One statement for 512 of them.
    [[nodiscard]] std::map<EventId, Personal> find(UserId user, std::span<const std::int64_t> objects);
    /// What everybody has of these objects.
    [[nodiscard]] std::map<EventId, std::map<UserId, Personal>> ofAll(std::span<const std::int64_t> objects);

private:
    dbpool::ReadSession& session_;
};

/// Writes it. Change records are the service's business; the object is to be touched (ObjectWriter), so that the user's
/// other clients hear of it.
class PersonalWriter {
public:
    explicit PersonalWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void set(EventId object, UserId user, const Personal& personal);
    void remove(EventId object, UserId user);
    /// Everything of a user who is deleted.
    /// @return how many
    std::int64_t removeOf(UserId user);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::calendar
