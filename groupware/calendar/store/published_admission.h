#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::calendar {

/// Who published what a URL leads to.
struct AdmittedUrl {
    CommitToken state;  ///< how fresh all further reads have to be
    UserId user{};
    std::string token{};  ///< SHA-256, as stored
    bool enabled = false;
    std::int64_t access = 0;  ///< bits of principals::ModuleAccess
    std::string zone{};
    std::string email{};
};

/// One statement on the master, in place of a session's.
/// @param token  SHA-256
/// @throws Error Unavailable if there is no master to prove that there is none; NotFound and Forbidden as
///         ContextDatabase::admit()
[[nodiscard]] std::optional<AdmittedUrl> admitPublished(dbpool::ContextDatabase& database, ContextId context,
                                                        std::string_view token);

}  // namespace groupware::calendar
