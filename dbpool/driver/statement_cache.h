#pragma once

#include <cppconn/prepared_statement.h>

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dbpool {

/// A prepared statement and what the server said about it.
struct PreparedStatement {
    std::unique_ptr<sql::PreparedStatement> handle;
    std::size_t parameters = 0;
    bool readsOnly = false;  ///< SELECT and SHOW; not `... RETURNING`, whose columns PREPARE does not know
};

/// The prepared statements of one connection, least recently used ones closed first. The key contains the schema: a
/// statement keeps the schema of its PREPARE, so executing it after `USE` of another one would silently write into the
/// first.
class StatementCache {
public:
    explicit StatementCache(std::size_t limit) : limit_(limit) {}

    /// The cached statement, now the most recently used one, or null.
    [[nodiscard]] PreparedStatement* find(std::string_view schema, std::string_view text);
    /// Adds one that find() did not know; closes the least recently used one if there are too many.
    PreparedStatement& add(std::string_view schema, std::string_view text, PreparedStatement statement);
    void erase(std::string_view schema, std::string_view text);
    void clear();

private:
    struct Entry {
        std::string schema;
        std::string text;
        PreparedStatement statement;
    };
    /// Views of the strings of an Entry; list nodes do not move.
    struct Key {
        std::string_view schema;
        std::string_view text;
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const noexcept {
            const std::hash<std::string_view> hash;
            return hash(key.schema) * 31 + hash(key.text);
        }
    };

    std::size_t limit_;
    std::list<Entry> entries_;  ///< most recently used first
    std::unordered_map<Key, std::list<Entry>::iterator, KeyHash> index_;
};

}  // namespace dbpool
