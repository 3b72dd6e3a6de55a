#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/formats/ical/calendar.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace groupware::calendar {

/// Of organizers and attendees.
[[nodiscard]] std::set<std::string> addressesIn(const formats::ical::Component& calendar);

/// Whom the addresses of calendar objects belong to, in a transaction. Internal to service/.
class Recipients {
public:
    explicit Recipients(dbpool::ReadSession& session) : session_(session) {}

    /// Looks up the organizers and attendees that are not known yet. See principals::addressees() for the statements.
    void load(const formats::ical::Component& calendar) { loadAddresses(addressesIn(calendar)); }
    void loadAddresses(std::set<std::string> addresses);

    [[nodiscard]] const scheduling::AddressBook& book() const noexcept { return book_; }
    /// Nothing for somebody outside.
    [[nodiscard]] std::optional<CalendarUser> of(const std::string& uri) const;
    /// The URI under which somebody takes part; empty if he does not.
    [[nodiscard]] std::string uriOf(const CalendarUser& user, const formats::ical::Component& calendar) const;

private:
    dbpool::ReadSession& session_;
    scheduling::AddressBook book_;
    std::map<std::string, std::optional<CalendarUser>> known_;  // by address
};

/// How many different people an object invites.
[[nodiscard]] std::size_t countAttendees(const formats::ical::Component& calendar);

}  // namespace groupware::calendar
