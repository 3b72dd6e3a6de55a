#pragma once

#include "groupware/base/clock.h"
#include "groupware/tasks/limits.h"
#include "groupware/tasks/task.h"

#include <cstddef>
#include <string>
#include <string_view>

/// What tasks must be like, whoever sends them. Pure.
namespace groupware::tasks {

/// Refuses text that is not UTF-8, has control characters other than line breaks and tabs, or is too long.
/// @param what  names the field in the message
/// @throws Error BadRequest, TooLarge
void requireText(std::string_view what, std::string_view text, std::size_t maxCharacters);

/// @throws Error BadRequest for what makes no sense, TooLarge for what is too long
void requireValid(const Fields& fields, const Limits& limits);

/// Makes status, progress and completion agree: done is 100 percent, not started is 0, and only what is done has a time
/// of completion (`now` unless it has one). What recurs gets the days that its start implies.
void settle(Fields& fields, Instant now);

/// "a , b,,c" is "a,b,c".
[[nodiscard]] std::string tidyCategories(std::string_view list);

/// The optimistic lock: what the client last saw must still be so.
/// @throws Error PreconditionFailed if the task changed later
void requireUnchanged(const Task& task, Seq lastSeen);

}  // namespace groupware::tasks
