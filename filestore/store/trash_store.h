#pragma once

#include "dbpool/routing/unsynced_transaction.h"
#include "dbpool/routing/write_transaction.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace filestore {

/// Adds to `filestore_trash` inside the transaction that drops the reference.
class TrashWriter {
public:
    explicit TrashWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}
    void add(std::string_view key);

private:
    dbpool::WriteTransaction& transaction_;
};

/// What the collector does to `filestore_trash`. On the master.
class TrashCollectorStore {
public:
    explicit TrashCollectorStore(dbpool::UnsyncedTransaction& transaction) : transaction_(transaction) {}
    /// Keys that have been in the trash for `grace` by the clock of the database, oldest first.
    [[nodiscard]] std::vector<std::string> due(std::chrono::milliseconds grace, int atMost);
    void forget(std::string_view key);

private:
    dbpool::UnsyncedTransaction& transaction_;
};

}  // namespace filestore
