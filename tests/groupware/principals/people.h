#pragma once

#include "groupware/principals/service/provisioning.h"

#include <string>
#include <vector>

namespace groupware::principals::test {

/// Somebody who cannot log in.
inline NewUser person(const std::string& name) {
    NewUser user;
    user.login = name;
    user.displayName = name;
    user.givenName = name;
    user.surname = "Test";
    user.email = name + "@example.com";
    user.password = {"!"};
    return user;
}

inline UserId addPerson(dbpool::WriteTransaction& tx, const std::string& name) {
    return addUser(tx, person(name));
}

/// The administrator (2) and these users (3, 4, ...) of a new context.
inline void addPeople(dbpool::WriteTransaction& tx, const std::vector<std::string>& names) {
    addContextAdmin(tx, person("Admin"));
    for (const auto& name : names) (void)addPerson(tx, name);
}

}  // namespace groupware::principals::test
