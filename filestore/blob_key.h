#pragma once

#include <string>
#include <string_view>

namespace filestore {

/// A new key: `hashed/xx/yy/zz/<32 hex digits>` with a random number whose first six digits are the directories, so
/// that 16 million directories fill evenly. Lower case.
[[nodiscard]] std::string newBlobKey();

/// True for exactly what newBlobKey() makes: nothing else ever becomes a path.
[[nodiscard]] bool isBlobKey(std::string_view key) noexcept;

/// True for `<number>_ctx_store`.
[[nodiscard]] bool isStoreName(std::string_view name) noexcept;

}  // namespace filestore
