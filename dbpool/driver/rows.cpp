#include "dbpool/driver/rows.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/driver/row_buffer.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dbpool {
namespace {

RowBuffer::Cell cellOf(const RowBuffer& buffer, std::size_t row, int column) {
    if (row == 0 || row > buffer.rows()) throw std::logic_error("no current row");
    if (column < 1 || static_cast<std::size_t>(column) > buffer.columns()) {
        throw std::logic_error("no column " + std::to_string(column));
    }
    return buffer.at(row - 1, static_cast<std::size_t>(column) - 1);
}

/// All of `text` as a number.
template <class Number>
Number parse(std::string_view text, int column) {
    Number number{};
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (error != std::errc{} || end != last) {
        throw DbError(DbErrorKind::Other, 0, "column " + std::to_string(column) + " is not such a number");
    }
    return number;
}

}  // namespace

Rows::Rows(std::unique_ptr<const RowBuffer> buffer) : buffer_(std::move(buffer)) {}
Rows::~Rows() = default;
Rows::Rows(const Rows&) = default;
Rows& Rows::operator=(const Rows&) = default;
Rows::Rows(Rows&&) noexcept = default;
Rows& Rows::operator=(Rows&&) noexcept = default;

Rows Rows::from(std::size_t row, int column) const {
    Rows rest(*this);
    rest.skippedRows_ = std::min(buffer_->rows(), skippedRows_ + row - 1);
    rest.skippedColumns_ = skippedColumns_ + column - 1;
    rest.row_ = rest.skippedRows_;
    return rest;
}

bool Rows::next() {
    if (row_ <= buffer_->rows()) ++row_;
    return row_ <= buffer_->rows();
}

std::size_t Rows::count() const noexcept {
    return buffer_->rows() - skippedRows_;
}

std::optional<int> Rows::column(std::string_view name) const {
    const auto& names = buffer_->names();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<int>(found - names.begin()) + 1 - skippedColumns_;
}

bool Rows::isNull(int column) const {
    return std::holds_alternative<std::monostate>(cellOf(*buffer_, currentRow(), placeOf(column)));
}

std::int64_t Rows::integer(int column) const {
    return maybeInteger(column).value_or(0);
}

double Rows::real(int column) const {
    const auto cell = cellOf(*buffer_, currentRow(), placeOf(column));
    if (const auto* number = std::get_if<double>(&cell)) return *number;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*number);
    if (const auto* octets = std::get_if<std::string_view>(&cell)) return parse<double>(*octets, column);
    return 0.0;
}

std::string Rows::text(int column) const {
    return maybeText(column).value_or(std::string());
}

std::optional<std::int64_t> Rows::maybeInteger(int column) const {
    const auto cell = cellOf(*buffer_, currentRow(), placeOf(column));
    if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
    if (const auto* octets = std::get_if<std::string_view>(&cell)) return parse<std::int64_t>(*octets, column);
    throw DbError(DbErrorKind::Other, 0, "column " + std::to_string(column) + " is a floating point number");
}

std::optional<std::string> Rows::maybeText(int column) const {
    const auto cell = cellOf(*buffer_, currentRow(), placeOf(column));
    if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
    if (const auto* octets = std::get_if<std::string_view>(&cell)) return std::string(*octets);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    std::string digits(32, '\0');
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), std::get<double>(cell));
    if (error != std::errc{}) throw std::logic_error("a double needs more than 32 characters");
    digits.resize(static_cast<std::size_t>(end - digits.data()));
    return digits;
}

}  // namespace dbpool
