#include "groupware/principals/service/provisioning.h"

#include "groupware/base/error.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/user_store.h"
#include "groupware/sync/change.h"
#include "groupware/sync/tombstones.h"

#include <array>
#include <utility>

namespace groupware::principals {
namespace {

constexpr std::size_t kMaxAttributeName = 128;
constexpr std::size_t kMaxAttributeOctets = std::size_t{1} << 20U;
constexpr FolderId kNoFolder{0};

void recordUser(dbpool::WriteTransaction& tx, sync::Verb verb, UserId user) {
    tx.record(sync::change(sync::Kind::User, verb, kNoFolder, user.value));
}

void recordGroup(dbpool::WriteTransaction& tx, sync::Verb verb, GroupId group) {
    tx.record(sync::change(sync::Kind::Group, verb, kNoFolder, group.value));
}

[[noreturn]] void throwNoSuchUser(UserId user) {
    throw Error(ErrorCode::NotFound, "no such user " + std::to_string(user.value), "The user does not exist.");
}

void requireFree(dbpool::WriteTransaction& tx, UserId self, std::string_view displayName, std::string_view email) {
    UserReader reader(tx);
    if (reader.displayNameTaken(displayName, self)) {
        throw Error(ErrorCode::Conflict, "display name is taken", "Another user has this display name.");
    }
    if (reader.emailTaken(email, self)) {
        throw Error(ErrorCode::Conflict, "mail address is taken", "Another user has this mail address.");
    }
}

void add(dbpool::WriteTransaction& tx, UserId id, const NewUser& user) {
    UserWriter(tx).insert(id, user);
    GroupWriter groups(tx);
    groups.addMembers(kStandardGroup, std::array{id});
    groups.touch(std::array{kAllUsers, kStandardGroup});
    recordUser(tx, sync::Verb::Created, id);
    recordGroup(tx, sync::Verb::Changed, kAllUsers);
    recordGroup(tx, sync::Verb::Changed, kStandardGroup);
}

void applyTo(User& user, const UserChange& change) {
    user.displayName = change.displayName.value_or(std::move(user.displayName));
    user.givenName = change.givenName.value_or(std::move(user.givenName));
    user.surname = change.surname.value_or(std::move(user.surname));
    user.email = change.email.value_or(std::move(user.email));
    user.aliases = change.aliases.value_or(std::move(user.aliases));
    user.company = change.company.value_or(std::move(user.company));
    user.department = change.department.value_or(std::move(user.department));
    user.language = change.language.value_or(std::move(user.language));
    user.timeZone = change.timeZone.value_or(std::move(user.timeZone));
    apply(change.contact, user.contact);
    user.access = change.access.value_or(user.access);
    user.enabled = change.enabled.value_or(user.enabled);
}

}  // namespace

void addContextAdmin(dbpool::WriteTransaction& tx, const NewUser& admin) {
    requireValid(admin);
    GroupWriter groups(tx);
    groups.insert(kAllUsers, "all_users", "All users");
    groups.insert(kStandardGroup, "standard_group", "Standard group");
    recordGroup(tx, sync::Verb::Created, kAllUsers);
    add(tx, kContextAdmin, admin);
}

UserId addUser(dbpool::WriteTransaction& tx, const NewUser& user) {
    requireValid(user);
    if (UserReader(tx).existsLogin(user.login)) {
        throw Error(ErrorCode::Conflict, "user name is taken", "Another user has this user name.");
    }
    requireFree(tx, UserId{0}, user.displayName, user.email);
    const UserId id{tx.nextId("user", kFirstUser.value)};
    add(tx, id, user);
    return id;
}

void changeUser(dbpool::WriteTransaction& tx, UserId user, const UserChange& change) {
    requireValid(change);
    auto stored = UserReader(tx).find(user);
    if (!stored) throwNoSuchUser(user);
    applyTo(*stored, change);
    if (stored->contextAdmin() && !stored->enabled) {
        throw Error(ErrorCode::Forbidden, "context administrator cannot be disabled",
                    "The administrator of a context cannot be disabled.");
    }
    requireFree(tx, user, stored->displayName, stored->email);
    UserWriter(tx).update(*stored);
    recordUser(tx, sync::Verb::Changed, user);
}

void removeUser(dbpool::WriteTransaction& tx, UserId user) {
    if (user == kContextAdmin) {
        throw Error(ErrorCode::Forbidden, "context administrator cannot be removed",
                    "The administrator of a context cannot be removed.");
    }
    const auto stored = UserReader(tx).find(user);
    if (!stored) throwNoSuchUser(user);
    GroupWriter groups(tx);
    for (const auto group : GroupReader(tx).groupsOf(user)) recordGroup(tx, sync::Verb::Changed, group);
    groups.removeFromAll(user);
    groups.touch(std::array{kAllUsers});
    UserWriter(tx).remove(user);
    sync::addTombstone(tx, sync::Kind::User, kNoFolder, user.value, stored->login);
    recordUser(tx, sync::Verb::Removed, user);
}

void setPassword(dbpool::WriteTransaction& tx, UserId user, const PasswordHash& password) {
    if (!UserWriter(tx).setPassword(user, password)) throwNoSuchUser(user);
    recordUser(tx, sync::Verb::Changed, user);
}

void replacePassword(dbpool::WriteTransaction& tx, UserId user, const PasswordHash& current,
                     const PasswordHash& password) {
    if (!UserWriter(tx).replacePassword(user, current, password)) {
        throw Error(ErrorCode::Conflict, "password changed meanwhile", "Your password was changed in the meantime.");
    }
    recordUser(tx, sync::Verb::Changed, user);
}

void renewPasswordHash(dbpool::WriteTransaction& tx, UserId user, const PasswordHash& current,
                       const PasswordHash& renewed) {
    UserWriter(tx).renewPasswordHash(user, current, renewed);
    recordUser(tx, sync::Verb::Changed, user);
}

void setAttribute(dbpool::WriteTransaction& tx, UserId user, std::string_view name,
                  const std::optional<std::string>& value) {
    if (name.empty() || name.size() > kMaxAttributeName) {
        throw Error(ErrorCode::BadRequest, "attribute name empty or too long",
                    "The name of a user attribute has 1 to 128 characters.");
    }
    if (value && value->size() > kMaxAttributeOctets) {
        throw Error(ErrorCode::TooLarge, "attribute value too long", "A user attribute holds at most 1 MiB.");
    }
    if (!UserReader(tx).exists(user)) throwNoSuchUser(user);
    UserWriter(tx).setAttribute(user, name, value);
    recordUser(tx, sync::Verb::Changed, user);
}

}  // namespace groupware::principals
