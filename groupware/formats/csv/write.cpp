#include "groupware/formats/csv/csv.h"

namespace groupware::formats::csv {

std::string quotedIfNeeded(std::string_view value, const Dialect& dialect) {
    const char separators[] = {dialect.delimiter, dialect.quote, '\r', '\n'};
    const bool blankEnds = !value.empty() && (value.front() == ' ' || value.back() == ' ');  // spreadsheets trim
    const bool needed =
        blankEnds || value.find_first_of(std::string_view(separators, sizeof separators)) != std::string_view::npos;
    if (!needed) return std::string(value);
    std::string result(1, dialect.quote);
    for (const char c : value) {
        if (c == dialect.quote) result += c;
        result += c;
    }
    return result += dialect.quote;
}

void appendRecord(std::string& out, const std::vector<std::string>& values, const Dialect& dialect) {
    for (const auto& value : values) {
        if (&value != &values.front()) out += dialect.delimiter;
        out += quotedIfNeeded(value, dialect);
    }
    out += "\r\n";
}

}  // namespace groupware::formats::csv
