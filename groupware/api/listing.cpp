#include "groupware/api/listing.h"

#include "groupware/api/coded_error.h"
#include "groupware/http/text.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace groupware::api {
namespace {

CodedError invalid(const char* name) {
    const std::string text = "The parameter '" + std::string(name) + "' has an invalid value.";
    return {ErrorCode::BadRequest, kInvalidParameter, text, text};
}

template <class Number>
Number parseNumber(std::string_view digits, const char* name) {
    Number number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) throw invalid(name);
    return number;
}

int columnOf(std::string_view name, const ColumnByName& byName) {
    if (const auto column = byName(name)) return *column;
    const std::string text = "There is no field '" + std::string(name.substr(0, 64)) + "'.";
    throw CodedError(ErrorCode::BadRequest, kInvalidParameter, text, text);
}

/// The elements of a list, each through `columnOf`.
template <class ColumnOf>
std::vector<int> parseList(std::string_view text, const char* name, std::size_t maxColumns, ColumnOf columnOf) {
    std::vector<int> columns;
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        if (columns.size() >= maxColumns) throw invalid(name);
        columns.push_back(columnOf(http::trim(text.substr(0, end))));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return columns;
}

void parseColumns(const Call& call, const ColumnByName& byName, std::size_t maxColumns, Listing& listing) {
    const auto fields = call.parameter("fields");
    listing.objects = fields.has_value();
    if (!fields) {
        listing.columns = parseList(call.require("columns"), "columns", maxColumns,
                                    [](std::string_view id) { return parseNumber<int>(id, "columns"); });
        return;
    }
    if (call.parameter("columns")) {
        const std::string text = "A list has columns or fields, not both.";
        throw CodedError(ErrorCode::BadRequest, kInvalidParameter, text, text);
    }
    for (const int id :
         parseList(*fields, "fields", maxColumns, [&](std::string_view name) { return columnOf(name, byName); })) {
        auto& known = listing.columns;  // an object has each member once
        if (std::find(known.begin(), known.end(), id) == known.end()) known.push_back(id);
    }
}

void parseSort(const Call& call, const ColumnByName& byName, Listing& listing) {
    if (const auto sort = call.parameter("sort"); sort && !sort->empty()) {
        const auto named = byName(*sort);
        listing.sort = named ? *named : parseNumber<int>(*sort, "sort");
    }
    const auto order = http::toLower(call.parameter("order").value_or("asc"));
    if (order != "asc" && order != "desc") throw invalid("order");
    listing.descending = order == "desc";
}

void parseWindow(const Call& call, Listing& listing) {
    if (const auto left = call.parameter("left_hand_limit"))
        listing.begin = parseNumber<std::size_t>(*left, "left_hand_limit");
    if (const auto right = call.parameter("right_hand_limit")) {
        const auto last = parseNumber<std::size_t>(*right, "right_hand_limit");
        listing.end = last == SIZE_MAX ? last : last + 1;
    }
    const auto limit = call.parameter("limit");
    if (!limit) return;
    const auto comma = limit->find(',');
    const std::string_view text = *limit;
    if (comma == std::string::npos) {
        listing.end = parseNumber<std::size_t>(text, "limit");
    } else {
        listing.begin = parseNumber<std::size_t>(text.substr(0, comma), "limit");
        listing.end = parseNumber<std::size_t>(text.substr(comma + 1), "limit");
    }
}

}  // namespace

std::pair<std::size_t, std::size_t> Listing::window(std::size_t count) const {
    const std::size_t last = std::min(end.value_or(count), count);
    return {std::min(begin, last), last};
}

Listing parseListing(const Call& call, const ColumnByName& byName, std::size_t maxColumns) {
    Listing listing;
    parseColumns(call, byName, maxColumns, listing);
    parseSort(call, byName, listing);
    parseWindow(call, listing);
    return listing;
}

void throwUnknownSort(int column) {
    const std::string text = "There is no column " + std::to_string(column) + " to sort by.";
    throw CodedError(ErrorCode::BadRequest, kInvalidParameter, text, text);
}

bool wireLess(const formats::json::Value& a, const formats::json::Value& b) {
    if (a.isEmpty() || b.isEmpty()) return a.isEmpty() && !b.isEmpty();
    const bool numbers = (a.isNumeric() || a.isBoolean()) && (b.isNumeric() || b.isBoolean());
    if (numbers && a.isInteger() && b.isInteger()) return a.convert<std::int64_t>() < b.convert<std::int64_t>();
    if (numbers) return a.convert<double>() < b.convert<double>();
    return http::toLower(a.toString()) < http::toLower(b.toString());
}

formats::json::Value toWire(ColumnType type, const formats::json::Value& value, const LocalTime& localTime) {
    if (type != ColumnType::Time || value.isEmpty() || !localTime) return value;
    return localTime(value.convert<std::int64_t>());
}

}  // namespace groupware::api
