#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/outbox_item.h"

#include <cstdint>
#include <vector>

namespace groupware::calendar {

/// The outbox of a context as its operator sees it. Safe to call from any thread.
class OutboxList {
public:
    /// Both outlive this object.
    OutboxList(dbpool::ContextDatabase& database, const Clock& clock) : database_(database), clock_(clock) {}

    /// Everything but the texts, oldest first; what was given up stays for `calendar.mailKeep`.
    [[nodiscard]] std::vector<OutboxItem> list(ContextId context) const;
    /// It is due at once, and has all of `calendar.mailGiveUp` if it was given up. A node takes it up within
    /// `calendar.mailPoll`.
    /// @throws Error NotFound
    void retry(ContextId context, std::int64_t mail) const;
    /// It is not sent any more, unless that happens just now. Its sender does not hear of it.
    /// @throws Error NotFound
    void drop(ContextId context, std::int64_t mail) const;

private:
    dbpool::ContextDatabase& database_;
    const Clock& clock_;
};

}  // namespace groupware::calendar
