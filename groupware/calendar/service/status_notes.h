#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/limits.h"
#include "groupware/calendar/outbox_item.h"
#include "groupware/formats/ical/zones.h"

#include <functional>
#include <span>
#include <utility>

namespace groupware::calendar {

/// Writes into senders' objects that messages to those outside came to nothing: SCHEDULE-STATUS of the recipient. RFC
/// 6638 section 3.2.9. In one transaction; a second time changes nothing. Objects that are gone, or cannot take it,
/// hear of nothing. Schedule-Tag and who changed it stay: nobody else has to know (section 3.2.10).
class StatusNotes {
public:
    /// Everything that this builds on; outlives it.
    struct Parts {
        dbpool::ContextDatabase& database;
        const Clock& clock;
        formats::ical::FindZone find;
        std::function<Limits()> limits;  ///< asked at each use: they may change meanwhile
    };
    explicit StatusNotes(Parts parts) : parts_(std::move(parts)) {}

    /// @param items  given up
    void write(ContextId context, std::span<const OutboxItem> items) const;

private:
    Parts parts_;
};

}  // namespace groupware::calendar
