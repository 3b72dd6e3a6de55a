#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/unsynced_transaction.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/calendar_user.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::calendar {

/// The version of an event that is no longer in a calendar. RFC 5546 section 2.1.5.
struct CancelledVersion {
    std::string organizer{};  ///< address in small letters, or a URI
    std::int64_t sequence = 0;
    Instant stamp{};         ///< DTSTAMP
    bool cancelled = false;  ///< by the organizer; otherwise the owner of the calendar removed it
};

/// Reads in a write transaction, that is, on the master.
class CancelledReader {
public:
    explicit CancelledReader(dbpool::ReadSession& session) : session_(session) {}
    [[nodiscard]] std::optional<CancelledVersion> find(const CalendarUser& owner, std::string_view uid);

private:
    dbpool::ReadSession& session_;
};

/// One statement each.
class CancelledWriter {
public:
    explicit CancelledWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}
    /// In place of what is known of that UID.
    void put(const CalendarUser& owner, std::string_view uid, const CancelledVersion& version, Instant now);
    void remove(const CalendarUser& owner, std::string_view uid);

private:
    dbpool::WriteTransaction& transaction_;
};

/// Forgets what is older. @return how many, at most `atMost`
std::int64_t removeCancelledBefore(dbpool::UnsyncedTransaction& transaction, Instant since, std::int64_t atMost);

}  // namespace groupware::calendar
