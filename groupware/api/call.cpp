#include "groupware/api/action.h"
#include "groupware/api/coded_error.h"

#include <charconv>

namespace groupware::api {

std::string Code::text() const {
    std::string digits = std::to_string(number);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    return std::string(prefix) + "-" + digits;
}

std::string Call::require(std::string_view name) const {
    auto value = parameter(name);
    if (!value) {
        const std::string text = "Missing the following request parameter: " + std::string(name);
        throw CodedError(ErrorCode::BadRequest, kMissingParameter, text, text);
    }
    return std::move(*value);
}

std::optional<std::int64_t> Call::integer(std::string_view name) const {
    const auto value = parameter(name);
    if (!value || value->empty()) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
    if (error != std::errc{} || end != value->data() + value->size()) {
        const std::string text = "The parameter '" + std::string(name) + "' must be a whole number.";
        throw CodedError(ErrorCode::BadRequest, kInvalidParameter, text, text);
    }
    return number;
}

std::int64_t Call::requireInteger(std::string_view name) const {
    (void)require(name);
    const auto number = integer(name);
    if (!number) {
        const std::string text = "The parameter '" + std::string(name) + "' is empty.";
        throw CodedError(ErrorCode::BadRequest, kInvalidParameter, text, text);
    }
    return *number;
}

bool Call::flag(std::string_view name) const {
    const auto value = parameter(name);
    return value && (*value == "true" || *value == "1");
}

}  // namespace groupware::api
