#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/service/contact_service.h"

#include <vector>

namespace groupware::contacts::api {

/// What an export is about: the contacts of the folder that the call names, or those of the list in its body.
/// @throws CodedError SVL-0002 with neither
[[nodiscard]] std::vector<ContactRef> exportedRefs(const ContactService& service, const Caller& caller,
                                                   const groupware::api::Call& call);

/// The answer: a file of that type and name.
[[nodiscard]] groupware::api::Result fileAnswer(const std::string& mediaType, const std::string& name);

}  // namespace groupware::contacts::api
