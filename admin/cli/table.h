#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace admin::cli {

enum class Align { Left, Right };

/// One column of a table: headings of the screen form and of the CSV form, either empty if it is not shown there.
struct Column {
    std::string_view key;  ///< of the JSON object that is a row
    std::string_view heading{};
    std::string_view csvHeading{};
    Align align = Align::Left;
    std::string_view within{};  ///< member that `key` is in: of an object its value, of a list whether it has it
};

using Row = std::vector<std::optional<std::string>>;  ///< as many cells as columns; no value = null

/// Header and rows, one space between columns, each as wide as its widest cell (in code points).
[[nodiscard]] std::string formatTable(const std::vector<Column>& columns, const std::vector<Row>& rows);

/// Header names as they are; values in double quotes with `"` doubled; null is empty. One line per row.
[[nodiscard]] std::string formatCsv(const std::vector<Column>& columns, const std::vector<Row>& rows);

}  // namespace admin::cli
