#include "dbpool/driver/statement_cache.h"

#include <utility>

namespace dbpool {

PreparedStatement* StatementCache::find(std::string_view schema, std::string_view text) {
    const auto found = index_.find(Key{schema, text});
    if (found == index_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->statement;
}

PreparedStatement& StatementCache::add(std::string_view schema, std::string_view text, PreparedStatement statement) {
    while (!entries_.empty() && entries_.size() >= limit_) {
        const Entry& oldest = entries_.back();
        erase(oldest.schema, oldest.text);
    }
    entries_.push_front(Entry{std::string(schema), std::string(text), std::move(statement)});
    Entry& entry = entries_.front();
    index_.emplace(Key{entry.schema, entry.text}, entries_.begin());
    return entry.statement;
}

void StatementCache::erase(std::string_view schema, std::string_view text) {
    const auto found = index_.find(Key{schema, text});
    if (found == index_.end()) return;
    const auto entry = found->second;
    index_.erase(found);
    entries_.erase(entry);
}

void StatementCache::clear() {
    index_.clear();
    entries_.clear();
}

}  // namespace dbpool
