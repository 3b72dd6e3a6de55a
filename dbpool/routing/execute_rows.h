#pragma once

#include "dbpool/driver/value.h"
#include "dbpool/routing/write_transaction.h"

#include <cstddef>
#include <span>
#include <vector>

namespace dbpool {

/// Runs `INSERT INTO t (cid, ...) VALUES (?...) [ON DUPLICATE KEY UPDATE ...]` for many rows in few statements:
/// `(?...)` stands for all rows. They go in powers of two, so that few different texts are prepared, and no statement
/// carries more octets than kMostOctets, one row aside.
///
/// @param rows  values of the columns after cid, which comes from the transaction; all of the same number
/// @throws DbError; std::logic_error for SQL without `(?...)`
void executeRows(WriteTransaction& tx, const WriteStatement& statement, std::span<const std::vector<Value>> rows);

inline constexpr std::size_t kMostRows = 64;
inline constexpr std::size_t kMostOctets = std::size_t{1} << 20U;

}  // namespace dbpool
