#include "groupware/base/error.h"
#include "groupware/base/utf8.h"
#include "groupware/formats/csv/csv.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace csv = groupware::formats::csv;

constexpr csv::Limits kLimits{.octets = 1 << 20, .records = 1000, .values = 100};

std::vector<csv::Record> read(std::string_view text) {
    try {
        return csv::parseFile(text, kLimits);
    } catch (const groupware::Error&) {
        return {};
    }
}

}  // namespace

/// What is read is UTF-8 within the limits; written again in every dialect it is the same table.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto records = read({reinterpret_cast<const char*>(data), size});
    if (records.size() > kLimits.records) std::abort();
    for (const auto& dialect : {csv::Dialect{}, csv::Dialect{';', '\''}, csv::Dialect{'\t', '"'}}) {
        std::string out;
        for (const auto& record : records) {
            for (const auto& value : record.values) {
                if (!groupware::isUtf8(value)) std::abort();
            }
            csv::appendRecord(out, record.values, dialect);
        }
        // Quotes and replaced octets make it longer; a record of one empty value is an empty line.
        const auto again = csv::parse(out, dialect, {.octets = out.size(), .records = 1000, .values = 100});
        if (again.size() != records.size()) std::abort();
        for (std::size_t i = 0; i < records.size(); ++i) {
            if (again[i].values != records[i].values) std::abort();
        }
    }
    return 0;
}
