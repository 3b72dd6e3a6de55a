#pragma once

#include <Poco/Dynamic/Var.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// JSON text <-> Poco's JSON values, with limits and clear errors. RFC 8259. Pure functions.
namespace groupware::formats::json {

using Value = Poco::Dynamic::Var;
using Object = Poco::JSON::Object;
using Array = Poco::JSON::Array;

struct Limits {
    std::size_t bytes = 1 << 20;
    int depth = 32;  ///< of nested arrays and objects
};

/// Any JSON value, also a bare string or number. Of equal names in one object the last wins.
/// @throws Error BadRequest for anything that is not one JSON value in UTF-8, or that contains `\u0000`; TooLarge
///         beyond a limit
[[nodiscard]] Value parse(std::string_view text, const Limits& limits);

/// Compact, UTF-8.
[[nodiscard]] std::string write(const Value& value);

/// Keeps its keys in the order they are set.
[[nodiscard]] Object::Ptr makeObject();
[[nodiscard]] Array::Ptr makeArray();

/// @throws Error BadRequest naming `what` if `value` is something else
[[nodiscard]] Object::Ptr requireObject(const Value& value, std::string_view what);
[[nodiscard]] Array::Ptr requireArray(const Value& value, std::string_view what);

/// Members of `object`. Absent and null members are nothing.
/// @throws Error BadRequest naming `key` for a value of another type
/// @note ids travel as strings and as numbers: text() takes whole numbers too, integer() takes numeric strings.
[[nodiscard]] std::optional<std::string> text(const Object& object, const std::string& key);
[[nodiscard]] std::optional<std::int64_t> integer(const Object& object, const std::string& key);
[[nodiscard]] std::optional<bool> flag(const Object& object, const std::string& key);
[[nodiscard]] Object::Ptr object(const Object& object, const std::string& key);  ///< null pointer = nothing
[[nodiscard]] Array::Ptr array(const Object& object, const std::string& key);    ///< null pointer = nothing

/// The same for elements that stand alone.
[[nodiscard]] std::string textOf(const Value& value, std::string_view what);
[[nodiscard]] std::int64_t integerOf(const Value& value, std::string_view what);

}  // namespace groupware::formats::json
