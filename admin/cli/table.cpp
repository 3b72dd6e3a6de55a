#include "admin/cli/table.h"

#include <algorithm>

namespace admin::cli {
namespace {

/// Code points, which is what a terminal aligns by for the texts that occur here.
std::size_t widthOf(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string cellText(const Row& row, std::size_t column) {
    return row[column].value_or("");
}

void appendPadded(std::string& line, std::string_view text, std::size_t width, Align align) {
    const std::string padding(width - widthOf(text), ' ');
    if (align == Align::Right) line += padding;
    line += text;
    if (align == Align::Left) line += padding;
}

std::string withoutTrailingSpaces(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

}  // namespace

std::string formatTable(const std::vector<Column>& columns, const std::vector<Row>& rows) {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::size_t width = widthOf(columns[i].heading);
        for (const auto& row : rows) width = std::max(width, widthOf(cellText(row, i)));
        widths.push_back(width);
    }
    const auto line = [&](const auto& textOf) {
        std::string result;
        bool first = true;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].heading.empty()) continue;
            if (!first) result += ' ';
            first = false;
            appendPadded(result, textOf(i), widths[i], columns[i].align);
        }
        return withoutTrailingSpaces(std::move(result)) + "\n";
    };
    std::string table = line([&](std::size_t i) { return std::string(columns[i].heading); });
    for (const auto& row : rows) table += line([&](std::size_t i) { return cellText(row, i); });
    return table;
}

std::string formatCsv(const std::vector<Column>& columns, const std::vector<Row>& rows) {
    const auto line = [&](const auto& textOf) {
        std::string result;
        bool first = true;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].csvHeading.empty()) continue;
            if (!first) result += ',';
            first = false;
            result += textOf(i);
        }
        return result + "\n";
    };
    std::string csv = line([&](std::size_t i) { return std::string(columns[i].csvHeading); });
    for (const auto& row : rows) {
        csv += line([&](std::size_t i) { return row[i] ? quoted(*row[i]) : std::string(); });
    }
    return csv;
}

}  // namespace admin::cli
