#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/resource.h"

namespace groupware::calendar {

/// Takes away what a resource is booked for, as principals::LeaveResource says. Organizers' events go on naming it: who
/// asked for it before knows where he wanted to meet.
int emptyResourceCalendar(dbpool::WriteTransaction& tx, principals::ResourceId resource, int atMost);

}  // namespace groupware::calendar
