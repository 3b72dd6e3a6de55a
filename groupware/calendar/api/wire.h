#pragma once

#include "groupware/api/action.h"
#include "groupware/base/error.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/formats/json/json.h"

#include <string>
#include <string_view>
#include <vector>

/// Ids and errors of the calendar in the words of the JSON interface. Ids are strings.
namespace groupware::calendar::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// How errors of the calendar are called.
[[nodiscard]] const engine::ModuleErrors& calendarErrors();

/// @throws Error BadRequest
[[nodiscard]] FolderId folderId(std::string_view text);
/// The call's `folder`, `id` and, if there is one, `recurrenceId`.
/// @throws Error BadRequest; CodedError SVL-0002
[[nodiscard]] EventRef eventRefOf(const engine::Call& call);
/// An object with `folder`, which exports call `folder_id`, `id` and perhaps `recurrenceId`.
[[nodiscard]] EventRef eventRefOf(const json::Value& element);
[[nodiscard]] std::vector<EventRef> eventRefsOf(const json::Value& body);

/// `{"folder":"31","id":"77","recurrenceId":"20260301T100000"}`
[[nodiscard]] json::Object::Ptr refJson(const EventRef& event);

/// `{"error":"...","code":"CAL-4040"}`: of one part of an answer whose other parts went well.
[[nodiscard]] json::Object::Ptr errorJson(const Error& error);

}  // namespace groupware::calendar::api
