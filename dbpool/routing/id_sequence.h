#pragma once

#include "dbpool/routing/write_transaction.h"

#include <cstdint>
#include <string_view>

namespace dbpool {

/// Ids from 1 to `last` of one kind are taken: nextId() goes on behind them. For rows that keep the ids they had in
/// another context. Never lowers what was handed out.
void takeIds(WriteTransaction& tx, std::string_view kind, std::int64_t last);

/// As WriteTransaction::nextId(), for `count` of them that follow one another: one statement.
/// @param count  from 1
/// @return the first
[[nodiscard]] std::int64_t nextIds(WriteTransaction& tx, std::string_view kind, std::int64_t count);

}  // namespace dbpool
