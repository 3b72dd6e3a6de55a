#include "groupware/base/error.h"
#include "groupware/formats/csv/csv.h"
#include "groupware/formats/encoding/charset.h"

#include <algorithm>

namespace groupware::formats::csv {
namespace {

constexpr std::string_view kDelimiters = ",;\t|";

/// Excel's line that names the delimiter, which it writes for itself. Empty if there is none.
std::string_view separatorLine(std::string_view text) {
    const auto line = text.substr(0, text.find_first_of("\r\n"));
    const bool names = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP="));
    return names && kDelimiters.find(line.back()) != std::string_view::npos ? line : std::string_view();
}

/// The first line that is not empty begins and ends with it.
char quoteOf(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
    const auto line = text.substr(0, text.find_first_of("\r\n"));
    return line.size() > 1 && line.front() == '\'' && line.back() == '\'' ? '\'' : '"';
}

/// How often it stands in the first record that is not empty, outside of quotes.
std::size_t countInFirstRecord(std::string_view text, char delimiter, char quote) {
    std::size_t count = 0;
    bool quoted = false;
    bool begun = false;
    for (const char c : text) {
        const bool lineEnd = c == '\r' || c == '\n';
        if (lineEnd && begun && !quoted) break;
        begun = begun || !lineEnd;
        if (c == quote) quoted = !quoted;
        if (c == delimiter && !quoted) ++count;
    }
    return count;
}

}  // namespace

Dialect detect(std::string_view text) {
    Dialect dialect{.delimiter = ',', .quote = quoteOf(text)};
    std::size_t most = 0;
    for (const char delimiter : kDelimiters) {
        const auto count = countInFirstRecord(text, delimiter, dialect.quote);
        if (count <= most) continue;
        most = count;
        dialect.delimiter = delimiter;
    }
    return dialect;
}

std::vector<Record> parseFile(std::string_view octets, const Limits& limits) {
    if (octets.size() > limits.octets) {
        throw Error(ErrorCode::TooLarge, "CSV above " + std::to_string(limits.octets) + " octets",
                    "The table is too long.");
    }
    const std::string text = encoding::guessedUtf8(octets);
    const auto separator = separatorLine(text);
    auto dialect = detect(std::string_view(text).substr(separator.size()));
    if (!separator.empty()) dialect.delimiter = separator.back();
    Limits ofText = limits;
    ofText.octets = text.size();  // UTF-8 may be longer than what was bounded
    auto records = parse(text, dialect, ofText);
    if (!separator.empty()) records.erase(records.begin());
    return records;
}

}  // namespace groupware::formats::csv
