#include "dbpool/routing/execute_rows.h"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>
#include <variant>

namespace dbpool {
namespace {

std::size_t octetsOf(const std::vector<Value>& row) {
    std::size_t octets = 0;
    for (const auto& value : row) {
        if (const auto* text = std::get_if<std::string_view>(&value.get())) octets += text->size();
        if (const auto* blob = std::get_if<Blob>(&value.get())) octets += blob->bytes.size();
    }
    return octets;
}

/// How many of the first rows one statement takes.
std::size_t fitting(std::span<const std::vector<Value>> rows) {
    std::size_t count = 0;
    std::size_t octets = 0;
    while (count < std::min(rows.size(), kMostRows)) {
        octets += octetsOf(rows[count]);
        if (octets > kMostOctets && count > 0) break;
        ++count;
    }
    return std::bit_floor(count);
}

std::string textOf(std::string_view sql, std::size_t rows, std::size_t columns) {
    constexpr std::string_view kPlace = "(?...)";
    const std::size_t place = sql.find(kPlace);
    if (place == std::string_view::npos) throw std::logic_error("statement has no (?...)");
    std::string text(sql.substr(0, place));
    for (std::size_t row = 0; row < rows; ++row) {
        text += row == 0 ? "(?" : ",(?";
        for (std::size_t column = 1; column < columns; ++column) text += ",?";
        text += ')';
    }
    return text.append(sql.substr(place + kPlace.size()));
}

}  // namespace

void executeRows(WriteTransaction& tx, const WriteStatement& statement, std::span<const std::vector<Value>> rows) {
    while (!rows.empty()) {
        const auto piece = rows.first(fitting(rows));
        std::vector<Value> values;
        for (const auto& row : piece) {
            if (!values.empty()) values.emplace_back(tx.context().value);  // the first one is bound by the transaction
            values.insert(values.end(), row.begin(), row.end());
        }
        const auto text = textOf(statement.sql, piece.size(), piece.front().size() + 1);
        tx.execute(WriteStatement{statement.name, text}, values);
        rows = rows.subspan(piece.size());
    }
}

}  // namespace dbpool
