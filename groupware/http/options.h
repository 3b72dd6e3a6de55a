#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::http {

inline constexpr IntegerOption kParameters{.key = "http.parameters",
                                           .file = "http.properties",
                                           .unit = "parameters",
                                           .fallback = 256,
                                           .min = 16,
                                           .max = 10'000,
                                           .help = "Most query and form parameters of one request; more are refused."};
inline constexpr SizeOption kFormBytes{
    .key = "http.formBytes",
    .file = "http.properties",
    .fallback = 1 << 20,
    .min = 1024,
    .max = 64 << 20,
    .help = "Longest form body (application/x-www-form-urlencoded), and longest text field of an upload."};
inline constexpr SizeOption kPartHeaderBytes{.key = "http.partHeaderBytes",
                                             .file = "http.properties",
                                             .fallback = 8 << 10,
                                             .min = 512,
                                             .max = 64 << 10,
                                             .help = "Longest header of one part of an upload (multipart/form-data)."};
inline constexpr IntegerOption kParts{.key = "http.parts",
                                      .file = "http.properties",
                                      .unit = "parts",
                                      .fallback = 100,
                                      .min = 1,
                                      .max = 10'000,
                                      .help = "Most parts of one upload (multipart/form-data)."};
inline constexpr FlagOption kForceSecureCookies{
    .key = "http.forceSecureCookies",
    .file = "http.properties",
    .fallback = false,
    .help =
        "Marks every cookie Secure, also JSESSIONID, for clients whose TLS ends before the web server. Otherwise "
        "cookies are so marked when the web server says that the client came over TLS."};
inline constexpr TextOption kSpoolDirectory{
    .key = "http.spoolDirectory",
    .file = "http.properties",
    .fallback = "/var/tmp",
    .help =
        "Where files wait that clients upload to be imported: each without a name, and gone with its request. They "
        "take as much room as uploads may (`calendar.importBytes` and its like), times the requests that do so at "
        "once (`net.uploadWorkers`). A directory in memory would take memory for them."};

[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::http
