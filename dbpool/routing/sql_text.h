#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace dbpool {

/// Joins constant pieces of SQL into one constant, so that statements share their column list.
template <const std::string_view&... pieces>
class SqlText {
    static constexpr auto kOctets = [] {
        std::array<char, (pieces.size() + ... + 0)> octets{};
        std::size_t end = 0;
        const auto append = [&](std::string_view piece) {
            for (const char letter : piece) octets[end++] = letter;
        };
        (append(pieces), ...);
        return octets;
    }();

public:
    static constexpr std::string_view kValue{kOctets.data(), kOctets.size()};
};

}  // namespace dbpool
