#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace dbpool {

/// Bytes of a binary column: bound and read without a character set.
struct Blob {
    std::string_view bytes;
};

/// One bound parameter. Integers are signed 64 bit only: Connector/C++ keeps the unsigned flag of a parameter over
/// executions, so an unsigned setter would corrupt a later negative number. Text and blobs are views: they must live
/// until the statement has run.
class Value {
public:
    // Implicit on purpose: a list of values reads like the arguments of a call.
    Value(std::nullptr_t) {}                                                     // NOLINT(google-explicit-constructor)
    Value(std::signed_integral auto number) : value_(std::int64_t{number}) {}    // NOLINT(google-explicit-constructor)
    Value(std::same_as<bool> auto flag) : value_(std::int64_t{flag ? 1 : 0}) {}  // NOLINT(google-explicit-constructor)
    Value(double number) : value_(number) {}                                     // NOLINT(google-explicit-constructor)
    Value(std::string_view text) : value_(text) {}                               // NOLINT(google-explicit-constructor)
    Value(const std::string& text) : value_(std::string_view(text)) {}           // NOLINT(google-explicit-constructor)
    Value(const char* text) : value_(std::string_view(text)) {}                  // NOLINT(google-explicit-constructor)
    Value(Blob blob) : value_(blob) {}                                           // NOLINT(google-explicit-constructor)
    template <class T>
    Value(const std::optional<T>& maybe) {  // NOLINT(google-explicit-constructor)
        if (maybe) *this = Value(*maybe);
    }

    using Alternative = std::variant<std::monostate, std::int64_t, double, std::string_view, Blob>;
    [[nodiscard]] const Alternative& get() const noexcept { return value_; }

private:
    Alternative value_;
};

}  // namespace dbpool
