#pragma once

#include "groupware/net/exchange.h"

#include <array>
#include <string>

namespace test {

/// What a client gets, also of what is made while it is sent.
[[nodiscard]] inline std::string bodyOf(groupware::net::Reply& reply) {
    if (!reply.stream) return reply.body;
    std::string text;
    std::array<char, 4096> some{};
    while (const auto count = reply.stream->read(some)) text.append(some.data(), count);
    return text;
}

}  // namespace test
