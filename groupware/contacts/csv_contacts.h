#pragma once

#include "groupware/contacts/fields.h"
#include "groupware/formats/csv/csv.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Contacts as tables. Pure.
namespace groupware::contacts {

/// One record: fields, or why it is none.
struct CsvItem {
    Fields fields{};
    std::string problem{};
};

/// The records below a line of headers: names of fields as in the JSON interface (which is what writeCsv() writes), or
/// those of Outlook in English, German or French. Unknown columns are left out, dates are read as the language writes
/// them.
/// @throws Error BadRequest if there is no header line with a known name
[[nodiscard]] std::vector<CsvItem> readCsv(std::span<const formats::csv::Record> records);

/// The line of headers for these columns; unknown ones are left out.
[[nodiscard]] std::string csvHeader(std::span<const int> columns);
[[nodiscard]] std::string csvRecord(const Fields& fields, std::span<const int> columns);
/// Every field that a table has if nobody says which.
[[nodiscard]] std::vector<int> csvColumns();

}  // namespace groupware::contacts
