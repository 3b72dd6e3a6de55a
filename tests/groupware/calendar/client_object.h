#pragma once

#include <string>
#include <string_view>

namespace groupware::test {

/// A calendar object with the habits of one client.
struct ClientObject {
    std::string client;
    std::string text;
};

/// Lines with the ends that a client writes.
inline std::string linesOf(std::string_view lines, const std::string& end = "\r\n") {
    std::string text;
    for (const char letter : lines.substr(1)) text += letter == '\n' ? end : std::string(1, letter);
    return text;
}

}  // namespace groupware::test
