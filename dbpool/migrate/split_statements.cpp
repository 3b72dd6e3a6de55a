#include "dbpool/migrate/migrator.h"

#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

namespace {

std::string_view trimRight(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t\r");
    return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

/// Drops a comment, unless its dashes stand inside quotes. `quote` carries an open quote over line ends.
std::string_view withoutComment(std::string_view line, char& quote) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (quote != 0) {
            if (c == '\\') ++at;
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"' || c == '`') {
            quote = c;
        } else if (line.substr(at, 2) == "--" && (at + 2 == line.size() || line[at + 2] == ' ')) {
            return line.substr(0, at);
        }
    }
    return line;
}

}  // namespace

std::vector<std::string> splitStatements(std::string_view sql) {
    std::vector<std::string> statements;
    std::string current;
    char quote = 0;
    while (!sql.empty()) {
        const std::size_t end = sql.find('\n');
        const std::string_view line = trimRight(withoutComment(sql.substr(0, end), quote));
        sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 1);
        if (line.empty()) continue;
        if (!current.empty()) current += '\n';
        current += line;
        if (quote == 0 && line.back() == ';') {
            current.pop_back();
            statements.push_back(std::move(current));
            current.clear();
        }
    }
    if (!current.empty()) statements.push_back(std::move(current));
    return statements;
}

}  // namespace dbpool
