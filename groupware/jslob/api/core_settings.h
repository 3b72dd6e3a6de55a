#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/base/caller.h"
#include "groupware/formats/json/json.h"

#include <optional>
#include <string_view>

/// What `io.ox/core` shows besides what clients keep there: members of the settings tree.
namespace groupware::jslob::api {

inline constexpr std::string_view kCoreId = "io.ox/core";

/// The stored tree with what the server knows, which wins: `identifier`, `contextID`, `language`, `timezone`, `folder`,
/// `modules`.
[[nodiscard]] formats::json::Object::Ptr withCore(const groupware::api::ConfigTree& settings, const Caller& caller,
                                                  const formats::json::Object& stored);

/// A tree or patch without those members.
[[nodiscard]] formats::json::Object::Ptr withoutCore(const formats::json::Object& sent);

/// Changes the user's own language and time zone if `sent` has others. @return the last write's state, if there was one
/// @throws Error BadRequest
std::optional<CommitToken> writeCore(const groupware::api::ConfigTree& settings, const Caller& caller,
                                     const formats::json::Object& sent);

}  // namespace groupware::jslob::api
