#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/calendar/service/edit.h"

namespace groupware::calendar {

/// Puts an object into another folder: of the same calendar user any; what concerns nobody else anywhere. A meeting
/// stays with who organizes it or was invited: the copies of the others name him. Internal to service/.
/// @throws Error BadRequest for a single instance; Forbidden, NotFound
void move(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found, FolderId target,
          Edit& edit);

}  // namespace groupware::calendar
