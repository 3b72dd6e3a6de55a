#pragma once

#include "groupware/api/action.h"
#include "groupware/base/caller.h"
#include "groupware/contacts/contact_patch.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/formats/json/json.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Contacts in the words of the JSON interface.
namespace groupware::contacts::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// @throws Error BadRequest
[[nodiscard]] FolderId folderId(std::string_view text);
[[nodiscard]] ContactId contactId(std::string_view text);
/// The call's `folder`, if there is one.
[[nodiscard]] std::optional<FolderId> folderOf(const engine::Call& call);
/// The call's parameters `id` and `folder`, both needed.
[[nodiscard]] ContactRef contactRefOf(const engine::Call& call);
/// An object with `id` and `folder` or `folder_id`.
[[nodiscard]] ContactRef contactRef(const json::Object& object);
/// One such object, or a list of them.
[[nodiscard]] std::vector<ContactRef> contactRefsOf(const json::Value& body);
/// A list of user ids: contacts of the global address book.
[[nodiscard]] std::vector<ContactRef> userRefsOf(const json::Value& body);

/// @throws CodedError CON-1000 for a search text of fewer characters than `minimum`, wildcards aside
void requirePatternLength(std::string_view pattern, std::size_t minimum);

/// What the client saw last.
/// @throws CodedError SVL-0002 if there is none
[[nodiscard]] Seq requireLastSeen(const engine::Call& call);

/// null and "" delete a value, absent members keep it.
/// @throws Error BadRequest for members of a wrong type and for those that no contact has
[[nodiscard]] ContactPatch patchOf(const json::Object& object);

/// The answer to a verb over many: what it refused, as objects with `id` and `folder`, and why in one warning each, in
/// the same order.
[[nodiscard]] engine::Result refusals(const Refusals& result);
/// The answer to a write: the id, and the new timestamp.
[[nodiscard]] engine::Result written(const Written& result);

/// Where the picture of a contact is.
[[nodiscard]] std::string pictureUrl(const Contact& contact);

}  // namespace groupware::contacts::api
