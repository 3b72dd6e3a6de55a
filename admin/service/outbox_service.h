#pragma once

#include "admin/service/cluster.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/outbox/outbox_list.h"
#include "groupware/calendar/outbox_item.h"

#include <cstdint>
#include <vector>

namespace admin {

/// The mails about events that wait in contexts, or were given up. Safe to call from any thread. Every function throws
/// AdminError NoSuchContext, InvalidData for a mail that is not there, or what ContextDatabase throws.
class OutboxService {
public:
    /// Both must outlive this object.
    OutboxService(const Cluster& cluster, const groupware::Clock& clock)
        : cluster_(cluster), outbox_(cluster.contexts, clock) {}

    [[nodiscard]] std::vector<groupware::calendar::OutboxItem> list(groupware::ContextId context) const;
    void retry(groupware::ContextId context, std::int64_t mail) const;
    void drop(groupware::ContextId context, std::int64_t mail) const;

private:
    const Cluster& cluster_;
    groupware::calendar::OutboxList outbox_;
};

}  // namespace admin
