#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace groupware::formats::lines {

/// A text too long to be held, wherever it is: read in blocks and at any place.
struct FileSource {
    std::uint64_t size = 0;
    /// Fills `into` with the octets from that offset on, all of which exist. May throw what reading can.
    std::function<void(std::uint64_t, std::span<char>)> readAt;
};

/// A text in memory.
/// @param text  outlives what is returned
[[nodiscard]] inline FileSource sourceOf(std::string_view text) {
    return {.size = text.size(), .readAt = [text](std::uint64_t at, std::span<char> into) {
                std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(at), into.size(), into.begin());
            }};
}

}  // namespace groupware::formats::lines
