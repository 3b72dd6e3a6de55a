#include "groupware/principals/store/group_store.h"

#include <algorithm>

namespace groupware::principals {
namespace {

constexpr dbpool::ReadStatement kList{"principals.group.list",
                                      "SELECT id, name, display_name, seq FROM user_group WHERE cid = ? ORDER BY id"};
constexpr dbpool::ReadStatement kFind{"principals.group.find",
                                      "SELECT id, name, display_name, seq FROM user_group WHERE cid = ? AND id = ?"};
constexpr dbpool::ReadStatement kExists{"principals.group.exists", "SELECT 1 FROM user_group WHERE cid = ? AND id = ?"};
constexpr dbpool::ReadStatement kMembers{"principals.group.members",
                                         "SELECT user FROM group_member WHERE cid = ? AND group_id = ? ORDER BY user"};
constexpr dbpool::ReadStatement kEveryMember{
    "principals.group.every_member", "SELECT group_id, user FROM group_member WHERE cid = ? ORDER BY group_id, user"};
constexpr dbpool::ReadStatement kEveryUser{"principals.group.every_user",
                                           "SELECT id FROM user_account WHERE cid = ? ORDER BY id"};
constexpr dbpool::ReadStatement kGroupsOf{
    "principals.group.of_user", "SELECT group_id FROM group_member WHERE cid = ? AND user = ? ORDER BY group_id"};

constexpr dbpool::WriteStatement kInsert{
    "principals.group.insert",
    "INSERT INTO user_group (cid, id, name, display_name, seq, created_seq) VALUES (?, ?, ?, ?, ?, ?)"};
constexpr dbpool::WriteStatement kAddMember{"principals.group.add_member",
                                            "INSERT INTO group_member (cid, user, group_id) VALUES (?, ?, ?)"};
constexpr dbpool::WriteStatement kTouch{
    "principals.group.touch",
    "UPDATE user_group JOIN (SELECT ? AS own) context ON user_group.cid = context.own SET seq = ? WHERE id = ?"};
constexpr dbpool::WriteStatement kTouchOfUser{
    "principals.group.touch_of_user",
    "UPDATE user_group JOIN (SELECT ? AS own) context ON user_group.cid = context.own "
    "JOIN group_member ON group_member.cid = context.own AND group_member.group_id = user_group.id "
    "SET user_group.seq = ? WHERE group_member.user = ?"};
constexpr dbpool::WriteStatement kRemoveFromAll{"principals.group.remove_user",
                                                "DELETE FROM group_member WHERE cid = ? AND user = ?"};

Group groupAt(const dbpool::Rows& rows) {
    return Group{.id = {rows.integer(1)},
                 .name = rows.text(2),
                 .displayName = rows.text(3),
                 .members = {},
                 .seq = {rows.integer(4)}};
}

std::vector<UserId> usersOf(dbpool::Rows rows) {
    std::vector<UserId> users;
    while (rows.next()) users.push_back({rows.integer(1)});
    return users;
}

}  // namespace

std::optional<Group> GroupReader::find(GroupId group) {
    auto rows = session_.query(kFind, {group.value});
    if (!rows.next()) return std::nullopt;
    Group found = groupAt(rows);
    found.members = usersOf(group == kAllUsers ? session_.query(kEveryUser) : session_.query(kMembers, {group.value}));
    return found;
}

std::vector<Group> GroupReader::list() {
    std::vector<Group> groups;
    auto rows = session_.query(kList);
    while (rows.next()) groups.push_back(groupAt(rows));
    auto members = session_.query(kEveryMember);
    while (members.next()) {
        const GroupId group{members.integer(1)};
        const auto found =
            std::find_if(groups.begin(), groups.end(), [&](const Group& one) { return one.id == group; });
        if (found != groups.end()) found->members.push_back({members.integer(2)});
    }
    for (auto& group : groups) {
        if (group.id == kAllUsers) group.members = usersOf(session_.query(kEveryUser));
    }
    return groups;
}

bool GroupReader::exists(GroupId group) {
    return session_.query(kExists, {group.value}).next();
}

std::vector<GroupId> GroupReader::groupsOf(UserId user) {
    std::vector<GroupId> groups{kAllUsers};
    auto rows = session_.query(kGroupsOf, {user.value});
    while (rows.next()) groups.push_back({rows.integer(1)});
    return groups;
}

void GroupWriter::insert(GroupId group, std::string_view name, std::string_view displayName) {
    const std::int64_t seq = transaction_.seq().value;
    transaction_.execute(kInsert, {group.value, name, displayName, seq, seq});
}

void GroupWriter::addMember(GroupId group, UserId user) {
    transaction_.execute(kAddMember, {user.value, group.value});
    transaction_.execute(kTouch, {transaction_.seq().value, group.value});
}

void GroupWriter::removeFromAll(UserId user) {
    transaction_.execute(kTouchOfUser, {transaction_.seq().value, user.value});
    transaction_.execute(kRemoveFromAll, {user.value});
}

}  // namespace groupware::principals
