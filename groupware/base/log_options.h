#pragma once

#include "groupware/base/log.h"
#include "groupware/base/options.h"

#include <span>
#include <string>

namespace groupware::log {

inline constexpr TextOption kFile{
    .key = "log.file",
    .file = "log.properties",
    .fallback = "",
    .help =
        "File the node's log goes to; empty is standard error, which systemd keeps. After "
        "rotation send SIGUSR2. The administration daemon has admin.logFile."};
inline constexpr TextOption kLevel{.key = "log.level",
                                   .file = "log.properties",
                                   .fallback = "information",
                                   .help = "error, warning, information (one line per request) or debug.",
                                   .reloadable = true};
inline constexpr TextOption kSyslog{.key = "log.syslog",
                                    .file = "log.properties",
                                    .fallback = "",
                                    .help =
                                        "host[:port] of a remote syslog (RFC 5424 over UDP) that gets every line "
                                        "too; empty is none."};

[[nodiscard]] std::span<const AnyOption> options();

/// @throws Error BadRequest for an unknown level
[[nodiscard]] Level parseLevel(std::string_view text);

/// Where the options say that lines go.
/// @param program  the name in syslog lines
/// @throws Error BadRequest for an unknown level
[[nodiscard]] Target target(const Configuration& configuration, const std::string& program);

}  // namespace groupware::log
