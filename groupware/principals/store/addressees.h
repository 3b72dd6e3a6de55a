#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/freshness.h"
#include "groupware/principals/resource.h"
#include "groupware/principals/user.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace groupware::principals {

/// Whom a mail address belongs to: a user or a resource of the context.
struct Addressee {
    std::optional<UserId> user{};
    std::optional<ResourceId> resource{};
    std::string displayName{};
    std::string givenName{};
    std::string surname{};
    std::string email{};  ///< the primary one; empty of a guest who came by a link
    // Of a resource, as Resource has them.
    std::string name{};
    std::string description{};
    bool available = true;
    Seq seq{};

    [[nodiscard]] friend bool operator==(const Addressee&, const Addressee&) = default;
};

/// By their addresses, aliases of users included. What belongs to nobody is left out. Two statements for 64 addresses,
/// and one that looks through the context's aliases for those that are no primary ones.
/// @param addresses  in small letters
[[nodiscard]] std::map<std::string, Addressee> addressees(dbpool::ReadSession& session,
                                                          const std::set<std::string>& addresses);

/// The same of users, by id. One statement for 512 of them.
[[nodiscard]] std::map<UserId, Addressee> userAddressees(dbpool::ReadSession& session,
                                                         const std::set<std::int64_t>& users);

}  // namespace groupware::principals
