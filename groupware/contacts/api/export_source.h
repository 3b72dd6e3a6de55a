#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/service/contact_service.h"

#include <vector>

namespace groupware::contacts::api {

/// What an export is about: the contacts of the folder that the call names, or those of the list in its body.
/// @throws CodedError SVL-0002 with neither
[[nodiscard]] std::vector<ContactRef> exportedRefs(const ContactService& service, const Caller& caller,
                                                   const groupware::api::Call& call);

}  // namespace groupware::contacts::api
