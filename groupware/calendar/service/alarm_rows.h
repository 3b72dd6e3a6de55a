#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/alarm_triggers.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/index.h"
#include "groupware/calendar/store/alarm_store.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/time_context.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

/// When alarms ring next, in the transaction of what decides it. Internal to service/.
namespace groupware::calendar {

/// An object that was stored, and what it says.
struct AlarmedObject {
    const CalendarObject* object = nullptr;
    const IndexedObject* index = nullptr;
    bool isNew = false;
};

class AlarmRows {
public:
    /// @param editor  whose zone `times` has
    AlarmRows(dbpool::WriteTransaction& tx, formats::ical::TimeContext times, UserId editor, Bounds bounds, Instant now)
        : tx_(tx), times_(std::move(times)), bounds_(bounds), now_(now) {
        zones_.emplace(editor, times_.zone);
    }

    /// Everybody's alarms of these objects. Of new ones without alarms no statement, otherwise one to look at what
    /// there is, one to remove and one to add, and one for each other user with alarms of whole days.
    void store(const std::vector<AlarmedObject>& objects);
    /// What a user has of his own of an object of somebody else.
    void store(const CalendarObject& object, const formats::ical::Component& calendar, UserId user,
               const Personal& personal);

private:
    void add(std::vector<StoredTrigger>& to, EventId object, UserId user, std::vector<AlarmTrigger> triggers) const;
    [[nodiscard]] AlarmContext contextOf(UserId user, const IndexedObject& index);

    dbpool::WriteTransaction& tx_;
    formats::ical::TimeContext times_;
    Bounds bounds_;
    Instant now_;
    std::map<UserId, std::string> zones_;
};

}  // namespace groupware::calendar
