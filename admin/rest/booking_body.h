#pragma once

#include "admin/rest/resource.h"
#include "groupware/principals/booking_policy.h"

#include <functional>

namespace admin::rest {

/// Adds a booking policy to an answer, every setting of it.
void putBooking(json::Object& object, const groupware::principals::BookingPolicy& policy);

/// What of a booking policy a body sets.
/// @return nothing to call if it sets none
/// @throws Error BadRequest
[[nodiscard]] std::function<void(groupware::principals::BookingPolicy&)> bookingChange(const json::Object& body);

}  // namespace admin::rest
