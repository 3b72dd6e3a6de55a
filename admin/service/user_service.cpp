#include "admin/service/user_service.h"

#include "admin/options.h"
#include "admin/service/context_gate.h"
#include "admin/service/problems.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/principals/store/user_store.h"

namespace admin {
namespace {

namespace principals = groupware::principals;
using groupware::ContextId;
using groupware::UserId;

principals::User require(dbpool::ReadSession& session, UserId user) {
    auto found = principals::UserReader(session).find(user);
    if (!found) throw noSuchUser(std::to_string(user.value), session.context());
    return *found;
}

}  // namespace

UserService::UserService(const Cluster& cluster, principals::PasswordHasher& hasher,
                         const groupware::folders::FolderContents& contents, const principals::UserArchive& settings,
                         groupware::main::TimeZones& timeZones, const groupware::Configuration& configuration)
    : cluster_(cluster),
      hasher_(hasher),
      contents_(contents),
      settings_(settings),
      timeZones_(timeZones),
      defaultTimeZone_(configuration.get(kDefaultTimeZone)) {}

UserId UserService::create(ContextId context, const UserInput& input) {
    requireEnabledContext(cluster_, context);
    requireKnownTimeZone(input, timeZones_);
    auto user = newUserOf(input, defaultTimeZone_, hasher_);
    UserId id;
    cluster_.contexts.write(context, [&](dbpool::WriteTransaction& tx) {
        auto base = require(tx, principals::kContextAdmin).access;
        base.set(principals::Module::PublicFolderEditable, false);
        user.access = accessOf(input, base);
        id = principals::addUser(tx, user);
        const auto modules = user.access.names();
        groupware::folders::createUserFolders(tx, id, user.displayName, modules);
    });
    return id;
}

void UserService::change(ContextId context, UserId user, const UserInput& input) {
    requireEnabledContext(cluster_, context);
    requireKnownTimeZone(input, timeZones_);
    auto change = changeOf(input);
    principals::requireValid(change);
    std::optional<principals::PasswordHash> password;
    if (input.password) password = hasher_.hash(*input.password);
    cluster_.contexts.write(context, [&](dbpool::WriteTransaction& tx) {
        const auto known = require(tx, user);
        if (input.login && *input.login != known.login) throw invalid("The login name of a user cannot be changed");
        change.access = accessOf(input, known.access);
        principals::changeUser(tx, user, change);
        if (password) principals::setPassword(tx, user, *password);
        const auto modules = change.access->names();
        groupware::folders::createUserFolders(tx, user, change.displayName.value_or(known.displayName), modules);
    });
}

void UserService::remove(ContextId context, UserId user, UserId heir, groupware::folders::SharedFolders shared) {
    requireEnabledContext(cluster_, context);
    if (user == principals::kContextAdmin) throw invalid("The context's administrator cannot be deleted");
    if (user == heir) throw invalid("A user cannot inherit from himself");
    bool done = false;
    while (!done) {
        cluster_.contexts.write(context, [&](dbpool::WriteTransaction& tx) {
            const auto leaving = require(tx, user);
            require(tx, heir);
            done = groupware::folders::removeUserFolders(tx, user, heir, contents_, shared);
            if (done) {
                settings_.remove(tx, user);
                principals::removeUser(tx, user);
            } else if (leaving.enabled) {  // he must not go on making what is being taken away
                principals::changeUser(tx, user, {.enabled = false});
            }
        });
    }
}

principals::User UserService::find(ContextId context, UserId user) {
    requireContext(cluster_, context);
    auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
    return require(session, user);
}

principals::User UserService::findByLogin(ContextId context, std::string_view login) {
    requireContext(cluster_, context);
    auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
    auto found = principals::UserReader(session).findByLogin(login);
    if (!found) throw noSuchUser(std::string(login), context);
    return *found;
}

std::vector<principals::User> UserService::list(ContextId context) {
    requireContext(cluster_, context);
    auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
    return principals::UserReader(session).list();
}

}  // namespace admin
