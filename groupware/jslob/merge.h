#pragma once

#include "groupware/formats/json/json.h"

namespace groupware::jslob {

/// `target` changed by `patch`: members that are objects in both are merged, null removes, everything else replaces.
/// RFC 7396. Neither argument is changed, but the result shares values with both.
[[nodiscard]] formats::json::Object::Ptr merge(const formats::json::Object& target, const formats::json::Object& patch);

}  // namespace groupware::jslob
