#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/event_details.h"
#include "groupware/calendar/queries/readable_events.h"
#include "groupware/sync/change.h"
#include "groupware/sync/tombstones.h"

#include <cstddef>
#include <limits>
#include <set>

namespace groupware::calendar {
namespace {

/// A client that synchronises has to see every change, however long.
constexpr auto kNoBound = std::numeric_limits<std::size_t>::max();

/// What changed, one row after the other.
class ChangeList {
public:
    ChangeList(const EventView& view, const std::optional<TimeRange>& range, Seq since, bool expanded)
        : view_(view), range_(range), since_(since), expanded_(expanded) {}

    void add(const StoredEvent& row, Sight sight, EventChanges& changes) {
        present_.insert(row.id);
        if (!range_) {
            changes.changed.push_back(view_.whole(row, sight));
            return;
        }
        const auto before = changes.changed.size();
        view_.addInRange(row, sight, *range_, expanded_, changes.changed);
        const bool isKnown = row.object.createdSeq <= since_;
        if (changes.changed.size() == before && isKnown) changes.removed.push_back(row.id);  // it may have been there
    }

    /// What left the folder and came back has both a row and an older tombstone: it is there.
    void addGone(const std::vector<sync::Tombstone>& tombstones, EventChanges& changes) {
        for (const auto& each : tombstones) {
            if (present_.insert({each.object}).second) changes.removed.push_back({each.object});
        }
    }

private:
    const EventView& view_;
    const std::optional<TimeRange>& range_;
    Seq since_;
    bool expanded_;
    std::set<EventId> present_;
};

}  // namespace

EventChanges CalendarQueries::updates(const Caller& caller, FolderId folder, Seq since,
                                      const std::optional<TimeRange>& range, Details details) const {
    const EventView view(caller, find_, limits());
    if (range) (void)EventView::widened(*range);  // it is one
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        sync::requireTombstones(session, since);
        EventChanges changes{.timestamp = session.seq()};
        ChangeList list(view, range, since, details.expanded);
        for (const auto& row : EventReader(session).changedSince(folder, since)) {
            const auto sight = sightOf(caller, row.object, row.event.classification, place.rights);
            if (sight != Sight::Nothing) list.add(row, sight, changes);
        }
        list.addGone(sync::tombstonesSince(session, sync::Kind::Event, folder, since), changes);
        addDetails(session, caller, view, kNoBound, details, changes.changed);
        return changes;
    });
}

}  // namespace groupware::calendar
