#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::calendar {
namespace {

/// Objects that one transaction changes at most: each may be a meeting with copies of many.
constexpr std::size_t kBatchLength = 50;
/// And the copies that it may change.
constexpr std::size_t kMostCopies = dbpool::WriteTransaction::kMaxChangesPerTransaction / 4;

std::size_t attendeesIn(const ical::Component& calendar) {
    std::size_t most = 0;
    for (const auto& component : calendar.components()) {
        if (component.is("VEVENT")) most = std::max(most, ical::attendees(component).size());
    }
    return most;
}

/// A series without the named instance and those after it.
/// @return false if nothing is left
bool cutFuture(const Writing& writing, ical::Component& calendar, const ical::TimeValue& id) {
    const auto related = eventFields(calendar, writing.edit.times).relatedTo;
    auto parts = split(calendar, id, newUid(), writing.edit);
    if (!parts) return false;
    auto fields = eventFields(parts->past, writing.edit.times);
    fields.relatedTo = related;  // what follows does not exist
    changeEvent(parts->past, fields, writing.edit);
    calendar = std::move(parts->past);
    return true;
}

/// What several references of one call take away of one object.
struct Taken {
    Edit edit;
    std::map<std::size_t, std::string> ids{};  ///< recurrence ids of single instances, by reference
};

/// One transaction's worth of a list of events.
class Batch {
public:
    Batch(dbpool::WriteTransaction& tx, const Writing& writing, std::vector<RefusedEvent>& refused)
        : tx_(tx), writing_(writing), refused_(refused) {}

    /// @return how many of `events` were looked at
    std::size_t choose(std::span<const EventRef> events) {
        std::size_t copies = 0;
        for (std::size_t index = 0; index < events.size(); ++index) {
            try {
                const auto found = findRemovable(tx_, writing_.parts.access, writing_.caller, events[index]);
                copies += attendeesIn(found.calendar) + 2;
                if (index > 0 && copies > kMostCopies) return index;
                take(found, index);
            } catch (const Error& error) {
                if (error.code() == ErrorCode::Unavailable || error.code() == ErrorCode::Internal) throw;
                refused_.push_back({.event = events[index], .error = error});
            }
        }
        return events.size();
    }

    std::vector<Effects> finish() {
        std::vector<Effects> all;
        for (auto& [object, taken] : taken_) {
            auto effects = effectsOf(writing_, taken.edit, store(tx_, writing_, taken.edit));
            if (taken.edit.after) {
                for (const auto& [ref, id] : taken.ids) {
                    auto& removed = effects.removed;
                    if (std::find(removed.begin(), removed.end(), id) == removed.end()) removed.push_back(id);
                }
            }
            all.push_back(std::move(effects));
        }
        return all;
    }

private:
    void take(const AccessibleObject& found, std::size_t index) {
        requireRemovable(writing_.caller, found);
        requireUnchanged(found.object, writing_.options.lastSeen);
        if (found.object.role != Role::None) requireNoGuest(writing_.caller);
        auto known = taken_.find(found.object.id);
        Taken taken = known == taken_.end() ? Taken{.edit = editOf(found)} : known->second;
        if (taken.edit.after) takeFrom(found, index, taken);
        taken_.insert_or_assign(found.object.id, std::move(taken));
    }

    void takeFrom(const AccessibleObject& found, std::size_t index, Taken& taken) const {
        if (found.recurrenceId.empty()) {
            taken.edit.after.reset();
            return;
        }
        auto& calendar = *taken.edit.after;
        const auto id = recurrenceIdOf(calendar, found.recurrenceId, writing_.edit);
        bool left = false;
        if (writing_.options.scope == Scope::ThisAndFuture) {
            if (found.object.role == Role::Attendee)
                throw Error(ErrorCode::Forbidden, "attendee divides a series",
                            "Only the organizer can divide a series.");
            left = cutFuture(writing_, calendar, id);
        } else {
            deleteInstance(calendar, id, writing_.edit);
            left = happens(calendar, writing_.edit);
            taken.ids.emplace(index, ical::write(id));
        }
        if (!left) taken.edit.after.reset();
    }

    dbpool::WriteTransaction& tx_;
    const Writing& writing_;
    std::vector<RefusedEvent>& refused_;
    std::map<EventId, Taken> taken_;
};

void requireListLength(std::size_t length, std::size_t most) {
    if (length <= most) return;
    throw Error(ErrorCode::TooLarge, "list of more than " + std::to_string(most) + " events",
                "More than " + std::to_string(most) + " events at once.");
}

}  // namespace

Removal CalendarService::remove(const Caller& caller, std::span<const EventRef> events,
                                const WriteOptions& options) const {
    const Writing writing(parts_, caller, options);
    requireListLength(events.size(), writing.limits.listLength);
    Removal removal;
    removal.committed.context = caller.context;
    while (!events.empty()) {
        const auto piece = events.first(std::min(events.size(), kBatchLength));
        std::vector<RefusedEvent> refused;
        std::vector<Effects> effects;
        std::size_t done = 0;
        removal.committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            refused.clear();
            Batch batch(tx, writing, refused);
            done = batch.choose(piece);
            effects = batch.finish();
        });
        for (auto& result : resultsOf(writing, effects, removal.committed))
            removal.results.push_back(std::move(result));
        removal.refused.insert(removal.refused.end(), refused.begin(), refused.end());
        events = events.subspan(done);
    }
    return removal;
}

}  // namespace groupware::calendar
