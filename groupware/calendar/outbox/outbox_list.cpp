#include "groupware/calendar/outbox/outbox_list.h"

#include "groupware/base/error.h"
#include "groupware/calendar/store/outbox_store.h"

#include <string>

namespace groupware::calendar {
namespace {

void requireFound(bool found, std::int64_t mail) {
    if (found) return;
    const auto text = "There is no mail " + std::to_string(mail) + " in the outbox";
    throw Error(ErrorCode::NotFound, text, text);
}

}  // namespace

std::vector<OutboxItem> OutboxList::list(ContextId context) const {
    std::vector<OutboxItem> items;
    database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) { items = OutboxQueue(tx).list(); });
    return items;
}

void OutboxList::retry(ContextId context, std::int64_t mail) const {
    bool found = false;
    database_.writeUnsynced(
        context, [&](dbpool::UnsyncedTransaction& tx) { found = OutboxQueue(tx).retryNow(mail, clock_.now()); });
    requireFound(found, mail);
}

void OutboxList::drop(ContextId context, std::int64_t mail) const {
    bool found = false;
    database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) { found = OutboxQueue(tx).drop(mail); });
    requireFound(found, mail);
}

}  // namespace groupware::calendar
