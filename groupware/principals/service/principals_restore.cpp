#include "groupware/principals/service/principals_restore.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/routing/id_sequence.h"
#include "groupware/base/error.h"
#include "groupware/principals/service/group_provisioning.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/principals/store/missing_principals.h"
#include "groupware/principals/store/resource_store.h"
#include "groupware/principals/store/user_store.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <set>

namespace groupware::principals {
namespace {

constexpr FolderId kNoFolder{0};
/// Ids to come stay exact in JSON.
constexpr std::int64_t kMaxRestoredId = std::int64_t{1} << 48U;

[[noreturn]] void refuse(std::string_view what, std::int64_t id, std::string_view why) {
    const std::string text = std::string(what) + " " + std::to_string(id) + " " + std::string(why) + ".";
    throw Error(ErrorCode::BadRequest, text, text);
}

void requirePossible(std::string_view what, std::int64_t id, std::int64_t first) {
    if (id < first || id > kMaxRestoredId) refuse(what, id, "has an impossible id");
}

/// Runs `write`; a duplicate key is an id or name that is taken.
template <class Write>
void once(std::string_view what, std::int64_t id, Write write) {
    try {
        write();
    } catch (const dbpool::DbError& error) {
        if (error.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        const std::string text = std::string(what) + " " + std::to_string(id) + " is there twice.";
        throw Error(ErrorCode::Conflict, text, text);
    }
}

NewUser newUserOf(const User& user) {
    return {.login = user.login,
            .displayName = user.displayName,
            .givenName = user.givenName,
            .surname = user.surname,
            .email = user.email,
            .aliases = user.aliases,
            .company = user.company,
            .department = user.department,
            .language = user.language,
            .timeZone = user.timeZone,
            .contact = user.contact,
            .password = {kNoPassword},
            .access = user.access};
}

}  // namespace

PasswordHash restoredHash(std::string_view text) {
    constexpr std::size_t kMaxHash = 255;
    const bool plausible =
        text.size() <= kMaxHash && text.starts_with('$') &&
        std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f && c != ':'; });
    if (!plausible) throw Error(ErrorCode::BadRequest, "no password hash", "This is not the hash of a password.");
    return {std::string(text)};
}

void restoreUser(dbpool::WriteTransaction& tx, const User& user, const std::map<std::string, std::string>& attributes) {
    requirePossible("User", user.id.value, kContextAdmin.value);
    const NewUser fresh = newUserOf(user);
    requireValid(fresh);
    UserReader reader(tx);
    UserWriter writer(tx);
    const bool admin = user.contextAdmin();
    if (admin && !user.enabled) refuse("User", user.id.value, "is the administrator and cannot be disabled");
    if (reader.displayNameTaken(user.displayName, user.id)) refuse("User", user.id.value, "has another's display name");
    if (reader.emailTaken(user.email, user.id)) refuse("User", user.id.value, "has another's mail address");
    if (!admin) {
        if (reader.existsLogin(user.login)) refuse("User", user.id.value, "has another's user name");
        once("User", user.id.value, [&] { writer.insert(user.id, fresh); });
        dbpool::takeIds(tx, "user", user.id.value);
    }
    if (admin || !user.enabled) writer.update(user);
    for (const auto& [name, value] : attributes) setAttribute(tx, user.id, name, value);
    tx.record(
        sync::change(sync::Kind::User, admin ? sync::Verb::Changed : sync::Verb::Created, kNoFolder, user.id.value));
}

void restoreGroup(dbpool::WriteTransaction& tx, const Group& group) {
    if (group.id == kAllUsers) return;
    if (group.id == kStandardGroup) return changeGroup(tx, group.id, {.members = group.members});
    requirePossible("Group", group.id.value, kFirstGroup.value);
    requireValid(NewGroup{.name = group.name, .displayName = group.displayName, .members = group.members});
    std::set<std::int64_t> members;
    for (const auto member : group.members) members.insert(member.value);
    if (!missingUsers(tx, members).empty()) refuse("Group", group.id.value, "has a member who does not exist");
    GroupWriter writer(tx);
    if (GroupReader(tx).exists(group.id)) refuse("Group", group.id.value, "is there twice");
    writer.insert(group.id, group.name, group.displayName);
    writer.addMembers(group.id, group.members);
    dbpool::takeIds(tx, "group", group.id.value);
    tx.record(sync::change(sync::Kind::Group, sync::Verb::Created, kNoFolder, group.id.value));
}

void restoreResource(dbpool::WriteTransaction& tx, const Resource& resource) {
    requirePossible("Resource", resource.id.value, 1);
    const NewResource fresh{.name = resource.name,
                            .displayName = resource.displayName,
                            .email = resource.email,
                            .description = resource.description,
                            .available = resource.available,
                            .booking = resource.booking};
    requireValid(fresh);
    if (ResourceReader(tx).find(resource.id)) refuse("Resource", resource.id.value, "is there twice");
    ResourceWriter(tx).insert(resource.id, fresh);
    dbpool::takeIds(tx, "resource", resource.id.value);
    tx.record(sync::change(sync::Kind::Resource, sync::Verb::Created, kNoFolder, resource.id.value));
}

void restoreGuest(dbpool::WriteTransaction& tx, Guest guest, const ShareTokens& tokens) {
    requirePossible("Guest", guest.id.value, kFirstUser.value);
    requireValid(guest);
    if (guest.seed.size() != ShareTokens::kSeedOctets) refuse("Guest", guest.id.value, "has no link");
    if (guest.needsPassword()) guest.password = restoredHash(guest.password.value);
    if (!missingUsers(tx, {guest.createdBy.value}).empty()) {
        refuse("Guest", guest.id.value, "was invited by nobody");
    }
    if (missingUsers(tx, {guest.id.value}).empty()) refuse("Guest", guest.id.value, "is a user");
    requireRoom(tx, quotaOf(guest.kind));
    guest.tokenHash = tokens.of(tx.context(), guest.seed).hash();
    guest.credentialVersion = tx.seq().value;
    once("Guest", guest.id.value, [&] { GuestWriter(tx).insert(guest); });
    dbpool::takeIds(tx, "user", guest.id.value);
    tx.record(sync::change(sync::Kind::Session, sync::Verb::Created, kNoFolder, guest.id.value));
}

}  // namespace groupware::principals
