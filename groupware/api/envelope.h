#pragma once

#include "groupware/api/action.h"
#include "groupware/formats/json/json.h"
#include "groupware/http/error_status.h"

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <string>

namespace groupware::api {

/// OX's category of an error: its number and name.
struct Category {
    int number;
    const char* name;
};

/// Writes the JSON that every answer is wrapped in: `data`, `timestamp`, `warnings`; or `error` and its companions.
class Envelopes {
public:
    /// Whether the request that this thread runs has read what may be out of date, for want of a database master.
    using Unproven = std::function<bool()>;

    explicit Envelopes(http::ErrorTranslator translate, Unproven unproven = nullptr)
        : translate_(std::move(translate)), unproven_(std::move(unproven)) {}

    /// With a warning, where answers have those, if the data may be out of date.
    [[nodiscard]] formats::json::Object::Ptr success(const Result& result) const;

    struct Failure {
        formats::json::Object::Ptr envelope;
        ErrorCode code;
        std::optional<std::chrono::milliseconds> retryAfter{};  ///< if the error knows
    };
    /// Logs the error if it is worth a line. `error_id` is the request's id, which that line has.
    [[nodiscard]] Failure failure(const std::exception& error, const ModuleErrors& names) const;

    /// 200, except where proxies and clients must see the failure: 503 and 429, with Retry-After.
    [[nodiscard]] static http::Response answer(const formats::json::Value& body);
    [[nodiscard]] static http::Response answer(const Failure& failure);

private:
    http::ErrorTranslator translate_;
    Unproven unproven_;
};

}  // namespace groupware::api
