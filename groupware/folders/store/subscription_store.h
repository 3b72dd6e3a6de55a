#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/subscription.h"

#include <map>
#include <vector>

namespace groupware::folders {

/// Reads subscriptions of the session's context. Works on a replica or inside a transaction.
class SubscriptionReader {
public:
    explicit SubscriptionReader(dbpool::ReadSession& session) : session_(session) {}

    /// Those the user ever said something about; all others are the default.
    [[nodiscard]] std::map<FolderId, Subscription> of(UserId user);
    [[nodiscard]] std::vector<FolderId> changedSince(UserId user, Seq since);

private:
    dbpool::ReadSession& session_;
};

/// Writes them; change records are the service's.
class SubscriptionWriter {
public:
    explicit SubscriptionWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void set(UserId user, FolderId folder, const Subscription& subscription);
    void removeFolder(FolderId folder);
    /// @return rows removed
    std::int64_t removeUser(UserId user);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::folders
