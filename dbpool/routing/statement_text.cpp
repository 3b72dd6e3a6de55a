#include "dbpool/routing/statement_text.h"

namespace dbpool {

namespace {

/// Calls `use(position)` for every character outside of parentheses and quotes, until it returns true.
template <class Use>
std::size_t firstTopLevel(std::string_view sql, const Use& use) {
    int depth = 0;
    char quote = 0;
    for (std::size_t position = 0; position < sql.size(); ++position) {
        const char c = sql[position];
        if (quote != 0) {
            if (c == quote) quote = 0;
            continue;
        }
        if (c == '\'' || c == '"' || c == '`') quote = c;
        if (c == '(') ++depth;
        if (c == ')') --depth;
        if (depth == 0 && quote == 0 && use(position)) return position;
    }
    return std::string_view::npos;
}

}  // namespace

std::size_t findTopLevel(std::string_view sql, std::string_view word) {
    return firstTopLevel(sql, [&](std::size_t position) { return sql.substr(position, word.size()) == word; });
}

int countColumns(std::string_view columns) {
    int count = 1;
    static_cast<void>(firstTopLevel(columns, [&](std::size_t position) {
        if (columns[position] == ',') ++count;
        return false;
    }));
    return count;
}

std::optional<std::string> gatedText(std::string_view sql) {
    constexpr std::string_view kSelect = "SELECT ";
    constexpr std::string_view kDistinct = "SELECT DISTINCT ";
    constexpr std::size_t kNone = std::string_view::npos;
    if (!sql.starts_with(kSelect)) return std::nullopt;
    const std::string_view verb = sql.starts_with(kDistinct) ? kDistinct : kSelect;
    const std::size_t from = findTopLevel(sql, " FROM ");
    if (from == kNone || findTopLevel(sql, " UNION ") != kNone) return std::nullopt;

    std::string text = "(SELECT seq, epoch, @@read_only";
    const int columns = countColumns(sql.substr(verb.size(), from - verb.size()));
    for (int column = 0; column < columns; ++column) text += ", NULL";
    text += " FROM ctx_state WHERE cid = ?) UNION ALL (";
    text.append(verb).append("NULL, NULL, NULL, ").append(sql.substr(verb.size()));
    // The order of a half counts only if it has a limit.
    const bool unlimited = findTopLevel(sql, " ORDER BY ") != kNone && findTopLevel(sql, " LIMIT ") == kNone;
    if (unlimited) text += " LIMIT 9223372036854775807";
    text += ')';
    return text;
}

}  // namespace dbpool
