#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/principals/store/addressees.h"

#include <map>
#include <set>
#include <string>

namespace groupware::calendar {

/// principals::addressees(), whichever way a domain beyond ASCII is spelled (formats/mime/international_address.h): in
/// what is asked for and in what is stored, U-labels or A-labels. The same statements.
/// @param addresses  in small letters
/// @return by the address that was asked for
[[nodiscard]] std::map<std::string, principals::Addressee> localAddressees(dbpool::ReadSession& session,
                                                                           const std::set<std::string>& addresses);

}  // namespace groupware::calendar
