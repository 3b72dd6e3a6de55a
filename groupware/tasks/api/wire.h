#pragma once

#include "groupware/api/action.h"
#include "groupware/api/listing.h"
#include "groupware/base/caller.h"
#include "groupware/formats/json/json.h"
#include "groupware/tasks/service/task_service.h"

#include <optional>
#include <string_view>
#include <vector>

/// Tasks in the words of the JSON interface.
namespace groupware::tasks::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// @throws Error BadRequest
[[nodiscard]] FolderId folderId(std::string_view text);
/// The call's `id` and `folder` parameters.
[[nodiscard]] TaskRef taskRefOf(const engine::Call& call);
/// A list of objects with `id` and `folder`, which exports call `folder_id`, or of ids alone.
[[nodiscard]] std::vector<TaskRef> taskRefsOf(const json::Value& body);

/// null and "" delete a value, absent members keep it. Unknown members are ignored, as clients send what they were
/// sent.
/// @param localTime  of the caller
/// @throws Error BadRequest for members of a wrong type
[[nodiscard]] TaskChange changeOf(const json::Object& object, const engine::LocalTime& localTime);

/// The answer to a write: the id, and the new timestamp.
[[nodiscard]] engine::Result written(const Written& result);
/// The answer to a verb over many: ids of what it refused, and why in one warning each, in the same order.
[[nodiscard]] engine::Result refusals(const Refusals& result);

}  // namespace groupware::tasks::api
