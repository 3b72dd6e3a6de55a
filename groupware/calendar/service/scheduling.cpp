#include "groupware/calendar/service/scheduling.h"

#include "groupware/base/error.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/service/scheduling_run.h"
#include "groupware/principals/store/user_store.h"

namespace groupware::calendar {

EditedObject Scheduling::store(dbpool::WriteTransaction& tx, const Caller& caller, const ObjectEdit& edit) const {
    return SchedulingRun(tx, parts_, {.user = caller.user, .timeZone = caller.timeZone, .locale = caller.locale})
        .store(edit);
}

std::size_t Scheduling::removeAll(dbpool::WriteTransaction& tx, const Caller& caller,
                                  std::span<const CalendarObject> objects, const std::set<EventId>& silently) const {
    return SchedulingRun(tx, parts_, {.user = caller.user, .timeZone = caller.timeZone, .locale = caller.locale})
        .removeAll(objects, silently);
}

std::size_t Scheduling::filesChanged(dbpool::WriteTransaction& tx, const Caller& caller,
                                     const CalendarObject& object) const {
    if (object.role != Role::Organizer) return 0;
    return SchedulingRun(tx, parts_, {.user = caller.user, .timeZone = caller.timeZone, .locale = caller.locale})
        .filesChanged(object);
}

Scheduling::Delivery Scheduling::deliver(dbpool::WriteTransaction& tx, UserId recipient,
                                         const scheduling::Message& message, Trust trust) const {
    const auto user = principals::UserReader(tx).find(recipient);
    if (!user) throw Error(ErrorCode::NotFound, "no user " + std::to_string(recipient.value));
    return SchedulingRun(tx, parts_, {.user = recipient, .timeZone = user->timeZone, .locale = user->language})
        .deliver(message, user->email, trust);
}

void Scheduling::committed(ContextId context) const {
    parts_.outbox.wake(context);
}

}  // namespace groupware::calendar
