#include "groupware/calendar/api/free_busy_wire.h"

#include "groupware/calendar/api/directory.h"
#include "groupware/calendar/attendee_id.h"
#include "groupware/calendar/queries/local_addressees.h"

#include <set>

namespace groupware::calendar::api {
namespace {

CalendarUser ofId(const AttendeeId& id) {
    const bool resource = id.kind == AttendeeId::Kind::Resource;
    return {resource ? CalendarUser::Kind::Resource : CalendarUser::Kind::User, id.id};
}

CalendarUser ofAddressee(const principals::Addressee& known) {
    return known.user ? CalendarUser::of(*known.user) : CalendarUser::of(*known.resource);
}

}  // namespace

int shownAs(Busy busy) {
    constexpr int kReserved = 1;
    constexpr int kTemporary = 2;
    constexpr int kAbsent = 3;
    constexpr int kFree = 4;
    switch (busy) {
        case Busy::Free: return kFree;
        case Busy::Busy: return kReserved;
        case Busy::Tentative: return kTemporary;
        case Busy::Unavailable: return kAbsent;
    }
    return kReserved;
}

std::vector<CalendarUser> calendarUsersOf(dbpool::ContextDatabase& database, const Caller& caller,
                                          const std::vector<std::string>& uris) {
    std::set<std::string> addresses;
    for (const auto& uri : uris) {
        if (const auto address = addressOf(uri); !address.empty()) addresses.insert(address);
    }
    std::map<std::string, principals::Addressee> known;
    if (!addresses.empty())
        known = database.read(caller.context, caller.freshness,
                              [&](dbpool::ReadSession& session) { return localAddressees(session, addresses); });
    std::vector<CalendarUser> users;
    users.reserve(uris.size());
    for (const auto& uri : uris) {
        const auto id = attendeeIdOf(uri);
        const auto found = known.find(addressOf(uri));
        if (id) {
            users.push_back(ofId(*id));
        } else {
            users.push_back(found == known.end() ? CalendarUser{} : ofAddressee(found->second));
        }
    }
    return users;
}

std::vector<CalendarUser> distinct(const std::vector<CalendarUser>& users) {
    std::vector<CalendarUser> list;
    std::set<CalendarUser> seen;
    for (const auto& user : users) {
        if (user.id != 0 && seen.insert(user).second) list.push_back(user);
    }
    return list;
}

}  // namespace groupware::calendar::api
