#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/index.h"

#include <cstdint>
#include <span>

namespace groupware::calendar {

/// An object to be stored, and what its text says.
struct IndexedWrite {
    CalendarObject* object;      ///< gets its id, if it is new, and seq; never null
    const IndexedObject* index;  ///< of its text; never null
};

/// Writes calendar objects of the transaction's context with their index, and stamps them with its seq. Permissions,
/// quota, folders, tombstones and change records are the service's business.
class ObjectWriter {
public:
    explicit ObjectWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// Adds new objects and changes others. The number of statements grows with the octets only, not with the number of
    /// objects. Instances keep the event ids that they have.
    /// @throws Error Conflict if the owner has the UID already or the folder the name
    void store(std::span<const IndexedWrite> objects);

    /// Objects, index rows and what users have of their own of them.
    void remove(std::span<const std::int64_t> objects);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::calendar
