#pragma once

#include "groupware/base/ids.h"

#include <string_view>
#include <vector>

namespace groupware::session {

/// kAllUsers and the groups of a comma-separated list, as admissions return them. Internal to session.
/// @throws Error Internal if something in it is no number
[[nodiscard]] std::vector<GroupId> groupsFromList(std::string_view list);

}  // namespace groupware::session
