#include "groupware/calendar/freebusy/free_busy_settings.h"

#include "groupware/calendar/availability.h"
#include "groupware/calendar/store/free_busy_store.h"
#include "groupware/principals/caller_access.h"
#include "groupware/sync/change.h"

namespace groupware::calendar {
namespace {

void requireCalendar(const Caller& caller) {
    principals::requireModule(caller, principals::Module::Calendar, "You may not use calendars.");
}

void record(dbpool::WriteTransaction& tx, UserId user) {
    tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, FolderId{0}, user.value));
}

OwnTime ownTime(dbpool::ContextDatabase& database, const Caller& caller) {
    requireCalendar(caller);
    return database.read(caller.context, caller.freshness,
                         [&](dbpool::ReadSession& session) { return FreeBusyReader(session).ownTime(caller.user); });
}

}  // namespace

std::string FreeBusySettings::availability(const Caller& caller) const {
    return ownTime(database_, caller).availability;
}

CommitToken FreeBusySettings::setAvailability(const Caller& caller, const std::string& text) const {
    requireCalendar(caller);
    if (!text.empty()) (void)parseAvailability(text, limits_().availabilityBytes);
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        FreeBusyWriter(tx).setAvailability(caller.user, text);
        record(tx, caller.user);
    });
}

FreeBusyVisibility FreeBusySettings::visibility(const Caller& caller) const {
    return ownTime(database_, caller).visibility;
}

CommitToken FreeBusySettings::setVisibility(const Caller& caller, FreeBusyVisibility visibility) const {
    requireCalendar(caller);
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        FreeBusyWriter(tx).setVisibility(caller.user, visibility);
        record(tx, caller.user);
    });
}

}  // namespace groupware::calendar
