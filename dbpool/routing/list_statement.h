#pragma once

#include "dbpool/driver/value.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// A statement with `(?...)` and what to bind.
struct ListStatement {
    std::string sql;
    std::vector<Value> values;
};

/// Replaces `(?...)` by as many `?` as the next power of two of the list's length, the last number filling the rest:
/// few different texts are prepared, and a number named twice in `IN` means the same as once.
/// @throws std::logic_error for an empty or too long list, or SQL without `(?...)`
[[nodiscard]] ListStatement expandList(std::string_view sql, std::span<const Value> values,
                                       std::span<const std::int64_t> list);

}  // namespace dbpool
