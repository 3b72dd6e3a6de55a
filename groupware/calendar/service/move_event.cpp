#include "groupware/calendar/service/move_event.h"

#include "groupware/base/error.h"

namespace groupware::calendar {
namespace {

void requireSameOwner(const AccessibleObject& found, const CalendarUser& target) {
    if (found.object.role == Role::None || target == found.object.owner) return;
    constexpr auto kText = "A meeting can be moved between calendars of one owner only.";
    throw Error(ErrorCode::Forbidden, "event " + std::to_string(found.object.id.value) + " to another owner", kText);
}

}  // namespace

void move(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found, FolderId target,
          Edit& edit) {
    if (!found.recurrenceId.empty())
        throw Error(ErrorCode::BadRequest, "one instance to another folder", "A series can be moved as a whole only.");
    requireRemovable(writing.caller, found);
    const auto place = writing.parts.access.require(tx, writing.caller, target, folders::Permission::CreateObjects,
                                                    folders::kCalendarModule);
    edit.object.folder = target;
    edit.object.owner = ownerOf(place.folder);
    requireSameOwner(found, edit.object.owner);
}

}  // namespace groupware::calendar
