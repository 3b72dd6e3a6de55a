#pragma once

#include "groupware/api/action.h"
#include "groupware/formats/json/json.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace groupware::api {

/// What a client asks of a list: which columns, in which order, which part.
struct Listing {
    std::vector<int> columns;   ///< ids; unknown ones are answered with null
    bool objects = false;       ///< each answer an object with these members instead of an array
    std::optional<int> sort{};  ///< a column id
    bool descending = false;
    std::size_t begin = 0;             ///< index of the first object
    std::optional<std::size_t> end{};  ///< index after the last

    /// The part of `count` objects that is asked for.
    [[nodiscard]] std::pair<std::size_t, std::size_t> window(std::size_t count) const;
};

/// The id of a column by its name, or nothing.
using ColumnByName = std::function<std::optional<int>(std::string_view)>;

/// Reads `columns=1,20,300`, or `fields=id,title` instead, which makes objects of the answers; `sort` (an id or a
/// name), `order=asc|desc`, `left_hand_limit` and `right_hand_limit` (both included), `limit` (a count, or `from,to`).
/// Most callers want the function of the same name in columns.h.
/// @throws CodedError SVL-0002 with neither columns nor fields, SVL-0010 for both, an unknown name, a broken value or
///         more than `maxColumns`
[[nodiscard]] Listing parseListing(const Call& call, const ColumnByName& byName, std::size_t maxColumns = 200);

/// @throws CodedError SVL-0010
[[noreturn]] void throwUnknownSort(int column);

/// How the type of a column looks on the wire.
enum class ColumnType {
    Text,
    Number,
    Boolean,
    Date,       ///< milliseconds of 00:00 UTC of a day
    Time,       ///< milliseconds since 1970 plus the offset of the caller's zone at that instant
    Timestamp,  ///< milliseconds since 1970, UTC
    Json,
};

/// Adds the caller's zone offset to a UTC instant in milliseconds; see ColumnType::Time.
using LocalTime = std::function<std::int64_t(std::int64_t)>;

/// Orders wire values: null first, numbers by value, texts without regard to the case of ASCII letters.
[[nodiscard]] bool wireLess(const formats::json::Value& a, const formats::json::Value& b);

/// The wire form of a column's value.
[[nodiscard]] formats::json::Value toWire(ColumnType type, const formats::json::Value& value,
                                          const LocalTime& localTime);

}  // namespace groupware::api
