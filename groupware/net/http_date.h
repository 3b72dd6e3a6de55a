#pragma once

#include "groupware/base/clock.h"

#include <string>

namespace groupware::net {

/// Appends for example "Sun, 06 Nov 1994 08:49:37 GMT". RFC 9110 section 5.6.7.
void appendHttpDate(std::string& out, Instant instant);

}  // namespace groupware::net
