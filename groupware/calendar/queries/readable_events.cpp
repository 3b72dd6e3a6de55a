#include "groupware/calendar/queries/readable_events.h"

#include "groupware/base/error.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/calendar/stored_text.h"
#include "groupware/formats/ical/time_value.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

namespace groupware::calendar {
namespace {

using folders::Permission;

bool isIn(const StoredEvent& event, FolderId folder) {
    return event.object.folder != FolderId{} && (folder == FolderId{} || event.object.folder == folder);
}

/// Rows of the index that references name, in at most two statements.
class NamedRows {
public:
    NamedRows(dbpool::ReadSession& session, std::span<const EventRef> refs) {
        std::set<std::int64_t> events;
        std::set<std::int64_t> objects;
        for (const auto& ref : refs) (ref.recurrenceId.empty() ? events : objects).insert(ref.id.value);
        const std::vector<std::int64_t> eventIds(events.begin(), events.end());
        for (auto& row : EventReader(session).findAll(eventIds)) byId_.emplace(row.id, std::move(row));
        const std::vector<std::int64_t> objectIds(objects.begin(), objects.end());
        for (auto& row : EventReader(session).ofObjects(objectIds)) byObject_[row.object.id].push_back(std::move(row));
    }

    [[nodiscard]] const StoredEvent* event(EventId id) const {
        const auto found = byId_.find(id);
        return found == byId_.end() ? nullptr : &found->second;
    }
    /// All of an object; empty if there is none.
    [[nodiscard]] std::span<const StoredEvent> object(EventId id) const {
        const auto found = byObject_.find(id);
        return found == byObject_.end() ? std::span<const StoredEvent>() : std::span(found->second);
    }

private:
    std::map<EventId, StoredEvent> byId_;
    std::map<EventId, std::vector<StoredEvent>> byObject_;
};

const StoredEvent* instanceIn(std::span<const StoredEvent> rows, const std::string& recurrenceId) {
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const StoredEvent& row) { return row.event.recurrenceId == recurrenceId; });
    return found == rows.end() ? nullptr : &*found;
}

/// A recurrence id as the index has it.
std::string indexedId(const StoredEvent* series, const std::string& recurrenceId, const EventView& view) {
    const auto text = series == nullptr ? std::string() : series->event.recurrence.value_or("");
    const auto times = text.empty() ? formats::ical::Component("VCALENDAR") : parseStored(text);
    return formats::ical::write(
        recurrenceIdOf(times, recurrenceId, EditContext{.times = view.times(), .bounds = view.bounds()}));
}

/// An instance of a series, changed or not.
std::optional<Event> instanceOf(std::span<const StoredEvent> rows, const EventRef& ref, EventSights& sights,
                                const EventView& view) {
    const auto* series = instanceIn(rows, "");
    if (const auto* changed = instanceIn(rows, indexedId(series, ref.recurrenceId, view))) {
        const auto sight = sights.of(*changed);
        return sight == Sight::Nothing ? std::nullopt : std::optional(view.whole(*changed, sight));
    }
    if (series == nullptr || !series->event.recurrence) return std::nullopt;
    const auto sight = sights.of(*series);
    if (sight == Sight::Nothing) return std::nullopt;
    try {
        return view.instance(*series, sight, ref.recurrenceId);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound) throw;
        return std::nullopt;  // deleted, or never was
    }
}

}  // namespace

void throwUnreadable(EventId event) {
    throw Error(ErrorCode::NotFound, "no event " + std::to_string(event.value), "This event does not exist.");
}

folders::AccessibleFolder requireReadableFolder(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                                const Caller& caller, FolderId folder) {
    return access.require(session, caller, folder, Permission::ReadOwn, folders::kCalendarModule);
}

Sight EventSights::of(const StoredEvent& event) {
    const auto folder = event.object.folder;
    auto known = known_.find(folder);
    if (known == known_.end()) {
        folders::Rights rights;
        try {
            rights = access_.require(session_, caller_, folder, Permission::SeeFolder, folders::kCalendarModule).rights;
        } catch (const Error& failure) {
            if (failure.code() != ErrorCode::NotFound && failure.code() != ErrorCode::Forbidden) throw;
        }
        known = known_.emplace(folder, rights).first;
    }
    return sightOf(caller_, event.object, event.event.classification, known->second);
}

std::vector<Event> readableEvents(dbpool::ReadSession& session, EventSights& sights, const EventView& view,
                                  std::span<const EventRef> wanted) {
    const NamedRows rows(session, wanted);
    std::vector<Event> events;
    for (const auto& ref : wanted) {
        if (!ref.recurrenceId.empty()) {
            const auto object = rows.object(ref.id);
            if (object.empty() || !isIn(object.front(), ref.folder)) continue;
            if (auto event = instanceOf(object, ref, sights, view)) events.push_back(std::move(*event));
            continue;
        }
        const auto* row = rows.event(ref.id);
        if (row == nullptr || !isIn(*row, ref.folder)) continue;
        const auto sight = sights.of(*row);
        if (sight != Sight::Nothing) events.push_back(view.whole(*row, sight));
    }
    return events;
}

}  // namespace groupware::calendar
