#pragma once

#include "groupware/http/conditional.h"
#include "groupware/http/range.h"
#include "groupware/http/request.h"
#include "groupware/http/response.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace groupware::http {

/// A representation that can be read from anywhere, for example a file.
struct Download {
    Validators validators;
    std::uint64_t size = 0;
    std::string contentType;
    std::string disposition;  ///< see contentDisposition(); empty = none
    /// Opens the octets of `range`. Called only when a body is sent.
    std::function<std::unique_ptr<net::ResponseBody>(const ByteRange& range)> open;
};

/// Answers a GET or HEAD: preconditions first, then the range. Gives 200, 206, 304, 412 or 416.
[[nodiscard]] Response serveDownload(const Request& request, const Download& download);

}  // namespace groupware::http
