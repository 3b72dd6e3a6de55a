#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"
#include "groupware/calendar/service/own_alarms.h"

#include <utility>

namespace groupware::calendar {

WriteResult CalendarService::setAlarms(const Caller& caller, const EventRef& event, const std::vector<Alarm>& alarms,
                                       const WriteOptions& options) const {
    const Writing writing(parts_, caller, options);
    std::vector<Effects> effects;
    const auto committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        effects.clear();
        const auto found = findObject(tx, parts_.access, caller, event);
        requireUnchanged(found.object, options.lastSeen);
        if (!found.object.owner.is(caller.user)) {
            effects.push_back(putForeign(tx, writing, found, {.alarms = alarms}));
            return;
        }
        Edit edit = editOf(found);
        putOwnAlarms(writing, *edit.after, found.recurrenceId, alarms);
        effects.push_back(effectsOf(writing, edit, store(tx, writing, edit)));
    });
    return resultOf(writing, effects, committed);
}

}  // namespace groupware::calendar
