#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>

namespace admin::cli {

/// The world around a command: its streams, its environment and the person at the keyboard.
struct Terminal {
    std::ostream& out;
    std::ostream& err;
    std::map<std::string, std::string, std::less<>> environment;
    /// Asks for a secret without echo; nothing if nobody sits there.
    std::function<std::optional<std::string>(const std::string& prompt)> askSecret;
    bool progress = false;  ///< somebody watches `err`, so a line may be written over itself
};

/// The process's own streams and environment; secrets are read from /dev/tty.
[[nodiscard]] Terminal systemTerminal();

}  // namespace admin::cli
