#pragma once

#include <cstdint>
#include <string>

namespace dbpool {

/// One change record: an opaque key that `groupware/sync` gives its meaning. Short-lived; feeds invalidation and push.
struct Change {
    std::int64_t kind = 0;    ///< what sort of thing changed; numbers are handed out by sync/
    std::int64_t folder = 0;  ///< the folder it lives in, or 0
    std::int64_t object = 0;  ///< its id
    std::int64_t verb = 0;    ///< created, changed, removed: as sync/ defines
};

}  // namespace dbpool
