#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace groupware::smtp {

/// Which mail server, and how. The values of `options.h`.
struct Settings {
    enum class Security {
        None,
        StartTls,  ///< RFC 3207; required, not just tried
        Tls        ///< from the first octet; RFC 8314 section 3
    };

    std::string host{};
    std::uint16_t port = 25;
    Security security = Security::None;
    std::string authority{};  ///< file; empty: the system's
    std::string user{};       ///< empty: without login
    std::string passwordFile{};
    std::string helloName{};
    std::chrono::milliseconds timeout{30'000};

    /// @throws Error BadRequest for an unknown security, or a login that would go in the clear
    [[nodiscard]] static Settings from(const Configuration& configuration);
};

}  // namespace groupware::smtp
