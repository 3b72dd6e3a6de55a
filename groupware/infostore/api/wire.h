#pragma once

#include "groupware/api/action.h"
#include "groupware/base/caller.h"
#include "groupware/formats/json/json.h"
#include "groupware/infostore/document.h"
#include "groupware/infostore/document_patch.h"
#include "groupware/infostore/service/infostore_service.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Documents in the words of the JSON interface.
namespace groupware::infostore::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// "31841/36639": ids name their folder, so a document that moved is another object for the client.
[[nodiscard]] std::string wireId(FolderId folder, DocumentId document);

/// "31841/36639", or the number alone with or without a folder beside it; the folder inside the id wins.
/// @throws Error BadRequest
[[nodiscard]] DocumentRef documentRef(std::string_view id, const std::optional<std::string>& folder = {});
/// The call's `id` and `folder` parameters.
[[nodiscard]] DocumentRef documentRefOf(const engine::Call& call);
/// A list of ids, or of objects with `id` and `folder`.
[[nodiscard]] std::vector<DocumentRef> documentRefsOf(const json::Value& body);

/// @throws Error BadRequest
[[nodiscard]] FolderId folderId(std::string_view text);

/// The call's `timestamp`, if there is one: what the client saw last.
[[nodiscard]] std::optional<Seq> lastSeen(const engine::Call& call);
/// The same where a client that forgot it would overwrite what it never saw.
/// @throws CodedError SVL-0002 if there is none
[[nodiscard]] Seq requireLastSeen(const engine::Call& call);

/// A body's object: `{"file": {...}}` or, from older clients, the object itself.
[[nodiscard]] json::Object::Ptr fileObject(const json::Value& body);
/// null and "" delete a value, absent members keep it.
/// @throws Error BadRequest for members of a wrong type and for object permissions, which documents do not have
[[nodiscard]] DocumentPatch patchOf(const json::Object& object);
/// The same from the parameters of a call: what `upload` sends.
[[nodiscard]] DocumentPatch patchOf(const engine::Call& call);

/// The answer to a verb over many: what it refused, as objects with `id` and `folder` as the client sent them, and why
/// in one warning each, in the same order.
[[nodiscard]] engine::Result refusals(const Refusals& result);

/// The answer to a write: the id, and the new timestamp.
[[nodiscard]] engine::Result written(const Written& result);
/// The same with other data.
[[nodiscard]] engine::Result writtenWith(const Written& result, const json::Value& data);

}  // namespace groupware::infostore::api
