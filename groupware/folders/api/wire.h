#pragma once

#include "groupware/api/action.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/formats/json/json.h"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

/// Folders in the words of the JSON interface.
namespace groupware::folders::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// @throws Error BadRequest if a parameter that names a folder is missing, NotFound if no folder can have that id
[[nodiscard]] FolderId folderOf(const engine::Call& call, std::string_view parameter);
[[nodiscard]] FolderId folderOf(std::string_view id);
/// The ids a body lists, or the single one it is.
/// @throws Error BadRequest; TooLarge beyond `limit` ids
[[nodiscard]] std::vector<FolderId> foldersOf(const json::Value& body, std::int64_t limit);

/// The call's `timestamp`: what the client saw last.
[[nodiscard]] std::optional<Seq> lastSeen(const engine::Call& call);

/// A body's object: `{"folder": {...}}` or, from older clients, the object itself.
[[nodiscard]] json::Object::Ptr folderObject(const json::Value& body);

/// The `permissions` member, if there is one.
/// @throws Error BadRequest
[[nodiscard]] std::optional<std::vector<Grant>> grantsOf(const json::Object& folder);

/// The members `subscribed` and `used_for_sync`: a flag, or `{"value": "true"}`.
/// @throws Error BadRequest
[[nodiscard]] SubscriptionChange subscriptionOf(const json::Object& folder);

/// Does something to each of many folders, one after the other. The answer is the ids of those it failed for, why is in
/// the warnings; with `failOnError` the first error ends it.
[[nodiscard]] engine::Result forEach(const std::vector<FolderId>& folders, const engine::Call& call,
                                     const std::function<CommitToken(FolderId)>& action);

/// The answer to a write: the id, and the new timestamp.
[[nodiscard]] engine::Result written(const FolderWritten& result);

}  // namespace groupware::folders::api
