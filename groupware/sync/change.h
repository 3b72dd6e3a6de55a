#pragma once

#include "dbpool/routing/change.h"
#include "groupware/base/ids.h"

#include <cstdint>

namespace groupware::sync {

/// What sort of thing a change record or tombstone is about. Stored: numbers are never reused.
enum class Kind : std::int64_t {
    Folder = 1,
    Document = 2,
    User = 3,
    Group = 4,
    Resource = 5,
    Session = 6,
    Context = 7,
    Contact = 8,
    Task = 9,
    Reminder = 10,
    Attachment = 11,
    Event = 12,
};

enum class Verb : std::int64_t { Created = 1, Changed = 2, Removed = 3 };

[[nodiscard]] constexpr dbpool::Change change(Kind kind, Verb verb, FolderId folder, std::int64_t object) {
    return {.kind = static_cast<std::int64_t>(kind),
            .folder = folder.value,
            .object = object,
            .verb = static_cast<std::int64_t>(verb)};
}

}  // namespace groupware::sync
