#pragma once

#include "groupware/http/conditional.h"
#include "groupware/http/request.h"

#include <cstdint>
#include <string>

namespace groupware::http {

/// Octets `first` to `last`, both included.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    [[nodiscard]] std::uint64_t length() const noexcept { return last - first + 1; }
};

enum class RangeOutcome {
    Whole,          ///< 200: no usable Range, If-Range names another state, or several ranges that leave gaps
    Partial,        ///< 206 with `range`
    Unsatisfiable,  ///< 416
};

struct RangeSelection {
    RangeOutcome outcome = RangeOutcome::Whole;
    ByteRange range;  ///< meaningful for Partial
};

/// Which octets of a representation of `size` octets a GET asks for. RFC 9110 section 14.2 lets a server ignore a
/// Range; several ranges are answered whole unless together they are one stretch.
[[nodiscard]] RangeSelection selectRange(const Request& request, const Validators& validators, std::uint64_t size);

/// "bytes 0-499/1234". RFC 9110 section 14.4.
[[nodiscard]] std::string contentRange(const ByteRange& range, std::uint64_t size);
/// "bytes */1234", for 416.
[[nodiscard]] std::string unsatisfiedRange(std::uint64_t size);

}  // namespace groupware::http
