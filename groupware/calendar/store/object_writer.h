#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/index.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace groupware::calendar {

/// An object to be stored, and what its text says.
struct IndexedWrite {
    CalendarObject* object;      ///< gets its id, if it is new, and seq; never null
    const IndexedObject* index;  ///< of its text; never null
};

/// Ids of the rows of the index, by recurrence id, for each object.
using EventIds = std::map<EventId, std::map<std::string, EventId>>;

/// An event that is no more although its object is: a changed instance.
struct GoneEvent {
    FolderId folder{};
    EventId event{};
};

/// Writes calendar objects of the transaction's context with their index, and stamps them with its seq. Permissions,
/// quota, folders, tombstones and change records are the service's business (object_writing.h).
class ObjectWriter {
public:
    explicit ObjectWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// Adds new objects and changes others. The number of statements grows with the octets only, not with the number of
    /// objects. Instances keep the event ids that they have.
    /// @return events of these objects that are not there any more
    /// @throws Error Conflict if the owner has the UID already or the folder the name
    std::vector<GoneEvent> store(std::span<const IndexedWrite> objects);
    /// New objects under the ids that they bring along; those of their changed instances too.
    /// @param ids  of the events of the objects, and of no others; those without get new ones
    /// @throws Error Conflict also for an id that is taken
    void restore(std::span<const IndexedWrite> objects, const EventIds& ids);

    /// Gives the rows of these objects what an index of a newer version says besides times: no change of the objects.
    /// @param ids  of their events; those without are left out
    void derive(std::span<const IndexedWrite> objects, const EventIds& ids);

    /// Number and time of the newest, and last editor, as `like` says; seq, too.
    void setAttachments(std::span<const std::int64_t> objects, const CalendarObject& like);
    /// Stamps objects that changed in what is not their text.
    void touch(std::span<const std::int64_t> objects);
    /// `heir` becomes creator and last editor where `user` was.
    void bequeath(std::span<const std::int64_t> objects, UserId user, UserId heir);

    /// Objects, index rows and what users have of their own of them.
    void remove(std::span<const std::int64_t> objects);

private:
    void insert(std::span<const IndexedWrite> objects);
    void storeEvents(const dbpool::WriteStatement& statement, std::span<const IndexedWrite> objects, EventIds ids);

    dbpool::WriteTransaction& transaction_;
};

/// Of all events of these objects. One statement for 512 of them.
[[nodiscard]] EventIds eventIdsOf(dbpool::ReadSession& session, std::span<const std::int64_t> objects);

}  // namespace groupware::calendar
