#pragma once

#include "dbpool/routing/context_database.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/scheduling/message.h"

#include <string>
#include <string_view>

/// Which version of an event is no longer in a calendar, so that an older invitation from outside does not bring it
/// back. RFC 5546 section 2.1.5. Inside of a context messages cannot pass each other, and nothing is kept.
namespace groupware::calendar {

/// Of one calendar user, in a transaction. Internal to service/.
class Cancellations {
public:
    Cancellations(dbpool::WriteTransaction& tx, const CalendarUser& owner, Instant now)
        : tx_(tx), owner_(owner), now_(now) {}

    /// Whether the message is older than what was taken away, or the same once more. One statement.
    /// @param wanted  the owner asks for it himself: what he removed comes back, what was cancelled does not
    [[nodiscard]] bool outdates(const scheduling::Message& message, const std::string& organizer, bool wanted);
    /// After a CANCEL. One statement.
    void cancelled(const scheduling::Message& message, const std::string& organizer);
    /// A CANCEL for what is not there: its invitation may still be under way. What is known of somebody else's event of
    /// the same UID stays. Two statements.
    void cancelledUnseen(const scheduling::Message& message, const std::string& organizer);
    /// The owner takes his copy away. One statement.
    void removed(std::string_view uid, const std::string& organizer, const scheduling::ical::Component& copy,
                 const scheduling::ical::TimeContext& times);
    /// The event is there again. One statement.
    void forget(std::string_view uid);

private:
    dbpool::WriteTransaction& tx_;
    CalendarUser owner_;
    Instant now_;
};

/// What is kept of what was cancelled before that goes, some of it at each call.
void removeOldCancellations(dbpool::ContextDatabase& database, ContextId context, Instant before);

}  // namespace groupware::calendar
