#include "groupware/calendar/service/conflicts.h"

#include "groupware/calendar/occurrences.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/service/free_busy.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/principals/guest.h"
#include "groupware/principals/store/addressees.h"
#include "groupware/principals/store/resource_store.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace groupware::calendar {
namespace {

/// Addresses of those whose time an object takes, in any of its VEVENTs.
std::set<std::string> attendeesOf(const ical::Component& calendar) {
    std::set<std::string> addresses;
    for (const auto& component : calendar.components()) {
        if (!component.is("VEVENT")) continue;
        for (const auto& person : ical::attendees(component)) {
            if (person.status == "DECLINED" || person.status == "DELEGATED") continue;
            if (auto address = scheduling::mailAddress(person.uri); !address.empty()) addresses.insert(address);
        }
    }
    return addresses;
}

bool isTransparent(const ical::Component& calendar) {
    const auto& components = calendar.components();
    return std::all_of(components.begin(), components.end(), [](const ical::Component& each) {
        if (!each.is("VEVENT")) return true;
        return formats::lines::equal(ical::text(each, "TRANSP").value_or(""), "TRANSPARENT");
    });
}

ObjectOccurrences occurrencesOf(const Writing& writing, const ical::Component& calendar) {
    const auto now = std::chrono::floor<std::chrono::seconds>(writing.edit.now);
    return occurrencesIn(calendar, {.from = now, .to = now + kConflictHorizon}, writing.edit.times,
                         writing.edit.bounds);
}

/// Whom to ask about.
std::vector<CalendarUser> participants(dbpool::ReadSession& session, const Edit& edit, bool everybody,
                                       bool transparent) {
    auto addresses = attendeesOf(*edit.after);
    if (!everybody) {
        for (const auto& known : attendeesOf(*edit.before)) addresses.erase(known);
    }
    std::set<CalendarUser> found;
    const auto& owner = edit.object.owner;
    if (everybody && !transparent && owner.kind == CalendarUser::Kind::User) found.insert(owner);
    for (const auto& [address, addressee] : principals::addressees(session, addresses)) {
        if (addressee.resource) found.insert(CalendarUser::of(*addressee.resource));
        if (addressee.user && !transparent) found.insert(CalendarUser::of(*addressee.user));
    }
    return {found.begin(), found.end()};
}

bool overlaps(const std::vector<ObjectOccurrence>& wanted, const BusyPeriod& busy) {
    // By start; the first that begins when the other has ended is too late, and so are all after it.
    for (const auto& occurrence : wanted) {
        if (occurrence.from >= busy.to) return false;
        if (occurrence.to > busy.from) return true;
    }
    return false;
}

/// Conflicts by event: a meeting that several of the attendees take part in is one.
class Collector {
public:
    explicit Collector(std::size_t most) : most_(most) {}

    void add(const CalendarUser& user, const Event& event) {
        const bool hard = user.kind == CalendarUser::Kind::Resource;
        const Key key = event.anonymous || event.uid.empty()
                            ? Key{"#" + std::to_string(event.id.value), event.recurrenceId}
                            : Key{event.uid, event.recurrenceId};
        const auto known = places_.find(key);
        if (known == places_.end()) {
            if (conflicts_.size() >= most_) return;
            places_.emplace(key, conflicts_.size());
            conflicts_.push_back({.hard = hard, .attendees = {user}, .event = event});
            return;
        }
        auto& conflict = conflicts_[known->second];
        conflict.hard = conflict.hard || hard;
        auto& attendees = conflict.attendees;
        if (std::find(attendees.begin(), attendees.end(), user) == attendees.end()) attendees.push_back(user);
    }

    std::vector<Conflict> finish() { return std::move(conflicts_); }

private:
    using Key = std::pair<std::string, std::string>;

    std::size_t most_;
    std::map<Key, std::size_t> places_;
    std::vector<Conflict> conflicts_;
};

bool isAsked(const Writing& writing, const Edit& edit) {
    return writing.options.checkConflicts && edit.after && !principals::isGuest(writing.caller);
}

/// Resources that may be booked twice. One statement for each that is.
void soften(dbpool::ReadSession& session, std::vector<Conflict>& conflicts) {
    std::map<std::int64_t, bool> strict;
    for (auto& conflict : conflicts) {
        if (!conflict.hard) continue;
        conflict.hard =
            std::any_of(conflict.attendees.begin(), conflict.attendees.end(), [&](const CalendarUser& user) {
                if (user.kind != CalendarUser::Kind::Resource) return false;
                const auto known = strict.find(user.id);
                if (known != strict.end()) return known->second;
                const auto resource = principals::ResourceReader(session).find({user.id});
                return strict.emplace(user.id, !resource || !resource->booking.conflicts).first->second;
            });
    }
}

std::vector<Conflict> conflictsWith(dbpool::ReadSession& session, const Writing& writing, const Edit& edit,
                                    const std::vector<ObjectOccurrence>& wanted,
                                    const std::vector<CalendarUser>& users) {
    if (users.empty() || wanted.empty()) return {};
    FreeBusyQuery query{.users = users, .from = wanted.front().from, .mask = edit.object.id};
    for (const auto& occurrence : wanted) query.to = std::max(query.to, occurrence.to);
    query.to = std::min(query.to, query.from + kConflictHorizon);
    Collector collector(writing.limits.conflicts);
    for (const auto& each : writing.parts.freeBusy.of(session, writing.caller, query)) {
        for (const auto& busy : each.events) {
            if (overlaps(wanted, busy.period)) collector.add(each.user, busy.event);
        }
    }
    auto conflicts = collector.finish();
    soften(session, conflicts);
    // What cannot be ignored first.
    std::stable_sort(conflicts.begin(), conflicts.end(),
                     [](const Conflict& a, const Conflict& b) { return a.hard > b.hard; });
    return conflicts;
}

}  // namespace

std::vector<Conflict> conflictsOf(dbpool::ReadSession& session, const Writing& writing, const Edit& edit) {
    if (!isAsked(writing, edit)) return {};
    const auto wanted = occurrencesOf(writing, *edit.after).list;
    const bool transparent = isTransparent(*edit.after);
    const bool moved = !edit.before || occurrencesOf(writing, *edit.before).list != wanted ||
                       (isTransparent(*edit.before) && !transparent);
    return conflictsWith(session, writing, edit, wanted, participants(session, edit, moved, transparent));
}

std::vector<Conflict> conflictsOfOwner(dbpool::ReadSession& session, const Writing& writing, const Edit& edit) {
    if (!isAsked(writing, edit) || isTransparent(*edit.after)) return {};
    return conflictsWith(session, writing, edit, occurrencesOf(writing, *edit.after).list, {edit.object.owner});
}

}  // namespace groupware::calendar
