#pragma once

#include "filestore/directory.h"
#include "filestore/staged_blob.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <functional>
#include <span>

namespace filestore {

/// Stores octets on their way in, as a blob that nothing refers to yet.
/// @param read  stores octets in the span and says how many; 0 at the end. What it throws ends the upload and passes
/// @param limit  octets
/// @throws Error TooLarge beyond the limit, QuotaExceeded, Unavailable
[[nodiscard]] StagedBlob stage(FilestoreDirectory& filestores, groupware::ContextId context,
                               const std::function<std::size_t(std::span<char>)>& read, std::int64_t limit);

}  // namespace filestore
