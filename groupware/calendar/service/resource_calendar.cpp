#include "groupware/calendar/service/resource_calendar.h"

#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/store/object_reader.h"

#include <cstddef>

namespace groupware::calendar {

int emptyResourceCalendar(dbpool::WriteTransaction& tx, principals::ResourceId resource, int atMost) {
    const auto objects = ObjectReader(tx).ofOwner(CalendarUser::of(resource), static_cast<std::size_t>(atMost));
    ObjectWriting writing(tx, {});
    for (const auto& object : objects) writing.remove(object);
    writing.finish();
    return static_cast<int>(objects.size());
}

}  // namespace groupware::calendar
