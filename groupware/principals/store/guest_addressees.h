#pragma once

#include "groupware/principals/store/addressees.h"

#include <cstdint>
#include <map>
#include <set>

namespace groupware::principals {

/// As userAddressees(), of guests: for names only, they are invited to nothing. No statement for no ids.
[[nodiscard]] std::map<UserId, Addressee> guestAddressees(dbpool::ReadSession& session,
                                                          const std::set<std::int64_t>& guests);

}  // namespace groupware::principals
