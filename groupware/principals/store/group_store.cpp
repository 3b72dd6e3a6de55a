#include "groupware/principals/store/group_store.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"
#include "groupware/principals/store/containing.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace groupware::principals {
namespace {

constexpr dbpool::ReadStatement kList{
    "principals.group.list",
    "SELECT id, name, display_name, seq, created_seq FROM user_group WHERE cid = ? ORDER BY id"};
constexpr dbpool::ReadStatement kFind{
    "principals.group.find",
    "SELECT id, name, display_name, seq, created_seq FROM user_group WHERE cid = ? AND id = ?"};
constexpr dbpool::ReadStatement kFindAll{
    "principals.group.find_all",
    "SELECT id, name, display_name, seq, created_seq FROM user_group WHERE cid = ? AND id IN (?...) ORDER BY id"};
constexpr dbpool::ReadStatement kFindByName{
    "principals.group.find_by_name",
    "SELECT id, name, display_name, seq, created_seq FROM user_group WHERE cid = ? AND name = ?"};
constexpr dbpool::ReadStatement kSearch{
    "principals.group.search",
    "SELECT id, name, display_name, seq, created_seq FROM user_group WHERE cid = ? AND "
    "(name LIKE ? ESCAPE '|' OR display_name LIKE ? ESCAPE '|') ORDER BY id"};
constexpr dbpool::ReadStatement kChanged{
    "principals.group.changed",
    "SELECT id, name, display_name, seq, created_seq FROM user_group WHERE cid = ? AND seq > ? ORDER BY id"};
constexpr dbpool::ReadStatement kExists{"principals.group.exists", "SELECT 1 FROM user_group WHERE cid = ? AND id = ?"};
constexpr dbpool::ReadStatement kSeq{"principals.group.seq", "SELECT seq FROM user_group WHERE cid = ? AND id = ?"};
constexpr dbpool::ReadStatement kCount{"principals.group.count", "SELECT COUNT(*) FROM user_group WHERE cid = ?"};
constexpr dbpool::ReadStatement kMembers{
    "principals.group.members",
    "SELECT group_id, user FROM group_member WHERE cid = ? AND group_id IN (?...) ORDER BY user"};
constexpr dbpool::ReadStatement kEveryMember{"principals.group.every_member",
                                             "SELECT group_id, user FROM group_member WHERE cid = ? ORDER BY user"};
constexpr dbpool::ReadStatement kEveryUser{"principals.group.every_user",
                                           "SELECT id FROM user_account WHERE cid = ? ORDER BY id"};
constexpr dbpool::ReadStatement kGroupsOf{
    "principals.group.of_user", "SELECT group_id FROM group_member WHERE cid = ? AND user = ? ORDER BY group_id"};

constexpr dbpool::WriteStatement kInsert{
    "principals.group.insert",
    "INSERT INTO user_group (cid, id, name, display_name, seq, created_seq) VALUES (?, ?, ?, ?, ?, ?)"};
constexpr dbpool::WriteStatement kRename{
    "principals.group.rename",
    "UPDATE user_group JOIN (SELECT ? AS own) context ON user_group.cid = context.own "
    "SET name = ?, display_name = ?, seq = ? WHERE id = ?"};
// Whoever does not exist is not added, even if he went a moment ago.
constexpr dbpool::WriteStatement kAddMembers{
    "principals.group.add_members",
    "INSERT IGNORE INTO group_member (cid, user, group_id) SELECT u.cid, u.id, g.id "
    "FROM user_account u JOIN user_group g ON g.cid = u.cid WHERE u.cid = ? AND g.id = ? AND u.id IN (?...)"};
constexpr dbpool::WriteStatement kRemoveMembers{
    "principals.group.remove_members", "DELETE FROM group_member WHERE cid = ? AND group_id = ? AND user IN (?...)"};
constexpr dbpool::WriteStatement kTouch{
    "principals.group.touch",
    "UPDATE user_group JOIN (SELECT ? AS own) context ON user_group.cid = context.own SET seq = ? WHERE id IN (?...)"};
constexpr dbpool::WriteStatement kTouchOfUser{
    "principals.group.touch_of_user",
    "UPDATE user_group JOIN (SELECT ? AS own) context ON user_group.cid = context.own "
    "JOIN group_member ON group_member.cid = context.own AND group_member.group_id = user_group.id "
    "SET user_group.seq = ? WHERE group_member.user = ?"};
constexpr dbpool::WriteStatement kRemoveFromAll{"principals.group.remove_user",
                                                "DELETE FROM group_member WHERE cid = ? AND user = ?"};
constexpr dbpool::WriteStatement kRemoveAllMembers{"principals.group.remove_all_members",
                                                   "DELETE FROM group_member WHERE cid = ? AND group_id = ?"};
constexpr dbpool::WriteStatement kRemove{"principals.group.remove", "DELETE FROM user_group WHERE cid = ? AND id = ?"};

std::vector<Group> groupsAt(dbpool::Rows rows) {
    std::vector<Group> groups;
    while (rows.next()) {
        groups.push_back({.id = {rows.integer(1)},
                          .name = rows.text(2),
                          .displayName = rows.text(3),
                          .members = {},
                          .seq = {rows.integer(4)},
                          .createdSeq = {rows.integer(5)}});
    }
    return groups;
}

std::vector<UserId> usersOf(dbpool::Rows rows) {
    std::vector<UserId> users;
    while (rows.next()) users.push_back({rows.integer(1)});
    return users;
}

using Memberships = std::map<GroupId, std::vector<UserId>>;

void addTo(Memberships& memberships, dbpool::Rows rows) {
    while (rows.next()) memberships[GroupId{rows.integer(1)}].push_back({rows.integer(2)});
}

/// Runs `use` for at most as many ids at a time as a statement takes.
template <class Id, class Use>
void inParts(std::span<const Id> ids, const Use& use) {
    std::vector<std::int64_t> numbers;
    for (const auto id : ids) numbers.push_back(id.value);
    for (std::span<const std::int64_t> rest(numbers); !rest.empty();) {
        const auto part = rest.first(std::min(rest.size(), dbpool::ReadSession::kMaxListValues));
        use(part);
        rest = rest.subspan(part.size());
    }
}

std::optional<Group> first(std::vector<Group> groups) {
    if (groups.empty()) return std::nullopt;
    return std::move(groups.front());
}

template <class Write>
void namedOnce(Write write) {
    try {
        write();
    } catch (const dbpool::DbError& error) {
        if (error.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        throw Error(ErrorCode::Conflict, "group name is taken", "Another group has this name.");
    }
}

}  // namespace

std::vector<Group> GroupReader::withMembers(std::vector<Group> groups) {
    std::vector<GroupId> listed;
    for (const auto& group : groups) {
        if (group.id != kAllUsers) listed.push_back(group.id);
    }
    Memberships memberships;
    inParts<GroupId>(
        listed, [&](std::span<const std::int64_t> part) { addTo(memberships, session_.queryIn(kMembers, {}, part)); });
    for (auto& group : groups) {
        group.members = group.id == kAllUsers ? usersOf(session_.query(kEveryUser)) : memberships[group.id];
    }
    return groups;
}

std::optional<Group> GroupReader::find(GroupId group) {
    return first(withMembers(groupsAt(session_.query(kFind, {group.value}))));
}

std::vector<Group> GroupReader::find(std::span<const GroupId> groups) {
    std::vector<Group> found;
    inParts<GroupId>(groups, [&](std::span<const std::int64_t> part) {
        auto some = groupsAt(session_.queryIn(kFindAll, {}, part));
        std::move(some.begin(), some.end(), std::back_inserter(found));
    });
    return withMembers(std::move(found));
}

std::optional<Group> GroupReader::findByName(std::string_view name) {
    return first(withMembers(groupsAt(session_.query(kFindByName, {name}))));
}

std::vector<Group> GroupReader::list() {
    auto groups = groupsAt(session_.query(kList));
    Memberships memberships;
    addTo(memberships, session_.query(kEveryMember));
    for (auto& group : groups) {
        group.members = group.id == kAllUsers ? usersOf(session_.query(kEveryUser)) : memberships[group.id];
    }
    return groups;
}

std::vector<Group> GroupReader::search(std::string_view text) {
    const std::string pattern = containing(text);
    return withMembers(groupsAt(session_.query(kSearch, {pattern, pattern})));
}

std::vector<Group> GroupReader::changed(Seq since) {
    return withMembers(groupsAt(session_.query(kChanged, {since.value})));
}

bool GroupReader::exists(GroupId group) {
    return session_.query(kExists, {group.value}).next();
}

std::optional<Seq> GroupReader::seqOf(GroupId group) {
    auto rows = session_.query(kSeq, {group.value});
    if (!rows.next()) return std::nullopt;
    return Seq{rows.integer(1)};
}

std::int64_t GroupReader::count() {
    auto rows = session_.query(kCount);
    return rows.next() ? rows.integer(1) : 0;
}

std::vector<GroupId> GroupReader::groupsOf(UserId user) {
    std::vector<GroupId> groups{kAllUsers};
    auto rows = session_.query(kGroupsOf, {user.value});
    while (rows.next()) groups.push_back({rows.integer(1)});
    return groups;
}

GroupId GroupWriter::nextId() {
    return {transaction_.nextId("group", kFirstGroup.value)};
}

void GroupWriter::insert(GroupId group, std::string_view name, std::string_view displayName) {
    const std::int64_t seq = transaction_.seq().value;
    namedOnce([&] { transaction_.execute(kInsert, {group.value, name, displayName, seq, seq}); });
}

void GroupWriter::rename(GroupId group, std::string_view name, std::string_view displayName) {
    namedOnce([&] { transaction_.execute(kRename, {name, displayName, transaction_.seq().value, group.value}); });
}

void GroupWriter::addMembers(GroupId group, std::span<const UserId> users) {
    inParts<UserId>(
        users, [&](std::span<const std::int64_t> part) { transaction_.executeIn(kAddMembers, {group.value}, part); });
}

void GroupWriter::removeMembers(GroupId group, std::span<const UserId> users) {
    inParts<UserId>(users, [&](std::span<const std::int64_t> part) {
        transaction_.executeIn(kRemoveMembers, {group.value}, part);
    });
}

void GroupWriter::removeFromAll(UserId user) {
    transaction_.execute(kTouchOfUser, {transaction_.seq().value, user.value});
    transaction_.execute(kRemoveFromAll, {user.value});
}

void GroupWriter::touch(std::span<const GroupId> groups) {
    inParts<GroupId>(groups, [&](std::span<const std::int64_t> part) {
        transaction_.executeIn(kTouch, {transaction_.seq().value}, part);
    });
}

void GroupWriter::remove(GroupId group) {
    transaction_.execute(kRemoveAllMembers, {group.value});
    transaction_.execute(kRemove, {group.value});
}

}  // namespace groupware::principals
