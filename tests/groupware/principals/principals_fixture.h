#pragma once

#include "groupware/principals/schema.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/user_store.h"
#include "groupware/sync/schema.h"
#include "tests/support/database_test.h"

#include <string>

namespace groupware::principals::test {

/// A user whose names follow from his login. The hash is of no password.
inline NewUser person(const std::string& login) {
    return {.login = login,
            .displayName = "Display of " + login,
            .givenName = "Given of " + login,
            .surname = "Surname of " + login,
            .email = login + "@example.com",
            .password = {"$y$j9T$none"},
            .access = ModuleAccess({Module::Infostore, Module::Calendar})};
}

/// Context 7 with its administrator "oxadmin".
class PrincipalsTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};

    PrincipalsTest() : DatabaseTest({sync::kSchema, kSchema}) {
        createContext(kContext, [](dbpool::WriteTransaction& tx) { addContextAdmin(tx, person("oxadmin")); });
    }

    UserId add(const NewUser& user, ContextId context = kContext) {
        UserId id;
        database().write(context, [&](dbpool::WriteTransaction& tx) { id = addUser(tx, user); });
        return id;
    }
    std::optional<User> find(UserId user, ContextId context = kContext) {
        auto session = database().read(context, Freshness::strict());
        return UserReader(session).find(user);
    }
    Credentials credentials(const std::string& login) {
        auto session = database().read(kContext, Freshness::strict());
        return UserReader(session).credentials(login).value();
    }
};

}  // namespace groupware::principals::test
