#include "groupware/folders/api/wire.h"

#include "groupware/base/error.h"

#include <charconv>
#include <chrono>
#include <string>

namespace groupware::folders::api {

FolderId folderOf(std::string_view id) {
    std::int64_t number = 0;
    const auto* const end = id.data() + id.size();
    const auto [at, error] = std::from_chars(id.data(), end, number);
    if (error != std::errc{} || at != end || number < 0) {
        throw Error(ErrorCode::NotFound, "no folder has this id", "The folder does not exist.");
    }
    return {number};
}

FolderId folderOf(const engine::Call& call, std::string_view parameter) {
    return folderOf(call.require(parameter));
}

std::vector<FolderId> foldersOf(const json::Value& body, std::int64_t limit) {
    if (!body.isEmpty() && (body.isString() || body.isNumeric())) return {folderOf(json::textOf(body, "id"))};
    const auto array = json::requireArray(body, "body");
    if (static_cast<std::int64_t>(array->size()) > limit) {
        throw Error(ErrorCode::TooLarge, "too many folders in one request",
                    "At most " + std::to_string(limit) + " folders can be named in one request.");
    }
    std::vector<FolderId> folders;
    for (const auto& element : *array) folders.push_back(folderOf(json::textOf(element, "id")));
    return folders;
}

std::optional<Seq> lastSeen(const engine::Call& call) {
    const auto timestamp = call.integer("timestamp");
    return timestamp ? std::optional(Seq{*timestamp}) : std::nullopt;
}

json::Object::Ptr folderObject(const json::Value& body) {
    auto outer = json::requireObject(body, "body");
    auto inner = json::object(*outer, "folder");
    return inner ? inner : outer;
}

namespace {

Permissions::Invited invitedOf(const json::Object& entry, std::int64_t bits) {
    return {.email = json::text(entry, "email_address").value_or(""),
            .displayName = json::text(entry, "display_name").value_or(""),
            .rights = rightsFromBits(bits),
            .password = json::text(entry, "password"),
            .expires = expiryOf(entry)};
}

}  // namespace

std::optional<Permissions> permissionsOf(const json::Object& folder) {
    const auto array = json::array(folder, "permissions");
    if (!array) return std::nullopt;
    Permissions permissions;
    for (const auto& element : *array) {
        const auto entry = json::requireObject(element, "permissions");
        const auto entity = json::integer(*entry, "entity");
        const auto bits = json::integer(*entry, "bits");
        if (bits && !entity && json::text(*entry, "type") == "guest") {
            permissions.invited.push_back(invitedOf(*entry, *bits));
            continue;
        }
        if (!entity || *entity < 0 || !bits) {
            throw Error(ErrorCode::BadRequest, "permission without entity or bits",
                        "A permission needs an entity and its bits.");
        }
        permissions.grants.push_back({{*entity, json::flag(*entry, "group").value_or(false)}, rightsFromBits(*bits)});
    }
    return permissions;
}

std::optional<Instant> expiryOf(const json::Object& object) {
    const auto expiry = json::integer(object, "expiry_date");
    if (!expiry) return std::nullopt;
    if (*expiry < 0) throw Error(ErrorCode::BadRequest, "negative expiry_date", "The expiry date is not valid.");
    return Instant(std::chrono::milliseconds(*expiry));
}

SubscriptionChange subscriptionOf(const json::Object& folder) {
    SubscriptionChange change{.subscribed = json::flag(folder, "subscribed"), .usedForSync = std::nullopt};
    if (!folder.isObject("used_for_sync")) {
        change.usedForSync = json::flag(folder, "used_for_sync");
        return change;
    }
    const auto value = json::text(*json::object(folder, "used_for_sync"), "value").value_or("");
    if (value != "true" && value != "false") {
        throw Error(ErrorCode::BadRequest, "used_for_sync", "The value of used_for_sync is \"true\" or \"false\".");
    }
    change.usedForSync = value == "true";
    return change;
}

engine::Result forEach(const std::vector<FolderId>& folders, const engine::Call& call,
                       const std::function<CommitToken(FolderId)>& action) {
    auto failed = json::makeArray();
    engine::Result result;
    for (const auto folder : folders) {
        try {
            result.committed = action(folder);
            result.timestamp = result.committed->seq;
        } catch (const Error& error) {
            const bool own = error.code() != ErrorCode::Unavailable && error.code() != ErrorCode::Internal;
            if (!own || call.flag("failOnError")) throw;
            failed->add(std::to_string(folder.value));
            result.warnings.push_back(error.publicText());
        }
    }
    result.data = failed;
    return result;
}

engine::Result written(const FolderWritten& result) {
    engine::Result answer;
    answer.data = std::to_string(result.folder.value);
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

}  // namespace groupware::folders::api
