#include "groupware/calendar/alarm_triggers.h"
#include "groupware/calendar/maintenance/object_check.h"
#include "groupware/calendar/personal_alarms.h"
#include "groupware/calendar/service/object_writing.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

/// Of ObjectCheck: do alarms ring when the text says so?
namespace groupware::calendar {
namespace {

using Triggers = std::vector<AlarmTrigger>;
/// What would be stored at that time.
using TriggersAt = std::function<Triggers(Instant now)>;

bool sameAlarm(const AlarmTrigger& a, const AlarmTrigger& b) {
    return a.recurrenceId == b.recurrenceId && a.alarm == b.alarm;
}

bool has(const Triggers& triggers, const AlarmTrigger& one) {
    return std::any_of(triggers.begin(), triggers.end(), [&](const auto& each) { return sameAlarm(each, one); });
}

/// Rows of one user. One that should have rung by now rings until it is seen; of it, as of times that depend on who
/// looks, only the alarm is known to be right.
bool agree(const Triggers& stored, const TriggersAt& expectedAt, Instant now, bool floating) {
    const auto expected = expectedAt(now);
    if (!std::all_of(expected.begin(), expected.end(), [&](const auto& each) { return has(stored, each); }))
        return false;
    return std::all_of(stored.begin(), stored.end(), [&](const AlarmTrigger& each) {
        if (each.rings > now && !floating) return std::find(expected.begin(), expected.end(), each) != expected.end();
        return has(expectedAt(std::min(now, each.rings - std::chrono::seconds(1))), each);
    });
}

}  // namespace

bool ObjectCheck::alarmsAgree(const Parsed& parsed) {
    const auto& object = parsed.object;
    const auto& index = parsed.index;
    const AlarmContext context{
        .times = {.find = parts_.find}, .bounds = indexBounds(limits_), .now = parts_.clock.now()};
    const bool floating =
        std::any_of(index.events.begin(), index.events.end(), [](const auto& event) { return event.floating; });
    std::map<UserId, Triggers> stored;
    for (const auto& row : alarms_[object.id]) stored[row.user].push_back(row.trigger);
    std::map<UserId, TriggersAt> expected;
    const auto contextAt = [&](Instant now) {
        auto then = context;
        then.now = now;
        return then;
    };
    if (object.owner.kind == CalendarUser::Kind::User) {
        expected[{object.owner.id}] = [&](Instant now) { return ownTriggers(*parsed.calendar, index, contextAt(now)); };
    }
    for (const auto& [user, text] : personal_[object.id]) {
        expected.insert_or_assign(user, [&, alarms = personalAlarms(text)](Instant now) {
            return triggersOf(alarms, index, contextAt(now));
        });
    }
    const auto isRight = [&](const auto& user) {
        return agree(stored[user.first], user.second, context.now, floating);
    };
    const auto isKnown = [&](const auto& user) { return user.second.empty() || expected.contains(user.first); };
    return std::all_of(expected.begin(), expected.end(), isRight) && std::all_of(stored.begin(), stored.end(), isKnown);
}

}  // namespace groupware::calendar
