#include "groupware/calendar/service/conflicts.h"

#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/calendar/occurrences.h"
#include "groupware/calendar/queries/local_addressees.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/principals/guest.h"
#include "groupware/principals/store/resource_store.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
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

/// When an event takes place.
class Wanted {
public:
    Wanted() = default;
    /// @param occurrences  by start
    explicit Wanted(const std::vector<ObjectOccurrence>& occurrences) {
        for (const auto& one : occurrences) {
            if (!times_.empty() && one.from < times_.back().to) {
                times_.back().to = std::max(times_.back().to, one.to);
            } else {
                times_.push_back({.from = one.from, .to = one.to});
            }
        }
    }
    [[nodiscard]] bool empty() const noexcept { return times_.empty(); }
    [[nodiscard]] Instant from() const { return times_.front().from; }
    [[nodiscard]] Instant to() const { return times_.back().to; }
    [[nodiscard]] bool overlaps(const BusyPeriod& busy) const {
        const auto next = std::partition_point(times_.begin(), times_.end(),
                                               [&](const BusyPeriod& one) { return one.to <= busy.from; });
        return next != times_.end() && next->from < busy.to;
    }

private:
    std::vector<BusyPeriod> times_;  // by start, disjoint
};

/// Whom to ask about what: who took part before, about what is new; all others, about everything.
struct Question {
    Wanted all{};
    Wanted changed{};
    std::set<CalendarUser> others{};
    std::set<CalendarUser> known{};

    [[nodiscard]] bool overlaps(const CalendarUser& user, const BusyPeriod& busy) const {
        return (known.contains(user) ? changed : all).overlaps(busy);
    }
};

/// Those of `after` at times that `before` did not have.
std::vector<ObjectOccurrence> addedTo(const std::vector<ObjectOccurrence>& before,
                                      std::vector<ObjectOccurrence> after) {
    std::set<std::pair<Instant, Instant>> times;
    for (const auto& one : before) times.emplace(one.from, one.to);
    std::erase_if(after, [&](const ObjectOccurrence& one) { return times.contains({one.from, one.to}); });
    return after;
}

/// Fills in whom to ask.
void addParticipants(dbpool::ReadSession& session, const Edit& edit, bool transparent, Question& question) {
    auto addresses = attendeesOf(*edit.after);
    const auto before = edit.before ? attendeesOf(*edit.before) : std::set<std::string>();
    if (question.changed.empty()) {
        for (const auto& known : before) addresses.erase(known);
    } else if (!transparent && edit.object.owner.kind == CalendarUser::Kind::User) {
        question.known.insert(edit.object.owner);
    }
    for (const auto& [address, addressee] : localAddressees(session, addresses)) {
        auto& users = before.contains(address) ? question.known : question.others;
        if (addressee.resource) users.insert(CalendarUser::of(*addressee.resource));
        if (addressee.user && !transparent) users.insert(CalendarUser::of(*addressee.user));
    }
}

/// Conflicts by event: a meeting that several of the attendees take part in is one.
class Collector {
public:
    void add(const CalendarUser& user, const BusyEvent& busy) {
        const bool hard = user.kind == CalendarUser::Kind::Resource;
        const auto [known, isNew] = places_.try_emplace({busy.uid, busy.recurrenceId}, conflicts_.size());
        if (isNew) conflicts_.push_back({.event = busy.event});
        auto& conflict = conflicts_[known->second];
        conflict.hard = conflict.hard || hard;
        if (conflict.event.anonymous && !busy.event.anonymous) conflict.event = busy.event;
        auto& attendees = conflict.attendees;
        if (std::find(attendees.begin(), attendees.end(), user) == attendees.end()) attendees.push_back(user);
    }

    std::vector<Conflict> finish() { return std::move(conflicts_); }

private:
    std::map<std::pair<std::string, std::string>, std::size_t> places_;
    std::vector<Conflict> conflicts_;
};

bool isAsked(const Writing& writing, const Edit& edit) {
    return writing.options.checkConflicts && edit.after && !principals::isGuest(writing.caller);
}

/// Resources that may be booked twice are no hard conflicts.
void soften(dbpool::ReadSession& session, std::vector<Conflict>& conflicts) {
    std::set<std::int64_t> taken;
    for (const auto& conflict : conflicts) {
        for (const auto& user : conflict.attendees) {
            if (user.kind == CalendarUser::Kind::Resource) taken.insert(user.id);
        }
    }
    if (taken.empty()) return;
    const std::vector<std::int64_t> ids(taken.begin(), taken.end());
    const auto resources = principals::ResourceReader(session).find(ids);
    const auto isStrict = [&](const CalendarUser& user) {
        if (user.kind != CalendarUser::Kind::Resource) return false;
        const auto resource = resources.find({user.id});
        return resource == resources.end() || !resource->second.booking.conflicts;
    };
    for (auto& conflict : conflicts)
        conflict.hard = std::any_of(conflict.attendees.begin(), conflict.attendees.end(), isStrict);
}

/// Of what is to be known, the times that are looked at.
FreeBusyQuery queryOf(const Writing& writing, const Edit& edit, const Question& question) {
    FreeBusyQuery query{.mask = edit.object.id, .relevant = [&](const CalendarUser& user, const BusyPeriod& busy) {
                            return question.overlaps(user, busy);
                        }};
    std::set_union(question.known.begin(), question.known.end(), question.others.begin(), question.others.end(),
                   std::back_inserter(query.users));
    const auto& wanted = question.others.empty() ? question.changed : question.all;
    if (query.users.empty() || wanted.empty()) return {};
    const auto ahead = std::min<std::chrono::milliseconds>(kConflictHorizon, writing.parts.freeBusy.limits().range);
    query.from = wanted.from();
    query.to = std::min(std::max(wanted.to(), query.from + std::chrono::milliseconds(1)), query.from + ahead);
    return query;
}

std::vector<Conflict> conflictsWith(dbpool::ReadSession& session, const Writing& writing, const Edit& edit,
                                    const Question& question) {
    const auto query = queryOf(writing, edit, question);
    if (query.users.empty()) return {};
    Collector collector;
    for (const auto& each : writing.parts.freeBusy.of(session, writing.caller, query)) {
        for (const auto& busy : each.events) collector.add(each.user, busy);
    }
    auto conflicts = collector.finish();
    soften(session, conflicts);
    // What cannot be ignored first.
    std::stable_sort(conflicts.begin(), conflicts.end(),
                     [](const Conflict& a, const Conflict& b) { return a.hard > b.hard; });
    if (conflicts.size() > writing.limits.conflicts) conflicts.resize(writing.limits.conflicts);
    return conflicts;
}

}  // namespace

std::vector<Conflict> conflictsOf(dbpool::ReadSession& session, const Writing& writing, const Edit& edit) {
    if (!isAsked(writing, edit)) return {};
    const auto wanted = occurrencesOf(writing, *edit.after).list;
    const bool transparent = isTransparent(*edit.after);
    Question question{.all = Wanted(wanted), .changed = Wanted(wanted)};
    if (edit.before && (transparent || !isTransparent(*edit.before)))
        question.changed = Wanted(addedTo(occurrencesOf(writing, *edit.before).list, wanted));
    addParticipants(session, edit, transparent, question);
    return conflictsWith(session, writing, edit, question);
}

std::vector<Conflict> conflictsOfOwner(dbpool::ReadSession& session, const Writing& writing, const Edit& edit) {
    if (!isAsked(writing, edit) || isTransparent(*edit.after)) return {};
    const Wanted wanted(occurrencesOf(writing, *edit.after).list);
    return conflictsWith(session, writing, edit, {.all = wanted, .changed = wanted, .known = {edit.object.owner}});
}

}  // namespace groupware::calendar
