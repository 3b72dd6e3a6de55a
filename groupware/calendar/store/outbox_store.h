#pragma once

#include "dbpool/routing/json_list.h"
#include "dbpool/routing/unsynced_transaction.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/outbox_item.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar {

/// Adds messages in the transaction of the change that they tell about.
class OutboxWriter {
public:
    explicit OutboxWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// Collects it. Those collected go in one statement, or in several of about a mebibyte each. `id` is set by the
    /// caller.
    void add(const OutboxItem& item);
    /// Writes what is still collected.
    void finish();
    /// Removes messages that still wait and are outdated by `items`: of the same topic, and the same scope unless the
    /// newer one has all of the event (no reply has). One that is being sent just now may still go out, once. In one
    /// statement.
    void supersede(std::span<const OutboxItem> items);

private:
    dbpool::WriteTransaction& transaction_;
    dbpool::JsonList rows_;
    std::size_t octets_ = 0;  ///< of the texts in rows_
};

/// What a node takes to send, and what came of it. On the master.
class OutboxQueue {
public:
    explicit OutboxQueue(dbpool::UnsyncedTransaction& transaction) : transaction_(transaction) {}

    /// Who holds messages, for how long. Nobody else gets them meanwhile; afterwards anybody may.
    struct Lease {
        std::int64_t token = 0;  ///< random, not 0
        Instant until{};
    };

    /// Messages that are due, oldest first, at most `limit`: a few. A statement each, and one to find them.
    [[nodiscard]] std::vector<OutboxItem> claim(Instant now, const Lease& lease, int limit);
    // Each does nothing if the message was superseded, dropped, or the lease ran out and somebody else has it.
    void sent(std::int64_t id, std::int64_t token);
    void retry(std::int64_t id, std::int64_t token, Instant nextAttempt, std::string_view error);
    void giveUp(std::int64_t id, std::int64_t token, std::string_view status, std::string_view error);
    /// They stay due: for a node that ends.
    void release(std::int64_t token);

    /// When the next message becomes due, or its lease ends; long ago if a sender has to be told.
    [[nodiscard]] std::optional<Instant> nextDue();
    /// Given up and not told yet, at most `limit`: with ids, object, recipient, sender, method and status.
    [[nodiscard]] std::vector<OutboxItem> untold(int limit);
    /// The sender's object says what became of it, as far as there is one.
    void setTold(std::int64_t id);
    /// Those told, before `since`. @return how many
    std::int64_t removeBefore(Instant since, std::int64_t limit);

    /// Everything but the texts, oldest first.
    [[nodiscard]] std::vector<OutboxItem> list();
    /// Due at once, also what was given up; a lease goes on. @return whether it is there
    bool retryNow(std::int64_t id, Instant now);
    bool drop(std::int64_t id);

private:
    dbpool::UnsyncedTransaction& transaction_;
};

}  // namespace groupware::calendar
