#include "admin/cli/csv_import.h"

#include "admin/cli/common_options.h"
#include "admin/cli/failure.h"
#include "groupware/base/error.h"
#include "groupware/formats/csv/csv.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <ostream>
#include <set>

namespace admin::cli {
namespace {

namespace csv = groupware::formats::csv;

std::string contentsOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad() || !file.is_open()) {
        throw Failure(Problem::IllegalOptionValue, "Error: Illegal option value : cannot read " + path);
    }
    return text;
}

/// The operator's own file: as large as it is.
std::vector<csv::Record> parsed(const std::string& text) {
    constexpr auto kAny = std::numeric_limits<std::size_t>::max();
    try {
        return csv::parse(text, {}, {.octets = kAny, .records = kAny, .values = kAny});
    } catch (const groupware::Error& error) {
        throw Failure(Problem::UnableToParse, "Error: " + error.publicText());
    }
}

void requireColumns(std::span<const OptionSpec> specs, const std::vector<std::string>& columns) {
    std::set<std::string_view> seen;
    for (const auto& column : columns) {
        const bool known = std::any_of(specs.begin(), specs.end(), [&](const OptionSpec& spec) {
            return spec.name == column && !spec.argument.empty() && column != common::kCsvImport.name;
        });
        if (!known) throw Failure(Problem::UnknownOption, "Error: Unrecognized column \"" + column + "\"");
        if (!seen.insert(column).second) {
            throw Failure(Problem::UnableToParse, "Error: Column \"" + column + "\" is there twice");
        }
    }
}

/// Whether all further records would fail too, and trying them would look like guessing passwords.
bool endsImport(int status, const std::vector<std::string>& columns) {
    if (status == static_cast<int>(Problem::CommunicationError)) return true;
    if (status != static_cast<int>(Problem::InvalidCredentials)) return false;
    return std::none_of(columns.begin(), columns.end(), [](const auto& column) {
        return column == common::kAdminUser.name || column == common::kAdminPassword.name;
    });
}

int callWith(const csv::Record& record, const std::vector<std::string>& columns, Arguments arguments,
             const CallOnce& callOnce, std::ostream& err) {
    const std::string origin = "line " + std::to_string(record.line);
    if (record.values.size() != columns.size()) {
        err << origin << ": Error: " << record.values.size() << " values for " << columns.size() << " columns\n";
        return static_cast<int>(Problem::UnableToParse);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!record.values[i].empty()) arguments.set(columns[i], record.values[i]);
    }
    return callOnce(arguments, origin);
}

}  // namespace

int importCsv(std::span<const OptionSpec> specs, const Arguments& given, const CallOnce& callOnce, std::ostream& err) {
    const auto records = parsed(contentsOf(given.text(common::kCsvImport.name)));
    if (records.empty()) throw Failure(Problem::UnableToParse, "Error: The file has no line with column names");
    const auto& columns = records.front().values;
    requireColumns(specs, columns);

    int result = 0;
    std::size_t failed = 0;
    std::size_t tried = 0;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const int status = callWith(records[i], columns, given, callOnce, err);
        ++tried;
        if (status == 0) continue;
        ++failed;
        if (result == 0) result = status;
        if (endsImport(status, columns)) break;
    }
    if (failed == 0) return 0;
    err << failed << " of " << records.size() - 1 << " lines failed";
    if (const auto left = records.size() - 1 - tried; left > 0) err << ", " << left << " were not tried";
    err << "\n";
    return result;
}

}  // namespace admin::cli
