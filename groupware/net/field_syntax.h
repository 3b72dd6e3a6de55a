#pragma once

#include "groupware/net/exchange.h"

#include <cstdint>
#include <optional>
#include <string_view>

/// What may stand where in a request, for both protocols.
namespace groupware::net {

/// RFC 9110 section 5.6.2: one or more of the characters allowed in names and methods.
[[nodiscard]] bool isToken(std::string_view text);
/// RFC 9110 section 5.5: no control characters but tab; octets above 0x7F pass.
[[nodiscard]] bool isFieldValue(std::string_view text);
/// Without spaces and tabs at both ends. RFC 9110 section 5.6.3.
[[nodiscard]] std::string_view trim(std::string_view text);
/// RFC 9110 section 5.1: names compare without regard to case.
[[nodiscard]] bool sameName(std::string_view a, std::string_view b);
/// Whether a comma-separated list of tokens has `token`. RFC 9110 section 5.6.1.
[[nodiscard]] bool listHasToken(std::string_view list, std::string_view token);

/// Fields that describe the message on this connection: the connector writes them itself. RFC 9110 section 7.6.1.
[[nodiscard]] bool isConnectorField(std::string_view name);

/// Digits only, as Content-Length. RFC 9110 section 8.6.
[[nodiscard]] std::optional<std::uint64_t> parseLength(std::string_view text);

/// "name", "name:port" or "[v6]:port" as in Host. RFC 9110 section 7.2. False if it is none of them.
[[nodiscard]] bool parseHost(std::string_view text, std::string& host, int& port);

/// Cuts an origin-form target at '?' into path and query. False if it is neither origin-form nor "*", or has
/// octets that no target has. RFC 9112 section 3.2.
[[nodiscard]] bool splitTarget(std::string_view target, RequestHead& head);

/// The text that goes with a status, for example "Multi-Status" for 207; "Status" for one without a name.
[[nodiscard]] std::string_view reasonPhrase(int status);

/// Whether an answer with this status may have a body. RFC 9110 section 6.4.1.
[[nodiscard]] bool statusHasBody(int status);

}  // namespace groupware::net
