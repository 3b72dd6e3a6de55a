#pragma once

#include "admin/archive/entry.h"

#include <functional>
#include <memory>
#include <string_view>

namespace admin::archive {

/// Writes a tar archive of regular files (POSIX.1-2017, pax), by libarchive. Used by one thread at a time.
class TarWriter {
public:
    using Sink = std::function<void(std::string_view)>;

    /// @param sink  takes the octets in order; what it throws passes
    explicit TarWriter(Sink sink);
    ~TarWriter();
    TarWriter(const TarWriter&) = delete;
    TarWriter& operator=(const TarWriter&) = delete;

    /// The contents follow by write(), as many octets as the entry says.
    /// @throws groupware::Error BadRequest if isSafePath() is false or a number is negative
    void begin(const Entry& entry);
    void write(std::string_view octets);
    /// Writes the archive's ending; nothing may follow.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace admin::archive
