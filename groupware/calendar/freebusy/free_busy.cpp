#include "groupware/calendar/freebusy/free_busy.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/calendar/availability.h"
#include "groupware/calendar/freebusy/busy_times.h"
#include "groupware/calendar/queries/managed_resources.h"
#include "groupware/calendar/store/busy_reader.h"
#include "groupware/calendar/store/free_busy_store.h"
#include "groupware/folders/folder.h"
#include "groupware/principals/caller_access.h"
#include "groupware/principals/guest.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/missing_principals.h"
#include "groupware/principals/store/user_zones.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace groupware::calendar {
namespace {

using Kind = CalendarUser::Kind;

void requireAllowed(const Caller& caller) {
    const auto& groups = caller.groups;
    if (std::find(groups.begin(), groups.end(), principals::kGuests) != groups.end()) {
        throw Error(ErrorCode::Forbidden, "guests may not see who is busy", "You may not see who is busy.");
    }
    principals::requireModule(caller, principals::Module::Calendar, "You may not use calendars.");
}

void requireRange(const FreeBusyQuery& query, std::chrono::milliseconds longest) {
    if (query.from >= query.to)
        throw Error(ErrorCode::BadRequest, "free/busy range is empty", "The range ends before it starts.");
    if (query.to - query.from > longest)
        throw Error(ErrorCode::BadRequest, "beyond calendar.freeBusyRange", "The range is too long.");
}

[[noreturn]] void refuseLength() {
    throw Error(ErrorCode::TooLarge, "beyond calendar.freeBusyPeriods",
                "There are too many busy times in that range. Ask for a shorter one, or for fewer people.");
}

/// One question, answered from one snapshot.
class Answer {
public:
    struct Parts {
        const Caller& caller;
        const FreeBusyQuery& query;
        const formats::ical::FindZone& find;
        const FreeBusyLimits& limits;
        const folders::FolderAccess& access;
    };
    Answer(dbpool::ReadSession& session, const Parts& parts)
        : session_(session),
          parts_(parts),
          caller_(parts_.caller),
          query_(parts_.query),
          find_(parts_.find),
          limits_(parts_.limits) {}

    std::vector<FreeBusy> make() {
        collectUsers();
        readResources();
        readUsers();
        for (auto& one : answers_) finish(one);
        return std::move(answers_);
    }

private:
    void add(const CalendarUser& user) {
        if (!places_.emplace(user, answers_.size()).second) return;
        answers_.push_back({.user = user});
        if (answers_.size() > limits_.users)
            throw Error(ErrorCode::TooLarge, "beyond calendar.freeBusyUsers", "These are too many people at once.");
        idsOf(user.kind).push_back(user.id);
    }
    std::vector<std::int64_t>& idsOf(Kind kind) { return kind == Kind::Resource ? resources_ : users_; }

    void collectUsers() {
        for (const auto& user : query_.users) {
            if (user.kind == Kind::Folder)
                throw Error(ErrorCode::BadRequest, "a folder is never busy", "Only users and resources are busy.");
            add(user);
        }
        if (query_.groups.empty()) return;
        std::set<UserId> members;
        for (const auto& group : principals::GroupReader(session_).find(query_.groups)) {
            members.insert(group.members.begin(), group.members.end());
        }
        for (const auto member : members) add(CalendarUser::of(member));
    }

    void readUsers() {
        if (users_.empty()) return;
        zones_ = principals::userZones(session_, users_);
        ownTimes_ = FreeBusyReader(session_).ownTimes(users_);
        for (const auto id : users_) {
            auto& one = answers_[places_.at({Kind::User, id})];
            if (!zones_.contains({id})) {
                one.known = FreeBusy::Known::NotFound;
            } else if (!one.user.is(caller_.user) && ownTimes_[{id}].visibility == FreeBusyVisibility::None) {
                one.known = FreeBusy::Known::Hidden;
            }
        }
        readRows(Kind::User, users_);
    }

    void readResources() {
        if (resources_.empty()) return;
        for (const auto id : principals::missingResources(session_, {resources_.begin(), resources_.end()})) {
            answers_[places_.at({Kind::Resource, id})].known = FreeBusy::Known::NotFound;
        }
        readRows(Kind::Resource, resources_);
    }

    void readRows(Kind kind, const std::vector<std::int64_t>& owners) {
        const auto rows = BusyReader(session_).find(kind, owners, query_.from, query_.to, limits_.periods,
                                                    [this](const BusyRow& row) { return mayMatter(row); });
        if (rows.size() > limits_.periods && !query_.relevant) refuseLength();
        const auto& masked = maskedObjects();
        findReadable(kind, rows);
        for (const auto& row : rows) {
            if (masked.contains(row.object)) continue;
            addRow(row, answers_[places_.at(row.owner)]);
        }
    }

    bool mayMatter(const BusyRow& row) const {
        if (!query_.relevant || row.recurrence) return true;
        const std::chrono::days unknown{row.floating ? 1 : 0};
        return query_.relevant(row.owner, {.from = row.start - unknown, .to = row.end + unknown});
    }

    /// Whether it is part of the answer.
    bool counts(const CalendarUser& user, const BusyPeriod& period) {
        if (query_.relevant && !query_.relevant(user, period)) return false;
        const bool full = count_ >= limits_.periods;
        if (full && !query_.relevant) refuseLength();
        if (!full) ++count_;
        return !full;
    }

    /// No statement without a mask.
    const std::set<EventId>& maskedObjects() {
        if (!masked_)
            masked_ = query_.mask.value == 0 ? std::set<EventId>{} : BusyReader(session_).copiesOf(query_.mask);
        return *masked_;
    }

    /// Which of the events the caller may read where they are: his own; those that are not private in folders that he
    /// may read, or of resources for which he answers; and those that he made.
    void findReadable(Kind kind, const std::vector<BusyRow>& rows) {
        const auto foreign = [&](const BusyRow& row) { return !row.owner.is(caller_.user); };
        std::map<FolderId, folders::Rights> rights;
        if (kind == Kind::User && std::any_of(rows.begin(), rows.end(), foreign)) {
            for (const auto& one : parts_.access.readable(session_, caller_, folders::kCalendarModule))
                rights.emplace(one.folder.id, one.rights);
        }
        std::vector<const BusyRow*> others;
        std::vector<std::int64_t> objects;
        std::vector<std::int64_t> managed;
        if (kind == Kind::Resource && !rows.empty()) managed = managedResources(session_, caller_);
        for (const auto& row : rows) {
            const auto found = rights.find(row.folder);
            const bool mayRead = kind == Kind::Resource
                                     ? std::binary_search(managed.begin(), managed.end(), row.owner.id)
                                     : found != rights.end() && found->second.mayRead(false);
            if (!foreign(row) || (mayRead && row.classification == Class::Public)) {
                readable_.insert(row.id);
            } else if (found != rights.end() || kind == Kind::Resource) {
                others.push_back(&row);
                objects.push_back(row.object.value);
            }
        }
        if (others.empty()) return;
        const auto created = BusyReader(session_).createdBy(caller_.user, objects);
        for (const auto* row : others) {
            if (created.contains(row->object)) readable_.insert(row->id);
        }
    }

    void addRow(const BusyRow& row, FreeBusy& into) {
        const bool readable = readable_.contains(row.id);
        if (into.known == FreeBusy::Known::NotFound || (into.known == FreeBusy::Known::Hidden && !readable)) return;
        for (const auto& period : busyTimesOf(row, query_.from, query_.to, timesOf(into.user), limits_.bounds)) {
            if (!counts(into.user, period)) continue;
            into.events.push_back({.period = period,
                                   .event = eventOf(row, period, readable),
                                   .uid = row.uid,
                                   .recurrenceId = row.recurrenceId});
        }
    }

    static Event eventOf(const BusyRow& row, const BusyPeriod& period, bool readable) {
        Event event{.id = row.id,
                    .object = row.object,
                    .folder = row.folder,
                    .owner = row.owner,
                    .recurs = row.recurrence.has_value(),
                    .exception = !row.recurrenceId.empty(),
                    .start = period.from,
                    .end = period.to,
                    .wholeDays = row.wholeDays,
                    .floating = row.floating,
                    .zone = row.zone,
                    .busy = period.busy,
                    .classification = row.classification,
                    .anonymous = !readable};
        if (!readable) return event;
        event.recurrenceId = row.recurrenceId;
        event.status = row.status;
        event.partStat = row.partStat;
        event.summary = row.summary;
        event.location = row.location;
        event.color = row.color;
        return event;
    }

    TimeContext timesOf(const CalendarUser& user) const {
        const auto zone = zones_.find({user.id});
        const bool known = user.kind == Kind::User && zone != zones_.end();
        return {.find = find_, .zone = known ? zone->second : caller_.timeZone};
    }

    /// One user's text must not spoil the answer about all others.
    std::vector<BusyPeriod> unavailable(const std::string& text, const CalendarUser& user) const {
        try {
            const auto availability = parseAvailability(text, text.size() + 1);
            return unavailableTimes(availability, query_.from, query_.to, timesOf(user), limits_.bounds);
        } catch (const Error& error) {
            log::warning("calendar.availability", {{"user", user.id}, {"what", error.what()}});
            return {};
        }
    }

    void addAvailability(FreeBusy& into) {
        if (into.user.kind != Kind::User || into.known != FreeBusy::Known::Yes) return;
        const auto own = ownTimes_.find({into.user.id});
        if (own == ownTimes_.end() || own->second.availability.empty()) return;
        for (const auto& period : unavailable(own->second.availability, into.user)) {
            if (!counts(into.user, period)) continue;
            into.events.push_back({.period = period,
                                   .event = {.owner = into.user,
                                             .start = period.from,
                                             .end = period.to,
                                             .busy = period.busy,
                                             .anonymous = true}});
        }
    }

    void finish(FreeBusy& one) {
        addAvailability(one);
        std::stable_sort(one.events.begin(), one.events.end(),
                         [](const auto& a, const auto& b) { return a.period.from < b.period.from; });
        std::vector<BusyPeriod> periods;
        periods.reserve(one.events.size());
        for (const auto& event : one.events) periods.push_back(event.period);
        one.periods = clipped(merged(std::move(periods)), query_.from, query_.to);
    }

    dbpool::ReadSession& session_;
    const Parts parts_;
    const Caller& caller_;
    const FreeBusyQuery& query_;
    const formats::ical::FindZone& find_;
    const FreeBusyLimits& limits_;

    std::vector<FreeBusy> answers_;
    std::map<CalendarUser, std::size_t> places_;  ///< in answers_
    std::vector<std::int64_t> users_;
    std::vector<std::int64_t> resources_;
    std::map<UserId, std::string> zones_;
    std::map<UserId, OwnTime> ownTimes_;
    std::optional<std::set<EventId>> masked_;
    std::set<EventId> readable_;  ///< rows: one instance of a series may be private
    std::size_t count_ = 0;       ///< of periods
};

}  // namespace

std::vector<FreeBusy> FreeBusyService::of(const Caller& caller, const FreeBusyQuery& query) const {
    return database_.read(caller.context, caller.freshness,
                          [&](dbpool::ReadSession& session) { return of(session, caller, query); });
}

std::vector<FreeBusy> FreeBusyService::of(dbpool::ReadSession& session, const Caller& caller,
                                          const FreeBusyQuery& query) const {
    const auto limits = limits_();
    requireAllowed(caller);
    requireRange(query, limits.range);
    return Answer(session, {.caller = caller, .query = query, .find = find_, .limits = limits, .access = access_})
        .make();
}

}  // namespace groupware::calendar
