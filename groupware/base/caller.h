#pragma once

#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"

#include <string>
#include <vector>

namespace groupware {

/// Who asks, as proven by the request's admission, and how fresh the answers must be.
/// A value: made per request, changed only by raising its freshness after a write.
struct Caller {
    ContextId context;
    UserId user;
    std::vector<GroupId> groups;  ///< of the user at admission, group 0 included
    bool contextAdmin = false;
    std::string sessionId;         ///< empty for HTTP Basic and internal callers
    std::string timeZone = "UTC";  ///< the user's TZID; shifts OX's "Time" values
    std::string locale = "en_US";
    std::vector<std::string> modules;  ///< module access granted: "infostore", "calendar", ...
    Freshness freshness = Freshness::strict();
};

}  // namespace groupware
