#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::smtp {

inline constexpr TextOption kHost{.key = "smtp.host",
                                  .file = "smtp.properties",
                                  .fallback = "",
                                  .help =
                                      "Name or address of the mail server that takes this installation's mails (a "
                                      "relay or submission server). Empty: "
                                      "no mails are sent.",
                                  .reloadable = true};

inline constexpr IntegerOption kPort{.key = "smtp.port",
                                     .file = "smtp.properties",
                                     .unit = "",
                                     .fallback = 25,
                                     .min = 1,
                                     .max = 65'535,
                                     .help = "Its port: mostly 25, or 587 with smtp.user.",
                                     .reloadable = true};

inline constexpr TextOption kSecurity{
    .key = "smtp.security",
    .file = "smtp.properties",
    .fallback = "none",
    .help =
        "none: in the clear, for a server on the same machine or network. starttls: encrypted by STARTTLS, or not at "
        "all. tls: encrypted from the start, mostly on port 465. The server's certificate has to be valid and name "
        "smtp.host.",
    .reloadable = true};

inline constexpr TextOption kAuthority{
    .key = "smtp.authority",
    .file = "smtp.properties",
    .fallback = "",
    .help = "File with certificates of authorities (PEM) that the server's may be signed by. Empty: the system's.",
    .reloadable = true};

inline constexpr TextOption kUser{.key = "smtp.user",
                                  .file = "smtp.properties",
                                  .fallback = "",
                                  .help = "Login name on the mail server; only if encrypted. Empty: without login.",
                                  .reloadable = true};

inline constexpr TextOption kPasswordFile{
    .key = "smtp.passwordFile",
    .file = "smtp.properties",
    .fallback = "",
    .help = "File with the password that belongs to smtp.user, readable by its owner only.",
    .reloadable = true};

inline constexpr TextOption kHelloName{
    .key = "smtp.helloName",
    .file = "smtp.properties",
    .fallback = "",
    .help = "What this node calls itself to the mail server. Empty: the name of the machine.",
    .reloadable = true};

inline constexpr DurationOption kTimeout{
    .key = "smtp.timeout",
    .file = "smtp.properties",
    .fallback = std::chrono::seconds(30),
    .min = std::chrono::milliseconds(100),
    .max = std::chrono::minutes(5),
    .help = "How long to wait for each answer of the mail server, to its end, and for the connection.",
    .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::smtp
