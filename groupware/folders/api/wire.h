#pragma once

#include "groupware/api/action.h"
#include "groupware/base/clock.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/formats/json/json.h"

#include <functional>
#include <optional>
#include <string>
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
struct Permissions {
    std::vector<Grant> grants{};
    /// Entries of type `guest` that name nobody yet but an address.
    struct Invited {
        std::string email;
        std::string displayName;
        Rights rights;
        std::optional<std::string> password;
        std::optional<Instant> expires;
    };
    std::vector<Invited> invited{};
};
/// @throws Error BadRequest
[[nodiscard]] std::optional<Permissions> permissionsOf(const json::Object& folder);

/// Milliseconds since 1970, or nothing. Null is nothing.
/// @throws Error BadRequest
[[nodiscard]] std::optional<Instant> expiryOf(const json::Object& object);

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
