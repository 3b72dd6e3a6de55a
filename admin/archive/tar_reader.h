#pragma once

#include "admin/archive/entry.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace admin::archive {

/// Reads a tar archive front to back, by libarchive. Used by one thread at a time.
class TarReader {
public:
    /// Stores octets in the span and says how many; 0 at the end. What it throws passes.
    using Source = std::function<std::size_t(std::span<char>)>;

    explicit TarReader(Source source);
    ~TarReader();
    TarReader(const TarReader&) = delete;
    TarReader& operator=(const TarReader&) = delete;

    /// The next entry; what was not read of the one before is skipped. Nothing at the archive's ending.
    /// @throws groupware::Error BadRequest if the archive is broken or cut off, or has other things than files with
    ///         safe paths
    [[nodiscard]] std::optional<Entry> next();
    /// Contents of the entry. @return octets stored, 0 at their end
    /// @throws groupware::Error BadRequest if the archive is cut off
    [[nodiscard]] std::size_t read(std::span<char> into);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace admin::archive
