#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dbpool {

class RowBuffer;

/// The result of one query, copied out of the driver: it stays as it is when the statement runs again, the connection
/// goes back to its pool or is closed. Used by one thread at a time. Columns count from 1 and are read by index. A copy
/// is cheap and has a place of its own to read on from.
///
/// Reading before the first next(), after the last row or past the last column throws std::logic_error.
class Rows {
public:
    explicit Rows(std::unique_ptr<const RowBuffer> buffer);
    ~Rows();
    Rows(const Rows&);
    Rows& operator=(const Rows&);
    Rows(Rows&&) noexcept;
    Rows& operator=(Rows&&) noexcept;

    /// Not begun, and without what comes before: `row` and `column` become the first.
    [[nodiscard]] Rows from(std::size_t row, int column) const;

    /// Steps to the next row, the first one included. False after the last.
    [[nodiscard]] bool next();
    /// Rows of the whole result, read or not.
    [[nodiscard]] std::size_t count() const noexcept;
    /// The number of the column called `name`; of results of Connection::queryText() only. For SHOW statements, whose
    /// columns differ between server versions.
    [[nodiscard]] std::optional<int> column(std::string_view name) const;

    [[nodiscard]] bool isNull(int column) const;
    /// NULL reads as 0, "" or 0.0; ask isNull() or use the optional forms where that matters.
    /// @throws DbError Other if the value is no whole number or does not fit
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    /// @throws DbError Other if the value is no number
    [[nodiscard]] double real(int column) const;
    /// The octets of a text or binary column, as stored; numbers in decimal, instants as `YYYY-MM-DD
    /// hh:mm:ss[.ffffff]`.
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::optional<std::int64_t> maybeInteger(int column) const;
    [[nodiscard]] std::optional<std::string> maybeText(int column) const;

private:
    [[nodiscard]] std::size_t currentRow() const noexcept { return row_ > skippedRows_ ? row_ : 0; }
    [[nodiscard]] int placeOf(int column) const noexcept { return column < 1 ? 0 : skippedColumns_ + column; }

    std::shared_ptr<const RowBuffer> buffer_;  // shared with copies; nobody changes it
    std::size_t skippedRows_ = 0;
    int skippedColumns_ = 0;
    std::size_t row_ = 0;  ///< the current row counts from 1, skipped ones included; skippedRows_ = before the first
};

}  // namespace dbpool
