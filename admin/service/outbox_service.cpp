#include "admin/service/outbox_service.h"

#include "admin/service/context_gate.h"

namespace admin {

std::vector<groupware::calendar::OutboxItem> OutboxService::list(groupware::ContextId context) const {
    requireContext(cluster_, context);
    return outbox_.list(context);
}

void OutboxService::retry(groupware::ContextId context, std::int64_t mail) const {
    requireContext(cluster_, context);
    outbox_.retry(context, mail);
}

void OutboxService::drop(groupware::ContextId context, std::int64_t mail) const {
    requireContext(cluster_, context);
    outbox_.drop(context, mail);
}

}  // namespace admin
