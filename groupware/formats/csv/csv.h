#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Comma-separated values. RFC 4180, and what spreadsheets make of it. Pure functions.
namespace groupware::formats::csv {

/// What a table may have. More is TooLarge.
struct Limits {
    std::size_t octets = 1 << 20;
    std::size_t records = 20'000;
    std::size_t values = 1000;  ///< of one record
};

struct Dialect {
    char delimiter = ',';
    char quote = '"';

    [[nodiscard]] friend bool operator==(const Dialect&, const Dialect&) = default;
};

struct Record {
    std::size_t line = 0;  ///< its first line, counted from 1
    std::vector<std::string> values;
};

/// The records of a text. Lines may also end with LF or CR; empty lines and a byte order mark are skipped. Records may
/// have different numbers of values: what is missing or too much is for the caller to say.
/// @throws Error BadRequest naming the line of a quote that is not closed, stands inside of a plain value, or has
/// something
///         else than a delimiter behind it; TooLarge beyond a limit
[[nodiscard]] std::vector<Record> parse(std::string_view text, const Dialect& dialect, const Limits& limits);

/// Guesses by the first record: a comma, semicolon, tab or bar, whichever there is most of outside of quotes, and `"`,
/// or
/// `'` if its line begins and ends with one.
[[nodiscard]] Dialect detect(std::string_view text);

/// A file that somebody exported: its character set is guessed (encoding::guessedUtf8()), its dialect too, and Excel's
/// first line "sep=;" is understood and left out.
/// @throws Error as parse()
[[nodiscard]] std::vector<Record> parseFile(std::string_view octets, const Limits& limits);

/// The value as it stands in a record: in quotes if it needs them.
[[nodiscard]] std::string quotedIfNeeded(std::string_view value, const Dialect& dialect);

/// Appends one record, ended by CRLF.
void appendRecord(std::string& out, const std::vector<std::string>& values, const Dialect& dialect);

}  // namespace groupware::formats::csv
