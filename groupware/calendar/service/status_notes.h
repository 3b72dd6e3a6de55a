#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/outbox_item.h"
#include "groupware/calendar/service/scheduling.h"

#include <span>

namespace groupware::calendar {

/// Writes into senders' objects that messages to those outside came to nothing: SCHEDULE-STATUS of the recipient. RFC
/// 6638 section 3.2.9. In one transaction; a second time changes nothing. Objects that are gone hear of nothing.
class StatusNotes {
public:
    /// Both outlive this object.
    StatusNotes(dbpool::ContextDatabase& database, const Scheduling& scheduling)
        : database_(database), scheduling_(scheduling) {}

    /// @param items  given up
    void write(ContextId context, std::span<const OutboxItem> items) const;

private:
    dbpool::ContextDatabase& database_;
    const Scheduling& scheduling_;
};

}  // namespace groupware::calendar
