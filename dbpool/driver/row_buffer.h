#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dbpool {

/// A result set as values: cells row by row, all octets in one string. Filled once, then only read.
class RowBuffer {
public:
    /// NULL, a whole number, a floating point number, or octets.
    using Cell = std::variant<std::monostate, std::int64_t, double, std::string_view>;

    explicit RowBuffer(std::size_t columns) : columns_(columns) {}

    void setNames(std::vector<std::string> names) { names_ = std::move(names); }

    void addNull() { cells_.emplace_back(); }
    void add(std::int64_t number) { cells_.emplace_back(number); }
    void add(double number) { cells_.emplace_back(number); }
    void add(std::string_view octets);

    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    /// Of the columns; empty unless they were set.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    [[nodiscard]] std::size_t rows() const noexcept { return columns_ == 0 ? 0 : cells_.size() / columns_; }
    /// @param row, column  from 0, in range; a view is valid as long as this object
    [[nodiscard]] Cell at(std::size_t row, std::size_t column) const;

private:
    struct Span {
        std::size_t offset = 0;
        std::size_t length = 0;
    };
    using Stored = std::variant<std::monostate, std::int64_t, double, Span>;

    std::size_t columns_;
    std::vector<std::string> names_;
    std::vector<Stored> cells_;
    std::string octets_;
};

}  // namespace dbpool
