#include "groupware/folders/store/subscription_store.h"

namespace groupware::folders {
namespace {

constexpr dbpool::ReadStatement kOfUser{
    "folders.subscription.of_user",
    "SELECT folder, subscribed, used_for_sync FROM folder_subscription WHERE cid = ? AND user = ?"};
constexpr dbpool::ReadStatement kChanged{
    "folders.subscription.changed", "SELECT folder FROM folder_subscription WHERE cid = ? AND user = ? AND seq > ?"};
constexpr dbpool::WriteStatement kSet{
    "folders.subscription.set",
    "INSERT INTO folder_subscription (cid, user, folder, subscribed, used_for_sync, seq) VALUES (?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE subscribed = VALUES(subscribed), used_for_sync = VALUES(used_for_sync), "
    "seq = VALUES(seq)"};
constexpr dbpool::WriteStatement kRemoveFolder{"folders.subscription.remove_folder",
                                               "DELETE FROM folder_subscription WHERE cid = ? AND folder = ?"};
constexpr dbpool::WriteStatement kRemoveUser{"folders.subscription.remove_user",
                                             "DELETE FROM folder_subscription WHERE cid = ? AND user = ?"};

}  // namespace

std::map<FolderId, Subscription> SubscriptionReader::of(UserId user) {
    std::map<FolderId, Subscription> found;
    auto rows = session_.query(kOfUser, {user.value});
    while (rows.next()) found[FolderId{rows.integer(1)}] = {rows.flag(2), rows.flag(3)};
    return found;
}

std::vector<FolderId> SubscriptionReader::changedSince(UserId user, Seq since) {
    std::vector<FolderId> ids;
    auto rows = session_.query(kChanged, {user.value, since.value});
    while (rows.next()) ids.push_back({rows.integer(1)});
    return ids;
}

void SubscriptionWriter::set(UserId user, FolderId folder, const Subscription& subscription) {
    transaction_.execute(
        kSet, {user.value, folder.value, subscription.subscribed, subscription.usedForSync, transaction_.seq().value});
}

void SubscriptionWriter::removeFolder(FolderId folder) {
    transaction_.execute(kRemoveFolder, {folder.value});
}

std::int64_t SubscriptionWriter::removeUser(UserId user) {
    return transaction_.execute(kRemoveUser, {user.value});
}

}  // namespace groupware::folders
