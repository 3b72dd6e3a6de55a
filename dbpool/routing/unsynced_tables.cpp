#include "dbpool/routing/unsynced_tables.h"

#include "dbpool/routing/session.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

namespace dbpool {

namespace {

constexpr ReadStatement kComment{
    "routing.table.comment",
    "SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?"};

bool isWord(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    });
}

/// Takes the next word off the text: letters, digits, `_`; anything else is a word of one character.
std::string_view takeWord(std::string_view& text) {
    const std::size_t start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    text.remove_prefix(start);
    std::size_t length = 0;
    while (length < text.size() && isWord(text.substr(length, 1))) ++length;
    if (length == 0 && !text.empty()) length = 1;
    const std::string_view word = text.substr(0, length);
    text.remove_prefix(length);
    return word;
}

bool oneOf(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<std::string> writtenTable(std::string_view sql) {
    const std::string_view verb = takeWord(sql);
    if (verb == "SELECT") return "";
    if (!oneOf(verb, {"INSERT", "REPLACE", "UPDATE", "DELETE"})) return std::nullopt;
    std::string_view word = takeWord(sql);
    while (oneOf(word, {"IGNORE", "LOW_PRIORITY", "HIGH_PRIORITY", "QUICK"})) word = takeWord(sql);
    if (verb == "DELETE" && word != "FROM") return std::nullopt;
    if (oneOf(verb, {"INSERT", "REPLACE"}) && word != "INTO") return std::nullopt;
    if (verb != "UPDATE") word = takeWord(sql);
    const std::string_view table = word;
    if (!isWord(table)) return std::nullopt;
    const std::string_view next = takeWord(sql);
    if (verb == "UPDATE" && next != "SET") return std::nullopt;
    if (verb == "DELETE" && next != "WHERE") return std::nullopt;
    return std::string(table);
}

void UnsyncedTables::require(Session& session, const UnsyncedStatement& statement) {
    {
        const std::scoped_lock lock(mutex_);
        if (allowed_.find(statement.sql) != allowed_.end()) return;
    }
    const std::optional<std::string> table = writtenTable(statement.sql);
    const std::string name(statement.name);
    if (!table) throw std::logic_error(name + ": cannot tell which table it writes");
    if (!table->empty()) {
        Rows rows = session.plainQuery(kComment.sql, {*table});
        if (!rows.next() || rows.text(1) != "unsynced")
            throw std::logic_error(name + " writes " + *table + ", which is not marked unsynced");
    }
    const std::scoped_lock lock(mutex_);
    allowed_.emplace(statement.sql);
}

}  // namespace dbpool
