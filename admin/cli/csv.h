#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace admin::cli {

/// One record of a CSV file.
struct CsvRecord {
    std::size_t line = 0;  ///< its first line, counted from 1
    std::vector<std::string> values;
};

/// Reads comma-separated values. RFC 4180; line ends may also be bare LF, empty lines and a UTF-8 byte order mark are
/// skipped.
/// @throws Failure UnableToParse for a quote that is not closed or stands inside a plain value
[[nodiscard]] std::vector<CsvRecord> parseCsv(std::string_view text);

}  // namespace admin::cli
